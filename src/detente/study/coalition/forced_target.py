"""Whether a coalition can force a target, over the orders of movers, and how."""

from collections.abc import Iterator
from itertools import combinations, islice, permutations
from math import factorial

import numpy as np

from detente.engine import Bools, Engine
from detente.records import dataclass
from detente.study.coalition.forcing import Contest, Forced, force

MOST_ORDERS = 24
_STEPS = 12
_ANSWERS = 5
_LOOKED_AT = 500


@dataclass(frozen=True, slots=True)
class Turn:
    """What a party does at its turn in a round, counted from 1."""

    round: int
    party: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class InOrder:
    """What comes out in one order of movers.

    Attributes
    ----------
    order : tuple of str
        Those who can move anything.
    rounds : int or None
        After how many rounds the target stands at the latest; None where the
        others can prevent it.
    n_from : int
        From how many states it can be forced.
    keeps : bool
        Whether the coalition can see to it that the target stands, and from then
        on stands at the end of every round.
    """

    order: tuple[str, ...]
    rounds: int | None
    n_from: int
    keeps: bool


@dataclass(frozen=True, slots=True)
class ForcedTarget:
    """Whether a coalition can force a target from a state.

    Attributes
    ----------
    engine : Engine
    state : int
        Where they start.
    target : bool array, shape (n_states,)
    coalition : tuple of str
        In file order; empty where no coalition can force it.
    named : bool
        Whether the coalition was asked about; else it is the smallest that can.
    within : int or None
        Rounds.
    orders : tuple of InOrder
        The first is the order of the case, or of the file.
    n_orders : int
        How many there are.
    given : bool
        Whether the case says the order.
    way : tuple of Turn
        In the order in which it takes longest, of those in which it can be forced:
        what the coalition does, the others putting it off as long as they can.
    complete : bool
        Whether `way` ends at the target.
    prevention : tuple of Turn
        In the first order in which it cannot: in the first round, what the others
        have to do where staying would let the coalition have it.
    """

    engine: Engine
    state: int
    target: Bools
    coalition: tuple[str, ...]
    named: bool
    within: int | None
    orders: tuple[InOrder, ...]
    n_orders: int
    given: bool
    way: tuple[Turn, ...] = ()
    complete: bool = True
    prevention: tuple[Turn, ...] = ()

    @property
    def n_forcing(self) -> int:
        """In how many of the orders judged it can be forced."""
        return sum(each.rounds is not None for each in self.orders)

    @property
    def verdict(self) -> str:
        """Give yes or no where it is so in every order, else depends."""
        if self.n_forcing == len(self.orders):
            return "yes"
        return "depends" if self.n_forcing else "no"


def list_movers(engine: Engine) -> tuple[int, ...]:
    """List the parties that can move anywhere, the case's order or the file's."""
    said = engine.case.negotiation.movers.parties
    order = [engine.parties.index(each) for each in said] or range(len(engine.parties))
    return tuple(p for p in order if _moves_anything(engine, p))


def list_orders(engine: Engine, seed: int = 0) -> tuple[tuple[int, ...], ...]:
    """List the orders that are judged, the case's or the file's first.

    Where there are more than 24, that many are drawn with the seed.
    """
    movers = list_movers(engine)
    if engine.case.negotiation.movers.parties:
        return (movers,)
    if factorial(len(movers)) <= MOST_ORDERS:
        return tuple(permutations(movers))
    drawn = {movers: None}
    rng = np.random.default_rng(seed)
    while len(drawn) < MOST_ORDERS:
        drawn[tuple(map(int, rng.permutation(movers)))] = None
    return tuple(drawn)


def with_extremes(
    orders: tuple[tuple[int, ...], ...], coalition: frozenset[int]
) -> tuple[tuple[int, ...], ...]:
    """Put the coalition first, and last, among orders that were drawn."""
    if len(orders) < MOST_ORDERS:
        return orders
    first = orders[0]
    ours = tuple(p for p in first if p in coalition)
    rest = tuple(p for p in first if p not in coalition)
    found = dict.fromkeys((first, ours + rest, rest + ours, *orders))
    return tuple(islice(found, MOST_ORDERS))


def force_target(
    engine: Engine,
    state: int,
    target: Bools,
    coalition: tuple[int, ...] | None,
    within: int | None = None,
) -> ForcedTarget:
    """Judge whether a coalition can force a target, in every order of movers.

    Parameters
    ----------
    engine : Engine
    state : int
    target : bool array, shape (n_states,)
    coalition : tuple of int or None
        None looks for the smallest that can in every order, by size, then by the
        order of the file.
    within : int or None
        Rounds; None is as many as it takes.

    Returns
    -------
    ForcedTarget
    """
    orders = list_orders(engine)
    if coalition is not None:
        found = _judge(engine, frozenset(coalition), orders, target, within)
        return _told(found, state, target, within, named=True)
    for members in _by_size(engine):
        if _forces_in_all(engine, members, orders, (state, target, within)):
            found = _judge(engine, members, orders, target, within)
            return _told(found, state, target, within, named=False)
    everyone = frozenset(range(len(engine.parties)))
    found = _judge(engine, everyone, orders, target, within)
    return _told(found, state, target, within, named=False)


