"""One road map of edited cases, judged by the first two questions without a game."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

import numpy as np
import numpy.typing as npt

from detente.engine.period.turn import open_turns
from detente.model.case import Case, Option
from detente.records import dataclass
from detente.study.deal.road_map import lay_out
from detente.study.deal.tolerance import stakes_of
from detente.study.game.doubt import expected_flow
from detente.study.game.dynamics import Dynamics, open_dynamics
from detente.study.lever.change import Candidate, Change, plan_of
from detente.study.lever.shortfall import Shortfall, find_shortfall


@dataclass(frozen=True, slots=True)
class Tried:
    """A candidate, and what the road map lacks with it; None where it is impossible."""

    candidate: Candidate
    lacks: Shortfall | None

    @property
    def reached(self) -> int:
        """How many of the first three goals are reached with it."""
        return 0 if self.lacks is None else self.lacks.reached


class Judge:
    """Judges one road map of edited cases, opening no more anew than edits touch.

    Parameters
    ----------
    dynamics : Dynamics
        The case as it is.
    name : str
        The road map.
    """

    def __init__(self, dynamics: Dynamics, name: str) -> None:
        self.dynamics, self.name = dynamics, name
        every = range(len(dynamics.parties))
        self._stakes = [stakes_of(dynamics, party) for party in every]

    @cached_property
    def as_it_is(self) -> Shortfall | None:
        """What the road map lacks without a change."""
        layout = lay_out(self.dynamics, plan_of(self.dynamics.case, self.name))
        if layout.reasons:
            return None
        return find_shortfall(self.dynamics, layout, stakes=self._stakes)

    def tried(self, candidate: Candidate, *, quick: bool = False) -> Tried:
        """Judge one change, or only how many goals are reached with it."""
        return Tried(candidate, self._lacks((candidate,), quick=quick))

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
        stakes = self._stakes if same else None
        suspects = self.as_it_is.parties if quick and self.as_it_is else ()
        return find_shortfall(
            dynamics, layout, stakes=stakes, quick=quick, suspects=suspects
        )

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
