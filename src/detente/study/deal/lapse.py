"""Promises that end: what a road map did, and from some day on owes no longer.

In the period that contains its day a promise lapses: the option stands again as it
did where the road map started, as far as its rules let it, and from then on it is
part of no promise. What takes longer to undo than `reversible_within` is back when
its time is over. It is nobody's step, so that it costs nothing and breaks nothing.
The others reckon with it whether or not its owner would rather go on.
"""

from collections.abc import Iterator
from datetime import date
from itertools import combinations

from detente.engine.bits import as_set, differing, flipped, is_taken, members
from detente.engine.budget import tick
from detente.errors import Message
from detente.model.road_map import RoadMap, Step
from detente.records import dataclass
from detente.study.game.distant_dates import refuse_distant
from detente.study.game.dynamics import Dynamics
from detente.study.game.flow import count_periods, period_of


@dataclass(frozen=True, slots=True)
class Lapse:
    """One promise that ends.

    Attributes
    ----------
    option : str
    bit : int
        Its place in a state's number.
    day : date
    over : int
        The period from which on it is owed no longer.
    back : int
        The period at whose beginning it stands again as it did; `over` at the earliest.
    """

    option: str
    bit: int
    day: date
    over: int
    back: int


@dataclass(frozen=True, slots=True)
class Lapses:
    """What ends on a road map, and when.

    Attributes
    ----------
    dynamics : Dynamics
    begin : int
        The state at which the road map starts.
    each : tuple of Lapse
        By option, in the order of the states.
    """

    dynamics: Dynamics
    begin: int
    each: tuple[Lapse, ...] = ()

    @property
    def last(self) -> int:
        """The period from which on nothing lapses any more."""
        return max((lapse.back for lapse in self.each), default=0)

    def over(self, time: int) -> int:
        """Give the options that are owed no longer in a period, as a set of bits."""
        return as_set(lapse.bit for lapse in self.each if lapse.over <= time)

    def begins(self, time: int, state: int) -> int:
        """Give the state in which a period begins, once its promises have lapsed.

        Parameters
        ----------
        time : int
            Periods since the day of the case.
        state : int
            That in which the period would begin otherwise.

        Returns
        -------
        int
            Where putting all back is infeasible, as many are put back as can be, the
            first in option order before the others.
        """
        due = as_set(lapse.bit for lapse in self.each if lapse.back == time)
        due &= differing(state, self.begin)
        back = [bit for bit in members(due) if self._may_go_back(bit, time, state)]
        for size in range(len(back), 0, -1):
            for some in combinations(back, size):
                tick()
                landed = flipped(state, some)
                if self._lands(state, landed):
                    return landed
        return state

    def _may_go_back(self, bit: int, time: int, state: int) -> bool:
        option = next(lapse.option for lapse in self.each if lapse.bit == bit)
        rules, taken = self.dynamics.case.option[option], is_taken(state, bit)
        if not taken and is_taken(self.dynamics.countdown.ended(time), bit):
            return False
        never = (rules.undo if taken else rules.redo).never
        return not self.dynamics.truth(never)[state]

    def _lands(self, before: int, state: int) -> bool:
        again = state & ~before
        return bool(self.dynamics.engine.feasible[state]) and all(
            needed[state]
            for bit, needed in self.dynamics.requires.items()
            if is_taken(again, bit)
        )

    def too_late(
        self, time: int, stage: int, steps: tuple[Step, ...]
    ) -> Iterator[Message]:
        """Say which steps of a stage would come when they are owed no longer."""
        names = {step.option for step in steps}
        for lapse in self.each:
            if lapse.option in names and lapse.over <= time:
                yield Message(
                    "stage {stage}: '{step}' comes on or after the day on which it "
                    "ends ({date})",
                    stage=stage,
                    step=lapse.option,
                    date=lapse.day,
                )


def open_lapses(dynamics: Dynamics, road_map: RoadMap, begin: int) -> Lapses:
    """Give what ends on a road map, in periods.

    Parameters
    ----------
    dynamics : Dynamics
        The case; without a day of its own nothing ends.
    road_map : RoadMap
        Its steps, and their last days.
    begin : int
        The state at which it starts.

    Returns
    -------
    Lapses

    Raises
    ------
    TooLargeError
        Where a day lies too many periods ahead.
    """
    case = dynamics.case
    days, today = dict(road_map.until), case.as_of
    if not days or today is None:
        return Lapses(dynamics, begin)
    clock, found = case.negotiation, []
    steps = {step.option for stage in road_map.stages for step in stage.steps}
    for option, bit in dynamics.bits.items():
        day = days.get(option, days.get("") if option in steps else None)
        if day is None:
            continue
        rules = case.option[option]
        # Taken at the start it is taken again, else it is undone.
        change = rules.redo if is_taken(begin, bit) else rules.undo
        over = period_of(day, today, clock.period)
        slow = change.takes.days > clock.reversible_within.days
        wait = count_periods(change.takes, clock.period) if slow else 0
        found.append(Lapse(option, bit, day, over, over + wait))
    refuse_distant((each.option, each.day, each.back) for each in found)
    return Lapses(dynamics, begin, tuple(found))
