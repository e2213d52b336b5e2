"""Misperception: every party judged in the game that it sees.

A party's view is a case of its own, with moves and preferences as the party
believes them, on the states that it perceives. States of all views and of the
case as written together make the universal set. At a state that a party does
not perceive it cannot move, so it stays.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from detente.engine import Bools, Engine, Indices, bits
from detente.model.case import Case, Constraint
from detente.model.concept import CORE_CONCEPTS, Assumptions, Concept
from detente.model.formula import TRUE, Formula, Name, holds
from detente.records import dataclass
from detente.study.stability.stable_sets import find_stable

Rows = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class SeenGame:
    """The game that a party sees, opened.

    Attributes
    ----------
    party : str
        Who sees it.
    engine : Engine
        The game, as `perceived` gives it.
    only : Formula
        Where the party perceives it.
    """

    party: str
    engine: Engine
    only: Formula


@dataclass(frozen=True, slots=True)
class Game:
    """One game, as some parties see it; arrays over the universal set.

    Attributes
    ----------
    viewers : tuple of str
        Who sees this game.
    perceived : bool array, shape (u,)
        The states of it.
    stays : mapping of (Concept, str) to bool array (u,)
        Where each party would stay in it; where a state is not perceived,
        nobody can move.
    rests : mapping of Concept to bool array (u,)
        Its equilibria.
    """

    viewers: tuple[str, ...]
    perceived: Bools
    stays: Mapping[tuple[Concept, str], Bools]
    rests: Mapping[Concept, Bools]


@dataclass(frozen=True, slots=True)
class Hypergame:
    """What each party expects, and what holds.

    Arrays are over the universal set of states, ascending, of length u.

    Attributes
    ----------
    engine : Engine
        The case as it is written.
    concepts : tuple of Concept
        In the order asked.
    games : tuple of Game
        The case as it is written, then the game of each party with a view.
    spell : callable
        From a number in the universal set to the Y/N string or id.
    assumptions : Assumptions
        The choices made where texts differ.
    """

    engine: Engine
    concepts: tuple[Concept, ...]
    games: tuple[Game, ...]
    spell: Callable[[int], str]
    assumptions: Assumptions

    def game_of(self, party: str) -> Game:
        """Give the game that a party sees."""
        return next(game for game in self.games if party in game.viewers)

    def equilibria(self, concept: Concept) -> Bools:
        """Find the possible states that every party would stay at as it sees them.

        Returns
        -------
        bool array, shape (u,)
            A state that only views contain cannot come about.
        """
        found = self.games[0].perceived.copy()
        for party in self.engine.parties:
            found &= self.game_of(party).stays[concept, party]
        return found

    def missed(self, concept: Concept, game: Game) -> Bools:
        """Find what is an equilibrium of a game and does not last; shape (u,)."""
        return game.rests[concept] & ~self.equilibria(concept)

    def unforeseen(self, concept: Concept, game: Game) -> Bools:
        """Find what lasts and is no equilibrium of a game; shape (u,)."""
        return self.equilibria(concept) & ~game.rests[concept]


def perceived(case: Case, only: Formula) -> Case:
    """Give a case in which nobody moves to or from what is not perceived.

    Parameters
    ----------
    case : Case
        What a party sees.
    only : Formula
        The states that it perceives.

    Returns
    -------
    Case
        With options, the other states are infeasible; listed ones stay, and
        no move leads to or from them.
    """
    if only == TRUE:
        return case
    if not case.graph.states:
        return replace(case, constraints=(*case.constraints, Constraint(only)))
    seen = {state for state, _ in case.graph.states if _true_at(case, only, {state})}
    moves = tuple(
        (
            party,
            tuple(
                (start, tuple(end for end in ends if end in seen))
                for start, ends in rows
                if start in seen
            ),
        )
        for party, rows in case.graph.moves
    )
    return replace(case, graph=replace(case.graph, moves=moves))


def _true_at(case: Case, formula: Formula, true: set[str]) -> bool:
    known: dict[str, bool] = {}

    def truth(name: str) -> bool:
        if name not in case.definitions:
            return name in true
        if name not in known:
            known[name] = holds(case.definitions[name], truth)
        return known[name]

    return holds(formula, truth)


def study_hypergame(
    engine: Engine,
    views: Iterable[SeenGame],
    concepts: Iterable[Concept] = CORE_CONCEPTS,
    assumptions: Assumptions | None = None,
) -> Hypergame:
    """Judge every party in the game that it sees.

    Parameters
    ----------
    engine : Engine
        The case as it is written, which the parties without a view see.
    views : iterable of SeenGame
        One for each party that sees another game. Each is left before the next
        is asked for.
    concepts : iterable of Concept
        By default R, GMR, SMR, SEQ and SSEQ.
    assumptions : Assumptions or None
        The choices made where texts differ.

    Returns
    -------
    Hypergame

    Raises
    ------
    QuestionError
        For a concept that does not fit the case.

    References
    ----------
    Bennett (1977) for hypergames; Wang, Hipel and Fraser (1988, 1989) for
    stability in each party's own game.
    """
    asked = tuple(dict.fromkeys(concepts))
    chosen = assumptions or Assumptions()
    numbers = _Numbers(engine.case)
    found = [_play(engine, TRUE, asked, chosen, numbers)]
    viewers = []
    for seen in views:
        viewers.append((seen.party,))
        found.append(_play(seen.engine, seen.only, asked, chosen, numbers))
    others = tuple(party for party in engine.parties if (party,) not in viewers)
    rows, places = np.unique(
        np.concatenate([part.rows for part in found]), axis=0, return_inverse=True
    )
    ends = np.cumsum([len(part.rows) for part in found])[:-1]
    parts = np.split(places.reshape(-1), ends)
    games = tuple(
        _spread(part, who, place, len(rows))
        for part, who, place in zip(found, (others, *viewers), parts, strict=True)
    )
    return Hypergame(engine, asked, games, lambda at: numbers.spell(rows[at]), chosen)


@dataclass(frozen=True, slots=True)
class _Part:
    """One game over its own perceived states, each a row of numbers."""

    rows: Rows
    stays: Mapping[tuple[Concept, str], Bools]
    rests: Mapping[Concept, Bools]


def _play(
    engine: Engine,
    only: Formula,
    concepts: tuple[Concept, ...],
    assumptions: Assumptions,
    numbers: "_Numbers",
) -> _Part:
    seen = engine.feasible & engine.truth(only)
    sets = find_stable(engine, concepts, assumptions)
    stays = {
        (concept, party): sets.sets[concept, position][seen]
        for concept in concepts
        for position, party in enumerate(engine.parties)
    }
    rests = {concept: sets.equilibria(concept)[seen] for concept in concepts}
    return _Part(numbers.rows(engine, seen), stays, rests)


def _spread(part: _Part, who: tuple[str, ...], place: Indices, size: int) -> Game:
    """Put the arrays of a game at the places of its states in the universal set."""

    def spread(own: Bools, *, elsewhere: bool) -> Bools:
        whole: Bools = np.full(size, elsewhere)
        whole[place] = own
        whole.setflags(write=False)
        return whole

    stays = {key: spread(own, elsewhere=True) for key, own in part.stays.items()}
    rests = {key: spread(own, elsewhere=False) for key, own in part.rests.items()}
    perceived_ = spread(np.ones(len(place), np.bool_), elsewhere=False)
    return Game(who, perceived_, MappingProxyType(stays), MappingProxyType(rests))


class _Numbers:
    """Rows of numbers for states, the same in every view, that sort as states do.

    The choices of 62 options make one number, the last options first; a
    listed state is its place among all that are listed anywhere.
    """

    def __init__(self, case: Case) -> None:
        self._options = tuple(option.id for option in case.options)
        self._ids = {state: at for at, (state, _) in enumerate(case.graph.states)}

    def rows(self, engine: Engine, states: Bools) -> Rows:
        """Give a row for each of some states; shape (count, numbers)."""
        if not self._options:
            names = map(engine.state, np.flatnonzero(states).tolist())
            places = [self._ids.setdefault(name, len(self._ids)) for name in names]
            return np.array(places, np.int64)[:, None]
        taken = [engine.truth(Name(option))[states] for option in self._options]
        groups = reversed(_groups(taken))
        count = int(np.count_nonzero(states))
        return np.stack([bits.as_states(group, count) for group in groups], axis=1)

    def spell(self, row: Rows) -> str:
        """Write a state as Y and N in option order, or as its id."""
        if not self._options:
            return list(self._ids)[int(row[0])]
        signs = [
            "NY"[bits.is_taken(int(number), place)]
            for number in row[::-1]
            for place in range(_A_NUMBER)
        ]
        return "".join(signs[: len(self._options)])


_A_NUMBER = 62


def _groups(taken: Sequence[Bools]) -> list[Sequence[Bools]]:
    return [taken[at : at + _A_NUMBER] for at in range(0, len(taken), _A_NUMBER)]
