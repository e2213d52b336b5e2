"""What `analyze` answers on one screen, in words that need no theory."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.report.document import Document, Heading, Listing, Paragraph
from detente.report.naming import Names
from detente.report.pages.overview.now_in_words import (
    deadline_sentence,
    lasting_sentences,
    resting_sentence,
    stands_sentence,
)
from detente.study.overview.survey import AfterDeadline, Overview

if TYPE_CHECKING:
    from detente.study.deal.verdict import RoadMapCheck
    from detente.study.overview.variant_reading import VariantReading
    from detente.study.search.best_deal import BestDeal


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
    """

    overview: Overview
    after: tuple[AfterDeadline, ...]
    plans: "tuple[RoadMapCheck, ...] | None" = ()
    variants: "tuple[VariantReading, ...]" = ()
    best: "BestDeal | None" = None


def first_screen(found: FirstAnswers, names: Names) -> Document:
    """Answer the first questions, a few sentences each."""
    said = opening_sentence(names)
    opening = (Paragraph(said),) if said else ()
    told = (_told(question, said) for question, said in first_answers(found, names))
    blocks = [block for part in told for block in part]
    return (
        Heading(names.title(), 1),
        *opening,
        *blocks,
        Paragraph(_next(found, names)),
    )


def first_answers(found: FirstAnswers, names: Names) -> Iterator[tuple[str, list[str]]]:
    """Give each question with its answer: one sentence or more, or lines of a list."""
    say, overview = names.say, found.overview
    yield say("Now"), [stands_sentence(names)]
    lasting = [*lasting_sentences(overview, names)]
    lasting.append(resting_sentence(overview.resting, names))
    yield say("Will it last?"), [" ".join(filter(None, lasting))]
    yield say("The next date"), [deadline_sentence(overview, found.after, names)]
    if found.plans is None:
        said = say("Judging them takes a while: detente roadmap list.")
        yield say("The road maps"), [said]
    if found.plans or found.variants:
        yield from _of_plans(found, names)


def _of_plans(found: FirstAnswers, names: Names) -> Iterator[tuple[str, list[str]]]:
    # Imported where they are needed: most cases have neither road maps nor variants.
    from detente.report.pages.overview.plans_in_words import (  # noqa: PLC0415
        best_sentence,
        exposed_sentence,
        hanging_sentence,
        plan_line,
        variants_sentence,
    )

    plans = found.plans or ()
    if plans:
        lines = [plan_line(check, names) for check in plans]
        yield names.say("The road maps"), lines
        if found.best is not None:
            yield names.say("The best deal found"), [best_sentence(found.best, names)]
        yield names.say("Who is exposed"), [exposed_sentence(plans, names)]
        yield names.say("What it hangs on"), [hanging_sentence(plans, names)]
    said = variants_sentence(found.overview, plans, found.variants, names)
    yield names.say("Other readings"), [said]


def _told(question: str, said: list[str]) -> Document:
    """Put the answer behind its question; several lines under it."""
    lines = [each for each in said if each]
    lead = question if question.endswith("?") else f"{question}:"
    if len(lines) > 1:
        return (Paragraph(lead), Listing(tuple(lines)))
    return tuple(Paragraph(f"{lead} {line}") for line in lines)


def opening_sentence(names: Names) -> str:
    """Say of which day this is, and who speaks."""
    case = names.case
    parts = []
    if case.as_of is not None:
        parts.append(names.say("As of {date}.", date=names.date(case.as_of)))
    told = [each for each in case.sources if each.author is not None]
    if told:
        author, rest = names.text(told[0].author), len(case.sources) - 1
        parts.append(
            names.count(
                "As told by {author}, with {n} other source.",
                "As told by {author}, with {n} other sources.",
                rest,
                author=author,
            )
            if rest
            else names.say("As told by {author}.", author=author)
        )
    return " ".join(parts)


def _next(found: FirstAnswers, names: Names) -> str:
    """Say what is not answered here, and what to ask next."""
    asks = ["analyze --full"]
    if found.plans:
        asks.insert(0, f"roadmap check {found.plans[0].road_map}")
    listed = "; ".join(f"detente {each}" for each in asks)
    said = names.say("Ask next: {commands}.", commands=listed)
    if not found.plans:
        return said
    unasked = names.say(
        "Not answered here: how long a deal outlives those who sign it, and what would "
        "move the parties."
    )
    return " ".join(filter(None, (brackets_sentence(found, names), unasked, said)))


def brackets_sentence(found: FirstAnswers, names: Names) -> str:
    """Say what stands in brackets behind the answers, where anything does."""
    drawn = any(c.calling_off and c.calling_off.shares for c in found.plans or ())
    if not drawn:
        return ""
    return names.say("In brackets: in how many of 100 readings of the assumed numbers.")
