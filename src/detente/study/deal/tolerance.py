"""How little counts as nothing, and what is too close to call."""

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


def slight(dynamics: Dynamics, party: int) -> float:
    """Give how much a party may lose, or gain, that counts as nothing.

    Parameters
    ----------
    dynamics : Dynamics
    party : int
        Its position in the file.

    Returns
    -------
    float
        In flow units; `HOLDS` of its payoff range, or what rounding may come to where
        all is worth the same to it.
    """
    return max(HOLDS * dynamics.payoff_range(party), dynamics.rounding(party))
