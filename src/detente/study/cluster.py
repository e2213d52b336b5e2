"""Pieces of work, spread over a cluster by Dask (extra `cluster`).

Every worker opens once what they are about, and keeps it; results come back in the
order in which they were asked for, so that none depends on who worked on it.
"""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from threading import local
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import uuid4

from detente.engine.budget import counted, tick
from detente.errors import Message, UnsupportedError
from detente.study.processors import Opening

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
    opening: Opening,
    task: Callable[[Any, int], Found],
    pieces: Sequence[int],
    cluster: "str | Client",
) -> Iterator[Found]:
    """Do pieces of work on a cluster.

    Parameters
    ----------
    opening : Opening
        What each worker opens for itself.
    task : function of that and int
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
    with _connected(cluster) as client:
        key = uuid4().hex
        # To all at once: every worker opens it.
        held = client.scatter(tuple(opening), broadcast=True, hash=False)
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
    """What a thread of a worker has open, and of which work it is."""

    key: str | None = None
    opened: Any = None


_HELD = _Held()


def _work(
    key: str,
    opening: tuple[Callable[..., Any], tuple[object, ...]],
    task: Callable[[Any, int], Any],
    number: int,
) -> Any:  # noqa: ANN401 - whatever the task gives
    """Do one piece on a worker, which opens what it is about for the first one."""
    if _HELD.key != key:
        opened, told = opening
        _HELD.opened, _HELD.key = opened(*told), key
    return task(_HELD.opened, number)
