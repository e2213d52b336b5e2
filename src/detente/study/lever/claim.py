"""Claims that a change would move a road map, or that some change would."""

from dataclasses import dataclass, replace
from functools import partial

from detente.engine.budget import tick
from detente.study.deal.tolerance import ESTABLISHED
from detente.study.game.dynamics import Dynamics
from detente.study.lever.change import Change, What, is_agreed, plan_of
from detente.study.lever.effect import TRIES, Again
from detente.study.lever.goal import GOALS, Standing, share_of, stand, surely
from detente.study.lever.search import find_levers
from detente.study.record.claim import Finding
from detente.study.record.claim_verdict import ClaimFigure, ClaimVerdict
from detente.study.robustness.deal_shares import READINGS


@dataclass(frozen=True, slots=True)
class _Found:
    """A change, and what the road map comes to with it."""

    edits: tuple[str, ...]
    standing: Standing
    share: float | None


def judge_moving(
    dynamics: Dynamics, findings: tuple[Finding, ...], again: Again
) -> tuple[Finding, ...]:
    """Judge the claims that ask what would move a road map.

    Parameters
    ----------
    dynamics : Dynamics
        The case, opened for questions about time.
    findings : tuple of Finding
        Those of another kind are given back.
    again : function of a tuple of str
        Opens the case with edits made to its file.

    Returns
    -------
    tuple of Finding
        Supported where the change that is given, or one clause or step of the parties
        that are named, makes the road map reach a goal that it does not reach as it
        is; only under assumed numbers where it does in too few draws.
    """
    return tuple(
        _judged(dynamics, each, again) if each.claim.test.kind == "moves" else each
        for each in findings
    )


def _judged(dynamics: Dynamics, finding: Finding, again: Again) -> Finding:
    test = finding.claim.test
    name, *parties = test.names
    before = stand(dynamics, plan_of(dynamics.case, name), alone=False)
    if any(dynamics.reason(party) for party in range(len(dynamics.parties))):
        return replace(finding, verdict=ClaimVerdict.NOT_TESTABLE)
    if before.next is None:
        # Nothing is left to be moved by these questions.
        figure = ClaimFigure("moves", (before.reached, before.reached), (name,))
        return replace(finding, verdict=ClaimVerdict.CONTRADICTED, figure=figure)
    before = surely(dynamics, plan_of(dynamics.case, name), before)
    typed = tuple(f"{path}={value}" for path, value in test.changes)
    if typed:
        tried = [typed]
    else:
        only = partial(_in_hands_of, parties)
        levers = find_levers(dynamics, plan_of(dynamics.case, name), only)
        tried = [each.edits for each in levers.found]
    found = _best(name, before, tried, again)
    return _told(finding, before, found)


def _in_hands_of(parties: list[str], change: Change) -> bool:
    """Whether some parties can make a change: of their own clauses and steps."""
    agreed = is_agreed(change) or change.what is What.OPEN
    return agreed and (not parties or change.party in parties)


def _best(
    name: str, before: Standing, tried: list[tuple[str, ...]], again: Again
) -> _Found | None:
    """Give the smallest change that surely does, else the smallest that does."""
    first: _Found | None = None
    for edits in tried[:TRIES]:
        tick()
        dynamics = again(edits)
        plan = plan_of(dynamics.case, name)
        after = surely(dynamics, plan, stand(dynamics, plan, alone=False))
        found = _Found(edits, after, share_of(after, GOALS[after.reached - 1]))
        if after.reached <= before.reached:
            first = first or found
        elif found.share is None or found.share >= ESTABLISHED:
            return found
        elif first is None or first.standing.reached <= before.reached:
            first = found
    return first


def _told(finding: Finding, before: Standing, found: _Found | None) -> Finding:
    name = finding.claim.test.names[0]
    after = before.reached if found is None else found.standing.reached
    figure = ClaimFigure("moves", (before.reached, after), (name,))
    if found is None or after <= before.reached:
        return replace(finding, verdict=ClaimVerdict.CONTRADICTED, figure=figure)
    figure = replace(figure, names=(name, *found.edits))
    if found.share is None:
        return replace(finding, verdict=ClaimVerdict.SUPPORTED, figure=figure)
    sure = found.share >= ESTABLISHED
    figure = replace(
        figure,
        samples=READINGS,
        share=found.share,
        as_written=None if sure else ClaimVerdict.SUPPORTED,
    )
    verdict = ClaimVerdict.SUPPORTED if sure else ClaimVerdict.ASSUMED
    return replace(finding, verdict=verdict, figure=figure)
