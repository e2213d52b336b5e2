"""Who would not leave which situation: the five core concepts.

With p the payoff of the party and X what it expects the others to make of a
landing point,

    s is stable for the party   iff   after(min(p, X))(s) <= p(s)

    R     X = nothing happens
    GMR   X = reply(p)               SMR    X = reply(after(p))
    SEQ   X = credible_reply(p)      SSEQ   X = credible_reply(after(p))

The theory page proves that this is the definition of each.
"""

import numpy as np

from detente.engine import Bools, Engine, Payoffs
from detente.model.concept import Concept


def others(engine: Engine, party: int) -> tuple[int, ...]:
    """Give the positions of all parties but one.

    Parameters
    ----------
    engine : Engine
        The parties.
    party : int
        Who is left out.

    Returns
    -------
    tuple of int
        Ascending.
    """
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
