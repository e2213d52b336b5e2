"""What would make a state last and come about: the inverse question.

Changes are tried one at a time, then two at a time where none suffices
(`inverse_search`), of what a party wants and of what it can do. For the state nearest
to it, `inverse_condition` says what every party has to want, and the least change of
its order that does it. What a party sees wrongly is told apart: for each view, whether
the party would stay if it knew the game as it is.

References
----------
Kinsara, Kilgour and Hipel (2015) for the question; Hipel, Sakamoto and Hagihara (2015)
for third parties as donors, arbiters and mediators.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from time import monotonic

from detente.engine import Engine
from detente.engine.budget import counted, expect, finishing, kept, unless_stopped
from detente.errors import Message, TooLargeError
from detente.study.preference.hypergame import SeenGame
from detente.study.preference.inverse_condition import (
    Clause,
    find_condition,
    share_of_orders,
)
from detente.study.preference.inverse_edit import Edit, Kind, can_be_reordered
from detente.study.preference.inverse_lever import Asked, Change, Lever
from detente.study.preference.inverse_search import Search
from detente.study.preference.listed_game import (
    ListedGame,
    States,
    list_game,
    members,
)
from detente.study.stability.core_concepts import stable

MOST_STATES = 2_048
MOST_TARGETS = 20


@dataclass(frozen=True, slots=True)
class Standing:
    """How a state asked about stands as the case is.

    Attributes
    ----------
    state : str
    leaving : tuple of str
        The parties that would leave it.
    reached : bool
        Whether improvements lead there from now.
    """

    state: str
    leaving: tuple[str, ...]
    reached: bool

    @property
    def obstacles(self) -> int:
        """How many things stand in the way."""
        return len(self.leaving) + (not self.reached)


@dataclass(frozen=True, slots=True)
class NeededClause:
    """What spoils one move of a party: states of which none may be better.

    Attributes
    ----------
    landing : str
        Where the move leads.
    ways : tuple of tuple of str
        One of these sets of states; the shortest first.
    holds : bool
        Whether it is so as the case is.
    """

    landing: str
    ways: tuple[tuple[str, ...], ...]
    holds: bool


@dataclass(frozen=True, slots=True)
class Needed:
    """What one party has to want for staying at a state.

    Attributes
    ----------
    party : str
    stays : bool
        Whether it stays as the case is.
    clauses : tuple of NeededClause
        All have to hold; empty where it stays whatever it wants.
    share : Fraction or None
        Of all strict orders of the states, those that satisfy it; None where there
        are too many choices to count.
    least : Edit or None
        The least change of its order by which it stays; None where it stays.
    against_now : int
        1 where it likes the state better than how things stand now, -1 where less.
    """

    party: str
    stays: bool
    clauses: tuple[NeededClause, ...]
    share: Fraction | None
    least: Edit | None
    against_now: int


@dataclass(frozen=True, slots=True)
class Informed:
    """What a party with a view would do at a state, as it sees it and if it knew.

    Attributes
    ----------
    party : str
    stays_as_seen, stays_as_is : bool
    """

    party: str
    stays_as_seen: bool
    stays_as_is: bool


@dataclass(frozen=True, slots=True)
class Tried:
    """How much was tried.

    Attributes
    ----------
    singles : tuple of (Kind, int)
        Single changes, by kind.
    pairs, n_pairs : int
        Pairs that were tried, and that there are; 0 where none were needed.
    every_place : bool
        Whether each state was put in each other place of a ranking.
    unplaced : tuple of str
        Options that were not made available, because no ranking says where the new
        states stand.
    by_numbers : tuple of str
        Parties that give numbers, whose wants were left as they are.
    """

    singles: tuple[tuple[Kind, int], ...]
    pairs: int
    n_pairs: int
    every_place: bool
    unplaced: tuple[str, ...]
    by_numbers: tuple[str, ...]

    @property
    def n_singles(self) -> int:
        """Single changes of every kind."""
        return sum(n for _, n in self.singles)


@dataclass(frozen=True)
class Inverse:
    """What would make a state last and come about.

    Attributes
    ----------
    asked : Asked
    engine : Engine
    n_states : int
        States asked about.
    standings : tuple of Standing
        Those looked at, the least in the way first; none where nothing is feasible.
    levers : tuple of Lever
        The smallest first; if any of them leads there by improvements, only such.
    tried : Tried
    state : str or None
        The one that `needed` and `informed` are about.
    needed : tuple of Needed
        One a party.
    informed : tuple of Informed
        One a party that sees another game.
    """

    asked: Asked
    engine: Engine
    n_states: int
    standings: tuple[Standing, ...]
    levers: tuple[Lever, ...]
    tried: Tried
    state: str | None
    needed: tuple[Needed, ...]
    informed: tuple[Informed, ...]

    @property
    def already(self) -> tuple[str, ...]:
        """States asked about that last, and that improvements lead to, as it is."""
        return tuple(each.state for each in self.standings if not each.obstacles)

    @property
    def reached(self) -> bool:
        """Whether the levers make it last and come about, not last alone."""
        return bool(self.levers) and self.levers[0].reached


def study_inverse(asked: Asked, views: Iterable[SeenGame] = ()) -> Inverse:
    """Find what would make a state last and come about.

    Parameters
    ----------
    asked : Asked
        The case, the states, the concept.
    views : iterable of SeenGame
        What parties see that see another game.

    Returns
    -------
    Inverse

    Raises
    ------
    TooLargeError
        For a case of very many states.
    """
    engine = asked.open(asked.case)
    if engine.n_feasible > MOST_STATES:
        raise TooLargeError(_too_many(engine.n_feasible), _FEWER)
    search = Search(asked, engine, list_game(engine))
    standings = _standings(search)
    looked_at = standings[:MOST_TARGETS]
    if len(standings) > MOST_TARGETS:
        search.look_at([each.state for each in looked_at])
    found, tried = _levers(search, looked_at)
    with finishing():
        state = _shown(looked_at, found)
        place = None if state is None else search.game.states.index(state)
        return Inverse(
            asked,
            engine,
            len(standings),
            looked_at,
            found,
            tried,
            state,
            () if place is None else _needed(search, place),
            () if state is None else tuple(_informed(views, state, search)),
        )


def _shown(looked_at: Sequence[Standing], found: Sequence[Lever]) -> str | None:
    """Choose the state of which conditions are told: that of the least change."""
    known = [each.state for each in looked_at]
    for lever in found[:1]:
        for state in lever.states:
            if state in known:
                return state
    return known[0] if known else None


def _too_many(n_states: int) -> Message:
    return Message(
        "{n} situations are too many: what would make one last is looked for among at "
        "most {limit}",
        n=n_states,
        limit=MOST_STATES,
    )


_FEWER = Message("settle options that cannot change, or add constraints")


def _standings(search: Search) -> tuple[Standing, ...]:
    game = search.game
    found = []
    for state, bits in search.obstacles(game, search.targets).items():
        leaving = [name for j, name in enumerate(game.parties) if bits >> j & 1]
        reached = not bits >> len(game.parties) & 1
        found.append(Standing(state, tuple(leaving), reached))
    return tuple(sorted(found, key=lambda each: each.obstacles))


def _levers(
    search: Search, looked_at: Sequence[Standing]
) -> tuple[tuple[Lever, ...], Tried]:
    """Try single changes, pairs if none suffices, then all orders at once."""
    if not looked_at or not looked_at[0].obstacles:
        return (), _tried(search, 0, 0, ())
    changes: tuple[Change, ...] = ()
    changes = unless_stopped(lambda: search.changes, changes)
    _expect(search, len(changes))
    judged = kept(search.judge(change) for change in counted(changes))
    found = [each for each in judged if each is not None]
    done, n_pairs = 0, 0
    if not any(each.reached for each in found):
        chosen: list[tuple[Change, Change]] = []
        chosen = unless_stopped(search.chosen_pairs, chosen)
        n_pairs = search.n_pairs
        _expect(search, len(chosen))
        pairs = kept(search.judge_pair(pair) for pair in counted(chosen))
        done = len(pairs)
        found += [each for each in pairs if each is not None]
    if not any(each.reached for each in found):
        places = [search.game.states.index(each.state) for each in looked_at]
        together = (search.together(place) for place in places)
        found += [each for each in together if each is not None]
    return _smallest(found), _tried(
        search, done, n_pairs, [each.edit for each in changes[: len(judged)]]
    )


def _expect(search: Search, count: int) -> None:
    """Say beforehand what so many judgements take, by taking one."""
    begun = monotonic()
    search.obstacles(search.game.with_order(0, search.game.orders[0]), search.targets)
    expect((monotonic() - begun) * count)


def _tried(search: Search, pairs: int, n_pairs: int, edits: Iterable[Edit]) -> Tried:
    kinds = [edit.kind for edit in edits]
    wants = search.asked.case.preference
    return Tried(
        tuple((kind, kinds.count(kind)) for kind in Kind if kind in kinds),
        pairs,
        n_pairs,
        search.every_place,
        tuple(search.unplaced),
        tuple(p for p in search.game.parties if not can_be_reordered(wants[p])),
    )


def _smallest(found: Iterable[Lever]) -> tuple[Lever, ...]:
    """Leave those that do most with fewest changes, and change nothing needlessly."""
    levers = sorted(found, key=_size)
    kept_: list[Lever] = []
    for lever in levers:
        if (lever.reached, len(lever.edits)) != (
            levers[0].reached,
            len(levers[0].edits),
        ):
            break
        if not any(each.footprint <= lever.footprint for each in kept_):
            kept_.append(lever)
    return tuple(kept_)


_KINDS = tuple(Kind)


def _size(lever: Lever) -> tuple[object, ...]:
    kinds = tuple(_KINDS.index(edit.kind) for edit in lever.edits)
    return (not lever.reached, len(lever.edits), lever.size, kinds)


def _needed(search: Search, state: int) -> tuple[Needed, ...]:
    """Say of each party what it has to want for staying at a state."""
    game, concept = search.game, search.asked.concept
    found = []
    for party, name in enumerate(game.parties):
        better = game.better[party]
        clauses = find_condition(game, party, state, concept)
        raised = search.raised(party, state)
        found.append(
            Needed(
                name,
                raised is None,
                tuple(_named(game, (party, state), clause) for clause in clauses),
                share_of_orders(clauses),
                None if raised is None else raised.edit,
                (better[game.now] >> state & 1) - (better[state] >> game.now & 1),
            )
        )
    return tuple(found)


def _named(game: ListedGame, stay: tuple[int, int], clause: Clause) -> NeededClause:
    party, state = stay
    ways = tuple(_names(game, way) for way in clause.ways)
    holds = clause.holds(game.better[party][state])
    return NeededClause(game.states[clause.landing], ways, holds)


def _names(game: ListedGame, states: States) -> tuple[str, ...]:
    return tuple(game.states[each] for each in members(states))


def _informed(
    views: Iterable[SeenGame], state: str, search: Search
) -> Iterator[Informed]:
    """Say of each party with a view whether it stays as it sees it, and if it knew."""
    place = search.game.states.index(state)
    for view in views:
        party = search.game.parties.index(view.party)
        at = view.engine.index(state)
        concept = search.asked.concept
        # What a party does not perceive it cannot leave.
        as_seen = at is None or not view.engine.truth(view.only)[at]
        if not as_seen:
            as_seen = bool(stable(view.engine, party, concept)[at])
        yield Informed(view.party, as_seen, search.game.stays(party, place, concept))
