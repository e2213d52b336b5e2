"""What finding the best order of steps to a target costs, known before it is asked.

Everything hangs on the stages between now and the targets, which are counted. The rates
are those of one core of 2020, as in `study/price.py`, right up to a factor of a few.
"""

import numpy as np

from detente.engine import Bools, bits
from detente.study.deal.mover_orders import MANY, judged_orders
from detente.study.game.dynamics import Dynamics
from detente.study.price import SWEEPS, count_played, price_of_period
from detente.study.search.first_way import nearest_first
from detente.study.search.package_graph import TRIED
from detente.study.search.search_price import LAID_OUT
from detente.study.search.stage_count import StageCount, count_stages, most_stages

_WEIGHED = {"slack": 1.5e-4, "exposure": 0.0, "guarantee": 6e-4}
"""Seconds to weigh what each party can do in it, in all trials."""
_LABELLED = {"slack": 1e-4, "exposure": 1e-4, "guarantee": 3e-4}
"""Seconds to go through a stage in all trials."""
_TARGETS = {"slack": 64, "exposure": 64, "guarantee": 16}
_COUNTED = 16
"""Targets to which stages are counted; the others are taken to be like them."""


def price_of_find(
    dynamics: Dynamics, target: Bools, objective: str, package: int
) -> float:
    """Estimate the seconds that finding the best order to a target takes.

    Parameters
    ----------
    dynamics : Dynamics
        The case; nothing is solved for the estimate.
    target : bool array, shape (n_states,)
        Where it may end.
    objective : str
        slack, exposure or guarantee.
    package : int
        Steps in a stage at most.

    Returns
    -------
    float
        Seconds on one core, right up to a factor of a few, as if all the targets were
        tried that can be.
    """
    start = dynamics.engine.status_quo
    ends = [
        end
        for end in nearest_first(dynamics, target)[: _TARGETS[objective]]
        if most_stages(bits.distance(start, end), package) <= TRIED
    ]
    if not ends:
        return 0.0
    chosen = ends[:: -(-len(ends) // _COUNTED)]
    counts = [count_stages(dynamics, end, package) for end in chosen]
    once = sum(_price_of_stages(dynamics, count, objective) for count in counts)
    changed = np.bitwise_or.reduce([bits.differing(start, end) for end in ends])
    judged = _price_of_breakdowns(dynamics, int(changed))
    many = len(judged_orders(dynamics, MANY)) + 1
    return once * len(ends) / len(chosen) + judged * many


def _price_of_stages(dynamics: Dynamics, count: StageCount, objective: str) -> float:
    weighed = LAID_OUT + _WEIGHED[objective] * len(dynamics.parties)
    return weighed * count.periods + _LABELLED[objective] * count.stages


def _price_of_breakdowns(dynamics: Dynamics, changed: int) -> float:
    """Estimate what follows breaches of orders that change some options."""
    # What is owed hangs on which protected steps have been taken.
    owed = [
        bits.n_subsets((dynamics.covered(party) & changed).bit_count())
        for party in range(len(dynamics.parties))
    ]
    states = int(dynamics.engine.n_feasible)
    reached = min(states, bits.n_subsets(changed.bit_count()))
    played = count_played(dynamics.countdown, SWEEPS) * price_of_period(
        dynamics, reached
    )
    return sum(owed) * played
