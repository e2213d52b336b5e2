"""What follows a breach: everyone for itself (T1), all others against one (T2).

Both are the limit of a recursion that starts from "frozen for ever". T2 is a
contraction and has one limit. T1 is a Markov-perfect equilibrium with
sequential movers where the recursion stops, which is then verified by one-shot
deviations; where it goes round in a cycle instead, the least and the largest
values over the cycle are kept as a band, and nothing is called exact.

References
----------
Maskin and Tirole (2001) for Markov-perfect equilibria;
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
_LONGEST = 16
_TRAIL = 1 << 24


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
    fixed = _FIXED * max(1.0, float(np.abs(utility).max(initial=0.0)))
    flow, weight, values = _begin(utility, patience[:, np.newaxis], leaving)
    horizon = _horizon(patience)
    trail = _Trail(values.size)
    low = high = values
    for sweep in range(1, horizon + 1):
        following = flow + weight * values
        ends = period(following)
        policy = Policy(following - (weight * values)[:, ends], weight[:, ends], ends)
        still = bool(np.abs(following - values).max() <= fixed)
        if still or trail.repeats(policy, 1):
            settled = policy.for_ever()
            begun = flow + weight * settled
            period(begun)
            if np.abs(begun - settled).max() <= fixed:
                return Aftermath(settled, settled, settled, ends, sweep, 1)
        trail.add(policy)
        values = following
        low, high = np.minimum(low, values), np.maximum(high, values)
        length = trail.cycle() if not jump else 0
        if length:
            found = _band(period, (flow, weight), trail.policies(length), fixed)
            if found is not None:
                return Aftermath(*found, ends, sweep, length)
        if sweep & (sweep - 1) == 0 and 2 * sweep <= horizon:
            values = policy.for_ever() if jump else values
            low = high = values
    return Aftermath(values, low, high, ends, sweep, 0)


def _begin(
    utility: Values, discount: Values, leaving: Leaving | None
) -> tuple[Values, Values, Values]:
    """Give the flow, the weight of what follows, and "frozen for ever"."""
    flow, weight = (1 - discount) * utility, np.broadcast_to(discount, utility.shape)
    if leaving is None:
        return flow, weight, utility
    where, known = leaving
    flow = flow + np.where(where, discount * known, 0.0)
    return flow, np.where(where, 0.0, discount), np.where(where, flow, utility)


@dataclass(frozen=True, eq=False)
class Policy:
    """What is done in a period, or in several: flow, and then the value of a state.

    Attributes
    ----------
    flow : float64 array, shape (n_rows, n_states)
        What is had meanwhile.
    weight : float64 array, shape (n_rows, n_states)
        How much of the value at the landing is added.
    ends : int32 array, shape (n_states,)
        The landing.
    """

    flow: Values
    weight: Values
    ends: Landings

    def before(self, later: "Policy") -> "Policy":
        """Do this first, then what comes later."""
        return Policy(
            self.flow + self.weight * later.flow[:, self.ends],
            self.weight * later.weight[:, self.ends],
            later.ends[self.ends],
        )

    def for_ever(self) -> Values:
        """Give what doing it for ever is worth, by doubling the horizon."""
        policy = self
        while policy.weight.max() > _NOTHING:
            policy = policy.before(policy)
        return policy.flow


class _Trail:
    """The latest policies, to tell when they repeat."""

    def __init__(self, size: int) -> None:
        self._longest = max(2, min(_LONGEST, _TRAIL // max(size, 1)))
        self._policies: list[Policy] = []
        self._prints: list[int] = []
        self._tried: dict[int, int] = {}

    def add(self, policy: Policy) -> None:
        """Take note of a period's policy."""
        self._policies = [*self._policies, policy][-self._longest :]
        self._prints.append(hash(policy.ends.tobytes()))

    def repeats(self, policy: Policy, back: int) -> bool:
        """Whether a policy is the same as an earlier one."""
        known = len(self._policies) >= back
        return known and np.array_equal(policy.ends, self._policies[-back].ends)

    def cycle(self) -> int:
        """Give the length of the cycle in which the policies go round, else 0."""
        seen = len(self._prints)
        for length in range(2, self._longest + 1):
            rested = seen >= 2 * self._tried.get(length, 0)
            latest = self._prints[-length:]
            if rested and latest == self._prints[-2 * length : -length]:
                self._tried[length] = seen
                return length
        return 0

    def policies(self, length: int) -> list[Policy]:
        """Give the latest policies, the earliest first."""
        return self._policies[-length:]


def _band(
    period: Period, terms: tuple[Values, Values], policies: list[Policy], fixed: float
) -> tuple[Values, Values, Values] | None:
    """Give the values and the band of a cycle of policies, if it goes on for ever."""
    flow, weight = terms
    round_trip = policies[0]
    for policy in policies[1:]:
        round_trip = policy.before(round_trip)
    limit = round_trip.for_ever()
    low = high = values = limit
    for policy in policies:
        values = flow + weight * values
        ends = period(values)
        if not np.array_equal(ends, policy.ends):
            return None
        low, high = np.minimum(low, values), np.maximum(high, values)
    return (values, low, high) if np.abs(values - limit).max() <= fixed else None


def _horizon(patience: Values) -> int:
    """Count the sweeps after which the start hardly weighs, within bounds."""
    least, most = _SWEEPS
    largest = float(patience.max(initial=0.0))
    if largest <= 0:
        return least
    return min(most, max(least, ceil(log(_FIXED) / log(largest))))
