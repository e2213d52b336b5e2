"""Who would stay in a situation, and why: in plain words, the terms behind them."""

from detente.report.document import Block, Document, Fold, Heading, Listing, Paragraph
from detente.report.naming import Names
from detente.report.pages.overview.now_in_words import (
    temptation_sentence,
    untold_sentence,
)
from detente.report.pages.stability.explanation import explanation_page
from detente.study.stability.explanation import Explanation
from detente.study.stability.hold import Hold, hold_of, wants_are_said


def situation_page(explanations: tuple[Explanation, ...], names: Names) -> Document:
    """Say who would stay in a situation.

    Parameters
    ----------
    explanations : tuple of Explanation
        Of all parties under one concept.
    names : Names
        The case and the language.
    """
    told = names.in_words(explanations[0].state)
    tempted = [each for each in explanations if each.landings]
    tempted.sort(key=lambda each: each.stable)
    calm = tuple(each.party for each in explanations if not each.landings)
    blocks: list[Block] = [
        Heading(told[:1].upper() + told[1:], 2),
        Paragraph(_verdict(explanations, names), emphasis=True),
    ]
    if tempted:
        said = (temptation_sentence(each, names) for each in tempted)
        blocks.append(Listing(tuple(said)))
    if calm:
        parties = names.parties(calm)
        calmly = names.say("Would gain by no move of its own: {who}.", who=parties)
        blocks.append(Paragraph(calmly))
    terms = explanation_page(explanations, names)[1:]
    title = names.say("The same in the terms of the field")
    return (*blocks, Fold(title, "terms", terms, printed=False))


def _verdict(explanations: tuple[Explanation, ...], names: Names) -> str:
    if not wants_are_said(names.case):
        return untold_sentence(names)
    hold = hold_of(explanations)
    if hold is Hold.LEFT:
        leaving = tuple(each.party for each in explanations if not each.stable)
        return names.say("Would move on from here: {who}.", who=names.parties(leaving))
    return {
        Hold.RESTS: names.say("Nobody would leave."),
        Hold.ANSWERED: names.say(
            "Nobody would leave as long as each expects an answer."
        ),
        Hold.HARDLY: names.say(
            "Hardly anybody is held here: what should hold them would come anyway."
        ),
    }[hold]
