"""One order of steps to a target, found at once: what there is before any is compared.

A search that is stopped before it has compared orders has nothing to show; that some
order can be carried out, and what would come of it, is known long before.
"""

from collections.abc import Iterable

import numpy as np

from detente.engine import Bools, bits
from detente.engine.budget import finishing
from detente.errors import Message
from detente.model.road_map import Stage
from detente.records import dataclass
from detente.study.game.dynamics import Dynamics
from detente.study.search.next_stages import Onward, Vertex, Ways

NOT_COMPARED = Message(
    "the time was over before orders were compared: this is the first one that can be "
    "carried out, and others may be better"
)
_PLACES = 500
"""Places that are gone through for one target at most."""
_TARGETS = 8
"""Targets that are tried at most."""


@dataclass(frozen=True, slots=True)
class FirstWay:
    """An order of steps that can be carried out, and the state where it ends."""

    target: int
    stages: tuple[Stage, ...]


def find_first_way(
    dynamics: Dynamics,
    targets: Iterable[int],
    most: int,
    allowed: Bools | None = None,
) -> FirstWay | None:
    """Find some order of steps from now to the first target that can be reached.

    Parameters
    ----------
    dynamics : Dynamics
    targets : iterable of int
        States, the first preferred; no more than eight are tried.
    most : int
        Steps in a package at most.
    allowed : bool array, shape (n_states,), or None
        Where it may lead, its end included; None is everywhere.

    Returns
    -------
    FirstWay or None
        None where none was found soon, though there may be one.

    Notes
    -----
    It is for those whose time is over, and no end of the time stops it.
    """
    start = dynamics.engine.status_quo
    with finishing():
        for target, _ in zip(targets, range(_TARGETS), strict=False):
            stages = _first(Ways(dynamics, start, target, most, allowed))
            if stages is not None:
                return FirstWay(target, stages)
    return None


def nearest_first(dynamics: Dynamics, among: Bools) -> list[int]:
    """List feasible states by how many changes away from now they are.

    Parameters
    ----------
    dynamics : Dynamics
    among : bool array, shape (n_states,)
        The states that count.

    Returns
    -------
    list of int
    """
    ends = np.flatnonzero(among & dynamics.engine.feasible)
    far = bits.distances(ends, dynamics.engine.status_quo)
    return [int(end) for end in ends[np.argsort(far, kind="stable")]]


def _first(ways: Ways) -> tuple[Stage, ...] | None:
    """Go on from where one is as long as it leads further, and else one stage back."""
    begin = ways.begin
    known, path = {begin}, [(begin, ways.onward(begin))]
    taken: list[Onward] = []
    while path:
        here, ahead = path[-1]
        if ways.arrived(here):
            return tuple(each.stage for each in taken if each.stage is not None)
        each = _unknown(ahead, known)
        if each is None or len(known) > _PLACES:
            path.pop()
            del taken[-1:]
            continue
        known.add(each.end)
        taken.append(each)
        path.append((each.end, ways.onward(each.end)))
    return None


def _unknown(ahead: Iterable[Onward], known: set[Vertex]) -> Onward | None:
    return next((each for each in ahead if each.end not in known), None)
