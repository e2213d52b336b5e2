"""What makes a road map keep itself and outlive its signers: changes judged by games.

Only what leaves a road map signed and not called off is judged, of each kind the
smallest first and the kinds in turn, until enough of a kind do or the seconds allowed
are spent. They are counted by estimates and not by a clock, so that the same case has
the same answer.
"""

from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import field, replace
from functools import partial
from typing import TypeAlias

import numpy as np

from detente.engine.budget import counted, kept, tick, unless_stopped
from detente.errors import Message
from detente.model.road_map import RoadMap
from detente.records import dataclass
from detente.study.deal.mover_orders import MANY_ASKED, in_order, judged_orders
from detente.study.deal.road_map import Layout, lay_out
from detente.study.deal.self_enforcement import check_road_map
from detente.study.deal.slack import slack_table
from detente.study.deal.tolerance import CLOSE, ESTABLISHED
from detente.study.deal.verdict import RoadMapCheck, Verdict
from detente.study.game.dynamics import Dynamics
from detente.study.lever.amount import least_amount
from detente.study.lever.change import KINDS, Change, Kind, plan_of
from detente.study.lever.effect import Again
from detente.study.lever.goal import (
    FURTHER,
    QUICK,
    Goal,
    Standing,
    chance_of_standing,
    lasts,
    may_outlive,
)
from detente.study.lever.guarantee import Sought, list_sought, list_terms, with_amount
from detente.study.lever.judge import Judge
from detente.study.lever.keeping import find_kept
from detente.study.lever.price import Prices
from detente.study.lever.search import (
    Checked,
    Lever,
    Levers,
    Solved,
    list_candidates,
)
from detente.study.time.compliance import TurnoverCheck
from detente.study.time.turnover import check_turnover

Found: TypeAlias = tuple[Lever, ...]
Ask: TypeAlias = Callable[[], Found]
Only: TypeAlias = Callable[[Change], bool]

OVER = Message("the time allowed was over")
_MOST = 1.0
"""No guarantee is tried that costs more than so much of the payoff range."""


def find_further(
    dynamics: Dynamics,
    levers: Levers,
    again: Again,
    prices: Prices,
    most: int = 2,
    only: Only | None = None,
) -> Levers:
    """Find what makes a road map keep itself, and outlive its signers.

    Parameters
    ----------
    dynamics : Dynamics
        The case.
    levers : Levers
        Of one of its road maps, by the quick questions.
    again : function of a tuple of str
        Opens the case with edits made to its file.
    prices : Prices
    most : int
        No more of a kind are looked for where so many do.
    only : function of a Change, or None
        Which changes are judged; None is all.

    Returns
    -------
    Levers
        With those that do, and with what was asked under `solved`.
    """
    plan = plan_of(dynamics.case, levers.road_map)
    goals: tuple[Goal, ...] = (Goal.KEEPS,) if prices.turned is None else FURTHER
    levers, candidates = _candidates(dynamics, plan, levers, only)
    if levers.standing.next is None:
        levers = replace(levers, standing=_judged(dynamics, plan, levers, goals))
        if levers.standing.keeps is None:
            return replace(levers, solved=Solved(reasons=(OVER,)))
        if levers.standing.outlives is None and Goal.OUTLIVES in goals:
            goals, prices = (Goal.KEEPS,), prices._replace(reasons=(OVER,))
        goals = tuple(each for each in goals if not levers.standing.reaches(each))
    if not goals or (levers.standing.next is not None and not candidates):
        return replace(levers, solved=Solved(reasons=prices.reasons))
    search = _Search(dynamics, plan, levers.standing, again, goals, prices, most, only)
    return search.found(levers, candidates)


def has_further(levers: Levers) -> bool:
    """Whether anything is left that all sign and nobody calls off, to be judged."""
    reached = [levers.standing.reached, *(each.reached for each in levers.found)]
    return max(reached) == len(QUICK)


def _judged(
    dynamics: Dynamics, plan: RoadMap, levers: Levers, goals: tuple[Goal, ...]
) -> Standing:
    """Ask the further questions of the road map as it is."""
    keeps = unless_stopped(partial(_checked, dynamics, plan), None)
    outlives: TurnoverCheck | None = None
    if Goal.OUTLIVES in goals:
        outlives = unless_stopped(partial(check_turnover, dynamics, plan), None)
    return replace(levers.standing, keeps=keeps, outlives=outlives)


def _checked(dynamics: Dynamics, plan: RoadMap) -> RoadMapCheck:
    return check_road_map(dynamics, plan, MANY_ASKED, undo=True)


