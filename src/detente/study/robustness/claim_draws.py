"""Claims under draws of what is assumed.

A claim whose verdict changes within the ranges of the assumed numbers is true
or false only under them.
"""

from collections.abc import Callable, Iterator
from dataclasses import field, replace
from functools import partial

from detente.engine.budget import kept
from detente.model.case import Case
from detente.model.event import Claim
from detente.records import dataclass
from detente.study.deal.exposure import exposure_at
from detente.study.deal.quick_check import judge
from detente.study.deal.road_map import Layout
from detente.study.deal.signing import Signing, find_signing
from detente.study.deal.tolerance import HOLDS as HOLDS_TO
from detente.study.deal.verdict import Verdict
from detente.study.game.dynamics import Dynamics
from detente.study.processors import ALONE, Workers
from detente.study.record.claim import Finding
from detente.study.record.claim_verdict import ClaimFigure, ClaimVerdict
from detente.study.record.deal_claim import FAILS, GRADES, HOLDS
from detente.study.record.party_claim import said, would_take
from detente.study.robustness.assumed_numbers import with_numbers
from detente.study.robustness.sampling import Draws
from detente.study.robustness.workers import over_workers

_TIMED = ("holds", "fails", "better", "more_exposed", "prefers", "deadline")


def hangs_on_numbers(case: Case, claim: Claim) -> bool:
    """Whether numbers enter the verdict on a claim at all.

    Parameters
    ----------
    case : Case
    claim : Claim

    Returns
    -------
    bool
        True for questions about road maps and exposure, and for what is
        stable where the order of a party is made of weights.
    """
    if claim.test.kind == "stable":
        return any(wants.order == "weights" for _, wants in case.preferences)
    return claim.test.kind in _TIMED


def vary_claims(
    dynamics: Dynamics,
    findings: tuple[Finding, ...],
    draws: tuple[int, int],
    restudied: Callable[[Case], tuple[Finding, ...]],
    workers: Workers = ALONE,
) -> tuple[Finding, ...]:
    """Judge claims under draws of all assumed numbers at once.

    Parameters
    ----------
    dynamics : Dynamics
        The case as it stands.
    findings : tuple of Finding
        The verdicts as it stands.
    draws : (int, int)
        How many, and their seed.
    restudied : function of a case
        Judges what the static study can, under other numbers.
    workers : Workers
        The processors to use; they change no result.

    Returns
    -------
    tuple of Finding
        `only under assumed numbers` where a draw changes the verdict; the
        figure tells the share of draws that do not.
    """
    study = Draws(dynamics, dynamics.case.negotiation.road_maps)
    if not study.assumptions:
        return findings
    samples, seed = draws
    asked = [each for each in findings if hangs_on_numbers(dynamics.case, each.claim)]
    timed = tuple(each.claim for each in asked if each.claim.test.kind in _TIMED)
    static = len(timed) < len(asked)
    same = dict.fromkeys((each.claim.id for each in asked), 0)
    drawn = over_workers(
        study, partial(_verdicts, timed, seed), range(samples), workers
    )

    def judged() -> Iterator[dict[str, ClaimVerdict]]:
        for number, found in enumerate(drawn):
            if not static:
                yield found
                continue
            case = with_numbers(dynamics.case, study.numbers(seed, number))
            yield {e.claim.id: e.verdict for e in restudied(case)} | found

    verdicts = kept(judged())
    if not verdicts:
        return findings
    samples = len(verdicts)
    for found in verdicts:
        for each in asked:
            same[each.claim.id] += found[each.claim.id] is each.verdict
    return tuple(
        _told(each, samples, same[each.claim.id] / samples)
        if each.claim.id in same
        else each
        for each in findings
    )


def _verdicts(
    claims: tuple[Claim, ...], seed: int, study: Draws, number: int
) -> dict[str, ClaimVerdict]:
    """Judge claims about road maps and exposure under one draw."""
    drawn = _Drawn(study, study.drawn(seed, number))
    return {claim.id: drawn.verdict(claim) for claim in claims}


def _told(finding: Finding, samples: int, share: float) -> Finding:
    figure: ClaimFigure = replace(finding.figure, samples=samples, share=share)
    if share == 1:
        return replace(finding, figure=figure)
    figure = replace(figure, as_written=finding.verdict)
    return replace(finding, verdict=ClaimVerdict.ASSUMED, figure=figure)


@dataclass(frozen=True, eq=False)
class _Drawn:
    """One draw, each road map judged at most once."""

    study: Draws
    dynamics: Dynamics
    _verdicts: dict[str, Verdict | None] = field(default_factory=dict)

    def verdict(self, claim: Claim) -> ClaimVerdict:
        """Judge a claim as the study without draws would."""
        kind, names = claim.test.kind, claim.test.names
        if kind in {"holds", "fails"}:
            table = HOLDS if kind == "holds" else FAILS
            return table[self._verdict(names[0])]
        if kind == "deadline":
            return would_take(self.dynamics, claim)[0]
        if kind == "prefers":
            return self._preferred(*names)
        if kind == "better":
            return said(self._is_better(*names))
        first, second = map(self._exposed, names)
        return said(first > second)

    def _verdict(self, name: str) -> Verdict | None:
        if name not in self._verdicts:
            place = self._place(name)
            self._verdicts[name] = self.study.verdict(self.dynamics, place)
        return self._verdicts[name]

    def _is_better(self, first: str, second: str) -> bool:
        """Whether all would sign it before the other, else whether it holds better."""
        signed = self._signed(first), self._signed(second)
        if signed[0] is not signed[1]:
            # What follows a breach, which is long to solve, does not enter then.
            return signed[0]
        grades = GRADES[self._verdict(first)], GRADES[self._verdict(second)]
        if grades[0] != grades[1]:
            return grades[0] > grades[1]
        return self._least(first) > self._least(second)

    def _least(self, name: str) -> float:
        """Give the least slack as a share of the range of the party it binds."""
        judged = judge(self.dynamics, self._layout(name))
        if judged.binding is None:
            return float("-inf")
        size = self.dynamics.payoff_range(judged.binding[1]) or 1.0
        return judged.slack / size

    def _place(self, name: str) -> int:
        return [plan.id for plan in self.study.road_maps].index(name)

    def _layout(self, name: str) -> Layout:
        return self.study.layouts[self._place(name)]

    def _signing(self, name: str) -> tuple[Signing, ...]:
        layout = self._layout(name)
        if layout.reasons:
            return ()
        return find_signing(self.dynamics, layout, alone=False)

    def _signed(self, name: str) -> bool:
        asked = self._signing(name)
        return bool(asked) and all(each.signs is not False for each in asked)

    def _preferred(self, party: str, *plans: str) -> ClaimVerdict:
        first, second = (
            next(
                (each.worth for each in self._signing(plan) if each.party == party),
                None,
            )
            for plan in plans
        )
        if first is None or second is None:
            return ClaimVerdict.NOT_TESTABLE
        size = self.dynamics.payoff_range(self.dynamics.parties.index(party))
        return said(first - second > HOLDS_TO * size)

    def _exposed(self, name: str) -> tuple[float, ...]:
        party = self.dynamics.parties.index(name)
        size = self.dynamics.payoff_range(party) or 1.0
        shares = [
            exposure_at(self.dynamics, party, leg.end, layout.start) / size
            for layout in self.study.layouts
            if layout.start is not None
            for leg in layout.legs
            if leg.periods and self.dynamics.engine.feasible[leg.end]
        ]
        return (max(0.0, *shares) if shares else 0.0,)
