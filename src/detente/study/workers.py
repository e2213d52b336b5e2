"""Work on draws of assumed numbers, spread over processors.

Every processor opens the case anew, and results come back in the order in
which they were asked for: none depends on how many processors there are.
"""

import signal
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from typing import TypeVar

from detente.engine import open_engine
from detente.engine.memory import allowed
from detente.model.case import Case
from detente.model.road_map import RoadMap
from detente.study.draws import Draws
from detente.study.dynamics import bytes_needed, open_dynamics

__all__ = ["ALONE", "Progress", "Workers", "spread"]

Found = TypeVar("Found")
Task = Callable[[Draws, int], Found]
"""A function of a module, since processors are told it by its name."""

Progress = Callable[[int, int], None]
"""Told how much is done, and of how much."""

_SOON = 4_000_000
"""States times road maps times pieces of work that take some seconds."""
_KNOWN = 1 << 29
"""Bytes that a processor uses beside the arrays of the case."""


@dataclass(frozen=True, slots=True)
class Workers:
    """Who works on draws, and who is told how far that is.

    Attributes
    ----------
    number : int
        How many processors may work at once.
    memory : int or None
        The bytes they may use together; None is three quarters of what is free.
    progress : function of two ints, or None
        Told how much is done, and of how much.
    """

    number: int = 1
    memory: int | None = None
    progress: Progress | None = None

    def at_work(self, study: Draws, pieces: int) -> int:
        """Count the processors that are worth starting, and fit the memory."""
        engine = study.dynamics.engine
        if engine.n_states * len(study.layouts) * pieces < _SOON:
            return 1
        needed = bytes_needed(engine, study.dynamics.case, study.dynamics.countdown)
        fitting = allowed(self.memory) // (needed + _KNOWN)
        return max(1, min(self.number, pieces, fitting))


ALONE = Workers()


def spread(
    study: Draws, task: Task[Found], pieces: Iterable[int], workers: Workers
) -> Iterator[Found]:
    """Do pieces of work, on several processors where that is worth it.

    Parameters
    ----------
    study : Draws
        What each processor opens for itself.
    task : function of Draws and int
        Does one piece.
    pieces : iterable of int
    workers : Workers

    Yields
    ------
    Found
        What came of each piece, in their order.
    """
    numbers = list(pieces)
    count = workers.at_work(study, len(numbers))
    if count == 1:
        yield from (task(study, number) for number in numbers)
        return
    dynamics = study.dynamics
    opened = (dynamics.case, dynamics.engine.name, study.road_maps)
    # Started anew, not forked: a fork of a program with threads may hang.
    pool = ProcessPoolExecutor(count, get_context("spawn"), _open, opened)
    try:
        yield from pool.map(partial(_work, task), numbers)
    finally:
        pool.shutdown(cancel_futures=True)


_OPENED: list[Draws] = []


def _open(case: Case, engine: str, road_maps: tuple[RoadMap, ...]) -> None:
    """Open the case on this processor; interrupting is left to who started it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _OPENED[:] = [Draws(open_dynamics(case, open_engine(case, engine)), road_maps)]


def _work(task: Task[Found], number: int) -> Found:
    return task(_OPENED[0], number)
