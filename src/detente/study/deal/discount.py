"""Powers of patience: what flows that begin later count."""

import numpy as np
import numpy.typing as npt

Values = npt.NDArray[np.float64]


class Discount:
    """Powers of patience, each found once.

    Parameters
    ----------
    patience : float64 array, shape (n_draws,), or float
        Discount factors per period.
    """

    def __init__(self, patience: Values | float) -> None:
        self.patience = patience
        self.now: Values | float = 1 - patience
        self._after: dict[int, Values | float] = {}

    def after(self, periods: int) -> Values | float:
        """Give what a flow counts that begins so many periods later."""
        if periods not in self._after:
            self._after[periods] = self.patience**periods
        return self._after[periods]
