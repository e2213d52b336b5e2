"""The feasible states as a table."""

from collections.abc import Iterator
from dataclasses import replace
from operator import attrgetter

import numpy as np

from detente.engine import Bools, Engine, Indices
from detente.model.case import Change, Option
from detente.model.quantity import AT_ONCE
from detente.report.document import Cell, Column, Number, Rows, Table
from detente.report.naming import Names
from detente.report.quantity import change_in_words


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
    indices = np.flatnonzero(shown & engine.feasible)
    rows = [
        (state, names.state(state), *map(Cell.whole, payoffs.values()))
        for state, payoffs in state_payoffs(engine, shown, limit)
    ]
    caption = names.count(
        "{n} feasible situation; payoffs are ordinal, larger is better",
        "{n} feasible situations; payoffs are ordinal, larger is better",
        int(indices.size),
    )
    if limit is not None and indices.size > limit:
        caption += " " + names.say("(the first {n})", n=names.number(limit))
    return (
        Table(
            columns=(
                Column("state", names.say("state")),
                Column("changes", names.say("from now")),
                *map(Number, _keys(engine.parties), map(names.party, engine.parties)),
            ),
            rows=tuple(rows),
            caption=caption,
        ),
    )


def state_payoffs(
    engine: Engine, shown: Bools, limit: int | None = None
) -> Iterator[tuple[str, dict[str, int]]]:
    """Give feasible states with each party's payoff: 1 is worst, without gaps."""
    ranks = [_dense(engine, party) for party in range(len(engine.parties))]
    for index in np.flatnonzero(shown & engine.feasible)[:limit]:
        payoffs = (int(rank[index]) for rank in ranks)
        yield engine.state(int(index)), dict(zip(engine.parties, payoffs, strict=True))


def _keys(parties: tuple[str, ...]) -> list[str]:
    """Give each party's column a key of its own, by default its id."""
    keys: list[str] = []
    for party in parties:
        key = party
        while key in {"state", "changes"} or (key != party and key in parties):
            key = f"payoff_{key}"
        keys.append(key)
    return keys


def _dense(engine: Engine, party: int) -> Indices:
    """Rank payoffs from 1 (worst) without gaps, over the feasible states."""
    payoff = engine.payoff(party)
    ranks = np.zeros(engine.n_states, np.int64)
    _, inverse = np.unique(payoff[engine.feasible], return_inverse=True)
    ranks[engine.feasible] = inverse + 1
    return ranks


def options_table(names: Names) -> Table:
    """List the options with their owners, whether taken now, whether reversible.

    How an option is taken stands there where that is not free for all of them.
    Where the moves are written out, they alone say what can be undone.
    """
    say, options = names.say, names.case.options
    listed = bool(names.case.graph.moves)
    bound = not listed and any(option.redo != Change() for option in options)
    taken = Column[Option]("redo", say("taken in"), lambda each: _taken(each, names))
    return Rows(options, say("Parties and options")).under(
        Column("party", say("party"), lambda each: names.party(each.party)),
        Column("option", say("option"), lambda each: each.id),
        Column("name", say("what it is"), lambda each: names.option(each.id)),
        Column("now", say("now"), lambda each: names.yes(each.now)),
        Column(
            "undo",
            say("undone in"),
            lambda each: (
                say("as `moves` say") if listed else change_in_words(each.undo, names)
            ),
        ),
        *([taken] if bound else []),
    )


def _taken(option: Option, names: Names) -> str:
    lasts = max(option.redo.takes, option.takes or AT_ONCE, key=attrgetter("days"))
    return change_in_words(replace(option.redo, takes=lasts), names)
