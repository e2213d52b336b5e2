"""A road map laid out in time: from which state to which, period by period.

A stage that lasts several periods waits in the old state and takes place in
its last one, so waiting, taking place and staying at the target are the same
thing, a node: a state, the package due there (perhaps none), a period.
"""

from collections.abc import Iterable, Iterator
from functools import cached_property, reduce
from itertools import accumulate
from operator import or_
from typing import NamedTuple

from detente.engine import Engine
from detente.engine.bits import differing, is_taken, set_to
from detente.errors import Message, TooLargeError
from detente.model.case import Case, Option
from detente.model.formula import Formula, brief
from detente.model.quantity import Duration
from detente.model.road_map import RoadMap, Stage, Step
from detente.records import dataclass
from detente.study.deal.lapse import Lapses, open_lapses
from detente.study.game.distant_dates import MOST_PERIODS
from detente.study.game.dynamics import Dynamics
from detente.study.game.flow import count_periods
from detente.study.game.options_at_deadlines import opening_days


class Node(NamedTuple):
    """One period of a road map.

    Attributes
    ----------
    time, world : int
        Periods since the day of the case; the deadlines that have opened.
    start, end : int
        The states before and after the package.
    stage : int or None
        The stage it belongs to, from 1; None is staying at the target.
    escrow : bool
        Whether nothing takes place unless all do their part.
    ahead : int
        The options that this period or a later one takes, as a set of bits.
    been : int
        The options taken at the start of the road map, or by a period before
        this one, whether or not they are undone again, as a set of bits.
    withdrawn : int
        The options that a step undoes in this period or undid before, as a set
        of bits. What a date changes by itself is nobody's step.
    agreed : int
        The options that the road map changes at some time, as a set of bits.
    lapsed : int
        The options that are owed no longer, as a set of bits.
    """

    time: int
    world: int
    start: int
    end: int
    stage: int | None = None
    escrow: bool = False
    ahead: int = 0
    been: int = 0
    withdrawn: int = 0
    agreed: int = 0
    lapsed: int = 0

    @property
    def early(self) -> int:
        """The options that only a later period takes, as a set of bits."""
        return self.ahead & ~self.been & ~self.start & ~self.end


@dataclass(frozen=True, slots=True)
class Leg:
    """One stage laid out.

    Attributes
    ----------
    stage : int
        Its number in the road map, from 1.
    start, end : int
        The states before and after it.
    steps, done : tuple of Step
        What is still to be done, and what holds already.
    periods : int
        How long it lasts; 0 where nothing is left to do.
    escrow : bool
    """

    stage: int
    start: int
    end: int
    steps: tuple[Step, ...]
    done: tuple[Step, ...]
    periods: int
    escrow: bool


@dataclass(frozen=True)
class Layout:
    """A road map in time.

    Attributes
    ----------
    start : int or None
        The state it starts at; None where that is not feasible.
    legs : tuple of Leg
        In order; up to the first that is impossible.
    nodes : tuple of Node
        The last one is staying at the target for ever.
    reasons : tuple of Message
        Why it is impossible; empty where it is not.
    """

    start: int | None
    legs: tuple[Leg, ...] = ()
    nodes: tuple[Node, ...] = ()
    reasons: tuple[Message, ...] = ()

    @property
    def begin(self) -> int:
        """The state that a road map which is possible starts at."""
        return self.nodes[0].start if self.start is None else self.start

    @cached_property
    def changed(self) -> tuple[int, ...]:
        """What the road map has changed before each period, as sets of bits."""
        done = (differing(node.start, node.end) for node in self.nodes[:-1])
        return tuple(accumulate(done, or_, initial=0))


