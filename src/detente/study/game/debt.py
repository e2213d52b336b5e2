"""What a breacher owes to guarantees, as flows and as lumps, state by state."""

from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from detente.engine import Bools
from detente.engine.period.discounted import Values
from detente.records import dataclass
from detente.study.game.guarantee import Pledge, Promise, Promised

Numbers: TypeAlias = npt.NDArray[np.int64]


def owes(pledge: Pledge, promised: Promised, states: Numbers | None = None) -> Bools:
    """Find where a breacher owes: in force, and something promised is missing.

    Parameters
    ----------
    pledge : Pledge
        The guarantee.
    promised : Promised
        What the breacher had promised to it.
    states : int64 array or None
        The states asked about; None is all.

    Returns
    -------
    bool array, shape (n_states,)
        True where a flow is due, and where a lump would be.
    """
    states = np.arange(pledge.when.size) if states is None else states
    missing: Bools = ((~states & promised.kept) | (states & promised.undone)) != 0
    return missing & pledge.in_force(states, promised.late)


@dataclass(frozen=True, eq=False)
class Levy:
    """A lump, paid in the first period that ends where it is owed.

    Attributes
    ----------
    where : bool array, shape (n_states,)
        Where it is owed.
    adds : float64 array, shape (n_rows,)
        What it adds to each row's flow, negative for the breacher.
    until : int
        The worlds in which its guarantee has ended, as a set of bits.
    """

    where: Bools
    adds: npt.NDArray[np.float64]
    until: int = 0


@dataclass(frozen=True, eq=False)
class Lapsing:
    """What guarantees add to flows until they end.

    Attributes
    ----------
    until : int
        The worlds in which they have ended, as a set of bits.
    adds : float64 array, shape (n_rows, n_states)
    """

    until: int
    adds: Values


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
        if promised and (pledge.penalty[0] or pledge.compensation[0]):
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
        How many rows a lump is spread over.

    Returns
    -------
    tuple of Levy
        With one row a party.
    """
    levies = []
    for pledge, promised in zip(pledges, promise, strict=True):
        if promised and (pledge.penalty[1] or pledge.compensation[1]):
            adds = np.zeros(n_parties)
            adds[breacher] -= pledge.penalty[1]
            adds[pledge.protects] += pledge.compensation[1]
            levies.append(Levy(owes(pledge, promised), adds, pledge.until))
    return tuple(levies)
