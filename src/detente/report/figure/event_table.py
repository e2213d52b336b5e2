"""The events of a case by date."""

from collections.abc import Sequence

from detente.model.event import Event
from detente.report.document import Column, Table
from detente.report.formula_words import told_formula
from detente.report.naming import Names
from detente.report.words import Words


def event_table(events: Sequence[Event], names: Names) -> Table:
    """List events in the order of their days, those after the case as due."""
    say = names.say
    corrected = frozenset(event.supersedes for event in names.case.events)
    return Table(
        columns=(
            Column("date", say("date")),
            Column("end", say("until")),
            Column("kind", say("kind")),
            Column("parties", say("who")),
            Column("title", say("what")),
            Column("option", say("option")),
        ),
        rows=tuple(_row(event, corrected, names) for event in events),
        caption=say("The events, by date"),
    )


def _row(
    event: Event, corrected: frozenset[str | None], names: Names
) -> tuple[str, ...]:
    as_of = names.case.as_of
    kind = event_kinds(names)[event.kind]
    if as_of is not None and event.date > as_of:
        kind = names.say("{kind}, after the day of the case", kind=kind)
    return (
        names.day(event.date),
        names.day(event.end),
        kind,
        who_to_whom(event, names),
        _what(event, corrected, names),
        option_sign(event, names),
    )


def who_to_whom(event: Event, names: Names) -> str:
    """Name who took part; of a message also whom it was for, and who carried it."""
    who = names.actors(event.parties) or "-"
    if event.to:
        who = names.say("{who}, to {whom}", who=who, whom=names.actors(event.to))
    if event.through:
        through = names.actors(event.through)
        who = names.say("{who}, through {through}", who=who, through=through)
    return who


def _what(event: Event, corrected: frozenset[str | None], names: Names) -> str:
    said = [names.text(event.title)] if event.title else []
    if event.on is not None:
        on = names.element(event.on)
        said.append(
            names.say("for {what}", what=on)
            if event.taken
            else names.say("against {what}", what=on)
        )
    if event.condition is not None:
        said.append(names.say("if {what}", what=told_formula(event.condition, names)))
    if event.disputed:
        said.append(names.say("disputed"))
    if event.lawful:
        said.append(names.say("an exit that was allowed"))
    if event.id is not None and event.id in corrected:
        said.append(names.say("corrected later"))
    return "; ".join(said) or "-"


def event_kinds(words: Words) -> dict[str, str]:
    """Name the kinds of events."""
    return {
        "meeting": words.say("meeting"),
        "statement": words.say("statement"),
        "offer": words.say("offer"),
        "message": words.say("message"),
        "position": words.say("position"),
        "begun": words.say("begun"),
        "deed": words.say("deed"),
        "verification": words.say("verification"),
        "kept": words.say("commitment kept"),
        "breach": words.say("commitment broken"),
        "leadership": words.say("change of leadership"),
    }


def option_sign(event: Event, names: Names) -> str:
    """Tell an event's option: + where taken or promised, - where undone.

    Where names alone are told, by its name.
    """
    if event.option is None:
        return "-"
    unsaid = event.value is None and event.kind != "deed"
    if names.spoken:
        option = names.option(event.option)
        if unsaid or event.taken:
            return option
        return names.say("{option}: no longer", option=option)
    return ("" if unsaid else "+" if event.taken else "-") + event.option
