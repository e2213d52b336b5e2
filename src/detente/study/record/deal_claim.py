"""Claims about road maps and exposure against what the dynamic study says."""

from collections.abc import Callable, Mapping
from dataclasses import field, replace
from functools import partial
from types import MappingProxyType

from detente.engine.budget import unless_stopped
from detente.model.event import Claim
from detente.model.road_map import RoadMap
from detente.records import dataclass
from detente.study.deal.calling_off import CallingOff
from detente.study.deal.exposure import Exposure, find_exposure
from detente.study.deal.mover_orders import MANY_ASKED
from detente.study.deal.road_map import lay_out
from detente.study.deal.self_enforcement import check_road_map
from detente.study.deal.tolerance import HOLDS as HOLDS_TO
from detente.study.deal.verdict import RoadMapCheck, Verdict
from detente.study.game.dynamics import Dynamics
from detente.study.record.claim import Finding
from detente.study.record.claim_verdict import ClaimFigure, ClaimVerdict
from detente.study.record.party_claim import is_stronger, said, would_take

HOLDS = {
    Verdict.PROVED: ClaimVerdict.SUPPORTED,
    Verdict.DEPENDS: ClaimVerdict.DEPENDS,
    Verdict.REFUTED: ClaimVerdict.CONTRADICTED,
    Verdict.IMPOSSIBLE: ClaimVerdict.CONTRADICTED,
    None: ClaimVerdict.UNDECIDED,
}
FAILS = {
    Verdict.PROVED: ClaimVerdict.CONTRADICTED,
    Verdict.DEPENDS: ClaimVerdict.DEPENDS,
    Verdict.REFUTED: ClaimVerdict.SUPPORTED,
    Verdict.IMPOSSIBLE: ClaimVerdict.SUPPORTED,
    None: ClaimVerdict.UNDECIDED,
}
GRADES = {
    Verdict.IMPOSSIBLE: 0,
    Verdict.REFUTED: 1,
    None: 2,
    Verdict.DEPENDS: 2,
    Verdict.PROVED: 3,
}
"""What cannot be judged is neither better nor worse than what depends."""


NO_RIVALS: Mapping[str, Dynamics] = MappingProxyType({})
"""No variant to compare the case with."""


@dataclass(frozen=True, eq=False)
class _Plans:
    """The judgements of road maps, each made once."""

    dynamics: Dynamics
    made: dict[str, RoadMapCheck] = field(default_factory=dict)

    def check(self, name: str) -> RoadMapCheck:
        if name not in self.made:
            plans = self.dynamics.case.negotiation.road_maps
            plan = next(each for each in plans if each.id == name)
            self.made[name] = check_road_map(self.dynamics, plan, MANY_ASKED, undo=True)
        return self.made[name]

    def exposure(self, plan: RoadMap) -> tuple[Exposure, ...]:
        """Give the exposure on a road map, judged or not."""
        if plan.id in self.made:
            return self.made[plan.id].exposure
        return find_exposure(self.dynamics, lay_out(self.dynamics, plan))


def judge_deal_claims(
    dynamics: Dynamics,
    findings: tuple[Finding, ...],
    checks: tuple[RoadMapCheck, ...] = (),
    rivals: Mapping[str, Dynamics] = NO_RIVALS,
) -> tuple[Finding, ...]:
    """Judge the claims that the static study left undecided.

    Parameters
    ----------
    dynamics : Dynamics
        The case, opened for questions about time.
    findings : tuple of Finding
        From `judge_claims`; those already decided are given back.
    checks : tuple of RoadMapCheck
        Road maps that are judged already.
    rivals : mapping of str to Dynamics
        The variants with which a claim compares the case; a claim about another one
        stays undecided.

    Returns
    -------
    tuple of Finding
        `holds` and `fails` follow the verdict on the road map. `better`
        compares whether all would sign, then verdicts, then the least slack as a
        share of the payoff range of the party it binds. `prefers` compares what two
        road maps are worth to a party, `stronger` what it has without a deal here and
        in a variant; `deadline` asks whether its owner gains by what it opens.
        `more_exposed` compares the largest exposure on
        any road map of the case, as a share of each party's payoff range. Where the
        work is stopped, what was not judged by then stays undecided.
    """
    plans = _Plans(dynamics, {check.road_map: check for check in checks})
    judges: dict[str, Callable[[_Plans, Claim], tuple[ClaimVerdict, ClaimFigure]]] = {
        "holds": _holds,
        "fails": _fails,
        "better": _better,
        "more_exposed": _more_exposed,
        "prefers": _prefers,
        "deadline": lambda plans, claim: would_take(plans.dynamics, claim),
    }
    if rivals:
        judges["stronger"] = lambda plans, claim: is_stronger(
            plans.dynamics, rivals[claim.test.names[1]], claim
        )

    def decided(finding: Finding) -> Finding:
        return _decided(finding, judges[finding.claim.test.kind](plans, finding.claim))

    return tuple(
        unless_stopped(partial(decided, finding), finding)
        if finding.verdict is ClaimVerdict.UNDECIDED
        and finding.claim.test.kind in judges
        else finding
        for finding in findings
    )


