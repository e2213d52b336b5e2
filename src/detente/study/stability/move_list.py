"""All moves of a party at once, for questions that the operators do not answer."""

from collections.abc import Iterator

import numpy as np

from detente.engine import Engine
from detente.engine.arcs.rows import Ends, Rows, offsets
from detente.engine.memory import refuse_beyond
from detente.errors import Message

_BYTES_A_MOVE = 48
_FEWER = Message(
    "this question lists all moves; settle some options, or add constraints"
)


def list_moves(engine: Engine, party: int) -> Rows:
    """List a party's moves from every state.

    Parameters
    ----------
    engine : Engine
        The moves of the case.
    party : int
        Whose moves.

    Returns
    -------
    Rows
        Row s holds the states that the party can move to from s.

    Raises
    ------
    TooLargeError
        Where they would not fit the memory that is free.
    """
    rows = list(_rows(engine, party))
    sizes = np.array([len(row) for row in rows], np.int64)
    return Rows(offsets(sizes), np.concatenate([np.empty(0, np.int32), *rows]))


def _rows(engine: Engine, party: int) -> Iterator[Ends]:
    nothing = np.empty(0, np.int32)
    count = 0
    for state, feasible in enumerate(engine.feasible):
        if not feasible:
            yield nothing
            continue
        row = engine.moves(party, state).astype(np.int32)
        count += row.size
        if count >> 20 != (count - row.size) >> 20:
            refuse_beyond(count * _BYTES_A_MOVE, None, _FEWER)
        yield row


def improvements(engine: Engine, party: int) -> Rows:
    """List a party's moves to states that it strictly prefers.

    Parameters
    ----------
    engine : Engine
        The moves and ordinal payoffs of the case.
    party : int
        Whose moves.

    Returns
    -------
    Rows
    """
    rows, payoff = list_moves(engine, party), engine.payoff(party)
    firsts, ends = rows.pairs()
    return rows.where(payoff[ends] > payoff[firsts])
