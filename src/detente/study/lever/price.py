"""What it costs to ask what would move a road map, known before."""

from typing import NamedTuple

from detente.engine.budget import current
from detente.errors import Message
from detente.model.road_map import RoadMap
from detente.study.deal.mover_orders import MANY_ASKED
from detente.study.deal.road_map import lay_out
from detente.study.game.dynamics import Dynamics
from detente.study.lever.change import KINDS
from detente.study.lever.guarantee import list_sought, list_terms
from detente.study.lever.search import Levers, list_candidates
from detente.study.lever.shortfall import telling
from detente.study.price import price_of_checks, price_of_verdicts
from detente.study.price_in_time import price_of_turnover

_CHANGE = 4e-3
"""Seconds to make a change and lay the road map out."""
_PLACE = 1e-4
"""Seconds to judge one party in one period that tells."""
_PAIRS = 300
"""So many pairs are tried, often."""
_GAMES = 45.0
"""Seconds that may be spent on games where all sign and nobody calls it off, and no
time is set."""
_GAMES_MOVED = 10.0
"""The same where that takes a change already."""
_PART = 0.25
"""Where a time is set, so much of it is for games; the rest is for telling."""
_JUDGED = 2
"""In so many orders of movers a change is judged, mostly."""
_TRIED = 4
"""So many amounts of a guarantee are tried, mostly."""
_SOON = 5.0
"""Seconds that changes of leadership may take, where nobody asked for them."""


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


class Prices(NamedTuple):
    """What games cost, in seconds.

    Attributes
    ----------
    once : float
        To judge the road map in one order of movers.
    turned : float or None
        To judge what changes of leadership do to it; None is not to ask.
    allowed : float
        So many may be spent on changes.
    told : float
        To judge one change again, as it is told.
    every : float
        To judge all there may be.
    reasons : tuple of Message
        Why something is not asked.
    """

    once: float
    turned: float | None
    allowed: float
    told: float = 0.0
    every: float = 0.0
    reasons: tuple[Message, ...] = ()

    def all(self, most: int) -> float:
        """Give what all of it costs where so many changes of a kind are told."""
        told = (1 + most * len(KINDS)) * self.told
        return min(self.allowed, self.every) + told


def prices_of_further(
    dynamics: Dynamics, levers: Levers, road_map: RoadMap, *, turnover: bool | None
) -> Prices:
    """Say what games cost, and how many seconds may be spent on them.

    Parameters
    ----------
    dynamics : Dynamics
        The case; no game is solved.
    levers : Levers
        By the quick questions.
    road_map : RoadMap
    turnover : bool or None
        Whether to ask what changes of leadership do; None is where that is quick.

    Returns
    -------
    Prices
    """
    turned: float | None = None
    reasons: tuple[Message, ...] = ()
    if not dynamics.case.negotiation.turnover:
        reasons = (Message("nobody's leadership changes in this case"),)
    elif turnover is not False:
        turned = price_of_turnover(dynamics, [road_map])
        if turnover is None and turned > _SOON:
            reasons = (
                Message(
                    "that takes about {seconds} s a change: ask with --turnover",
                    seconds=max(1, round(turned)),
                ),
            )
            turned = None
    now = levers.standing.next is None
    allowed, seconds = _GAMES if now else _GAMES_MOVED, current().seconds
    told = price_of_checks(dynamics, [road_map], MANY_ASKED, undo=True)
    once = price_of_verdicts(dynamics, [road_map])
    n_changes = _n_changes(dynamics, road_map) if now else len(levers.found)
    return Prices(
        once=once,
        turned=turned,
        allowed=allowed if seconds is None else _PART * seconds,
        told=told + (turned or 0.0),
        every=n_changes * (_JUDGED * once + (turned or 0.0)),
        reasons=reasons,
    )


def _n_changes(dynamics: Dynamics, road_map: RoadMap) -> int:
    """Count at most the changes that are judged, amounts that are tried among them."""
    case = dynamics.case
    sought = [list_sought(case, road_map, party) for party in dynamics.parties]
    tried = _TRIED * sum(1 for each in sought for _ in each)
    terms = sum(1 for _ in list_terms(case, road_map))
    return tried + terms + sum(1 for _ in list_candidates(case, road_map))