def _decided(finding: Finding, found: tuple[ClaimVerdict, ClaimFigure]) -> Finding:
    verdict, figure = found
    return replace(finding, verdict=verdict, figure=figure)


def _holds(plans: _Plans, claim: Claim) -> tuple[ClaimVerdict, ClaimFigure]:
    check = plans.check(claim.test.names[0])
    return HOLDS[check.verdict], _plan_figure((check,))


def _fails(plans: _Plans, claim: Claim) -> tuple[ClaimVerdict, ClaimFigure]:
    check = plans.check(claim.test.names[0])
    return FAILS[check.verdict], _plan_figure((check,))


def _better(plans: _Plans, claim: Claim) -> tuple[ClaimVerdict, ClaimFigure]:
    first, second = (plans.check(name) for name in claim.test.names)
    better = _grade(first) > _grade(second)
    verdict = ClaimVerdict.SUPPORTED if better else ClaimVerdict.CONTRADICTED
    return verdict, _plan_figure((first, second))


def _prefers(plans: _Plans, claim: Claim) -> tuple[ClaimVerdict, ClaimFigure]:
    party, *compared = claim.test.names
    worths = tuple(_worth(plans.check(name), party) for name in compared)
    figure = ClaimFigure("worth", names=tuple(compared), values=worths)
    first, second = worths
    if first is None or second is None:
        return ClaimVerdict.NOT_TESTABLE, figure
    size = plans.dynamics.payoff_range(plans.dynamics.parties.index(party))
    return said(first - second > HOLDS_TO * size), figure


def _worth(check: RoadMapCheck, party: str) -> float | None:
    """Give what a road map is worth to a party; None where that is not known."""
    asked = check.calling_off.signing if check.calling_off else ()
    return next((each.worth for each in asked if each.party == party), None)


def _grade(check: RoadMapCheck) -> tuple[bool, int, float]:
    signed = all_sign(check.calling_off)
    return signed, GRADES[check.verdict], _relative_slack(check)


def all_sign(asked: CallingOff | None) -> bool:
    """Whether nobody is known to refuse a road map."""
    return asked is not None and asked.all_sign is not False


def _relative_slack(check: RoadMapCheck) -> float:
    if check.binding is None:
        return float("-inf")
    _, party, slack = check.binding
    return slack / (dict(check.payoff_range)[party] or 1.0)


def _plan_figure(checks: tuple[RoadMapCheck, ...]) -> ClaimFigure:
    return ClaimFigure(
        "judged",
        names=tuple(check.road_map for check in checks),
        values=tuple(None if c.binding is None else c.binding[2] for c in checks),
        relative=tuple(
            None if c.binding is None else _relative_slack(c) for c in checks
        ),
        verdicts=tuple(check.verdict for check in checks),
        undo=tuple(check.undo.hangs_on if check.undo else () for check in checks),
        orders=tuple(len(check.orders) > 1 for check in checks),
    )


def _more_exposed(plans: _Plans, claim: Claim) -> tuple[ClaimVerdict, ClaimFigure]:
    dynamics = plans.dynamics
    shares = dict.fromkeys(dynamics.parties, 0.0)
    where: dict[str, str] = {}
    ranges = _ranges(dynamics)
    for plan in dynamics.case.negotiation.road_maps:
        for each in plans.exposure(plan):
            share = each.maximum / (ranges[each.party] or 1.0)
            if share > shares[each.party]:
                shares[each.party], where[each.party] = share, plan.id
    first, second = claim.test.names
    verdict = (
        ClaimVerdict.SUPPORTED
        if shares[first] > shares[second]
        else ClaimVerdict.CONTRADICTED
    )
    return verdict, ClaimFigure(
        "exposure",
        names=(first, second),
        values=(shares[first], shares[second]),
        plans=(where.get(first), where.get(second)),
    )


def _ranges(dynamics: Dynamics) -> dict[str, float]:
    feasible = dynamics.engine.feasible
    return {
        party: float(flow[feasible].max() - flow[feasible].min())
        for party, flow in zip(dynamics.parties, dynamics.utility, strict=True)
    }
