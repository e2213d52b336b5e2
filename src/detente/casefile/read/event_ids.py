"""Events that name others: no id twice, no correction before what it corrects."""

from detente.casefile.read.context import Reading
from detente.casefile.schema.entry import CaseEntry
from detente.errors import Message


def refuse_event_ids(entry: CaseEntry, reading: Reading) -> None:
    """Refuse an id that an earlier event has, and a correction of a later event.

    A correction stands after what it corrects: so no event corrects itself, and
    none is lost in a circle.
    """
    seen: set[str] = set()
    for event in entry.events:
        corrected = event.supersedes
        if corrected is not None and corrected not in seen:
            _refuse_early(str(corrected), corrected, reading)
        if event.id in seen:
            message = Message("there is an event '{name}' already", name=str(event.id))
            hint = Message(
                "give it another id; if it corrects the first, add supersedes: {name}",
                name=str(event.id),
            )
            reading.fault("duplicate-id", message, event.id, hint)
        elif event.id is not None:
            seen.add(str(event.id))


def _refuse_early(name: str, at: object, reading: Reading) -> None:
    if name not in reading.names.sections["events"]:
        return  # told already: there is no such event
    message = Message(
        "the event '{name}' does not stand before its correction", name=name
    )
    hint = Message("put the correction after what it corrects")
    reading.fault("early-correction", message, at, hint)
