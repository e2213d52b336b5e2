"""What it costs to find where parties would stay, in seconds, known beforehand.

The rates are those of one core of 2020 and are right up to a factor of a few.
"""

from collections.abc import Iterable
from math import prod

from detente.engine import Engine
from detente.model.concept import Concept
from detente.study.stability.simultaneous import MOST_OUTCOMES

_OPTION = 1.2e-8
"""Seconds for one party in one state, for each option that can be changed."""
_MOVE = 1.2e-6
"""Seconds for one party in one state to look some moves ahead, for each of its own."""
_AT_ONCE = 2.6e-5
"""Seconds for one party in one state, for each that may move at the same time."""
_OUTCOME = 3e-7
"""Seconds for each way in which all may move at the same time."""


def price_of_stable(engine: Engine, concepts: Iterable[Concept]) -> float:
    """Estimate the seconds that finding where all would stay takes.

    Parameters
    ----------
    engine : Engine
        The case; nothing is found for the estimate.
    concepts : iterable of Concept

    Returns
    -------
    float
        Seconds on one core, right up to a factor of a few.
    """
    return sum(_price(engine, each) for each in set(concepts))


def _price(engine: Engine, concept: Concept) -> float:
    n_parties, n_feasible = len(engine.parties), engine.n_feasible
    moves = _n_moves(engine)
    if concept.horizon is not None or concept is Concept.NM:
        return _MOVE * n_feasible * sum(1 + each for each in moves)
    by_turns = _OPTION * engine.n_states * n_parties * max(sum(_free(engine)), 1)
    if concept not in (Concept.SIM, Concept.SEQ_SIM):
        return by_turns
    # About half of the moves are improvements, and nobody has to move.
    ways = min(n_feasible * prod(1 + each / 2 for each in moves), MOST_OUTCOMES)
    at_once = _AT_ONCE * n_feasible * n_parties + _OUTCOME * ways
    return by_turns + n_parties * at_once


def _n_moves(engine: Engine) -> list[float]:
    """Estimate how many moves each party has in a state.

    What constraints forbid is spread evenly over the parties.
    """
    free = _free(engine)
    share = min(engine.n_feasible / 2.0 ** sum(free), 1.0) ** (1 / max(len(free), 1))
    return [(2.0**count - 1) * share for count in free]


def _free(engine: Engine) -> list[int]:
    """Count the options of each party that can be changed."""
    return [
        sum(not option.settled for option in party.options)
        for party in engine.case.parties
    ]
