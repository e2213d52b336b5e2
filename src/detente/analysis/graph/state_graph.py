"""The state graph, drawn."""

from collections.abc import Iterable
from functools import cached_property
from typing import Unpack

from detente.analysis.reading import Readable, ReadAs, load
from detente.analysis.result import Result
from detente.analysis.setting import (
    DEFAULT,
    Setting,
    assumptions_of,
    open_static,
    read_concepts,
)
from detente.engine import Engine
from detente.errors import Location, Message, Problem, QuestionError
from detente.records import dataclass
from detente.report.data.graph import graph_data
from detente.report.data.stability import heading_data
from detente.report.document import Document
from detente.report.naming import Names
from detente.report.pages.graph.state_graph import graph_page
from detente.report.words import words_of
from detente.study.graph.state_graph import Show, StateGraph, draw_states, with_holds
from detente.study.stability.stable_sets import StableSets, find_stable


@dataclass(frozen=True)
class StateGraphResult(Result):
    """States in layers by fewest moves from now, and who moves where."""

    sets: StableSets
    graph: StateGraph

    @property
    def engine(self) -> Engine:
        """What answered."""
        return self.sets.engine

    @cached_property
    def held(self) -> StateGraph:
        """The same graph, with what holds each situation: what words tell of it."""
        return with_holds(self.graph, self.sets)

    def to_dict(self) -> dict[str, object]:
        """Give the nodes with their places, and the arcs."""
        names = Names(self.case, words_of("en"))
        return heading_data(self.engine) | graph_data(self.graph, names)

    def document(self, names: Names) -> Document:
        """Show the picture, the nodes, the moves, and what is left out."""
        return graph_page(self.held if names.spoken else self.graph, names)

    def _repr_svg_(self) -> str:
        return self.render("svg")


def state_graph(
    case: Readable,
    show: str = "reachable",
    *,
    collapse: bool = False,
    limit: int | None = None,
    concepts: Iterable[str] | None = None,
    setting: Setting = DEFAULT,
    **read_as: Unpack[ReadAs],
) -> StateGraphResult:
    """Draw the states of a case and the moves between them.

    Parameters
    ----------
    case : Case or anything that `load` reads
        The case.
    show : str
        reachable: what any moves lead to from now; improvements: what
        improvements lead to; equilibria: these and what is one move away from
        them; all: every feasible state.
    collapse : bool
        Draw states that can be reached from each other as one node.
    limit : int or None
        At most so many nodes, the most telling first; None is all up to 100
        states, and of more those that matter, 30 to 60.
    concepts : iterable of str, or None
        Which concepts judge; None is R, GMR, SMR, SEQ, SSEQ.
    setting : Setting
        Engine, memory, deadline.
    **read_as : ReadAs
        `variant` and `edits`, as of `load`.

    Returns
    -------
    StateGraphResult

    Raises
    ------
    CaseError, QuestionError, TooLargeError, UnsupportedError
    """
    read = load(case, **read_as)
    asked = read_concepts(concepts)
    shown, most = _shown(show), _most(limit)
    engine = open_static(read, setting)
    sets = find_stable(engine, asked, assumptions_of(setting))
    graph = draw_states(sets, shown, collapse=collapse, limit=most)
    return StateGraphResult(read, sets, graph)


def _shown(show: str) -> Show:
    if show in tuple(Show):
        return Show(show)
    message = Message("there is no picture of '{show}'", show=show)
    hint = Message("write one of: {known}", known=", ".join(Show))
    raise QuestionError(
        [Problem("unknown-show", message, Location("--show"), show, hint)]
    )


def _most(limit: int | None) -> int | None:
    if limit is None or limit > 0:
        return limit
    message = Message("at least one situation is drawn, not {limit}", limit=limit)
    raise QuestionError([Problem("no-limit", message, Location("--limit"), str(limit))])
