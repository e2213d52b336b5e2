"""The algebra of moves: which engine answers for a case.

All questions are asked through one contract (`contract`), in three operators:

``after``           what a party can make of each state;
``reply``           the worst that movers can make of it, by legal sequences;
``credible_reply``  the same, every step improving on the one before for its
                    mover.

Staying put is included in all three, which changes no verdict (Fang, Hipel and
Kilgour 1993 for the definitions; the theory page for the proof).

Three engines keep the contract: `cube` holds every option as an axis, `sparse` the
feasible states alone, `arcs` the states and moves one by one. `period` plays one
period of moves, and carries values over it by discounting. `fast` holds the loops
that are compiled where numba is installed and the work pays for it. What all of them
use: `payoff`, `truth`, and what a question may take, `memory` and `budget`.
"""

from detente.engine.contract import Bools, Engine, Indices, Payoffs
from detente.errors import Message, TooLargeError, UnsupportedError
from detente.model.case import Case, Graph

__all__ = ["Bools", "Engine", "Indices", "Payoffs", "open_engine"]


def open_engine(
    case: Case, name: str | None = None, memory: int | None = None
) -> Engine:
    """Choose the engine that answers for a case.

    Parameters
    ----------
    case : Case
        A checked case.
    name : str or None
        The engine to use; None chooses.
    memory : int or None
        Bytes allowed; None is three quarters of what the machine has free.

    Returns
    -------
    Engine

    Raises
    ------
    TooLargeError
        Where the estimate exceeds the memory allowed, before any is used.
    UnsupportedError
        Where the engine cannot express a rule of the case, by name.
    """
    from detente.engine.arcs.operators import Arcs  # noqa: PLC0415 - loaded on first use
    from detente.engine.cube.operators import Cube  # noqa: PLC0415
    from detente.engine.sparse.operators import Sparse  # noqa: PLC0415

    if name == "cube":
        return Cube(case, memory)
    if name == "sparse":
        return Sparse(case, memory)
    if name == "arcs" or (name is None and case.graph != Graph()):
        return Arcs(case, memory)
    if name is not None:
        raise UnsupportedError(
            Message("there is no engine '{name}'", name=name),
            Message("the engines are: {engines}", engines="cube, sparse, arcs"),
        )
    try:
        return Cube(case, memory)
    except UnsupportedError:
        return Arcs(case, memory)
    except TooLargeError as refusal:
        if not case.constraints:
            raise
        for few in (Sparse, Arcs):
            try:
                return few(case, memory)
            except (TooLargeError, UnsupportedError):
                continue
        raise refusal from None
