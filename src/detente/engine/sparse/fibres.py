"""What one party can reach: feasible states that differ in its own options alone.

Such states are a fibre. Where all of its options can be taken and undone, a party
moves freely within one; options that go one way only order its states by the pattern
that they are in. So moves are transitive, and none of them is ever listed.
"""

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from detente.engine.contract import Bools, Indices, Payoffs
from detente.model.case import Option
from detente.records import dataclass

Numbers: TypeAlias = npt.NDArray[np.int32]
Ranks: TypeAlias = npt.NDArray[np.int64]

_HIGHEST, _LOWEST = np.iinfo(np.int32).max, np.iinfo(np.int32).min


@dataclass(frozen=True, eq=False)
class OneWay:
    """Options that can be taken or undone only, in the order of a pattern's bits.

    Attributes
    ----------
    bits : tuple of int
        Of the state's number.
    taken : tuple of bool
        Whether the option can be taken and never undone; else the other way.
    """

    bits: tuple[int, ...]
    taken: tuple[bool, ...]

    @classmethod
    def among(cls, options: Sequence[Option], bits: dict[str, int]) -> "OneWay":
        """Find those of a party that are not settled."""
        free = [each for each in options if not each.settled]
        one_way = [each for each in free if each.undo.is_never or each.redo.is_never]
        return cls(
            tuple(bits[each.id] for each in one_way),
            tuple(each.undo.is_never for each in one_way),
        )

    def patterns(self, codes: Indices) -> Indices:
        """Give the pattern of each state; ascending along moves of the first kind."""
        found: Indices = np.zeros(len(codes), np.int64)
        for place, bit in enumerate(self.bits):
            found |= (codes >> bit & 1) << place
        return found

    def leads(self, first: int, last: int) -> bool:
        """Whether a move may go from one pattern to another."""
        changed = first ^ last
        return all(
            not changed >> place & 1 or bool(last >> place & 1) == taken
            for place, taken in enumerate(self.taken)
        )


