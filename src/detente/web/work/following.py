"""Events written into a case, and a road map against what happened."""

import csv
from base64 import b64decode
from collections.abc import Mapping, Sequence
from io import StringIO

from detente.analysis.record import follow
from detente.casefile import append_events, table_of
from detente.model.case import Case
from detente.model.event import Event
from detente.report.figure.event_table import event_kinds
from detente.report.naming import Names
from detente.report.words import SPOKEN, Words
from detente.web.work.setting_html import html_of

NEEDED = ("date", "kind")
_CASE = "case.yaml"
KEYS = ("date", "kind", "parties", "option", "value", "title", "source", "quote")
"""What the form asks of an event."""
_PROMISED = frozenset(("statement", "offer"))
"""Kinds by which a step is promised, not done."""
_MORE = frozenset(("offer", "message", "position"))
"""Kinds that mean nothing without what the form does not ask; a table can have them."""


def followed(case: Case, words: Words, given: Mapping[str, str]) -> dict[str, object]:
    """Compare what happened with a road map, up to the newest event.

    Parameters
    ----------
    case : Case
    words : Words
    given : mapping
        `road_map`: its id; that of the first where there is no such.

    Returns
    -------
    dict
        `html` of the answer, empty without road maps; `road_map`; what a form offers,
        each by id and name: `road_maps`, `kinds`, `parties`, `options`, `sources`; and
        `events`, the newest first.
    """
    names = Names(case, words, SPOKEN)
    plans = [each.id for each in case.negotiation.road_maps]
    asked = given.get("road_map", "")
    chosen = asked if asked in plans else next(iter(plans), "")
    html = ""
    if chosen:
        days = [event.date for event in case.events]
        last = max([*days, *([] if case.as_of is None else [case.as_of])], default=None)
        html = html_of(follow(case, chosen, as_of=last).document(names)[1:])
    return {
        "html": html,
        "road_map": chosen,
        "road_maps": [(each, names.element(each)) for each in plans],
        "kinds": [each for each in event_kinds(words).items() if each[0] not in _MORE],
        "parties": [(each.id, names.element(each.id)) for each in case.parties],
        "options": [(each.id, names.element(each.id)) for each in case.options],
        "sources": [
            (each.id, words.text(each.title, each.id)) for each in case.sources
        ],
        "events": _listed(case.events, names),
    }


def _listed(events: Sequence[Event], names: Names) -> list[dict[str, str]]:
    kinds = event_kinds(names)
    told = [
        {
            "day": names.date(each.date),
            "date": each.date.isoformat(),
            "kind": kinds[each.kind],
            "who": names.actors(each.parties or _owner(each, names)),
            "what": names.text(each.title),
            "said": _said(each, names),
        }
        for each in events
    ]
    return sorted(told, key=lambda each: each["date"], reverse=True)


def _owner(event: Event, names: Names) -> tuple[str, ...]:
    """Give whose step an event is about, where it names nobody."""
    parties = names.case.parties
    return tuple(
        each.id for each in parties if event.option in {one.id for one in each.options}
    )


def _said(event: Event, names: Names) -> str:
    """Tell what is done or promised: a promise is told as one."""
    if event.option is None:
        return ""
    step = names.element(event.option)
    if event.kind not in _PROMISED or event.value is None:
        return names.say("{step} (undone)", step=step) if event.value is False else step
    if event.value:
        return names.say("promised: {step}", step=step)
    return names.say("promised: an end to “{step}”", step=step)


def with_events(
    text: str, _words: Words, given: Mapping[str, str]
) -> dict[str, object]:
    """Write events into the text of a case, behind its own.

    Parameters
    ----------
    text : str
        The case.
    given : mapping
        `name` of the table and `raw`, its bytes in base 64; or the keys of one event.

    Returns
    -------
    dict
        `text`, and how many events are `new`, how many were there already (`known`).

    Raises
    ------
    CaseError, QuestionError, TooLargeError
        As of `append_events` and `table_of`.
    """
    if "raw" in given:
        name = given["name"]
        table = table_of(b64decode(given["raw"]), name)
    else:
        name, table = "event", one_row(given)
    written, new, known = append_events(text, table, name, _CASE)
    return {"text": written, "new": new, "known": known}


def one_row(event: Mapping[str, str]) -> str:
    """Write one event as a table; keys that say nothing have no column."""
    said = {
        key: event[key] for key in KEYS if key in NEEDED or event.get(key, "").strip()
    }
    told = StringIO()
    writer = csv.DictWriter(told, list(said), lineterminator="\n")
    writer.writeheader()
    writer.writerow(said)
    return told.getvalue()
