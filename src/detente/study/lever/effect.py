"""What a lever changes, on the case as its edits make it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from detente.engine.budget import (
    counted,
    current,
    finishing,
    kept,
    tick,
    unless_stopped,
)
from detente.model.case import Case
from detente.model.road_map import RoadMap
from detente.records import dataclass
from detente.study.deal.road_map import lay_out
from detente.study.deal.verdict import RoadMapCheck
from detente.study.game.dynamics import Dynamics
from detente.study.lever.change import KINDS, is_agreed, plan_of
from detente.study.lever.goal import (
    FURTHER,
    QUICK,
    Goal,
    Standing,
    share_of,
    stand,
    surely,
)
from detente.study.lever.search import Checked, Lever, Levers
from detente.study.lever.shortfall import find_shortfall
from detente.study.price import affordable_draws
from detente.study.robustness.verdict_shares import with_verdict_shares

TRIES = 4
"""So many times as many are judged again as are to be told."""
_SECONDS, _DRAWS = 2.0, 25
"""So long draws are made of whether a road map keeps itself, and so many."""
Again = Callable[[tuple[str, ...]], Dynamics]
"""Makes edits of the case's file, reads it again and opens it."""


@dataclass(frozen=True, slots=True)
class OtherPlan:
    """Another road map, with how many goals it reaches before and after."""

    road_map: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Effect:
    """A lever, and what the road map comes to with it.

    Attributes
    ----------
    lever : Lever
    road_map : str
    standing : Standing
        With the shares of the draws.
    others : tuple of OtherPlan
        The other road maps that come further with it, or less far.
    """

    lever: Lever
    road_map: str
    standing: Standing
    others: tuple[OtherPlan, ...] = ()


class Told(NamedTuple):
    """A lever as it is told: under a number of its own, for one goal."""

    number: int
    goal: Goal
    effect: Effect


@dataclass(frozen=True, slots=True)
class Effects:
    """The levers that are told, each judged again on the edited file.

    Attributes
    ----------
    levers : Levers
        All that were found.
    standing : Standing
        As it is, with the shares of the draws.
    told : tuple of (Goal, tuple of Effect)
        For each goal the smallest of each kind, in the order of the kinds.
    refuted : int
        So many did not bear out on the edited file, and are left out.
    as_written : int
        So many bear out as the numbers are written, and in the draws less often than
        the road map as it is; they are left out too.
    """

    levers: Levers
    standing: Standing
    told: tuple[tuple[Goal, tuple[Effect, ...]], ...] = ()
    refuted: int = 0
    as_written: int = 0

    def to(self, goal: Goal) -> tuple[Effect, ...]:
        """Give those by which a goal is reached."""
        return dict(self.told).get(goal, ())

    def numbered(self) -> Iterator[Told]:
        """Give each lever once, under the last goal for which it is told."""
        number = 0
        goals = self.levers.goals
        for place, goal in enumerate(goals):
            further = [each for to in goals[place + 1 :] for each in self.to(to)]
            for each in self.to(goal):
                if each not in further:
                    number += 1
                    yield Told(number, goal, each)


def find_effects(
    dynamics: Dynamics, levers: Levers, again: Again, most: int = 2
) -> Effects:
    """Judge the smallest levers of each kind again, each on the edited file.

    Parameters
    ----------
    dynamics : Dynamics
        The case as it is.
    levers : Levers
        Of one of its road maps.
    again : function of a tuple of str
        Opens the case with edits made to its file.
    most : int
        So many of a kind for each goal.

    Returns
    -------
    Effects
    """
    plan = plan_of(dynamics.case, levers.road_map)
    unless_stopped(tick, None)
    with finishing():
        standing = surely(dynamics, plan, levers.standing)
        if standing.keeps is not None:
            standing = replace(standing, keeps=drawn(dynamics, plan, standing.keeps))
        before = _reached(dynamics, plan.id)
    known = dict(levers.solved.known) if levers.solved else {}
    teller = _Teller(standing, again, before, plan.id, known)
    asked = [
        (goal, group) for goal in levers.goals for group in _groups(levers.to(goal))
    ]
    told = kept(
        (goal, teller.smallest(goal, group, most))
        for goal, group in counted(asked)
        if goal in QUICK
    )
    # These were judged on the edited file already: they are told in any case.
    told += tuple(
        (goal, teller.smallest(goal, group, most))
        for goal, group in asked
        if goal in FURTHER
    )
    return Effects(
        levers=levers,
        standing=standing,
        told=tuple(
            (goal, tuple(each for to, found in told if to is goal for each in found))
            for goal in levers.goals
        ),
        refuted=teller.refuted,
        as_written=teller.as_written,
    )


