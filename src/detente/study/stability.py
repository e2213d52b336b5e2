"""Who would not leave which situation: the five core concepts.

With p the payoff of the party and X what it expects the others to make of a
landing point,

    s is stable for the party   iff   after(min(p, X))(s) <= p(s)

    R     X = nothing happens
    GMR   X = reply(p)               SMR    X = reply(after(p))
    SEQ   X = credible_reply(p)      SSEQ   X = credible_reply(after(p))

The theory page proves that this is the definition of each.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from detente.engine import Bools, Engine, Payoffs
from detente.model.concept import DEFAULT_CONCEPTS, Assumptions, Concept

__all__ = ["StableSets", "expected", "find_stable", "others", "stable"]


def others(engine: Engine, party: int) -> tuple[int, ...]:
    """Give the positions of all parties but one."""
    return tuple(j for j in range(len(engine.parties)) if j != party)


def expected(engine: Engine, party: int, concept: Concept) -> Payoffs:
    """Worst that a party expects after landing on each state.

    Parameters
    ----------
    engine : Engine
        The moves and ordinal payoffs of the case.
    party : int
        The focal party.
    concept : Concept
        What it expects the others to do.

    Returns
    -------
    int32 array, shape (n_states,)
        Ordinal payoff of the party, larger is better; staying put included.
    """
    payoff = engine.payoff(party)
    if not concept.expects_reply:
        return payoff
    outcome = engine.after(party, payoff) if concept.countermove else payoff
    reply = engine.credible_reply if concept.credible else engine.reply
    return reply(others(engine, party), outcome)


def stable(engine: Engine, party: int, concept: Concept) -> Bools:
    """Find the states that a party would not leave.

    Parameters
    ----------
    engine : Engine
        The moves and ordinal payoffs of the case.
    party : int
        The focal party.
    concept : Concept
        What the party expects the others to do: R, GMR, SMR, SEQ or SSEQ.

    Returns
    -------
    bool array, shape (n_states,)
        True at feasible states where every improvement is sanctioned, or
        there is none.

    Notes
    -----
    A landing point q upsets s only if q is better than s and so is the worst
    that the others can make of q, hence one formula serves the five concepts:
    after(min(payoff, expected)) <= payoff.

    References
    ----------
    Fang, Hipel and Kilgour (1993) for R, GMR, SMR, SEQ; Rego and Vieira (2017)
    for SSEQ.
    """
    payoff = engine.payoff(party)
    landing = np.minimum(payoff, expected(engine, party, concept))
    return (engine.after(party, landing) <= payoff) & engine.feasible


@dataclass(frozen=True, slots=True)
class StableSets:
    """Who is stable where, under each concept asked for.

    Attributes
    ----------
    engine : Engine
        What answered.
    concepts : tuple of Concept
        In the order asked.
    sets : mapping of (Concept, party position) to bool array (n_states,)
        True at feasible states that the party would not leave.
    assumptions : Assumptions
        The choices made where texts differ.
    """

    engine: Engine
    concepts: tuple[Concept, ...]
    sets: Mapping[tuple[Concept, int], Bools]
    assumptions: Assumptions

    def equilibria(self, concept: Concept) -> Bools:
        """Find the states that every party would stay at; shape (n_states,)."""
        parties = range(len(self.engine.parties))
        found = self.engine.feasible.copy()
        for party in parties:
            found &= self.sets[concept, party]
        return found


def find_stable(
    engine: Engine,
    concepts: Iterable[Concept] = DEFAULT_CONCEPTS,
    assumptions: Assumptions | None = None,
) -> StableSets:
    """Find where each party would stay, under each concept.

    Parameters
    ----------
    engine : Engine
        The moves and ordinal payoffs of the case.
    concepts : iterable of Concept
        By default R, GMR, SMR, SEQ and SSEQ.
    assumptions : Assumptions or None
        Printed with the result; None is the default choices.

    Returns
    -------
    StableSets
    """
    asked = tuple(dict.fromkeys(concepts))
    sets = {}
    for concept in asked:
        for party in range(len(engine.parties)):
            found = stable(engine, party, concept)
            found.setflags(write=False)
            sets[concept, party] = found
    return StableSets(
        engine, asked, MappingProxyType(sets), assumptions or Assumptions()
    )
