"""What it costs to ask what would move a road map, known before."""

from detente.model.road_map import RoadMap
from detente.study.deal.road_map import lay_out
from detente.study.game.dynamics import Dynamics
from detente.study.lever.search import list_candidates
from detente.study.lever.shortfall import telling

_CHANGE = 4e-3
"""Seconds to make a change and lay the road map out."""
_PLACE = 1e-4
"""Seconds to judge one party in one period that tells."""
_PAIRS = 300
"""So many pairs are tried, often."""


def price_of_levers(
    dynamics: Dynamics, road_map: RoadMap, *, pairs: bool = True
) -> float:
    """Estimate the seconds that finding levers takes.

    Parameters
    ----------
    dynamics : Dynamics
        The case; no game is solved.
    road_map : RoadMap
    pairs : bool
        Whether pairs are tried.

    Returns
    -------
    float
        Seconds on one core, right up to a factor of a few.
    """
    layout = lay_out(dynamics, road_map)
    places = len(telling(dynamics, layout.nodes)) if layout.nodes else 1
    n_changes = sum(1 for _ in list_candidates(dynamics.case, road_map))
    once = _CHANGE + _PLACE * places * len(dynamics.parties)
    return once * (n_changes + (_PAIRS if pairs else 0))
