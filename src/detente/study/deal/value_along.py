"""What a road map is worth to each party from each period on, if all comply."""

import numpy as np

from detente.engine.period.discounted import Values
from detente.study.deal.breach import part_cost
from detente.study.deal.road_map import Node
from detente.study.game.dynamics import Dynamics


def values_along(dynamics: Dynamics, nodes: tuple[Node, ...]) -> Values:
    """Give what a road map is worth from each node on, if all comply.

    Parameters
    ----------
    dynamics : Dynamics
        The case; threats solved before are kept in it.
    nodes : tuple of Node
        The last one stays for ever.

    Returns
    -------
    float64 array, shape (n_nodes + 1, n_parties)
        The last row repeats what staying is worth.
    """
    patience, utility = dynamics.patience, dynamics.utility
    values = np.empty((len(nodes) + 1, len(patience)))
    values[-1] = utility[:, nodes[-1].end]
    for place in range(len(nodes) - 1, -1, -1):
        start, end = nodes[place].start, nodes[place].end
        flow = utility[:, end].copy()
        if start != end:
            for turn in dynamics.turns:
                flow[turn.party] -= part_cost(turn, start, end)
        values[place] = (1 - patience) * flow + patience * values[place + 1]
    return values
