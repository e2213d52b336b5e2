"""Clauses of whole stages, and where each step stands among them.

Clauses: escrow; a step that goes before or after the rest of its stage; a stage cut so
that each step is one of its own, in the order of the file or the other way round; two
stages that change places; a stage done together with the next; a stage that lasts three
months, half a year, one or two years. Steps: one that some party has the option to take
added to a stage or behind the last, one left out, one put into another stage.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from functools import partial
from itertools import combinations
from typing import TypeAlias

from detente.model.case import Case
from detente.model.quantity import Duration
from detente.model.road_map import RoadMap, Stage, Step
from detente.study.lever.change import (
    Candidate,
    Change,
    Kind,
    What,
    can_change,
    one_stage,
    plan_of,
    restaged,
    step_text,
)

_LENGTHS = tuple(
    Duration(Decimal(count), unit)
    for count, unit in ((3, "month"), (6, "month"), (1, "year"), (2, "year"))
)
Stages = tuple[Stage, ...]


def list_stage_clauses(case: Case, plan: RoadMap) -> Iterator[Candidate]:
    """List the changes of the stages of a road map that leave its steps as they are.

    Parameters
    ----------
    case : Case
    plan : RoadMap
        One of its road maps.

    Yields
    ------
    Candidate
    """
    for place, stage in enumerate(plan.stages):
        yield from _escrow(case, plan, place)
        yield from _instalments(plan, place)
        for length in _LENGTHS:
            if length != stage.within:
                yield _lasting(plan, place, length)
    for one, other in combinations(range(len(plan.stages)), 2):
        yield _swapped(plan, one, other)
    for place in range(len(plan.stages) - 1):
        yield _merged(plan, place)


def list_steps(case: Case, plan: RoadMap) -> Iterator[Candidate]:
    """List the changes of which steps a road map has, and of where they stand.

    Parameters
    ----------
    case : Case
    plan : RoadMap
        One of its road maps.

    Yields
    ------
    Candidate
        Steps of parties that have none on the road map are third parties' options.
    """
    for made in _steps(case, plan):
        candidate = made(case, plan)
        if candidate is not None:
            anew = partial(_anew, made, plan.id, len(plan.stages))
            yield replace(candidate, anew=anew)


Made: TypeAlias = Callable[[Case, RoadMap], Candidate | None]


def _anew(made: Made, name: str, n_stages: int, case: Case) -> Candidate | None:
    """Make a change of a step on a road map that has been changed before."""
    plan = plan_of(case, name)
    return made(case, plan) if len(plan.stages) == n_stages else None


def _steps(case: Case, plan: RoadMap) -> Iterator[Made]:
    for place, stage in enumerate(plan.stages):
        for step in stage.steps:
            yield partial(_left_out, place=place, step=step)
            for other in range(len(plan.stages)):
                if other != place:
                    yield partial(_put, places=(place, other), step=step)
    signing = {
        case.option[step.option].party for stage in plan.stages for step in stage.steps
    }
    for step in _free(case, plan):
        kind = Kind.STEP if case.option[step.option].party in signing else Kind.OUTSIDER
        for place in range(len(plan.stages) + 1):
            yield partial(_added, place=place, step=step, kind=kind)


def _free(case: Case, plan: RoadMap) -> Iterator[Step]:
    """Give the steps that could be taken and are not on the road map."""
    there = {step.option for stage in plan.stages for step in stage.steps}
    start = dict(
        zip(
            (each.id for each in case.options),
            plan.start or case.status_quo,
            strict=True,
        )
    )
    for option in case.options:
        taken = start[option.id] == "N"
        if option.id in there or option.settled:
            continue
        if can_change(option, taken=taken):
            yield Step(option.id, taken)


def _escrow(case: Case, plan: RoadMap, place: int) -> Iterator[Candidate]:
    stage = plan.stages[place]
    owners = {case.option[step.option].party for step in stage.steps}
    if not stage.escrow and len(owners) > 1:
        change = Change(
            Kind.CLAUSE,
            What.ESCROW,
            (),
            stage=place + 1,
            size=(float(len(stage.steps)), 0.0),
        )
        yield one_stage(change, plan, place, replace(stage, escrow=True))


def _instalments(plan: RoadMap, place: int) -> Iterator[Candidate]:
    stage = plan.stages[place]
    if len(stage.steps) < 2:  # noqa: PLR2004 - nothing to cut
        return
    seen: set[Stages] = set()
    for parts in _parts(stage.steps):
        cut = tuple(replace(stage, steps=part) for part in parts)
        if cut in seen:
            continue
        seen.add(cut)
        change = Change(
            Kind.CLAUSE,
            What.SPLIT,
            (),
            stage=place + 1,
            steps=tuple(" ".join(map(step_text, part)) for part in parts),
            size=(float(len(stage.steps)), float(len(parts) - 1)),
        )
        stages = (*plan.stages[:place], *cut, *plan.stages[place + 1 :])
        yield restaged(change, plan, stages)


def _parts(steps: tuple[Step, ...]) -> Iterator[tuple[tuple[Step, ...], ...]]:
    for step in steps:
        rest = tuple(each for each in steps if each != step)
        yield (step,), rest
        yield rest, (step,)
    yield tuple((step,) for step in steps)
    yield tuple((step,) for step in reversed(steps))


def _lasting(plan: RoadMap, place: int, length: Duration) -> Candidate:
    stage = plan.stages[place]
    before = float(stage.within.days) if stage.within else 0.0
    change = Change(
        Kind.CLAUSE,
        What.WITHIN,
        (),
        stage=place + 1,
        before=stage.within,
        after=length,
        size=(float(len(stage.steps)), abs(float(length.days) - before)),
    )
    return one_stage(change, plan, place, replace(stage, within=length))


def _swapped(plan: RoadMap, one: int, other: int) -> Candidate:
    stages = list(plan.stages)
    stages[one], stages[other] = stages[other], stages[one]
    touched = sum(len(each.steps) for each in stages[one : other + 1])
    change = Change(
        Kind.CLAUSE,
        What.SWAP,
        (),
        stage=one + 1,
        other=other + 1,
        size=(float(touched), float(other - one)),
    )
    return restaged(change, plan, tuple(stages))


def _merged(plan: RoadMap, place: int) -> Candidate:
    one, other = plan.stages[place : place + 2]
    within = max(
        (each.within for each in (one, other) if each.within),
        key=lambda length: length.days,
        default=None,
    )
    steps = tuple(dict.fromkeys((*one.steps, *other.steps)))
    both = Stage(steps, one.escrow and other.escrow, within)
    change = Change(
        Kind.CLAUSE,
        What.MERGE,
        (),
        stage=place + 1,
        other=place + 2,
        size=(float(len(steps)), 1.0),
    )
    return restaged(
        change, plan, (*plan.stages[:place], both, *plan.stages[place + 2 :])
    )


def _left_out(case: Case, plan: RoadMap, place: int, step: Step) -> Candidate | None:
    if step not in plan.stages[place].steps or len(_all_steps(plan)) < 2:  # noqa: PLR2004
        return None
    change = Change(
        Kind.STEP,
        What.LEAVE_OUT,
        (),
        about=step.option,
        party=case.option[step.option].party,
        stage=place + 1,
        steps=(step_text(step),),
        size=(1.0, 0.0),
    )
    return restaged(change, plan, _without(plan.stages, place, step))


def _all_steps(plan: RoadMap) -> list[Step]:
    return [step for stage in plan.stages for step in stage.steps]


def _put(
    case: Case, plan: RoadMap, places: tuple[int, int], step: Step
) -> Candidate | None:
    place, other = places
    if step not in plan.stages[place].steps:
        return None
    change = Change(
        Kind.STEP,
        What.PUT,
        (),
        about=step.option,
        party=case.option[step.option].party,
        stage=place + 1,
        other=other + 1,
        steps=(step_text(step),),
        size=(1.0, float(abs(other - place))),
    )
    stages = list(plan.stages)
    stages[other] = _with(stages[other], step)
    return restaged(change, plan, _without(tuple(stages), place, step))


def _added(case: Case, plan: RoadMap, place: int, step: Step, kind: Kind) -> Candidate:
    change = Change(
        kind,
        What.ADD if kind is Kind.STEP else What.OPEN,
        (),
        about=step.option,
        party=case.option[step.option].party,
        stage=place + 1,
        steps=(step_text(step),),
        size=(1.0, 0.0),
    )
    if place == len(plan.stages):
        return restaged(change, plan, (*plan.stages, Stage((step,))))
    return one_stage(change, plan, place, _with(plan.stages[place], step))


def _with(stage: Stage, step: Step) -> Stage:
    return replace(stage, steps=tuple(dict.fromkeys((*stage.steps, step))))


def _without(stages: Stages, place: int, step: Step) -> Stages:
    """Take a step away, and its stage where nothing else is left in it."""
    left = tuple(each for each in stages[place].steps if each != step)
    stage = (replace(stages[place], steps=left),) if left else ()
    return (*stages[:place], *stage, *stages[place + 1 :])
