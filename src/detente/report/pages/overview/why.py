"""Why now and the equilibria that matter hold, or do not: one part a situation."""

from detente.report.document import Block, Document, Fold, Paragraph
from detente.report.naming import Names
from detente.report.pages.stability.explanation import concept_line, explanation_blocks
from detente.study.stability.explanation import Explanation

_FIRST, _DRAWN = 2, 1
"""So many improvements of a party are told in full, and elsewhere."""


def why_page(
    explained: tuple[tuple[Explanation, ...], ...],
    numbers: tuple[str, ...],
    names: Names,
    *,
    full: bool = False,
) -> Document:
    """Explain each of some situations for every party.

    Parameters
    ----------
    explained : tuple of tuple of Explanation
        For each situation the explanations of all parties, one concept.
    numbers : tuple of str
        The states that are called E1, E2, ... in this report.
    names : Names
        The case and the language.
    full : bool
        Whether two improvements a party are told, not one.
    """
    if not explained:
        return ()
    line = concept_line(explained[0][0].concept, names)
    folds = (_fold(each, numbers, names, full=full) for each in explained)
    return (Paragraph(line), *folds)


def _fold(
    explanations: tuple[Explanation, ...],
    numbers: tuple[str, ...],
    names: Names,
    *,
    full: bool,
) -> Fold:
    state = explanations[0].state
    printed = state in numbers or state == names.case.status_quo
    first = _FIRST if printed and full else _DRAWN
    number = f"E{numbers.index(state) + 1} " if state in numbers else ""
    blocks: list[Block] = []
    if names.case.options:
        blocks.append(Paragraph(names.in_words(state)))
    still = tuple(each.party for each in explanations if not each.landings)
    for each in explanations:
        if each.landings:
            blocks += explanation_blocks(each, names, first=first)
    if still:
        said = names.say(
            "Without any improvement there: {parties}.", parties=names.parties(still)
        )
        blocks.append(Paragraph(said))
    return Fold(
        number + names.state(state), f"explain-{state}", tuple(blocks), printed=printed
    )
