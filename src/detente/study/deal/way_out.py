"""How a party may call a deal off, period by period, and where that ends.

It leaves out any part of its steps then due, and undoes any of its earlier steps that
its rules let it undo; moves of which the road map does not speak are none of this.
The others' parts go through once. With escrow nothing of the package takes place.
Then everything goes back (`put_back`), and nothing moves any more.
"""

import numpy as np
import numpy.typing as npt

from detente.records import dataclass
from detente.study.deal.breach import find_breaches
from detente.study.deal.put_back import KEPT, PutBack, put_back
from detente.study.deal.road_map import Layout, Node
from detente.study.game.dynamics import Dynamics

Sets = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class WaysOut:
    """Every way in which one party can call a deal off in one period.

    Attributes
    ----------
    flips, landings : int64 array, shape (n_ways,)
        What it does, as a set of bits, and the state where that lands.
    costs : float64 array, shape (n_ways,)
        What doing it costs, in utility.
    back : PutBack
        Where all stands afterwards.
    """

    flips: Sets
    landings: Sets
    costs: npt.NDArray[np.float64]
    back: PutBack


def find_ways_out(
    dynamics: Dynamics, layout: Layout, place: int, party: int
) -> WaysOut | None:
    """List the ways in which one party can call a deal off in one period.

    Parameters
    ----------
    dynamics : Dynamics
        The rules.
    layout : Layout
        A road map that is possible.
    place : int
        Of the period among its nodes.
    party : int
        Its position in the file.

    Returns
    -------
    WaysOut or None
        None where it has nothing to call off: no part that is due, and no earlier
        step that can be undone at once.
    """
    node = layout.nodes[place]
    before = layout.changed[place] & ~node.lapsed
    return ways_out_at(dynamics, node, party, (layout.begin, before))


def ways_out_at(
    dynamics: Dynamics, node: Node, party: int, since: tuple[int, int]
) -> WaysOut | None:
    """List the ways in which one party can call a deal off in a period of its own.

    Parameters
    ----------
    dynamics : Dynamics
        The rules.
    node : Node
        The period, with what is agreed on.
    party : int
        Its position in the file.
    since : (int, int)
        The state at which the road map began, and the options that it has changed
        since, as a set of bits.

    Returns
    -------
    WaysOut or None
        As `find_ways_out`.
    """
    begin, own = since
    moves = find_breaches(dynamics, node, party)
    mine = own & ~moves.part if node.escrow else own | moves.part
    kept = (moves.flips & ~mine) == 0
    if not kept.any():
        return None
    # The rest is a matter of rules alone, and of the time only where a right may end.
    dated = any(due.certain for due in dynamics.countdown.dues)
    key = moves, mine, node.agreed, begin, node.time if dated else None
    ways: WaysOut | None = dynamics.ways.get(key)
    if ways is None:
        landings = moves.landings[kept]
        back = put_back(dynamics, node.agreed, begin, landings, node.time)
        ways = WaysOut(moves.flips[kept], landings, moves.costs[kept], back)
        if len(dynamics.ways) < KEPT:
            dynamics.ways[key] = ways
    return ways
