"""Which statement and which weight judge moves in opposite ways."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import zip_longest

import numpy as np

from detente.engine import Engine, Indices
from detente.model.formula import written
from detente.model.preference import Preference
from detente.records import dataclass

_SHOWN = 3
_LOOKED_AT = 1 << 14
"""Moves that are looked at to find what clashes, spread evenly over those given."""
_TRIED = 1_000
"""Moves among which the example is chosen."""


@dataclass(frozen=True, slots=True)
class Clash:
    """A statement and a weight that pull in opposite directions.

    Attributes
    ----------
    statement : str or None
        The most important one on which the two ends of the move differ; None
        where the order is a ranking.
    weight : str
        The formula that counts most against it.
    start, end : str
        A move that the one finds better and the other worse: of those looked
        at one that changes little, near to now.
    """

    statement: str | None
    weight: str
    start: str
    end: str


def find_clashes(
    engine: Engine,
    preference: Preference,
    opposed: Iterable[tuple[Indices, Indices]],
) -> tuple[Clash, ...]:
    """Find what clashes on moves that order and weights judge in opposite ways.

    Parameters
    ----------
    engine : Engine
        The case, opened.
    preference : Preference
        What the party wants: an order of its own, and weights.
    opposed : iterable of (int64 array, int64 array)
        Where such moves start and land, in parts.

    Returns
    -------
    tuple of Clash
        Those that clash on most moves first, at most three.
    """
    parts = list(opposed)
    if not parts:
        return ()
    starts, ends = (np.concatenate(side) for side in zip(*parts, strict=True))
    if not starts.size:
        return ()
    step = -(-starts.size // _LOOKED_AT)
    starts, ends = starts[::step], ends[::step]
    deciding = _deciding(engine, preference, starts, ends)
    opposing = _opposing(engine, preference, starts, ends)
    moves: dict[tuple[int, int], list[int]] = {}
    pairs = zip(deciding.tolist(), opposing.tolist(), strict=True)
    for place, pair in enumerate(pairs):
        moves.setdefault(pair, []).append(place)
    clashes = []
    for pair in sorted(moves, key=lambda each: len(moves[each]), reverse=True)[:_SHOWN]:
        start, end = _example(engine, starts[moves[pair]], ends[moves[pair]])
        statement, weight = pair
        decides = preference.statements[statement : statement + 1]
        clashes.append(
            Clash(
                written(decides[0].formula) if decides else None,
                written(preference.weights[weight].of),
                start,
                end,
            )
        )
    return tuple(clashes)


def _example(engine: Engine, starts: Indices, ends: Indices) -> tuple[str, str]:
    """Choose a move that changes few options, and starts near to now."""
    now = engine.state(engine.status_quo)
    moves = [
        (engine.state(int(start)), engine.state(int(end)))
        for start, end in zip(starts[:_TRIED], ends[:_TRIED], strict=True)
    ]
    return min(
        moves, key=lambda move: (_differing(*move), _differing(move[0], now), move)
    )


def _differing(first: str, second: str) -> int:
    """Count the letters that differ; ids of listed states are alike or not."""
    return sum(a != b for a, b in zip_longest(first, second))


def _deciding(
    engine: Engine, preference: Preference, starts: Indices, ends: Indices
) -> Indices:
    """Give the place of the first statement on which the ends of a move differ."""
    found = np.full(starts.shape, -1, np.int64)
    for place, statement in enumerate(preference.statements):
        truth = engine.truth(statement.formula)
        found[(found < 0) & (truth[starts] != truth[ends])] = place
    return found


def _opposing(
    engine: Engine, preference: Preference, starts: Indices, ends: Indices
) -> Indices:
    """Give the place of the weight that counts most against the order."""
    order = engine.order(replace(preference, weights=()))
    better = np.sign(order[ends].astype(np.int64) - order[starts])
    least = np.full(starts.shape, np.inf)
    found = np.zeros(starts.shape, np.int64)
    for place, weight in enumerate(preference.weights):
        truth = engine.truth(weight.of).astype(np.int64)
        counted = float(weight.amount.value) * (truth[ends] - truth[starts]) * better
        found[counted < least] = place
        np.minimum(least, counted, out=least)
    return found
