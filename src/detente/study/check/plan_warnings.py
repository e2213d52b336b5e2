"""What is odd about the road maps, guarantees and deadlines of a case."""

from collections.abc import Iterator
from fractions import Fraction

from detente.errors import Message
from detente.model.case import Case, Option
from detente.model.road_map import Deadline, Guarantee, Stage
from detente.study.check.warning import Remark


def plan_remarks(case: Case) -> Iterator[Remark]:
    """Find steps that repeat themselves, empty guarantees and idle deadlines.

    Parameters
    ----------
    case : Case
        The case.

    Yields
    ------
    Remark
        Road maps first, then guarantees, then deadlines.
    """
    yield from _repeated_steps(case)
    for guarantee in case.negotiation.guarantees:
        if not _amounts(guarantee):
            yield Remark(
                "guarantee-without-amount",
                Message(
                    "the guarantee {guarantee} has neither a penalty nor a "
                    "compensation, so it changes nothing",
                    guarantee=guarantee.id,
                ),
                guarantee.id,
            )
    for deadline in case.negotiation.deadlines:
        if case.as_of is not None and deadline.date <= case.as_of:
            yield Remark(
                "deadline-past",
                Message(
                    "the deadline {deadline} ({date}) is not after the day of the "
                    "case ({day})",
                    deadline=deadline.id,
                    date=deadline.date,
                    day=case.as_of,
                ),
                deadline.id,
            )
        yield from _changes_of_what_is_settled(case, deadline)
        yield from _meant_as_an_end(case, deadline)
    yield from _past_ends(case)
    yield from _empty_ends(case)


def _meant_as_an_end(case: Case, deadline: Deadline) -> Iterator[Remark]:
    """Find options that a deadline opens although they are in use before it."""
    if case.as_of is None or deadline.date <= case.as_of:
        return
    for option in deadline.opens:
        place = {"deadline": deadline.id, "option": option, "date": str(deadline.date)}
        early = _only_used_before(case, option, deadline)
        if case.option[option].now:
            message = Message(
                "the deadline {deadline} opens {option} from {date} on, and {option} "
                "is taken already; if it is to be possible until that day, write "
                "`until: {date}` under {option} and no deadline",
                **place,
            )
        elif early is not None:
            message = Message(
                "the deadline {deadline} opens {option} from {date} on, and the road "
                "map {plan} takes it earlier, so it cannot be carried out; if it is to "
                "be possible until that day, write `until: {date}` under {option} and "
                "no deadline",
                plan=early,
                **place,
            )
        else:
            continue
        yield Remark("deadline-meant-as-end", message, deadline.id)


def _only_used_before(case: Case, option: str, deadline: Deadline) -> str | None:
    """Give a road map that takes an option too early, where none takes it later."""
    if case.as_of is None:
        return None
    found: list[tuple[str, bool]] = []
    for road_map in case.negotiation.road_maps:
        days = Fraction(0)
        for stage in road_map.stages:
            # A stage takes place in its last period.
            begins = days + _lasts(case, stage) - case.negotiation.period.days
            days = days + _lasts(case, stage)
            if any(step.option == option and step.taken for step in stage.steps):
                early = begins < (deadline.date - case.as_of).days
                found.append((road_map.id, early))
    plans = [plan for plan, early in found if early]
    return plans[0] if plans and len(plans) == len(found) else None


def _lasts(case: Case, stage: Stage) -> Fraction:
    """Give how many days a stage lasts, at least a period."""
    takes = (case.option[step.option].takes for step in stage.steps)
    spans = (case.negotiation.period, stage.within, *takes)
    return max(Fraction(each.days) for each in spans if each)


def _past_ends(case: Case) -> Iterator[Remark]:
    """Find rights and guarantees that have ended by the day of the case."""
    ending: tuple[Option | Guarantee, ...]
    ending = (*case.options, *case.negotiation.guarantees)
    for each in ending:
        if case.as_of is None or each.until is None or each.until > case.as_of:
            continue
        place = {"name": each.id, "date": each.until, "day": case.as_of}
        message = (
            Message(
                "the guarantee {name} ended on {date}, which is not after the day of "
                "the case ({day}): it answers nothing",
                **place,
            )
            if isinstance(each, Guarantee)
            else Message(
                "{name} can be taken until {date} only, which is not after the day of "
                "the case ({day}): it cannot be taken any more",
                **place,
            )
        )
        yield Remark("until-past", message, each.id)


def _empty_ends(case: Case) -> Iterator[Remark]:
    """Find days on which a road map lets something end that it never changes."""
    for road_map in case.negotiation.road_maps:
        steps = {step.option for stage in road_map.stages for step in stage.steps}
        for option, day in road_map.until:
            if option and option not in steps:
                yield Remark(
                    "until-without-step",
                    Message(
                        "the road map {plan} lets {option} end on {date}, and has no "
                        "step that changes it",
                        plan=road_map.id,
                        option=option,
                        date=day,
                    ),
                    road_map.id,
                )


def _changes_of_what_is_settled(case: Case, deadline: Deadline) -> Iterator[Remark]:
    for step in deadline.becomes:
        option = case.option[step.option]
        if option.settled and step.taken != option.now:
            yield Remark(
                "deadline-settled",
                Message(
                    "the deadline {deadline} would change {option}, which is settled, "
                    "so nothing comes of it (let {option} be undone or taken again)",
                    deadline=deadline.id,
                    option=step.option,
                ),
                deadline.id,
            )


def _repeated_steps(case: Case) -> Iterator[Remark]:
    for road_map in case.negotiation.road_maps:
        done: dict[str, bool] = {}
        for number, stage in enumerate(road_map.stages, 1):
            for step in stage.steps:
                if done.get(step.option) == step.taken:
                    yield Remark(
                        "step-repeated",
                        Message(
                            "stage {stage} of the road map {plan} repeats a step of "
                            "an earlier stage: {step}",
                            stage=number,
                            plan=road_map.id,
                            step=step.option if step.taken else f"not {step.option}",
                        ),
                        road_map.id,
                    )
                done[step.option] = step.taken


def _amounts(guarantee: Guarantee) -> bool:
    return any(
        amount is not None and amount.value != 0
        for amount in (
            guarantee.penalty_flow,
            guarantee.penalty_lump,
            guarantee.compensation_flow,
            guarantee.compensation_lump,
        )
    )
