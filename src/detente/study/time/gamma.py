"""The gamma distribution: shares, and the values up to which they reach.

In plain Python, since nothing else here needs a library for it; the tests hold it to
SciPy.
"""

from math import exp, inf, lgamma, log

_DIGITS = 1e-16
_HALVES = 200


def gamma_share(shape: float, value: float) -> float:
    """Give how much of a gamma distribution of rate 1 lies up to a value.

    Parameters
    ----------
    shape, value : float
        Above 0, and not below it.

    Returns
    -------
    float
        From 0 to 1.

    Notes
    -----
    The power series of the lower incomplete gamma function, all terms of which are
    positive (Abramowitz and Stegun 1964, 6.5.29).
    """
    if value <= 0:
        return 0.0
    term = total = 1.0
    after = shape
    while term > _DIGITS * total:
        after += 1
        term *= value / after
        total += term
    return min(1.0, total * exp(shape * log(value) - value - lgamma(shape + 1)))


def gamma_quantile(shape: float, share: float) -> float:
    """Give the value up to which a share of a gamma distribution of rate 1 lies.

    Parameters
    ----------
    shape : float
        Above 0.
    share : float
        From 0 to below 1.

    Returns
    -------
    float

    Raises
    ------
    ValueError
        For a share that is none.
    """
    if not 0 <= share < 1:
        raise ValueError
    low, high = 0.0, max(1.0, shape)
    while gamma_share(shape, high) < share:
        high *= 2
    for _ in range(_HALVES):
        middle = (low + high) / 2
        if middle in (low, high, inf):
            break
        low, high = (
            (middle, high) if gamma_share(shape, middle) < share else (low, middle)
        )
    return high
