"""What is odd about the road maps, guarantees and deadlines of a case."""

from collections.abc import Iterator

from detente.errors import Message
from detente.model.case import Case
from detente.model.road_map import Deadline, Guarantee
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
                    date=str(deadline.date),
                    day=str(case.as_of),
                ),
                deadline.id,
            )
        yield from _changes_of_what_is_settled(case, deadline)


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
