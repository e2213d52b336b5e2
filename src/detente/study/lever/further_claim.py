"""Claims that a change makes a road map keep itself, or outlive those who sign it."""

from dataclasses import replace
from functools import partial

from detente.engine.budget import expect, tick
from detente.model.case import Case
from detente.records import dataclass
from detente.study.deal.mover_orders import MANY_ASKED
from detente.study.deal.self_enforcement import check_road_map
from detente.study.deal.tolerance import ESTABLISHED
from detente.study.deal.verdict import Verdict
from detente.study.game.dynamics import Dynamics
from detente.study.lever.change import Change, Kind, What, is_agreed, plan_of
from detente.study.lever.effect import TRIES, Again, drawn
from detente.study.lever.further import find_further
from detente.study.lever.goal import (
    GOALS,
    Goal,
    Standing,
    chance_of_standing,
    keeps_itself,
    may_outlive,
    share_of,
    stand,
)
from detente.study.lever.price import Prices, prices_of_further
from detente.study.lever.search import Levers, find_levers
from detente.study.record.claim import Finding
from detente.study.record.claim_verdict import ClaimFigure, ClaimVerdict
from detente.study.time.turnover import check_turnover


def judge_further(
    dynamics: Dynamics, finding: Finding, again: Again, *, games: bool
) -> Finding:
    """Judge a claim that a change brings a road map to a goal that takes games.

    Parameters
    ----------
    dynamics : Dynamics
        The case, opened for questions about time.
    finding : Finding
        Of a claim that asks for such a goal.
    again : function of a tuple of str
        Opens the case with edits made to its file.
    games : bool
        Whether there is time for games.

    Returns
    -------
    Finding
        Undecided where there is none, or not enough of it to judge every change; not
        testable where some party has no numbers, and where it is asked what outlives
        its signers and no leadership changes. A change that is given is made and
        judged; else clauses, steps and guarantees are, one by one.
    """
    test = finding.claim.test
    name, *parties = test.names
    asked = _Asked(dynamics, name, Goal(str(test.goal)), again)
    unknown = any(dynamics.reason(party) for party in range(len(dynamics.parties)))
    turns = bool(dynamics.case.negotiation.turnover)
    if unknown:
        return replace(finding, verdict=ClaimVerdict.NOT_TESTABLE)
    finding = replace(finding, figure=ClaimFigure("moves", names=(name,)))
    if asked.goal is Goal.OUTLIVES and not turns:
        return replace(finding, verdict=ClaimVerdict.NOT_TESTABLE)
    if not games:
        return finding
    if test.changes:
        typed = tuple(f"{path}={value}" for path, value in test.changes)
        verdict, figure = asked.given(typed)
    else:
        verdict, figure = asked.sought(tuple(parties))
    return replace(finding, verdict=verdict, figure=figure)


