"""What has been promised and done, and when."""

from datetime import date
from typing import Any

from detente.casefile.yaml.emitter import Lines, Node
from detente.web.work.questions.given import Given
from detente.web.work.questions.sheet import ForeignError, Sheet, listing

PROMISED, DID, ENDED = "promised", "did", "ended"
BROKE, KEPT, MET = "broke", "kept", "met"
PROMISED_END = "promised an end"
"""Told, not asked: an end that was promised stands in the text only."""
HAPPENINGS = (PROMISED, DID, ENDED, BROKE, KEPT, MET)
_KINDS = {
    PROMISED: "statement",
    DID: "deed",
    ENDED: "deed",
    BROKE: "breach",
    KEPT: "kept",
    MET: "meeting",
}
_NEEDS_STEP = frozenset((PROMISED, DID, ENDED))
_PAIR = 2


def told(sheet: Sheet, given: Given) -> dict[str, Any]:
    """Say what has happened."""
    events = sheet.data.get("events")
    if isinstance(events, str):
        raise ForeignError
    listed = [
        {"place": at, **_told(sheet, each)}
        for at, each in enumerate(listing(events))
        if isinstance(each, dict)
    ]
    return {
        "events": sorted(listed, key=lambda each: str(each["date"])),
        "happenings": HAPPENINGS,
        "parties": [
            {"id": str(id_), "name": sheet.named(node, str(id_))}
            for id_, node in sheet.parties().items()
        ],
        "steps": [
            {"id": step.id, "name": step.name, "party": sheet.party_name(step.party)}
            for step in sheet.steps()
        ],
        "missing": _missing(given) if given.pressed else "",
        "kept": {
            key: given.one(key)
            for key in ("date", "what", "step", "words")
            if given.pressed and _missing(given)
        }
        | {"who": list(given.all("who")) if _missing(given) else []},
    }


def _told(sheet: Sheet, event: dict[str, Any]) -> dict[str, Any]:
    kind = str(event.get("kind"))
    ended = str(event.get("value")) in {"no", "False", "false"}
    happening = next((each for each in HAPPENINGS if _KINDS[each] == kind), kind)
    if kind == "deed" and ended:
        happening = ENDED
    elif happening == PROMISED and ended:
        happening = PROMISED_END
    parties = event.get("parties")
    named = parties if isinstance(parties, list) else [parties] if parties else []
    option = event.get("option")
    if not named and option is not None:
        named = [step.party for step in sheet.steps() if step.id == str(option)]
    step = sheet.said(str(option)) if option is not None else ""
    return {
        "date": str(event.get("date") or ""),
        "day": _day(sheet, str(event.get("date") or "")),
        "what": happening,
        "who": [sheet.party_name(str(each)) for each in named],
        "step": step,
        "words": sheet.told(event.get("title")),
    }


def _day(sheet: Sheet, text: str) -> str:
    try:
        return sheet.words.date(date.fromisoformat(text))
    except ValueError:
        return text


def _missing(given: Given) -> str:
    """Name what keeps an event from being written; nothing, where none was begun."""
    if not (given.one("date") or given.words("words") or given.all("who")):
        return ""
    what = given.one("what")
    if not given.day("date"):
        return "date"
    if what in _NEEDS_STEP and not given.one("step"):
        return "step"
    if what in {BROKE, KEPT} and not given.all("who"):
        return "who"
    if what == MET and len(given.all("who")) < _PAIR:
        return "two"
    return ""


def answer(sheet: Sheet, given: Given) -> None:
    """Take in what happened; take one away."""
    verb, what = given.act
    events = sheet.data.get("events")
    if isinstance(events, str):
        return
    events = listing(events)
    if verb == "remove" and what.isdecimal() and int(what) < len(events):
        del events[int(what)]
        if not events:
            del sheet.data["events"]
    complete = given.day("date") and not _missing(given)
    if verb and complete and given.one("what") in HAPPENINGS:
        _add(sheet, given)


def _add(sheet: Sheet, given: Given) -> None:
    what = given.one("what")
    entry: dict[str, Node] = {
        "date": date.fromisoformat(given.day("date")),
        "kind": _KINDS[what],
    }
    who = [each for each in map(str, sheet.parties()) if each in given.all("who")]
    steps = {step.id: step for step in sheet.steps()}
    step = steps.get(given.one("step"))
    if step is None and what in _NEEDS_STEP:
        return
    if not who and step is not None:
        who = [step.party]
    if who:
        entry["parties"] = list(who)
    if step is not None and what != MET:
        entry["option"] = step.id
        if what == ENDED:
            entry["value"] = False
    if given.words("words"):
        entry["title"] = given.words("words")
    events = listing(sheet.data.get("events"))
    if events:
        events.append(sheet.made(entry))
    else:
        sheet.data["events"] = sheet.made(Lines([entry]))
