"""Pieces of work about one thing, spread over processors or over a cluster."""

from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from typing import TypeVar

from detente.engine.budget import counted
from detente.study.processors import Opening, Workers, over_processors

Found = TypeVar("Found")
Held = TypeVar("Held")


def over_held(
    held: Held,
    task: Callable[[Held, int], Found],
    pieces: Sequence[int],
    workers: Workers,
    worth: int = 1,
) -> Iterator[Found]:
    """Do pieces of work about something of which everyone has a copy.

    Parameters
    ----------
    held : object
        It can be pickled and copied. On one processor it is worked on itself.
    task : function of it and int
        Does one piece; a function of a module.
    pieces : sequence of int
    workers : Workers
    worth : int
        How many pieces are worth a processor that has to be started.

    Yields
    ------
    Found
        What came of each piece, in their order.
    """
    if workers.cluster is not None:
        # Imported where it is needed: few have a cluster.
        from detente.study.cluster import over_cluster  # noqa: PLC0415

        # A worker there may have several threads, and is sent it once for them all;
        # what is noted in it while working is for one of them alone.
        own = Opening(deepcopy, (held,))
        yield from over_cluster(own, task, pieces, workers.cluster)
        return
    count = min(workers.number, len(pieces) // worth)
    if count > 1:
        sent = Opening(_as_it_is, (held,))
        yield from over_processors(sent, task, pieces, count)
        return
    yield from (task(held, number) for number in counted(pieces))


def _as_it_is(held: Held) -> Held:
    return held
