"""The core concepts where texts define a sanction differently.

``sanction``            weak: an answer that leaves the party no better off
                        than before sanctions its move; strict: only one that
                        leaves it worse off.
``return_is_sanction``  whether being brought back to the very state that it
                        left counts.
``sequences``           legal: the others answer by any legal sequence; once:
                        each of them moves at most once; single: one of them
                        moves once.

With the defaults this is `study.stability`. With p the party's payoff and X
the worst that the answers make of a landing point, the staying put included,

    strict   s is stable   iff   after(min(p - 1, X))(s) < p(s)

A return matters only under GMR and SEQ: where the party may move once more,
it makes its improvement again.
"""

from collections.abc import Iterable
from itertools import combinations

import numpy as np

from detente.engine import Bools, Engine, Indices, Payoffs
from detente.errors import Location, Message, Problem, QuestionError
from detente.model.concept import Assumptions, Concept
from detente.study.stability.core_concepts import others


def stable(
    engine: Engine, party: int, concept: Concept, assumptions: Assumptions
) -> Bools:
    """Find the states that a party would not leave.

    Parameters
    ----------
    engine : Engine
        The moves and ordinal payoffs of the case.
    party : int
        The focal party.
    concept : Concept
        What it expects the others to do: R, GMR, SMR, SEQ or SSEQ.
    assumptions : Assumptions
        Where texts differ.

    Returns
    -------
    bool array, shape (n_states,)
        True at feasible states where every improvement is sanctioned, or
        there is none.

    Raises
    ------
    QuestionError
        Where the assumptions name a choice that there is not.

    References
    ----------
    Fang, Hipel and Kilgour (1993) for weak sanctions; Xu, Hipel and Kilgour
    (2009) for the matrix form, in which a return is none.
    """
    _refuse_unknown(assumptions)
    payoff = engine.payoff(party)
    if not concept.expects_reply:
        return (engine.after(party, payoff) <= payoff) & engine.feasible
    answers = _Answers(engine, party, concept, assumptions.sequences)
    outcome = engine.after(party, payoff) if concept.countermove else payoff
    worst = answers.worst(outcome)
    if assumptions.sanction == "strict":
        landing = np.minimum(payoff - 1, worst)
        return (engine.after(party, landing) < payoff) & engine.feasible
    landing = np.minimum(payoff, worst)
    found: Bools = (engine.after(party, landing) <= payoff) & engine.feasible
    if not assumptions.return_is_sanction and not concept.countermove:
        found[_held_by_return(engine, party, answers)] = False
    return found


class _Answers:
    """What the others can do after a party has moved."""

    def __init__(
        self, engine: Engine, party: int, concept: Concept, sequences: str
    ) -> None:
        self._others = others(engine, party)
        self._reply = engine.credible_reply if concept.credible else engine.reply
        self._sequences = sequences

    def worst(self, values: Payoffs) -> Payoffs:
        """Give the worst value over each state and the answers to it."""
        if self._sequences == "legal":
            return self._reply(self._others, values)
        if self._sequences == "single":
            return _least(values, (self._reply((j,), values) for j in self._others))
        by_movers: dict[tuple[int, ...], Payoffs] = {(): values}
        for size in range(1, len(self._others) + 1):
            for movers in combinations(self._others, size):
                after_one = (
                    self._reply((j,), by_movers[tuple(k for k in movers if k != j)])
                    for j in movers
                )
                by_movers[movers] = _least(values, after_one)
        return by_movers[self._others]


def _least(values: Payoffs, rest: Iterable[Payoffs]) -> Payoffs:
    for each in rest:
        values = np.minimum(values, each)
    return values


def _held_by_return(engine: Engine, party: int, answers: _Answers) -> Indices:
    """Find states to which every sanction of some improvement is a return.

    The states are put in a strict order, worst first for the party, once with
    the lowest and once with the highest number first among equals. Where the
    worst answer is the same state in both orders, every other is better.
    """
    payoff = engine.payoff(party)
    numbers = np.arange(engine.n_states)
    lowest, highest = (
        _worst_state(answers, np.lexsort((order, payoff)))
        for order in (numbers, -numbers)
    )
    returns = (lowest == highest) & (payoff > payoff[lowest]) & engine.feasible
    starts = {
        int(lowest[landing])
        for landing in np.flatnonzero(returns)
        if lowest[landing] in engine.sources(party, int(landing))
    }
    return np.array(sorted(starts), np.int64)


def _worst_state(answers: _Answers, worst_first: Indices) -> Indices:
    """Find which state the answers lead to at worst, in a strict order."""
    places = np.empty(len(worst_first), np.int32)
    places[worst_first] = np.arange(len(worst_first))
    feasible_place: Indices = np.clip(answers.worst(places), 0, len(worst_first) - 1)
    return worst_first[feasible_place]


def _refuse_unknown(assumptions: Assumptions) -> None:
    kinds = {
        "sanction": (assumptions.sanction, ("weak", "strict")),
        "sequences": (assumptions.sequences, ("legal", "once", "single")),
    }
    problems = [
        Problem(
            "unknown-choice",
            Message("{switch} cannot be '{value}'", switch=switch, value=value),
            Location(value),
            value,
            Message("choose one of: {choices}", choices=", ".join(choices)),
        )
        for switch, (value, choices) in kinds.items()
        if value not in choices
    ]
    if problems:
        raise QuestionError(problems)
