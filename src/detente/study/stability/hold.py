"""Whether a situation would last, and what that hangs on: one verdict for all pages."""

from collections.abc import Sequence
from enum import StrEnum

from detente.engine import Engine
from detente.model.case import Case
from detente.model.concept import Concept
from detente.study.stability.explanation import Answer, Explanation, come_anyway
from detente.study.stability.stable_sets import StableSets


class Hold(StrEnum):
    """What holds a situation, the firmest first.

    rests: nobody would gain by any move of its own.
    answered: some would, but for the answers that they expect.
    hardly: some would, and whatever answers them would come anyway.
    left: somebody would leave.
    untold: it is not said what anybody wants.
    """

    RESTS = "rests"
    ANSWERED = "answered"
    HARDLY = "hardly"
    LEFT = "left"
    UNTOLD = "untold"


def wants_are_said(case: Case) -> bool:
    """Whether it is said of anybody what it wants: else nothing would move anybody."""
    return any(each.order != "indifferent" for each in case.preference.values())


def hold_of(explanations: Sequence[Explanation]) -> Hold:
    """Judge a situation of which it is known why each party would stay or leave.

    Parameters
    ----------
    explanations : sequence of Explanation
        Of all parties under one concept; those without an improvement may be left
        out.

    Returns
    -------
    Hold
    """
    if not all(each.stable for each in explanations):
        return Hold.LEFT
    answers = [landing.sanction for each in explanations for landing in each.landings]
    if not answers:
        return Hold.RESTS
    return Hold.HARDLY if all(map(_comes_anyway, answers)) else Hold.ANSWERED


def hold_at(sets: StableSets, concept: Concept, state: int) -> Hold:
    """Judge a situation as `hold_of` does, looking no further than that needs.

    Parameters
    ----------
    sets : StableSets
        Who is stable where.
    concept : Concept
        One of those that judged. Where it names no answers (it is none of R, GMR,
        SMR, SEQ and SSEQ, or sanctions are read otherwise) nothing is said of them: a
        situation rests or is left.
    state : int
        The number of a feasible state.

    Returns
    -------
    Hold
    """
    if not wants_are_said(sets.engine.case):
        return Hold.UNTOLD
    parties = range(len(sets.engine.parties))
    if not all(sets.sets[concept, party][state] for party in parties):
        return Hold.LEFT
    if not concept.is_core or sets.assumptions.departs:
        return Hold.RESTS
    return _held(sets.engine, concept, state)


def _held(engine: Engine, concept: Concept, state: int) -> Hold:
    found = Hold.RESTS
    for party in range(len(engine.parties)):
        for anyway in come_anyway(engine, state, party, concept):
            if not anyway:
                return Hold.ANSWERED
            found = Hold.HARDLY
    return found


def comes_anyway(each: Explanation) -> bool:
    """Whether all that answers a party would come though it stayed."""
    return all(_comes_anyway(landing.sanction) for landing in each.landings)


def _comes_anyway(answer: Answer | None) -> bool:
    return answer is not None and answer.anyway
