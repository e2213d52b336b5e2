"""What a report says beside its findings: options, judgements, evidence, words."""

from detente import __version__
from detente.model.formula import written
from detente.report.document import Block, Document, Listing, Paragraph, Table
from detente.report.naming import Names

__all__ = ["evidence_page", "glossary_page", "judgements_page", "making_page"]


def judgements_page(names: Names) -> Document:
    """List the weights of each party, and mark those that no source gives."""
    words, case = names.words, names.case
    rows = [
        (
            names.party(party),
            written(weight.of),
            f"{weight.amount.value:f}",
            _range(weight.amount.low, weight.amount.high),
            words.say("assumed")
            if weight.amount.about.assumed or preference.about.assumed
            else words.say("from a source"),
            words.text(weight.amount.about.note),
        )
        for party, preference in case.preferences
        for weight in preference.weights
    ]
    if not rows:
        return (Paragraph(words.say("The case gives orders only, no weights.")),)
    return (
        Table(
            columns=(
                words.say("party"),
                words.say("what it is worth"),
                words.say("weight"),
                words.say("range"),
                words.say("origin"),
                words.say("note"),
            ),
            keys=("party", "formula", "weight", "range", "by", "note"),
            rows=tuple(rows),
            caption=words.say("Weights, in each party's own utility per period"),
            numeric=frozenset({2}),
        ),
    )


def _range(low: object, high: object) -> str:
    return "-" if low is None or high is None else f"{low} .. {high}"


def evidence_page(names: Names) -> Document:
    """Quote what the sources say of each element."""
    words, case = names.words, names.case
    rows = [
        (names.element(element), evidence.quote or "-", evidence.source)
        for element, about in case.elements.items()
        for evidence in about.evidence
    ]
    sources = tuple(
        ", ".join(
            part
            for part in (
                words.text(source.author),
                words.text(source.title, source.id),
                words.text(source.publisher),
                source.date.isoformat() if source.date else "",
            )
            if part
        )
        for source in case.sources
    )
    blocks: list[Block] = []
    if rows:
        blocks.append(
            Table(
                columns=(words.say("element"), words.say("quote"), words.say("source")),
                keys=("element", "quote", "source"),
                rows=tuple(rows),
                caption=words.say("What the sources say"),
            )
        )
    if sources:
        blocks.append(Listing(sources))
    return tuple(blocks)


def glossary_page(names: Names) -> Document:
    """Explain the words of the field in a sentence each."""
    words = names.words
    return (
        Listing(
            (
                words.say(
                    "Situation: one choice for every option, written as changes "
                    "from now."
                ),
                words.say(
                    "Improvement: a move that a party can make alone and likes better."
                ),
                words.say(
                    "Sanction: an answer of the others that takes the improvement away."
                ),
                words.say(
                    "Stable for a party: it has no improvement that goes unsanctioned."
                ),
                words.say("Equilibrium: a situation that is stable for every party."),
                words.say(
                    "Exposure: what the others can take from a party by undoing their "
                    "steps while it cannot undo its own."
                ),
                words.say(
                    "Slack: what a party would lose by the best breach of a road map; "
                    "below zero the breach pays."
                ),
            )
        ),
    )


def making_page(names: Names, digest: str) -> Document:
    """Say how the report was made."""
    words = names.words
    return (
        Listing(
            (
                words.say("Detente {version}", version=__version__),
                words.say("digest of the case (SHA-256): {digest}", digest=digest),
                words.say(
                    "The same case and version give the same report, byte for byte."
                ),
            )
        ),
    )
