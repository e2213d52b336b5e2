"""A coalition as one party: its members are replaced by it.

This is another reading than letting coalitions form beside their members. The
members no longer judge for themselves; the coalition moves by their legal
sequences and wants what all of them want; and where others count on credible
answers, it answers only by what improves on the state before for every
member.
"""

import numpy as np

from detente.engine import Bools, Engine
from detente.engine.arcs.replies import find_worst
from detente.engine.arcs.rows import Rows, offsets
from detente.engine.budget import tick
from detente.errors import Message, TooLargeError
from detente.model.concept import Concept
from detente.records import dataclass
from detente.study.coalition.joint_improvement import Coalition, Judge
from detente.study.stability.core_concepts import stable
from detente.study.stability.move_list import improvements
from detente.study.stability.stable_sets import StableSets

_MOST = 2**33
"""States squared that take hours."""


@dataclass(frozen=True, slots=True)
class MergedEquilibria:
    """What acting as one party changes under one concept.

    Attributes
    ----------
    concept : Concept
        What everybody expects of the others.
    equilibria : bool array, shape (n_states,)
        Where the one party and all others would stay.
    gained, lost : bool array, shape (n_states,)
        Against the equilibria of all parties, each for itself.
    """

    concept: Concept
    equilibria: Bools
    gained: Bools
    lost: Bools


@dataclass(frozen=True, slots=True)
class Merged:
    """A coalition as one party, under each concept asked for."""

    members: tuple[str, ...]
    outcomes: tuple[MergedEquilibria, ...]


def merge_under(sets: StableSets, coalition: tuple[int, ...]) -> Merged:
    """Find the equilibria where a coalition acts as one party.

    Parameters
    ----------
    sets : StableSets
        Who is stable where, each party for itself; core concepts only.
    coalition : tuple of int
        Positions of the members.

    Returns
    -------
    Merged

    Raises
    ------
    TooLargeError
        Where there are too many states.

    Notes
    -----
    What sequences of moves reach does not change when members act as one, so
    only credible answers need the coalition's improvements, state by state.
    """
    engine = sets.engine
    _refuse_many(engine)
    joint = _joint(engine, coalition)
    outcomes = []
    for concept in sets.concepts:
        alone = _alone(engine, coalition, concept, joint)
        others = np.logical_and.reduce([engine.feasible, *alone.values()])
        # A state of the coalition takes a sweep over all others to judge, so
        # only those are judged at which everybody else would stay.
        found = others & _together(engine, coalition, concept, joint, others)
        before = sets.equilibria(concept)
        outcomes.append(
            MergedEquilibria(concept, found, found & ~before, before & ~found)
        )
    members = tuple(engine.parties[member] for member in sorted(coalition))
    return Merged(members, tuple(outcomes))


def _alone(
    engine: Engine, coalition: tuple[int, ...], concept: Concept, joint: Rows
) -> dict[int, Bools]:
    """Find where each of the others would stay."""
    others = [j for j in range(len(engine.parties)) if j not in coalition]
    if concept.credible and others:
        answers = {j: improvements(engine, j).turned() for j in others}
        turned = joint.turned()
        return {
            j: _stable(
                engine, j, concept, [turned, *(answers[k] for k in others if k != j)]
            )
            for j in others
        }
    return {j: stable(engine, j, concept) for j in others}


def _together(
    engine: Engine,
    coalition: tuple[int, ...],
    concept: Concept,
    joint: Rows,
    where: Bools,
) -> Bools:
    """Find which of some states the coalition would not leave."""
    judge = Judge(Coalition(engine, coalition), concept)
    found = where.copy()
    for state in map(int, np.flatnonzero((np.diff(joint.starts) > 0) & where)):
        tick()
        found[state] = not judge.upsetting(state, joint.row(state)).any()
    return found


def _refuse_many(engine: Engine) -> None:
    if engine.n_feasible * engine.n_states > _MOST:
        raise TooLargeError(
            Message(
                "judging {count} situations out of {states} for a coalition as one "
                "party would take hours",
                count=engine.n_feasible,
                states=engine.n_states,
            ),
            Message("leave out --merged, or settle some options"),
        )


def _joint(engine: Engine, coalition: tuple[int, ...]) -> Rows:
    together = Coalition(engine, coalition)
    rows = [
        together.improvements(state) if feasible else np.empty(0, np.int64)
        for state, feasible in enumerate(engine.feasible)
    ]
    sizes = np.array([row.size for row in rows], np.int64)
    return Rows(offsets(sizes), np.concatenate(rows).astype(np.int32))


def _stable(engine: Engine, party: int, concept: Concept, answers: list[Rows]) -> Bools:
    payoff = engine.payoff(party)
    outcome = engine.after(party, payoff) if concept.countermove else payoff
    landing = np.minimum(payoff, find_worst(outcome, answers))
    return (engine.after(party, landing) <= payoff) & engine.feasible
