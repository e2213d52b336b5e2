"""How far each guarantee is believed, beside what its guarantors' record gives."""

from detente.model.road_map import Guarantee
from detente.report.document import Document, Listing, Paragraph
from detente.report.naming import Names
from detente.study.game.belief import PastConduct, belief, believed_by, record_of


def belief_blocks(names: Names) -> Document:
    """Say of each guarantee how far it is believed, and by what record and ties.

    Parameters
    ----------
    names : Names
        The case and the language.
    """
    told = tuple(_told(each, names) for each in names.case.negotiation.guarantees)
    if not told:
        return ()
    heading = names.say(
        "How far a guarantee is believed, from 0 to 1; by a record it is (kept + 1) / "
        "(kept + broken + 2), exits that a commitment allows for not counted:"
    )
    return (Paragraph(heading), Listing(told))


def _told(guarantee: Guarantee, names: Names) -> str:
    found = record_of(names.case, guarantee)
    by_record = names.figure(believed_by(found.kept, found.broken), ".2f")
    told = {
        "guarantee": names.element(guarantee.id),
        "believed": names.figure(belief(names.case, guarantee), ".2f"),
        "by_record": by_record,
        "record": _record(found, names),
    }
    if guarantee.believed is None:
        said = names.say("{guarantee}: {believed}, by its record ({record})", **told)
    else:
        said = names.say(
            "{guarantee}: {believed}, as written; by its record {by_record} ({record})",
            **told,
        )
    if guarantee.binding:
        said = names.say("{said}; a duty, delivered in any case", said=said)
    if guarantee.ties:
        ties = names.listed([names.text(each) for each in guarantee.ties])
        said = names.say("{said}; tied by {ties}", said=said, ties=ties)
    return said


def _record(found: PastConduct, names: Names) -> str:
    parts = [
        names.say("kept {n}", n=found.kept),
        names.say("broken {n}", n=found.broken),
    ]
    if found.disputed:
        parts.append(names.say("of these disputed {n}", n=found.disputed))
    if found.lawful:
        parts.append(names.say("left lawfully {n}", n=found.lawful))
    return ", ".join(parts)
