"""What follows a breach: everyone for itself (T1), all others against one (T2).

Both are the limit of a recursion that starts from "frozen for ever". T2 is a
contraction and has one limit. T1 is a Markov-perfect equilibrium with
sequential movers where the recursion stops, which is then verified by one-shot
deviations; where it goes round in a cycle instead, the least and the largest
values over the cycle are kept as a band, and nothing is called exact.

References
----------
Maskin and Tirole (2001) for Markov-perfect equilibria.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil, log
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from detente.engine import Bools
from detente.engine.arena import Arena, Places
from detente.engine.discounted import Landings, Values
from detente.engine.period import Memory, Mover, play_period

__all__ = [
    "Aftermath",
    "Leaving",
    "Rules",
    "Terms",
    "all_against",
    "all_for",
    "each_for_itself",
    "settle",
    "tie_tolerance",
]

Period = Callable[[Values], Places]
"""Lets all take their turns on values from the end of the turns on, in place."""
Leaving: TypeAlias = tuple[Bools, Values]
"""Where a period's end leaves the recursion, and what follows it then."""
Terms: TypeAlias = tuple[Values, Values, Leaving | None]
"""Flows (n_rows, n_states), discount factors (n_rows, 1), and leaving."""

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
        Where a period ends that begins at each state, by its place among them.
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


@dataclass(frozen=True, slots=True)
class Rules:
    """How parties decide after a breach.

    Attributes
    ----------
    movers : tuple of Mover
        For each party, in file order, by what it decides.
    tolerance : float
        Differences of values up to this are ties.
    contracts : bool
        Whether the recursion is a contraction, so that its limit does not
        depend on where it starts.
    memory : Memory or None
        Where best landings are looked up.
    """

    movers: tuple[Mover, ...]
    tolerance: float
    contracts: bool
    memory: Memory | None = None

    def play(self, arena: Arena, values: Values) -> Places:
        """Let all take their turns, in place."""
        return play_period(arena, values, self.movers, self.tolerance, self.memory)


def each_for_itself(patience: npt.NDArray[np.float64], tolerance: float) -> Rules:
    """Let every party decide by its own row; `patience` has one entry a party."""
    movers = tuple((row, 1, float(1 - d)) for row, d in enumerate(patience))
    return Rules(movers, tolerance, contracts=False)


def all_against(party: int, patience: npt.NDArray[np.float64]) -> Rules:
    """Let all decide by the one row of a party, the others to lower it."""
    movers: list[Mover] = [(0, -1, 0.0)] * len(patience)
    movers[party] = (0, 1, float(1 - patience[party]))
    return Rules(tuple(movers), 0.0, contracts=True)


def all_for(party: int, patience: npt.NDArray[np.float64]) -> Rules:
    """Let all decide by the one row of a party, to raise it; its own costs count."""
    movers: list[Mover] = [(0, 1, 0.0)] * len(patience)
    movers[party] = (0, 1, float(1 - patience[party]))
    return Rules(tuple(movers), 0.0, contracts=True)


def settle(arena: Arena, rules: Rules, terms: Terms) -> Aftermath:
    """Solve what follows a breach, from the last deadline on.

    Parameters
    ----------
    arena : Arena
        The states, and what each party may do.
    rules : Rules
    terms : (float64 array, float64 array, Leaving or None)
        Flows, discount factors from 0 to below 1, and where the recursion goes
        over to values that are known.

    Returns
    -------
    Aftermath

    Notes
    -----
    The recursion begins at "frozen for ever" and ends at a fixed point, a cycle
    or the horizon. Where it is a contraction it goes on from the present
    policy's own values now and then.
    """

    def period(values: Values) -> Places:
        return rules.play(arena, values)

    jump = rules.contracts
    utility, discount, leaving = terms
    fixed = _FIXED * max(1.0, float(np.abs(utility).max(initial=0.0)))
    flow, weight, values = _begin(utility, discount, leaving)
    horizon = _horizon(discount)
    trail = _Trail(values.size)
    low = high = values
    for sweep in range(1, horizon + 1):
        following = flow + weight * values
        ends = period(following)
        policy = _policy(following, weight, values, ends)
        still = bool(np.abs(following - values).max() <= fixed)
        if still or trail.repeats(policy, 1):
            settled = policy.for_ever()
            begun = flow + weight * settled
            period(begun)
            if np.abs(begun - settled).max() <= fixed:
                landings = ends.astype(np.int32)
                return Aftermath(settled, settled, settled, landings, sweep, 1)
        trail.add(policy)
        values = following
        low, high = np.minimum(low, values), np.maximum(high, values)
        length = trail.cycle() if not jump else 0
        if length:
            found = _band(period, (flow, weight), trail.policies(length), fixed)
            if found is not None:
                return Aftermath(*found, ends.astype(np.int32), sweep, length)
        if sweep & (sweep - 1) == 0 and 2 * sweep <= horizon:
            values = policy.for_ever() if jump else values
            low = high = values
    return Aftermath(values, low, high, ends.astype(np.int32), sweep, 0)


def _begin(
    utility: Values, discount: Values, leaving: Leaving | None
) -> tuple[Values, Values, Values]:
    """Give the flow, the weight of what follows, and "frozen for ever"."""
    flow = (1 - discount) * utility
    if leaving is None:
        return flow, discount, utility
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
    weight : float64 array, shape (n_rows, n_states) or (n_rows, 1)
        How much of the value at the landing is added; one column where it is
        the same at all states.
    ends : intp array, shape (n_states,)
        The landing.
    """

    flow: Values
    weight: Values
    ends: Places

    def before(self, later: "Policy") -> "Policy":
        """Do this first, then what comes later."""
        return Policy(
            self.flow + self.weight * later.flow.take(self.ends, axis=1),
            self.weight * _taken(later.weight, self.ends),
            later.ends.take(self.ends),
        )

    def for_ever(self) -> Values:
        """Give what doing it for ever is worth.

        Where the states at which something lands are few, they are solved
        first, and every other state is one period away from them; else the
        horizon is doubled until what lies beyond it weighs nothing.
        """
        landed = np.zeros(self.ends.size, np.bool_)
        landed[self.ends] = True
        states = np.flatnonzero(landed)
        if 2 * states.size > self.ends.size:
            return self._doubled()
        places = np.zeros(self.ends.size, np.intp)
        places[states] = np.arange(states.size)
        among = Policy(
            self.flow[:, states],
            _taken(self.weight, states),
            places.take(self.ends.take(states)),
        )
        known = among.for_ever().take(places.take(self.ends), axis=1)
        return self.flow + self.weight * known

    def _doubled(self) -> Values:
        policy = self
        while policy.weight.max() > _NOTHING:
            policy = policy.before(policy)
        return policy.flow


def _policy(following: Values, weight: Values, values: Values, ends: Places) -> Policy:
    """Tell a period's policy from its values, and those after it."""
    after = values.take(ends, axis=1)
    weight = _taken(weight, ends)
    return Policy(following - weight * after, weight, ends)


def _taken(weight: Values, states: Places) -> Values:
    """Give the weight at some states, where it differs between states."""
    return weight if weight.shape[1] == 1 else weight.take(states, axis=1)


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


def _horizon(discount: Values) -> int:
    """Count the sweeps after which the start hardly weighs, within bounds."""
    least, most = _SWEEPS
    largest = float(discount.max(initial=0.0))
    if largest <= 0:
        return least
    return min(most, max(least, ceil(log(_FIXED) / log(largest))))
