"""How little counts as nothing, and what is too close to call."""

from math import copysign
from typing import NamedTuple

from detente.study.game.dynamics import Dynamics

HOLDS = 1e-9
"""A slack above minus this share of the payoff range counts as not negative; a gain
up to this share is no reason to drop a guarantee."""

CLOSE = 0.01
"""What is decided by less than this share of a party's payoff range is too close to
call: a verdict that would be another one if every slack were larger, or smaller, by
less than that."""

ESTABLISHED = 0.67
"""The least share of the draws in which what is said of a deal has to come out."""


class Stakes(NamedTuple):
    """What a party's gains and losses are held against.

    Attributes
    ----------
    size : float
        Its payoff range; 0 where all states are worth the same to it.
    rounding : float
        What its worth may be off by because numbers are rounded.
    """

    size: float
    rounding: float

    @property
    def slight(self) -> float:
        """How much it may lose, or gain, that counts as nothing; in flow units."""
        return max(HOLDS * self.size, self.rounding)

    def share(self, worth: float) -> float:
        """Give a gain, or a loss below zero, as a share of what is at stake.

        To whom all states are worth the same, what steps cost is all there is.
        """
        if abs(worth) <= self.rounding:
            return 0.0
        return worth / self.size if self.size else copysign(1.0, worth)


def stakes_of(dynamics: Dynamics, party: int) -> Stakes:
    """Give what the gains and losses of one party, by position, are held against."""
    return Stakes(dynamics.payoff_range(party), dynamics.rounding(party))


def slight(dynamics: Dynamics, party: int) -> float:
    """Give how much one party, by position, may lose that counts as nothing."""
    return stakes_of(dynamics, party).slight
