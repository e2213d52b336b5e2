"""The source against the model."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Unpack

from detente.analysis.reading import Readable, ReadAs, load, variant_of
from detente.analysis.result import Result
from detente.analysis.setting import (
    DEFAULT,
    Setting,
    as_wanted,
    assumptions_of,
    open_static,
    open_whole,
)
from detente.analysis.timed import open_timed, workers_of
from detente.engine import Engine
from detente.engine.budget import counted, expect, kept, unless_stopped
from detente.model.case import Case, Graph
from detente.model.concept import Assumptions
from detente.model.road_map import RoadMap
from detente.records import dataclass
from detente.report.data.record import varied_data
from detente.report.data.stability import assumptions_data, heading_data
from detente.report.document import Document, Paragraph
from detente.report.naming import Names
from detente.report.pages.record.claims import claims_page, claims_table
from detente.report.pages.stability.stable_sets import assumptions_line
from detente.study.game.dynamics import Dynamics, open_dynamics
from detente.study.lever.claim import judge_moving
from detente.study.price_in_time import price_of_turnover
from detente.study.record.claim import Finding, judge_claims
from detente.study.record.claim_verdict import ClaimVerdict
from detente.study.record.deal_claim import judge_deal_claims
from detente.study.record.ledger import keep_ledger
from detente.study.robustness.claim_draws import hangs_on_numbers, vary_claims
from detente.study.stability.stable_sets import find_stable
from detente.study.time.compliance import TurnoverCheck
from detente.study.time.successor_claim import judge_successor_claims
from detente.study.time.turnover import check_turnovers

CLAIM_SAMPLES = 25
"""How many draws of assumed numbers claims are judged under, if not said."""


@dataclass(frozen=True)
class ClaimsResult(Result):
    """Each claim of the case, with its verdict."""

    engine: Engine
    findings: tuple[Finding, ...]
    variants: tuple[tuple[str, tuple[Finding, ...]], ...]
    assumptions: Assumptions

    def to_dict(self) -> dict[str, object]:
        """Give each claim with its verdict and figure, here and in each variant."""
        found = [varied_data(each, self.variants) for each in self.findings]
        assumed = assumptions_data(self.assumptions)
        return heading_data(self.engine) | {"claims": found, "assumptions": assumed}

    def document(self, names: Names) -> Document:
        """Show one row a claim, and what the variants judge otherwise."""
        page = claims_page(self.findings, names, self.variants)
        if all(each.claim.test.kind != "stable" for each in self.findings):
            return page
        return (*page, Paragraph(assumptions_line(self.assumptions, names)))

    def sheet(self, names: Names) -> Document:
        """Give one row a claim, with a column a variant."""
        return (claims_table(self.findings, names, self.variants),)


def claims(
    case: Readable,
    setting: Setting = DEFAULT,
    *,
    variants: Sequence[str] | None = None,
    samples: int = CLAIM_SAMPLES,
    seed: int = 0,
    **read_as: Unpack[ReadAs],
) -> ClaimsResult:
    """Judge what the sources of a case assert.

    Parameters
    ----------
    case : Case or anything that `load` reads
        The case.
    setting : Setting
        Engine, memory, deadline.
    variants : sequence of str, or None
        The variants in which each claim is judged too; None is all that the
        case has, an empty sequence none.
    samples : int
        Under how many draws of assumed numbers each claim of the case as
        written is judged; 0 is none.
    seed : int
        The same seed gives the same draws.
    **read_as : ReadAs
        `variant` and `edits`, as of `load`.

    Returns
    -------
    ClaimsResult

    Raises
    ------
    CaseError, QuestionError, TooLargeError, UnsupportedError
    """
    read = load(case, **read_as)
    known = [each.id for each in read.variants]
    varied = [
        (name, variant_of(read, name))
        for name in (known if variants is None else variants)
    ]
    engine, findings = _judged(read, setting)
    if samples:
        findings = under_draws(read, setting, findings, (samples, seed))
    others = kept((name, _judged(each, setting)[1]) for name, each in counted(varied))
    return ClaimsResult(read, engine, findings, others, assumptions_of(setting))


def _judged(read: Case, setting: Setting) -> tuple[Engine, tuple[Finding, ...]]:
    engine = open_static(read, setting)
    sets = find_stable(engine, assumptions=assumptions_of(setting))
    findings = judge_claims(sets, keep_ledger(engine.case))
    undecided = any(finding.verdict is ClaimVerdict.UNDECIDED for finding in findings)
    if undecided and read.graph == Graph():
        findings = unless_stopped(
            lambda: _in_periods(read, setting, findings), findings
        )
    return engine, findings


def _in_periods(
    read: Case, setting: Setting, findings: tuple[Finding, ...]
) -> tuple[Finding, ...]:
    """Judge what hangs on road maps; what is not judged in time stays undecided."""
    dynamics = _opened(read, setting)
    rivals = {name: _opened(case, setting) for name, case in _rivals(read)}
    found = judge_deal_claims(dynamics, findings, rivals=rivals)

    def changed(edits: tuple[str, ...]) -> Dynamics:
        return _opened(variant_of(read, None, edits), setting)

    found = unless_stopped(partial(judge_moving, dynamics, found, changed), found)
    plans = _plans_that_end(read)
    turned = _turned(dynamics, plans) if plans else ()
    return judge_successor_claims(read, found, turned)


def _turned(
    dynamics: Dynamics, plans: tuple[RoadMap, ...]
) -> tuple[TurnoverCheck, ...]:
    if not dynamics.case.negotiation.turnover:
        return ()
    expect(price_of_turnover(dynamics, plans))
    return unless_stopped(lambda: check_turnovers(dynamics, plans), ())


def _plans_that_end(read: Case) -> tuple[RoadMap, ...]:
    """Give the road maps of which a claim says that a leadership ends them."""
    tests = [each.test for each in read.claims]
    asked = {test.names[0] for test in tests if test.kind == "ended_by"}
    return tuple(plan for plan in read.negotiation.road_maps if plan.id in asked)


def _opened(read: Case, setting: Setting) -> Dynamics:
    widest = open_whole(read, setting)
    return open_dynamics(widest.case, widest)


def _rivals(read: Case) -> Iterator[tuple[str, Case]]:
    """Give the variants with which claims compare the case as it is written."""
    asked = [each.test for each in read.claims if each.test.kind == "stronger"]
    for name in dict.fromkeys(test.names[1] for test in asked):
        if read.variant is None:
            yield name, variant_of(read, name)


def under_draws(
    read: Case,
    setting: Setting,
    findings: tuple[Finding, ...],
    draws: tuple[int, int],
    dynamics: Dynamics | None = None,
) -> tuple[Finding, ...]:
    """Judge under draws of assumed numbers, where any can change a verdict.

    Parameters
    ----------
    read : Case
    setting : Setting
        Engine, memory, deadline.
    findings : tuple of Finding
        The claims, judged by the case as it is written.
    draws : (int, int)
        How many, and their seed.
    dynamics : Dynamics or None
        The case in periods, where it is open already.

    Returns
    -------
    tuple of Finding
    """
    wanted = as_wanted(read, setting)
    asked = [each for each in findings if hangs_on_numbers(wanted, each.claim)]
    if not asked:
        return findings

    claims = tuple(each.claim for each in asked)

    def restudied(case: Case) -> tuple[Finding, ...]:
        engine = open_static(replace(case, claims=claims), setting)
        sets = find_stable(engine, assumptions=assumptions_of(setting))
        return judge_claims(sets, keep_ledger(engine.case))

    workers = workers_of(setting)
    dynamics = dynamics or open_timed(read, setting)
    return vary_claims(dynamics, findings, draws, restudied, workers)
