"""One function a question."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias, TypedDict, Unpack

import numpy as np

from detente.analysis.asking import (
    DEFAULT,
    Setting,
    allow_witnesses,
    assumptions_of,
    open_static,
    open_widest,
    party_position,
    read_concepts,
    refuse_unexplained,
    state_number,
    states_where,
    target_states,
)
from detente.analysis.results import (
    Analysis,
    Check,
    EvolutionResult,
    ExplanationResult,
    StabilityResult,
    StatesResult,
)
from detente.casefile import apply_variant, load_case
from detente.engine import Engine
from detente.model.case import Case
from detente.model.concept import CORE_CONCEPTS, Concept
from detente.report.data import Extent
from detente.study.deadline import pending
from detente.study.disagreement import disagreement
from detente.study.distant import periods_ahead
from detente.study.evolution import evolve as study_evolution
from detente.study.explanation import explain as study_explanation
from detente.study.overview import AfterDeadline, changes_after, survey
from detente.study.review import review
from detente.study.solution import StableSets, find_stable

__all__ = [
    "ReadAs",
    "Readable",
    "analyze",
    "check",
    "evolve",
    "explain",
    "load",
    "stability",
    "states",
]

_LIGHT = 400_000
_A_PERIOD = 400
"""States times road maps that are judged in about a second."""

Readable: TypeAlias = Case | str | Path | Mapping[str, object]


class ReadAs(TypedDict, total=False):
    """How a case is read, wherever one is named: as of `load`."""

    variant: str | None
    edits: Sequence[str]


def load(
    source: Readable, *, variant: str | None = None, edits: Sequence[str] = ()
) -> Case:
    """Read a case.

    Parameters
    ----------
    source : Case, str, Path or mapping
        A path, the name of a bundled case, YAML text, or the same as a
        dictionary; a Case is given back, or edited.
    variant : str or None
        A variant of the case to apply.
    edits : sequence of str
        Further changes, such as ``options.relief.undo=never``.

    Returns
    -------
    Case

    Raises
    ------
    CaseError
        With everything that is wrong, in `problems`.
    QuestionError
        For a variant that the case does not have.
    """
    if isinstance(source, Case):
        read_anew = variant is not None or edits
        return apply_variant(source, variant, edits) if read_anew else source
    return load_case(source, variant=variant, edits=edits)


def analyze(
    case: Readable,
    concepts: Iterable[str] | None = None,
    setting: Setting = DEFAULT,
    **read_as: Unpack[ReadAs],
) -> Analysis:
    """Do the main job: what holds, for whom, why, and where it can go.

    Parameters
    ----------
    case : Case or anything that `load` reads
        The case.
    concepts : iterable of str, or None
        Which concepts judge; None is R, GMR, SMR, SEQ, SSEQ.
    setting : Setting
        Engine, memory, deadline.
    **read_as : ReadAs
        `variant` and `edits`, as of `load`.

    Returns
    -------
    Analysis

    Raises
    ------
    CaseError, QuestionError, TooLargeError, UnsupportedError
    """
    read = load(case, **read_as)
    asked = read_concepts(concepts)
    engine = open_static(read, setting)
    later = open_widest(engine, read, setting)
    overview = survey(engine, asked, assumptions_of(setting), review(later))
    after = _on_deadline(read, overview.sets, later, setting)
    if not _soon_judged(read):
        return Analysis(read, overview, after)
    # Imported where it is needed: most cases have no road maps.
    from detente.analysis.deals import judge_in_passing  # noqa: PLC0415

    findings, judged = judge_in_passing(read, setting, overview.findings)
    return Analysis(read, replace(overview, findings=findings), after, judged)


def _on_deadline(
    read: Case, sets: StableSets, widest: Engine, setting: Setting
) -> tuple[AfterDeadline, ...]:
    """Compare what holds before the deadlines still to come with what holds on them.

    `sets` judge one side of them, as `setting` says; `widest` is on them.
    """
    if not pending(read):
        return ()
    if setting.deadline == "before":
        return changes_after(sets, find_stable(widest, sets.concepts, sets.assumptions))
    before = open_static(read, replace(setting, deadline="before"))
    return changes_after(find_stable(before, sets.concepts, sets.assumptions), sets)


def _soon_judged(case: Case) -> bool:
    """Whether the case has road maps that are judged in about a second."""
    plans = case.negotiation.road_maps
    free = sum(not option.settled for option in case.options)
    work = len(plans) * ((1 << free) + _A_PERIOD * periods_ahead(case))
    return bool(plans and case.options) and work <= _LIGHT


def check(
    case: Readable, setting: Setting = DEFAULT, **read_as: Unpack[ReadAs]
) -> Check:
    """Read a case and say what is odd about it.

    Raises
    ------
    CaseError
        With everything that is wrong, in `problems`.
    TooLargeError, UnsupportedError
    """
    read = load(case, **read_as)
    engine = open_static(read, setting)
    widest = open_widest(engine, read, setting)
    return Check(read, engine, widest.n_feasible, review(widest), disagreement(widest))


def states(
    case: Readable,
    where: str | None = None,
    limit: int | None = None,
    setting: Setting = DEFAULT,
    **read_as: Unpack[ReadAs],
) -> StatesResult:
    """List the feasible states, or those where a formula holds.

    Raises
    ------
    CaseError, QuestionError, TooLargeError, UnsupportedError
    """
    read = load(case, **read_as)
    engine = open_static(read, setting)
    return StatesResult(read, engine, states_where(engine, where), limit)


def stability(
    case: Readable,
    concepts: Iterable[str] | None = None,
    *,
    where: str | None = None,
    witnesses: bool = False,
    extent: Extent | None = None,
    setting: Setting = DEFAULT,
    **read_as: Unpack[ReadAs],
) -> StabilityResult:
    """Find who is stable where.

    Parameters
    ----------
    case : Case or anything that `load` reads
        The case.
    concepts : iterable of str, or None
        Which concepts judge; None is R, GMR, SMR, SEQ, SSEQ.
    where : str or None
        List only states where this formula holds.
    witnesses : bool
        Whether every verdict on a listed state comes with its witness.
    extent : Extent or None
        How much is written.
    setting : Setting
        Engine, memory, deadline.
    **read_as : ReadAs
        `variant` and `edits`, as of `load`.

    Returns
    -------
    StabilityResult

    Raises
    ------
    CaseError, QuestionError, TooLargeError, UnsupportedError
    """
    read = load(case, **read_as)
    asked = read_concepts(concepts)
    engine = open_static(read, setting)
    shown = states_where(engine, where)
    extent = extent or Extent()
    parties = extent.parties or engine.parties
    positions = [party_position(engine, party) for party in parties]
    explained = None
    if witnesses:
        refuse_unexplained(asked, setting)
        chosen = np.flatnonzero(shown & engine.feasible)
        allow_witnesses(int(chosen.size))
        explained = tuple(
            study_explanation(engine, int(state), position, concept)
            for concept in asked
            for position in positions
            for state in chosen
        )
    sets = find_stable(engine, asked, assumptions_of(setting))
    remarks = review(open_widest(engine, read, setting))
    return StabilityResult(read, sets, remarks, shown, extent, explained)


def explain(
    case: Readable,
    state: str = "now",
    party: str | None = None,
    concept: str | None = None,
    setting: Setting = DEFAULT,
    **read_as: Unpack[ReadAs],
) -> ExplanationResult:
    """Say why a state holds, or does not.

    Parameters
    ----------
    case : Case or anything that `load` reads
        The case.
    state : str
        `now`, a Y/N string, a label, or changes from now.
    party, concept : str or None
        Whose verdict, and what it expects; None is every party, and SEQ.
    setting : Setting
        Engine, memory, deadline.
    **read_as : ReadAs
        `variant` and `edits`, as of `load`.

    Returns
    -------
    ExplanationResult

    Raises
    ------
    CaseError, QuestionError, TooLargeError, UnsupportedError
    """
    read = load(case, **read_as)
    engine = open_static(read, setting)
    index = state_number(engine, state)
    parties = engine.parties if party is None else (party,)
    asked = read_concepts([concept or Concept.SEQ], "--concept")
    refuse_unexplained(asked, setting)
    explained = tuple(
        study_explanation(engine, index, party_position(engine, each), wanted)
        for wanted in asked
        for each in parties
    )
    return ExplanationResult(read, engine, explained)


def evolve(
    case: Readable,
    to: str | None = None,
    start: str = "now",
    setting: Setting = DEFAULT,
    **read_as: Unpack[ReadAs],
) -> EvolutionResult:
    """Find how a dispute can move from a state.

    Parameters
    ----------
    case : Case or anything that `load` reads
        The case.
    to : str or None
        Where one would like to get: a state or a formula.
    start : str
        Where it begins; by default now.
    setting : Setting
        Engine, memory, deadline.
    **read_as : ReadAs
        `variant` and `edits`, as of `load`.

    Returns
    -------
    EvolutionResult

    Raises
    ------
    CaseError, QuestionError, TooLargeError, UnsupportedError
    """
    read = load(case, **read_as)
    engine = open_static(read, setting)
    index = state_number(engine, start)
    targets = None if to is None else target_states(engine, to)
    assumptions = assumptions_of(setting)
    sets = find_stable(engine, CORE_CONCEPTS, assumptions)
    evolution = study_evolution(engine, index, sets, targets)
    return EvolutionResult(read, engine, evolution, to or "", assumptions)
