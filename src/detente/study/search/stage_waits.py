"""How long a stage may wait, for a date or until just before one."""

from collections.abc import Iterator
from dataclasses import replace
from math import comb
from typing import NamedTuple

from detente.engine.bits import n_subsets
from detente.model.quantity import Duration
from detente.study.deal.road_map import Node
from detente.study.game.dynamics import Dynamics

_WAITS = 20_000
"""Packages, at any time and after any wait, that are tried at most."""


class Run(NamedTuple):
    """A node, and for how many periods it is repeated."""

    node: Node
    periods: int


def waits_are_few(n_changes: int, most: int, horizon: int) -> bool:
    """Whether every wait until the last date can be tried.

    Parameters
    ----------
    n_changes, most : int
        How far the target is, and steps in a package at most.
    horizon : int
        The period of the last date.

    Returns
    -------
    bool
    """
    packages = sum(comb(n_changes, size) for size in range(1, most + 1))
    times = (horizon + 1) * (horizon + 2) // 2
    return packages * n_subsets(n_changes) * times <= _WAITS


def lengths(
    dynamics: Dynamics, time: int, needed: int, *, every_wait: bool
) -> Iterator[int]:
    """Give how many periods a stage that begins now may last, the fewest first.

    Parameters
    ----------
    dynamics : Dynamics
    time : int
        The period that begins.
    needed : int
        How long its steps take.
    every_wait : bool
        Whether it may last any number of periods until the last date has fallen.

    Yields
    ------
    int
    """
    yield needed
    # A date changes what the same steps meet from its day on, and what is lost by them
    # until then: a stage takes place on it, or just before.
    dues = {due.time for due in dynamics.countdown.dues if due.time is not None}
    later = {due - time for due in dues if due > time}
    lasts = later | {periods + 1 for periods in later}
    if every_wait:
        lasts = set(range(1, dynamics.countdown.horizon - time + 2))
    yield from sorted(each for each in lasts if each > needed)


def within_for(dynamics: Dynamics, periods: int, needed: int) -> Duration | None:
    """Give how long a stage is written to last; None where that is by itself so.

    Parameters
    ----------
    dynamics : Dynamics
    periods, needed : int
        How long it lasts, and how long its steps take.

    Returns
    -------
    Duration or None
    """
    period = dynamics.case.negotiation.period
    return None if periods == needed else replace(period, count=period.count * periods)


def waited(dynamics: Dynamics, here: Node, periods: int) -> tuple[list[Run], Node]:
    """Wait for some periods, deadlines falling meanwhile.

    Parameters
    ----------
    dynamics : Dynamics
    here : Node
        Where and when the wait begins.
    periods : int

    Returns
    -------
    runs : list of Run
    here : Node
        Where and when it is over.
    """
    runs: list[Run] = []
    while periods:
        count = periods if here.time >= dynamics.countdown.horizon else 1
        runs.append(Run(here, count))
        time = here.time + count
        world, state = dynamics.countdown.pass_on(time, here.world, here.start)
        here, periods = Node(time, world, state, state), periods - count
    return runs, here
