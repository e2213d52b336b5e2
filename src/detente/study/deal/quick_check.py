"""One road map under one set of numbers: its verdict, and no more than it takes."""

from typing import NamedTuple, TypeAlias

import numpy as np

from detente.study.deal.deviation import Choice, deviation
from detente.study.deal.road_map import Layout
from detente.study.deal.slack import slack_table
from detente.study.deal.tolerance import CLOSE, slight
from detente.study.deal.value_along import values_along
from detente.study.deal.verdict import (
    Leeway,
    Verdict,
)
from detente.study.game.dynamics import Dynamics

Place: TypeAlias = tuple[int | None, int]
"""A stage, None being the stay at the target, with a party."""


class Witness(NamedTuple):
    """What refutes a road map: a node and a party with a negative slack."""

    node: int
    party: int


class Judged(NamedTuple):
    """A road map under one set of numbers.

    Attributes
    ----------
    verdict : Verdict or None
        None where it cannot be judged.
    slack : float
        The least, under breakdown where that is known.
    places : tuple of Place
        Every stage with every party that has a choice there.
    slacks : tuple of float
        The least slack at each of them.
    """

    verdict: Verdict | None
    slack: float
    places: tuple[Place, ...] = ()
    slacks: tuple[float, ...] = ()

    @property
    def binding(self) -> Place | None:
        """Where slack is least, the first of equals."""
        if not self.slacks:
            return None
        return self.places[int(np.argmin(self.slacks))]

    def at(self, place: Place) -> float:
        """Give the least slack at a stage for a party, infinite without a choice."""
        if place not in self.places:
            return np.inf
        return self.slacks[self.places.index(place)]


def judge(dynamics: Dynamics, layout: Layout) -> Judged:
    """Judge a road map.

    Parameters
    ----------
    dynamics : Dynamics
        The case, played in periods.
    layout : Layout
        The road map, period by period.

    Returns
    -------
    Judged
        Its least slack is minus infinity where the road map is impossible.
    """
    if layout.reasons:
        return Judged(Verdict.IMPOSSIBLE, -np.inf)
    table = slack_table(dynamics, layout, decisive=0.0)
    known = np.where(np.isnan(table.breakdown), table.minmax, table.breakdown)
    known = np.nan_to_num(known, nan=np.inf, posinf=np.inf)
    least: dict[Place, float] = {}
    for node, row in zip(layout.nodes, known, strict=True):
        for party in map(int, np.flatnonzero(np.isfinite(row))):
            place = (node.stage, party)
            least[place] = min(float(row[party]), least.get(place, np.inf))
    return Judged(
        table.verdict(), float(known.min()), tuple(least), tuple(least.values())
    )


def judge_leeway(dynamics: Dynamics, layout: Layout) -> Leeway:
    """Judge a road map, and what it would be with a little less or more slack.

    Parameters
    ----------
    dynamics : Dynamics
        The case, played in periods.
    layout : Layout
        A road map that is possible, period by period.

    Returns
    -------
    Leeway
    """
    return slack_table(dynamics, layout, decisive=CLOSE).leeway()


def find_witness(dynamics: Dynamics, layout: Layout) -> Witness | None:
    """Find the node and the party by which a road map is refuted, if it is.

    Parameters
    ----------
    dynamics : Dynamics
        The case, played in periods.
    layout : Layout
        The road map, period by period.

    Returns
    -------
    Witness or None
        None where it is not refuted, or not possible.
    """
    if layout.reasons:
        return None
    table = slack_table(dynamics, layout, decisive=0.0)
    found = np.argwhere(table.minmax < -table.tolerance)
    return Witness(*map(int, found[0])) if found.size else None


def still_refuted(
    dynamics: Dynamics, layout: Layout, witness: Witness, by: float = 0.0
) -> bool:
    """Whether a party would breach at a node even if all turned against it.

    Parameters
    ----------
    dynamics : Dynamics
        Perhaps with other numbers than those that gave the witness.
    layout : Layout
        The road map, period by period.
    witness : Witness
        What refuted it under other numbers.
    by : float
        The share of the party's payoff range by which it has to gain at least.

    Returns
    -------
    bool
        False too where the min-max is not settled.
    """
    size = max(dynamics.payoff_range(witness.party), 1e-300)
    return shortfall(dynamics, layout, witness) < -by * size


def shortfall(dynamics: Dynamics, layout: Layout, witness: Witness) -> float:
    """Give the slack of a party at a node if all turned against it, where it breaches.

    Parameters
    ----------
    dynamics : Dynamics
        Perhaps with other numbers than those that gave the witness.
    layout : Layout
        The road map, period by period.
    witness : Witness
        What refuted it under other numbers.

    Returns
    -------
    float
        Above the tolerance, in flow units per period for ever: negative where the
        road map is refuted; 0 where this says nothing.
    """
    place, party = witness
    onward = float(values_along(dynamics, layout.nodes)[place + 1, party])
    choice = Choice(layout.nodes[place], party, onward)
    found = deviation(dynamics, choice, "minmax")
    if found is None or not found.exact or np.isnan(found.slack):
        return 0.0
    return min(0.0, found.slack + slight(dynamics, party))
