"""Where margins are not negative: a scan, and every change of sign closed in on.

Between two amounts a margin often moves along a straight line, so that the line
through both tells where it is zero. A guess is moved a little beyond that, so that the
next ones stand on both sides of the end. Where a margin jumps, or the line tells
nothing, the interval is halved.

References
----------
Dowell and Jarratt (1971) for the line through a halved value.
"""

from collections.abc import Callable, Collection, Sequence
from itertools import pairwise
from math import isfinite

from detente.engine.budget import counted
from detente.records import dataclass

_STEPS = 60
_HALVED = 4
"""At every so manieth step the interval is halved, whatever the line says."""
WITHIN = 1e-6
"""How far from an end, as a share of the range that is scanned, it may be told."""

Margins = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Interval:
    """Where something holds, ends included.

    `from_edge` and `to_edge`: whether an end is only where the scan began or
    stopped.
    """

    low: float
    high: float
    from_edge: bool
    to_edge: bool


def find_intervals(
    margins: Callable[[float], Margins], grid: Sequence[float]
) -> tuple[tuple[Interval, ...], tuple[Interval, ...]]:
    """Find where margins are not negative.

    Parameters
    ----------
    margins : function of an amount
        Gives the margin under breakdown and under min-max.
    grid : sequence of float
        Where to scan, ascending.

    Returns
    -------
    proved, possible : tuple of Interval
        For the first and the second margin.
    """
    # One judgement gives both margins, and the ends of the two often lie between
    # the same points.
    judged = {float(amount): margins(amount) for amount in counted(grid)}

    def intervals(which: int) -> tuple[Interval, ...]:
        def margin(amount: float) -> float:
            if amount not in judged:
                judged[amount] = margins(amount)
            return judged[amount][which]

        return _intervals(margin, grid, judged)

    return intervals(0), intervals(1)


def _intervals(
    margin: Callable[[float], float], grid: Sequence[float], judged: Collection[float]
) -> tuple[Interval, ...]:
    # Every change of sign between neighbours of the grid is an end. Two changes
    # between the same neighbours would not be seen: what is found is true at its
    # ends and at every point of the grid.
    holds = [margin(float(amount)) >= 0 for amount in grid]
    found = []
    low: float | None = float(grid[0]) if holds[0] else None
    from_edge = holds[0]
    for place in range(1, len(grid)):
        if holds[place] == holds[place - 1]:
            continue
        low_side, high_side = float(grid[place - 1]), float(grid[place])
        between = sorted(each for each in judged if low_side <= each <= high_side)
        end = _close_in(
            margin,
            between=next(
                (below, above)
                for below, above in pairwise(between)
                if (margin(below) >= 0) != (margin(above) >= 0)
            ),
            close=WITHIN * float(grid[-1] - grid[0]),
        )
        if low is None:
            low, from_edge = end, False
        else:
            found.append(Interval(low, end, from_edge, to_edge=False))
            low = None
    if low is not None:
        found.append(Interval(low, float(grid[-1]), from_edge, to_edge=True))
    return tuple(found)


def _close_in(
    margin: Callable[[float], float],
    *,
    between: tuple[float, float],
    close: float,
) -> float:
    """Close in on a change of sign.

    Parameters
    ----------
    margin : function of an amount
        Not negative where something holds.
    between : (float, float)
        Two amounts, ascending: at one of them it holds, at the other it does not.
    close : float
        How far the end may be from the change.

    Returns
    -------
    float
        An amount at which it holds.
    """
    below, above = between
    low, high = margin(below), margin(above)
    rising, flat, moved = high >= 0, False, 0
    for step in range(1, _STEPS + 1):
        middle = (below + above) / 2
        if above - below <= close or middle in (below, above):
            break
        guess = (
            middle
            if flat or step % _HALVED == 0
            else _guess((below, above), (low, high), close)
        )
        found = margin(guess)
        # Where the same side stays twice its value is halved, or a bent line would come
        # near from the other side alone. Where a value does not move there is no line.
        if (found >= 0) == rising:
            flat, low = found == high, low / 2 if moved > 0 else low
            above, high, moved = guess, found, 1
        else:
            flat, high = found == low, high / 2 if moved < 0 else high
            below, low, moved = guess, found, -1
    # The end on the side that holds, so that what is printed has been judged.
    return above if rising else below


def _guess(
    between: tuple[float, float], margins: tuple[float, float], close: float
) -> float:
    (below, above), (low, high) = between, margins
    # A margin that jumps to infinity has no line.
    share = -low / (high - low) if isfinite(high - low) else 0.5
    guess = below + share * (above - below)
    guess += close / 3 if share < 0.5 else -close / 3  # noqa: PLR2004 - the farther side
    # Never nearer to either end than a part of what is close.
    return min(max(guess, below + close / 4), above - close / 4)
