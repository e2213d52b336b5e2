"""What a breach is followed by, and what playing one policy for ever is worth."""

from dataclasses import dataclass

import numpy as np

from detente.engine import Bools
from detente.engine.period.arena import Places
from detente.engine.period.discounted import Landings, Values

_NOTHING = 1e-18


@dataclass(frozen=True, eq=False)
class Aftermath:
    """What a breach is followed by, from the next period on.

    Attributes
    ----------
    values : float64 array, shape (n_rows, n_states)
        In flow units per period; a row a party, or one row under T2.
    low, high : float64 array, shape (n_rows, n_states)
        The band over a cycle; both are `values` where there is none, and not a
        number where the recursion came neither to rest nor to a cycle.
    landings : int32 array, shape (n_states,)
        Where a period ends that begins at each state, by its place among them.
    unsettled : bool array, shape (n_states,)
        From where moves lead to a state at which the recursion did not come to
        a fixed point; everywhere else the values are exact.
    sweeps, cycle : int
        How many periods were computed; the length of the cycle, 1 for a fixed
        point everywhere, 0 where neither showed.
    """

    values: Values
    low: Values
    high: Values
    landings: Landings
    unsettled: Bools
    sweeps: int
    cycle: int

    @property
    def exact(self) -> bool:
        """Whether all values are a fixed point, verified by one-shot deviations."""
        return not bool(self.unsettled.any())


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
class Band:
    """Values, and the least and the largest of them over a cycle.

    Attributes
    ----------
    values, low, high : float64 array, shape (n_rows, n_states)
        In flow units per period.
    """

    values: Values
    low: Values
    high: Values


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
