"""Periods in which all do the same: how long that lasts, without playing them all.

The values of such periods come near what the play is worth for ever by the same factor
each time, once it leads to rest. All that is compared then moves along a straight line,
so that the play lasts up to one period and never comes back: a search by halves finds
it.
"""

from detente.engine.period.discounted import Values
from detente.study.game.recursion import Played, Recursion, same_turns

_FIRST = 4
"""Periods ahead at which it is looked first whether all still do the same."""


class ConstantPlay:
    """What some play comes to, if it goes on.

    Parameters
    ----------
    recursion : Recursion
    played : Played
        What all did in the last period, and in the one before.
    worth : (float64 array, float64 array), each of shape (n_rows, n_states)
        What that period's beginning is worth, and what it is worth if all do so for
        ever.

    Attributes
    ----------
    rests : bool
        Whether all states are led to rest within a period.
    """

    def __init__(
        self, recursion: Recursion, played: Played, worth: tuple[Values, Values]
    ) -> None:
        self._recursion, self._played = recursion, played
        values, self._limit = worth
        ends = played.ends
        self.rests = recursion.rests(played)
        self._left = values - self._limit
        weight = recursion.weight
        self._weight = weight if weight.shape[1] == 1 else weight.take(ends, axis=1)

    def at(self, periods: int) -> Values:
        """Give the values so many periods further; shape (n_rows, n_states)."""
        return self._limit + self._weight**periods * self._left

    def lasting(self, most: int) -> int:
        """Count the periods, up to some number, that are still played so.

        Parameters
        ----------
        most : int
            At least 1.

        Returns
        -------
        int
            0 where another play follows at once.
        """
        # The last period was played so from `at(-1)`, and each `at(n)` in between is.
        low, high = -1, min(_FIRST, most - 1)
        while self._goes_on(high):
            low = high
            if high == most - 1:
                return most
            high = min(2 * high, most - 1)
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if self._goes_on(middle) else (low, middle)
        return low + 1

    def _goes_on(self, periods: int) -> bool:
        _, played = self._recursion.period(self.at(periods))
        return same_turns(self._played, played)
