"""What a party could do on a road map without being noticed at once."""

from collections.abc import Iterator
from math import isnan

import numpy as np

from detente.model.case import Case, Option
from detente.records import dataclass
from detente.study.deal.deviation import Choice, Deviation, ThreatName
from detente.study.deal.road_map import Layout
from detente.study.deal.told_breach import told_breach
from detente.study.deal.tolerance import HOLDS, stakes_of
from detente.study.deal.unseen_breach import Asked, UnseenBreaches
from detente.study.deal.value_along import values_along
from detente.study.deal.verdict import Breach
from detente.study.game.aftermath import Bound
from detente.study.game.dynamics import Dynamics


@dataclass(frozen=True, slots=True)
class UnseenBreach:
    """The best hidden breach of one party at one stage.

    Attributes
    ----------
    stage : int or None
        None is staying at the target.
    party : str
    breach : Breach
        Under breakdown, or under min-max where that is not known.
    breakdown, minmax : float or None
        Its slack under each threat; None where it is not known.
    at_once : float or None
        The slack of the same breach if it were noticed at once.
    relative : float or None
        The slack of `breach` as a share of the party's payoff range.
    """

    stage: int | None
    party: str
    breach: Breach
    breakdown: float | None
    minmax: float | None
    at_once: float | None
    relative: float | None

    @property
    def pays(self) -> bool:
        """Whether it is worth more than the road map."""
        return self.relative is not None and self.relative < -HOLDS


@dataclass(frozen=True, slots=True)
class Verification:
    """What could be done unnoticed, and what the others doubt.

    Attributes
    ----------
    breaches : tuple of UnseenBreach
        By stage, then party; empty where everything is noticed at once.
    doubted : tuple of Option
        Those of which an equal may exist.
    """

    breaches: tuple[UnseenBreach, ...]
    doubted: tuple[Option, ...] = ()


def find_verification(dynamics: Dynamics, layout: Layout) -> Verification | None:
    """Find the best hidden breach of each party at each stage.

    Parameters
    ----------
    dynamics : Dynamics
        The case; threats solved before are kept in it.
    layout : Layout
        A road map that is possible.

    Returns
    -------
    Verification or None
        None where the case says of no option how it is seen.
    """
    case = dynamics.case
    if not any(option.seen for option in case.options):
        return None
    return Verification(tuple(_breaches(dynamics, layout)), doubted_options(case))


def doubted_options(case: Case) -> tuple[Option, ...]:
    """List the options of which an equal may exist that others do not know of."""
    return tuple(
        option
        for option in case.options
        if option.seen and option.seen.hidden and option.seen.hidden.value
    )


def _breaches(dynamics: Dynamics, layout: Layout) -> Iterator[UnseenBreach]:
    found = UnseenBreaches(dynamics, layout, values_along(dynamics, layout.nodes))
    if not found.watches:
        return
    for stage in dict.fromkeys(node.stage for node in layout.nodes):
        every = [k for k, node in enumerate(layout.nodes) if node.stage == stage]
        for party in range(len(dynamics.parties)):
            places = [k for k in every if found.course(k, party) is not None]
            if places and dynamics.reason(party) is None:
                yield _at(found, stage, party, places)


def _at(
    found: UnseenBreaches, stage: int | None, party: int, places: list[int]
) -> UnseenBreach:
    """Give the best over the periods of one stage."""
    dynamics = found.dynamics
    threats: tuple[ThreatName, ...] = ("breakdown", "minmax")
    if dynamics.obstacle() is not None:
        threats = ("minmax",)
    best = {threat: _best(found, threat, party, places) for threat in threats}
    shown = threats[0]
    place, deviation = best[shown]
    known = {threat: _known(each.slack) for threat, (_, each) in best.items()}
    stakes, slack = stakes_of(dynamics, party), known[shown]
    return UnseenBreach(
        stage=stage,
        party=dynamics.parties[party],
        breach=told_breach(
            dynamics, Choice(found.layout.nodes[place], party), shown, deviation
        ),
        breakdown=known.get("breakdown"),
        minmax=known["minmax"],
        at_once=_known(deviation.unseen.at_once) if deviation.unseen else None,
        relative=None if slack is None else stakes.share(slack),
    )


def _known(value: float) -> float | None:
    return None if isnan(value) else value


def _best(
    found: UnseenBreaches, threat: ThreatName, party: int, places: list[int]
) -> tuple[int, Deviation]:
    """Give the breach with the least slack, and its node; an unknown one first."""
    bound = _BOUND[threat]
    each = (
        (place, best)
        for place in places
        if (best := found.best(Asked(place, party, threat, bound))) is not None
    )
    return min(each, key=lambda pair: float(np.nan_to_num(pair[1].slack, nan=-np.inf)))


_BOUND: dict[ThreatName, Bound] = {"breakdown": "high", "minmax": "values"}
"""The cautious end of what follows."""
