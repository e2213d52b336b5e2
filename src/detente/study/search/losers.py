"""Who is below today on the way of a road map, or over the whole of it."""

import numpy as np

from detente.study.deal.calling_off import CallingOff
from detente.study.deal.exposure import worth
from detente.study.deal.road_map import Layout
from detente.study.deal.signing import on_the_way
from detente.study.deal.tolerance import HOLDS
from detente.study.game.dynamics import Dynamics


def find_losers(
    dynamics: Dynamics, layout: Layout, judged: CallingOff
) -> tuple[str, ...]:
    """Name those who are below today on the way, or over the whole.

    Parameters
    ----------
    dynamics : Dynamics
    layout : Layout
        A road map that is possible.
    judged : CallingOff
        Who signs it.

    Returns
    -------
    tuple of str
        Parties, in file order.
    """
    begin = layout.begin
    visited = np.array([node.end for node in on_the_way(layout)])
    losers = []
    for party, signing in enumerate(judged.signing):
        had = worth(dynamics, party)
        size = float(np.ptp(had[dynamics.engine.feasible]))
        below = (had[visited] - had[begin]).min() < -HOLDS * size
        if below or signing.signs is False:
            losers.append(signing.party)
    return tuple(losers)
