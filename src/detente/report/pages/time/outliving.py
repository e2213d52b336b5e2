"""Road maps side by side: which of them outlive those who sign them."""

from collections.abc import Sequence
from functools import partial

from detente.errors import Message
from detente.report.document import (
    Column,
    Document,
    Heading,
    Number,
    Paragraph,
    Rows,
    Table,
)
from detente.report.naming import Names, stage_name
from detente.report.pages.time.kept import (
    by_cheating_after,
    by_cheating_alone,
    ending_in_words,
    stands_after,
    what_counts,
)
from detente.report.pages.time.turnover import order_of_play
from detente.report.quantity import in_hundred
from detente.study.time.compliance import TurnoverCheck
from detente.study.time.successor import list_breaks


def outliving_blocks(
    checks: Sequence[TurnoverCheck],
    left_out: Message | None,
    names: Names,
) -> Document:
    """Show how likely each road map is completed, and stands after some years.

    Parameters
    ----------
    checks : sequence of TurnoverCheck
    left_out : Message or None
        Why there are none, where they were not computed.
    names : Names
        The case and the language.
    """
    told = [each for each in checks if each.outliving is not None]
    if not told:
        return () if left_out is None else (Paragraph(names.message(left_out)),)
    cheating = any(not by_cheating_alone(each) for each in told)
    return (
        Heading(names.say("Would they outlive those who sign them?"), 2),
        _table(told, names),
        *(_basis(names) if cheating else ()),
        *order_of_play(names),
    )


def _table(told: Sequence[TurnoverCheck], names: Names) -> Table:
    """Show the chances with calling off; for programs those by cheating alone too."""
    say = names.say
    caption = say("How likely each outlives those who sign it, as written")
    named = Column[TurnoverCheck](
        "road_map", say("road map"), lambda each: names.element(each.road_map)
    )
    years = (1, say("stands after one year")), (5, say("stands after five years"))
    kept = (
        Number[TurnoverCheck](
            "kept_completed", say("completed"), partial(_completed, names)
        ),
        *(
            Number[TurnoverCheck](f"kept_year_{n}", title, partial(_kept, names, n))
            for n, title in years
        ),
        Column[TurnoverCheck](
            "kept_ends", say("most likely end"), lambda each: _kept_end(each, names)
        ),
    )
    cheating = (
        Number[TurnoverCheck](
            "completed",
            "completed",
            lambda each: names.figure(each.completed or 0.0, ".3f"),
        ),
        *(
            Number[TurnoverCheck](f"year_{n}", f"year_{n}", partial(_after, names, n))
            for n, _ in years
        ),
        Column[TurnoverCheck]("ends", "ends", lambda each: _end(each, names)),
    )
    data = (Rows(told, caption).under(named, *kept, *cheating),) if names.plain else ()
    return Rows(told, caption, data).under(named, *kept)


def _basis(names: Names) -> Document:
    more = names.say(
        "`detente roadmap check` gives the chances by cheating alone as well."
    )
    return (Paragraph(f"{what_counts(names)} {more}"),)


def _completed(names: Names, check: TurnoverCheck) -> str:
    completed = check.completed if check.kept is None else check.kept.completed
    return names.figure(completed or 0.0, ".3f")


def _kept(names: Names, years: int, check: TurnoverCheck) -> str:
    chance = stands_after(check, years)
    return "-" if chance is None else names.figure(chance, ".3f")


def _kept_end(check: TurnoverCheck, names: Names) -> str:
    if check.kept is None:
        return _end(check, names)
    worst = max(check.kept.endings, key=lambda each: each.chance, default=None)
    if worst is None or worst.chance <= 0:
        return "-"
    return names.say(
        "{what}: {chance}",
        what=ending_in_words(worst, names),
        chance=in_hundred(worst.chance, names),
    )


def _after(names: Names, years: int, check: TurnoverCheck) -> str:
    chance = by_cheating_after(check, years)
    return "-" if chance is None else names.figure(chance, ".3f")


def _end(check: TurnoverCheck, names: Names) -> str:
    breaks = list_breaks(names.case, check)
    worst = max(breaks, key=lambda each: each.chance, default=None)
    if worst is None or worst.chance <= 0:
        return "-"
    return names.say(
        "{party}, {stage}: {chance}",
        party=names.party(worst.party),
        stage=stage_name(worst.stage, names),
        chance=in_hundred(worst.chance, names),
    )
