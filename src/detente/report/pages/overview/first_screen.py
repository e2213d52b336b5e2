"""What `analyze` answers on one screen, in words that need no theory."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, TypeAlias

from detente.records import dataclass
from detente.report.document import Document, Heading, Paragraph, Table
from detente.report.naming import Names
from detente.report.pages.overview.now_in_words import (
    deadline_sentence,
    lasting_sentences,
    resting_sentences,
    stands_sentence,
)
from detente.study.overview.survey import AfterDeadline, Overview

if TYPE_CHECKING:
    from detente.study.deal.verdict import RoadMapCheck
    from detente.study.lever.effect import Effect
    from detente.study.overview.variant_reading import VariantReading
    from detente.study.search.best_deal import BestDeal
    from detente.study.time.compliance import TurnoverCheck

Answer: TypeAlias = tuple[str, str | Table]
"""A question, and what is said to it: sentences in one line, or a table."""


@dataclass(frozen=True)
class FirstAnswers:
    """All that the first screen tells.

    Attributes
    ----------
    overview : Overview
        The static study.
    after : tuple of AfterDeadline
        What the deadlines change.
    plans : tuple of RoadMapCheck or None
        The road maps; None where they are not judged here.
    variants : tuple of VariantReading
        What the variants of the case say.
    best : BestDeal or None
        The best deal by which nobody loses; None where none was looked for.
    turned : tuple of TurnoverCheck
        What changes of leadership do to the road maps, where that is quick.
    moved : Effect or None
        The smallest clause or step by which a road map would come through, where none
        does and it is quickly found.
    """

    overview: Overview
    after: tuple[AfterDeadline, ...]
    plans: "tuple[RoadMapCheck, ...] | None" = ()
    variants: "tuple[VariantReading, ...]" = ()
    best: "BestDeal | None" = None
    turned: "tuple[TurnoverCheck, ...]" = ()
    moved: "Effect | None" = None


def first_screen(found: FirstAnswers, names: Names) -> Document:
    """Answer the first questions, a few sentences each."""
    said = opening_sentence(names)
    opening = (Paragraph(said),) if said else ()
    told = [_told(answer) for answer in first_answers(found, names)]
    if found.plans:
        from detente.report.pages.overview.trust import trust_sentence  # noqa: PLC0415

        told.append(_told((names.say("How far to trust it"), trust_sentence(names))))
    return (
        Heading(names.title(), 1),
        *opening,
        *filter(None, told),
        Paragraph(_next(found, names)),
    )


def first_answers(found: FirstAnswers, names: Names) -> Iterator[Answer]:
    """Give each question with its answer; an empty one has nothing to say."""
    say, overview = names.say, found.overview
    yield say("Now"), stands_sentence(names)
    lasting = [*lasting_sentences(overview, names)]
    lasting += resting_sentences(overview, names)
    yield say("Will it last?"), " ".join(lasting)
    yield say("The next date"), deadline_sentence(overview, found.after, names)
    if found.plans is None:
        said = say("Judging them takes a while.")
        asked = say("Ask: detente roadmap list CASE.") if names.typed else ""
        yield say("The road maps"), f"{said} {asked}".strip()
    if found.plans or found.variants:
        yield from _of_plans(found, names)


def _of_plans(found: FirstAnswers, names: Names) -> Iterator[Answer]:
    # Imported where they are needed: most cases have neither road maps nor variants.
    from detente.report.pages.deal.plans_table import (  # noqa: PLC0415
        plans_table,
    )
    from detente.report.pages.overview.plans_in_words import (  # noqa: PLC0415
        best_sentence,
        exposed_sentence,
        hanging_sentence,
        variants_sentence,
    )

    plans = found.plans or ()
    if plans:
        yield names.say("The road maps"), plans_table(plans, names)
        if found.turned:
            from detente.report.pages.overview.outliving import (  # noqa: PLC0415
                outliving_sentence,
            )

            said = outliving_sentence(found.turned, names)
            yield names.say("If leaders change"), said
        if found.best is not None:
            yield names.say("The best deal"), best_sentence(found.best, names)
        if found.moved is not None:
            from detente.report.pages.lever.levers import (  # noqa: PLC0415
                moved_sentence,
            )

            yield (
                names.say("The smallest change found"),
                moved_sentence(found.moved, names),
            )
        yield names.say("Who is exposed"), exposed_sentence(plans, names)
        yield names.say("What it hangs on"), hanging_sentence(plans, names)
    said = variants_sentence(found.overview, plans, found.variants, names)
    yield names.say("Other readings"), said


def _told(answer: Answer) -> Paragraph | Table | None:
    """Put the answer behind its question, a table under it."""
    question, said = answer
    if isinstance(said, Table):
        return said
    lead = question if question.endswith("?") else f"{question}:"
    return Paragraph(f"{lead} {said}") if said else None


def opening_sentence(names: Names) -> str:
    """Say of which day this is, and who speaks."""
    case = names.case
    date = "" if case.as_of is None else names.date(case.as_of)
    told = [each for each in case.sources if each.author is not None]
    if not told:
        return names.say("As of {date}.", date=date) if date else ""
    author, rest = names.text(told[0].author), len(case.sources) - 1
    if rest:
        author = names.count(
            "{author}, and {n} other source",
            "{author}, and {n} other sources",
            rest,
            author=author,
        )
    if not date:
        return names.say("As told by {authors}.", authors=author)
    return names.say("As of {date}, told by {authors}.", date=date, authors=author)


def _next(found: FirstAnswers, names: Names) -> str:
    """Say what is not answered here, and what to ask next."""
    asks = ["analyze CASE --full"]
    unturned = bool(names.case.negotiation.turnover) and not found.turned
    if found.plans:
        # First whatever comes farthest: who would sign is known of the others.
        signed = [c for c in found.plans if c.calling_off and c.calling_off.all_sign]
        first = (*signed, *found.plans)[0]
        check = f"roadmap check CASE {first.road_map}"
        if all(c.over_before for c in found.plans if c.calling_off):
            asks.append(f"levers CASE --roadmap {first.road_map}")
        asks.append(f"{check} --turnover" if unturned else check)
    listed = "; ".join(f"detente {each}" for each in asks)
    said = names.say("Ask next: {commands}.", commands=listed)
    if not (found.plans and unturned):
        return said
    unasked = names.say("Left out: how long a deal outlives its signers.")
    return f"{unasked} {said}"
