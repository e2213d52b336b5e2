"""Who met whom, word against deed, records, and the path of deeds."""

from collections.abc import Sequence

from detente.model.event import Event
from detente.report.document import (
    Block,
    Cell,
    Column,
    Heading,
    Number,
    Paragraph,
    Rows,
    Table,
)
from detente.report.figure.event_table import option_sign
from detente.report.formula_words import told_formula
from detente.report.naming import Names
from detente.study.record.ledger import Ledger, Meetings, WordAndDeed
from detente.study.record.offer import Offer


def ledger_blocks(ledger: Ledger, names: Names) -> list[Block]:
    """Show everything that the events say, in five tables."""
    blocks: list[Block] = []
    if ledger.meetings:
        blocks += [Heading(names.say("Who met whom")), meetings_table(ledger, names)]
        blocks += _never(ledger, names)
    if ledger.options:
        blocks += [Heading(names.say("Word against deed")), words_table(ledger, names)]
    if ledger.messages:
        blocks += [Heading(names.say("Messages")), _messages(ledger, names)]
    if ledger.records:
        blocks += [Heading(names.say("Commitments")), _records(ledger, names)]
    if ledger.deeds:
        blocks += [Heading(names.say("The path of deeds")), _deeds(ledger, names)]
    return blocks


def meetings_table(ledger: Ledger, names: Names) -> Table:
    """Count meetings pair by pair."""
    say = names.say
    return Table(
        columns=(
            Column("pair", say("between")),
            Number("meetings", say("meetings")),
            Column("last", say("last")),
            Column("due", say("due")),
        ),
        rows=tuple(_meeting(each, names) for each in ledger.meetings),
        caption=say("Meetings in this case, up to its date"),
    )


def _meeting(meetings: Meetings, names: Names) -> tuple[str, ...]:
    never = Cell(names.say("never"), None)
    last = names.day(meetings.last) if meetings.last else never
    due = names.day(meetings.due)
    return names.actors(meetings.parties), Cell.whole(meetings.count), last, due


def _never(ledger: Ledger, names: Names) -> list[Block]:
    if not ledger.never_met:
        return []
    pairs = "; ".join(names.parties(pair) for pair in ledger.never_met)
    return [Paragraph(names.say("No meeting in this case: {pairs}.", pairs=pairs))]


def words_table(ledger: Ledger, names: Names) -> Table:
    """Set the newest word on each option beside the newest deed."""
    say = names.say
    standing = {
        "verified": say("verified"),
        "done": say("done, not verified"),
        "undone": say("undone"),
        "declared": say("declared only"),
        "refused": say("declared against"),
        "expired": say("word expired"),
        "nothing": say("neither word nor deed"),
    }
    rows = [
        (
            names.party(names.case.option[each.option].party),
            names.option(each.option),
            _word(each, names),
            _day(each.deed, names),
            _day(each.verification, names),
            _day(each.due[0] if each.due else None, names),
            standing[each.standing],
        )
        for each in ledger.options
    ]
    return Table(
        columns=(
            Column("party", say("party")),
            Column("option", say("option")),
            Column("word", say("word")),
            Column("deed", say("deed")),
            Column("verification", say("verified")),
            Column("due", say("due")),
            Column("standing", say("so far")),
        ),
        rows=tuple(rows),
        caption=say("The newest word, deed and verification on each option"),
    )


def _day(event: Event | None, names: Names) -> Cell:
    return names.day(None if event is None else event.date)


def _word(each: WordAndDeed, names: Names) -> str:
    if each.expired is None:
        return _day(each.word, names)
    return names.say(
        "{day} (expired {end})",
        day=_day(each.word, names),
        end=names.day(each.expired),
    )


def _messages(ledger: Ledger, names: Names) -> Table:
    say = names.say
    return Rows(ledger.messages, say("Who told whom, and through whom")).under(
        Column("date", say("date"), lambda each: names.day(each.date)),
        Column("from", say("from"), lambda each: names.actors(each.parties) or "-"),
        Column("to", say("to"), lambda each: names.actors(each.to)),
        Column(
            "through", say("through"), lambda each: names.actors(each.through) or "-"
        ),
        Column("option", say("option"), lambda each: option_sign(each, names)),
        Column("what", say("what"), lambda each: names.text(each.title, "-")),
    )


def offers_blocks(offers: Sequence[Offer], names: Names) -> list[Block]:
    """Show each offer that is good, and whom it would suit."""
    say = names.say
    if not offers:
        return []
    table = Rows(
        offers,
        say("If it were taken up with all else as it is now, by each one's order"),
    ).under(
        Column("date", say("date"), lambda each: names.day(each.event.date)),
        Column("by", say("by"), lambda each: names.actors(each.event.parties) or "-"),
        Column("offer", say("offered"), lambda each: _offered(each, names)),
        Column(
            "movers",
            say("who must move"),
            lambda each: names.parties(each.movers) or _unmoved(each, names),
        ),
        Column(
            "gained", say("better for"), lambda each: names.parties(each.gained) or "-"
        ),
        Column("lost", say("worse for"), lambda each: names.parties(each.lost) or "-"),
    )
    return [Heading(say("Offers")), table]


def _offered(offer: Offer, names: Names) -> str:
    """Tell an offer by its title, for programs and without one by its formulas."""
    event = offer.event
    said = option_sign(event, names)
    if event.condition is not None:
        said = names.say(
            "{offer} if {what}", offer=said, what=told_formula(event.condition, names)
        )
    return Cell(names.text(event.title, said), said)


def _unmoved(offer: Offer, names: Names) -> str:
    if offer.holds:
        return names.say("nobody: it is so")
    return names.say("no way was found")


def _records(ledger: Ledger, names: Names) -> Table:
    say = names.say
    return Rows(
        ledger.records,
        caption=say("Commitments kept and broken, as the case records them"),
    ).under(
        Column("who", say("who"), lambda each: names.actor(each.who)),
        Number("kept", say("kept"), lambda each: Cell.whole(len(each.kept))),
        Number("broken", say("broken"), lambda each: Cell.whole(len(each.broken))),
        Number(
            "disputed", say("of these disputed"), lambda each: Cell.whole(each.disputed)
        ),
        Number(
            "lawful", say("lawful exits"), lambda each: Cell.whole(len(each.lawful))
        ),
        Number(
            "believed",
            say("believed by it"),
            lambda each: names.figure(each.believed, ".2f"),
        ),
    )


def _deeds(ledger: Ledger, names: Names) -> Table:
    say = names.say
    rows = [
        (
            names.day(deed.event.date),
            names.actors(deed.event.parties) if deed.event.parties else "-",
            option_sign(deed.event, names),
            names.state(deed.after),
            names.parties(deed.gained) or "-",
            names.parties(deed.lost) or "-",
        )
        for deed in ledger.deeds
    ]
    return Table(
        columns=(
            Column("date", say("date")),
            Column("parties", say("by")),
            Column("deed", say("deed")),
            Column("state", say("leads to")),
            Column("gained", say("better for")),
            Column("lost", say("worse for")),
        ),
        rows=tuple(rows),
        caption=say("Each deed as a move, and whom it suits by its order"),
    )
