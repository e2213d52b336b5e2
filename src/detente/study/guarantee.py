"""Guarantees: what a breacher owes, for as long as its breach stands."""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from detente.engine import Bools, Engine
from detente.engine.discounted import Values
from detente.engine.turn import bits_of
from detente.model.case import Case
from detente.model.formula import TRUE
from detente.model.quantity import Amount
from detente.model.road_map import Guarantee

__all__ = [
    "Pledge",
    "Promise",
    "belief",
    "open_pledges",
    "owed_flows",
    "owes",
    "promise_of",
]

Promise: TypeAlias = tuple[tuple[int, int], ...]
"""For each pledge, which options a party has promised to leave taken, and which
to leave undone, as sets of bits; both empty where the pledge is not against it.
"""


@dataclass(frozen=True, eq=False)
class Pledge:
    """A guarantee in expected amounts: what is promised times how far believed.

    Attributes
    ----------
    id : str
    protects : int
        Position of the party that is compensated.
    covered : tuple of int
        For each party, which of its options count, as a set of bits; 0 where
        the guarantee is not against it.
    penalty, compensation : (float, float)
        Flow per period in breakdown, and lump at the breach.
    when : bool array, shape (n_states,)
        Where it is in force.
    believed : float
        From 0 to 1.
    """

    id: str
    protects: int
    covered: tuple[int, ...]
    penalty: tuple[float, float]
    compensation: tuple[float, float]
    when: Bools
    believed: float


def belief(case: Case, guarantee: Guarantee) -> float:
    """Give how far the guarantors are believed, from 0 to 1.

    Without a number of its own it is the share of commitments that they kept,
    by the events up to `as_of`, with one kept and one broken added: (kept + 1)
    / (kept + broken + 2), the rule of succession (Laplace 1814).
    """
    if guarantee.believed is not None:
        return float(guarantee.believed.value)
    kinds = [
        event.kind
        for event in case.events
        if set(event.parties) & set(guarantee.by)
        and (case.as_of is None or event.date <= case.as_of)
    ]
    kept, broken = kinds.count("kept"), kinds.count("breach")
    return (kept + 1) / (kept + broken + 2)


def open_pledges(engine: Engine, case: Case) -> tuple[Pledge, ...]:
    """Turn the guarantees of a case into expected amounts.

    Parameters
    ----------
    engine : Engine
        The states.
    case : Case
        The guarantees, and the record of the guarantors.

    Returns
    -------
    tuple of Pledge
        In file order.
    """
    return tuple(
        _pledge(engine, guarantee, belief(case, guarantee))
        for guarantee in case.negotiation.guarantees
    )


def _pledge(engine: Engine, guarantee: Guarantee, believed: float) -> Pledge:
    bits = bits_of(engine.case)
    counted = guarantee.undoing or tuple(bits)
    covered = [
        sum(
            1 << bits[option.id]
            for option in engine.case.party[party].options
            if option.id in bits and option.id in counted
        )
        if party in guarantee.against
        else 0
        for party in engine.parties
    ]

    def expected(amount: Amount | None) -> float:
        return believed * float(amount.value) if amount else 0.0

    return Pledge(
        id=guarantee.id,
        protects=engine.parties.index(guarantee.protects),
        covered=tuple(covered),
        penalty=(expected(guarantee.penalty_flow), expected(guarantee.penalty_lump)),
        compensation=(
            expected(guarantee.compensation_flow),
            expected(guarantee.compensation_lump),
        ),
        when=np.ones(engine.n_states, np.bool_)
        if guarantee.when == TRUE
        else engine.truth(guarantee.when),
        believed=believed,
    )


def promise_of(
    pledges: tuple[Pledge, ...], party: int, promised: int, start: int
) -> Promise:
    """Give what a party may not leave undone or undo after a breach.

    Parameters
    ----------
    pledges : tuple of Pledge
        The guarantees.
    party : int
        The breacher.
    promised : int
        The state that the road map prescribes, with what it took early added.
    start : int
        The state at which the road map starts.

    Returns
    -------
    Promise
        What is taken there is to stay taken; what stood at the start and is
        undone there is to stay undone.
    """
    return tuple(
        (pledge.covered[party] & promised, pledge.covered[party] & start & ~promised)
        for pledge in pledges
    )


def owes(
    pledge: Pledge,
    promise: tuple[int, int],
    states: npt.NDArray[np.int64] | None = None,
) -> Bools:
    """Find where a breacher owes: in force, and something promised is missing.

    Parameters
    ----------
    pledge : Pledge
    promise : (int, int)
        The options to leave taken, and to leave undone, as sets of bits.
    states : int64 array or None
        The states asked about; None is all.

    Returns
    -------
    bool array, shape (n_states,)
    """
    kept, undone = promise
    force = pledge.when if states is None else pledge.when[states]
    states = np.arange(force.size) if states is None else states
    missing: Bools = ((~states & kept) | (states & undone)) != 0
    return force & missing


@dataclass(frozen=True, eq=False)
class Levy:
    """A lump, paid in the first period that ends where it is owed.

    Attributes
    ----------
    where : bool array, shape (n_states,)
        Where it is owed.
    adds : float64 array, shape (n_rows,)
        What it adds to each row's flow, negative for the breacher.
    """

    where: Bools
    adds: npt.NDArray[np.float64]


def owed_flows(
    pledges: tuple[Pledge, ...],
    breacher: int,
    promise: Promise,
    shape: tuple[int, int],
    states: npt.NDArray[np.int64] | None = None,
) -> Values:
    """Give what guarantees add to each party's flow after a breach.

    Parameters
    ----------
    pledges : tuple of Pledge
        The guarantees.
    breacher : int
        Position of the party that pays penalties.
    promise : Promise
        What it had promised.
    shape : (int, int)
        (n_parties, n_states).
    states : int64 array, shape (n_states,), or None
        The states asked about; None is all.

    Returns
    -------
    float64 array of that shape
        Negative for the breacher, positive for those protected.
    """
    added = np.zeros(shape)
    for pledge, promised in zip(pledges, promise, strict=True):
        if any(promised) and (pledge.penalty[0] or pledge.compensation[0]):
            where = owes(pledge, promised, states)
            added[breacher] -= pledge.penalty[0] * where
            added[pledge.protects] += pledge.compensation[0] * where
    return added


def owed_lumps(
    pledges: tuple[Pledge, ...], breacher: int, promise: Promise, n_parties: int
) -> tuple[Levy, ...]:
    """Give the lumps that fall due after a breach.

    Parameters
    ----------
    pledges : tuple of Pledge
        The guarantees.
    breacher : int
        Position of the party that pays penalties.
    promise : Promise
        What it had promised.
    n_parties : int

    Returns
    -------
    tuple of Levy
        With one row a party.
    """
    levies = []
    for pledge, promised in zip(pledges, promise, strict=True):
        if any(promised) and (pledge.penalty[1] or pledge.compensation[1]):
            adds = np.zeros(n_parties)
            adds[breacher] -= pledge.penalty[1]
            adds[pledge.protects] += pledge.compensation[1]
            levies.append(Levy(owes(pledge, promised), adds))
    return tuple(levies)
