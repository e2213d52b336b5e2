"""Pieces of work, spread over processors.

Every processor opens for itself what the work is about, and results come back in the
order in which they were asked for: none depends on how many processors there are.
"""

import os
import signal
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, wait
from contextlib import contextmanager
from functools import partial
from multiprocessing import get_context, parent_process
from multiprocessing.synchronize import Event
from threading import Thread
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from detente.engine.budget import counted, tick
from detente.records import dataclass

if TYPE_CHECKING:
    from distributed import Client

Found = TypeVar("Found")
Told = TypeVar("Told")

Progress = Callable[[int, int], None]
"""Told how much is done, and of how much."""

_AHEAD = 8
"""Pieces that wait for each processor at most."""
_SHORT, _WATCHFUL = 0.1, 1.0
"""Seconds between two looks at whether the work is stopped, here and there."""


@dataclass(frozen=True, slots=True)
class Workers:
    """Who works on pieces, and who is told how far that is.

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


ALONE = Workers()


class Opening(NamedTuple):
    """How a processor comes to hold what its pieces of work are about.

    Attributes
    ----------
    open : function
        One of a module, since processors are told it by its name.
    told : tuple
        What it is called with.
    """

    open: Callable[..., Any]
    told: tuple[object, ...]


def over_processors(
    opening: Opening, task: Callable[[Any, int], Found], pieces: Sequence[int], n: int
) -> Iterator[Found]:
    """Do pieces of work on several processors.

    Parameters
    ----------
    opening : Opening
        What each of them holds.
    task : function of that and int
        Does one piece; a function of a module.
    pieces : sequence of int
    n : int
        How many processors.

    Yields
    ------
    Found
        What came of each piece, in their order.
    """
    with _started(opening, n) as pool:
        asked = deque[Future[Found]]()
        for number in counted(pieces):
            asked.append(pool.submit(_work, task, number))
            if len(asked) > _AHEAD * n:
                yield _waited(asked.popleft())
        yield from map(_waited, asked)


@contextmanager
def meanwhile(
    opening: Opening, task: Callable[[Any, Told], Found], told: Told
) -> Iterator[Callable[[], Found]]:
    """Do one piece of work on a processor of its own, while this one does another.

    Parameters
    ----------
    opening : Opening
        What it holds.
    task : function of that and `told`
        A function of a module.
    told : object
        What the piece is told.

    Yields
    ------
    function
        Gives what came of it, as soon as that is there. The work is given up when the
        context is left.
    """
    with _started(opening, 1) as pool:
        yield partial(_waited, pool.submit(_work, task, told))


@contextmanager
def _started(opening: Opening, n: int) -> Iterator[ProcessPoolExecutor]:
    """Start processors; they leave with the context."""
    # Started anew, not forked: a fork of a program with threads may hang.
    context = get_context("spawn")
    over = context.Event()
    pool = ProcessPoolExecutor(n, context, _open, (over, opening))
    try:
        yield pool
    finally:
        over.set()
        pool.shutdown(cancel_futures=True)


def _waited(asked: "Future[Found]") -> Found:
    """Wait for a piece, unless the work is stopped meanwhile."""
    while not wait([asked], timeout=_SHORT).done:
        tick()
    return asked.result()


_OPENED: list[Any] = []


def _open(over: Event, opening: Opening) -> None:
    """Open on this processor; interrupting is left to who started it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_leave, args=(over,), daemon=True).start()
    _OPENED[:] = [opening.open(*opening.told)]


def _leave(over: Event) -> None:
    """Leave this processor at once when the work is over, or who started it is gone."""
    starter = parent_process()
    while not over.wait(_WATCHFUL) and starter is not None and starter.is_alive():
        continue
    os._exit(0)


def _work(task: Callable[[Any, Told], Found], told: Told) -> Found:
    return task(_OPENED[0], told)
