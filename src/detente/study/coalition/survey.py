"""What coalitions change: from one state, and at the equilibria.

Every question is asked of each coalition that may form. Where the states are
few all of them are judged, else the equilibria and the one asked about.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cache, cached_property
from types import MappingProxyType

import numpy as np

from detente.engine import Bools, Engine, Indices, bits
from detente.engine.budget import counted, finishing, kept
from detente.engine.memory import refuse_beyond
from detente.errors import Message, TooLargeError
from detente.model.concept import Concept
from detente.records import dataclass
from detente.study.coalition.joint_improvement import (
    Coalition,
    Judge,
    list_coalitions,
    reached_alone,
)
from detente.study.coalition.joint_move import (
    CoalitionSurvey,
    Departure,
    Holding,
    JointMove,
    Jump,
    Standpoint,
)
from detente.study.stability.explanation import name_moves
from detente.study.stability.path import find_distances, trace_path
from detente.study.stability.stable_sets import StableSets

_JUDGED_ALL = 2**24
"""States squared times coalitions up to which every state is judged."""
_MOST = 2**35
_A_PAIR = 16
"""Bytes for a state and a state that it is left for: a number, and a name."""
"""States judged times states times coalitions that take hours."""


def survey_coalitions(
    sets: StableSets,
    state: int,
    among: Sequence[tuple[int, ...]] | None = None,
    most: int = 20,
) -> CoalitionSurvey:
    """Find what coalitions change.

    Parameters
    ----------
    sets : StableSets
        Who is stable where under the concepts asked for, all of them core.
    state : int
        The number of a feasible state.
    among : sequence of tuple of int, or None
        The coalitions that may form; None is all of two or more.
    most : int
        List at most so many improvements of a coalition, and jumps.

    Returns
    -------
    CoalitionSurvey

    Raises
    ------
    TooLargeError
        Where there are too many coalitions for so many states.

    References
    ----------
    Kilgour, Hipel, Fang and Peng (2001); Inohara and Hipel (2008).
    """
    engine = sets.engine
    chosen = tuple(list_coalitions(engine, 2)) if among is None else tuple(among)
    survey = _Survey(sets, state, len(chosen), most)
    if survey.everything:
        _refuse_large(engine, chosen)
    viewed = (survey.viewed(members) for members in counted(chosen))
    found = kept(viewed, least=min(len(chosen), 1))
    # Of the coalitions that were judged by then, everything is told.
    with finishing():
        jumps = survey.jumps([view for view, _ in found])
        return CoalitionSurvey(
            sets=sets,
            state=state,
            everything=survey.everything,
            standpoints=tuple(standpoint for _, standpoint in found),
            departures=MappingProxyType(survey.departures()),
            jumps=tuple(survey.jump(each) for each in jumps[:most]),
            n_jumps=len(jumps),
        )


def _refuse_large(engine: Engine, chosen: tuple[tuple[int, ...], ...]) -> None:
    """Refuse where noting every improvement of every coalition would not fit."""
    free = [
        sum(not option.settled for option in engine.case.party[party].options)
        for party in engine.parties
    ]
    ways = sum(
        bits.n_subsets(sum(free[member] for member in members)) for members in chosen
    )
    pairs = engine.n_feasible * min(ways, engine.n_states * len(chosen))
    hint = Message("name one coalition with --members, or settle some options")
    refuse_beyond(pairs * _A_PAIR, None, hint)


def _refuse_many(engine: Engine, n_coalitions: int, n_judged: int) -> None:
    if n_coalitions * n_judged * engine.n_states > _MOST:
        raise TooLargeError(
            Message(
                "judging {coalitions} coalitions in {judged} situations out of "
                "{states} would take hours",
                coalitions=n_coalitions,
                judged=n_judged,
                states=engine.n_states,
            ),
            Message("name one coalition with --members, or fewer --concepts"),
        )


@dataclass(frozen=True, slots=True)
class _View:
    """A coalition with its judges, its improvements and where it stays."""

    coalition: Coalition
    judges: Mapping[Concept, Judge]
    improvements: Mapping[int, Indices]
    stable: Mapping[Concept, Bools]


@dataclass(frozen=True, slots=True)
class _Way:
    """A coalition's improvement from one state to another."""

    view: _View
    start: int
    end: int


