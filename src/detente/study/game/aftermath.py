"""What a breach is followed by, and what playing one policy for ever is worth."""

from functools import cached_property
from typing import Literal, NamedTuple, TypeAlias

import numpy as np

from detente.engine import Bools
from detente.engine.period.arena import Places
from detente.engine.period.discounted import Landings, Values
from detente.records import dataclass

_NOTHING = 1e-18

Bound: TypeAlias = Literal["values", "low", "high"]


@dataclass(frozen=True, eq=False)
class Band:
    """Values, and the least and the largest of them over a cycle.

    Attributes
    ----------
    values, low, high : float64 array, shape (n_rows, n_states) or (n_rows, n_starts)
        In flow units per period; the bounds are `values` where there is no cycle.
    begins : intp array, shape (n_states,), or None
        In which column each state's are; None where each has its own.
    """

    values: Values
    low: Values
    high: Values
    begins: Places | None = None

    def every(self, bound: Bound) -> Values:
        """Give one of the three at all states; shape (n_rows, n_states)."""
        found: Values = getattr(self, bound)
        return found if self.begins is None else found.take(self.begins, axis=1)

    def at(self, bound: Bound, places: Places) -> Values:
        """Give one of the three at some states; shape (n_rows, n_places)."""
        found: Values = getattr(self, bound)
        where = places if self.begins is None else self.begins.take(places)
        return found.take(where, axis=1)

    def of(self, rows: tuple[int, ...] | None) -> "Band":
        """Keep some rows only; None keeps all."""
        if rows is None:
            return self
        values = self.values[list(rows)]
        low = high = values
        if self.low is not self.values:
            low, high = self.low[list(rows)], self.high[list(rows)]
        return Band(values, low, high, self.begins)


@dataclass(frozen=True, eq=False)
class Aftermath:
    """What a breach is followed by, from the next period on.

    Attributes
    ----------
    band : Band
        With a row a party, or one row under T2. Not a number at both ends where the
        recursion came neither to rest nor to a cycle.
    ends : intp array
        Where a period ends that begins in each column of the band, by its place among
        the states.
    unsettled : bool array, shape (n_states,)
        From where moves lead to a state at which the recursion did not come to
        a fixed point; everywhere else the values are exact.
    sweeps, cycle : int
        How many periods were computed; the length of the cycle, 1 for a fixed
        point everywhere, 0 where neither showed.
    """

    band: Band
    ends: Places
    unsettled: Bools
    sweeps: int
    cycle: int

    @cached_property
    def values(self) -> Values:
        """In flow units per period, at all states; shape (n_rows, n_states)."""
        return self.band.every("values")

    # Asked for once or twice where play goes round: kept, they would take twice as much
    # as the values.
    @property
    def low(self) -> Values:
        """The least over the cycle; the values where there is none."""
        steady = self.band.low is self.band.values
        return self.values if steady else self.band.every("low")

    @property
    def high(self) -> Values:
        """The largest over the cycle; the values where there is none."""
        steady = self.band.high is self.band.values
        return self.values if steady else self.band.every("high")

    @cached_property
    def landings(self) -> Landings:
        """Where a period ends that begins at each state; int32, shape (n_states,)."""
        begins = self.band.begins
        ends = self.ends if begins is None else self.ends.take(begins)
        return ends.astype(np.int32)

    @property
    def exact(self) -> bool:
        """Whether all values are a fixed point, verified by one-shot deviations."""
        return not bool(self.unsettled.any())


class Ends(NamedTuple):
    """Where a period ends, by the column of its beginning, and that of each state."""

    ends: Places
    begins: Places | None


class Later(NamedTuple):
    """What follows the end of a period, and where that is no fixed point."""

    band: Band
    doubt: Bools


@dataclass(frozen=True, eq=False)
class Leaving:
    """Where a period's end leaves the recursion for another that is solved.

    Attributes
    ----------
    where : bool array, shape (n_states,)
    values : float64 array, shape (n_rows, n_states)
        What follows there.
    unsettled : bool array, shape (n_states,)
        Where that is no fixed point.
    """

    where: Bools
    values: Values
    unsettled: Bools


@dataclass(frozen=True, eq=False)
class Terms:
    """What a threat is played for.

    Attributes
    ----------
    utility : float64 array, shape (n_rows, n_states)
        Flow per period; larger is better.
    discount : float64 array, shape (n_rows, 1)
        From 0 to below 1.
    leaving : Leaving or None
        None where the recursion is never left.
    """

    utility: Values
    discount: Values
    leaving: Leaving | None = None


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
        """Do this first, then what comes later.

        Parameters
        ----------
        later : Policy
            On the same states.

        Returns
        -------
        Policy
            Of as many periods as both together.
        """
        return Policy(
            self.flow + self.weight * later.flow.take(self.ends, axis=1),
            self.weight * taken(later.weight, self.ends),
            later.ends.take(self.ends),
        )

    def for_ever(self) -> Values:
        """Give what doing it for ever is worth.

        Where the states at which something lands are few, they are solved
        first, and every other state is one period away from them; else the
        horizon is doubled until what lies beyond it weighs nothing.

        Returns
        -------
        float64 array, shape (n_rows, n_states)
            In flow units per period; larger is better.
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
            taken(self.weight, states),
            places.take(self.ends.take(states)),
        )
        known = among.for_ever().take(places.take(self.ends), axis=1)
        return self.flow + self.weight * known

    def _doubled(self) -> Values:
        policy = self
        while policy.weight.max() > _NOTHING:
            policy = policy.before(policy)
        return policy.flow


def taken(weight: Values, states: Places) -> Values:
    """Give the weight at some states, where it differs between states.

    Parameters
    ----------
    weight : float64 array, shape (n_rows, n_states) or (n_rows, 1)
    states : intp array, shape (n_taken,)

    Returns
    -------
    float64 array, shape (n_rows, n_taken) or (n_rows, 1)
    """
    return weight if weight.shape[1] == 1 else weight.take(states, axis=1)
