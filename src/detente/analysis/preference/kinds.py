"""Preferences that are more than an order, and parties that see different games."""

from collections.abc import Iterable, Iterator
from typing import Unpack

from detente.analysis.preference.kind_results import (
    HypergameResult,
    StrengthResult,
    UnknownResult,
)
from detente.analysis.reading import Readable, ReadAs, load
from detente.analysis.setting import (
    DEFAULT,
    Setting,
    assumptions_of,
    open_static,
    party_position,
    read_concepts,
    refuse_departures,
    states_where,
)
from detente.casefile import apply_view
from detente.engine import Bools, Engine
from detente.errors import Location, Message, Problem, QuestionError
from detente.model.case import Case
from detente.model.concept import Concept
from detente.model.formula import Formula
from detente.study.preference.hypergame import perceived, study_hypergame
from detente.study.preference.kinds import study_strength, study_unknown

__all__ = ["hypergame", "strength", "unknown_stability"]


def unknown_stability(
    case: Readable,
    concepts: Iterable[str] | None = None,
    *,
    where: str | None = None,
    party: str | None = None,
    setting: Setting = DEFAULT,
    **read_as: Unpack[ReadAs],
) -> UnknownResult:
    """Find who stays where, if parties do not know all that they want.

    Parameters
    ----------
    case : Case or anything that `load` reads
        The case, with `unknown` in the preferences of a party.
    concepts : iterable of str, or None
        Of R, GMR, SMR, SEQ and SSEQ; None is all.
    where : str or None
        List only states where this formula holds.
    party : str or None
        Whose verdicts are listed; None lists equilibria.
    setting : Setting
        Engine, memory, deadline.
    **read_as : ReadAs
        `variant` and `edits`, as of `load`.

    Returns
    -------
    UnknownResult

    Raises
    ------
    CaseError, QuestionError, TooLargeError, UnsupportedError
    """
    read = load(case, **read_as)
    _refuse_without(read, "unknown")
    asked = _core(concepts, setting)
    engine, shown = _open(read, where, party, setting)
    study = study_unknown(engine, asked, setting.memory)
    return UnknownResult(read, study, shown, party)


def strength(
    case: Readable,
    concepts: Iterable[str] | None = None,
    *,
    where: str | None = None,
    party: str | None = None,
    setting: Setting = DEFAULT,
    **read_as: Unpack[ReadAs],
) -> StrengthResult:
    """Find how strongly each party is held where it stays.

    Parameters
    ----------
    case : Case or anything that `load` reads
        The case, with `strong` in the preferences of a party.
    concepts : iterable of str, or None
        Of R, GMR, SMR, SEQ and SSEQ; None is all.
    where : str or None
        List only states where this formula holds.
    party : str or None
        Whose verdicts are listed; None lists equilibria.
    setting : Setting
        Engine, memory, deadline.
    **read_as : ReadAs
        `variant` and `edits`, as of `load`.

    Returns
    -------
    StrengthResult

    Raises
    ------
    CaseError, QuestionError, TooLargeError, UnsupportedError
    """
    read = load(case, **read_as)
    _refuse_without(read, "strong")
    asked = _core(concepts, setting)
    engine, shown = _open(read, where, party, setting)
    study = study_strength(engine, asked, setting.memory)
    return StrengthResult(read, study, shown, party)


def hypergame(
    case: Readable,
    concepts: Iterable[str] | None = None,
    setting: Setting = DEFAULT,
    **read_as: Unpack[ReadAs],
) -> HypergameResult:
    """Judge every party in the game that it sees.

    Parameters
    ----------
    case : Case or anything that `load` reads
        The case, with `sees`.
    concepts : iterable of str, or None
        Which concepts judge; None is R, GMR, SMR, SEQ, SSEQ.
    setting : Setting
        Engine, memory, deadline.
    **read_as : ReadAs
        `variant` and `edits`, as of `load`.

    Returns
    -------
    HypergameResult

    Raises
    ------
    CaseError, QuestionError, TooLargeError, UnsupportedError
    """
    read = load(case, **read_as)
    if not read.sees:
        message = Message("nobody sees another game: the case has no key 'sees'")
        hint = Message("write what a party sees as named edits, as of a variant")
        raise QuestionError([_problem("no-sees", message, "sees", hint)])
    asked = read_concepts(concepts)
    engine = open_static(read, setting)
    views = _views(read, setting)
    study = study_hypergame(engine, views, asked, assumptions_of(setting))
    return HypergameResult(read, study)


def _views(case: Case, setting: Setting) -> Iterator[tuple[str, Engine, Formula]]:
    """Open the game of each party that has a view, one after the other."""
    for view in case.sees:
        yield view.party, _open_view(case, view.party, view.only, setting), view.only


def _open_view(case: Case, party: str, only: Formula, setting: Setting) -> Engine:
    return open_static(perceived(apply_view(case, party), only), setting)


def _refuse_without(case: Case, key: str) -> None:
    """Refuse a case in which no party has a key in its preferences."""
    if any(getattr(wanted, key) for _, wanted in case.preferences):
        return
    message = Message("no party has the key '{key}' in its preferences", key=key)
    hint = Message(
        "write it beside the order of the party, as in {key}: [dig]", key=key
    )
    raise QuestionError([_problem(f"no-{key}", message, key, hint)])


def _core(concepts: Iterable[str] | None, setting: Setting) -> tuple[Concept, ...]:
    """Read concepts that are defined by pairs of states, and refuse every other."""
    asked = read_concepts(concepts)
    for concept in asked:
        if not concept.is_core:
            message = Message(
                "{concept} is not defined for pairs of situations", concept=concept
            )
            hint = Message("ask for R, GMR, SMR, SEQ or SSEQ")
            raise QuestionError([_problem("not-core", message, str(concept), hint)])
    message = Message("this question is for weak sanctions, returns included")
    refuse_departures(setting, "not-core", message)
    return asked


def _open(
    case: Case, where: str | None, party: str | None, setting: Setting
) -> tuple[Engine, Bools]:
    engine = open_static(case, setting)
    if party is not None:
        party_position(engine, party)
    return engine, states_where(engine, where)


def _problem(code: str, message: Message, value: str, hint: Message) -> Problem:
    return Problem(code, message, Location(value), value, hint)
