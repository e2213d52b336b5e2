"""What parties can do together."""

from collections.abc import Iterable, Sequence
from typing import Unpack

from detente.analysis.reading import Readable, ReadAs, load
from detente.analysis.result import Result
from detente.analysis.setting import (
    DEFAULT,
    Setting,
    assumptions_of,
    open_static,
    party_position,
    read_concepts,
    refuse_departures,
    state_number,
)
from detente.engine import Engine
from detente.errors import Location, Message, Problem, QuestionError
from detente.model.case import Case
from detente.model.concept import Concept
from detente.records import dataclass
from detente.report.data.coalition import merged_data, survey_data
from detente.report.data.stability import assumptions_data, heading_data
from detente.report.document import Document
from detente.report.naming import Names
from detente.report.pages.coalition.coalitions import coalitions_page, moves_table
from detente.study.coalition.joint_move import CoalitionSurvey
from detente.study.coalition.merger import Merged, merge_under
from detente.study.coalition.survey import survey_coalitions
from detente.study.stability.stable_sets import find_stable

_LISTED = 20
_SOON = 2**29
"""States squared times coalitions that take about ten seconds."""
_TWO = 2


@dataclass(frozen=True)
class CoalitionsResult(Result):
    """What coalitions would do, and which equilibria survive them.

    Attributes
    ----------
    survey : CoalitionSurvey
        Coalitions beside their members.
    merged : Merged or None
        Another reading: one coalition in place of its members.
    """

    survey: CoalitionSurvey
    merged: Merged | None

    def to_dict(self) -> dict[str, object]:
        """Give improvements, survivors, jumps, and the merged reading."""
        sets = self.survey.sets
        return (
            heading_data(sets.engine)
            | survey_data(self.survey)
            | {
                "merged": merged_data(self.merged, sets.engine),
                "assumptions": assumptions_data(sets.assumptions)
                | {"coalition": "all members strictly better off", "others": "each"},
            }
        )

    def document(self, names: Names) -> Document:
        """Show the same in sentences and tables."""
        return coalitions_page(self.survey, self.merged, names)

    def sheet(self, names: Names) -> Document:
        """Give one row an improvement of a coalition."""
        return (moves_table(self.survey, names),)


def coalitions(
    case: Readable,
    state: str = "now",
    members: Sequence[str] | Sequence[Sequence[str]] | None = None,
    concepts: Iterable[str] | None = None,
    *,
    merged: bool = False,
    setting: Setting = DEFAULT,
    **read_as: Unpack[ReadAs],
) -> CoalitionsResult:
    """Find what parties can do together.

    Parameters
    ----------
    case : Case or anything that `load` reads
        The case.
    state : str
        Where coalitions stand: `now`, a Y/N string, a label, or changes from
        now.
    members : sequence of str, or of such sequences, or None
        The parties of one coalition, or of each that may form; None is all
        coalitions of two or more.
    concepts : iterable of str, or None
        What a coalition expects the others to do; None is R, GMR, SMR, SEQ,
        SSEQ.
    merged : bool
        Whether the equilibria are also found with the one coalition named in
        place of its members.
    setting : Setting
        Engine, memory, deadline.
    **read_as : ReadAs
        `variant` and `edits`, as of `load`.

    Returns
    -------
    CoalitionsResult

    Raises
    ------
    CaseError, QuestionError, TooLargeError, UnsupportedError
    """
    read = load(case, **read_as)
    engine = open_static(read, setting)
    asked = read_concepts(concepts)
    _refuse_others(asked, setting)
    _refuse_single(engine)
    among = read_coalitions(engine, members)
    if merged and (among is None or len(among) != 1):
        raise QuestionError([_no_coalition()])
    start = state_number(engine, state)
    sets = find_stable(engine, asked, assumptions_of(setting))
    survey = survey_coalitions(sets, start, among, _LISTED)
    one = merge_under(sets, among[0]) if merged and among else None
    return CoalitionsResult(read, survey, one)


def coalitions_cost(
    case: Case, n_named: int = 0, *, merged: bool = False
) -> Message | None:
    """Say beforehand where judging coalitions takes long.

    Parameters
    ----------
    case : Case
        The case.
    n_named : int
        How many coalitions are named; 0 is all of two or more.
    merged : bool
        Whether one stands in place of its members too.

    Returns
    -------
    Message or None
        None where it is a matter of seconds.
    """
    parties = len(case.parties)
    count = n_named or 2**parties - parties - 1
    free = sum(not option.settled for option in case.options)
    states = len(case.graph.states) or 2**free
    work = states * states * (count + 20 * merged)
    if work < _SOON:
        return None
    return Message(
        "judging coalitions ({coalitions}) over up to {states} situations may take "
        "minutes; --members names one coalition, --concepts R asks less, --time sets "
        "an end",
        coalitions=count,
        states=states,
    )


def read_coalitions(
    engine: Engine, members: Sequence[str] | Sequence[Sequence[str]] | None
) -> tuple[tuple[int, ...], ...] | None:
    """Read who may act together.

    Raises
    ------
    QuestionError
        For an unknown party, or fewer than two in one coalition.
    """
    if not members:
        return None
    single = [each for each in members if isinstance(each, str)]
    several = [each for each in members if not isinstance(each, str)]
    found = []
    for each in [single, *several] if single else several:
        positions = {party_position(engine, party) for party in each}
        if len(positions) < _TWO:
            raise QuestionError([_too_few(" ".join(each))])
        found.append(tuple(sorted(positions)))
    return tuple(sorted(dict.fromkeys(found), key=len))


def _refuse_single(engine: Engine) -> None:
    count = len(engine.parties)
    if count < _TWO:
        message = Message(
            "a coalition needs two parties, and the case has {count}", count=count
        )
        hint = Message("`detente stability` judges a single party")
        location = Location(engine.case.file)
        raise QuestionError([Problem("two-parties", message, location, count, hint)])


def _too_few(named: str) -> Problem:
    message = Message(
        "a coalition has at least two members, not '{named}'", named=named
    )
    hint = Message("write --members A,B; `detente explain` judges one party")
    return Problem("too-few-members", message, Location("--members"), named, hint)


def _no_coalition() -> Problem:
    message = Message("which parties act as one is not said")
    hint = Message("name one coalition: --members A,B --merged")
    return Problem("no-coalition", message, Location("--merged"), "", hint)


def _refuse_others(concepts: tuple[Concept, ...], setting: Setting) -> None:
    others = [concept for concept in concepts if not concept.is_core]
    if others:
        message = Message("{concept} is not defined for coalitions", concept=others[0])
        hint = Message("ask for R, GMR, SMR, SEQ or SSEQ")
        raise QuestionError(
            [
                Problem(
                    "not-for-coalitions",
                    message,
                    Location("--concepts"),
                    str(others[0]),
                    hint,
                )
            ]
        )
    message = Message("coalitions are judged by weak sanctions, returns included")
    refuse_departures(setting, "not-for-coalitions", message)
