"""Work on draws of assumed numbers, spread over a cluster by Dask (extra `cluster`).

Every worker opens the case once and keeps it; results come back in the order in
which they were asked for, so that none depends on who worked on it.
"""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from threading import local
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import uuid4

from detente.engine import open_engine
from detente.engine.budget import counted, tick
from detente.errors import Message, UnsupportedError
from detente.model.case import Case
from detente.model.road_map import RoadMap
from detente.study.game.dynamics import open_dynamics
from detente.study.robustness.sampling import Draws

if TYPE_CHECKING:
    from distributed import Client, Future

Found = TypeVar("Found")

_AHEAD = 4
"""Pieces that wait for each thread of the cluster at most."""
_SHORT = 0.1
"""Seconds between two looks at whether the work is stopped."""
_PATIENT = 10
"""Seconds in which a scheduler has to answer."""


def over_cluster(
    study: Draws,
    task: Callable[[Draws, int], Found],
    pieces: Sequence[int],
    cluster: "str | Client",
) -> Iterator[Found]:
    """Do pieces of work on a cluster.

    Parameters
    ----------
    study : Draws
        What each worker opens for itself.
    task : function of Draws and int
        A function of a module, since workers are told it by its name.
    pieces : sequence of int
    cluster : str or distributed.Client
        The address of a Dask scheduler, or a client that is connected to one. Who
        can reach a scheduler can run any program on its workers: that is for
        whoever set it up to guard.

    Yields
    ------
    Found
        What came of each piece, in their order.

    Raises
    ------
    UnsupportedError
        Where the package is not installed, or nobody answers at the address.
    """
    dynamics = study.dynamics
    opened = (dynamics.case, dynamics.engine.name, study.road_maps)
    with _connected(cluster) as client:
        key = uuid4().hex
        # To all at once: the case is read on every worker.
        held = client.scatter(opened, broadcast=True, hash=False)
        most = _AHEAD * max(1, sum(client.nthreads().values()))
        asked: deque[Future] = deque()
        try:
            for number in counted(pieces):
                asked.append(client.submit(_work, key, held, task, number, pure=False))
                if len(asked) > most:
                    yield _waited(asked.popleft())
            while asked:
                yield _waited(asked.popleft())
        finally:
            client.cancel(list(asked))


@contextmanager
def _connected(cluster: "str | Client") -> "Iterator[Client]":
    """Connect to a scheduler; a client that is given stays connected."""
    if not isinstance(cluster, str):
        yield cluster
        return
    try:
        from distributed import Client  # noqa: PLC0415 - the extra `cluster`, slow
    except ImportError:
        message = Message("work on a cluster needs the package distributed")
        hint = Message("run `pip install distributed`")
        raise UnsupportedError(message, hint) from None
    try:
        client = Client(cluster, timeout=_PATIENT)
    except (OSError, ValueError):
        message = Message("no Dask scheduler answers at '{address}'", address=cluster)
        hint = Message("write its address as tcp://HOST:PORT")
        raise UnsupportedError(message, hint) from None
    with client:
        yield client


def _waited(asked: "Future") -> Any:  # noqa: ANN401 - whatever the task gives
    """Wait for a piece, unless the work is stopped meanwhile."""
    from distributed import TimeoutError as LateError, wait  # noqa: PLC0415

    while not asked.done():
        tick()
        try:
            wait(asked, timeout=_SHORT)
        except LateError:
            continue
    return asked.result()


class _Held(local):
    """The case that a thread of a worker has open, and of which work it is."""

    key: str | None = None
    draws: Draws | None = None


_HELD = _Held()


def _work(
    key: str,
    opened: tuple[Case, str, tuple[RoadMap, ...]],
    task: Callable[[Draws, int], Any],
    number: int,
) -> Any:  # noqa: ANN401 - whatever the task gives
    """Do one piece on a worker, which opens the case for the first one."""
    if _HELD.key != key or _HELD.draws is None:
        case, engine, road_maps = opened
        _HELD.draws = Draws(open_dynamics(case, open_engine(case, engine)), road_maps)
        _HELD.key = key
    return task(_HELD.draws, number)
