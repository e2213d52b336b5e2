"""How many moves ahead two parties look."""

from typing import Unpack

import numpy as np

from detente.analysis.reading import Readable, ReadAs, load
from detente.analysis.result import Result
from detente.analysis.setting import (
    DEFAULT,
    Setting,
    assumptions_of,
    open_static,
    party_position,
    state_number,
)
from detente.engine import Engine
from detente.errors import Location, Message, Problem, QuestionError
from detente.model.concept import CORE_CONCEPTS
from detente.records import dataclass
from detente.report.data.coalition import horizon_data
from detente.report.data.stability import heading_data
from detente.report.document import Document
from detente.report.naming import Names
from detente.report.pages.stability.horizon import horizon_page, horizon_table
from detente.study.stability.horizon import Horizon, look_far
from detente.study.stability.limited_move import refuse_but_two
from detente.study.stability.stable_sets import StableSets, find_stable

_MOST = 1000


@dataclass(frozen=True)
class HorizonResult(Result):
    """How far ahead parties may look before they leave a situation.

    Attributes
    ----------
    engine : Engine
        What answered.
    horizon : Horizon
        The situations asked about, party by party.
    resting : tuple of (str, tuple of str)
        Those situations, and the concepts under which each is an equilibrium.
    longest : int or None
        Horizons up to this one are shown; None is all.
    """

    engine: Engine
    horizon: Horizon
    resting: tuple[tuple[str, tuple[str, ...]], ...]
    longest: int | None

    def to_dict(self) -> dict[str, object]:
        """Give the choices at each horizon, and when they repeat."""
        data = horizon_data(self.horizon, self.resting, self.longest)
        return heading_data(self.engine) | data

    def document(self, names: Names) -> Document:
        """Show one row a situation and party."""
        return horizon_page(self.horizon, self.resting, self.longest, names)

    def sheet(self, names: Names) -> Document:
        """Give every situation."""
        states = {state for state, _ in self.resting}
        return (horizon_table(self.horizon, states, self.longest, names),)


def horizon(
    case: Readable,
    state: str | None = None,
    party: str | None = None,
    moves: int | None = None,
    setting: Setting = DEFAULT,
    **read_as: Unpack[ReadAs],
) -> HorizonResult:
    """Find how many moves ahead two parties may look before they leave.

    Parameters
    ----------
    case : Case or anything that `load` reads
        A case with two parties.
    state : str or None
        The situation; None is now and the equilibria under R, GMR, SMR, SEQ
        and SSEQ.
    party : str or None
        Whose choices; None is both.
    moves : int or None
        Show horizons up to this one; None is all until the choices repeat.
    setting : Setting
        Engine, memory, deadline.
    **read_as : ReadAs
        `variant` and `edits`, as of `load`.

    Returns
    -------
    HorizonResult

    Raises
    ------
    CaseError, QuestionError, TooLargeError, UnsupportedError
    """
    read = load(case, **read_as)
    engine = open_static(read, setting)
    refuse_but_two(engine)
    _refuse_moves(moves)
    position = None if party is None else party_position(engine, party)
    sets = find_stable(engine, CORE_CONCEPTS, assumptions_of(setting))
    states = _resting(sets) if state is None else [state_number(engine, state)]
    found = look_far(engine, states)
    if position is not None:
        found = found.of(engine.parties[position])
    resting = tuple((engine.state(each), _holding(sets, each)) for each in states)
    return HorizonResult(read, engine, found, resting, moves)


def _resting(sets: StableSets) -> list[int]:
    """List now, then the equilibria under some core concept."""
    some = np.zeros(sets.engine.n_states, np.bool_)
    for concept in sets.concepts:
        some |= sets.equilibria(concept)
    now = sets.engine.status_quo
    some[now] = False
    return [now, *map(int, np.flatnonzero(some))]


def _holding(sets: StableSets, state: int) -> tuple[str, ...]:
    return tuple(str(each) for each in sets.concepts if sets.equilibria(each)[state])


def _refuse_moves(moves: int | None) -> None:
    if moves is not None and not 1 <= moves <= _MOST:
        message = Message(
            "--moves is a number from 1 to {most}, not {moves}", most=_MOST, moves=moves
        )
        raise QuestionError(
            [Problem("bad-moves", message, Location("--moves"), str(moves))]
        )
