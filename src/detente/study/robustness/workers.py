"""Work on draws of assumed numbers, spread over processors.

Every processor opens the case anew.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from detente.engine import open_engine
from detente.engine.budget import counted
from detente.engine.memory import allowed
from detente.model.case import Case
from detente.model.road_map import RoadMap
from detente.study.game.dynamics import open_dynamics
from detente.study.game.dynamics_size import bytes_needed
from detente.study.processors import Opening, Workers, over_processors
from detente.study.robustness.sampling import Draws

Found = TypeVar("Found")
Task = Callable[[Draws, int], Found]
"""A function of a module, since processors are told it by its name."""

_SOON = 4_000_000
"""States times road maps times pieces of work that take some seconds."""
_KNOWN = 1 << 29
"""Bytes that a processor uses beside the arrays of the case."""


def at_work(workers: Workers, study: Draws, pieces: int) -> int:
    """Count the processors that are worth starting, and fit the memory.

    Parameters
    ----------
    workers : Workers
    study : Draws
    pieces : int
        How many pieces of work there are.

    Returns
    -------
    int
        At least 1.
    """
    engine = study.dynamics.engine
    if engine.n_states * len(study.layouts) * pieces < _SOON:
        return 1
    needed = bytes_needed(engine, study.dynamics.case, study.dynamics.countdown)
    fitting = allowed(workers.memory) // (needed + _KNOWN)
    return max(1, min(workers.number, pieces, fitting))


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
        from detente.study.cluster import over_cluster  # noqa: PLC0415

        yield from over_cluster(opening_of(study), task, pieces, workers.cluster)
        return
    count = at_work(workers, study, len(pieces))
    if count == 1:
        yield from (task(study, number) for number in counted(pieces))
        return
    yield from over_processors(opening_of(study), task, pieces, count)


def opening_of(study: Draws) -> Opening:
    """Give how a processor opens the same draws; the case is read on each."""
    dynamics = study.dynamics
    return Opening(_opened, (dynamics.case, dynamics.engine.name, study.road_maps))


def _opened(case: Case, engine: str, road_maps: tuple[RoadMap, ...]) -> Draws:
    return Draws(open_dynamics(case, open_engine(case, engine)), road_maps)
