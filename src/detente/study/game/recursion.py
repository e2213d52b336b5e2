"""Period after period after a breach, on one set of states, under one threat."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from detente.engine import Bools
from detente.engine.period.arena import Arena, Places
from detente.engine.period.branches import Branches
from detente.engine.period.discounted import Values
from detente.engine.period.play import Memory, Mover, Play, play_period, reaching
from detente.records import dataclass
from detente.study.game.aftermath import Aftermath, Band, Policy, Terms

_TIE = 1e-12
_FIXED = 1e-10
_ROUNDING = 2e-14


def tie_tolerance(utility: Values) -> float:
    """Give the difference of values that counts as none.

    Parameters
    ----------
    utility : float64 array, shape (n_rows, n_states)
        Flows per period.

    Returns
    -------
    float
        A million millionth of the largest flow, or of 1 where flows are smaller.
    """
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
    against : int or None
        The party against which all others turn; None where each decides for
        itself. With one, the recursion is a contraction.
    memory : Memory or None
        Where best landings are looked up.
    branches : Branches or None
        Where ways to play are kept, where each decides for itself.
    """

    movers: tuple[Mover, ...]
    tolerance: float
    against: int | None = None
    memory: Memory | None = None
    branches: Branches | None = None

    @property
    def each_its_own(self) -> bool:
        """Whether every party raises a row of its own."""
        rows = {row for row, sign, _ in self.movers if sign > 0}
        return len(rows) == len(self.movers)

    def play(self, arena: Arena, values: Values, turns: Play | None = None) -> Places:
        """Let all take their turns, in place.

        Parameters
        ----------
        arena : Arena
            The states, and what each party may do.
        values : float64 array, shape (n_rows, n_states)
            What a period's end is worth; becomes what its beginning is worth.
        turns : Play or None
            Who is held to what; None holds nobody.

        Returns
        -------
        intp array, shape (n_states,)
            Where the period ends that begins at each state.
        """
        chooser = turns or self.memory
        return play_period(arena, values, self.movers, self.tolerance, chooser)


def each_for_itself(patience: npt.NDArray[np.float64], tolerance: float) -> Rules:
    """Let every party decide by its own row; `patience` has one entry a party.

    Parameters
    ----------
    patience : float64 array, shape (n_parties,)
        Discount factors per period, from 0 to below 1, in file order.
    tolerance : float
        Differences of values up to this are ties, in which a party stays.

    Returns
    -------
    Rules
        For values with one row a party.

    References
    ----------
    Maskin and Tirole (2001), whose Markov-perfect equilibria these decisions make.
    """
    movers = tuple((row, 1, float(1 - d)) for row, d in enumerate(patience))
    return Rules(movers, tolerance)


def all_against(party: int, patience: npt.NDArray[np.float64]) -> Rules:
    """Let all decide by the one row of a party, the others to lower it.

    Parameters
    ----------
    party : int
        Whom the others hurt.
    patience : float64 array, shape (n_parties,)
        Discount factors per period, from 0 to below 1, in file order.

    Returns
    -------
    Rules
        For values with one row, the party's; costs of the others weigh nothing.
    """
    movers: list[Mover] = [(0, -1, 0.0)] * len(patience)
    movers[party] = (0, 1, float(1 - patience[party]))
    return Rules(tuple(movers), 0.0, party)


def all_for(party: int, patience: npt.NDArray[np.float64]) -> Rules:
    """Let all decide by the one row of a party, to raise it; its own costs count.

    Parameters
    ----------
    party : int
        Whom all serve.
    patience : float64 array, shape (n_parties,)
        Discount factors per period, from 0 to below 1, in file order.

    Returns
    -------
    Rules
        For values with one row, the party's; costs of the others weigh nothing.
    """
    movers: list[Mover] = [(0, 1, 0.0)] * len(patience)
    movers[party] = (0, 1, float(1 - patience[party]))
    return Rules(tuple(movers), 0.0)


@dataclass(frozen=True, eq=False)
class Played:
    """What was done in one period.

    Attributes
    ----------
    ends : intp array, shape (n_states,)
        Where it ends that begins at each state.
    turns : dict of int to int array, shape (n_states,)
        By party, where it went at its turn.
    """

    ends: Places
    turns: Mapping[int, npt.NDArray[Any]]

    @cached_property
    def print(self) -> int:
        """A number that tells where periods end from another."""
        return hash(self.ends.tobytes())


def same_turns(first: Played, second: Played) -> bool:
    """Whether all went the same way at their turns.

    Parameters
    ----------
    first, second : Played
        On the same states.

    Returns
    -------
    bool
    """
    if first is second:
        return True
    return np.array_equal(first.ends, second.ends) and all(
        np.array_equal(to, second.turns[party]) for party, to in first.turns.items()
    )


@dataclass(frozen=True, eq=False)
class Convergence:
    """How a recursion ended.

    Attributes
    ----------
    band : Band
    played : Played
        The last period.
    sweeps : int
        How many periods were computed.
    cycle : int
        The length of the cycle, 1 for a fixed point, 0 where neither showed.
    """

    band: Band
    played: Played
    sweeps: int
    cycle: int


