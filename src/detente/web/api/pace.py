"""How often somebody may ask: a measure that fills again as time goes by."""

import math
from collections.abc import Hashable
from threading import Lock
from time import monotonic

_MOST = 10_000
"""Measures that are kept before those that are full again are forgotten."""


class Pace:
    """So many in a minute for each, and all of them at once if need be.

    Each process of the server keeps its own.

    Parameters
    ----------
    a_minute : int
    """

    def __init__(self, a_minute: int) -> None:
        self._most = float(a_minute)
        self._a_second = a_minute / 60
        self._left: dict[Hashable, tuple[float, float]] = {}
        self._lock = Lock()

    def wait(self, who: Hashable, now: float | None = None) -> int:
        """Take one from somebody's measure.

        Parameters
        ----------
        who : hashable
        now : float or None
            Seconds of a clock; None reads it.

        Returns
        -------
        int
            0, else the seconds until there is one again.
        """
        now = monotonic() if now is None else now
        with self._lock:
            if len(self._left) > _MOST:
                self._forget(now)
            left = self._filled(who, now)
            taken = left >= 1
            self._left[who] = (left - 1 if taken else left, now)
        return 0 if taken else max(1, math.ceil((1 - left) / self._a_second))

    def known(self) -> set[Hashable]:
        """Give those whose measure is kept: all others have a full one."""
        return set(self._left)

    def _filled(self, who: Hashable, now: float) -> float:
        left, since = self._left.get(who, (self._most, now))
        return min(self._most, left + (now - since) * self._a_second)

    def _forget(self, now: float) -> None:
        full = [who for who in self._left if self._filled(who, now) >= self._most]
        for who in full:
            del self._left[who]
