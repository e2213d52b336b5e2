"""Claims about successors against what changes of leadership do to road maps."""

from collections.abc import Sequence
from dataclasses import replace

from detente.model.case import Case
from detente.study.record.claim import Finding
from detente.study.record.claim_verdict import ClaimFigure, ClaimVerdict
from detente.study.record.party_claim import said
from detente.study.time.compliance import TurnoverCheck
from detente.study.time.successor import list_breaks


def judge_successor_claims(
    case: Case, findings: tuple[Finding, ...], turned: Sequence[TurnoverCheck]
) -> tuple[Finding, ...]:
    """Judge the claims that a leadership ends a road map.

    Parameters
    ----------
    case : Case
    findings : tuple of Finding
        Those already decided are given back.
    turned : sequence of TurnoverCheck
        What changes of leadership do to road maps.

    Returns
    -------
    tuple of Finding
        Supported where the road map may be broken under leaders of whom this leadership
        is a cause: others of its party in its place, it would not be. Undecided where
        the road map is not among them, not testable where no chances are known.
    """
    return tuple(
        _judged(case, each, turned)
        if each.claim.test.kind == "ended_by" and each.verdict is ClaimVerdict.UNDECIDED
        else each
        for each in findings
    )


def _judged(case: Case, finding: Finding, turned: Sequence[TurnoverCheck]) -> Finding:
    plan, leadership = finding.claim.test.names
    figure = ClaimFigure("ended", names=(plan, leadership))
    check = next((each for each in turned if each.road_map == plan), None)
    if check is None and case.negotiation.turnover:
        return replace(finding, figure=figure)
    if check is None or check.completed is None:
        return replace(finding, verdict=ClaimVerdict.NOT_TESTABLE, figure=figure)
    chance = _chance(case, check, leadership)
    figure = replace(figure, values=(chance,))
    return replace(finding, verdict=said(chance > 0), figure=figure)


def _chance(case: Case, check: TurnoverCheck, leadership: str) -> float:
    """Give the chance of breaks of which a leadership is a cause."""
    causes = {
        (each.stage, each.party): [set(cause) for cause in each.under]
        for each in list_breaks(case, check)
    }
    return sum(
        each.chance
        for each in check.breaks
        if any(
            leadership in cause and cause <= set(each.leaders)
            for cause in causes[each.stage, each.party]
        )
    )
