"""Trade-offs of a party as inequalities between its weights."""

import numpy as np
import numpy.typing as npt

from detente.model.preference import Preference


def tradeoff_matrix(preference: Preference) -> npt.NDArray[np.float64]:
    """Write the trade-offs of a party as linear inequalities of its weights.

    Parameters
    ----------
    preference : Preference
        Its trade-offs speak of formulas that it weighs.

    Returns
    -------
    float64 array, shape (n_tradeoffs, n_weights)
        The weights `w`, in file order, satisfy all of them where
        ``matrix @ w >= 0``: how often a weight stands on the side that is worth
        more, less how often on the other.
    """
    counts = [
        [each.more.count(w.of) - each.than.count(w.of) for w in preference.weights]
        for each in preference.tradeoffs
    ]
    shape = len(preference.tradeoffs), len(preference.weights)
    return np.array(counts, np.float64).reshape(shape)
