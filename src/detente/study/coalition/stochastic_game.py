"""Turn-based games with chance: with what probability a side reaches its targets.

Bounds from both sides. The lower one is value iteration from 0, which alone never
says how far it has come: where play can go round in circles it may all but stand
still far below the value. The upper one starts from 1 and would stay there for ever
in such circles; each pass it is cut to the width of the widest path to a target
(Phalakarn, Takisaka, Haas and Hasuo 2020; for deflation of end components see Kelmendi,
Krämer, Křetínský and Weininger 2018), where the other side keeps to its best choices.
"""

import numpy as np
import numpy.typing as npt

from detente.engine import Bools, Indices
from detente.engine.budget import tick
from detente.records import dataclass

Chances = npt.NDArray[np.float64]

CLOSE = 1e-9
"""Bounds that differ by less have met."""
_MOST = 100_000
"""Passes; bounds that have not met by then are given as they are."""


@dataclass(frozen=True, slots=True)
class StochasticGame:
    """Two sides, one to move at each position, towards or away from targets.

    A choice leads to its `hit` with its chance, else to its `miss`. Choices are in the
    order of their positions, and each position has one at least.

    Attributes
    ----------
    ours : bool array, shape (n_positions,)
        Where the side moves that wants to reach a target.
    target : bool array, shape (n_positions,)
        Where it has; what follows does not matter.
    source, hit, miss : int array, shape (n_choices,)
        Positions.
    chance : float array, shape (n_choices,)
        From 0 to 1.
    """

    ours: Bools
    target: Bools
    source: Indices
    hit: Indices
    miss: Indices
    chance: Chances

    @property
    def starts(self) -> Indices:
        """The first choice of each position."""
        return np.searchsorted(self.source, np.arange(len(self.ours)))

    def worth(self, values: Chances) -> Chances:
        """Give the value of every choice, by values of positions."""
        worth: Chances = (
            self.chance * values[self.hit] + (1 - self.chance) * values[self.miss]
        )
        return worth

    def best(self, worth: Chances) -> Chances:
        """Give what the side to move makes of its choices; targets are worth 1."""
        most = np.maximum.reduceat(worth, self.starts)
        least = np.minimum.reduceat(worth, self.starts)
        found: Chances = np.where(self.ours, most, least)
        found[self.target] = 1.0
        return found


@dataclass(frozen=True, slots=True)
class Bounds:
    """Between what the probabilities lie; shape (n_positions,)."""

    lower: Chances
    upper: Chances

    @property
    def gap(self) -> float:
        """How far they are apart at most."""
        return float(np.max(self.upper - self.lower, initial=0.0))


def reach_within(game: StochasticGame, turns: int) -> Chances:
    """Give the probability of being at a target after so many turns at most."""
    values = game.target.astype(np.float64)
    for _ in range(turns):
        tick()
        after = game.best(game.worth(values))
        # What no longer changes stays so, however many turns are left.
        if np.array_equal(after, values):
            break
        values = after
    return values


def reach(game: StochasticGame, most: int = _MOST) -> Bounds:
    """Give bounds of the probability of ever being at a target.

    Parameters
    ----------
    game : StochasticGame
    most : int
        Passes.

    Returns
    -------
    Bounds
        Sound whether or not they have met.
    """
    sure = surely(game)
    lower = sure.astype(np.float64)
    upper = np.ones(len(game.ours))
    for _ in range(most):
        tick()
        upper = np.minimum(upper, _widest(game, lower, upper))
        if np.max(upper - lower, initial=0.0) < CLOSE:
            break
        lower = np.maximum(lower, game.best(game.worth(lower)))
    return Bounds(lower, upper)


def _widest(game: StochasticGame, lower: Chances, upper: Chances) -> Chances:
    """Give the width of the widest path to a target, a choice being as wide as worth.

    The other side keeps to one choice at each position, the best by the lower bound:
    whichever it keeps to, no value is larger than this.
    """
    below = game.worth(lower)
    least = np.repeat(
        np.minimum.reduceat(below, game.starts),
        np.diff(np.append(game.starts, len(below))),
    )
    kept = game.ours[game.source] | (below <= least)
    first = np.flatnonzero(kept & ~game.ours[game.source])
    _, once = np.unique(game.source[first], return_index=True)
    kept &= game.ours[game.source]
    kept[first[once]] = True
    worth = np.where(kept, game.worth(upper), 0.0)
    misses = game.chance < 1
    hits = game.chance > 0
    width = game.target.astype(np.float64)
    while True:
        ahead = np.maximum(
            np.where(hits, width[game.hit], 0), np.where(misses, width[game.miss], 0)
        )
        new = np.maximum.reduceat(np.minimum(worth, ahead), game.starts)
        new[game.target] = 1.0
        if (new <= width).all():
            return width
        width = np.maximum(new, width)


def surely(game: StochasticGame) -> Bools:
    """Find where a target is reached with probability 1.

    The greatest set from which, without ever leaving it for sure, each round of play
    comes nearer to a target with some chance.
    """
    inside = np.ones(len(game.ours), np.bool_)
    while True:
        stays = _all(game, inside)
        found = game.target.copy()
        while True:
            nearer = stays & _some(game, found)
            most = np.logical_or.reduceat(nearer, game.starts)
            least = np.logical_and.reduceat(nearer, game.starts)
            new = np.where(game.ours, most, least) | game.target
            if (new == found).all():
                break
            found = new
        if (found == inside).all():
            return inside
        inside = found


def _all(game: StochasticGame, where: Bools) -> Bools:
    hit = where[game.hit] | (game.chance <= 0)
    miss = where[game.miss] | (game.chance >= 1)
    return hit & miss


def _some(game: StochasticGame, where: Bools) -> Bools:
    hit = where[game.hit] & (game.chance > 0)
    miss = where[game.miss] & (game.chance < 1)
    return hit | miss
