"""The smallest changes by which a road map comes further, each judged anew.

Single changes first, then pairs; among equally many by kind, then by size, then in the
order of the file. A change *moves* a road map to a goal where the road map as it is
does not reach that goal and the changed one does, with all goals before it.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations
from typing import TypeAlias

from detente.engine.budget import counted, kept
from detente.errors import Message
from detente.model.case import Case
from detente.model.road_map import RoadMap
from detente.records import dataclass
from detente.study.deal.road_map import lay_out
from detente.study.deal.verdict import RoadMapCheck
from detente.study.game.dynamics import Dynamics
from detente.study.lever.change import (
    KINDS,
    Candidate,
    Change,
    Kind,
    is_agreed,
)
from detente.study.lever.clause import list_clauses
from detente.study.lever.goal import QUICK, Goal, Standing, stand
from detente.study.lever.judge import Judge, Tried
from detente.study.lever.shortfall import find_shortfall
from detente.study.lever.stage import list_stage_clauses, list_steps
from detente.study.lever.want import list_payments, list_wants
from detente.study.time.compliance import TurnoverCheck

Checked: TypeAlias = tuple[RoadMapCheck, TurnoverCheck | None]
"""Whether a road map keeps itself, and what changes of leadership do to it."""

_MOST = {
    Kind.CLAUSE: 10,
    Kind.STEP: 10,
    Kind.OUTSIDER: 6,
    Kind.WANT: 4,
}
"""So many changes of a kind that help without moving it are put together in pairs."""
_HELPS = 1e-6
"""Of a payoff range: what makes up less of what is lacking does not help."""


@dataclass(frozen=True, slots=True)
class Lever:
    """One change, or two, with how far the road map then comes.

    Attributes
    ----------
    changes : tuple of Change
    reached : int
        How many of the quick goals are reached, in their order.
    further : tuple of Goal
        Which of the goals beyond are.
    """

    changes: tuple[Change, ...]
    reached: int
    further: tuple[Goal, ...] = ()

    @property
    def order(self) -> tuple[object, ...]:
        """The key by which levers are sorted, the smallest first."""
        return len(self.changes), *(each.order for each in self.changes)

    @property
    def edits(self) -> tuple[str, ...]:
        """What `--set` takes, one after the other."""
        return tuple(edit for each in self.changes for edit in each.edits)


@dataclass(frozen=True, slots=True)
class Levers:
    """What would move one road map.

    Attributes
    ----------
    road_map : str
    standing : Standing
        As it is.
    found : tuple of Lever
        The smallest first.
    tried : tuple of (Kind, int)
        How many single changes of each kind were judged.
    pairs : int
        How many pairs were judged; 0 where single changes do.
    helpful : int
        Of how many changes they were made.
    solved : Solved or None
        How the questions were asked that need a game; None where none was.
    """

    road_map: str
    standing: Standing
    found: tuple[Lever, ...] = ()
    tried: tuple[tuple[Kind, int], ...] = ()
    pairs: int = 0
    helpful: int = 0
    solved: "Solved | None" = None

    @property
    def goals(self) -> tuple[Goal, ...]:
        """What it does not reach as it is, and could be moved to."""
        further = self.solved.goals if self.solved else ()
        return (*QUICK[self.standing.reached :], *further)

    def to(self, goal: Goal) -> tuple[Lever, ...]:
        """Give the levers by which it reaches a goal, the smallest first."""
        if goal not in QUICK:
            return tuple(each for each in self.found if goal in each.further)
        place = QUICK.index(goal)
        return tuple(each for each in self.found if each.reached > place)


@dataclass(frozen=True, slots=True)
class Solved:
    """How changes were judged by the questions that need a game.

    Attributes
    ----------
    goals : tuple of Goal
        What was asked.
    judged : tuple of (Kind, int)
        How many changes were judged; of guarantees without an amount each for which
        the least one was looked for.
    left : tuple of (Kind, int)
        How many were not, since that would have taken longer.
    larger : int
        How many were not, since enough smaller ones of their kind do.
    reasons : tuple of Message
        Why a goal was not asked.
    known : tuple of (tuple of str, (RoadMapCheck, TurnoverCheck or None))
        How the road map was judged with the edits of each change that does.
    """

    goals: tuple[Goal, ...] = ()
    judged: tuple[tuple[Kind, int], ...] = ()
    left: tuple[tuple[Kind, int], ...] = ()
    larger: int = 0
    reasons: tuple[Message, ...] = ()
    known: tuple[tuple[tuple[str, ...], Checked], ...] = ()


def find_levers(
    dynamics: Dynamics, road_map: RoadMap, only: Callable[[Change], bool] | None = None
) -> Levers:
    """Find what would move a road map: by questions 1 and 2, without a game.

    Parameters
    ----------
    dynamics : Dynamics
        The case.
    road_map : RoadMap
        One of its road maps.
    only : function of a Change, or None
        Which single changes are tried; None is all, and pairs of them too.

    Returns
    -------
    Levers
        What was judged by the time the work is stopped.
    """
    standing = stand(dynamics, road_map)
    judge = Judge(dynamics, road_map.id)
    if standing.next is None:
        return Levers(road_map.id, standing)
    case = dynamics.case
    listed = {
        (each.change.what, each.change.edits): each
        for each in (
            *list_candidates(case, road_map),
            *(_by_forms(dynamics, road_map) if only is None else ()),
        )
        if only is None or only(each.change)
    }
    # By how much a change misses is asked for pairs alone.
    quick = only is not None
    tried = kept(
        judge.tried(each, quick=quick) for each in counted(tuple(listed.values()))
    )
    singles = [
        Lever((each.candidate.change,), each.reached)
        for each in tried
        if each.reached > standing.reached
    ]
    helpful, both = _pairs(judge, standing, tried) if only is None else (0, ())
    counts = Counter(each.candidate.change.kind for each in tried)
    doubles = [
        Lever(changes, reached)
        for changes, reached in both
        if reached > _best(singles, changes, standing.reached)
    ]
    found = sorted((*singles, *doubles), key=lambda each: each.order)
    return Levers(
        road_map=road_map.id,
        standing=standing,
        found=tuple(found),
        tried=tuple(counts.items()),
        pairs=len(both),
        helpful=helpful,
    )


def list_candidates(case: Case, road_map: RoadMap) -> Iterator[Candidate]:
    """List the single changes of clauses, steps and third parties' options."""
    yield from list_clauses(case, road_map)
    yield from list_stage_clauses(case, road_map)
    yield from list_steps(case, road_map)


