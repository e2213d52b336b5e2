"""A coalition as one party: its members are replaced by it.

This is another reading than letting coalitions form beside their members. The
members no longer judge for themselves; the coalition moves by their legal
sequences and wants what all of them want; and where others count on credible
answers, it answers only by what improves on the state before for every
member.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from detente.engine import Bools, Engine
from detente.engine.arcs_replies import find_worst
from detente.engine.arcs_rows import Rows, offsets
from detente.model.concept import Concept
from detente.study.coalition import coalition_stable, joint_improvements
from detente.study.move_list import improvements
from detente.study.stability import stable

__all__ = ["Merger", "merge"]


@dataclass(frozen=True, slots=True)
class Merger:
    """Who stays where once some parties act as one.

    Attributes
    ----------
    coalition : tuple of int
        Positions of the parties that are merged.
    together : bool array, shape (n_states,)
        True at feasible states that the coalition would not leave.
    alone : mapping of int to bool array, shape (n_states,)
        The same for each of the others.
    """

    coalition: tuple[int, ...]
    together: Bools
    alone: Mapping[int, Bools]

    @property
    def equilibria(self) -> Bools:
        """Where the coalition and all others would stay; shape (n_states,)."""
        found: Bools = np.logical_and.reduce((self.together, *self.alone.values()))
        return found


def merge(engine: Engine, coalition: tuple[int, ...], concept: Concept) -> Merger:
    """Judge every state with a coalition in place of its members.

    Parameters
    ----------
    engine : Engine
        The moves and ordinal payoffs of the case.
    coalition : tuple of int
        Positions of its members.
    concept : Concept
        What everybody expects of the others.

    Returns
    -------
    Merger

    Notes
    -----
    What sequences of moves reach does not change when members act as one, so
    only credible answers need the coalition's improvements, state by state.
    """
    others = [j for j in range(len(engine.parties)) if j not in coalition]
    if concept.credible and others:
        answers = {j: improvements(engine, j).turned() for j in others}
        joint = _joint(engine, coalition).turned()
        alone = {
            j: _stable(
                engine, j, concept, [joint, *(answers[k] for k in others if k != j)]
            )
            for j in others
        }
    else:
        alone = {j: stable(engine, j, concept) for j in others}
    together = coalition_stable(engine, coalition, concept)
    return Merger(coalition, together, MappingProxyType(alone))


def _joint(engine: Engine, coalition: tuple[int, ...]) -> Rows:
    rows = [
        joint_improvements(engine, coalition, state)
        if feasible
        else np.empty(0, np.intp)
        for state, feasible in enumerate(engine.feasible)
    ]
    sizes = np.array([row.size for row in rows], np.int64)
    return Rows(offsets(sizes), np.concatenate(rows).astype(np.int32))


def _stable(engine: Engine, party: int, concept: Concept, answers: list[Rows]) -> Bools:
    payoff = engine.payoff(party)
    outcome = engine.after(party, payoff) if concept.countermove else payoff
    landing = np.minimum(payoff, find_worst(outcome, answers))
    return (engine.after(party, landing) <= payoff) & engine.feasible
