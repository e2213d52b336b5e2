"""Work on draws of assumed numbers, spread over processors.

Every processor opens the case anew, and results come back in the order in
which they were asked for: none depends on how many processors there are.
"""

import os
import signal
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, wait
from dataclasses import dataclass
from multiprocessing import get_context, parent_process
from multiprocessing.synchronize import Event
from threading import Thread
from typing import TYPE_CHECKING, TypeVar

from detente.engine import open_engine
from detente.engine.budget import counted, tick
from detente.engine.memory import allowed
from detente.model.case import Case
from detente.model.road_map import RoadMap
from detente.study.game.dynamics import open_dynamics
from detente.study.game.dynamics_size import bytes_needed
from detente.study.robustness.sampling import Draws

if TYPE_CHECKING:
    from distributed import Client

Found = TypeVar("Found")
Task = Callable[[Draws, int], Found]
"""A function of a module, since processors are told it by its name."""

Progress = Callable[[int, int], None]
"""Told how much is done, and of how much."""

_SOON = 4_000_000
"""States times road maps times pieces of work that take some seconds."""
_KNOWN = 1 << 29
"""Bytes that a processor uses beside the arrays of the case."""
_AHEAD = 8
"""Pieces that wait for each processor at most."""
_SHORT, _WATCHFUL = 0.1, 1.0
"""Seconds between two looks at whether the work is stopped, here and there."""


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
    cluster : str or distributed.Client, or None
        A Dask scheduler whose workers do it all instead, or its address.
    """

    number: int = 1
    memory: int | None = None
    progress: Progress | None = None
    cluster: "str | Client | None" = None

    def at_work(self, study: Draws, pieces: int) -> int:
        """Count the processors that are worth starting, and fit the memory."""
        engine = study.dynamics.engine
        if engine.n_states * len(study.layouts) * pieces < _SOON:
            return 1
        needed = bytes_needed(engine, study.dynamics.case, study.dynamics.countdown)
        fitting = allowed(self.memory) // (needed + _KNOWN)
        return max(1, min(self.number, pieces, fitting))


ALONE = Workers()


def over_workers(
    study: Draws, task: Task[Found], pieces: Sequence[int], workers: Workers
) -> Iterator[Found]:
    """Do pieces of work, on several processors where that is worth it, or on a cluster.

    Parameters
    ----------
    study : Draws
        What each processor opens for itself.
    task : function of Draws and int
        Does one piece.
    pieces : sequence of int
    workers : Workers

    Yields
    ------
    Found
        What came of each piece, in their order.
    """
    if workers.cluster is not None:
        # Imported where it is needed: few have a cluster.
        from detente.study.robustness.cluster import over_cluster  # noqa: PLC0415

        yield from over_cluster(study, task, pieces, workers.cluster)
        return
    count = workers.at_work(study, len(pieces))
    if count == 1:
        yield from (task(study, number) for number in counted(pieces))
        return
    dynamics = study.dynamics
    # Started anew, not forked: a fork of a program with threads may hang.
    context = get_context("spawn")
    over = context.Event()
    opened = (over, dynamics.case, dynamics.engine.name, study.road_maps)
    pool = ProcessPoolExecutor(count, context, _open, opened)
    try:
        asked = deque[Future[Found]]()
        for number in counted(pieces):
            asked.append(pool.submit(_work, task, number))
            if len(asked) > _AHEAD * count:
                yield _waited(asked.popleft())
        yield from map(_waited, asked)
    finally:
        over.set()
        pool.shutdown(cancel_futures=True)


def _waited(asked: "Future[Found]") -> Found:
    """Wait for a piece, unless the work is stopped meanwhile."""
    while not wait([asked], timeout=_SHORT).done:
        tick()
    return asked.result()


_OPENED: list[Draws] = []


def _open(over: Event, case: Case, engine: str, road_maps: tuple[RoadMap, ...]) -> None:
    """Open the case on this processor; interrupting is left to who started it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_leave, args=(over,), daemon=True).start()
    _OPENED[:] = [Draws(open_dynamics(case, open_engine(case, engine)), road_maps)]


def _leave(over: Event) -> None:
    """Leave this processor at once when the work is over, or who started it is gone."""
    starter = parent_process()
    while not over.wait(_WATCHFUL) and starter is not None and starter.is_alive():
        continue
    os._exit(0)


def _work(task: Task[Found], number: int) -> Found:
    return task(_OPENED[0], number)
