"""Whether road maps outlive those who sign them, where that is quick or asked for."""

from collections.abc import Sequence

from detente.analysis.setting import DEFAULT
from detente.analysis.timed import named_road_map, open_timed
from detente.engine.budget import unless_stopped
from detente.errors import Message
from detente.model.case import Case
from detente.model.road_map import RoadMap
from detente.records import dataclass
from detente.study.game.dynamics import Dynamics
from detente.study.price_in_time import price_of_turnover
from detente.study.processors import ALONE, Workers
from detente.study.time.borne import Borne, find_borne, n_judged
from detente.study.time.compliance import TurnoverCheck
from detente.study.time.turnover import check_turnovers

SOON = 25.0
"""Seconds that may be spent on it where it was not asked for: every answer on a road
map is to give it, and whoever is in a hurry says so."""
_BORNE = 5.0
"""Seconds that may be spent on how likely each change may become."""


@dataclass(frozen=True, slots=True)
class Outlived:
    """What changes of leadership do to some road maps.

    Attributes
    ----------
    checks : tuple of TurnoverCheck
        One a road map; empty where leaders do not change, or where it is left out.
    left_out : Message or None
        Why it is.
    borne : tuple of Borne
        Of one road map, where that is quick, how likely each change may become.
    """

    checks: tuple[TurnoverCheck, ...] = ()
    left_out: Message | None = None
    borne: tuple[Borne, ...] = ()

    def of(self, road_map: str) -> TurnoverCheck | None:
        """Give what they do to one road map; None where that is not known."""
        return next((each for each in self.checks if each.road_map == road_map), None)


UNASKED = Outlived()


def price_of_outliving(
    dynamics: Dynamics, road_maps: Sequence[RoadMap], *, asked: bool | None
) -> float:
    """Estimate the seconds that `find_outliving` takes."""
    if not dynamics.case.negotiation.turnover or asked is False:
        return 0.0
    price = price_of_turnover(dynamics, road_maps)
    return price if asked or price <= SOON else 0.0


def outlives_within(case: Case, road_map: str, seconds: float) -> bool:
    """Whether some seconds are enough for what changes of leadership do to a road map.

    Parameters
    ----------
    case : Case
    road_map : str
        Its name.
    seconds : float
        On the core for which prices are told.

    Returns
    -------
    bool
        True where leaders do not change.
    """
    if not case.negotiation.turnover:
        return True
    plan = named_road_map(case, road_map)
    return price_of_turnover(open_timed(case, DEFAULT), [plan]) <= seconds


def find_outliving(
    dynamics: Dynamics,
    road_maps: Sequence[RoadMap],
    *,
    asked: bool | None = None,
    soon: float = SOON,
    workers: Workers = ALONE,
) -> Outlived:
    """Judge whether road maps outlive those who sign them.

    Parameters
    ----------
    dynamics : Dynamics
        The case.
    road_maps : sequence of RoadMap
        What follows the same breach is solved once for all.
    asked : bool or None
        None is where leaders change and it is quick.
    soon : float
        Seconds that count as quick.
    workers : Workers
        Who works on it; they change nothing in it.

    Returns
    -------
    Outlived
    """
    if not dynamics.case.negotiation.turnover or asked is False or not road_maps:
        return Outlived()
    price = price_of_turnover(dynamics, road_maps)
    left_out = takes(price)
    if not asked and price > soon:
        return Outlived(left_out=left_out)
    checks = unless_stopped(
        lambda: check_turnovers(dynamics, road_maps, workers=workers, kept=True), None
    )
    if checks is None:
        return Outlived(left_out=_stopped(price) if asked else left_out)
    return Outlived(checks, borne=_borne(dynamics, road_maps, checks, price))


def _borne(
    dynamics: Dynamics,
    road_maps: Sequence[RoadMap],
    checks: Sequence[TurnoverCheck],
    price: float,
) -> tuple[Borne, ...]:
    """Ask what a single road map bears, unless that takes long."""
    if len(road_maps) > 1 or price * n_judged(dynamics) > _BORNE:
        return ()
    (road_map,), (check,) = road_maps, checks
    return unless_stopped(lambda: find_borne(dynamics, road_map, check), ())


def _stopped(price: float) -> Message:
    """Say that what was asked for was not done in time."""
    return Message(
        "How likely it is to outlive those who sign it takes about {seconds} s, for "
        "which there was no time.",
        seconds=max(1, round(price)),
    )


def takes(price: float) -> Message:
    """Say how long it takes, and how to ask for it."""
    return Message(
        "How likely it is to outlive those who sign it takes about {seconds} s: ask "
        "with --turnover.",
        seconds=max(1, round(price)),
    )
