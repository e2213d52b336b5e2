"""From random numbers between 0 and 1 to values of assumed numbers."""

import numpy as np
import numpy.typing as npt

from detente.study.robustness.assumed_numbers import Assumption

Drawn = npt.NDArray[np.float64]


class Scale:
    """Turns random numbers into values of assumptions, column by column.

    Parameters
    ----------
    assumptions : tuple of Assumption

    Attributes
    ----------
    low, high : float64 array, shape (n_assumptions,)
    by_ratio : bool array, shape (n_assumptions,)
        Where ratios are equally likely, not numbers.
    """

    def __init__(self, assumptions: tuple[Assumption, ...]) -> None:
        self.low = np.array([each.low for each in assumptions], float)
        self.high = np.array([each.high for each in assumptions], float)
        self.by_ratio = np.array([not each.written for each in assumptions], bool)

    def values(self, random: Drawn) -> Drawn:
        """Give values within the ranges.

        Parameters
        ----------
        random : float64 array, shape (n_draws, n_assumptions)
            From 0 to 1, all equally likely.

        Returns
        -------
        float64 array, shape (n_draws, n_assumptions)
        """
        found: Drawn = self.low + random * (self.high - self.low)
        ratio = self.by_ratio
        low, high = self.low[ratio], self.high[ratio]
        found[:, ratio] = low * np.exp(random[:, ratio] * np.log(high / low))
        np.clip(found, self.low, self.high, out=found)
        return found
