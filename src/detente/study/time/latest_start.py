"""How late the first step of a road map may come while dates are still to fall.

The whole road map is put off, all waiting as agreed where things stand; it is then
judged like any other. Waiting past the last date changes nothing any more.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import TypeAlias

import numpy as np

from detente.engine.budget import tick
from detente.errors import Message
from detente.model.quantity import Duration
from detente.model.road_map import RoadMap
from detente.records import dataclass
from detente.study.deal.mover_orders import in_order
from detente.study.deal.quick_check import Witness, still_refuted
from detente.study.deal.road_map import lay_out
from detente.study.deal.slack import slack_table
from detente.study.deal.verdict import Verdict
from detente.study.game.dynamics import Dynamics
from detente.study.game.flow import day_of

Counts: TypeAlias = tuple[tuple[Verdict | None, int], ...]
"""In how many orders of movers each verdict comes out."""

_EVERY = 60
"""Delays that are all tried; of more only those around dates."""


@dataclass(frozen=True, slots=True)
class Span:
    """A run of first days with one verdict.

    Attributes
    ----------
    first, last : date or None
        The first day of the first and of the last period in which the first stage takes
        place; `last` is None where it goes on for ever.
    periods : (int, int or None)
        The same as numbers of periods by which the road map is put off.
    verdict : Verdict or None
        What comes out in every order of movers; `depends` where they differ, None where
        it cannot be judged.
    orders : tuple of (Verdict or None, int)
        In how many orders each verdict comes out, the most frequent first.
    """

    first: date
    last: date | None
    periods: tuple[int, int | None]
    verdict: Verdict | None
    orders: tuple[tuple[Verdict | None, int], ...] = ()


@dataclass(frozen=True, slots=True)
class LatestStart:
    """How late one road map may begin.

    Attributes
    ----------
    road_map : str
    spans : tuple of Span
        From now on, each with another verdict than the one before.
    every : bool
        Whether every delay was tried; else those around dates.
    reasons : tuple of Message
        Why it is not asked.
    """

    road_map: str
    spans: tuple[Span, ...]
    every: bool = True
    reasons: tuple[Message, ...] = ()

    @property
    def latest(self) -> date | None:
        """The last day up to which it holds; None where it does not, or always does."""
        holding = [each for each in self.spans if each.verdict is Verdict.PROVED]
        return holding[0].last if holding else None


def find_latest_start(
    dynamics: Dynamics, road_map: RoadMap, orders: Sequence[tuple[int, ...]] = ()
) -> LatestStart:
    """Find how late the first step of a road map may come.

    Parameters
    ----------
    dynamics : Dynamics
        The case, played in periods.
    road_map : RoadMap
    orders : sequence of tuple of int
        In which the parties may act, by position; none is the order of the dynamics.

    Returns
    -------
    LatestStart
    """
    today, horizon = dynamics.case.as_of, dynamics.countdown.horizon
    if today is None or horizon == 0 or not road_map.stages:
        return LatestStart(road_map.id, ())
    delays = delays_tried(dynamics)
    others = [in_order(dynamics, order) for order in orders[1:]]
    judged = [
        (delay, *_judged([dynamics, *others], road_map, delay)) for delay in delays
    ]
    spans: list[Span] = []
    clock = dynamics.case.negotiation.period
    for delay, time, counts in judged:
        day = day_of(time, today, clock)
        if spans and spans[-1].orders == counts:
            begun = spans[-1].periods[0]
            spans[-1] = replace(spans[-1], last=day, periods=(begun, delay))
        else:
            spans.append(Span(day, day, (delay, delay), _common(counts), counts))
    final = spans[-1]
    spans[-1] = replace(final, last=None, periods=(final.periods[0], None))
    return LatestStart(road_map.id, tuple(spans), len(delays) == horizon + 2)


def _common(counts: Counts) -> Verdict | None:
    verdicts = [verdict for verdict, _ in counts]
    if None in verdicts:
        return None
    return verdicts[0] if len(verdicts) == 1 else Verdict.DEPENDS


def delays_tried(dynamics: Dynamics) -> tuple[int, ...]:
    """List by how many periods a road map is put off to be judged.

    Parameters
    ----------
    dynamics : Dynamics

    Returns
    -------
    tuple of int
        Ascending, from 0 up to the first period after the last date.
    """
    return tuple(_delays(dynamics))


def _delays(dynamics: Dynamics) -> Iterator[int]:
    horizon = dynamics.countdown.horizon
    if horizon <= _EVERY:
        yield from range(horizon + 2)
        return
    near = {0, horizon, horizon + 1}
    for due in dynamics.countdown.dues:
        if due.time:
            near |= {due.time - 2, due.time - 1, due.time, due.time + 1}
    yield from sorted(each for each in near if each >= 0)


def _judged(
    orders: Sequence[Dynamics], road_map: RoadMap, delay: int
) -> tuple[int, Counts]:
    """Judge a road map put off; in which period its first stage takes place."""
    tick()
    first = orders[0]
    layout = lay_out(first, put_off(first, road_map, delay))
    taking = next((n.time for n in layout.nodes if n.start != n.end), delay)
    if layout.reasons:
        return taking, ((Verdict.IMPOSSIBLE, len(orders)),)
    table = slack_table(first, layout, decisive=0.0)
    found = np.argwhere(table.minmax < -table.tolerance)
    # What refutes it in one order most often does so in all.
    witness = Witness(*map(int, found[0])) if found.size else None
    verdicts = Counter([table.verdict()])
    for each in orders[1:]:
        if witness is not None and still_refuted(each, layout, witness):
            verdicts[Verdict.REFUTED] += 1
        else:
            verdicts[slack_table(each, layout, decisive=0.0).verdict()] += 1
    return taking, tuple(verdicts.most_common())


def put_off(dynamics: Dynamics, road_map: RoadMap, delay: int) -> RoadMap:
    """Give a road map of which the first stage lasts longer by so many periods.

    Parameters
    ----------
    dynamics : Dynamics
    road_map : RoadMap
    delay : int
        Periods, 0 or more.

    Returns
    -------
    RoadMap
    """
    if delay == 0:
        return road_map
    layout = lay_out(dynamics, road_map)
    legs = [leg for leg in layout.legs if leg.periods]
    if not legs:
        return road_map
    leg, period = legs[0], dynamics.case.negotiation.period
    count = period.count * (leg.periods + delay)
    stages = list(road_map.stages)
    stages[leg.stage - 1] = replace(
        stages[leg.stage - 1], within=Duration(count, period.unit)
    )
    return replace(road_map, stages=tuple(stages))
