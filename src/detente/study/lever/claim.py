"""Claims that a change would move a road map, or that some change would."""

from dataclasses import replace
from functools import partial

from detente.engine.budget import current, tick, unless_stopped
from detente.records import dataclass
from detente.study.deal.tolerance import ESTABLISHED
from detente.study.game.dynamics import Dynamics
from detente.study.lever.change import plan_of
from detente.study.lever.effect import TRIES, Again
from detente.study.lever.further_claim import in_hands_of, judge_further
from detente.study.lever.goal import (
    FURTHER,
    GOALS,
    QUICK,
    Goal,
    Standing,
    share_of,
    stand,
    surely,
)
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
    dynamics: Dynamics,
    findings: tuple[Finding, ...],
    again: Again,
    *,
    games: bool = True,
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
    games : bool
        Whether claims are judged that take games; else they stay undecided.

    Returns
    -------
    tuple of Finding
        Supported where the change that is given, or one clause or step of the parties
        that are named, makes the road map reach a goal that it does not reach as it
        is; only under assumed numbers where it does in too few draws. For goals that
        take games a guarantee of the parties that are named may do it too.
    """

    def judged(finding: Finding) -> Finding:
        if finding.claim.test.goal in FURTHER:
            return judge_further(dynamics, finding, again, games=games)
        return _judged(dynamics, finding, again)

    def in_time(finding: Finding) -> Finding:
        test = finding.claim.test
        if test.kind != "moves":
            return finding
        unasked = replace(finding, figure=ClaimFigure("moves", names=test.names[:1]))
        found = unless_stopped(partial(judged, finding), unasked)
        # That nothing does is known only where all of it was tried.
        none_does = found.verdict is ClaimVerdict.CONTRADICTED
        return unasked if none_does and current().stopped else found

    return tuple(map(in_time, findings))


def _judged(dynamics: Dynamics, finding: Finding, again: Again) -> Finding:
    test = finding.claim.test
    name, *parties = test.names
    before = stand(dynamics, plan_of(dynamics.case, name), alone=False)
    if any(dynamics.reason(party) for party in range(len(dynamics.parties))):
        return replace(finding, verdict=ClaimVerdict.NOT_TESTABLE)
    goal = None if test.goal is None else Goal(test.goal)
    if before.next is None or (goal and before.reaches(goal)):
        # Nothing is left to be moved by these questions.
        figure = ClaimFigure("moves", (before.reached, before.reached), (name,))
        return replace(finding, verdict=ClaimVerdict.CONTRADICTED, figure=figure)
    before = surely(dynamics, plan_of(dynamics.case, name), before)
    typed = tuple(f"{path}={value}" for path, value in test.changes)
    if typed:
        tried = [typed]
    else:
        only = partial(in_hands_of, dynamics.case, tuple(parties))
        levers = find_levers(dynamics, plan_of(dynamics.case, name), only)
        found_all = levers.found if goal is None else levers.to(goal)
        tried = [each.edits for each in found_all]
    least = before.reached if goal is None else QUICK.index(goal)
    found = _best((name, least, goal), tried, again)
    return _told(finding, (before.reached, least), found)


def _best(
    asked: tuple[str, int, Goal | None],
    tried: list[tuple[str, ...]],
    again: Again,
) -> _Found | None:
    """Give the smallest change that surely does, else the smallest that does.

    `asked` are the road map, of how many goals more are to be reached, and the one that
    is asked about, where it is one.
    """
    name, least, goal = asked
    first: _Found | None = None
    for edits in tried[:TRIES]:
        tick()
        dynamics = again(edits)
        plan = plan_of(dynamics.case, name)
        after = surely(dynamics, plan, stand(dynamics, plan, alone=False))
        share = share_of(after, goal or GOALS[after.reached - 1])
        found = _Found(edits, after, share)
        if after.reached <= least:
            first = first or found
        elif found.share is None or found.share >= ESTABLISHED:
            return found
        elif first is None or first.standing.reached <= least:
            first = found
    return first


def _told(finding: Finding, reached: tuple[int, int], found: _Found | None) -> Finding:
    name, (before, least) = finding.claim.test.names[0], reached
    after = before if found is None else found.standing.reached
    figure = ClaimFigure("moves", (before, after), (name,))
    if found is None or after <= least:
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
