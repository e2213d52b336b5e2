"""What a case says of pairs of states, as arrays over pairs.

Arrays are over the feasible states in ascending order, at [t, s], of a side
that is called m. Of two states that differ in a formula that is `unknown` the
party does not know which it prefers, whatever its order says; of those that
differ in one that is `strong` it prefers one greatly, if it prefers one at
all. A pair of formulas speaks of a state of the first and one of the second
kind; of `strong` it says so in this direction only.
"""

import numpy as np
import numpy.typing as npt

from detente.engine import Bools, Engine
from detente.model.preference import Comparison, Preference
from detente.study.preference.preference_kinds import prefers

__all__ = ["degrees_of", "unknown_to"]


def unknown_to(engine: Engine, party: int) -> Bools:
    """Find the pairs of which a party does not know which it prefers.

    Parameters
    ----------
    engine : Engine
        The states of the case, and its `unknown` entries.
    party : int
        The party.

    Returns
    -------
    bool array, shape (m, m)
        Symmetric, false where a state meets itself.

    References
    ----------
    Li, Hipel, Kilgour and Fang (2004).
    """
    side = engine.n_feasible
    found: Bools = np.zeros((side, side), np.bool_)
    for comparison in _preference(engine, party).unknown:
        found |= _directed(engine, comparison)
    found |= found.T.copy()
    np.fill_diagonal(found, val=False)
    return found


def degrees_of(engine: Engine, party: int) -> npt.NDArray[np.int8]:
    """Find by how much a party prefers one state to another.

    Parameters
    ----------
    engine : Engine
        The ordinal payoffs of the case, and its `strong` entries.
    party : int
        The party.

    Returns
    -------
    int8 array, shape (m, m)
        At [t, s]: 2 where it greatly prefers t, 1 where it prefers t
        somewhat, 0 where it is indifferent, negative where it prefers s.

    References
    ----------
    Hamouda, Kilgour and Hipel (2004).
    """
    better = prefers(engine, party)
    strong: Bools = np.zeros_like(better)
    for comparison in _preference(engine, party).strong:
        strong |= _directed(engine, comparison)
    gains = better.astype(np.int8) + (better & strong)
    degrees: npt.NDArray[np.int8] = gains - gains.T
    return degrees


def _directed(engine: Engine, comparison: Comparison) -> Bools:
    """Find the pairs that an entry speaks of, at [of the first, of the second]."""
    first = engine.truth(comparison.first)[engine.feasible]
    if comparison.second is None:
        differ: Bools = first[:, None] != first[None, :]
        return differ
    second = engine.truth(comparison.second)[engine.feasible]
    pairs: Bools = first[:, None] & second[None, :]
    return pairs


def _preference(engine: Engine, party: int) -> Preference:
    return engine.case.preference[engine.parties[party]]
