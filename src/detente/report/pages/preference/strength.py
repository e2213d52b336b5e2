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
from detente.report.pages.stability.stable_sets import state_columns
from detente.report.words import Words
from detente.study.preference.kinds import StrengthStudy

__all__ = ["strength_page", "strength_table"]


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
    words = names.words
    if party is None:
        general = [study.equilibria(concept) for concept in study.concepts]
        listed = shown & np.logical_or.reduce(general)
    else:
        listed = shown
    return (
        Heading(names.title(), 1),
        Listing(tuple(_entries(study, names))),
        Paragraph(
            words.say(
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
    words = names.words
    found = []
    for party, found_pairs in zip(study.engine.parties, study.strong, strict=True):
        entries = names.case.preference[party].strong
        written = "; ".join(each.text(list(names.case.option)) for each in entries)
        said = words.say(
            "{party}: in {n} pairs of situations one is greatly better ({entries})",
            party=names.party(party),
            n=words.number(found_pairs),
            entries=written,
        )
        found += [said] if entries else []
    return found


def _counts(study: StrengthStudy, shown: Bools, names: Names) -> Table:
    words, parties = names.words, study.engine.parties
    say = words.say

    def counted(*sets: Bools) -> tuple[str, ...]:
        return tuple(words.number(int(np.count_nonzero(s & shown))) for s in sets)

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
            n=words.number(int(np.count_nonzero(shown))),
        ),
    )


def _states(
    study: StrengthStudy, listed: Bools, party: str | None, names: Names
) -> Block:
    words, engine = names.words, study.engine
    count = int(np.count_nonzero(listed))
    if count > SHOWN:
        return too_many(count, words)
    kind_of_all = _kinds_of_all(study, words)
    rows = []
    for at in np.flatnonzero(listed):
        state = engine.state(int(at))
        kinds = (
            kind_of_all[concept](int(at))
            if party is None
            else _kind(study, (concept, engine.parties.index(party)), int(at), words)
            for concept in study.concepts
        )
        rows.append((state, names.state(state), *kinds))
    caption = (
        words.say("Equilibria, and how strongly those are held who are tempted")
        if party is None
        else words.say(
            "How strongly {party} is held where it stays", party=names.party(party)
        )
    )
    return Table(
        columns=state_columns(names, *map(str, study.concepts)),
        rows=tuple(rows),
        caption=caption,
    )


def _kind(
    study: StrengthStudy, focus: tuple[Concept, int], at: int, words: Words
) -> str:
    held = study.sets[focus]
    if not held.general[at]:
        return "-"
    if held.strong[at]:
        return words.say("strong")
    return words.say("weak") if held.weak[at] else words.say("not tempted")


def _kinds_of_all(
    study: StrengthStudy, words: Words
) -> dict[Concept, Callable[[int], str]]:
    """Give, by concept, how strongly those are held who are tempted at a state."""

    def judge(concept: Concept) -> Callable[[int], str]:
        whole = study.equilibria(concept)
        strong, weak = study.strong_equilibria(concept), study.weak_equilibria(concept)

        def kind(at: int) -> str:
            if not whole[at]:
                return "-"
            if strong[at]:
                return words.say("strong")
            return words.say("weak") if weak[at] else words.say("not tempted")

        return kind

    return {concept: judge(concept) for concept in study.concepts}


def strength_table(
    study: StrengthStudy, shown: Bools, party: str | None, names: Names
) -> Table:
    """Give one row a state and concept: how each party is held there."""
    words, engine = names.words, study.engine
    asked = engine.parties if party is None else (party,)
    kind_of_all = _kinds_of_all(study, words)
    rows = []
    for at in np.flatnonzero(shown & engine.feasible):
        state = engine.state(int(at))
        for concept in study.concepts:
            cells = (
                _kind(study, (concept, engine.parties.index(each)), int(at), words)
                for each in asked
            )
            whole = kind_of_all[concept](int(at))
            rows.append((state, names.state(state), str(concept), *cells, whole))
    return Table(
        columns=(
            *state_columns(names),
            Column("concept", words.say("concept")),
            *(Column(each, names.party(each)) for each in asked),
            Column("everybody", words.say("everybody")),
        ),
        rows=tuple(rows),
        caption=words.say("How each party is held where it stays"),
    )
