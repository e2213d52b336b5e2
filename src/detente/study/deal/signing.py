"""Would each sign? What a road map is worth to a party against today.

It needs nobody's wants but the party's own, and no game to be solved; only what it is
worth against no deal asks what everyone would do for itself.
"""

from dataclasses import replace

import numpy as np
import numpy.typing as npt

from detente.errors import Message
from detente.records import dataclass
from detente.study.deal.road_map import Layout, Node
from detente.study.deal.tolerance import CLOSE, stakes_of
from detente.study.deal.value_along import values_along
from detente.study.game.dynamics import Dynamics


@dataclass(frozen=True, slots=True)
class Lowest:
    """The worst state on the way.

    Attributes
    ----------
    value : float
        What the party has there less what it has at the start, per period.
    stage : int or None
        The stage that leads there; None is the target or what a date makes of it.
    """

    value: float
    stage: int | None


@dataclass(frozen=True, slots=True)
class Signing:
    """What a road map is worth to one party.

    Attributes
    ----------
    party : str
    worth : float or None
        From its first period, against today kept for ever, in flow units per period;
        larger is better, and below zero it would not sign. None where `reason` says
        why.
    end : float or None
        The target against the start, per period.
    lowest : Lowest or None
        The least on the way, against the start.
    against_no_deal : float or None
        Against everyone for itself from now on; None where that is not known, or was
        not asked.
    relative : float or None
        `worth` as a share of the party's payoff range.
    signs : bool or None
        Whether `worth` is not negative.
    reason : Message or None
        Why it is not known.
    """

    party: str
    worth: float | None = None
    end: float | None = None
    lowest: Lowest | None = None
    against_no_deal: float | None = None
    relative: float | None = None
    signs: bool | None = None
    reason: Message | None = None

    @property
    def close(self) -> bool:
        """Whether the worth is less than a hundredth of the range, either sign."""
        # What changes nothing for a party is not close: it is nothing.
        return bool(self.worth) and abs(self.relative or 0.0) < CLOSE


def find_signing(
    dynamics: Dynamics, layout: Layout, *, alone: bool = True
) -> tuple[Signing, ...]:
    """Say of each party whether it would sign a road map.

    Parameters
    ----------
    dynamics : Dynamics
        The case, played in periods.
    layout : Layout
        A road map that is possible.
    alone : bool
        Whether it is asked too what each has if everyone is for itself from now on,
        the one answer that takes a game.

    Returns
    -------
    tuple of Signing
        One a party, in file order.
    """
    values = values_along(dynamics, layout.nodes)[0]
    found = tuple(
        _signing(dynamics, layout, party, float(values[party]))
        for party in range(len(dynamics.parties))
    )
    return _against_no_deal(dynamics, layout.begin, found, values) if alone else found


def _signing(dynamics: Dynamics, layout: Layout, party: int, value: float) -> Signing:
    name, reason = dynamics.parties[party], dynamics.reason(party)
    if reason is not None:
        return Signing(name, reason=reason)
    start, flows = layout.begin, dynamics.utility[party]
    worth, stakes = value - float(flows[start]), stakes_of(dynamics, party)
    return Signing(
        party=name,
        worth=worth,
        end=float(flows[layout.nodes[-1].end] - flows[start]),
        lowest=_lowest(layout, flows),
        relative=stakes.share(worth),
        signs=worth >= -stakes.slight,
    )


def on_the_way(layout: Layout) -> tuple[Node, ...]:
    """Give the periods of a road map once it has left the state it starts at.

    Parameters
    ----------
    layout : Layout
        A road map that is possible.

    Returns
    -------
    tuple of Node
        The stay at the target alone where nothing is left to do.
    """
    start = layout.begin
    left = (
        place
        for place, node in enumerate(layout.nodes)
        if node.end != start or node.start != node.end
    )
    return layout.nodes[next(left, len(layout.nodes) - 1) :]


def _lowest(layout: Layout, flows: npt.NDArray[np.float64]) -> Lowest:
    nodes = on_the_way(layout)
    worst = min(nodes, key=lambda node: float(flows[node.end]))
    return Lowest(float(flows[worst.end] - flows[layout.begin]), worst.stage)


def _against_no_deal(
    dynamics: Dynamics,
    start: int,
    signing: tuple[Signing, ...],
    values: npt.NDArray[np.float64],
) -> tuple[Signing, ...]:
    """Hold the road map against everyone for itself, in the order of the file."""
    if dynamics.obstacle() is not None:
        return signing
    world = dynamics.countdown.first_world(start)
    had = (
        float(dynamics.breakdown(party).had_from(start, 0, world)[party])
        for party in range(len(signing))
    )
    return tuple(
        each
        if each.reason is not None or np.isnan(without)
        else replace(each, against_no_deal=float(value) - without)
        for each, value, without in zip(signing, values, had, strict=True)
    )
