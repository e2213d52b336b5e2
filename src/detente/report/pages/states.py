"""The feasible states as a table."""

import numpy as np

from detente.engine import Bools, Engine, Indices
from detente.report.document import Table
from detente.report.naming import Names
from detente.report.quantity import duration

__all__ = ["options_table", "states_page"]


def states_page(
    engine: Engine, shown: Bools, names: Names, limit: int | None = None
) -> tuple[Table, ...]:
    """List feasible states with each party's payoff.

    Parameters
    ----------
    engine : Engine
        The case, opened.
    shown : bool array, shape (n_states,)
        Which states to list.
    names : Names
        The case and the language.
    limit : int or None
        List at most so many.
    """
    words = names.words
    rows = []
    indices = np.flatnonzero(shown & engine.feasible)
    ranks = [_dense(engine, party) for party in range(len(engine.parties))]
    for index in indices[:limit]:
        state = engine.state(int(index))
        payoffs = [str(rank[index]) for rank in ranks]
        rows.append((state, names.state(state), *payoffs))
    caption = words.count(
        "{n} feasible situation; payoffs are ordinal, larger is better",
        "{n} feasible situations; payoffs are ordinal, larger is better",
        int(indices.size),
    )
    if limit is not None and indices.size > limit:
        caption += " " + words.say("(the first {n})", n=words.number(limit))
    return (
        Table(
            columns=(
                words.say("state"),
                words.say("from now"),
                *(names.party(party) for party in engine.parties),
            ),
            keys=("state", "changes", *engine.parties),
            rows=tuple(rows),
            caption=caption,
            numeric=frozenset(range(2, len(engine.parties) + 2)),
        ),
    )


def _dense(engine: Engine, party: int) -> Indices:
    """Rank payoffs from 1 (worst) without gaps, over the feasible states."""
    payoff = engine.payoff(party)
    ranks = np.zeros(engine.n_states, np.int64)
    _, inverse = np.unique(payoff[engine.feasible], return_inverse=True)
    ranks[engine.feasible] = inverse + 1
    return ranks


def options_table(names: Names) -> Table:
    """List the options with their owners, whether taken now, whether reversible."""
    words = names.words
    rows = [
        (
            names.party(option.party),
            option.id,
            names.option(option.id),
            words.say("yes") if option.now else words.say("no"),
            words.say("never")
            if option.undo.is_never
            else duration(option.undo.takes, words),
        )
        for option in names.case.options
    ]
    return Table(
        columns=(
            words.say("party"),
            words.say("option"),
            words.say("what it is"),
            words.say("now"),
            words.say("undone in"),
        ),
        keys=("party", "option", "name", "now", "undo"),
        rows=tuple(rows),
        caption=words.say("Parties and options"),
    )