class Fibres:
    """The fibres of one party.

    Parameters
    ----------
    codes : int64 array, shape (n_states,)
        The feasible states, ascending.
    options : sequence of Option
        The party's.
    bits : dict of str to int
        The bit of each option that is not settled.
    """

    def __init__(
        self, codes: Indices, options: Sequence[Option], bits: dict[str, int]
    ) -> None:
        own = sum(1 << bits[each.id] for each in options if not each.settled)
        self.one_way = OneWay.among(options, bits)
        others, fibre = np.unique(codes & ~own, return_inverse=True)
        self.n_fibres = len(others)
        n_patterns = 1 << len(self.one_way.bits)
        self._shape = (self.n_fibres, *(2,) * len(self.one_way.bits))
        self._class = fibre.reshape(-1) * n_patterns + self.one_way.patterns(codes)
        self._order = np.argsort(self._class, kind="stable").astype(np.int32)
        ordered = self._class[self._order]
        first = np.ones(len(ordered), np.bool_)
        first[1:] = ordered[1:] != ordered[:-1]
        self._begins = np.flatnonzero(first)
        self._there = ordered[self._begins]

    def best(self, values: Payoffs) -> Payoffs:
        """Give the highest value over each state and the moves from it."""
        return self._over(values, np.maximum, _LOWEST, ahead=True)

    def worst(self, values: Payoffs) -> Payoffs:
        """Give the lowest value over each state and the moves from it."""
        return self._over(values, np.minimum, _HIGHEST, ahead=True)

    def lowest_before(self, values: Payoffs) -> Payoffs:
        """Give the lowest value over each state and those that can move to it."""
        return self._over(values, np.minimum, _HIGHEST, ahead=False)

    def count_before(self, marked: Bools) -> Numbers:
        """Count the marked states from which a move leads to each, itself excluded."""
        found = self._over(marked.astype(np.int32), np.add, 0, ahead=False)
        return found - marked

    def _over(
        self, values: Payoffs, reduced: np.ufunc, neutral: int, *, ahead: bool
    ) -> Payoffs:
        table = np.full(self.n_fibres << len(self.one_way.bits), neutral, values.dtype)
        table[self._there] = reduced.reduceat(values[self._order], self._begins)
        cells = table.reshape(self._shape)
        # The lowest bit of a pattern is the last axis.
        for axis, taken in zip(
            range(len(self.one_way.bits), 0, -1), self.one_way.taken, strict=True
        ):
            sides = np.moveaxis(cells, axis, 0)
            start, end = (0, 1) if taken == ahead else (1, 0)
            reduced(sides[start], sides[end], out=sides[start])
        found: Payoffs = table[self._class]
        return found

    def around(self, state: int, *, ahead: bool) -> Indices:
        """Give where a state can move to, or what can move to it; ascending."""
        n_patterns = 1 << len(self.one_way.bits)
        fibre, own = divmod(int(self._class[state]), n_patterns)
        begin, end = np.searchsorted(
            self._there, [fibre * n_patterns, (fibre + 1) * n_patterns]
        )
        found = []
        for place in range(int(begin), int(end)):
            pattern = int(self._there[place]) % n_patterns
            pair = (own, pattern) if ahead else (pattern, own)
            if self.one_way.leads(*pair):
                last = (
                    self._begins[place + 1]
                    if place + 1 < len(self._begins)
                    else len(self._order)
                )
                found.append(self._order[self._begins[place] : last])
        states = np.sort(np.concatenate(found)).astype(np.int64)
        rest: Indices = states[states != state]
        return rest

    @cached_property
    def _fibre(self) -> Indices:
        found: Indices = self._class >> len(self.one_way.bits)
        return found

    def improved(self, payoff: Payoffs) -> "Improvements":
        """Order each fibre by a payoff, for replies that improve."""
        return Improvements(tuple(self._ladders(payoff)))

    def _ladders(self, payoff: Payoffs) -> Iterator["Ladder"]:
        rank = np.unique(payoff, return_inverse=True)[1].reshape(-1).astype(np.int64)
        span = int(rank.max(initial=0)) + 1
        keys: Ranks = self._fibre * span + rank
        pattern = self._class & (1 << len(self.one_way.bits)) - 1
        sorted_ = np.argsort(keys, kind="stable").astype(np.int32)
        for own in np.unique(pattern).tolist():
            reach = [
                each
                for each in range(1 << len(self.one_way.bits))
                if self.one_way.leads(own, each)
            ]
            members = sorted_[np.isin(pattern[sorted_], reach)]
            asking = np.flatnonzero(pattern == own).astype(np.int32)
            places = np.searchsorted(keys[members], keys[asking], side="right")
            # Beyond the last of its fibre nothing is better.
            fibres = self._fibre[members]
            ends = np.searchsorted(fibres, self._fibre[asking], side="right")
            better = places < ends
            yield Ladder(
                members,
                fibres,
                asking[better],
                places[better].astype(np.int32),
            )


@dataclass(frozen=True, slots=True, eq=False)
class Ladder:
    """The states that others of one pattern can reach, worst first in each fibre.

    Attributes
    ----------
    members : int32 array, shape (n_members,)
    fibres : int64 array, shape (n_members,)
        Ascending.
    asking : int32 array, shape (n_asking,)
        States of the pattern from which something better can be reached.
    places : int32 array, shape (n_asking,)
        The first of the members that is better than each.
    """

    members: Numbers
    fibres: Indices
    asking: Numbers
    places: Numbers

    def lowest_above(self, values: Payoffs) -> Payoffs:
        """Give the lowest value over all better ones, for each state that asks."""
        # Fibres further on lie lower, so that a running minimum from the end forgets
        # what comes after its own.
        apart = np.int64(1) << 33
        shifted = values[self.members] + self.fibres * apart
        running = np.minimum.accumulate(shifted[::-1])[::-1]
        found = running[self.places] - self.fibres[self.places] * apart
        lowest: Payoffs = found.astype(values.dtype)
        return lowest


@dataclass(frozen=True, slots=True, eq=False)
class Improvements:
    """The improvements of one party, pattern by pattern."""

    ladders: tuple[Ladder, ...]

    def worst(self, values: Payoffs) -> Payoffs:
        """Give the lowest value over each state and the improvements from it."""
        found = values.copy()
        for ladder in self.ladders:
            lower = ladder.lowest_above(values)
            found[ladder.asking] = np.minimum(found[ladder.asking], lower)
        return found
