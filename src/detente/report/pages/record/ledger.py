"""Who met whom, word against deed, records, and the path of deeds."""

from detente.model.event import Event
from detente.report.document import Block, Cell, Heading, Paragraph, Table
from detente.report.naming import Names
from detente.study.record.ledger import Ledger, Meetings, WordAndDeed

__all__ = ["ledger_blocks", "meetings_table", "words_table"]


def ledger_blocks(ledger: Ledger, names: Names) -> list[Block]:
    """Show everything that the events say, in four tables."""
    words = names.words
    blocks: list[Block] = []
    if ledger.meetings:
        blocks += [Heading(words.say("Who met whom")), meetings_table(ledger, names)]
        blocks += _never(ledger, names)
    if ledger.options:
        blocks += [Heading(words.say("Word against deed")), words_table(ledger, names)]
    if ledger.records:
        blocks += [Heading(words.say("Commitments")), _records(ledger, names)]
    if ledger.deeds:
        blocks += [Heading(words.say("The path of deeds")), _deeds(ledger, names)]
    return blocks


def meetings_table(ledger: Ledger, names: Names) -> Table:
    """Count meetings pair by pair."""
    words = names.words
    return Table(
        columns=(
            words.say("between"),
            words.say("meetings"),
            words.say("last"),
            words.say("due"),
        ),
        keys=("pair", "meetings", "last", "due"),
        rows=tuple(_meeting(each, names) for each in ledger.meetings),
        caption=words.say("Meetings up to the date of the case"),
        numeric=frozenset({1}),
    )


def _meeting(meetings: Meetings, names: Names) -> tuple[str, ...]:
    never = Cell(names.words.say("never"), None)
    last = meetings.last.isoformat() if meetings.last else never
    due = meetings.due.isoformat() if meetings.due else "-"
    return names.actors(meetings.parties), Cell.whole(meetings.count), last, due


def _never(ledger: Ledger, names: Names) -> list[Block]:
    if not ledger.never_met:
        return []
    pairs = "; ".join(names.parties(pair) for pair in ledger.never_met)
    return [Paragraph(names.words.say("No meeting on record: {pairs}.", pairs=pairs))]


def words_table(ledger: Ledger, names: Names) -> Table:
    """Set the newest word on each option beside the newest deed."""
    words = names.words
    standing = {
        "verified": words.say("verified"),
        "done": words.say("done, not verified"),
        "undone": words.say("undone"),
        "declared": words.say("declared only"),
        "refused": words.say("declared against"),
        "expired": words.say("word expired"),
        "nothing": words.say("neither word nor deed"),
    }
    rows = [
        (
            names.party(names.case.option[each.option].party),
            names.option(each.option),
            _word(each, names),
            _day(each.deed),
            _day(each.verification),
            _day(each.due[0] if each.due else None),
            standing[each.standing],
        )
        for each in ledger.options
    ]
    return Table(
        columns=(
            words.say("party"),
            words.say("option"),
            words.say("word"),
            words.say("deed"),
            words.say("verified"),
            words.say("due"),
            words.say("so far"),
        ),
        keys=("party", "option", "word", "deed", "verification", "due", "standing"),
        rows=tuple(rows),
        caption=words.say("The newest word, deed and verification on each option"),
    )


def _day(event: Event | None) -> str:
    return "-" if event is None else event.date.isoformat()


def _word(each: WordAndDeed, names: Names) -> str:
    if each.expired is None:
        return _day(each.word)
    return names.words.say(
        "{day} (expired {end})", day=_day(each.word), end=each.expired.isoformat()
    )


def _records(ledger: Ledger, names: Names) -> Table:
    words = names.words
    return Table(
        columns=(
            words.say("who"),
            words.say("kept"),
            words.say("broken"),
            words.say("of these disputed"),
        ),
        keys=("who", "kept", "broken", "disputed"),
        rows=tuple(
            (
                names.actor(each.who),
                Cell.whole(len(each.kept)),
                Cell.whole(len(each.broken)),
                Cell.whole(each.disputed),
            )
            for each in ledger.records
        ),
        caption=words.say("Commitments kept and broken, as the case records them"),
        numeric=frozenset({1, 2, 3}),
    )


def _deeds(ledger: Ledger, names: Names) -> Table:
    words = names.words
    rows = []
    for deed in ledger.deeds:
        sign = "+" if deed.event.taken else "-"
        rows.append(
            (
                deed.event.date.isoformat(),
                names.actors(deed.event.parties) if deed.event.parties else "-",
                f"{sign}{deed.event.option}",
                names.state(deed.after),
                names.parties(deed.gained) or "-",
                names.parties(deed.lost) or "-",
            )
        )
    return Table(
        columns=(
            words.say("date"),
            words.say("by"),
            words.say("deed"),
            words.say("leads to"),
            words.say("better for"),
            words.say("worse for"),
        ),
        keys=("date", "parties", "deed", "state", "gained", "lost"),
        rows=tuple(rows),
        caption=words.say("Each deed as a move, and whom it suits by its order"),
    )
