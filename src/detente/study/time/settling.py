"""What follows a breach from the last date on, while leaders change.

One side that decides alone has one solution, found by strategy improvement. Where
each plays for itself the recursion goes on from "frozen for ever" to a fixed point,
which one more period verifies, or until it goes round in a cycle.
"""

from typing import NamedTuple

import numpy as np

from detente.study.game.strategy_improvement import play_out
from detente.study.time.changing_leaders import Changing, PaidPlay
from detente.study.time.lasting_play import Values, round_for_ever

_SWEEPS = 1024
_LONGEST = 16


class Settled(NamedTuple):
    """What follows from the last date on.

    Attributes
    ----------
    values : float64 array, shape (n_rows, n_profiles, n_starts)
        Of one phase where it goes round.
    exact : bool
        Whether they are a fixed point, verified by one more period.
    plays : tuple of PaidPlay
        What is done, one period after the other, and then again from the first on.
    """

    values: Values
    exact: bool
    plays: tuple[PaidPlay, ...] = ()


def settle_changing(changing: Changing, *, alone: bool) -> Settled:
    """Solve what follows a breach from the last date on, while leaders change.

    Parameters
    ----------
    changing : Changing
        The threat, and how leaders follow each other.
    alone : bool
        Whether one row decides.

    Returns
    -------
    Settled

    Raises
    ------
    ApartError
        Where states that count as one kind are none.
    """
    if alone:
        improved, same = play_out(changing)
        plays = (same,) if isinstance(same, PaidPlay) else ()
        return Settled(improved.values, improved.exact, plays)
    values, fixed = changing.frozen, changing.fixed
    trail: list[tuple[int, PaidPlay]] = []
    tried = set[int]()
    due = 0
    for _ in range(_SWEEPS):
        following, played = changing.period(values)
        done = hash(played.ends.tobytes())
        still = _change(following, values) <= fixed
        # When play repeats, the values are still on their way, by a factor of the
        # patience each sweep. So the play is solved for ever at once, and counts if one
        # more period changes nothing: nobody then gains by one deviation.
        if still or (trail and done == trail[-1][0] and done not in tried):
            tried.add(done)
            settled = changing.policy(played).for_ever()
            again, same = changing.period(settled)
            if _change(again, settled) <= fixed:
                return Settled(settled, exact=True, plays=(same,))
        trail = [*trail, (done, played)][-2 * _LONGEST :]
        values, due = following, due - 1
        length = _length([each for each, _ in trail])
        if length > 1 and due <= 0:
            cycle = [each for _, each in trail[-length:]]
            limit = _limit(changing, cycle)
            if limit is not None:
                # What was found last is played first.
                return Settled(limit, exact=False, plays=tuple(reversed(cycle)))
            # Solving a cycle costs as much as many periods: one that did not go on is
            # looked at again only after as many more as there were.
            due = len(tried) + 4 * length
    return Settled(values, exact=False, plays=(played,))


def _change(following: Values, values: Values) -> float:
    return float(np.abs(following - values).max(initial=0.0))


def _length(done: list[int]) -> int:
    """Give after how many periods play repeats, having gone round twice; else 0."""
    for length in range(1, len(done) // 2 + 1):
        if done[-length:] == done[-2 * length : -length]:
            return length
    return 0


def _limit(changing: Changing, cycle: list[PaidPlay]) -> Values | None:
    """Give the values of a cycle of periods, if it goes on for ever."""
    # The recursion runs backwards in time: what was found last is played first.
    limit = round_for_ever([changing.policy(played) for played in cycle])
    values = limit
    for before in cycle:
        values, played = changing.period(values)
        if not np.array_equal(played.ends, before.ends):
            return None
    return values