class _Survey:
    def __init__(
        self, sets: StableSets, state: int, n_coalitions: int, most: int
    ) -> None:
        engine = sets.engine
        work = engine.n_feasible * engine.n_states * n_coalitions
        self.everything = work <= _JUDGED_ALL
        self._sets = sets
        self._engine = engine
        self._state = state
        self._most = most
        self._held = {each: sets.equilibria(each) for each in sets.concepts}
        self._left: dict[Concept, dict[int, tuple[int, ...]]] = {
            each: {} for each in sets.concepts
        }
        self._alone: dict[int, frozenset[int]] = {}
        if not self.everything:
            _refuse_many(engine, n_coalitions, int(self._pending().sum()))

    def _pending(self) -> Bools:
        """Find the equilibria that no coalition has left yet, under some concept."""
        found: Bools = np.zeros(self._engine.n_states, np.bool_)
        for concept, held in self._held.items():
            staying = held.copy()
            staying[list(self._left[concept])] = False
            found |= staying
        return found

    def viewed(self, members: tuple[int, ...]) -> tuple[_View, Standpoint]:
        """Judge a coalition, and say what it would do in the state asked about."""
        view = self.view(members)
        return view, self.standpoint(view)

    def view(self, members: tuple[int, ...]) -> _View:
        """Judge a coalition at every state that is to be judged."""
        coalition = Coalition(self._engine, members)
        judges = {each: Judge(coalition, each) for each in self._sets.concepts}
        judged = self._engine.feasible if self.everything else self._pending()
        stable = {each: self._engine.feasible.copy() for each in judges}
        improvements = {}
        for state in counted(sorted({*map(int, np.flatnonzero(judged)), self._state})):
            ends = coalition.improvements(state)
            if ends.size:
                improvements[state] = ends
                for concept in self._asked(state):
                    leaves = judges[concept].upsetting(state, ends).any()
                    stable[concept][state] = not leaves
        for concept, found in stable.items():
            self._leave(concept, self._held[concept] & ~found, members)
            found.setflags(write=False)
        return _View(coalition, judges, improvements, MappingProxyType(stable))

    def _asked(self, state: int) -> list[Concept]:
        """Give the concepts under which a coalition's say on a state still counts."""
        if self.everything or state == self._state:
            return list(self._held)
        return [
            concept
            for concept, held in self._held.items()
            if held[state] and state not in self._left[concept]
        ]

    def _leave(self, concept: Concept, states: Bools, members: tuple[int, ...]) -> None:
        for state in np.flatnonzero(states):
            self._left[concept].setdefault(int(state), members)

    def departures(self) -> dict[Concept, tuple[Departure, ...]]:
        """Name the smallest coalition that would leave each equilibrium."""
        return {
            concept: tuple(
                Departure(self._engine.state(state), self._ids(members))
                for state, members in sorted(left.items())
            )
            for concept, left in self._left.items()
        }

    def _ids(self, members: tuple[int, ...]) -> tuple[str, ...]:
        return tuple(self._engine.parties[member] for member in members)

    def standpoint(self, view: _View) -> Standpoint:
        """Say what a coalition would do in the state asked about."""
        state = self._state
        ends = view.improvements.get(state, np.empty(0, np.int64))
        return Standpoint(
            members=self._ids(view.coalition.members),
            leaves=tuple(each for each in view.stable if not view.stable[each][state]),
            count=int(ends.size),
            moves=self._first_moves(view, ends),
            stable=view.stable if self.everything else None,
            improvements=self._everywhere(view) if self.everything else (),
        )

    @cached_property
    def _name(self) -> Callable[[int], str]:
        return cache(self._engine.state)

    def _everywhere(self, view: _View) -> tuple[tuple[str, tuple[str, ...]], ...]:
        # Each state is named once, however many coalitions reach it.
        name = self._name
        return tuple(
            (name(start), tuple(map(name, ends.tolist())))
            for start, ends in view.improvements.items()
        )

    def _first_moves(self, view: _View, ends: Indices) -> tuple[JointMove, ...]:
        if not ends.size:
            return ()
        state = self._state
        distances = view.coalition.reached(state)
        free = {
            concept: judge.upsetting(state, ends)
            for concept, judge in view.judges.items()
        }
        held = len(free) - np.sum(list(free.values()), axis=0)
        order = np.lexsort((ends, distances.least()[ends], held))[: self._most]
        return tuple(
            self._move(
                _Way(view, state, int(ends[place])),
                tuple(concept for concept in free if free[concept][place]),
            )
            for place in order
        )

    def _move(self, way: _Way, upsetting: tuple[Concept, ...]) -> JointMove:
        engine = self._engine
        distances = way.view.coalition.reached(way.start)
        return JointMove(
            before=engine.state(way.start),
            after=engine.state(way.end),
            steps=name_moves(engine, trace_path(engine, distances, way.end) or ()),
            upsetting=upsetting,
            holdings=tuple(
                self._holding(way, concept)
                for concept in way.view.judges
                if concept not in upsetting
            ),
            equilibrium=tuple(each for each in self._held if self._held[each][way.end]),
            alone=way.end in self.alone(way.start),
        )

    def _holding(self, way: _Way, concept: Concept) -> Holding:
        engine, view = self._engine, way.view
        spoilt = (view.judges[concept].spoilt(way.start) == 1) & engine.feasible
        distances = find_distances(
            engine,
            way.end,
            view.coalition.others,
            improving=concept.credible,
            until=spoilt,
        )
        least = distances.least()
        ends = np.flatnonzero(spoilt & (least > 0))
        nearest = int(ends[np.argmin(least[ends])])
        steps = trace_path(engine, distances, nearest) or ()
        return Holding(concept, name_moves(engine, steps))

    def alone(self, state: int) -> frozenset[int]:
        """Find what some party reaches from a state by its own improvement."""
        if state not in self._alone:
            self._alone[state] = reached_alone(self._engine, state)
        return self._alone[state]

    def jumps(self, views: Sequence[_View]) -> list[_Way]:
        """Find the ways between equilibria that nobody goes alone."""
        # Coalitions come smallest first, so a smaller one that goes the same way has
        # been noted before any that contains it.
        found: dict[tuple[int, int], list[frozenset[int]]] = {}
        jumps = []
        for view in views:
            members = frozenset(view.coalition.members)
            for start, ends in view.improvements.items():
                for end in map(int, ends[self._lasting(start, ends)]):
                    done = found.setdefault((start, end), [])
                    if not any(smaller < members for smaller in done):
                        done.append(members)
                        jumps.append(_Way(view, start, end))
        return jumps

    def _lasting(self, start: int, ends: Indices) -> Bools:
        """Find which improvements lead from an equilibrium to another."""
        lasting: Bools = np.zeros(ends.size, np.bool_)
        for held in self._held.values():
            if held[start]:
                lasting |= held[ends]
        if lasting.any():
            lasting &= ~np.isin(ends, list(self.alone(start)))
        return lasting

    def jump(self, way: _Way) -> Jump:
        """Describe one of them."""
        view, start = way.view, way.start
        only = np.array([way.end])
        upsetting = tuple(
            concept
            for concept, judge in view.judges.items()
            if judge.upsetting(start, only)[0]
        )
        move = self._move(way, upsetting)
        both = tuple(each for each in move.equilibrium if self._held[each][start])
        members = self._ids(view.coalition.members)
        return Jump(members, replace(move, equilibrium=both))
