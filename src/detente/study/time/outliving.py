"""Whether a road map outlives those who sign it: how likely it stands, and until when.

A road map stands in a period if no leadership has broken it by then. Who rules is
drawn period by period, so that the chance of standing is that of all ways on which
nobody who breaks it comes to rule while it may be broken.
"""

from collections.abc import Sequence
from datetime import date
from math import floor

import numpy as np
import numpy.typing as npt

from detente.model.case import Case
from detente.records import dataclass
from detente.study.deal.road_map import Node
from detente.study.game.dynamics import Dynamics
from detente.study.game.flow import period_of
from detente.study.time.causes import causes, types_of
from detente.study.time.collapse import Collapses
from detente.study.time.leadership import Leaders

Marks = npt.NDArray[np.int64]
"""Who breaks at each node under each combination of leaders, -1 where nobody does;
shape (n_nodes, n_profiles)."""

YEARS = (1, 5)
_YEAR = 365.25


@dataclass(frozen=True, slots=True)
class Standing:
    """How likely a road map still stands at some time.

    Attributes
    ----------
    period : int
        Counted from the day of the case.
    on : date or None
        The day; None where the case has none of its own.
    years : int or None
        How many years after the day of the case; None on the day of a scheduled
        change of leadership.
    chance : float
    """

    period: int
    on: date | None
    years: int | None
    chance: float


@dataclass(frozen=True, slots=True)
class Left:
    """What a party has lost or won where another leadership breaks a road map.

    Attributes
    ----------
    party : str
    then : float
        Per period against today, as the road map then stands.
    after : float
        Per period for ever, what follows the break, against a breakdown at once: what
        having begun has changed for it.
    """

    party: str
    then: float
    after: float


@dataclass(frozen=True, slots=True)
class Pretender:
    """A leadership that may rule already, unknown to others, and what it does.

    Attributes
    ----------
    leadership, party : str
    now : float
        How likely it rules already.
    breaks : bool
        Whether it ever breaks the road map while no leader changes.
    stage : int or None
        Where it does first; None is after completion.
    breaker : str or None
        Who breaks it there: others may break it because of this leadership.
    left : tuple of Left
        One for each other party.
    """

    leadership: str
    party: str
    now: float
    breaks: bool
    stage: int | None = None
    breaker: str | None = None
    left: tuple[Left, ...] = ()


@dataclass(frozen=True, slots=True)
class Outliving:
    """How long a road map outlives those who sign it.

    Attributes
    ----------
    curve : tuple of float
        The chance that it stands, by period from the day of the case.
    standing : tuple of Standing
        After one year, after five, and on the day of each scheduled change, in the
        order of time.
    completed_in : int
        The period in which it is completed if nobody breaks it.
    not_begun : tuple of tuple of str
        The leaderships under which it is not begun; each entry, one or several at
        once, is enough by itself, an empty one is always.
    pretenders : tuple of Pretender
        The leaderships that may rule already.
    """

    curve: tuple[float, ...]
    standing: tuple[Standing, ...]
    completed_in: int
    not_begun: tuple[tuple[str, ...], ...]
    pretenders: tuple[Pretender, ...]


def outlive(
    dynamics: Dynamics,
    nodes: Sequence[Node],
    leaders: Leaders,
    collapses: Collapses,
    broken: Marks,
) -> tuple[Outliving, npt.NDArray[np.float64]]:
    """Follow who may rule, period by period, until somebody breaks the road map.

    Parameters
    ----------
    dynamics : Dynamics
        The case.
    nodes : sequence of Node
        The road map, period by period; the last one is stayed at.
    leaders : Leaders
    collapses : Collapses
        What a break is worth.
    broken : int64 array, shape (n_nodes, n_profiles)
        Who breaks where.

    Returns
    -------
    outliving : Outliving
    lost : float64 array, shape (n_nodes, n_profiles)
        The chance that it breaks at each node under each combination of leaders; at
        the last node until the curve ends.
    """
    case = dynamics.case
    curve, lost = follow(case, nodes, leaders, broken)
    outliving = Outliving(
        curve=curve,
        standing=standings(case, curve),
        completed_in=next(node.time for node in nodes if node.stage is None),
        not_begun=_not_begun(case, leaders, broken),
        pretenders=tuple(_pretenders(dynamics, nodes, leaders, collapses, broken)),
    )
    return outliving, lost


