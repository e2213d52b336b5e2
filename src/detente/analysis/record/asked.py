"""What a user asks of a road map that is followed: which, up to when, how read."""

import datetime
import re
from typing import TypeAlias

from detente.casefile.nearest import did_you_mean
from detente.errors import Location, Message, Problem, QuestionError
from detente.model.case import Case
from detente.model.road_map import RoadMap, Stage, Step
from detente.model.text import About

AsOf: TypeAlias = datetime.date | str | None
"""A day, as such or as 2019-04-23."""
Length: TypeAlias = int | str
"""A number of days, as such or as `1 day`."""

_DAYS = re.compile(r"(\d{1,4})(?:\s*days?)?")
_COMMITMENT = re.compile(r"(not\s+)?([a-z][a-z0-9_]*)")


def commitment(case: Case, asked: str) -> RoadMap:
    """Give the road map of an id, or that of one step that is to be kept.

    Raises
    ------
    QuestionError
        Where it is neither the id of a road map nor a step.
    """
    plans = {plan.id: plan for plan in case.negotiation.road_maps}
    if asked in plans:
        return plans[asked]
    found = _COMMITMENT.fullmatch(asked.strip())
    if found and found[2] in case.option:
        step = Step(found[2], taken=not found[1])
        name = case.option[found[2]].about.name if step.taken else None
        return RoadMap(asked, (Stage((step,)),), about=About(name))
    message = Message("there is no road map '{name}', and no option", name=asked)
    hint = did_you_mean(asked, [*plans, *case.option])
    if hint is None and plans:
        hint = Message("the road maps are: {known}", known=", ".join(plans))
    raise _wrong(message, asked, hint)


def known_scope(case: Case, scope: str | None, plan: RoadMap) -> str | None:
    """Give the id of a scope back, if it reads an option of the road map.

    Raises
    ------
    QuestionError
        Where the case has no such scope, or it reads none of these options.
    """
    if scope is None:
        return None
    options = {step.option for stage in plan.stages for step in stage.steps}
    own = [each.id for each in case.scopes if options & set(each.options)]
    if scope in own:
        return scope
    if scope in {each.id for each in case.scopes}:
        message = Message(
            "the scope '{name}' reads no option of this road map", name=scope
        )
    else:
        message = Message("there is no scope '{name}'", name=scope)
    hint = did_you_mean(scope, own)
    if hint is None:
        hint = (
            Message("the scopes here are: {known}", known=", ".join(own))
            if own
            else Message("write one under `scopes`")
        )
    raise _wrong(message, scope, hint)


def day_of(asked: AsOf, name: str) -> datetime.date | None:
    """Give a day that was asked for.

    Raises
    ------
    QuestionError
        Where it is none of the calendar.
    """
    if asked is None or isinstance(asked, datetime.date):
        return asked
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", asked, re.ASCII):
            return datetime.date.fromisoformat(asked)
    except ValueError:
        pass
    message = Message("{name} must be a day, not '{value}'", name=name, value=asked)
    hint = Message("write year-month-day: 2019-04-23")
    raise _wrong(message, asked, hint)


def days_of(asked: Length) -> int:
    """Give a number of days.

    Raises
    ------
    QuestionError
        Where it is none.
    """
    found = _DAYS.fullmatch(str(asked).strip())
    if found:
        return int(found[1])
    message = Message(
        "the tolerance must be a number of days, not '{value}'", value=str(asked)
    )
    raise _wrong(message, str(asked), Message("write it as in 1 day"))


def _wrong(message: Message, asked: str, hint: Message | None) -> QuestionError:
    problem = Problem("not-followed", message, Location(asked), asked, hint)
    return QuestionError([problem])