def _by_forms(dynamics: Dynamics, road_map: RoadMap) -> Iterator[Candidate]:
    """List what is found by the linear form of the one party that does not go along."""
    layout = lay_out(dynamics, road_map)
    if layout.reasons:
        return
    lacks = find_shortfall(dynamics, layout)
    refusing = {party for party, _ in lacks.signing}
    for goes_on in (False, True):
        for party in lacks.parties if goes_on else sorted(refusing):
            yield from list_payments(dynamics, road_map, layout, party, goes_on=goes_on)
            yield from list_wants(dynamics, layout, party, goes_on=goes_on)


def _best(singles: Sequence[Lever], changes: Sequence[Change], least: int) -> int:
    """Give how far one of two changes alone comes."""
    alone = [each.reached for each in singles if each.changes[0] in changes]
    return max([least, *alone])


def _pairs(
    judge: Judge, standing: Standing, tried: Sequence[Tried]
) -> tuple[int, tuple[tuple[tuple[Change, ...], int], ...]]:
    """Put changes together that help, for each goal that no agreed change reaches."""
    helpful: dict[int, Tried] = {}
    now = judge.as_it_is
    for goal in range(max(standing.reached, 1) + 1, len(QUICK) + 1):
        if now is None or any(
            is_agreed(each.candidate.change) and each.reached >= goal for each in tried
        ):
            continue
        before = now.lacking(goal)
        helps = [
            (each.lacks.lacking(goal), *each.candidate.change.order, place)
            for place, each in enumerate(tried)
            if each.lacks is not None
            and each.reached < goal
            and each.lacks.lacking(goal) < before - _HELPS
        ]
        for kind, most in _MOST.items():
            of_kind = sorted(each for each in helps if KINDS[each[1]] is kind)
            helpful |= {each[-1]: tried[each[-1]] for each in of_kind[:most]}
    made = [each.candidate for _, each in sorted(helpful.items())]
    asked = [pair for pair in combinations(made, 2) if _go_together(pair)]
    return len(made), kept(judge.both(pair) for pair in counted(asked))


def _go_together(pair: Iterable[Candidate]) -> bool:
    """Whether two changes leave each other as they are."""
    one, other = pair
    if one.reshapes and other.reshapes:
        return one.anew is not None and other.anew is not None
    return not _sets(one) & _sets(other)


def _sets(candidate: Candidate) -> frozenset[str]:
    return frozenset(edit.partition("=")[0] for edit in candidate.change.edits)