def in_hands_of(case: Case, parties: tuple[str, ...], change: Change) -> bool:
    """Whether parties can make a change: their own clauses, steps and guarantees.

    Parameters
    ----------
    case : Case
    parties : tuple of str
        None is whoever can.
    change : Change

    Returns
    -------
    bool
        Nobody can make others want something else, and no payment is in their hands.
    """
    if change.kind is Kind.GUARANTEE:
        known = {each.id: each.by for each in case.negotiation.guarantees}
        givers = (change.by,) if change.by else known.get(change.about, ())
        return not parties or any(giver in parties for giver in givers)
    agreed = is_agreed(change) or change.what is What.OPEN
    return agreed and (not parties or change.party in parties)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A goal that is asked about, of one road map."""

    dynamics: Dynamics
    name: str
    goal: Goal
    again: Again

    def given(self, edits: tuple[str, ...]) -> tuple[ClaimVerdict, ClaimFigure]:
        """Judge one change of the file."""
        plan = plan_of(self.dynamics.case, self.name)
        levers = find_levers(self.dynamics, plan, _none)
        expect(self._prices(levers).told * 2)
        before = self._judged(self.dynamics)
        if before.reaches(self.goal):
            return ClaimVerdict.CONTRADICTED, self._figure(before, before)
        return self._told(before, [edits], left=0)

    def sought(self, parties: tuple[str, ...]) -> tuple[ClaimVerdict, ClaimFigure]:
        """Look for a change in the hands of some parties."""
        only = partial(in_hands_of, self.dynamics.case, parties)
        plan = plan_of(self.dynamics.case, self.name)
        levers = find_levers(self.dynamics, plan, only)
        prices = self._prices(levers)
        expect(prices.all(1))
        levers = find_further(self.dynamics, levers, self.again, prices, 1, only)
        before = levers.standing
        if before.reaches(self.goal):
            return ClaimVerdict.CONTRADICTED, self._figure(before, before)
        tried = [each.edits for each in levers.to(self.goal)]
        solved = levers.solved
        left = sum(n for _, n in solved.left) if solved else 0
        return self._told(before, tried, left)

    def _prices(self, levers: Levers) -> Prices:
        plan = plan_of(self.dynamics.case, self.name)
        turnover = self.goal is Goal.OUTLIVES
        return prices_of_further(self.dynamics, levers, plan, turnover=turnover)

    def _judged(self, dynamics: Dynamics) -> Standing:
        """Judge the road map of a case by all questions up to the goal."""
        plan = plan_of(dynamics.case, self.name)
        standing = stand(dynamics, plan, alone=False)
        if standing.next is not None:
            return standing
        tick()
        keeps = check_road_map(dynamics, plan, MANY_ASKED, undo=True)
        turned = check_turnover(dynamics, plan) if self.goal is Goal.OUTLIVES else None
        return replace(standing, keeps=keeps, outlives=turned)

    def _does(self, before: Standing, after: Standing) -> bool:
        """Whether a change counts as reaching the goal."""
        if not after.reaches(self.goal):
            return False
        if self.goal is Goal.KEEPS or after.keeps is None:
            return True
        fails = after.keeps.verdict is Verdict.REFUTED
        return may_outlive(before, keeps=keeps_itself(after.keeps), fails=fails)

    def _told(
        self, before: Standing, tried: list[tuple[str, ...]], left: int
    ) -> tuple[ClaimVerdict, ClaimFigure]:
        """Give the first change that surely does, else the first that does."""
        first: tuple[ClaimVerdict, ClaimFigure] | None = None
        last = before
        for edits in tried[:TRIES]:
            dynamics = self.again(edits)
            after = last = self._judged(dynamics)
            if not self._does(before, after):
                continue
            plan = plan_of(dynamics.case, self.name)
            if self.goal is Goal.KEEPS and after.keeps is not None:
                after = replace(after, keeps=drawn(dynamics, plan, after.keeps))
            figure = self._figure(before, after, edits)
            share = share_of(after, self.goal)
            if share is None or share >= ESTABLISHED:
                return ClaimVerdict.SUPPORTED, figure
            unsure = replace(figure, as_written=ClaimVerdict.SUPPORTED)
            first = first or (ClaimVerdict.ASSUMED, unsure)
        if first is not None:
            return first
        figure = self._figure(before, last if len(tried) == 1 else before)
        if left:
            numbers = (*figure.numbers, left)
            return ClaimVerdict.UNDECIDED, replace(figure, numbers=numbers)
        return ClaimVerdict.CONTRADICTED, figure

    def _figure(
        self, before: Standing, after: Standing, edits: tuple[str, ...] = ()
    ) -> ClaimFigure:
        """Say how far the road map comes, and with which change how far."""
        reached = tuple(self._reached(each) for each in (before, after))
        figure = ClaimFigure("moves", reached, (self.name, *edits))
        if self.goal is Goal.OUTLIVES:
            chances = (
                None if each.outlives is None else chance_of_standing(each.outlives)
                for each in (before, after)
            )
            figure = replace(figure, values=tuple(chances))
        kept = after.keeps.shares if edits and after.keeps else None
        if self.goal is Goal.KEEPS and kept and kept.samples:
            share = share_of(after, Goal.KEEPS)
            figure = replace(figure, samples=kept.samples, share=share)
        return figure

    def _reached(self, standing: Standing) -> int:
        """Count the goals up to the one asked about, or the quick ones reached."""
        if standing.reaches(self.goal):
            return GOALS.index(self.goal) + 1
        return standing.reached


def _none(_: Change) -> bool:
    """No change is tried where one is given."""
    return False
