"""Why a party would or would not leave a situation: the witness of a verdict."""

from collections.abc import Iterator

import numpy as np

from detente.engine import Engine, Indices, Payoffs
from detente.model.concept import Concept
from detente.records import dataclass
from detente.study.stability.core_concepts import expected, others
from detente.study.stability.path import Move, find_distances, nearest_state, trace_path


@dataclass(frozen=True, slots=True)
class SequenceMove:
    """One move of a sequence, in ids and state strings."""

    party: str
    before: str
    after: str
    improvement: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """What the others do after a party has moved.

    Attributes
    ----------
    steps : tuple of Step
        A shortest such sequence, at least one move; among equals one that
        changes the fewest options.
    ends : str
        Where it leads.
    countermove : str or None
        The best state that the party could still move to from there, where
        the concept lets it move once more; None where it has no move or the
        concept stops here.
    anyway : bool
        Whether the others would do the same by improvements had the party
        stayed: then the answer is no consequence of its move.
    """

    steps: tuple[SequenceMove, ...]
    ends: str
    countermove: str | None = None
    anyway: bool = False


@dataclass(frozen=True, slots=True)
class Landing:
    """A state that the party would rather have, and what follows.

    Attributes
    ----------
    state : str
        Where the party can move to and be better off.
    sanction : Answer or None
        What brings it back to the start's payoff or below; None where
        nothing does, which makes the start unstable.
    evaded : Answer or None
        Where nothing does only because the party could move once more: the
        answer that would have sanctioned it otherwise.
    """

    state: str
    sanction: Answer | None = None
    evaded: Answer | None = None


@dataclass(frozen=True, slots=True)
class Explanation:
    """The verdict on one state for one party under one concept.

    Attributes
    ----------
    landings : tuple of Landing
        Every improvement of the party, best first; the unsanctioned ones
        come before the others.
    """

    state: str
    party: str
    concept: Concept
    stable: bool
    landings: tuple[Landing, ...]


def explain(engine: Engine, state: int, party: int, concept: Concept) -> Explanation:
    """Say why a state is stable for a party, or why it is not.

    Parameters
    ----------
    engine : Engine
        The moves and ordinal payoffs of the case.
    state : int
        The number of a feasible state.
    party : int
        The focal party.
    concept : Concept
        What the party expects the others to do.

    Returns
    -------
    Explanation
    """
    better = _improvements(engine, state, party)
    # What the others would make of it is asked of all states: only where it matters.
    worst = expected(engine, party, concept) if better.size else engine.payoff(party)
    landings = [
        _follow(engine, _Improvement(party, state, int(landing)), concept, worst)
        for landing in better
    ]
    landings.sort(key=lambda landing: landing.sanction is not None)
    return Explanation(
        state=engine.state(state),
        party=engine.parties[party],
        concept=concept,
        stable=all(landing.sanction is not None for landing in landings),
        landings=tuple(landings),
    )


def come_anyway(
    engine: Engine, state: int, party: int, concept: Concept
) -> Iterator[bool]:
    """Tell whether what answers a party that stays would come anyway, one by one.

    Parameters
    ----------
    engine : Engine
        The moves and ordinal payoffs of the case.
    state : int
        The number of a state that is stable for the party.
    party : int
        The focal party.
    concept : Concept
        What the party expects the others to do.

    Yields
    ------
    bool
        Of each improvement what `explain` says of its sanction, in the same order;
        nothing where the party has no improvement.
    """
    for landing in _improvements(engine, state, party):
        moves = _answering(engine, _Improvement(party, state, int(landing)), concept)
        yield moves is not None and _happens_anyway(engine, state, moves)


def _improvements(engine: Engine, state: int, party: int) -> Indices:
    """Give the states that a party can better itself by, best first."""
    payoff = engine.payoff(party)
    moves = engine.moves(party, state)
    better: Indices = moves[payoff[moves] > payoff[state]]
    order = np.argsort(-payoff[better].astype(np.int64), kind="stable")
    return better[order]


@dataclass(frozen=True, slots=True)
class _Improvement:
    party: int
    start: int
    landing: int


