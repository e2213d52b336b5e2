"""What a report says beside its findings: options, judgements, evidence, words."""

import datetime
import sys

import numpy as np

from detente import __version__
from detente.model.event import Source
from detente.model.formula import written
from detente.model.preference import Preference
from detente.model.quantity import Amount
from detente.report.document import (
    Block,
    Column,
    Document,
    Listing,
    Number,
    Paragraph,
    Table,
    tidy,
)
from detente.report.formula_words import told_formula
from detente.report.naming import Names
from detente.report.pages.stability.stable_sets import assumptions_line
from detente.report.words import Words
from detente.study.stability.stable_sets import StableSets


def judgements_page(names: Names) -> Document:
    """List the weights of each party, and mark those that no source gives."""
    case = names.case
    say = names.say
    rows = [
        (
            names.party(party),
            told_formula(weight.of, names),
            names.figure(weight.amount.value, "f"),
            _range(weight.amount, names),
            _origin(weight.amount, preference, names),
            names.text(weight.amount.about.note),
        )
        for party, preference in case.preferences
        for weight in preference.weights
    ]
    if not rows:
        return (Paragraph(say("The case gives orders only, no weights.")),)
    return (
        Table(
            columns=(
                Column("party", say("party")),
                Column("formula", say("what it is worth")),
                Number("weight", say("weight")),
                Column("range", say("range")),
                Column("by", say("origin")),
                Column("note", say("note")),
            ),
            rows=tuple(rows),
            caption=say("Weights, in each party's own utility per period"),
            data=(_weights(names),) if names.plain else (),
        ),
        *_trade_offs(names),
    )


def _trade_offs(names: Names) -> Document:
    """List the judgements between sums of weights."""
    said = tuple(
        names.say(
            "{party}: {more} is worth at least as much as {than}. {note}",
            party=names.party(party),
            more=each.text(each.more),
            than=each.text(each.than),
            note=names.text(each.about.note),
        ).strip()
        for party, preference in names.case.preferences
        for each in preference.tradeoffs
    )
    if not said:
        return ()
    heading = names.say("Judgements between them, which every draw of them satisfies:")
    return (Paragraph(heading), Listing(said))


def _weights(names: Names) -> Table:
    """Give a row a weight, the ends of its range in cells of their own."""
    rows = (
        (
            names.party(party),
            written(weight.of),
            *(
                names.figure(value, "f")
                for value in (
                    weight.amount.value,
                    weight.amount.low,
                    weight.amount.high,
                )
            ),
            _origin(weight.amount, preference, names),
            names.text(weight.amount.about.note),
        )
        for party, preference in names.case.preferences
        for weight in preference.weights
    )
    return tidy(("party", "formula", "weight", "low", "high", "by", "note"), rows)


def _origin(amount: Amount, preference: Preference, words: Words) -> str:
    if preference.by_trade_offs:
        return words.say("one way of sharing out")
    if amount.about.assumed or preference.about.assumed:
        return words.say("assumed")
    if amount.about.evidence or preference.about.evidence:
        return words.say("from a source")
    return words.say("no source named")


def _range(amount: Amount, words: Words) -> str:
    if amount.low is None or amount.high is None:
        return "-"
    return f"{words.figure(amount.low, 'f')} .. {words.figure(amount.high, 'f')}"


def evidence_page(names: Names) -> Document:
    """Quote what the sources say of each element."""
    case = names.case
    say = names.say
    named = [(names.element(each), about) for each, about in case.elements.items()]
    movers = (
        say("who acts after a breach, in which order"),
        case.negotiation.movers.about,
    )
    rows = [
        (
            name,
            names.quoted(evidence.quote) if evidence.quote else "-",
            evidence.source,
        )
        for name, about in (*named, movers)
        for evidence in about.evidence
    ]
    sources = tuple(_source(source, names) for source in case.sources)
    blocks: list[Block] = []
    if sources:
        blocks += [Paragraph(say("Sources:")), Listing(sources)]
    if rows:
        blocks.append(
            Table(
                columns=(
                    Column("element", say("element")),
                    Column("quote", names.foreign(say("quote"))),
                    Column("source", say("source")),
                ),
                rows=tuple(rows),
                caption=say("What the sources say"),
            )
        )
    return tuple(blocks)


def _source(source: Source, names: Names) -> str:
    parts = (
        names.text(source.author),
        names.text(source.title, source.id),
        names.text(source.publisher),
        _published(source, names),
        source.url or "",
    )
    told = ", ".join(part for part in parts if part)
    return f"{source.id}: {told}"


def _published(source: Source, words: Words) -> str:
    """Give the day of a source in words, a year or month as written."""
    day = source.date
    return words.date(day) if isinstance(day, datetime.date) else day or ""


def glossary_page(names: Names) -> Document:
    """Explain the words of the field in a sentence each."""
    say = names.say
    meanings = (
        (
            say("situation"),
            say("One choice for every option, written as changes from now."),
        ),
        (say("feasible"), say("Allowed by every rule of the case.")),
        (
            say("move"),
            say("What one party can change alone, any of its own options at once."),
        ),
        (say("improvement"), say("A move to a situation that the mover likes better.")),
        (
            say("sanction"),
            say(
                "An answer of the others after which the mover is no better off than "
                "before it moved."
            ),
        ),
        (
            say("stable"),
            say(
                "Said of a situation for one party: it has no improvement that goes "
                "unsanctioned. What counts as a sanction depends on the concept."
            ),
        ),
        (say("equilibrium"), say("A situation that is stable for every party.")),
        (say("irreversible"), say("A step that cannot be undone, or not in time.")),
        (
            say("exposure"),
            say(
                "What the others can take from a party by undoing their steps while it "
                "cannot undo its own."
            ),
        ),
        (
            say("road map"),
            say("An order of stages; the steps of a stage are done together."),
        ),
        (
            say("slack"),
            say(
                "What a party would lose by its best breach of a road map, in its own "
                "utility per period for ever; below zero the breach pays."
            ),
        ),
        (say("breakdown"), say("What follows a breach: everyone plays for itself.")),
        (
            say("guarantee"),
            say("What a third party makes a breach cost, or pays its victim."),
        ),
    )
    return (
        Table(
            columns=(Column("word", say("word")), Column("meaning", say("meaning"))),
            rows=meanings,
            caption=say("The words of this report"),
        ),
    )


def making_page(sets: StableSets, digest: str, names: Names) -> Document:
    """Say how the report was made, and how to make it again.

    Parameters
    ----------
    sets : StableSets
        Gives the engine and the assumptions.
    digest : str
        Of the case as it was read.
    names : Names
        The case and the language.
    """
    python = ".".join(map(str, sys.version_info[:3]))
    return (
        Listing(
            (
                names.say(
                    "Detente {version}, Python {python}, NumPy {numpy}",
                    version=__version__,
                    python=python,
                    numpy=np.__version__,
                ),
                names.say("engine: {engine}", engine=sets.engine.name),
                assumptions_line(sets.assumptions, names),
                names.say("digest of the case (SHA-256): {digest}", digest=digest),
                names.say(
                    "The same case and version give the same report, byte for byte."
                ),
            )
        ),
    )
