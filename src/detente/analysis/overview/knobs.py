"""What a reader may move to see what it changes: numbers, each between two ends."""

from collections.abc import Iterator
from decimal import Decimal
from enum import StrEnum

from detente.analysis.overview.facts import assumed_numbers, named_number
from detente.model.case import Case
from detente.model.quantity import Duration, Rate
from detente.model.road_map import Turnover
from detente.records import dataclass
from detente.report.naming import Names
from detente.report.quantity import duration
from detente.study.game.belief import belief

PLACE = "#"
"""Where the number stands in an edit."""
_YEAR = 365.0
_PATIENCE = 0.3, 0.999
_MOST_TIMES = 3.0
"""A chance per time is moved up to so many times itself."""


class Group(StrEnum):
    """What a number is about, in the order in which people move them."""

    PATIENCE = "patience"
    GUARANTEES = "guarantees"
    NOTICING = "noticing"
    LEADERS = "leaders"
    OPTIONS = "options"
    WANTS = "wants"


@dataclass(frozen=True, slots=True)
class Knob:
    """A number that may be moved.

    Attributes
    ----------
    group : Group
    name : str
        The path of an assumed number, that keeps its range; else an edit such as
        `guarantees.word.believed=#`, where the number is to stand for the sign.
    label : str
        What it is, for people.
    value, low, high : float
        As it stands, and between what.
    whole : bool
        Whether only whole numbers make sense.
    party : str
        Whose wants it is of; empty for others.
    """

    group: Group
    name: str
    label: str
    value: float
    low: float
    high: float
    whole: bool = False
    party: str = ""


def list_knobs(case: Case, names: Names) -> tuple[Knob, ...]:
    """List what may be moved.

    Parameters
    ----------
    case : Case
    names : Names
        Of the case; give the language.

    Returns
    -------
    tuple of Knob
        By group, in file order within it.
    """
    order = tuple(Group)
    found = [
        *_assumed(case, names),
        *_patience(case, names),
        *_beliefs(case, names),
        *_noticing(case, names),
        *_leaders(case, names),
    ]
    return tuple(sorted(found, key=lambda each: order.index(each.group)))


def _assumed(case: Case, names: Names) -> Iterator[Knob]:
    for each in assumed_numbers(case):
        section, of, *rest = each.path.split(".")
        wanted = section == "preferences"
        if wanted and case.preference[of].by_trade_offs:
            continue
        group = Group.WANTS if wanted else Group(section)
        if section == "options" and rest[0] == "seen":
            group = Group.NOTICING
        label = str(named_number(each.path, names))
        low, high = min(each.low, each.value), max(each.high, each.value)
        party = of if wanted else ""
        yield Knob(group, each.path, label, each.value, low, high, party=party)


def _patience(case: Case, names: Names) -> Iterator[Knob]:
    """Give patience for which no range is written."""
    known = {each.path for each in assumed_numbers(case)}
    for party, rate in case.negotiation.patience:
        path = f"patience.{party or 'all'}"
        if path in known:
            continue
        edit = f"{path if party else 'patience'}={PLACE}{_per(rate)}"
        label = str(named_number(path, names))
        yield _within(Group.PATIENCE, edit, label, float(rate.amount.value), *_PATIENCE)


def _per(rate: Rate) -> str:
    return f" per {rate.per}" if rate.per else ""


def _within(
    group: Group, name: str, label: str, value: float, low: float, high: float
) -> Knob:
    return Knob(group, name, label, value, min(low, value), max(high, value))


def _beliefs(case: Case, names: Names) -> Iterator[Knob]:
    """Give how far guarantees are believed where that follows from the record."""
    known = {each.path for each in assumed_numbers(case)}
    for each in case.negotiation.guarantees:
        path = f"guarantees.{each.id}.believed"
        if path not in known:
            value = round(belief(case, each), 2)
            label = str(named_number(path, names))
            yield Knob(Group.GUARANTEES, f"{path}={PLACE}", label, value, 0.0, 1.0)


def _noticing(case: Case, names: Names) -> Iterator[Knob]:
    """Give how long a breach stays hidden, of steps that are seen at once."""
    staged = {
        step.option
        for plan in case.negotiation.road_maps
        for stage in plan.stages
        for step in stage.steps
    }
    for each in case.options:
        if each.seen is None and each.id in staged:
            label = names.say(
                "how many days nobody can notice a breach of {option}",
                option=names.quoted(names.option(each.id)),
            )
            edit = f"options.{each.id}.seen={{after: {PLACE} days}}"
            yield Knob(Group.NOTICING, edit, label, 0.0, 0.0, _YEAR, whole=True)


def _leaders(case: Case, names: Names) -> Iterator[Knob]:
    """Give how likely other leaderships come, and rule already."""
    terms = case.negotiation
    places: dict[str, int] = {}
    for rule in terms.turnover:
        place = places[rule.party] = places.get(rule.party, -1) + 1
        path = f"turnover.{rule.party}.{place}"
        if rule.hazard is not None:
            value = float(rule.hazard.amount.value)
            high = round(
                max(_MOST_TIMES * value, float(rule.hazard.amount.high or 0)), 6
            )
            edit = f"{path}.hazard={PLACE}{_per(rule.hazard)}"
            length = _length(rule.hazard, names)
            label = _coming(rule, length, names)
            yield _within(Group.LEADERS, edit, label, value, 0.0, high)
        elif rule.probability is not None:
            value = float(rule.probability.value)
            edit = f"{path}.probability={PLACE}"
            yield Knob(Group.LEADERS, edit, _coming(rule, "", names), value, 0.0, 1.0)
    for each in terms.leaderships:
        label = names.say(
            "how likely {leadership} rules already",
            leadership=names.quoted(names.element(each.id)),
        )
        edit = f"types.{each.id}.now={PLACE}"
        value = float(each.now.value)
        if 0 < value < 1:
            yield Knob(Group.LEADERS, edit, label, value, 0.0, 1.0)


def _length(rate: Rate, names: Names) -> str:
    """Give the time to which a rate belongs."""
    per = Duration(Decimal(1), rate.per) if rate.per else None
    return duration(per or names.case.negotiation.period, names)


def _coming(rule: Turnover, time: str, names: Names) -> str:
    back = rule.after == rule.party
    who = names.party(rule.party) if back else names.quoted(names.element(rule.after))
    if rule.on is not None:
        return names.say(
            "how likely {who} comes to rule on {date}",
            who=who,
            date=names.date(rule.on),
        )
    if back:
        return names.say(
            "how often in {time} the policy of {who} of today comes back",
            who=who,
            time=time,
        )
    return names.say(
        "how often in {time} leaders change towards {who}", who=who, time=time
    )
