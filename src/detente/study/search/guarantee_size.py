"""Guarantees of some size against every party, and how large they have to be."""

from dataclasses import replace
from typing import TypeAlias

from detente.model.road_map import RoadMap
from detente.records import dataclass
from detente.study.deal.verdict import RoadMapCheck
from detente.study.game.dynamics import Dynamics
from detente.study.game.guarantee import Pledge
from detente.study.search.thresholds import made_up

Amounts: TypeAlias = tuple[float, ...]
"""What each party would owe, in file order."""


@dataclass(frozen=True, slots=True)
class Needed:
    """What one party has to face on the order found.

    Attributes
    ----------
    amount : float
        0 where it needs no guarantee against it.
    stage : int or None
        Where it binds; None is staying at the target. Of no meaning where
        the amount is 0.
    """

    party: str
    amount: float
    stage: int | None


@dataclass(frozen=True, slots=True)
class LeastGuarantee:
    """The least guarantee of one kind under which some order holds.

    Attributes
    ----------
    kind : str
        flow or lump: made up, believed for certain, against every party, for
        leaving undone or undoing anything of its own that was promised.
        scale: the penalties of the case's own guarantees, times this.
    amount : float or None
        The least common amount; None where none up to `most` helps.
    most : float
        How far the search went.
    gap : float
        How much less another order could need at most, above the last amount
        of the scan at which none holds; the amount itself where there was no time for
        more than that it is enough.
    needed : tuple of Needed
        One a party, none of which can be lowered alone; empty where there was no
        time to lower them.
    check : RoadMapCheck or None
        The judgement of the order under these amounts.
    """

    kind: str
    amount: float | None
    most: float
    gap: float
    road_map: RoadMap | None
    target: str | None
    needed: tuple[Needed, ...]
    check: RoadMapCheck | None

    @property
    def total(self) -> float | None:
        """What all parties' amounts come to, as needed on this order."""
        if self.amount is None:
            return None
        return sum(needed.amount for needed in self.needed)


def guaranteed(dynamics: Dynamics, kind: str, amounts: Amounts) -> Dynamics:
    """Give a case with guarantees of some size.

    Parameters
    ----------
    dynamics : Dynamics
    kind : str
        flow, lump or scale.
    amounts : tuple of float
        What each party would owe; a factor for `scale`.

    Returns
    -------
    Dynamics
    """
    if kind == "scale":
        scaled = tuple(
            _scaled(pledge, party, amount)
            for pledge in dynamics.pledges
            for party, amount in enumerate(amounts)
            if pledge.covered[party]
        )
        return dynamics.with_numbers(pledges=scaled)
    added = (
        made_up(dynamics, party, (kind, amount))
        for party, amount in enumerate(amounts)
        if amount > 0
    )
    return dynamics.with_numbers(pledges=(*dynamics.pledges, *added))


def _scaled(pledge: Pledge, party: int, factor: float) -> Pledge:
    """Give what a guarantee means for one party alone, its penalty scaled."""
    covered = [own if each == party else 0 for each, own in enumerate(pledge.covered)]
    flow, lump = pledge.penalty
    penalty = (flow * factor, lump * factor)
    return replace(pledge, covered=tuple(covered), penalty=penalty)
