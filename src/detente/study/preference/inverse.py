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
from time import monotonic

from detente.engine.budget import counted, expect, finishing, kept, unless_stopped
from detente.errors import Message, TooLargeError
from detente.study.preference.hypergame import SeenGame
from detente.study.preference.inverse_answer import (
    Informed,
    Inverse,
    Needed,
    NeededClause,
    Standing,
    Tried,
)
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

MOST_STATES = 4_096
MOST_TARGETS = 20


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
    begun = monotonic()
    search = Search(asked, engine, list_game(engine))
    search.seconds = monotonic() - begun
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
    stays = bool(looked_at) and not looked_at[0].leaving
    for lever in found[:1] if not stays or any(each.reached for each in found) else ():
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
    by_rules = len(search.rules) / max(1, len(search.changes))
    expect((monotonic() - begun + by_rules * search.seconds) * count, measured=True)


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
