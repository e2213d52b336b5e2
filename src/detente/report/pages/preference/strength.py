"""How strongly each party is held where it stays."""

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
from detente.report.pages.preference.unknown import SHOWN, too_many
from detente.report.pages.stability.stable_sets import concepts_table, state_columns
from detente.report.words import Words
from detente.study.preference.strength_of_preference import StrengthStudy


def strength_page(
    study: StrengthStudy, shown: Bools, party: str | None, names: Names
) -> Document:
    """Show general, strong and weak stability, and the equilibria by kind.

    Parameters
    ----------
    study : StrengthStudy
        What was found.
    shown : bool array, shape (n_states,)
        The states asked for.
    party : str or None
        Whose verdicts are listed; None lists equilibria.
    names : Names
        The case and the language.
    """
    if party is None:
        general = [study.equilibria(concept) for concept in study.concepts]
        listed = shown & np.logical_or.reduce(general)
    else:
        listed = shown
    return (
        Heading(names.title(), 1),
        Listing(tuple(_entries(study, names))),
        Paragraph(
            names.say(
                "A party is held strongly where each of its improvements is answered "
                "by what it likes greatly less, and weakly where each is answered, "
                "but not all so strongly; without an improvement it is not tempted, "
                "and nothing has to hold it."
            )
        ),
        _counts(study, shown, names),
        _states(study, listed, party, names),
    )


def _entries(study: StrengthStudy, names: Names) -> list[str]:
    found = []
    for party, found_pairs in zip(study.engine.parties, study.strong, strict=True):
        entries = names.case.preference[party].strong
        written = "; ".join(each.text(list(names.case.option)) for each in entries)
        said = names.say(
            "{party}: in {n} pairs of situations one is greatly better ({entries})",
            party=names.party(party),
            n=names.number(found_pairs),
            entries=written,
        )
        found += [said] if entries else []
    return found


def _counts(study: StrengthStudy, shown: Bools, names: Names) -> Table:
    parties = study.engine.parties
    say = names.say

    def counted(*sets: Bools) -> tuple[str, ...]:
        return tuple(names.number(int(np.count_nonzero(s & shown))) for s in sets)

    rows = []
    for concept in study.concepts:
        for position, party in enumerate(parties):
            held = study.sets[concept, position]
            kinds = counted(held.general, held.strong, held.weak)
            rows.append((str(concept), names.party(party), *kinds))
        all_kinds = counted(
            study.equilibria(concept),
            study.strong_equilibria(concept),
            study.weak_equilibria(concept),
        )
        rows.append((str(concept), say("everybody"), *all_kinds))
    return Table(
        columns=(
            Column("concept", say("concept")),
            Column("party", say("party")),
            Number("general", say("stays")),
            Number("strong", say("held strongly")),
            Number("weak", say("held weakly")),
        ),
        rows=tuple(rows),
        caption=say(
            "Where each party stays, out of {n} situations",
            n=names.number(int(np.count_nonzero(shown))),
        ),
    )


def _states(
    study: StrengthStudy, listed: Bools, party: str | None, names: Names
) -> Block:
    count = int(np.count_nonzero(listed))
    if count > SHOWN:
        return too_many(count, names)
    caption = names.say("Equilibria, and how strongly those are held who are tempted")
    if party is not None:
        caption = names.say(
            "How strongly {party} is held where it stays", party=names.party(party)
        )
    held = _held(study, party, names)
    return concepts_table((study.engine, listed), study.concepts, held, caption, names)


def _held(
    study: StrengthStudy, party: str | None, words: Words
) -> Callable[[int, Concept], str]:
    """Say of a state and concept how a party is held there; of None, how all are.

    All are held as those are who are tempted.
    """
    sets: dict[Concept, tuple[Bools, Bools, Bools]] = {}
    for concept in study.concepts:
        if party is None:
            sets[concept] = (
                study.equilibria(concept),
                study.strong_equilibria(concept),
                study.weak_equilibria(concept),
            )
        else:
            own = study.sets[concept, study.engine.parties.index(party)]
            sets[concept] = own.general, own.strong, own.weak

    def held(index: int, concept: Concept) -> str:
        general, strong, weak = (states[index] for states in sets[concept])
        if not general:
            return "-"
        if strong:
            return words.say("strong")
        return words.say("weak") if weak else words.say("not tempted")

    return held


def strength_table(
    study: StrengthStudy, shown: Bools, party: str | None, names: Names
) -> Table:
    """Give one row a state and concept: how each party is held there."""
    engine = study.engine
    asked = engine.parties if party is None else (party,)
    held = [_held(study, each, names) for each in (*asked, None)]
    rows = []
    for index in map(int, np.flatnonzero(shown & engine.feasible)):
        state = engine.state(index)
        for concept in study.concepts:
            cells = (each(index, concept) for each in held)
            rows.append((state, names.state(state), str(concept), *cells))
    return Table(
        columns=(
            *state_columns(names),
            Column("concept", names.say("concept")),
            *(Column(each, names.party(each)) for each in asked),
            Column("everybody", names.say("everybody")),
        ),
        rows=tuple(rows),
        caption=names.say("How each party is held where it stays"),
    )
