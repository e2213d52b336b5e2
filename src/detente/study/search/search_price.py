"""What the parts of the search for the best deal cost, in seconds.

Everything hangs on the stages between now and a target, which are counted. The rates
are those of one core of 2020, right up to a factor of a few.
"""

from detente.engine import Bools, bits
from detente.study.game.dynamics import Dynamics
from detente.study.search.stage_count import count_stages, most_stages

LAID_OUT = 8e-5
"""Seconds to lay out one period of a stage."""
_LEFT = 5e-5
"""Seconds to find what calling off is worth to each party in a period."""
_CLOSED_IN = 1.5e-3
"""Seconds to go through a stage in all trials of what an order is worth."""
_PACKAGE = 6e-7
"""Seconds for a package at a state, where all of them are gone through at once."""


def price_of_best_order(
    dynamics: Dynamics, target: int, package: int, allowed: Bools
) -> float:
    """Estimate the seconds that finding the order that is worth most takes.

    Parameters
    ----------
    dynamics : Dynamics
    target : int
        A state.
    package : int
        Steps in a stage at most.
    allowed : bool array, shape (n_states,)
        Where a way may lead.

    Returns
    -------
    float
    """
    count = count_stages(dynamics, target, package, allowed)
    weighed = (LAID_OUT + _LEFT * len(dynamics.parties)) * count.periods
    return weighed + _CLOSED_IN * count.stages


def price_of_floors(dynamics: Dynamics, states: Bools, package: int) -> float:
    """Estimate the seconds that finding all ways through some states takes.

    Parameters
    ----------
    dynamics : Dynamics
    states : bool array, shape (n_states,)
        Where they may lead.
    package : int
        Steps in a stage at most.

    Returns
    -------
    float
    """
    options = len(dynamics.bits)
    packages = most_stages(options, min(package, options)) / bits.n_subsets(options)
    return _PACKAGE * packages * int(states.sum())