def _groups(levers: Sequence[Lever]) -> list[list[Lever]]:
    """Give single changes by kind, then pairs where no clause or step does alone."""
    alone = [each for each in levers if len(each.changes) == 1]
    groups = [
        [each for each in alone if each.changes[0].kind is kind] for kind in KINDS
    ]
    if not any(is_agreed(each.changes[0]) for each in alone):
        groups.append([each for each in levers if len(each.changes) > 1])
    return groups


class _Teller:
    """Judges levers again, each once, and keeps those that bear out."""

    def __init__(
        self,
        standing: Standing,
        again: Again,
        before: dict[str, int],
        name: str,
        known: dict[tuple[str, ...], Checked],
    ) -> None:
        self.standing, self.again = standing, again
        self.name, self.before, self.checked = name, before, known
        self.refuted = self.as_written = 0
        self._known: dict[Lever, Effect] = {}

    def smallest(
        self, goal: Goal, levers: Sequence[Lever], most: int
    ) -> tuple[Effect, ...]:
        """Give the smallest levers to a goal that bear out, of one kind."""
        told: list[Effect] = []
        for lever in levers[: most * TRIES]:
            if len(told) == most:
                break
            if goal in FURTHER:
                unless_stopped(tick, None)
                with finishing():
                    effect = self._judged(lever)
            else:
                tick()
                effect = self._judged(lever)
            if not effect.standing.reaches(goal):
                self.refuted += 1
            elif _less(effect.standing, self.standing, goal):
                self.as_written += 1
            else:
                told.append(effect)
        return tuple(told)

    def _judged(self, lever: Lever) -> Effect:
        if lever not in self._known:
            dynamics = self.again(lever.edits)
            found = self.checked.get(lever.edits)
            self._known[lever] = _effect(dynamics, lever, self.name, self.before, found)
        return self._known[lever]


def _less(after: Standing, before: Standing, goal: Goal) -> bool:
    """Whether a goal is reached in a smaller share of the draws than before."""
    return (share_of(after, goal) or 0.0) < (share_of(before, goal) or 0.0)


def _effect(
    dynamics: Dynamics,
    lever: Lever,
    name: str,
    before: dict[str, int],
    known: Checked | None,
) -> Effect:
    plan = plan_of(dynamics.case, name)
    standing = surely(dynamics, plan, stand(dynamics, plan))
    if known is not None:
        check, lasting = known
        check = drawn(dynamics, plan, check)
        standing = replace(standing, keeps=check, outlives=lasting)
    others = tuple(
        OtherPlan(each, before.get(each, 0), after)
        for each, after in _reached(dynamics, name).items()
        if before.get(each, 0) != after
    )
    return Effect(lever, name, standing, others)


def drawn(dynamics: Dynamics, plan: RoadMap, check: RoadMapCheck) -> RoadMapCheck:
    """Say in how many draws a road map keeps itself, as many as are quick.

    Parameters
    ----------
    dynamics : Dynamics
    plan : RoadMap
    check : RoadMapCheck
        Of it, as the numbers are written.

    Returns
    -------
    RoadMapCheck
        With shares, where there was time for draws.
    """
    samples = min(_DRAWS, affordable_draws(dynamics, [plan], _SECONDS))
    if current().stopped:
        return check
    (found,) = with_verdict_shares(dynamics, [plan], [check], (samples, 0))
    return found


def _reached(dynamics: Dynamics, but: str) -> dict[str, int]:
    """Give how many goals each of the other road maps reaches."""
    found: dict[str, int] = {}
    for plan in _others(dynamics.case, but):
        layout = lay_out(dynamics, plan)
        lacks = None if layout.reasons else find_shortfall(dynamics, layout)
        found[plan.id] = 0 if lacks is None else lacks.reached
    return found


def _others(case: Case, but: str) -> tuple[RoadMap, ...]:
    return tuple(each for each in case.negotiation.road_maps if each.id != but)
