"""What follows a breach: everyone for itself (T1), all others against one (T2).

Both are the limit of a recursion that starts from "frozen for ever". T2 is a
contraction and has one limit. T1 is a Markov-perfect equilibrium with
sequential movers where the recursion stops, which is then verified by one-shot
deviations; where it goes round in a cycle instead, the least and the largest
values over the cycle are kept as a band, and nothing is called exact.

References
----------
Maskin and Tirole (2001) for Markov-perfect equilibria; Brent (1980) for the
detection of cycles.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil, log
from typing import TypeAlias

import numpy as np

from detente.engine import Bools
from detente.engine.discounted import (
    Landings,
    Values,
    breakdown_period,
    minmax_period,
)
from detente.engine.turn import Turn

__all__ = ["Aftermath", "Leaving", "solve_breakdown", "solve_minmax", "tie_tolerance"]

Period = Callable[[Values], Landings]
"""Lets all take their turns on values from the end of the turns on, in place."""
Leaving: TypeAlias = tuple[Bools, Values]
"""Where a period's end leaves the recursion, and what follows it then."""

_TIE = 1e-12
_FIXED = 1e-10
_NOTHING = 1e-18
_SWEEPS = (64, 1024)


@dataclass(frozen=True, eq=False)
class Aftermath:
    """What a breach is followed by, from the next period on.

    Attributes
    ----------
    values : float64 array, shape (n_rows, n_states)
        In flow units per period; a row a party, or one row under T2.
    low, high : float64 array, shape (n_rows, n_states)
        The band over a cycle; both are `values` where it is exact.
    landings : int32 array, shape (n_states,)
        Where a period ends that begins at each state.
    sweeps, cycle : int
        How many periods were computed; the length of the cycle, 1 for a fixed
        point, 0 where neither showed.
    """

    values: Values
    low: Values
    high: Values
    landings: Landings
    sweeps: int
    cycle: int

    @property
    def exact(self) -> bool:
        """Whether the values are a fixed point, verified by one-shot deviations."""
        return self.cycle == 1


def tie_tolerance(utility: Values) -> float:
    """Give the difference of values that counts as none."""
    return _TIE * max(1.0, float(np.abs(utility).max(initial=0.0)))


def solve_breakdown(
    turns: Sequence[Turn],
    utility: Values,
    patience: Values,
    feasible: Bools,
    leaving: Leaving | None = None,
) -> Aftermath:
    """Solve the breakdown: from now on everyone plays for itself.

    Parameters
    ----------
    turns : sequence of Turn
        In the order in which the parties act.
    utility : float64 array, shape (n_parties, n_states)
        Flow utilities.
    patience : float64 array, shape (n_parties,)
        Discount factors per period, from 0 to below 1.
    feasible : bool array, shape (n_states,)
    leaving : Leaving or None
        Where the recursion goes over to values that are known.

    Returns
    -------
    Aftermath
    """
    tolerance = tie_tolerance(utility)

    def period(values: Values) -> Landings:
        return breakdown_period(turns, values, feasible, 1 - patience, tolerance)

    flow = np.where(feasible, utility, 0.0)
    return _solve(period, (flow, patience, leaving), jump=False)


def solve_minmax(
    turns: Sequence[Turn],
    party: int,
    utility: Values,
    patience: float,
    feasible: Bools,
    leaving: Leaving | None = None,
) -> Aftermath:
    """Solve the min-max: all others act to hurt one party.

    Parameters
    ----------
    turns : sequence of Turn
        In the order in which the parties act.
    party : int
        The one who is hurt.
    utility : float64 array, shape (1, n_states)
        Its flow utility.
    patience : float
        Its discount factor per period, from 0 to below 1.
    feasible : bool array, shape (n_states,)
    leaving : Leaving or None
        Where the recursion goes over to values that are known.

    Returns
    -------
    Aftermath
        With one row.
    """

    def period(values: Values) -> Landings:
        return minmax_period(turns, party, values, feasible, 1 - patience)

    flow = np.where(feasible, utility, 0.0)
    return _solve(period, (flow, np.array([patience]), leaving), jump=True)


def _solve(
    period: Period, terms: tuple[Values, Values, Leaving | None], *, jump: bool
) -> Aftermath:
    """Iterate from "frozen for ever" to a fixed point, a cycle or the horizon.

    With `jump`, for a contraction, whose limit does not depend on the start,
    the recursion goes on from the present policy's own values now and then.
    """
    utility, patience, leaving = terms
    discount = patience[:, np.newaxis]
    fixed = _FIXED * max(1.0, float(np.abs(utility).max(initial=0.0)))
    flow, weight = (1 - discount) * utility, np.broadcast_to(discount, utility.shape)
    values = utility
    if leaving is not None:
        where, known = leaving
        flow = flow + np.where(where, discount * known, 0.0)
        weight = np.where(where, 0.0, discount)
        values = np.where(where, flow, utility)
    landings, anchor, anchored = np.empty(0, np.int32), values, 0
    low = high = values
    horizon = _horizon(patience)
    for sweep in range(1, horizon + 1):
        following = flow + weight * values
        ends = period(following)
        spent = following - (weight * values)[:, ends]
        if np.array_equal(ends, landings) or np.abs(following - values).max() <= fixed:
            settled = _for_ever(spent, ends, weight)
            if _stands(period, flow + weight * settled, settled, fixed):
                return Aftermath(settled, settled, settled, ends, sweep, 1)
        values, landings = following, ends
        low, high = np.minimum(low, values), np.maximum(high, values)
        if np.abs(values - anchor).max() <= fixed:
            return Aftermath(values, low, high, landings, sweep, sweep - anchored)
        if sweep & (sweep - 1) == 0 and 2 * sweep <= horizon:
            values = _for_ever(spent, ends, weight) if jump else values
            anchor, anchored, low, high = values, sweep, values, values
    return Aftermath(values, low, high, landings, sweep, 0)


def _stands(period: Period, begun: Values, values: Values, fixed: float) -> bool:
    """Whether one more period changes nothing: nobody gains by one deviation."""
    period(begun)
    return bool(np.abs(begun - values).max() <= fixed)


def _for_ever(flow: Values, ends: Landings, weight: Values) -> Values:
    """Add up the discounted flow of a policy, by doubling the horizon."""
    values, jump = flow, ends
    weight = weight[:, ends]
    while weight.max() > _NOTHING:
        values = values + weight * values[:, jump]
        weight, jump = weight * weight[:, jump], jump[jump]
    return values


def _horizon(patience: Values) -> int:
    """Count the sweeps after which the start hardly weighs, within bounds."""
    least, most = _SWEEPS
    largest = float(patience.max(initial=0.0))
    if largest <= 0:
        return least
    return min(most, max(least, ceil(log(_FIXED) / log(largest))))
