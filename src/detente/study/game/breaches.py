"""The breaches of one party at one node."""

import numpy as np
import numpy.typing as npt

from detente.records import dataclass


@dataclass(frozen=True, eq=False)
class Breaches:
    """Every breach that one party can commit at one node.

    Attributes
    ----------
    part : int
        What it should do there: its flips, as a set of bits.
    part_cost : float
        What doing that costs, in utility.
    flips, landings : int64 array, shape (n_breaches,)
        What it does instead, and the state where that lands.
    costs : float64 array, shape (n_breaches,)
        What doing it costs, in utility.
    """

    part: int
    part_cost: float
    flips: npt.NDArray[np.int64]
    landings: npt.NDArray[np.int64]
    costs: npt.NDArray[np.float64]