def lay_out(dynamics: Dynamics, road_map: RoadMap) -> Layout:
    """Lay a road map out in time.

    Parameters
    ----------
    dynamics : Dynamics
        The case.
    road_map : RoadMap
        Its stages.

    Returns
    -------
    Layout
        With reasons, and no target, where it cannot be carried out.
    """
    start = dynamics.engine.index(road_map.start or dynamics.case.status_quo)
    if start is None:
        return Layout(None, reasons=(_no_start(road_map),))
    lapses = open_lapses(dynamics, road_map, start)
    here = Node(
        0, dynamics.countdown.first_world(start), start, start, lapsed=lapses.over(0)
    )
    legs: list[Leg] = []
    nodes: list[Node] = []
    for number, stage in enumerate(road_map.stages, 1):
        leg, due = _leg(lapses, here, stage, number)
        legs.append(leg)
        if leg.periods == 0:
            continue
        last = due[-1]
        late = lapses.too_late(last.time, number, leg.steps)
        reasons = (*obstacles(dynamics, last, leg.steps), *late)
        if reasons:
            return Layout(start, tuple(legs), tuple(nodes), reasons)
        nodes += due
        _refuse_long(len(nodes))
        here = _next(lapses, last)
    nodes += _stays(lapses, here)
    return Layout(start, tuple(legs), tuple(_noted(nodes, start)))


def lay_out_stay(dynamics: Dynamics, state: int) -> Layout:
    """Lay out staying at one state from now on, reached from the status quo.

    Parameters
    ----------
    dynamics : Dynamics
        The case, played in periods.
    state : int
        A feasible state.

    Returns
    -------
    Layout
        Without stages.
    """
    start = dynamics.engine.status_quo
    now = Node(0, dynamics.countdown.first_world(start), state, state)
    stays = _stays(Lapses(dynamics, state), now)
    return Layout(start, nodes=tuple(_noted(stays, start | state, start & ~state)))


def obstacles(
    dynamics: Dynamics, node: Node, steps: tuple[Step, ...]
) -> Iterator[Message]:
    """Say what forbids a package.

    Parameters
    ----------
    dynamics : Dynamics
        The rules.
    node : Node
        Where it is due, and where it would land.
    steps : tuple of Step
        The package.

    Yields
    ------
    Message
        One a fault; nothing where it can take place.
    """
    engine, case = dynamics.engine, dynamics.case
    barred = dynamics.countdown.barred(node.world)
    given = [(step.option, step.taken) for step in steps]
    for step in steps:
        option = case.option[step.option]
        places: dict[str, object] = {"step": option.id, "stage": node.stage or 0}
        if option.settled or (step.option, not step.taken) in given:
            yield Message(
                "stage {stage}: '{step}' is settled or contradicted", **places
            )
            continue
        change = option.redo if step.taken else option.undo
        if dynamics.truth(change.never)[node.start]:
            yield (
                Message("stage {stage}: '{step}' cannot be taken there", **places)
                if step.taken
                else Message("stage {stage}: '{step}' cannot be undone there", **places)
            )
        if step.taken and is_taken(
            dynamics.countdown.ended(node.time), dynamics.bits[option.id]
        ):
            yield Message(
                "stage {stage}: '{step}' cannot be taken any more from {date} on",
                date=option.until,
                **places,
            )
        elif step.taken and is_taken(barred, dynamics.bits[option.id]):
            yield Message(
                "stage {stage}: '{step}' waits for the deadline of {date}",
                date=opening_days(case, option.id),
                **places,
            )
        if step.taken and not dynamics.truth(option.requires)[node.end]:
            needed = brief(option.requires)
            yield Message(
                "stage {stage}: '{step}' requires {needed}", needed=needed, **places
            )
    for formula in _broken(engine, case, node.end):
        yield Message(
            "stage {stage} would break the constraint {formula}",
            stage=node.stage or 0,
            formula=brief(formula),
        )


def _broken(engine: Engine, case: Case, state: int) -> Iterator[Formula]:
    if engine.feasible[state]:
        return
    for constraint in case.constraints:
        if not engine.truth(constraint.formula)[state]:
            yield constraint.formula


def _no_start(road_map: RoadMap) -> Message:
    return Message(
        "it starts at {state}, which is not a feasible state",
        state=road_map.start or "now",
    )


