"""With what chance a coalition can force a target, where steps can fail."""

from collections.abc import Mapping, Sequence

import numpy as np

from detente.engine import Bools, Engine, Indices
from detente.engine.budget import tick
from detente.errors import Message, TooLargeError
from detente.model.case import Case
from detente.records import dataclass
from detente.study.coalition.forced_target import list_orders, with_extremes
from detente.study.coalition.stochastic_game import (
    Chances,
    StochasticGame,
    reach,
    reach_within,
)

_ALL_ORDERS = 20_000
"""So many choices in a round, times orders, are judged in every order."""
_MOST = 2_000_000
"""So many choices in a round fit in a game."""


@dataclass(frozen=True, slots=True)
class ChanceInOrder:
    """The chance in one order of movers: bounds, equal within 1e-9 once they met."""

    order: tuple[str, ...]
    lower: float
    upper: float


@dataclass(frozen=True, slots=True)
class ForcedByChance:
    """With what chance a coalition can force a target from a state.

    Attributes
    ----------
    chances : tuple of (str, float)
        How likely taking an option succeeds; every other does for sure.
    orders : tuple of ChanceInOrder
        Those judged, that of the case or of the file first.
    """

    chances: tuple[tuple[str, float], ...]
    orders: tuple[ChanceInOrder, ...]

    @property
    def lower(self) -> float:
        """At least so likely in every order that was judged."""
        return min(each.lower for each in self.orders)

    @property
    def upper(self) -> float:
        """At most so likely in every order that was judged."""
        return max(each.upper for each in self.orders)


@dataclass(frozen=True, slots=True)
class _Choices:
    """What a party can do at its turn: states by their place among the feasible."""

    source: Indices
    end: Indices
    chance: Chances


def chances_in(case: Case) -> dict[str, float]:
    """Give how likely taking an option succeeds, of those of which the case says it."""
    return {
        option.id: float(option.chance.value)
        for option in case.options
        if option.chance is not None and not option.settled
    }


def force_by_chance(
    engine: Engine,
    asked: tuple[int, Bools],
    coalition: Sequence[str],
    within: int | None,
    chances: Mapping[str, float],
) -> ForcedByChance:
    """Find the chance of forcing a target, in orders of movers.

    A move succeeds with the product of the chances of the options that it newly takes;
    if it fails nothing changes, and it can be tried again.

    Parameters
    ----------
    engine : Engine
    asked : (int, bool array (n_states,))
        The state where they start; the target.
    coalition : sequence of str
        Parties.
    within : int or None
        Rounds; None is any number.
    chances : mapping of str to float
        By option, from 0 to 1.

    Returns
    -------
    ForcedByChance

    Raises
    ------
    TooLargeError
        Where there are more choices than a game can hold.
    """
    state, target = asked
    members = frozenset(engine.parties.index(party) for party in coalition)
    numbers = np.flatnonzero(engine.feasible)
    every = with_extremes(list_orders(engine), members)
    if not every[0]:
        still = float(target[state])
        return ForcedByChance(
            tuple(sorted(chances.items())), (ChanceInOrder((), still, still),)
        )
    choices = {party: _choices(engine, party, numbers, chances) for party in every[0]}
    found = []
    for order in _judged(every, members, choices):
        game = _game([(choices[p], p in members) for p in order], target[numbers])
        place = int(np.searchsorted(numbers, state))
        if within is not None:
            low = high = float(reach_within(game, within * len(order))[place])
        else:
            bounds = reach(game)
            low, high = float(bounds.lower[place]), float(bounds.upper[place])
        named = tuple(engine.parties[party] for party in order)
        found.append(ChanceInOrder(named, low, max(low, high)))
    return ForcedByChance(tuple(sorted(chances.items())), tuple(found))


def _judged(
    orders: tuple[tuple[int, ...], ...],
    members: frozenset[int],
    choices: Mapping[int, _Choices],
) -> tuple[tuple[int, ...], ...]:
    """Leave the file's order, the coalition first, and last, where all are too many."""
    work = sum(len(each.source) for each in choices.values())
    if work * len(orders) <= _ALL_ORDERS:
        return orders
    first = orders[0]
    ours = tuple(party for party in first if party in members)
    rest = tuple(party for party in first if party not in members)
    chosen = dict.fromkeys((first, ours + rest, rest + ours))
    return tuple(each for each in chosen if each in orders)


def _choices(
    engine: Engine, party: int, numbers: Indices, chances: Mapping[str, float]
) -> _Choices:
    free = [each.id for each in engine.case.options if not each.settled]
    codes = engine.codes(numbers)
    sources, ends, count = [], [], 0
    for place, state in enumerate(numbers):
        tick()
        # Staying is a choice everywhere.
        reached = np.append(engine.moves(party, int(state)), state)
        sources.append(np.full(len(reached), place))
        ends.append(np.searchsorted(numbers, reached))
        count += len(reached)
        if count > _MOST:
            raise TooLargeError(_too_many(), Message("settle options, or add rules"))
    source, end = np.concatenate(sources), np.concatenate(ends)
    chance = np.ones(len(source))
    for option, likely in chances.items():
        bit = np.int64(1) << np.int64(free.index(option))
        chance[((codes[source] & bit) == 0) & ((codes[end] & bit) != 0)] *= likely
    return _Choices(source, end, chance)


def _too_many() -> Message:
    return Message(
        "with chances at most {limit} moves in a round can be judged", limit=_MOST
    )


def _game(turns: list[tuple[_Choices, bool]], target: Bools) -> StochasticGame:
    """Lay the turns of a round one after the other; the target counts at its start."""
    size, n_turns = len(target), len(turns)
    parts = [choices for choices, _ in turns]
    after = [size * ((place + 1) % n_turns) for place in range(n_turns)]
    pairs = list(zip(parts, after, strict=True))
    begins = [size * place for place in range(n_turns)]
    return StochasticGame(
        np.repeat([ours for _, ours in turns], size),
        np.append(target, np.zeros(size * (n_turns - 1), np.bool_)),
        np.concatenate(
            [each.source + n for each, n in zip(parts, begins, strict=True)]
        ),
        np.concatenate([each.end + n for each, n in pairs]),
        np.concatenate([each.source + n for each, n in pairs]),
        np.concatenate([each.chance for each in parts]),
    )
