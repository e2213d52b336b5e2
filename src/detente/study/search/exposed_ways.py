"""Ways through a lattice by how much each party is exposed on them.

What counts of a way is each party's largest exposure after any stage, and then
the sum of all exposures over the stages. A gain of one party does not make up
for what another stands to lose, so exposures below zero count as none.
"""

from collections.abc import Callable
from functools import cache
from typing import TypeAlias

from detente.engine.budget import ticking
from detente.model.road_map import Stage
from detente.study.deal.exposure import exposure_at
from detente.study.deal.road_map import Layout
from detente.study.game.dynamics import Dynamics
from detente.study.game.flow import order_only
from detente.study.search.package_graph import Edge, Lattice

_LABELS = 20_000
_DIGITS = 9

Figures: TypeAlias = tuple[float, ...]
"""Each party's largest exposure, in file order, and the sum over the stages."""
Ways: TypeAlias = dict[Figures, tuple[Stage, ...]]


def exposed(dynamics: Dynamics, state: int, start: int) -> tuple[float, ...]:
    """Give every party's exposure, in ranks for all where one has an order only.

    Parameters
    ----------
    dynamics : Dynamics
    state, start : int

    Returns
    -------
    tuple of float
        In file order; 0 for who stands to lose nothing.
    """
    parties = range(len(dynamics.parties))
    ranks = any(order_only(dynamics.case.preference[each]) for each in dynamics.parties)
    return tuple(
        max(exposure_at(dynamics, party, state, start, ranks=ranks), 0.0)
        for party in parties
    )


def largest_along(dynamics: Dynamics, layout: Layout) -> tuple[float, ...]:
    """Give every party's largest exposure after any stage of a road map.

    Parameters
    ----------
    dynamics : Dynamics
    layout : Layout
        A road map that is possible.

    Returns
    -------
    tuple of float
        As of `exposed`.
    """
    start = dynamics.engine.status_quo
    # The last period of a stage is the one in which it takes place.
    landings = {node.stage: node.end for node in layout.nodes if node.stage}
    after = [exposed(dynamics, end, start) for end in (start, *landings.values())]
    return tuple(map(max, zip(*after, strict=True)))


def rank_of(figures: Figures) -> tuple[float, ...]:
    """Give what orders ways: the largest figure, the next one, ..., then the sum.

    Parameters
    ----------
    figures : tuple of float

    Returns
    -------
    tuple of float
        Less is better; whose figure it is does not count.
    """
    *largest, spent = (round(each, _DIGITS) for each in figures)
    return *sorted(largest, reverse=True), spent


def exposed_ways(dynamics: Dynamics, lattice: Lattice) -> Ways:
    """Carry the ways from the start to the target that no other undercuts.

    Parameters
    ----------
    dynamics : Dynamics
    lattice : Lattice

    Returns
    -------
    dict of tuple of float to tuple of Stage
        By their figures; empty where nothing leads there, or there are too
        many to carry.
    """
    return _carried(dynamics, lattice, _undominated)


def _carried(
    dynamics: Dynamics, lattice: Lattice, keep: Callable[[Ways], Ways]
) -> Ways:
    nobody = (0.0,) * (len(dynamics.parties) + 1)
    known: dict[int, Ways] = {0: {nobody: ()}}
    figures = cache(lambda state: exposed(dynamics, state, lattice.start))
    for here in ticking(lattice.order[1:]):
        found: Ways = {}
        for place in lattice.into[here]:
            edge = lattice.edges[place]
            for before, stages in known[edge.start].items():
                found.setdefault(*_after(before, stages, edge, figures))
        known[here] = keep(found)
        if sum(map(len, known.values())) > _LABELS + len(lattice.order):
            return {}
    ends = (known[goal] for goal in lattice.goals if goal)
    return keep({way: stages for end in ends for way, stages in end.items()})


def _after(
    before: Figures,
    stages: tuple[Stage, ...],
    edge: Edge,
    figures: Callable[[int], tuple[float, ...]],
) -> tuple[Figures, tuple[Stage, ...]]:
    """Take one more stage; staying at the target is none."""
    if edge.stage is None:
        return before, stages
    own = figures(edge.landing)
    spent = before[-1] + sum(own)
    return (*map(max, before[:-1], own), spent), (*stages, edge.stage)


def _undominated(ways: Ways) -> Ways:
    """Keep the figures that no other undercuts."""
    kept: Ways = {}
    for figures in sorted(ways, key=sum):
        if not any(
            all(other <= own for other, own in zip(each, figures, strict=True))
            for each in kept
        ):
            kept[figures] = ways[figures]
    return kept


def _nearest(ways: Ways) -> Ways:
    """Keep one way, with the least largest figure and then the least sum."""
    kept = sorted(ways, key=lambda figures: (max(figures[:-1]), figures[-1]))[:1]
    return {figures: ways[figures] for figures in kept}


def least_exposed(
    dynamics: Dynamics, lattice: Lattice
) -> tuple[Figures, tuple[Stage, ...]]:
    """Find the way with the least largest figure, the least next one, and so on.

    Parameters
    ----------
    dynamics : Dynamics
    lattice : Lattice
        One that leads to its target.

    Returns
    -------
    figures : tuple of float
    stages : tuple of Stage
        Where there are too many ways to carry, only the largest figure is
        known to be the least.
    """
    if 0 in lattice.goals:
        return (*exposed(dynamics, lattice.start, lattice.start), 0.0), ()
    ways = exposed_ways(dynamics, lattice) or _carried(dynamics, lattice, _nearest)
    best = min(ways, key=rank_of)
    return best, ways[best]