def _leg(
    lapses: Lapses, here: Node, stage: Stage, number: int
) -> tuple[Leg, list[Node]]:
    """Lay out one stage: waiting periods, then the one in which it takes place."""
    dynamics = lapses.dynamics
    steps, done = _split(dynamics, here.start, stage)
    periods = count_stage(dynamics.case, stage, steps) if steps else 0
    due: list[Node] = []
    for _ in range(periods - 1):
        due.append(here._replace(stage=number, escrow=stage.escrow))
        here = _next(lapses, due[-1])
        steps, done = _split(dynamics, here.start, stage)
    end = here.start
    for step in steps:
        if step.option in dynamics.bits:
            end = set_to(end, dynamics.bits[step.option], taken=step.taken)
    due.append(here._replace(end=end, stage=number, escrow=stage.escrow))
    start = due[0].start
    return Leg(number, start, end, steps, done, periods, stage.escrow), due


def _noted(nodes: Iterable[Node], start: int, withdrawn: int = 0) -> Iterator[Node]:
    """Note at every period what was taken and undone before, and what is to come."""
    nodes, been = list(nodes), start
    agreed = reduce(or_, (differing(node.start, node.end) for node in nodes), 0)
    taken = [node.end & ~node.start for node in nodes]
    ahead = list(accumulate(reversed(taken), or_))[::-1]
    for node, later in zip(nodes, ahead, strict=True):
        been |= node.start
        withdrawn |= node.start & ~node.end
        yield node._replace(ahead=later, been=been, withdrawn=withdrawn, agreed=agreed)


def _split(
    dynamics: Dynamics, state: int, stage: Stage
) -> tuple[tuple[Step, ...], tuple[Step, ...]]:
    """Tell the steps that are still to be done from those that hold already."""
    steps = tuple(dict.fromkeys(stage.steps))
    done = tuple(
        step
        for step in steps
        if _holds(dynamics, state, step)
        and Step(step.option, not step.taken) not in steps
    )
    return tuple(step for step in steps if step not in done), done


def _holds(dynamics: Dynamics, state: int, step: Step) -> bool:
    bit = dynamics.bits.get(step.option)
    if bit is None:
        return dynamics.case.option[step.option].now == step.taken
    return is_taken(state, bit) == step.taken


def count_stage(case: Case, stage: Stage, steps: tuple[Step, ...]) -> int:
    """Count the periods of a stage: `within` or its slowest step, at least one.

    Parameters
    ----------
    case : Case
        A checked case.
    stage : Stage
        Its steps, and how long it lasts at least.
    steps : tuple of Step
        Those of its steps that are still to be done.

    Returns
    -------
    int
        At least 1.
    """
    spans = [stage.within] if stage.within else []
    for step in steps:
        spans += _spans(case, case.option[step.option], taken=step.taken)
    period = case.negotiation.period
    periods = max(1, 1, *(count_periods(span, period) for span in spans))
    _refuse_long(periods)
    return periods


def _refuse_long(periods: int) -> None:
    if periods > MOST_PERIODS:
        raise TooLargeError(
            Message(
                "the stages last {periods} periods, and at most {most} can be counted",
                periods=periods,
                most=MOST_PERIODS,
            ),
            Message("take a longer `period`, or a shorter `within`"),
        )


def _spans(case: Case, option: Option, *, taken: bool) -> list[Duration]:
    """Give how long a step lasts; undoing in time is done within a period."""
    back = (option.redo if taken else option.undo).takes
    slow = [back] if back.days > case.negotiation.reversible_within.days else []
    return [*slow, *([option.takes] if taken and option.takes else [])]


def _next(lapses: Lapses, node: Node) -> Node:
    """Begin the next period where one has ended."""
    time = node.time + 1
    world, state = lapses.dynamics.countdown.pass_on(time, node.world, node.end)
    state = lapses.begins(time, state)
    return Node(time, world, state, state, lapsed=lapses.over(time))


def _stays(lapses: Lapses, here: Node) -> Iterator[Node]:
    """Stay until the last deadline is over, and all has lapsed, then for ever."""
    while here.time < max(lapses.dynamics.countdown.horizon, lapses.last):
        yield here
        here = _next(lapses, here)
    yield here
