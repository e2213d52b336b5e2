"""Road maps side by side: which of them outlive those who sign them."""

from collections.abc import Callable, Sequence

from detente.errors import Message
from detente.report.document import Column, Document, Heading, Number, Paragraph, Rows
from detente.report.naming import Names, stage_name
from detente.report.pages.time.turnover import (
    chance_after,
    cheating_alone,
    order_of_play,
)
from detente.report.quantity import in_hundred
from detente.study.time.compliance import TurnoverCheck
from detente.study.time.successor import list_breaks


def outliving_blocks(
    checks: Sequence[TurnoverCheck],
    left_out: Message | None,
    names: Names,
    *,
    over_before: bool,
) -> Document:
    """Show how likely each road map is completed, and stands after some years.

    Parameters
    ----------
    checks : sequence of TurnoverCheck
    left_out : Message or None
        Why there are none, where they were not computed.
    names : Names
        The case and the language.
    over_before : bool
        Whether one of them may not be signed by all, or be called off.
    """
    told = [each for each in checks if each.outliving is not None]
    if not told:
        return () if left_out is None else (Paragraph(names.message(left_out)),)
    say = names.say
    caption = say("How likely each outlives those who sign it, as written")
    return (
        Heading(say("Would they outlive those who sign them?"), 2),
        Rows(told, caption).under(
            Column(
                "road_map", say("road map"), lambda each: names.element(each.road_map)
            ),
            Number(
                "completed",
                say("completed"),
                lambda each: names.figure(each.completed or 0.0, ".3f"),
            ),
            *(
                Number(f"year_{years}", title, _after(years, names))
                for years, title in (
                    (1, say("stands after one year")),
                    (5, say("stands after five years")),
                )
            ),
            Column("ends", say("most likely end"), lambda each: _end(each, names)),
        ),
        *(cheating_alone(names) if over_before else ()),
        *order_of_play(names),
    )


def _after(years: int, names: Names) -> Callable[[TurnoverCheck], str]:
    def cell(check: TurnoverCheck) -> str:
        chance = chance_after(check, years)
        return "-" if chance is None else names.figure(chance, ".3f")

    return cell


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
