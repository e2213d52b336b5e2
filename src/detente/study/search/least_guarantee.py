"""The order of steps that needs the least guarantee, for each kind of it.

Every amount said to do has been judged by the checker of road maps.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from detente.engine import Bools
from detente.engine.budget import (
    current,
    finishing,
    kept,
    unless_stopped,
)
from detente.errors import Message, TooLargeError
from detente.model.road_map import RoadMap
from detente.study.deal.self_enforcement import check_road_map
from detente.study.deal.watch import open_watches
from detente.study.game.dynamics import Dynamics
from detente.study.search.find_road_map import Found
from detente.study.search.first_way import NOT_COMPARED, find_first_way, nearest_first
from detente.study.search.guarantee_search import KindSearch
from detente.study.search.guarantee_size import (
    LeastGuarantee,
)
from detente.study.search.package_graph import Lattice, open_lattice
from detente.study.search.unseen_orders import UNSEEN
from detente.study.search.untried import NO_WAY, some_targets

TOO_LITTLE = Message("no guarantee of up to {most} helps any order")

_TARGETS = 16


def find_least_guarantee(
    dynamics: Dynamics, target: Bools, package: int = 1
) -> tuple[Found, tuple[LeastGuarantee, ...]]:
    """Find the order of steps that needs the least guarantee.

    Parameters
    ----------
    dynamics : Dynamics
        The case. Where it has guarantees with a penalty, these are scaled;
        otherwise one is made up against each party, as a flow, and as a lump.
    target : bool array, shape (n_states,)
        Where the order may end; the nearest 16 states are tried.
    package : int
        Steps in a stage at most.

    Returns
    -------
    Found
        With the judgement under the first kind that helps.
    tuple of LeastGuarantee
        One a kind; empty where no order leads there, or nothing can be said. Where the
        time is over its amounts are what was known by then.

    Raises
    ------
    StoppedError
        Where the time is over before any order is known.
    TooLargeError
        Where there would be too many packages to try.
    """
    obstacle = dynamics.obstacle()
    ends = nearest_first(dynamics, target)
    near = ends[:_TARGETS]
    lattices = kept(_opened(dynamics, near, package))
    open_ways = [lattice for lattice in lattices if lattice.goals]
    if obstacle is not None or not (open_ways or current().stopped):
        reason = NO_WAY if obstacle is None else obstacle
        return _nothing(lattices, (reason,)), ()
    found = _of_each_kind(dynamics, open_ways)
    if current().stopped and not any(each.road_map for each in found):
        return _first(dynamics, near, package), found
    best = _found(lattices, found)
    if len(lattices) < len(near):
        reason = some_targets(len(lattices), len(ends))
        best = replace(best, reasons=(*best.reasons, reason))
    if best.road_map is not None and open_watches(dynamics.case):
        best = replace(best, reasons=(*best.reasons, UNSEEN))
    return best, found


def _opened(dynamics: Dynamics, near: list[int], package: int) -> Iterator[Lattice]:
    """Open the ways to targets, the nearest first, until there are too many ways.

    Where none leads to a nearer one, it is not known whether one leads anywhere.
    """
    start, reached = dynamics.engine.status_quo, False
    for end in near:
        try:
            lattice = open_lattice(dynamics, start, end, package)
        except TooLargeError:
            if reached:
                return
            raise
        reached = reached or bool(lattice.goals)
        yield lattice


def _of_each_kind(
    dynamics: Dynamics, lattices: list[Lattice]
) -> tuple[LeastGuarantee, ...]:
    """Search kind by kind, as far as there is time."""
    given = any(any(pledge.penalty) for pledge in dynamics.pledges)
    found: list[LeastGuarantee] = []
    for kind in ("scale",) if given else ("flow", "lump"):
        if not current().stopped:
            search = KindSearch(dynamics, lattices, kind)
            known = unless_stopped(search.run, None) or search.so_far()
            found += [known] if known else []
    return tuple(found)


def _first(dynamics: Dynamics, near: list[int], package: int) -> Found:
    """Judge the first order that can be carried out, the time being over."""
    way = find_first_way(dynamics, near, package)
    if way is None:
        raise current().stopping()
    road_map = RoadMap("found", way.stages)
    with finishing():
        check = check_road_map(dynamics, road_map)
    return replace(
        _nothing((), (NOT_COMPARED,)),
        road_map=road_map,
        target=dynamics.engine.state(way.target),
        check=check,
    )


def _nothing(lattices: Sequence[Lattice], reasons: tuple[Message, ...]) -> Found:
    return Found(
        objective="guarantee",
        threat="breakdown",
        road_map=None,
        target=None,
        value=None,
        cap=None,
        gap=0.0,
        check=None,
        blocked=None,
        n_targets=len(lattices),
        n_edges=sum(len(lattice.edges) for lattice in lattices),
        n_labels=0,
        reasons=reasons,
    )


def _found(lattices: Sequence[Lattice], least: tuple[LeastGuarantee, ...]) -> Found:
    helps = next((kind for kind in least if kind.amount is not None), None)
    if helps is None:
        reasons = tuple(
            Message(TOO_LITTLE.template, most=f"{kind.most:g}") for kind in least
        )
        return _nothing(lattices, reasons)
    return replace(
        _nothing(lattices, ()),
        road_map=helps.road_map,
        target=helps.target,
        value=helps.amount,
        gap=helps.gap,
        check=helps.check,
    )
