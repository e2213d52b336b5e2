"""What a user wrote, against the case it speaks of."""

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from detente.casefile import read_formula, read_state
from detente.engine import Bools, Engine, open_engine
from detente.errors import Location, Message, Problem, QuestionError, TooLargeError
from detente.model.case import Case
from detente.model.concept import CORE_CONCEPTS, Assumptions, Concept
from detente.model.formula import TRUE
from detente.records import dataclass
from detente.study.game.options_at_deadlines import (
    closed,
    ending,
    opened,
    opening_days,
    pending,
    widest,
)

if TYPE_CHECKING:
    from distributed import Client

_WITNESSED = 2_000


@dataclass(frozen=True, slots=True)
class Setting:
    """How a question is answered, whatever the question.

    Attributes
    ----------
    engine : str or None
        The engine to use; None chooses.
    memory : int or None
        Bytes allowed; None is three quarters of what is free.
    deadline : str
        before or after: whether the options that deadlines bar are closed.
    sanction : str
        weak or strict: whether an answer sanctions that leaves the party no
        better off, or only one that leaves it worse off.
    return_is_sanction : bool
        Whether being brought back to the start counts.
    sequences : str
        legal, once or single: whether the others answer by any legal sequence,
        by one move each at most, or by one of them alone.
    simultaneous : str
        each or all: whether, under SEQ_SIM, a party may count on simultaneous
        moves by itself, or only where at least two are not SEQ stable.
    wants : str
        weights or statements: which of them gives the order of a party that has
        both. Deals are judged by weights either way.
    workers : int
        How many processors may work at once on draws, and on what changes of
        leadership do; they change no result. Each imports the calling program
        anew, so that more than one needs it to be guarded by ``if __name__ ==
        "__main__"``.
    cluster : str or distributed.Client, or None
        A Dask scheduler whose workers judge draws instead, or its address; it
        changes no result either.
    """

    engine: str | None = None
    memory: int | None = None
    deadline: str = "before"
    sanction: str = "weak"
    return_is_sanction: bool = True
    sequences: str = "legal"
    simultaneous: str = "each"
    wants: str = "weights"
    workers: int = 1
    cluster: "str | Client | None" = None


DEFAULT = Setting()


def as_wanted(case: Case, setting: Setting) -> Case:
    """Give the case with the order of every party that a setting asks for."""
    if setting.wants == "weights":
        return case
    if setting.wants != "statements":
        message = Message(
            "wants are judged by weights or statements, not '{value}'",
            value=setting.wants,
        )
        raise QuestionError([_wrong("unknown-wants", message, setting.wants)])
    stated = (
        (party, replace(wants, as_stated=True)) for party, wants in case.preferences
    )
    return replace(case, preferences=tuple(stated))


def open_whole(case: Case, setting: Setting) -> Engine:
    """Open a case with everything that its deadlines bar as it stands there."""
    return open_engine(as_wanted(case, setting), setting.engine, setting.memory)


def open_static(case: Case, setting: Setting) -> Engine:
    """Open a case on one side of its deadlines."""
    if setting.deadline not in ("before", "after"):
        message = Message(
            "the deadline is before or after, not '{value}'", value=setting.deadline
        )
        raise QuestionError([_wrong("unknown-deadline", message, setting.deadline)])
    static = closed(case) if setting.deadline == "before" else opened(case)
    return open_whole(static, setting)


def open_widest(engine: Engine, case: Case, setting: Setting) -> Engine:
    """Open a case with every option that a deadline opens, for its warnings.

    `engine` is given back where nothing is barred in it.
    """
    if not pending(case) and (setting.deadline == "before" or not ending(case)):
        return engine
    if setting.deadline == "after" and not ending(case):
        return engine
    return open_whole(widest(case), setting)


def assumptions_of(setting: Setting) -> Assumptions:
    """Give the assumptions that a setting makes."""
    if setting.simultaneous not in ("each", "all"):
        message = Message(
            "simultaneous moves are read by each or all, not '{value}'",
            value=setting.simultaneous,
        )
        raise QuestionError([_wrong("unknown-reading", message, setting.simultaneous)])
    return Assumptions(
        sanction=setting.sanction,
        return_is_sanction=setting.return_is_sanction,
        sequences=setting.sequences,
        deadline=setting.deadline,
        simultaneous=setting.simultaneous,
        wants=setting.wants,
    )