def follow(
    case: Case, nodes: Sequence[Node], leaders: Leaders, ended: Marks
) -> tuple[tuple[float, ...], npt.NDArray[np.float64]]:
    """Draw who rules, period by period, until somebody ends the road map.

    Parameters
    ----------
    case : Case
    nodes : sequence of Node
        The road map, period by period; the last one is stayed at.
    leaders : Leaders
    ended : int64 array, shape (n_nodes, n_profiles)
        Who ends it where, -1 where nobody does.

    Returns
    -------
    curve : tuple of float
        The chance that it stands, by period from the day of the case.
    lost : float64 array, shape (n_nodes, n_profiles)
        As of `outlive`.
    """
    mass, lost, curve = leaders.start, np.zeros(ended.shape), []
    for time in range(last_period(case, nodes) + 1):
        place = min(time, len(nodes) - 1)
        ends = ended[place] >= 0
        lost[place] += np.where(ends, mass, 0.0)
        left = np.where(ends, 0.0, mass)
        # Sums of chances slip, and none is more than certain.
        curve.append(min(float(left.sum()), 1.0))
        mass = left @ leaders.into(time + 1)
    return tuple(curve), lost


def standings(case: Case, curve: Sequence[float]) -> tuple[Standing, ...]:
    """Give the chance after one year, after five, and on days of scheduled changes.

    Parameters
    ----------
    case : Case
    curve : sequence of float
        The chance, by period from the day of the case.

    Returns
    -------
    tuple of Standing
        In the order of time.
    """
    return tuple(
        Standing(each.period, each.on, each.years, curve[each.period])
        for each in _asked(case)
    )


def last_period(case: Case, nodes: Sequence[Node]) -> int:
    """Give the last period that is asked about, counted from the day of the case.

    Parameters
    ----------
    case : Case
        A checked case.
    nodes : sequence of Node
        The road map, period by period.

    Returns
    -------
    int
    """
    return max(nodes[-1].time, *(each.period for each in _asked(case)))


def _not_begun(
    case: Case, leaders: Leaders, broken: Marks
) -> tuple[tuple[str, ...], ...]:
    unwilling = {leaders.profiles[each] for each in np.flatnonzero(broken[0] >= 0)}
    return causes(unwilling, types_of(case)) if unwilling else ()


def _asked(case: Case) -> list[Standing]:
    """List the times at which it is asked whether the road map stands."""
    period = case.negotiation.period
    asked = [
        Standing(
            floor(years * _YEAR / float(period.days)),
            None if case.as_of is None else _later(case.as_of, years),
            years,
            0.0,
        )
        for years in YEARS
    ]
    if case.as_of is not None:
        days = {rule.on for rule in case.negotiation.turnover if rule.on is not None}
        asked += [
            Standing(period_of(day, case.as_of, period), day, None, 0.0)
            for day in sorted(days)
            if day > case.as_of
        ]
    return sorted(asked, key=lambda each: (each.period, each.years or 0))


def _later(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        # The 29th of February, in a year that has none.
        return date(day.year + years, 3, 1)


def _pretenders(
    dynamics: Dynamics,
    nodes: Sequence[Node],
    leaders: Leaders,
    collapses: Collapses,
    broken: Marks,
) -> list[Pretender]:
    parties, found = dynamics.parties, []
    for leadership in dynamics.case.negotiation.leaderships:
        now = float(leadership.now.value)
        if now <= 0:
            continue
        own = dict(zip(parties, parties, strict=True)) | {
            leadership.party: leadership.id
        }
        profile = leaders.profiles.index(tuple(own.values()))
        places = np.flatnonzero(broken[:, profile] >= 0)
        who = leadership.id, leadership.party, now
        if not places.size:
            found.append(Pretender(*who, breaks=False))
            continue
        place = int(places[0])
        breaker = int(broken[place, profile])
        node = nodes[place]
        after = collapses.worth(node, breaker) - collapses.worth(nodes[0], breaker)
        flows = leaders.utility[profile]
        left = tuple(
            Left(
                party,
                then=float(flows[row, node.start] - flows[row, nodes[0].start]),
                after=float(after[profile, row]),
            )
            for row, party in enumerate(parties)
            if party != leadership.party
        )
        pretender = Pretender(
            *who, breaks=True, stage=node.stage, breaker=parties[breaker], left=left
        )
        found.append(pretender)
    return found
