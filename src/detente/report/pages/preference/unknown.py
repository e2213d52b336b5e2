"""Who would stay where, if parties do not know all that they want."""

from collections.abc import Callable

import numpy as np

from detente.engine import Bools
from detente.model.concept import Concept
from detente.report.document import (
    Block,
    Column,
    Document,
    Heading,
    Listing,
    Number,
    Paragraph,
    Table,
)
from detente.report.naming import Names
from detente.report.pages.stability.stable_sets import concepts_table, state_columns
from detente.report.words import Words
from detente.study.preference.unknown_preference import READINGS, Reading, UnknownStudy

SHOWN = 40
"""More states than these are not listed in a text."""


def unknown_page(
    study: UnknownStudy, shown: Bools, party: str | None, names: Names
) -> Document:
    """Show the four readings side by side.

    Parameters
    ----------
    study : UnknownStudy
        What was found.
    shown : bool array, shape (n_states,)
        The states asked for.
    party : str or None
        Whose verdicts are listed; None lists equilibria.
    names : Names
        The case and the language.
    """
    blocks: list[Block] = [
        Heading(names.title(), 1),
        Listing(tuple(_known(study, names))),
        Paragraph(names.say("Four readings of what is unknown:")),
        Listing(tuple(_readings(names))),
        _counts(study, shown, names),
    ]
    listed = shown & (_staying(study, party) if party is None else shown)
    blocks.append(_states(study, listed, party, names))
    return tuple(blocks)


def _known(study: UnknownStudy, names: Names) -> list[str]:
    pairs = study.engine.n_feasible * (study.engine.n_feasible - 1) // 2
    found = []
    for party, found_pairs in zip(study.engine.parties, study.unknown, strict=True):
        entries = names.case.preference[party].unknown
        written = "; ".join(each.text(list(names.case.option)) for each in entries)
        said = names.say(
            "{party}: in {n} of {all} pairs of situations it is unknown which is "
            "better ({entries})",
            party=names.party(party),
            n=names.number(found_pairs),
            all=names.number(pairs),
            entries=written,
        )
        found += [said] if entries else []
    return found


def _readings(words: Words) -> tuple[str, ...]:
    return (
        words.say(
            "a: a party leaves for what is better or unknown; only what is worse or "
            "equal holds it back"
        ),
        words.say(
            "b: it leaves for what is better alone; only what is worse or equal "
            "holds it back"
        ),
        words.say(
            "c: it leaves for what is better or unknown; what is unknown holds it "
            "back too"
        ),
        words.say(
            "d: it leaves for what is better alone; what is unknown holds it back too"
        ),
    )


def _staying(study: UnknownStudy, party: str | None) -> Bools:
    """Find the states that are equilibria under some concept and reading."""
    found: Bools = np.zeros(study.engine.n_states, np.bool_)
    for concept in study.concepts:
        for reading in READINGS:
            found |= _verdict(study, party)(reading, concept)
    return found


def _verdict(
    study: UnknownStudy, party: str | None
) -> Callable[[Reading, Concept], Bools]:
    """Give what is judged: that a party stays, or that all do."""
    if party is None:
        return study.equilibria
    position = study.engine.parties.index(party)
    return lambda reading, concept: study.sets[reading, concept, position]


def _counts(study: UnknownStudy, shown: Bools, names: Names) -> Table:
    parties = study.engine.parties
    rows = []
    for concept in study.concepts:
        for reading in READINGS:
            sets = [study.sets[reading, concept, j] for j in range(len(parties))]
            sets.append(study.equilibria(reading, concept))
            counts = [names.number(int(np.count_nonzero(s & shown))) for s in sets]
            rows.append((str(concept), reading, *counts))
    return Table(
        columns=(
            Column("concept", names.say("concept")),
            Column("reading", names.say("reading")),
            *(Number(party, names.party(party)) for party in parties),
            Number("equilibria", names.say("equilibria")),
        ),
        rows=tuple(rows),
        caption=names.say(
            "Situations stable for each party, out of {n}",
            n=names.number(int(np.count_nonzero(shown))),
        ),
    )


def _states(
    study: UnknownStudy, listed: Bools, party: str | None, names: Names
) -> Block:
    count = int(np.count_nonzero(listed))
    if count > SHOWN:
        return too_many(count, names)
    judged = _verdict(study, party)

    def under(index: int, concept: Concept) -> str:
        found = (each for each in READINGS if judged(each, concept)[index])
        return "".join(found) or "-"

    caption = names.say("Equilibria, with the readings under which they are")
    if party is not None:
        caption = names.say(
            "The readings under which {party} stays", party=names.party(party)
        )
    return concepts_table((study.engine, listed), study.concepts, under, caption, names)


def too_many(count: int, words: Words) -> Paragraph:
    """Say how to see states that are too many to list."""
    return Paragraph(
        words.say(
            "{n} situations are too many to list here: narrow them with "
            "--where FORMULA, or write them all with --format csv.",
            n=words.number(count),
        )
    )


def unknown_table(
    study: UnknownStudy, shown: Bools, party: str | None, names: Names
) -> Table:
    """Give one row a state and concept: who stays under each reading."""
    engine = study.engine
    asked = engine.parties if party is None else (party,)
    rows = []
    for at in np.flatnonzero(shown & engine.feasible):
        state = engine.state(int(at))
        for concept in study.concepts:
            stay = [
                [
                    each
                    for each in asked
                    if study.sets[reading, concept, engine.parties.index(each)][at]
                ]
                for reading in READINGS
            ]
            cells = (
                "E" if len(each) == len(engine.parties) else " ".join(each)
                for each in stay
            )
            rows.append((state, names.state(state), str(concept), *cells))
    return Table(
        columns=(
            *state_columns(names),
            Column("concept", names.say("concept")),
            *(Column(reading, reading) for reading in READINGS),
        ),
        rows=tuple(rows),
        caption=names.say("Who would stay where (E: everybody)"),
    )
