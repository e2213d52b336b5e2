"""Steps and breaches in words."""

from detente.model.quantity import Duration
from detente.report.naming import Names
from detente.report.quantity import duration, percent
from detente.study.deal.unnoticed import Unnoticed
from detente.study.deal.verdict import Breach, StageCheck


def breach_text(breach: Breach, names: Names) -> str:
    """Say what a breach is: what is left out, undone, taken."""
    kept = [step.removeprefix("not ") for step in breach.omits if " " in step]
    omitted = [step for step in breach.omits if " " not in step]
    parts = (
        (omitted, names.say("leave out {steps}")),
        (kept, names.say("keep {steps}")),
        (breach.undoes, names.say("undo {steps}")),
        (breach.takes, names.say("do {steps} unasked")),
    )
    said = names.listed(
        [said.format(steps=names.options(steps)) for steps, said in parts if steps]
    )
    if breach.unnoticed is None:
        return said
    return f"{said} ({unnoticed_text(breach.unnoticed, names)})"


def unnoticed_text(found: Unnoticed, names: Names) -> str:
    """Say how long nobody can notice a breach, and whether it owns up before."""
    said = _how_long(found, names)
    if found.owns_up is None:
        return said
    if not found.owns_up:
        return names.say("{said}; would own up in the same period", said=said)
    after = _time(found.owns_up, names)
    return names.say("{said}; would own up after {time}", said=said, time=after)


def _how_long(found: Unnoticed, names: Names) -> str:
    """Say how long nobody can notice a breach, and with what chance after that."""
    if found.periods is None:
        return names.say("nobody would notice")
    chance = percent(found.chance)
    if not found.periods:
        return names.say("noticed with a chance of {chance} a period", chance=chance)
    length = _time(found.periods, names)
    if found.chance >= 1:
        return names.say("unnoticed for {time}", time=length)
    return names.say(
        "unnoticed for {time}, then noticed with a chance of {chance} a period",
        time=length,
        chance=chance,
    )


def _time(periods: int, names: Names) -> str:
    period = names.case.negotiation.period
    return duration(Duration(periods * period.count, period.unit), names)


def judged_stage_text(stage: StageCheck, names: Names) -> str:
    """Tell a stage by its steps, party by party."""
    owned: dict[str, list[str]] = {}
    for step in stage.steps or stage.done:
        owner = names.case.option[step.removeprefix("not ")].party
        owned.setdefault(owner, []).append(step)
    steps = "; ".join(
        names.say(
            "{party}: {option}",
            party=names.party(owner),
            option=", ".join(_step(each, names) for each in theirs),
        )
        for owner, theirs in owned.items()
    )
    if stage.skipped:
        return names.say(
            "Stage {n}: {steps} (done already)", n=stage.stage, steps=steps
        )
    if stage.escrow:
        return names.say(
            "Stage {n}: {steps} (all at once or not at all)", n=stage.stage, steps=steps
        )
    return names.say("Stage {n}: {steps}", n=stage.stage, steps=steps)


def _step(step: str, names: Names) -> str:
    option = names.option(step.removeprefix("not "))
    if " " in step:
        return names.say("an end to {option}", option=names.quoted(option))
    return option