@dataclass(frozen=True, eq=False)
class Recursion:
    """One threat on one set of states.

    Attributes
    ----------
    arena : Arena
        The states, and what each party may do.
    rules : Rules
    terms : Terms
        Flows, discount factors and where the recursion is left.
    """

    arena: Arena
    rules: Rules
    terms: Terms

    @cached_property
    def flow(self) -> Values:
        """What a period's end is worth by itself; shape (n_rows, n_states)."""
        terms, leaving = self.terms, self.terms.leaving
        flow = (1 - terms.discount) * terms.utility
        if leaving is None:
            return flow
        return flow + np.where(leaving.where, terms.discount * leaving.values, 0.0)

    @cached_property
    def weight(self) -> Values:
        """What the next period weighs; (n_rows, 1) where it is the same at all."""
        discount, leaving = self.terms.discount, self.terms.leaving
        return discount if leaving is None else np.where(leaving.where, 0.0, discount)

    @property
    def frozen(self) -> Values:
        """What it is worth if nobody ever moves; shape (n_rows, n_states)."""
        utility, leaving = self.terms.utility, self.terms.leaving
        return (
            utility if leaving is None else np.where(leaving.where, self.flow, utility)
        )

    @property
    def fixed(self) -> float:
        """The change of a period that counts as none.

        What a party could still gain in one period it could gain in every one, so
        the nearer patience is to 1, the less may be left.
        """
        largest = max(1.0, float(np.abs(self.terms.utility).max(initial=0.0)))
        left = float(1 - self.terms.discount.max(initial=0.0))
        # Very near to 1 that share sinks below what floats can tell apart, and nothing
        # would ever count as fixed.
        return max(_FIXED * left, _ROUNDING) * largest

    def period(
        self, values: Values, held: Mapping[int, Places] | None = None
    ) -> tuple[Values, Played]:
        """Let all take their turns, some as they are held to.

        Parameters
        ----------
        values : float64 array, shape (n_rows, n_states)
            What the next period is worth at its beginning.
        held : mapping of int to intp array, or None
            By party, where it goes from each state.

        Returns
        -------
        values : float64 array, shape (n_rows, n_states)
            What this one is worth at its beginning.
        played : Played
            What was done, to be held to it or to compare with.
        """
        turns = Play(held, self.rules.memory)
        following = self.flow + self.weight * values
        ends = self.rules.play(self.arena, following, turns)
        return following, Played(ends, turns.noted)

    def change(self, following: Values, values: Values) -> float:
        """Give the largest difference that a period makes.

        Parameters
        ----------
        following, values : float64 array, shape (n_rows, n_states)
            What its beginning is worth, and what that of the next one is.

        Returns
        -------
        float
        """
        return float(np.abs(following - values).max(initial=0.0))

    def rests(self, played: Played) -> bool:
        """Whether all states are led to rest within a period.

        Parameters
        ----------
        played : Played
            What all do.

        Returns
        -------
        bool
        """
        return bool(np.array_equal(played.ends.take(played.ends), played.ends))

    def policy(self, played: Played) -> Policy:
        """Give what a period is worth in which all do the same again.

        Parameters
        ----------
        played : Played
            What all do.

        Returns
        -------
        Policy
            Of one period.
        """
        # Held to the turns that were noted, the period carries bare flows along: what
        # is left is its own worth, with nothing chosen anew.
        flow = self.flow.copy()
        self.rules.play(self.arena, flow, Play(played.turns))
        weight = self.weight
        if weight.shape[1] > 1:
            weight = weight.take(played.ends, axis=1)
        return Policy(flow, weight, played.ends)

    def unsettled(self, marked: Bools) -> Bools:
        """Find from where moves ever lead to states that are marked or left so.

        Parameters
        ----------
        marked : bool array, shape (n_states,)
            Where the recursion goes round, or has not come to rest.

        Returns
        -------
        bool array, shape (n_states,)
            Those marked among them.
        """
        # A fixed point is verified by deviations, and a deviation may go where no
        # chosen move goes. So doubt spreads along all moves that there are, not only
        # along those that are made.
        leaving = self.terms.leaving
        doubtful = marked if leaving is None else marked | leaving.unsettled
        while doubtful.any():
            wider = reaching(self.arena, doubtful)
            if np.array_equal(wider, doubtful):
                break
            doubtful = wider
        return doubtful

    def ended(self, outcome: Convergence) -> Aftermath:
        """Give the answer, with the states from which on it is no fixed point."""
        band, played = outcome.band, outcome.played
        # One threat may be settled here and go round there: exactness is asked state by
        # state, so that a cycle far away spoils no proof.
        moving = np.zeros(band.values.shape[1], np.bool_)
        if outcome.cycle != 1:
            moving = (band.high - band.low).max(axis=0, initial=0.0) > self.fixed
        if band.begins is not None:
            moving = moving.take(band.begins)
        unsettled = self.unsettled(moving)
        found = Aftermath(band, played.ends, unsettled, outcome.sweeps, outcome.cycle)
        if outcome.cycle == 0 and unsettled.any():
            # Nobody knows how far such values still go: they bound nothing.
            low, high = (
                np.where(unsettled, np.nan, x) for x in (found.low, found.high)
            )
            band = Band(found.values, low, high)
            found = replace(found, band=band, ends=found.landings.astype(np.intp))
        return found