def _candidates(
    dynamics: Dynamics, plan: RoadMap, levers: Levers, only: Only | None
) -> tuple[Levers, tuple[Lever, ...]]:
    """List the changes after which all sign and nobody calls it off."""
    enough = len(QUICK)
    if levers.standing.next is not None:
        found = tuple(each for each in levers.found if each.reached == enough)
        return levers, found
    judge = Judge(dynamics, plan.id)
    listed = {
        (each.change.what, each.change.edits): each
        for each in list_candidates(dynamics.case, plan)
        if only is None or only(each.change)
    }
    tried = kept(judge.tried(each, quick=True) for each in counted([*listed.values()]))
    counts = Counter(each.candidate.change.kind for each in tried)
    found = tuple(
        Lever((each.candidate.change,), enough)
        for each in tried
        if each.reached == enough
    )
    return replace(levers, tried=tuple(counts.items())), found


@dataclass
class _Search:
    """Asks what changes do, one after the other, as long as seconds are allowed."""

    dynamics: Dynamics
    plan: RoadMap
    standing: Standing
    again: Again
    goals: tuple[Goal, ...]
    prices: Prices
    most: int
    only: Only | None
    spent: float = 0.0
    known: dict[tuple[str, ...], Checked] = field(default_factory=dict)

    def found(self, levers: Levers, candidates: Sequence[Lever]) -> Levers:
        """Judge candidates and guarantees, of each kind the smallest first."""
        asks: dict[Kind, deque[Ask]] = {kind: deque() for kind in KINDS}
        for lever in sorted(candidates, key=lambda each: each.order):
            kinds = [KINDS.index(each.kind) for each in lever.changes]
            asks[KINDS[max(kinds)]].append(partial(self._whole, lever))
        if levers.standing.next is None:
            asks[Kind.GUARANTEE].extend(self._guarantees())
        of = Counter({kind: len(each) for kind, each in asks.items()})
        done = kept(self._in_turn(asks), least=0)
        found = [each for _, levers_of in done for each in levers_of]
        larger = [kind for kind in KINDS if asks[kind] and self._enough(kind, found)]
        left = {kind: len(asks[kind]) for kind in KINDS if kind not in larger}
        judged = {kind: of[kind] - len(asks[kind]) for kind in KINDS}
        new = {each.changes: each for each in found}
        known = [new.pop(each.changes, each) for each in levers.found]
        return replace(
            levers,
            found=tuple(sorted((*known, *new.values()), key=lambda each: each.order)),
            solved=Solved(
                goals=self.goals,
                judged=tuple((kind, n) for kind, n in judged.items() if n),
                left=tuple((kind, n) for kind, n in left.items() if n),
                larger=sum(len(asks[kind]) for kind in larger),
                reasons=self.prices.reasons,
                known=tuple(self.known.items()),
            ),
        )

    def _in_turn(
        self, asks: dict[Kind, deque[Ask]]
    ) -> Iterator[tuple[Kind, tuple[Lever, ...]]]:
        """Ask kind by kind in turn; what was asked leaves its queue."""
        found: list[Lever] = []
        while True:
            open_kinds = [
                kind for kind in KINDS if asks[kind] and not self._enough(kind, found)
            ]
            for kind in open_kinds:
                if self.spent >= self.prices.allowed:
                    return
                tick()
                does = asks[kind][0]()
                asks[kind].popleft()
                found += does
                yield kind, does
            if not open_kinds:
                return

    def _enough(self, kind: Kind, found: Sequence[Lever]) -> bool:
        """Whether enough of a kind do, for every goal; guarantees have no order."""
        if kind is Kind.GUARANTEE:
            return False
        there = [each.further for each in found if each.changes[-1].kind is kind]
        return all(
            sum(goal in each for each in there) >= self.most for goal in self.goals
        )

    def _whole(self, lever: Lever) -> Found:
        """Judge one change, or two, on the edited file."""
        further = self._reaches(lever.edits)
        return (replace(lever, further=further),) if further else ()

    def _reaches(self, edits: tuple[str, ...]) -> tuple[Goal, ...]:
        """Say which goals the road map of an edited case reaches."""
        dynamics = self.again(edits)
        layout = lay_out(dynamics, plan_of(dynamics.case, self.plan.id))
        if layout.reasons:
            return ()
        found = find_kept(dynamics, layout, fails=self.standing.hangs)
        self.spent += self.prices.once * found.judged
        reached = [Goal.KEEPS] if found.keeps and Goal.KEEPS in self.goals else []
        asked, turned = Goal.OUTLIVES in self.goals, None
        may = may_outlive(self.standing, keeps=found.keeps, fails=found.fails)
        if asked and may:
            turned = self._turned(dynamics)
            reached += [Goal.OUTLIVES] if lasts(turned) else []
        if reached:
            # What is told of it needs no game any more.
            self.spent += self.prices.told - (self.prices.turned or 0.0)
            plan = plan_of(dynamics.case, self.plan.id)
            self.known[edits] = _checked(dynamics, plan), turned
        return tuple(reached)

    def _turned(self, dynamics: Dynamics) -> TurnoverCheck:
        self.spent += self.prices.turned or 0.0
        return check_turnover(dynamics, plan_of(dynamics.case, self.plan.id))

    def _guarantees(self) -> Iterator[Ask]:
        """List what is asked about guarantees: terms, then the least amounts."""
        case = self.dynamics.case
        listed = filter(self.only, list_terms(case, self.plan))
        terms = [Lever((each,), len(QUICK)) for each in listed]
        for lever in sorted(terms, key=lambda each: each.order):
            yield partial(self._whole, lever)
        # The furthest goal first: against few parties it could be reached at all.
        for goal in self.goals[::-1]:
            for party in self.dynamics.parties:
                if self._could(goal, party):
                    for sought in list_sought(case, self.plan, party):
                        if any(self._written(sought, 1.0)):
                            yield partial(self._least, goal, sought)

    def _written(self, sought: Sought, amount: float) -> Iterator[Change]:
        """Write a guarantee of some amount, a change for each who may give it."""
        return filter(self.only, with_amount(self.dynamics, self.plan, sought, amount))

    def _could(self, goal: Goal, party: str) -> bool:
        """Whether a guarantee against one party could reach a goal."""
        if goal is Goal.KEEPS:
            return True
        check = self.standing.outlives
        chance = None if check is None else chance_of_standing(check)
        if check is None or chance is None:
            return False
        lost = sum(each.chance for each in check.breaks if each.party == party)
        return lost > 0 and chance + lost >= ESTABLISHED

    def _least(self, goal: Goal, sought: Sought) -> Found:
        """Find the least amount of one guarantee that reaches a goal."""
        dynamics, place = self.dynamics, self.dynamics.parties.index(sought.party)
        size = dynamics.payoff_range(place)
        most = _MOST * size
        if sought.kind == "lump":
            most /= 1 - float(dynamics.patience[place])
        asked = self._lacks_keeping if goal is Goal.KEEPS else self._lacks_outliving

        def lacking(amount: float) -> float:
            made = self._with(sought, amount)
            lacks = asked(dynamics if made is None else made, place)
            if sought.kind == "lump":
                lacks /= 1 - float(dynamics.patience[place])
            return lacks

        first = lacking(0.0)
        amount = None if first <= 0 else least_amount(lacking, first, most)
        if amount is None:
            return ()
        changes = self._written(sought, amount)
        found = (self._whole(Lever((each,), len(QUICK))) for each in changes)
        # What does not bring it to this goal is no least amount for another one.
        every = (lever for levers in found for lever in levers)
        return tuple(lever for lever in every if goal in lever.further)

    def _with(self, sought: Sought, amount: float) -> Dynamics | None:
        """Open the case with a guarantee of some amount by the first who could."""
        if not amount:
            return None
        change = next(self._written(sought, amount), None)
        return None if change is None else self.again(change.edits)

    def _lacks_keeping(self, dynamics: Dynamics, party: int) -> float:
        """Say by how much a party gains by cheating, in the order that tells most."""
        layout = lay_out(dynamics, plan_of(dynamics.case, self.plan.id))
        most = 0.0
        for order in judged_orders(dynamics, MANY_ASKED):
            there = in_order(dynamics, order)
            self.spent += self.prices.once
            if not _others_keep(there, layout, party):
                return np.inf
            most = max(most, _lacks(there, layout, party))
        return most

    def _lacks_outliving(self, dynamics: Dynamics, party: int) -> float:
        """Say by how much a party's leaderships gain by the break that costs most."""
        check = self._turned(dynamics)
        if lasts(check):
            return 0.0
        name = dynamics.parties[party]
        breaks = [each for each in check.breaks if each.party == name and each.chance]
        worst = max(breaks, key=lambda each: each.chance, default=None)
        if worst is None:
            return np.inf
        return max(-worst.slack, CLOSE * dynamics.payoff_range(party))


def _others_keep(dynamics: Dynamics, layout: Layout, party: int) -> bool:
    """Whether all but one party keep a road map: a guarantee changes nothing there."""
    others = [each for each in range(len(dynamics.parties)) if each != party]
    leeway = slack_table(dynamics, layout, others, decisive=CLOSE).leeway()
    return leeway.verdict is Verdict.PROVED and not leeway.close


def _lacks(dynamics: Dynamics, layout: Layout, party: int) -> float:
    """Say by how much one party gains by its best breach, more than too close; else 0.

    Where what follows it is open, no more than what is too close is known to lack.
    """
    table = slack_table(dynamics, layout, [party], decisive=CLOSE)
    leeway = table.leeway()
    if leeway.verdict is Verdict.PROVED and not leeway.close:
        return 0.0
    close = CLOSE * dynamics.payoff_range(party)
    known = np.where(table.exact, table.breakdown, np.inf)[:, party]
    return max(float(close - known.min()), close)
