"""The smallest changes by which a road map comes further, each judged anew.

Single changes first, then pairs; among equally many by kind, then by size, then in the
order of the file. A change *moves* a road map to a goal where the road map as it is
does not reach that goal and the changed one does, with all goals before it.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np
import numpy.typing as npt

from detente.engine.budget import counted, kept
from detente.engine.period.turn import open_turns
from detente.model.case import Case, Option
from detente.model.road_map import RoadMap
from detente.study.deal.road_map import lay_out
from detente.study.game.doubt import expected_flow
from detente.study.game.dynamics import Dynamics, open_dynamics
from detente.study.lever.change import (
    KINDS,
    Candidate,
    Change,
    Kind,
    is_agreed,
    plan_of,
)
from detente.study.lever.clause import list_clauses
from detente.study.lever.goal import GOALS, Goal, Standing, stand
from detente.study.lever.shortfall import Shortfall, find_shortfall
from detente.study.lever.stage import list_stage_clauses, list_steps
from detente.study.lever.want import list_payments, list_wants

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
        How many of the goals are reached, in their order.
    """

    changes: tuple[Change, ...]
    reached: int

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
    """

    road_map: str
    standing: Standing
    found: tuple[Lever, ...] = ()
    tried: tuple[tuple[Kind, int], ...] = ()
    pairs: int = 0
    helpful: int = 0

    @property
    def goals(self) -> tuple[Goal, ...]:
        """What it does not reach as it is, and could be moved to."""
        return GOALS[self.standing.reached :]

    def to(self, goal: Goal) -> tuple[Lever, ...]:
        """Give the levers by which it reaches a goal, the smallest first."""
        place = GOALS.index(goal)
        return tuple(each for each in self.found if each.reached > place)


@dataclass(frozen=True, slots=True)
class _Tried:
    """A candidate, and what the road map lacks with it; None where it is impossible."""

    candidate: Candidate
    lacks: Shortfall | None

    @property
    def reached(self) -> int:
        return 0 if self.lacks is None else self.lacks.reached


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
    judge = _Judge(dynamics, road_map.id)
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


class _Judge:
    """Judges one road map of edited cases, opening no more anew than edits touch."""

    def __init__(self, dynamics: Dynamics, name: str) -> None:
        self.dynamics, self.name = dynamics, name
        every = range(len(dynamics.parties))
        self._ranges = [dynamics.payoff_range(party) for party in every]

    def as_it_is(self) -> Shortfall | None:
        """Judge the road map without a change."""
        return self._lacks(())

    def tried(self, candidate: Candidate, *, quick: bool = False) -> _Tried:
        """Judge one change, or only how many goals are reached with it."""
        return _Tried(candidate, self._lacks((candidate,), quick=quick))

    def both(self, pair: Sequence[Candidate]) -> tuple[tuple[Change, ...], int]:
        """Judge two changes made together."""
        one, other = sorted(pair, key=lambda each: each.change.order)
        if one.reshapes and other.anew and other.reshapes:
            then = other.anew(one.make(self.dynamics.case))
            if then is None:
                return (one.change, other.change), 0
            other = then
        lacks = self._lacks((one, other), quick=True)
        return (one.change, other.change), 0 if lacks is None else lacks.reached

    def _lacks(
        self, made: Sequence[Candidate], *, quick: bool = False
    ) -> Shortfall | None:
        case = self.dynamics.case
        for each in made:
            case = each.make(case)
        dynamics = self._opened(case)
        layout = lay_out(dynamics, plan_of(case, self.name))
        if layout.reasons:
            return None
        same = dynamics.utility is self.dynamics.utility
        ranges = self._ranges if same else None
        return find_shortfall(dynamics, layout, ranges=ranges, quick=quick)

    def _opened(self, case: Case) -> Dynamics:
        """Open an edited case."""
        known = self.dynamics
        old = known.case
        if case.negotiation.deadlines != old.negotiation.deadlines:
            return open_dynamics(case)
        dynamics = replace(known, case=case)
        if case.preferences is not old.preferences:
            dynamics = replace(dynamics, utility=_utility(known, case))
        if case.parties is old.parties:
            return dynamics
        if any(map(_opens_anew, case.options, old.options)):
            return open_dynamics(case)
        turns = open_turns(known.engine, case, known.movers)
        return dynamics.with_numbers(turns=known.countdown.lasting(turns))


def _opens_anew(option: Option, before: Option) -> bool:
    """Whether states or flows are others: what is settled is no part of them."""
    return option.settled != before.settled or option.seen != before.seen


def _utility(known: Dynamics, case: Case) -> npt.NDArray[np.float64]:
    """Give the flows of all parties, anew of those that want something else."""
    flows = known.utility.copy()
    for place, party in enumerate(known.parties):
        if case.preference[party] != known.case.preference[party]:
            flows[place] = expected_flow(known.engine, case, party)
    return flows


def _best(singles: Sequence[Lever], changes: Sequence[Change], least: int) -> int:
    """Give how far one of two changes alone comes."""
    alone = [each.reached for each in singles if each.changes[0] in changes]
    return max([least, *alone])


def _pairs(
    judge: _Judge, standing: Standing, tried: Sequence[_Tried]
) -> tuple[int, tuple[tuple[tuple[Change, ...], int], ...]]:
    """Put changes together that help, for each goal that no agreed change reaches."""
    helpful: dict[int, _Tried] = {}
    now = judge.as_it_is()
    for goal in range(max(standing.reached, 1) + 1, len(GOALS) + 1):
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
        for kind in KINDS:
            of_kind = sorted(each for each in helps if KINDS[each[1]] is kind)
            helpful |= {each[-1]: tried[each[-1]] for each in of_kind[: _MOST[kind]]}
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
