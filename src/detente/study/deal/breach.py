"""What a party may do instead of its part, and where that lands.

A breach is any own move other than the party's part of the stage, early steps
included. The others' parts go through once. Escrow protects the steps of the
signatories: nothing takes place, unless the breacher has no part in the stage
and changes nothing of which the road map speaks. A step of another's that
no longer satisfies `requires`, or that makes the landing infeasible, does not
take place either. What the breacher takes has to satisfy `requires` where all
this lands, as any move has.
"""

from functools import lru_cache

import numpy as np
import numpy.typing as npt

from detente.engine.bits import (
    as_set,
    differing,
    is_taken,
    members,
    moved,
    set_to,
    taken,
)
from detente.engine.budget import tick
from detente.engine.period.turn import Turn, own_moves
from detente.study.deal.road_map import Node
from detente.study.game.breaches import Breaches
from detente.study.game.dynamics import Dynamics

Sets = npt.NDArray[np.int64]


def find_breaches(dynamics: Dynamics, node: Node, party: int) -> Breaches:
    """List every breach that one party can commit at one node.

    Parameters
    ----------
    dynamics : Dynamics
        The rules.
    node : Node
        The package that is due, and from where.
    party : int
        Its position in the file.

    Returns
    -------
    Breaches
        Empty where it has no other move.
    """
    barred = dynamics.countdown.barred(node.world)
    key = (node.start, node.end, node.escrow and node.agreed, barred, party)
    if key not in dynamics.breaches:
        dynamics.breaches[key] = _breaches(dynamics, node, party, barred)
    return dynamics.breaches[key]


def find_unseen(dynamics: Dynamics, node: Node, party: int, hideable: int) -> Breaches:
    """List the breaches of one party at one node that nothing shows in that period.

    Parameters
    ----------
    dynamics : Dynamics
        The rules.
    node : Node
        The package that is due, and from where.
    party : int
        Its position in the file.
    hideable : int
        Its options of which a breach is not noticed at once, as a set of bits.

    Returns
    -------
    Breaches
        Those that differ from its part in such options alone, other than by taking
        early what the road map takes later, and after which all that the others do
        takes place: escrow does not stop what nobody notices.
    """
    turn = dynamics.turn(party)
    package = differing(node.start, node.end)
    part = package & int(turn.flips[-1])
    flips, costs = own_moves(turn, node.start, also=part)
    # What the road map takes later, and is taken before its time, is nothing to hide.
    closed = dynamics.countdown.barred(node.world) | node.early
    early = flips & ~node.start & closed
    other = differing(flips, np.full_like(flips, part))
    kept = (other != 0) & (other & ~hideable == 0) & (early == 0)
    flips, costs = flips[kept], costs[kept]
    landings = moved(node.start, flips | (package & ~part))
    allowed = _allowed(dynamics, node.start, flips | (package & ~part), landings)
    cost = part_cost(turn, node.start, moved(node.start, part))
    return Breaches(part, cost, flips[allowed], landings[allowed], costs[allowed])


def part_cost(turn: Turn, start: int, end: int) -> float:
    """Give what a party's part of a package costs it, in utility.

    Parameters
    ----------
    turn : Turn
        The party's options, and what changing them costs.
    start, end : int
        The states before and after the package.

    Returns
    -------
    float
        Once, not weighed by patience.
    """
    flips = differing(start, end)
    if not flips & int(turn.flips[-1]):
        return 0.0
    return sum(
        turn.costs[place][is_taken(start, bit)]
        for place, bit in enumerate(turn.bits)
        if is_taken(flips, bit)
    )


def _breaches(dynamics: Dynamics, node: Node, party: int, barred: int) -> Breaches:
    turn = dynamics.turn(party)
    package = differing(node.start, node.end)
    part = package & int(turn.flips[-1])
    flips, costs = own_moves(turn, node.start, also=part)
    early = flips & ~node.start & barred
    other = (flips != part) & (early == 0)
    flips, costs = flips[other], costs[other]
    due = np.full_like(flips, package & ~part)
    if node.escrow:
        due[(flips & node.agreed != 0) | (part != 0)] = 0
    landings, allowed = land(dynamics, node.start, flips, due)
    cost = part_cost(turn, node.start, moved(node.start, part))
    return Breaches(part, cost, flips[allowed], landings[allowed], costs[allowed])


def land(
    dynamics: Dynamics, start: int, flips: Sets, due: Sets
) -> tuple[Sets, npt.NDArray[np.bool_]]:
    """Find where own flips land while others do what is due, as far as they can.

    Parameters
    ----------
    dynamics : Dynamics
        The rules.
    start : int
        The state before.
    flips, due : int64 array, shape (n_moves,)
        What one party changes, and what the others are to change meanwhile.

    Returns
    -------
    landings : int64 array, shape (n_moves,)
    allowed : bool array, shape (n_moves,)
        Whether the landing is feasible, and satisfies `requires` of all that the
        party takes.
    """
    landings = moved(start, flips | due)
    for place in np.flatnonzero(~_allowed(dynamics, start, due, landings)):
        tick()
        if due[place]:
            flipped, others = int(flips[place]), int(due[place])
            landings[place] = _without_some(dynamics, start, flipped, others)
    return landings, _allowed(dynamics, start, flips, landings)


def _allowed(
    dynamics: Dynamics, start: int, flips: Sets, landings: Sets
) -> npt.NDArray[np.bool_]:
    """Whether landings are feasible, and satisfy `requires` of all that is taken."""
    allowed = dynamics.engine.feasible[landings]
    for bit, needed in dynamics.requires.items():
        if not is_taken(start, bit):
            allowed = allowed & (~taken(flips, bit) | needed[landings])
    return allowed


def _without_some(dynamics: Dynamics, start: int, flips: int, others: int) -> int:
    """Land with as many of the others' steps as can take place.

    First those whose `requires` fails drop out, until nothing changes; if the
    landing is still infeasible, as few more as make it feasible, the last in
    option order first; all, if nothing makes it feasible.
    """
    while True:
        failing = _failing(dynamics, start, others, moved(start, flips | others))
        if not failing:
            break
        others &= ~failing
    kept = _subsets(others)
    landings = moved(start, flips | kept)
    allowed = np.flatnonzero(_allowed(dynamics, start, kept, landings))
    return int(landings[allowed[0] if allowed.size else -1])


@lru_cache(maxsize=1024)
def _subsets(bits: int) -> Sets:
    """Give every subset, larger ones first, then those with the first options."""
    subsets, places = np.zeros(1, np.int64), np.zeros(1, np.int64)
    for bit in members(bits):
        subsets = np.concatenate([subsets, set_to(subsets, bit, taken=True)])
        places = np.concatenate([2 * places, 2 * places + 1])
    sizes = np.bitwise_count(subsets)
    found = subsets[np.lexsort((-places, -sizes.astype(np.int64)))]
    # One array serves all who ask.
    found.flags.writeable = False
    return found


def _failing(dynamics: Dynamics, start: int, steps: int, landing: int) -> int:
    """Give the steps whose `requires` fails where the package lands."""
    return as_set(
        bit
        for bit, needed in dynamics.requires.items()
        if is_taken(steps & ~start, bit) and not needed[landing]
    )
