"""A lever asked again: whether the edited case does what the search said of it."""

import numpy as np

from detente.engine import Engine
from detente.model.concept import Concept
from detente.records import dataclass
from detente.study.preference.inverse_lever import Lever
from detente.study.stability.explanation import SequenceMove, name_moves
from detente.study.stability.path import find_distances, nearest_state, trace_path
from detente.study.stability.stable_sets import find_stable


@dataclass(frozen=True, slots=True)
class Checked:
    """A lever that holds in the edited case, and what else it does there.

    Attributes
    ----------
    lever : Lever
    edits : tuple of str
        As `--set` takes them.
    route : tuple of SequenceMove
        A shortest way there by improvements; empty where there is none, or none is
        needed.
    n_others : int
        How many other equilibria improvements lead to as well.
    """

    lever: Lever
    edits: tuple[str, ...]
    route: tuple[SequenceMove, ...]
    n_others: int


def check_lever(
    engine: Engine, lever: Lever, edits: tuple[str, ...], concept: Concept
) -> Checked | None:
    """Ask the edited case, by the operators of the engine.

    Parameters
    ----------
    engine : Engine
        Of the case as it is read with the edits.
    lever : Lever
    edits : tuple of str
    concept : Concept

    Returns
    -------
    Checked or None
        None where a state does not last there, or is not reached as the lever says.
    """
    numbers = [engine.index(state) for state in lever.states]
    lasting = find_stable(engine, (concept,)).equilibria(concept)
    everybody = tuple(range(len(engine.parties)))
    distances = find_distances(engine, engine.status_quo, everybody, improving=True)
    reached = distances.least() >= 0
    found = [number for number in numbers if number is not None and lasting[number]]
    if len(found) < len(numbers):
        return None
    if lever.reached != bool(reached[found].all()):
        return None
    others = lasting & reached
    others[found] = False
    moves = None
    nearest = nearest_state(engine, np.array(found), engine.status_quo)
    if lever.reached and nearest != engine.status_quo:
        moves = trace_path(engine, distances, nearest)
    route = name_moves(engine, moves) if moves else ()
    return Checked(lever, edits, route, int(np.count_nonzero(others)))
