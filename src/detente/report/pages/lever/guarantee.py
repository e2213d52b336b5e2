"""A change of a guarantee in one or two sentences."""

from datetime import date

from detente.model.quantity import Duration
from detente.report.naming import Names
from detente.report.quantity import duration
from detente.study.lever.change import NEVER, Change, Value, What


def guarantee_text(change: Change, names: Names) -> str:
    """Say what a guarantee is to be: a new one, or how one of the case changes."""
    if change.what is What.PLEDGE:
        return _new(change, names)
    told: dict[str, object] = {
        "name": names.quoted(names.element(change.about)),
        "party": names.party(change.party),
        "before": value_text(change.before, names),
        "after": value_text(change.after, names),
    }
    say = names.say
    if change.what is What.BINDING:
        return say(
            "The guarantee {name} binds: it is honoured even by those who would rather "
            "not.",
            **told,
        )
    if change.what is What.BELIEVED:
        return say(
            "The guarantee {name} is believed for certain; now {before} of 1.", **told
        )
    if change.what is What.LASTS and change.after == NEVER:
        return say(
            "The guarantee {name} lasts without end instead of ending on {before}.",
            **told,
        )
    if change.what is What.LASTS:
        return say("The guarantee {name} ends on {after} instead of {before}.", **told)
    told["share"] = _share(change, names)
    if change.amount == "lump":
        return say(
            "The guarantee {name} costs {party} {after} once instead of {before}, if "
            "it breaks what it promised ({share} more of what is at stake for it).",
            **told,
        )
    return say(
        "The guarantee {name} costs {party} {after} per period instead of {before}, as "
        "long as it breaks what it promised ({share} more of what is at stake for it).",
        **told,
    )


def _new(change: Change, names: Names) -> str:
    told: dict[str, object] = {
        "giver": names.actor(change.by),
        "party": names.party(change.party),
        "protected": names.party(change.protects),
        "options": names.options(change.steps),
        "after": value_text(change.after, names),
        "believed": value_text(change.before, names),
        "share": _share(change, names),
    }
    if change.amount == "lump":
        said = names.say(
            "{giver} guarantees to {protected}: if {party} does not keep to {options}, "
            "that costs it {after} once at least ({share} of what is at stake for it).",
            **told,
        )
    else:
        said = names.say(
            "{giver} guarantees to {protected}: as long as {party} does not keep to "
            "{options}, that costs it {after} per period at least ({share} of what is "
            "at stake for it).",
            **told,
        )
    believed = names.say(
        "By the giver's record this is believed at {believed} of 1.", **told
    )
    return f"{said} {believed}"


def _share(change: Change, names: Names) -> str:
    """Say how much it is as a share of the payoff range."""
    return names.say("{n} %", n=names.figure(100 * change.size[0], ".2g"))


def value_text(value: Value, names: Names) -> str:
    """Write what a change sets: a length of time, a day, a number, never."""
    if isinstance(value, Duration):
        return duration(value, names)
    if isinstance(value, date):
        return names.date(value)
    if isinstance(value, float):
        return str(names.figure(value, ".3g"))
    return names.say("never") if value == NEVER else str(value)
