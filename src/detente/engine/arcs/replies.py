"""The worst that legal sequences of moves lead to, on an explicit graph.

Moves need not be transitive, so what counts is a state together with the
mover that may not move next. Values are taken from the lowest up, and each is
carried backwards along the moves to every such pair that no lower value has
reached; so every pair and every move is looked at once, whatever the graph
(Fang, Hipel and Kilgour 1993 for legal sequences).
"""

from array import array
from collections.abc import Sequence

import numpy as np

from detente.engine.arcs.rows import Rows
from detente.engine.budget import tick
from detente.engine.contract import Payoffs

_LONG = 64


def find_worst(values: Payoffs, sources: Sequence[Rows]) -> Payoffs:
    """Find the lowest value that movers can bring about from each state.

    Parameters
    ----------
    values : int32 array, shape (n_states,)
        One value a state.
    sources : sequence of Rows
        For each mover, from where it can move to each state.

    Returns
    -------
    int32 array, shape (n_states,)
        The lowest value over each state and the legal sequences from it.
    """
    if len(sources) == 1:
        return _one_step(values, sources[0])
    everyone = (1 << len(sources)) - 1
    tables = [
        (1 << mover, rows.starts.tolist(), rows.ends)
        for mover, rows in enumerate(sources)
    ]
    worst = values.tolist()
    # Bit k at a state: what happens there when mover k may not move is known.
    known = array("q", bytes(8 * len(worst)))
    all_known = np.frombuffer(known, np.int64)
    entered = sum((np.diff(rows.starts) for rows in sources), np.zeros(1, np.int64))
    ends = np.flatnonzero(entered)
    for end in ends[np.argsort(values[ends], kind="stable")].tolist():
        tick()
        value, waiting = int(values[end]), [(end, everyone & ~known[end])]
        known[end] = everyone
        while waiting:
            state, barred = waiting.pop()
            for bit, starts, firsts in tables:
                if not barred & bit:
                    continue
                others = everyone & ~bit
                row = firsts[starts[state] : starts[state + 1]]
                if row.size > _LONG:
                    row = row[all_known[row] & others != others]
                for first in row.tolist():
                    fresh = others & ~known[first]
                    if fresh:
                        # A state that nothing lower has reached has no bit yet.
                        worst[first] = min(worst[first], value)
                        known[first] |= fresh
                        waiting.append((first, fresh))
    return np.array(worst, values.dtype)


def _one_step(values: Payoffs, sources: Rows) -> Payoffs:
    """Nobody moves twice in a row, so that a single mover moves once."""
    worst = values.copy()
    ends, firsts = sources.pairs()
    np.minimum.at(worst, firsts, values[ends])
    return worst
