"""Where each reading of the report begins: projects, resting places, tables."""

from collections.abc import Iterator

from detente.report.document import (
    Block,
    Document,
    Fold,
    Heading,
    Listing,
    Marked,
    Paragraph,
)
from detente.report.formula_words import formula_text
from detente.report.naming import Names
from detente.report.pages.overview.background import glossary_page
from detente.report.pages.overview.now_in_words import change_text, lasting_sentences
from detente.report.pages.overview.what_if import what_if_page
from detente.report.pages.stability.explanation import concept_line
from detente.report.pages.stability.stable_sets import assumptions_line
from detente.study.overview.comparison import Standing
from detente.study.overview.survey import Overview
from detente.study.overview.what_if import WhatIf
from detente.study.record.project import Prospect, Unblocking
from detente.study.stability.resting import RestingKind

_WAYS = 2
"""So many of the smallest changes that open a project are told."""


def business_opening(prospects: tuple[Prospect, ...], names: Names) -> Document:
    """Say of each project what blocks it, who must move, and who gains by that.

    Parameters
    ----------
    prospects : tuple of Prospect
        The projects; empty where the case has none.
    names : Names
        The case and the language.
    """
    if not prospects:
        return ()
    return tuple(block for each in prospects for block in _project(each, names))


def _project(prospect: Prospect, names: Names) -> tuple[Block, ...]:
    heading = Heading(names.element(prospect.project.id))
    if prospect.holds:
        return heading, Paragraph(names.say("Nothing blocks it: it goes ahead."))
    told = [*_lacks(prospect, names)]
    if not prospect.ways:
        told.append(names.say("No change was found that opens it."))
    for way in prospect.ways[:_WAYS]:
        told += _way(way, names)
    return heading, Listing(tuple(told))


def _lacks(prospect: Prospect, names: Names) -> Iterator[str]:
    if prospect.unmet:
        unmet = names.listed([formula_text(each, names) for each in prospect.unmet])
        yield names.say("It lacks {what}.", what=unmet)
    if prospect.blocked:
        blocked = formula_text(prospect.project.blocked_by, names)
        yield names.say("It is blocked by {what}.", what=blocked)


def _way(way: Unblocking, names: Names) -> Iterator[str]:
    gaining = tuple(party for party, gain in way.gains if gain > 0)
    losing = tuple(party for party, gain in way.gains if gain < 0)
    yield names.say(
        "The smallest change that opens it: {change}. Who must move: {movers}.",
        change=change_text(names.case.status_quo, way.state, names),
        movers=names.parties(way.movers),
    )
    yield names.say(
        "By that change these gain: {gaining}; these lose: {losing}.",
        gaining=names.parties(gaining) or names.say("nobody"),
        losing=names.parties(losing) or names.say("nobody"),
    )


def students_opening(
    overview: Overview, base: Standing, tried: tuple[WhatIf, ...], names: Names
) -> Document:
    """Tell the resting places in full, what changes them, and the words for them.

    Parameters
    ----------
    overview : Overview
        The static study.
    base : Standing
        How the case stands.
    tried : tuple of WhatIf
        How it stands under small changes.
    names : Names
        The case and the language.
    """
    say = names.say
    blocks: list[Block] = [
        Heading(say("Will it last?")),
        Paragraph(" ".join(lasting_sentences(overview, names))),
    ]
    kinds = tuple(_resting(each, names) for each in overview.resting)
    if kinds:
        said = say(
            "There no party would gain by any move of its own. Other situations "
            "hold only as long as each party expects the others to answer its move."
        )
        title = say("Where it could rest by itself")
        blocks += [Heading(title), Paragraph(said), Listing(kinds)]
    return (*blocks, *what_if_page(base, tried, names), *glossary_page(names))


def _resting(kind: RestingKind, names: Names) -> str:
    told = []
    if kind.holds_now:
        told.append(names.say("how things stand now"))
    elif not names.case.options:
        told.append(names.in_words(kind.nearest))
    if kind.taken:
        told.append(names.say("with {options}", options=names.options(kind.taken)))
    if kind.dropped:
        told.append(names.say("without {options}", options=names.options(kind.dropped)))
    said = ", ".join(told) or names.in_words(kind.nearest)
    if kind.count > 1:
        said = names.count(
            "{said} ({n} variant)", "{said} ({n} variants)", kind.count, said=said
        )
    if kind.reached:
        said = names.say("{said}, where moves in their own interest lead", said=said)
    return said[0].upper() + said[1:]


def definitions_page(overview: Overview, names: Names) -> Document:
    """Say what each concept asks of a move, and how sanctions are read."""
    sets = overview.sets
    told = tuple(concept_line(each, names) for each in sets.concepts if each.is_core)
    assumed = assumptions_line(sets.assumptions, names, sets.concepts)
    return (Listing(told), Paragraph(assumed))


def researchers_opening(folds: tuple[Fold, ...], names: Names) -> Document:
    """Lead to the files, then to the tables and definitions, each folded.

    Parameters
    ----------
    folds : tuple of Fold
        The tables and definitions.
    names : Names
        The case and the language.
    """
    if names.spoken:
        below = names.say("Every picture has its numbers below it.")
        return (Paragraph(below), *folds)
    files = Marked(
        names.say("The case and all figures can be saved at the foot of this page."),
        target="files",
    )
    said = names.say(
        "Every table has a mark by which it is saved as a table for other programs; "
        "every picture has its numbers below it."
    )
    return (Paragraph(files), Paragraph(said), *folds)
