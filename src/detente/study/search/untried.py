"""What a search for the best order did not try, and what that could bring."""

import numpy as np

from detente.errors import Message
from detente.study.game.dynamics import Dynamics

NO_WAY = Message("no order of allowed steps leads from now to the target")
NONE_FOUND = Message("no order that was tried leads from now to the target")
SOME_WAITS = Message(
    "stages wait for dates, or until just before them; other pauses were not tried, "
    "and an order with some may hold or have more slack"
)
LONG_WAITS = Message(
    "pauses that go on after the last date were not tried, and an order with one may "
    "hold or have more slack"
)
NO_RETURN = Message(
    "orders that take a step for a while and give it up again were not tried, and with "
    "dates to come one of them may hold"
)


def no_way(dynamics: Dynamics, left_out: tuple[Message, ...]) -> tuple[Message, ...]:
    """Say that no way leads to the target, as far as that was looked at.

    Parameters
    ----------
    dynamics : Dynamics
    left_out : tuple of Message
        What was not tried.

    Returns
    -------
    tuple of Message
    """
    if SOME_WAITS in left_out:
        return (NONE_FOUND, NO_RETURN)
    if LONG_WAITS in left_out[-1:]:
        # After the last date a pause opens nothing.
        return () if len(left_out) > 1 else (NO_WAY, NO_RETURN)
    return () if left_out else (NO_WAY, *returns(dynamics))


def returns(dynamics: Dynamics) -> tuple[Message, ...]:
    """Say which orders were not tried before a date; nothing without one to come."""
    return (NO_RETURN,) if dynamics.countdown.horizon else ()


def some_targets(tried: int, every: int) -> Message:
    """Say that some of the states where it may end were not tried.

    Parameters
    ----------
    tried, every : int
        How many were, and how many there are.

    Returns
    -------
    Message
    """
    return Message(
        "only {tried} of the {every} states where it may end were tried",
        tried=tried,
        every=every,
    )


class Waits:
    """Which pauses were not tried before dates, and what they could bring at most."""

    def __init__(self, dynamics: Dynamics) -> None:
        self.timed = dynamics.countdown.horizon > 0
        self.bound = -np.inf
        self._every = True
        # A route that waits otherwise comes to the same place to stay, if dates are met
        # or missed whatever one does.
        self._sure = all(
            due.certain or bool(due.missed.all()) or not due.missed.any()
            for due in dynamics.countdown.dues
        )

    def note(self, *, every_wait: bool, cap: float | None) -> None:
        """Note what was looked at for one target.

        Parameters
        ----------
        every_wait : bool
            Whether stages waited for any number of periods until the last date.
        cap : float or None
            The slack of staying there; None where no way was found.
        """
        if self.timed:
            known = cap if self._sure and cap is not None else np.inf
            self.bound = max(self.bound, known)
            self._every = self._every and every_wait

    @property
    def left_out(self) -> tuple[Message, ...]:
        """What was not tried; nothing where no date is to come."""
        if not self.timed:
            return ()
        return (LONG_WAITS if self._every else SOME_WAITS,)