def _follow(
    engine: Engine, move: _Improvement, concept: Concept, worst: Payoffs
) -> Landing:
    name = engine.state(move.landing)
    payoff = engine.payoff(move.party)
    if worst[move.landing] <= payoff[move.start]:
        return Landing(name, sanction=_answer(engine, move, concept))
    if concept.countermove:
        plain = Concept.SEQ if concept.credible else Concept.GMR
        answer = _answer(engine, move, plain)
        if answer is not None:
            evaded = _with_countermove(engine, answer, move.party)
            return Landing(name, evaded=evaded)
    return Landing(name)


def _answer(engine: Engine, move: _Improvement, concept: Concept) -> Answer | None:
    moves = _answering(engine, move, concept)
    if moves is None:
        return None
    answer = Answer(
        steps=name_moves(engine, moves),
        ends=engine.state(moves[-1].after),
        anyway=_happens_anyway(engine, move.start, moves),
    )
    if not concept.countermove:
        return answer
    return _with_countermove(engine, answer, move.party)


def _answering(
    engine: Engine, move: _Improvement, concept: Concept
) -> tuple[Move, ...] | None:
    """Find what the others do, in numbers: one move if that is enough."""
    party = move.party
    payoff = engine.payoff(party)
    outcome = engine.after(party, payoff) if concept.countermove else payoff
    single = _single(engine, move, concept, outcome)
    if single is not None:
        return (single,)
    hurts = (outcome <= payoff[move.start]) & engine.feasible
    distances = find_distances(
        engine,
        move.landing,
        others(engine, party),
        improving=concept.credible,
        until=hurts,
    )
    ends = np.flatnonzero((distances.by_mover > 0).any(axis=0) & hurts)
    if not ends.size:
        return None
    return trace_path(engine, distances, nearest_state(engine, ends, move.landing))


def _single(
    engine: Engine, move: _Improvement, concept: Concept, outcome: Payoffs
) -> Move | None:
    """Find one move that answers: there are few, while all states are many."""
    start, enough = move.landing, engine.payoff(move.party)[move.start]
    found: list[tuple[int, Indices]] = []
    for mover in others(engine, move.party):
        ends = engine.moves(mover, start)
        ends = ends[outcome[ends] <= enough]
        if concept.credible and ends.size:
            payoff = engine.payoff(mover)
            ends = ends[payoff[ends] > payoff[start]]
        if ends.size:
            found.append((mover, ends))
    if not found:
        return None
    end = nearest_state(engine, np.unique(np.concatenate([e for _, e in found])), start)
    mover = next(mover for mover, ends in found if end in ends)
    payoff = engine.payoff(mover)
    return Move(mover, start, end, bool(payoff[end] > payoff[start]))


def _with_countermove(engine: Engine, answer: Answer, party: int) -> Answer:
    end = engine.index(answer.ends)
    moves = engine.moves(party, end) if end is not None else np.empty(0, np.int64)
    if not moves.size:
        return answer
    best = int(moves[np.argmax(engine.payoff(party)[moves])])
    return Answer(answer.steps, answer.ends, engine.state(best), answer.anyway)


def _happens_anyway(engine: Engine, start: int, moves: tuple[Move, ...]) -> bool:
    state = start
    for move in moves:
        landed = _transplant(engine, state, move)
        if landed is None or landed not in engine.moves(move.party, state):
            return False
        payoff = engine.payoff(move.party)
        if payoff[landed] <= payoff[state]:
            return False
        state = landed
    return True


def _transplant(engine: Engine, state: int, move: Move) -> int | None:
    """Make the option changes of a move from another state."""
    before, after = engine.state(move.before), engine.state(move.after)
    if not engine.case.options:
        return None
    changed = "".join(
        new if new != old else kept
        for kept, old, new in zip(engine.state(state), before, after, strict=True)
    )
    return engine.index(changed)


def name_moves(engine: Engine, moves: tuple[Move, ...]) -> tuple[SequenceMove, ...]:
    """Give moves in ids and state strings.

    Parameters
    ----------
    engine : Engine
        The parties and the states.
    moves : tuple of Move
        In numbers.

    Returns
    -------
    tuple of SequenceMove
        In the same order.
    """
    return tuple(
        SequenceMove(
            engine.parties[move.party],
            engine.state(move.before),
            engine.state(move.after),
            move.improvement,
        )
        for move in moves
    )
