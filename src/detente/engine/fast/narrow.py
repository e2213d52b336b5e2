"""Values in few bytes for compiled loops, and back."""

from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from detente.engine.contract import Bools, Indices
from detente.engine.fast.compiled import kernel

Narrow: TypeAlias = npt.NDArray[Any]
"""int16 or int32."""

_READ = "Array(int32, 1, 'C', True), Array(boolean, 1, 'C', True)"
"""Values, and which states count; neither is written to."""
_TWO = "UniTuple(int64, 2)"


@kernel(
    f"void({_READ}, {_TWO}, int16[::1], {_TWO})",
    f"void({_READ}, {_TWO}, int32[::1], {_TWO})",
)
def narrowed(
    values: npt.NDArray[np.int32],
    counts: Bools,
    scale: tuple[int, int],
    found: Narrow,
    span: tuple[int, int],
) -> None:
    """Write values in few bytes, and the largest number where a state does not count.

    Parameters
    ----------
    values : int32 array, shape (n_states,)
    counts : bool array, shape (n_states,)
        Which states are feasible.
    scale : (int, int)
        A sign and a base: `sign * value - base` is written.
    found : int16 or int32 array, shape (n_states,)
        Becomes what is written.
    span : (int, int)
        The first state that is done, and the first that is not.
    """
    sign, base = scale
    nothing = (1 << (8 * found.itemsize - 1)) - 1
    for state in range(np.uint64(span[0]), np.uint64(span[1])):
        told = sign * np.int64(values[state]) - base
        found[state] = told if counts[state] else nothing


@kernel(
    f"void(int16[::1], {_TWO}, int32[::1], {_TWO})",
    f"void(int32[::1], {_TWO}, int32[::1], {_TWO})",
)
def widened(
    found: Narrow,
    scale: tuple[int, int],
    values: npt.NDArray[np.int32],
    span: tuple[int, int],
) -> None:
    """Write back what `narrowed` wrote; at states that do not count anything.

    Parameters
    ----------
    found : int16 or int32 array, shape (n_states,)
    scale : (int, int)
        As it was given to `narrowed`.
    values : int32 array, shape (n_states,)
        Becomes the values.
    span : (int, int)
        The first state that is done, and the first that is not.
    """
    sign, base = scale
    for state in range(np.uint64(span[0]), np.uint64(span[1])):
        values[state] = sign * (np.int64(found[state]) + base)


@kernel(f"void({_READ}, int64[::1])")
def bounds(values: npt.NDArray[np.int32], counts: Bools, found: Indices) -> None:
    """Find the least and the largest value among states that count.

    Parameters
    ----------
    values : int32 array, shape (n_states,)
    counts : bool array, shape (n_states,)
        Which states are feasible.
    found : int64 array, shape (2,)
        Becomes the two; the first is the larger where no state counts.
    """
    low, high = 2147483647, -2147483648
    for state in range(values.shape[0]):
        value = int(values[state])
        low = min(low, value if counts[state] else 2147483647)
        high = max(high, value if counts[state] else -2147483648)
    found[0], found[1] = low, high
