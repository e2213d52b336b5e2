"""What a report tells, found once for both languages."""

from contextlib import nullcontext
from dataclasses import replace
from functools import cached_property
from hashlib import sha256
from typing import TypeAlias

from detente.analysis.deal.exposure import ExposureResult, exposure_of
from detente.analysis.deal.road_maps import RoadMapsResult, list_road_maps
from detente.analysis.lever.levers import moved_soon
from detente.analysis.overview.analyze import Analysis
from detente.analysis.overview.comparison import compare
from detente.analysis.overview.plan_conditions import (
    PlanConditions,
    find_plan_conditions,
)
from detente.analysis.overview.time_parts import NO_TIME, TimeParts
from detente.analysis.overview.time_parts_meanwhile import time_parts_meanwhile
from detente.analysis.record.claims import CLAIM_SAMPLES, claims, under_draws
from detente.analysis.setting import Setting, assumptions_of, open_static
from detente.analysis.timed import open_timed, workers_of
from detente.casefile import dump_case
from detente.engine.budget import current, unless_stopped
from detente.engine.memory import refuse_beyond
from detente.errors import Message, StoppedError
from detente.model.case import Case
from detente.model.concept import Concept
from detente.records import dataclass
from detente.report.pages.overview.first_screen import FirstAnswers
from detente.report.pages.record.claims import Varied
from detente.study.deal.verdict import RoadMapCheck, Verdict
from detente.study.game.dynamics import Dynamics
from detente.study.graph.state_graph import StateGraph, draw_states, with_holds
from detente.study.lever.effect import Effects
from detente.study.overview.comparison import Standing, stand
from detente.study.overview.what_if import WhatIf, try_changes
from detente.study.record.claim import Finding
from detente.study.robustness.robust import Robustness, study_robustness
from detente.study.search.best_deal import BestDeal
from detente.study.stability.explanation import Explanation, explain
from detente.study.stability.stable_sets import StableSets, find_stable

_PAGE, _A_STATE, _A_PARTY = 24 << 20, 58, 32
"""Bytes that the page takes, and what is opened for it beside the analysis."""
_COMPARED = 1024
"""States at most where the road maps of variants are compared in the report."""
_DRAWN = 30
"""The state graph of more situations is drawn in full only."""
_FEW = 5
"""Draws of the assumed numbers where all that could follow a breach is solved."""


Told: TypeAlias = tuple[tuple[Finding, ...], Varied]
"""The claims, judged, and in each variant."""


