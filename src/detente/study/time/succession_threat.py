"""What follows one breach while leaders change, and what tells breaches apart."""

from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from detente.records import dataclass
from detente.study.deal.deviation import ThreatName
from detente.study.game.continuation_game import promised
from detente.study.game.debt import Levy
from detente.study.game.guarantee import Promise
from detente.study.time.course import Course

Numbers: TypeAlias = npt.NDArray[np.int64]
Key: TypeAlias = tuple[object, ...]
"""A threat: who breached, and what it had promised, where that tells."""


@dataclass(frozen=True, eq=False)
class SuccessionThreat:
    """What follows a breach while leaders change.

    Attributes
    ----------
    wanted : int64 array, shape (n_wanted,)
        The states, ascending, of which values are given.
    courses : tuple of (Course, int64 array)
        Groups of options that have nothing to do with each other, with the column of
        each state that is asked about; what they are worth adds up.
    levies : tuple of Levy
        The lumps.
    breacher : int
        Its row among what lumps add.
    """

    wanted: Numbers
    courses: tuple[tuple[Course, Numbers], ...]
    levies: tuple[Levy, ...]
    breacher: int

    def begins(self, time: int, world: int) -> npt.NDArray[np.float64]:
        """Give what the breakdown is worth at the beginning of a period.

        Parameters
        ----------
        time : int
            Periods since the day of the case.
        world : int
            The deadlines that have opened.

        Returns
        -------
        float64 array, shape (n_profiles * n_rows, n_wanted)
            The rows of one combination of leaders after those of another.
        """
        return self._summed(
            [
                course.begins(time, world if course.countdown.dues else 0)[:, :, at]
                for course, at in self.courses
            ]
        )

    def after(self, time: int, world: int) -> npt.NDArray[np.float64]:
        """Give what a period's beginning is worth at the end of the one before.

        Parameters
        ----------
        time, world : int
            The period that begins, and the deadlines that had opened before it.

        Returns
        -------
        float64 array, shape (n_profiles * n_rows, n_wanted)
            Lumps due at that end included.
        """
        return self._summed(
            [
                course.after(time, world if course.countdown.dues else 0)[:, :, at]
                for course, at in self.courses
            ]
        )

    def _summed(self, parts: list[npt.NDArray[np.float64]]) -> npt.NDArray[np.float64]:
        total: npt.NDArray[np.float64] = sum(parts[1:], start=parts[0])
        return total.transpose(1, 0, 2).reshape(-1, total.shape[2])

    @property
    def all_exact(self) -> bool:
        """Whether everything that has been solved rests on fixed points."""
        return all(course.exact for course, _ in self.courses)

    def at(self, states: Numbers) -> Numbers:
        """Give the columns in which states are kept."""
        return np.searchsorted(self.wanted, states)

    def lump(self, states: Numbers, world: int) -> npt.NDArray[np.float64]:
        """Give what a breach costs the breacher at once, by where it lands."""
        total = np.zeros(states.size)
        for levy in self.levies:
            if levy.until & world:
                continue
            total -= levy.adds[self.breacher] * levy.where[states]
        return total


def threat_key(name: ThreatName, party: int, promise: Promise) -> Key:
    """Name what follows a breach: the same for all where nothing tells them apart.

    Parameters
    ----------
    name : str
        breakdown or minmax.
    party : int
        The breacher.
    promise : Promise
        What it had promised.

    Returns
    -------
    tuple
    """
    # If each plays for itself and nothing is owed, it is all one who breached: one
    # solution serves all. All against one are against somebody.
    idle, minmax = not promised(promise), name == "minmax"
    return (None if idle and not minmax else party, () if idle else promise)
