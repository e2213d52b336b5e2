"""The report's first page: the answers of the first screen, and four pictures."""

from collections.abc import Iterator

from detente.report.document import (
    Block,
    Document,
    Heading,
    Paragraph,
    Picture,
    Table,
)
from detente.report.figure.gains import gains_picture
from detente.report.figure.resting import resting_picture
from detente.report.figure.tracks import tracks_picture
from detente.report.figure.undo_columns import undo_picture
from detente.report.naming import Names
from detente.report.pages.overview.basis import basis_sentences
from detente.report.pages.overview.first_screen import (
    FirstAnswers,
    first_answers,
)
from detente.report.pages.overview.trust import trust_answer, trust_lead


def answers_page(found: FirstAnswers, names: Names, *, alone: bool = False) -> Document:
    """Give each first question under its own heading, then what all rests on.

    Parameters
    ----------
    found : FirstAnswers
        What `analyze` tells on its first screen.
    names : Names
        The case and the language.
    alone : bool
        Whether no list of the deals of the past stands behind it.
    """
    lead = trust_lead(names) if found.plans else ""
    blocks: list[Block] = [Paragraph(lead)] if lead else []
    blocks += [block for part in _answered(found, names, alone=alone) for block in part]
    said = " ".join(filter(None, basis_sentences(names)))
    if not said:
        return tuple(blocks)
    return (*blocks, Heading(names.say("What this rests on")), Paragraph(said))


def _answered(
    found: FirstAnswers, names: Names, *, alone: bool
) -> Iterator[tuple[Block, ...]]:
    trust = trust_answer(names, alone=alone) if found.plans else ""
    last = names.say("How far to trust it"), trust
    for question, said in (*first_answers(found, names), last):
        if isinstance(said, Table):
            yield Heading(question), said
        elif said:
            # Behind its heading an answer begins a sentence.
            yield Heading(question), Paragraph(begun(said))


def begun(said: str) -> str:
    """Begin a sentence; words that lead somewhere begin one already."""
    return said[0].upper() + said[1:] if said[0].islower() else said


def pictures_page(found: FirstAnswers, names: Names) -> tuple[Picture, ...]:
    """Draw the resting places, the undo times, the gains and the tracks.

    Parameters
    ----------
    found : FirstAnswers
        What `analyze` tells on its first screen.
    names : Names
        The case and the language.

    Returns
    -------
    tuple of Picture
        Those for which the case has anything to draw.
    """
    plans = found.plans or ()
    drawn = (
        resting_picture(found.overview, names),
        undo_picture(names),
        gains_picture(plans, names) if plans else None,
        tracks_picture(plans, names) if plans else None,
    )
    return tuple(each for each in drawn if each is not None)
