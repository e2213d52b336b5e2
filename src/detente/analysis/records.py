"""The source against the model, and variants side by side."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Unpack

from detente.analysis.asked_road_map import open_timed, workers_of
from detente.analysis.asking import DEFAULT, Setting, assumptions_of, open_static
from detente.analysis.questions import Readable, ReadAs, load
from detente.analysis.result import Result
from detente.casefile import apply_variant
from detente.engine import Engine, open_engine
from detente.engine.budget import counted, kept
from detente.model.case import Case, Graph
from detente.model.concept import Assumptions
from detente.report.data import assumptions_data, heading_data
from detente.report.document import Document, Paragraph
from detente.report.naming import Names
from detente.report.pages.claims import claims_page, claims_table
from detente.report.pages.comparison import comparison_page
from detente.report.pages.stability import assumptions_line
from detente.report.record_data import standing_data, varied_data
from detente.study.claim import Finding, Verdict, judge_claims
from detente.study.claim_draws import hangs_on_numbers, vary_claims
from detente.study.comparison import Standing, stand, stand_in_time
from detente.study.deal_claim import judge_deal_claims
from detente.study.dynamics import open_dynamics
from detente.study.ledger import keep_ledger
from detente.study.remark import Remark, set_aside
from detente.study.solution import find_stable

__all__ = ["CLAIM_SAMPLES", "ClaimsResult", "ComparisonResult", "claims", "compare"]

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
        return (*page, Paragraph(assumptions_line(self.assumptions, names.words)))

    def sheet(self, names: Names) -> Document:
        """Give one row a claim, with a column a variant."""
        return (claims_table(self.findings, names, self.variants),)


@dataclass(frozen=True)
class ComparisonResult(Result):
    """The figures of the case and of its variants."""

    engine: Engine
    standings: tuple[Standing, ...]
    assumptions: Assumptions

    def aside(self) -> tuple[Remark, ...]:
        """Give what this takes no account of, in the case or in any variant."""
        cases = (each.case for each in self.standings)
        return tuple(dict.fromkeys(each for case in cases for each in set_aside(case)))

    def to_dict(self) -> dict[str, object]:
        """Give the figures of each variant, the case as written first."""
        found = [standing_data(each) for each in self.standings]
        assumed = assumptions_data(self.assumptions)
        return heading_data(self.engine) | {"variants": found, "assumptions": assumed}

    def document(self, names: Names) -> Document:
        """Show one column a variant."""
        assumed = Paragraph(assumptions_line(self.assumptions, names.words))
        return (*comparison_page(self.standings, names), assumed)


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
        (name, apply_variant(read, name))
        for name in (known if variants is None else variants)
    ]
    engine, findings = _judged(read, setting)
    if samples:
        findings = _drawn(read, setting, findings, (samples, seed))
    others = kept((name, _judged(each, setting)[1]) for name, each in counted(varied))
    return ClaimsResult(read, engine, findings, others, assumptions_of(setting))


def _judged(read: Case, setting: Setting) -> tuple[Engine, tuple[Finding, ...]]:
    engine = open_static(read, setting)
    sets = find_stable(engine, assumptions=assumptions_of(setting))
    findings = judge_claims(sets, keep_ledger(engine.case))
    undecided = any(finding.verdict is Verdict.UNDECIDED for finding in findings)
    if undecided and read.graph == Graph():
        widest = open_engine(read, setting.engine, setting.memory)
        findings = judge_deal_claims(open_dynamics(read, widest), findings)
    return engine, findings


def _drawn(
    read: Case,
    setting: Setting,
    findings: tuple[Finding, ...],
    draws: tuple[int, int],
) -> tuple[Finding, ...]:
    """Judge under draws of assumed numbers, where any can change a verdict."""
    asked = [each for each in findings if hangs_on_numbers(read, each.claim)]
    if not asked:
        return findings

    def restudied(case: Case) -> tuple[Finding, ...]:
        engine = open_static(case, setting)
        sets = find_stable(engine, assumptions=assumptions_of(setting))
        return judge_claims(sets, keep_ledger(engine.case))

    workers = workers_of(setting)
    return vary_claims(open_timed(read, setting), findings, draws, restudied, workers)


def compare(
    case: Readable,
    variants: Sequence[str] = (),
    setting: Setting = DEFAULT,
    *,
    in_time: bool = True,
    **read_as: Unpack[ReadAs],
) -> ComparisonResult:
    """Set a case and its variants side by side.

    Parameters
    ----------
    case : Case or anything that `load` reads
        The case.
    variants : sequence of str
        Which variants; empty is all that the case has.
    setting : Setting
        Engine, memory, deadline.
    in_time : bool
        Whether road maps, exposure and fallbacks are compared too, in a case
        that has road maps.
    **read_as : ReadAs
        `variant` and `edits`, as of `load`.

    Returns
    -------
    ComparisonResult

    Raises
    ------
    CaseError, QuestionError, TooLargeError, UnsupportedError
    """
    read = load(case, **read_as)
    chosen = list(variants) or [each.id for each in read.variants]
    engine = open_static(read, setting)
    cases = [("", read), *((name, apply_variant(read, name)) for name in chosen)]
    assumptions = assumptions_of(setting)

    def standing(name: str, each: Case) -> Standing:
        opened = engine if each is read else open_static(each, setting)
        found = stand(name, find_stable(opened, assumptions=assumptions))
        if not in_time or not each.negotiation.road_maps or each.graph != Graph():
            return found
        widest = open_engine(each, setting.engine, setting.memory)
        return stand_in_time(found, open_dynamics(each, widest))

    standings = kept((standing(*each) for each in counted(cases)), least=1)
    return ComparisonResult(read, engine, standings, assumptions)
