"""From what a party wants to ordinal payoffs, larger is better.

Statements are compared lexicographically, most important first, whatever
their number; a ranking by its positions; weights by their exact sums. The
order among feasible states is what counts: the numbers mean nothing else.
"""

from collections.abc import Sequence
from functools import reduce
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from detente.model.formula import Formula
from detente.model.preference import Preference
from detente.model.quantity import scaled

_LIMB = 30
_CARRY = 32
_INT32 = 2**31 - 2
_INT64 = 2**63 - 1


class Space(Protocol):
    """The states of a case, as far as preferences ask about them.

    Attributes
    ----------
    shape : tuple of int
        Of an array over all states, in the order of their numbers.
    """

    shape: tuple[int, ...]

    def holds(self, formula: Formula) -> npt.NDArray[np.bool_]:
        """Where a formula holds; broadcasts to `shape`."""
        ...

    def matching(self, pattern: str) -> npt.NDArray[np.int64]:
        """Numbers of the states that a line of a ranking names."""
        ...


def ordinal(preference: Preference, space: Space) -> npt.NDArray[np.int32]:
    """Order the states by what a party wants.

    Parameters
    ----------
    preference : Preference
        The order is that of its weights, else of statements, else of a ranking.
    space : Space
        The states.

    Returns
    -------
    int32 array, shape (n_states,)
        Larger is better, equal is indifferent; above the lowest and below the
        highest int32. Arbitrary at infeasible states.

    References
    ----------
    Hipel, Fang, Kilgour and Peng (1997) for prioritised statements.
    """
    if preference.order == "statements":
        formulas = [statement.formula for statement in preference.statements]
        return _prioritised(formulas, space).reshape(-1)
    if preference.order == "ranking":
        return _ranked(preference.ranking, space)
    formulas = [weight.of for weight in preference.weights]
    return _weighed(formulas, _amounts(preference), space).reshape(-1)


def needs_sorting(preference: Preference) -> bool:
    """Whether scores do not fit int32, so that they are replaced by ranks.

    Parameters
    ----------
    preference : Preference
        A party's.

    Returns
    -------
    bool
    """
    if preference.order == "statements":
        return len(preference.statements) > _LIMB
    return preference.order == "weights" and _bound(_amounts(preference)) > _INT32


def _amounts(preference: Preference) -> tuple[int, ...]:
    return scaled(tuple(weight.amount.value for weight in preference.weights))


def _bound(amounts: Sequence[int]) -> int:
    """Give the most that a sum of some of the amounts can be, in size."""
    return sum(map(abs, amounts))


def _ranked(
    ranking: tuple[tuple[str, ...], ...], space: Space
) -> npt.NDArray[np.int32]:
    order = np.zeros(space.shape, np.int32).reshape(-1)
    for place, tie in enumerate(ranking):
        for pattern in tie:
            order[space.matching(pattern)] = len(ranking) - place
    return order


def _prioritised(formulas: Sequence[Formula], space: Space) -> npt.NDArray[np.int32]:
    chunks = [formulas[i : i + _LIMB] for i in range(0, len(formulas), _LIMB)]
    scores = (
        _sum(chunk, [1 << place for place in reversed(range(len(chunk)))], space)
        for chunk in chunks
    )
    return reduce(_refined, scores)


def _weighed(
    formulas: Sequence[Formula], amounts: Sequence[int], space: Space
) -> npt.NDArray[np.int32]:
    bound = _bound(amounts)
    if bound <= _INT32:
        return _sum(formulas, amounts, space)
    if bound <= _INT64:
        return _dense(_sum(formulas, amounts, space, np.int64))
    return _weighed_in_limbs(formulas, amounts, space)


def _weighed_in_limbs(
    formulas: Sequence[Formula], amounts: Sequence[int], space: Space
) -> npt.NDArray[np.int32]:
    """Compare sums beyond int64, as numbers to the base 2**32."""
    mask = (1 << _CARRY) - 1
    n_limbs = _bound(amounts).bit_length() // _CARRY + 1
    limbs = []
    carry = np.zeros(space.shape, np.int64)
    for limb in range(n_limbs):
        digits = [amount >> _CARRY * limb & mask for amount in amounts]
        total = carry + _sum(formulas, digits, space, np.int64)
        limbs.append(total & mask)
        carry = total >> _CARRY
    negative = [-1 if amount < 0 else 0 for amount in amounts]
    top = _dense(carry + _sum(formulas, negative, space, np.int64))
    return reduce(_refined, reversed(limbs), top)


def _sum(
    formulas: Sequence[Formula],
    amounts: Sequence[int],
    space: Space,
    dtype: type[np.int32 | np.int64] = np.int32,
) -> npt.NDArray[Any]:
    """Add up the amounts of the formulas that hold."""
    total = np.zeros(space.shape, dtype)
    for formula, amount in zip(formulas, amounts, strict=True):
        np.add(total, space.holds(formula) * dtype(amount), out=total)
    return total


def _refined(
    order: npt.NDArray[np.int32], within: npt.NDArray[np.int32 | np.int64]
) -> npt.NDArray[np.int32]:
    """Break the ties of an order by whole numbers from 0 to 2**32 - 1."""
    return _dense((_dense(order).astype(np.int64) << _CARRY) + within)


def _dense(
    order: npt.NDArray[np.int32 | np.int64],
) -> npt.NDArray[np.int32]:
    """Replace numbers by their places, smallest first, from 0."""
    places = np.unique(order, return_inverse=True)[1]
    return places.reshape(order.shape).astype(np.int32)