def read_concepts(
    concepts: Iterable[str] | None, option: str = "--concepts"
) -> tuple[Concept, ...]:
    """Read the names of concepts; `option` is where they were given."""
    if concepts is None:
        return CORE_CONCEPTS
    problems = []
    found = []
    for name in concepts:
        try:
            found.append(Concept(name.upper()))
        except ValueError:
            problems.append(
                Problem(
                    "unknown-concept",
                    Message("there is no concept '{name}'", name=name),
                    Location(option),
                    name,
                    Message(
                        "the concepts are: {known}, L1, L2, ...",
                        known=", ".join(Concept.__members__),
                    ),
                )
            )
    if not found and not problems:
        message = Message("no concept is named")
        hint = Message("write some, such as R,SEQ")
        problems.append(
            Problem("no-concept", message, Location("--concepts"), "", hint)
        )
    if problems:
        raise QuestionError(problems)
    return tuple(found)


def refuse_unexplained(concepts: Iterable[Concept], setting: Setting) -> None:
    """Refuse to explain what the witnesses of the core concepts cannot."""
    others = [concept for concept in concepts if not concept.is_core]
    if others:
        message = Message("{concept} comes without witnesses", concept=others[0])
        hint = Message("ask for R, GMR, SMR, SEQ or SSEQ")
        raise QuestionError([_wrong("no-witness", message, str(others[0]), hint)])
    refuse_departures(
        setting,
        "no-witness",
        Message(
            "witnesses are given for weak sanctions by full sequences, returns included"
        ),
    )


def refuse_departures(setting: Setting, code: str, message: Message) -> None:
    """Refuse a question that is answered under the default reading only."""
    given = [
        name
        for name, asked in (
            ("--sanction", setting.sanction != "weak"),
            ("--no-return", not setting.return_is_sanction),
            ("--sequences", setting.sequences != "legal"),
        )
        if asked
    ]
    if given:
        hint = Message("leave out {options}", options=", ".join(given))
        problem = Problem(code, message, Location(given[0]), given[0], hint)
        raise QuestionError([problem])


def states_where(engine: Engine, formula: str | None) -> Bools:
    """Find the feasible states where a formula holds; None is everywhere."""
    if formula is None:
        return engine.truth(TRUE) & engine.feasible
    return engine.truth(read_formula(formula, engine.case)) & engine.feasible


def party_position(engine: Engine, party: str) -> int:
    """Give the position of a party."""
    if party in engine.parties:
        return engine.parties.index(party)
    message = Message("there is no party '{party}'", party=party)
    hint = Message("the parties are: {known}", known=", ".join(engine.parties))
    raise QuestionError([_wrong("unknown-party", message, party, hint)])


def state_number(engine: Engine, state: str) -> int:
    """Give the number of a state as the user wrote it."""
    written = read_state(state, engine.case)
    index = engine.index(written)
    if index is not None:
        return index
    message = Message("the situation '{state}' is not feasible", state=state)
    hint = Message("`detente states CASE --where FORMULA` lists the feasible ones")
    for option, chosen in zip(engine.case.options, written, strict=False):
        if option.settled and option.now != (chosen == "Y"):
            message, hint = _settled(engine.case, state, option.id)
    raise QuestionError([_wrong("infeasible-state", message, state, hint)])


def _settled(case: Case, state: str, option: str) -> tuple[Message, Message]:
    """Say why an option of a state cannot change, and what to do."""
    days = opening_days(case, option)
    if days:
        return (
            Message(
                "the situation '{state}' cannot come about yet: {option} waits for the "
                "deadline of {date}",
                state=state,
                option=option,
                date=days,
            ),
            Message("ask with --deadline after"),
        )
    until = case.option[option].until
    if until is not None:
        return (
            Message(
                "the situation '{state}' cannot come about: {option} cannot be taken "
                "any more from {date} on",
                state=state,
                option=option,
                date=until,
            ),
            Message(
                "ask with --deadline before, or move the `until` of {option}",
                option=option,
            ),
        )
    return (
        Message(
            "the situation '{state}' cannot come about: {option} is settled",
            state=state,
            option=option,
        ),
        Message("`detente check CASE` shows which options are settled"),
    )


def target_states(engine: Engine, target: str) -> Bools:
    """Read a target: first as a state, then as a formula."""
    words = target.split()
    try:
        written = read_state(target, engine.case)
    except QuestionError:
        starts_a_state = words and (
            words[0] in ("now", "сейчас") or words[0][0] in "+-" or words[0].isdigit()
        )
        if starts_a_state:
            raise
        return engine.truth(read_formula(target, engine.case))
    index = engine.index(written)
    found = np.zeros(engine.n_states, np.bool_)
    if index is not None:
        found[index] = True
    return found


def allow_witnesses(count: int) -> None:
    """Refuse more witnesses than anybody could read."""
    if count > _WITNESSED:
        raise TooLargeError(
            Message(
                "witnesses for {count} situations are too many (at most {limit})",
                count=count,
                limit=_WITNESSED,
            ),
            Message("narrow them with --where FORMULA, or ask `detente explain`"),
        )


def _wrong(
    code: str, message: Message, value: str, hint: Message | None = None
) -> Problem:
    return Problem(code, message, Location(value), value, hint)
