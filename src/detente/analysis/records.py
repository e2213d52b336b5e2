"""The source against the model, and variants side by side."""

from collections.abc import Sequence
from dataclasses import dataclass

from detente.analysis.asking import DEFAULT, Setting, open_static
from detente.analysis.questions import Readable, load
from detente.analysis.result import Result
from detente.casefile import apply_variant
from detente.engine import Engine, open_engine
from detente.report.data import heading_data
from detente.report.document import Document
from detente.report.naming import Names
from detente.report.pages.claims import claims_page
from detente.report.pages.comparison import comparison_page
from detente.report.record_data import finding_data, standing_data
from detente.study.claim import Finding, Verdict, judge_claims
from detente.study.comparison import Standing, stand
from detente.study.deal_claim import judge_deal_claims
from detente.study.dynamics import open_dynamics
from detente.study.ledger import keep_ledger
from detente.study.solution import find_stable

__all__ = ["ClaimsResult", "ComparisonResult", "claims", "compare"]


@dataclass(frozen=True)
class ClaimsResult(Result):
    """Each claim of the case, with its verdict."""

    engine: Engine
    findings: tuple[Finding, ...]

    def to_dict(self) -> dict[str, object]:
        """Give each claim with its verdict and figure."""
        found = [finding_data(each) for each in self.findings]
        return heading_data(self.engine) | {"claims": found}

    def document(self, names: Names) -> Document:
        """Show one row a claim."""
        return claims_page(self.findings, names)


@dataclass(frozen=True)
class ComparisonResult(Result):
    """The figures of the case and of its variants."""

    engine: Engine
    standings: tuple[Standing, ...]

    def to_dict(self) -> dict[str, object]:
        """Give the figures of each variant, the case as written first."""
        found = [standing_data(each) for each in self.standings]
        return heading_data(self.engine) | {"variants": found}

    def document(self, names: Names) -> Document:
        """Show one column a variant."""
        return comparison_page(self.standings, names)


def claims(case: Readable, setting: Setting = DEFAULT) -> ClaimsResult:
    """Judge what the sources of a case assert.

    Raises
    ------
    CaseError, QuestionError, TooLargeError, UnsupportedError
    """
    read = load(case)
    engine = open_static(read, setting)
    findings = judge_claims(find_stable(engine), keep_ledger(engine.case))
    if any(finding.verdict is Verdict.UNDECIDED for finding in findings):
        widest = open_engine(read, setting.engine, setting.memory)
        findings = judge_deal_claims(open_dynamics(read, widest), findings)
    return ClaimsResult(read, engine, findings)


def compare(
    case: Readable, variants: Sequence[str] = (), setting: Setting = DEFAULT
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

    Returns
    -------
    ComparisonResult

    Raises
    ------
    CaseError, QuestionError, TooLargeError, UnsupportedError
    """
    read = load(case)
    chosen = list(variants) or [each.id for each in read.variants]
    engine = open_static(read, setting)
    standings = [stand("", find_stable(engine))]
    for name in chosen:
        varied = open_static(apply_variant(read, name), setting)
        standings.append(stand(name, find_stable(varied)))
    return ComparisonResult(read, engine, tuple(standings))
