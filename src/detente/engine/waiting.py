"""How long a person will wait: how fast this machine is, and how that is said.

Prices (`study/price.py`) are seconds on one core of 2020, so that what hangs on them,
such as how many draws are made, is the same everywhere. What a person is told to wait
is for the machine that she sits at.
"""

from functools import cache
from time import perf_counter

from detente.errors import Counted, Message

_REFERENCE = 1e-3
"""Seconds that the probe takes on the core for which prices are told."""
_TIMES = 5
_LEAST, _MOST = 0.1, 10.0
_TURNS, _STATES = 24, 4096
_MINUTE = 60


@cache
def speed() -> float:
    """Measure this machine once, in some milliseconds.

    Returns
    -------
    float
        How many times as fast as the core for which prices are told; larger is faster.
    """
    # The quickest of some: others who use the machine now may be gone in a moment.
    taken = min(_probe() for _ in range(_TIMES))
    return min(max(_REFERENCE / taken, _LEAST), _MOST)


def in_words(seconds: float) -> Message:
    """Say what is to come: tens of seconds, from a minute and a half on minutes.

    Parameters
    ----------
    seconds : float

    Returns
    -------
    Message
    """
    if seconds < 1.5 * _MINUTE:
        return Counted(
            "this takes about {n} second; --time sets an end, and what is done by "
            "then is shown",
            "this takes about {n} seconds; --time sets an end, and what is done by "
            "then is shown",
            10 * max(1, round(seconds / 10)),
        )
    return Counted(
        "this takes about {n} minute; --time sets an end, and what is done by then is "
        "shown",
        "this takes about {n} minutes; --time sets an end, and what is done by then "
        "is shown",
        round(seconds / _MINUTE),
    )


def _probe() -> float:
    """Time what studies mostly do: short loops of Python around arrays of this size."""
    import numpy as np  # noqa: PLC0415 - where nothing takes long it is not needed

    values = np.linspace(0.0, 1.0, _STATES)
    places = np.arange(_STATES)[::-1].copy()
    known: dict[int, float] = {}
    begun = perf_counter()
    for turn in range(_TURNS):
        there = values.take(places)
        better = there > values
        values = np.where(better, there, values) * 0.9
        for place in range(100):
            known[place] = known.get(place, 0.0) + turn
    return perf_counter() - begun