@dataclass(frozen=True)
class Findings:
    """Everything that the report tells.

    What was left out because the work was stopped is None or empty; `varied`, the
    claims in each variant, is asked for in full only.
    """

    case: Case
    setting: Setting
    full: bool
    analysis: Analysis
    claims: tuple[Finding, ...]
    varied: Varied
    checks: tuple[RoadMapCheck, ...]
    robustness: Robustness | None
    exposed: ExposureResult | None
    graph: StateGraph | None
    explained: tuple[tuple[Explanation, ...], ...]
    standings: tuple[Standing, ...]
    base: Standing
    tried: tuple[WhatIf, ...]
    conditions: tuple[PlanConditions, ...]
    in_time: TimeParts
    best: BestDeal | None
    moved: Effects | None
    stopped: StoppedError | None

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the case as a file."""
        return sha256(dump_case(self.case).encode()).hexdigest()

    @cached_property
    def held(self) -> StateGraph | None:
        """The state graph with what holds each situation, for those told in words."""
        if self.graph is None:
            return None
        return with_holds(self.graph, self.analysis.overview.sets)

    @property
    def answers(self) -> FirstAnswers:
        """What the first page tells."""
        return FirstAnswers(
            self.analysis.overview,
            self.analysis.after,
            self.checks,
            self.analysis.variants,
            self.best,
        )


def find_all(analysis: Analysis, setting: Setting, *, full: bool = False) -> Findings:
    """Find everything that the report of a case tells, as far as the time allows.

    Parameters
    ----------
    analysis : Analysis
        Of the case.
    setting : Setting
    full : bool
        Whether claims are judged in each variant too, and everything under many
        draws of the assumed numbers.

    Returns
    -------
    Findings
    """
    case = analysis.case
    engine = analysis.overview.sets.engine
    a_state = _A_STATE + _A_PARTY * len(engine.parties)
    hint = Message("leave out --report, or settle some options")
    refuse_beyond(_PAGE + a_state * engine.n_states, setting.memory, hint)
    plans = bool(case.negotiation.road_maps and case.options)
    lead = analysis.overview.lead
    judged = unless_stopped(lambda: _judged(analysis, setting), None) if plans else None
    # What was solved to judge the road maps serves whatever is asked of them next.
    dynamics = _opened(analysis, judged, setting) if plans else None
    graph = draw_states(analysis.overview.sets)
    drawn = graph if full or len(graph.nodes) <= _DRAWN else None
    checks = () if judged is None else judged.checks
    beside = (
        time_parts_meanwhile(dynamics, _failing(checks), setting, full=full)
        if dynamics
        else nullcontext(lambda: NO_TIME)
    )
    untold: Told = (), ()
    with beside as in_time:
        told = unless_stopped(
            lambda: _claims(analysis, setting, dynamics, full=full), untold
        )
        return Findings(
            case=case,
            setting=setting,
            full=full,
            analysis=analysis,
            graph=drawn,
            explained=unless_stopped(lambda: _explained(analysis, drawn), ()),
            base=stand("", replace(analysis.overview.sets, concepts=(lead,))),
            tried=unless_stopped(
                lambda: try_changes(case, lambda each: _held(each, lead, setting)), ()
            ),
            checks=checks,
            best=None if judged is None else judged.best,
            moved=unless_stopped(lambda: moved_soon(dynamics, checks, setting), None)
            if dynamics
            else None,
            exposed=unless_stopped(
                lambda: exposure_of(dynamics, case, case.negotiation.road_maps), None
            )
            if dynamics
            else None,
            claims=told[0],
            varied=told[1],
            standings=unless_stopped(lambda: _compare(analysis, setting), ())
            if case.variants
            else (),
            conditions=unless_stopped(
                lambda: find_plan_conditions(dynamics, full=full), ()
            )
            if dynamics
            else (),
            robustness=unless_stopped(
                lambda: _robust(dynamics, checks, setting, full=full), None
            )
            if dynamics
            else None,
            in_time=unless_stopped(in_time, NO_TIME),
            stopped=current().stopped,
        )


def _failing(checks: tuple[RoadMapCheck, ...]) -> frozenset[str]:
    return frozenset(
        check.road_map for check in checks if check.verdict is Verdict.REFUTED
    )


def _compare(analysis: Analysis, setting: Setting) -> tuple[Standing, ...]:
    """Set the variants side by side, in time where the case is small."""
    in_time = analysis.overview.sets.engine.n_states <= _COMPARED
    return compare(analysis.case, setting=setting, in_time=in_time).standings


def _judged(analysis: Analysis, setting: Setting) -> RoadMapsResult:
    """Take the road maps as the analysis judged them; judge those it put off."""
    return analysis.judged or list_road_maps(analysis.case, setting)


def _opened(
    analysis: Analysis, judged: RoadMapsResult | None, setting: Setting
) -> Dynamics:
    """Take the case in periods as its road maps were judged; else open it."""
    return judged.dynamics if judged else open_timed(analysis.case, setting)


def _claims(
    analysis: Analysis, setting: Setting, dynamics: Dynamics | None, *, full: bool
) -> Told:
    """Judge the claims, under draws; in full in each variant too."""
    case = analysis.case
    if not case.claims:
        return (), ()
    if full or analysis.judged is None:
        variants = None if full else ()
        samples = CLAIM_SAMPLES if full else _FEW
        asked = claims(case, setting, variants=variants, samples=samples)
        return asked.findings, asked.variants
    findings = analysis.overview.findings
    return under_draws(case, setting, findings, (_FEW, 0), dynamics), ()


def _robust(
    dynamics: Dynamics,
    checks: tuple[RoadMapCheck, ...],
    setting: Setting,
    *,
    full: bool,
) -> Robustness | None:
    """Judge the road maps under draws of what is assumed, if anything is.

    Unless in full, only those are judged that do not end before anybody could cheat:
    who would not sign and who would call it off is known for many draws already.
    """
    asked = {check.road_map for check in checks if full or not check.over_before}
    if not asked:
        return None
    found = study_robustness(
        dynamics,
        tuple(plan for plan in dynamics.case.negotiation.road_maps if plan.id in asked),
        samples=CLAIM_SAMPLES if full else _FEW,
        flips=False,
        workers=workers_of(setting),
    )
    return found if found.assumptions or found.drawn else None


def _held(case: Case, lead: Concept, setting: Setting) -> StableSets:
    """Judge what holds in a changed case under one concept."""
    return find_stable(open_static(case, setting), (lead,), assumptions_of(setting))


def _explained(
    analysis: Analysis, graph: StateGraph | None
) -> tuple[tuple[Explanation, ...], ...]:
    """Explain now, the equilibria that have a number, and what is drawn."""
    engine, lead = analysis.overview.sets.engine, analysis.overview.lead
    if not lead.is_core or analysis.overview.sets.assumptions.departs:
        return ()
    now = engine.state(engine.status_quo)
    drawn = () if graph is None else tuple(node.state for node in graph.nodes)
    states = dict.fromkeys((now, *analysis.numbered(), *drawn))
    indices = (engine.index(state) for state in states)
    return tuple(
        tuple(explain(engine, index, j, lead) for j in range(len(engine.parties)))
        for index in indices
        if index is not None
    )
