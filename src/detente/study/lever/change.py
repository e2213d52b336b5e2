"""A change of a case that a person can type, and how small it is.

A change is a record in the case file's own terms: `edits` are what `--set` takes, one
after the other. `make` does the same to a case that is read already, which takes no
time; whoever names a change to people applies its edits to the file and asks again.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from enum import StrEnum
from typing import TypeAlias

from detente.model.case import Case, Option
from detente.model.formula import TRUE
from detente.model.quantity import AT_ONCE, Duration
from detente.model.road_map import RoadMap, Stage, Step
from detente.records import dataclass

Value: TypeAlias = Duration | date | float | str | None
"""What a change sets: a length of time, a day, a number, a formula, or `never`."""

NEVER = "never"
FOR_EVER = 1e6
"""Stands for the days by which `never` is longer than any time."""


class Kind(StrEnum):
    """What is changed, in the order in which changes of one size are told."""

    CLAUSE = "clause"
    STEP = "step"
    GUARANTEE = "guarantee"
    OUTSIDER = "third_party"
    WANT = "want"


KINDS = tuple(Kind)


class What(StrEnum):
    """Which change of its kind it is."""

    UNDO = "undo"
    REDO = "redo"
    UNTIL = "until"
    ESCROW = "escrow"
    SPLIT = "split"
    SWAP = "swap"
    MERGE = "merge"
    SEEN = "seen"
    DATE = "date"
    WITHIN = "within"
    ADD = "add"
    LEAVE_OUT = "leave_out"
    PUT = "put"
    OPEN = "open"
    PAYMENT = "payment"
    WEIGHT = "weight"
    PLEDGE = "pledge"
    PENALTY = "penalty"
    BINDING = "binding"
    BELIEVED = "believed"
    LASTS = "lasts"


@dataclass(frozen=True, slots=True)
class Change:
    """One change of a case, told by its parts.

    Attributes
    ----------
    kind : Kind
    what : What
    edits : tuple of str
        Such as `options.relief.undo=never`, to be made in this order.
    about : str
        The option, deadline, guarantee or party that is changed, or the formula of a
        weight; empty where it is a stage.
    party : str
        Whose it is; empty where nobody's. Of a guarantee: against whom.
    stage, other : int or None
        The stage that is changed, from 1, and a second one.
    steps : tuple of str
        The steps that are put elsewhere, with `not` before what is undone.
    before, after : Value
        As the file has it, and as the change has it.
    size : (float, float)
        Smaller is smaller, among changes of one kind: of clauses and steps the number
        of steps that are done otherwise, then by how many days or stages; of others
        the amount as a share of the payoff range, then 0.
    by, protects : str
        Of a new guarantee: who gives it, to whom.
    amount : str
        Of a guarantee: `flow` or `lump`, where an amount is set.
    """

    kind: Kind
    what: What
    edits: tuple[str, ...]
    about: str = ""
    party: str = ""
    stage: int | None = None
    other: int | None = None
    steps: tuple[str, ...] = ()
    before: Value = None
    after: Value = None
    size: tuple[float, float] = (0.0, 0.0)
    by: str = ""
    protects: str = ""
    amount: str = ""

    @property
    def order(self) -> tuple[int, tuple[float, float]]:
        """The key by which changes are sorted, the smallest first."""
        return KINDS.index(self.kind), self.size


def is_agreed(change: Change) -> bool:
    """Whether parties can agree on a change, wanting what they want."""
    return change.kind in {Kind.CLAUSE, Kind.STEP}


@dataclass(frozen=True, eq=False, slots=True)
class Candidate:
    """A change that may be tried.

    Attributes
    ----------
    change : Change
    make : function
        Gives the case with the change made; the rest of it is as it was.
    reshapes : bool
        Whether it writes stages of the road map anew: two such changes go together
        only where each concerns a step, by `anew`.
    anew : function or None
        Gives the same change of a case whose road map has been changed before; None
        where it cannot be made there.
    """

    change: Change
    make: Callable[[Case], Case]
    reshapes: bool = False
    anew: "Callable[[Case], Candidate | None] | None" = None


def with_option(case: Case, option: Option) -> Case:
    """Put an option in the place of the one with its id."""
    parties = tuple(
        replace(
            party,
            options=tuple(
                option if each.id == option.id else each for each in party.options
            ),
        )
        if party.id == option.party
        else party
        for party in case.parties
    )
    return replace(case, parties=parties)


def with_plan(case: Case, plan: RoadMap) -> Case:
    """Put a road map in the place of the one with its id."""
    clock = case.negotiation
    plans = tuple(plan if each.id == plan.id else each for each in clock.road_maps)
    return replace(case, negotiation=replace(clock, road_maps=plans))


def plan_of(case: Case, name: str) -> RoadMap:
    """Give a road map of a case by its name."""
    return next(each for each in case.negotiation.road_maps if each.id == name)


def step_text(step: Step) -> str:
    """Write a step as a file has it."""
    return step.option if step.taken else f"not {step.option}"


def length_text(length: Duration) -> str:
    """Write a length of time as a file has it."""
    if length == AT_ONCE:
        return "at once"
    plural = "" if length.count == 1 else "s"
    return f"{length.count:f} {length.unit}{plural}"


def stage_text(stage: Stage) -> str:
    """Write a stage as a file has it, on one line."""
    steps = f"[{', '.join(map(step_text, stage.steps))}]"
    more = [("escrow", "yes")] if stage.escrow else []
    if stage.within is not None:
        more.append(("within", length_text(stage.within)))
    if not more:
        return steps
    return (
        f"{{{', '.join(f'{key}: {text}' for key, text in [('steps', steps), *more])}}}"
    )


def plan_text(name: str, plan: RoadMap) -> str:
    """Write the edit that gives a case a road map under a name."""
    stages = ", ".join(map(stage_text, plan.stages))
    return f"roadmaps.{name}={{stages: [{stages}]}}"


def restaged(change: Change, plan: RoadMap, stages: tuple[Stage, ...]) -> Candidate:
    """Give the change that writes all stages of a road map anew.

    Parameters
    ----------
    change : Change
        Without its edits.
    plan : RoadMap
        As it is.
    stages : tuple of Stage
        As they are to be.
    """
    text = f"[{', '.join(map(stage_text, stages))}]"
    named = replace(change, edits=(f"roadmaps.{plan.id}.stages={text}",))
    return _reshaping(named, plan, stages)


def one_stage(change: Change, plan: RoadMap, place: int, stage: Stage) -> Candidate:
    """Give the change that writes one stage of a road map anew; `place` is from 0."""
    edit = f"roadmaps.{plan.id}.stages.{place}={stage_text(stage)}"
    stages = (*plan.stages[:place], stage, *plan.stages[place + 1 :])
    return _reshaping(replace(change, edits=(edit,)), plan, stages)


def _reshaping(change: Change, plan: RoadMap, stages: tuple[Stage, ...]) -> Candidate:
    def make(case: Case) -> Case:
        return with_plan(case, replace(plan_of(case, plan.id), stages=stages))

    return Candidate(change, make, reshapes=True)


def can_change(option: Option, *, taken: bool) -> bool:
    """Whether an option can at some state be taken, or undone."""
    change = option.redo if taken else option.undo
    return change.never != TRUE