def _by_size(engine: Engine) -> Iterator[frozenset[int]]:
    """List the coalitions of those who can move, smallest first; nobody is first."""
    movers = sorted(list_movers(engine))
    for size in range(len(movers) + 1):
        yield from map(frozenset, combinations(movers, size))


def _forces_in_all(
    engine: Engine,
    members: frozenset[int],
    orders: tuple[tuple[int, ...], ...],
    asked: tuple[int, Bools, int | None],
) -> bool:
    state, target, within = asked
    return all(
        force(Contest(engine, members, order), target, within).rounds[state] >= 0
        for order in with_extremes(orders, members)
    )


def _judge(
    engine: Engine,
    members: frozenset[int],
    orders: tuple[tuple[int, ...], ...],
    target: Bools,
    within: int | None,
) -> list[Forced]:
    return [
        force(Contest(engine, members, order), target, within)
        for order in with_extremes(orders, members)
    ]


def _told(
    found: list[Forced], state: int, target: Bools, within: int | None, *, named: bool
) -> ForcedTarget:
    contest = found[0].contest
    engine = contest.engine
    # The order in which it takes longest: the figure of the verdict is shown there.
    slowest = max(found, key=lambda each: int(each.rounds[state]))
    forcing = slowest if slowest.rounds[state] >= 0 else None
    failing = next((each for each in found if each.rounds[state] < 0), None)
    way = list(islice(_way(forcing, state), _STEPS + 1)) if forcing else []
    given = bool(engine.case.negotiation.movers.parties)
    return ForcedTarget(
        engine,
        state,
        target,
        tuple(engine.parties[p] for p in sorted(contest.coalition)),
        named,
        within,
        tuple(_in_order(each, state) for each in found),
        1 if given else factorial(len(contest.order)),
        given,
        tuple(way[:_STEPS]),
        len(way) <= _STEPS,
        tuple(_prevention(failing, state, within)) if failing else (),
    )


def _in_order(found: Forced, state: int) -> InOrder:
    engine = found.contest.engine
    rounds = int(found.rounds[state])
    keeping = force(found.contest, found.kept).rounds[state] >= 0
    return InOrder(
        tuple(engine.parties[p] for p in found.contest.order),
        rounds if rounds >= 0 else None,
        int(np.count_nonzero(found.places & engine.feasible)),
        bool(keeping),
    )


def _way(found: Forced, state: int) -> Iterator[Turn]:
    """Play it through: the coalition as fast as it can, the others as slowly."""
    contest, engine = found.contest, found.contest.engine
    number = 0
    while found.rounds[state] > 0:
        number += 1
        wins = [
            contest.turns(found.within(left)) for left in range(found.rounds[state])
        ]
        for place, party in enumerate(contest.order):
            ends = [state, *map(int, engine.moves(party, state))]
            sign = 1 if party in contest.coalition else -1
            # By how many more rounds it takes, then by how little is changed.
            best = min(
                ends,
                key=lambda end: (
                    sign * _least(wins, place + 1, end),
                    _distance(engine, state, end),
                ),
            )
            if best != state:
                yield Turn(number, *_named(engine, party, state, best))
            state = best


def _least(wins: list[list[Bools]], place: int, state: int) -> int:
    return next((n for n, turns in enumerate(wins) if turns[place][state]), len(wins))


def _distance(engine: Engine, state: int, end: int) -> int:
    one, two = map(int, engine.codes(np.array([state, end])))
    return (one ^ two).bit_count()


def _named(engine: Engine, party: int, state: int, end: int) -> tuple[str, str, str]:
    return engine.parties[party], engine.state(state), engine.state(end)


def _prevention(found: Forced, state: int, within: int | None) -> Iterator[Turn]:
    """Tell what the others have to do in one round, wherever staying would lose."""
    contest, engine = found.contest, found.contest.engine
    left = found.places if within is None else found.within(max(within - 1, 0))
    turns = contest.turns(left)
    here, told = [state], 0
    for place, party in enumerate(contest.order):
        won, there = turns[place + 1], []
        for each in here[:_LOOKED_AT]:
            ends = list(map(int, engine.moves(party, each)))
            if party in contest.coalition:
                there += [each, *ends]
            elif not won[each]:
                there.append(each)
            else:
                there.append(next(end for end in ends if not won[end]))
                if told < _ANSWERS:
                    told += 1
                    yield Turn(1, *_named(engine, party, each, there[-1]))
        here = list(dict.fromkeys(there))


def _moves_anything(engine: Engine, party: int) -> bool:
    return bool(engine.reached(party, engine.feasible, improving=False).any())
