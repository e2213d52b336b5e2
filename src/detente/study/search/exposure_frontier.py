"""Ways to a target by how much each party is exposed on them.

What counts of a way is each party's largest exposure after any stage. A way is
kept unless another exposes nobody more and somebody less. Among those kept the
lexicographic one has the least largest figure, then the least second largest,
and so on, whoever's they are.
"""

from detente.model.road_map import RoadMap
from detente.records import dataclass
from detente.study.game.dynamics import Dynamics
from detente.study.search.exposed_ways import exposed_ways, rank_of
from detente.study.search.package_graph import open_lattice

Largest = tuple[float, ...]


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
    ways = exposed_ways(dynamics, lattice)
    order = [
        way
        for way in sorted(ways, key=rank_of)
        if not any(_undercuts(other[:-1], way[:-1]) for other in ways)
    ]
    least = {way[:-1]: way for way in reversed(order)}
    return tuple(
        ExposedRoute(
            road_map=RoadMap("found", ways[way]),
            largest=way[:-1],
            lexicographic=place == 0,
        )
        for place, way in enumerate(way for way in order if least[way[:-1]] == way)
    )


def _undercuts(one: Largest, other: Largest) -> bool:
    """Whether a way exposes nobody more than another does, and somebody less."""
    return one != other and all(a <= b for a, b in zip(one, other, strict=True))
