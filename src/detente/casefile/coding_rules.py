"""What a coding sheet may hold by the rules of the test of history.

Texts of the week at the latest, changes of leadership within five years, nobody who has
no part: so that what was known at signature is told from what came after.
"""

import datetime

from detente.casefile.read.context import Reading
from detente.casefile.schema.coding import CodingEntry
from detente.casefile.yaml.tree import Mapping, Value
from detente.errors import Message
from detente.model.coding import Enforcing, Sheet

YEARS = 5
_WEEK = datetime.timedelta(days=7)
_ACTING = (Enforcing.FORCES, Enforcing.PAYER, Enforcing.SNAPBACK)


def refuse_by_rules(
    entry: CodingEntry, sheet: Sheet, reading: Reading, data: Mapping
) -> None:
    """Note what the rules do not allow.

    Parameters
    ----------
    entry : CodingEntry
        As it was written.
    sheet : Sheet
        What was read of it.
    reading : Reading
        Takes the faults.
    data : Mapping
        The whole file, for places.
    """
    _refuse_idle(entry, sheet, reading)
    _refuse_nameless(entry, reading, data)
    if entry.signed is not None:
        _refuse_changes(entry, entry.signed, reading, data)
        # A control, to which one side gives nothing, may be told of later.
        if sheet.mutual:
            _refuse_late(entry, entry.signed, reading, data)


def _refuse_idle(entry: CodingEntry, sheet: Sheet, reading: Reading) -> None:
    """Refuse parties without a part or both within and outside, steps for nobody."""
    steps = entry.steps.items if entry.steps else {}
    written = reading.names.sections["steps"]
    if not steps or len(steps) < len(written):
        return  # A step that is refused may be theirs.
    having = {each.owner for each in sheet.steps}
    having |= {who for each in sheet.steps for who in each.gains}
    for word in entry.parties.items if entry.parties else ():
        if str(word) not in having:
            message = Message(
                "the party '{name}' does no step and gains by none", name=str(word)
            )
            hint = Message("put it under outside, or leave it out")
            reading.fault("idle-party", message, word, hint)
    bodies = entry.outside.items if entry.outside else {}
    for word in bodies:
        if word in reading.names.sections["parties"]:
            message = Message("'{name}' is a party and stands outside", name=str(word))
            hint = Message("keep one of them")
            reading.fault("party-outside", message, word, hint)
    for word, step in steps.items():
        if not step.gains:
            message = Message("the step '{name}' is for nobody", name=str(word))
            hint = Message("write gains: with those for whom it is done")
            reading.fault("no-gain", message, word, hint)


def _refuse_nameless(entry: CodingEntry, reading: Reading, data: Mapping) -> None:
    """Refuse forces, payers and snapbacks of nobody."""
    for number, each in enumerate(entry.enforcement):
        if each.kind in _ACTING and not each.by:
            message = Message("'{kind}' says not by whom", kind=each.kind.value)
            hint = Message("write by: with a party or body")
            kind = written_at(data, "enforcement", number, "kind")
            aligned = str(kind) == each.kind.value
            at = kind if aligned else each.evidence[0].source
            reading.fault("no-enforcer", message, at, hint)


def _refuse_changes(
    entry: CodingEntry, signed: datetime.date, reading: Reading, data: Mapping
) -> None:
    """Refuse changes of leadership outside the five years, or written twice."""
    for word, each in entry.leaderships.items.items() if entry.leaderships else ():
        party = str(word)
        for day in sorted(set(each.changes)):
            at, date = _day_at(data, party, day) or word, day.isoformat()
            if not signed < day <= _five_years_after(signed):
                message = Message(
                    "{party}: {date} is not within five years after the signature",
                    party=party,
                    date=date,
                )
                reading.fault("change-outside", message, at)
            elif list(each.changes).count(day) > 1:
                message = Message("'{name}' is listed twice", name=date)
                reading.fault("change-twice", message, at)


def written_at(data: Mapping, *path: str | int) -> Value | None:
    """Find what stands in a file under keys and numbers; None where nothing does."""
    found: Value | None = data
    for part in path:
        if isinstance(found, Mapping) and isinstance(part, str):
            found = found.get(part)
        elif isinstance(found, list) and isinstance(part, int) and part < len(found):
            found = found[part]
        else:
            return None
    return found


def _day_at(data: Mapping, party: str, day: datetime.date) -> Value | None:
    """Find where a change is written, the last time if several times."""
    listed = written_at(data, "leaderships", party, "changes")
    days = listed if isinstance(listed, list) else [listed]
    found = [each for each in days if str(each) == day.isoformat()]
    return found[-1] if found else None


def _five_years_after(day: datetime.date) -> datetime.date:
    try:
        return day.replace(year=day.year + YEARS)
    except ValueError:  # 29 February
        return day.replace(year=day.year + YEARS, day=28)


def _refuse_late(
    entry: CodingEntry, signed: datetime.date, reading: Reading, data: Mapping
) -> None:
    """Refuse sources that were written after the week of the signature."""
    for word, each in entry.sources.items.items() if entry.sources else ():
        last, date = (signed + _WEEK).isoformat(), str(each.date or "")
        # A month or a year alone is late only as a whole.
        if date > last[: len(date)]:
            message = Message(
                "the source '{name}' is of {date}, after the week of the signature",
                name=str(word),
                date=date,
            )
            hint = Message(
                "code from what was known then; a text of that week has its own day, "
                "whenever it was printed"
            )
            at = written_at(data, "sources", str(word), "date")
            reading.fault("late-source", message, at, hint)
