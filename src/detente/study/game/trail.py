"""What was done in the latest periods of a recursion, to tell when it repeats."""

import numpy as np

from detente.study.game.recursion import Played

LONGEST = 64
"""Periods of the longest cycle that is looked for."""
_ROOM = 1 << 24
"""Values of so many states, over all rows, fill what may be kept."""


class Trail:
    """The latest periods.

    Parameters
    ----------
    size : int
        Values of one period, over all rows.

    Attributes
    ----------
    alike : int
        How many periods in a row led where the last one led.
    """

    def __init__(self, size: int) -> None:
        self._longest = max(2, min(LONGEST, _ROOM // max(size, 1)))
        self._latest: list[Played] = []
        self._prints: list[int] = []
        self._tried: dict[int, int] = {}
        self.alike = 0

    def add(self, played: Played, periods: int = 1) -> None:
        """Take note of what was done in a period, or in several in a row."""
        self.alike = periods + (self.alike if self.repeats(played) else 0)
        kept = [played] * min(periods, self._longest)
        self._latest = [*self._latest, *kept][-self._longest :]
        self._prints += [played.print] * periods

    def repeats(self, played: Played) -> bool:
        """Whether it led where the period before led."""
        if not self._latest:
            return False
        before = self._latest[-1]
        return before is played or np.array_equal(played.ends, before.ends)

    def cycle(self) -> int:
        """Give the length of the cycle in which they go round, else 0."""
        seen, last = len(self._prints), self._prints[-1]
        # Where all led to the same for longer, it was solved as no cycle already.
        for length in range(max(2, self.alike + 1), self._longest + 1):
            # A cycle that did not go on is looked at again only after as many periods
            # more, since solving one costs as much as many periods.
            if seen < 2 * length or self._prints[-1 - length] != last:
                continue
            rested = seen >= 2 * self._tried.get(length, 0)
            latest = self._prints[-length:]
            if rested and latest == self._prints[-2 * length : -length]:
                self._tried[length] = seen
                return length
        return 0

    def latest(self, length: int) -> list[Played]:
        """Give the latest periods, the earliest first."""
        return self._latest[-length:]
