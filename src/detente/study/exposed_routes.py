"""Ways to a target by how much each party is exposed on them.

What counts of a way is each party's largest exposure after any stage. A way is
kept unless another exposes nobody more and somebody less. Among those kept the
lexicographic one has the least largest figure, then the least second largest,
and so on, whoever's they are.
"""

from dataclasses import dataclass

from detente.model.road_map import RoadMap
from detente.study.dynamics import Dynamics
from detente.study.find_road_map import exposed, road_map_through
from detente.study.lattice import Lattice, open_lattice

__all__ = ["ExposedRoute", "list_exposed_routes"]

_LABELS = 20_000

Largest = tuple[float, ...]
Ways = dict[Largest, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class ExposedRoute:
    """One way, and what it exposes each party to.

    Attributes
    ----------
    largest : tuple of float
        Each party's largest exposure, in file order; in ranks for all where
        some party has an order only.
    lexicographic : bool
        Whether it is the one with the least largest figure, and so on.
    """

    road_map: RoadMap
    largest: Largest
    lexicographic: bool


def list_exposed_routes(
    dynamics: Dynamics, target: str | None, package: int = 1
) -> tuple[ExposedRoute, ...]:
    """List the ways to a state of which none exposes all parties less.

    Parameters
    ----------
    dynamics : Dynamics
    target : str or None
        The state where they end.
    package : int
        Steps in a stage at most.

    Returns
    -------
    tuple of ExposedRoute
        The lexicographic one first, one for each list of figures; empty where
        nothing leads there, or there are too many to list.
    """
    end = None if target is None else dynamics.engine.index(target)
    if end is None:
        return ()
    lattice = open_lattice(dynamics, dynamics.engine.status_quo, end, package)
    ways = _ways(dynamics, lattice) if end in lattice.states else {}
    order = sorted(ways, key=lambda largest: sorted(largest, reverse=True))
    return tuple(
        ExposedRoute(
            road_map=road_map_through(dynamics, ways[largest]),
            largest=largest,
            lexicographic=place == 0,
        )
        for place, largest in enumerate(order)
    )


def _ways(dynamics: Dynamics, lattice: Lattice) -> Ways:
    """Carry the ways from the start to the target that none dominates."""
    nobody = tuple(float("-inf") for _ in dynamics.parties)
    known: dict[int, Ways] = {lattice.start: {nobody: (lattice.start,)}}
    total = 0
    for state in lattice.states[1:]:
        here = exposed(dynamics, state, lattice.start)
        found: Ways = {}
        for place in lattice.into[state]:
            for before, path in known[lattice.edges[place].start].items():
                largest = tuple(map(max, before, here))
                found.setdefault(largest, (*path, state))
        known[state] = _undominated(found)
        total += len(known[state])
        if total > _LABELS:
            return {}
    return known[lattice.target] if lattice.target != lattice.start else {}


def _undominated(ways: Ways) -> Ways:
    """Keep the figures that no other undercuts."""
    kept: Ways = {}
    for largest in sorted(ways, key=sum):
        if not any(
            all(other <= own for other, own in zip(each, largest, strict=True))
            for each in kept
        ):
            kept[largest] = ways[largest]
    return kept
