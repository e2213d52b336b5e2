"""Who would stay where."""

from collections.abc import Callable
from typing import Any

import numpy as np

from detente.engine import Bools, Engine
from detente.model.concept import Assumptions, Concept
from detente.records import dataclass
from detente.report.document import (
    Block,
    Column,
    Document,
    Heading,
    Marked,
    Number,
    Paragraph,
    Table,
)
from detente.report.naming import Names
from detente.report.pages.stability.equilibria import equilibria_blocks, numbered_states
from detente.report.words import Words
from detente.study.stability.shown_equilibria import Notable
from detente.study.stability.stable_sets import StableSets


@dataclass(frozen=True, eq=False)
class Shown:
    """What of the verdicts a reader asked for.

    Attributes
    ----------
    asked : bool array, shape (n_states,)
        The states that are counted.
    listed : bool array, shape (n_states,)
        Those of them to list, when they are few.
    parties : tuple of str or None
        Only these are counted and listed; equilibria are still everybody's.
    """

    asked: Bools
    listed: Bools
    parties: tuple[str, ...] | None = None


def stability_page(
    sets: StableSets, notables: tuple[Notable, ...], shown: Shown, names: Names
) -> Document:
    """Show who is stable where, and the equilibria.

    Parameters
    ----------
    sets : StableSets
        What was found, among the states asked for.
    notables : tuple of Notable
        The equilibria that matter, concept by concept, among the same.
    shown : Shown
        What was asked for.
    names : Names
        The case and the language.
    """
    n_feasible = sets.engine.n_feasible
    n_asked = int(np.count_nonzero(shown.asked & sets.engine.feasible))
    some = None if n_asked == n_feasible else n_asked
    blocks: list[Block] = [Heading(names.title(), 1)]
    blocks.append(counts_table(sets, names, shown.parties, some))
    if sets.unjudged:
        blocks.append(_unjudged(sets.unjudged, names))
    numbers = numbered_states(notables)
    for notable in notables:
        blocks += equilibria_blocks(notable, numbers, names, narrowed=some is not None)
    n_shown = int(np.count_nonzero(shown.listed))
    if n_shown <= _SHOWN:
        blocks += [states_table(sets, shown.listed, names, shown.parties)]
    else:
        blocks.append(
            Paragraph(
                names.say(
                    "{n} situations are too many to list here: narrow them with "
                    "--where FORMULA, or write them all with --format csv.",
                    n=names.number(n_shown),
                )
            )
        )
    return (
        *blocks,
        Paragraph(assumptions_line(sets.assumptions, names, sets.concepts)),
    )


_SHOWN = 40


def _unjudged(concepts: tuple[Concept, ...], names: Names) -> Paragraph:
    said = names.say(
        "There was no time to judge under {concepts}: which situations hold there is "
        "not known.",
        concepts=", ".join(concepts),
    )
    return Paragraph(said)


def assumptions_line(
    assumptions: Assumptions, words: Words, concepts: tuple[Concept, ...] = ()
) -> str:
    """Say in one line what the result assumes where texts differ.

    How simultaneous moves are read is said where `concepts` has SEQ_SIM.
    """
    parts = [
        words.say("weak sanctions")
        if assumptions.sanction == "weak"
        else words.say("strict sanctions"),
        {
            "legal": words.say("full legal sequences of replies"),
            "once": words.say("replies in which each moves once at most"),
            "single": words.say("replies of one party alone"),
        }[assumptions.sequences],
        words.say("a return to the start sanctions")
        if assumptions.return_is_sanction
        else words.say("a return to the start does not sanction"),
        words.say("before the deadlines")
        if assumptions.deadline == "before"
        else words.say("on the deadlines"),
    ]
    if assumptions.wants == "statements":
        parts.append(words.say("parties judge by their statements, not their weights"))
    if Concept.SEQ_SIM in concepts:
        parts.append(
            words.say("SEQ_SIM: each party by SEQ or by SIM")
            if assumptions.simultaneous == "each"
            else words.say(
                "SEQ_SIM: SIM counts only where two parties or more are not SEQ "
                "stable (Fraser and Hipel)"
            )
        )
    return words.say("Assumed where texts differ: {parts}.", parts="; ".join(parts))


def counts_table(
    sets: StableSets,
    names: Names,
    only: tuple[str, ...] | None = None,
    n_asked: int | None = None,
) -> Table:
    """Count the stable states of each party, or of `only` some, and the equilibria.

    `n_asked` says how many states were asked for, where that is not all.
    """
    parties = only or sets.engine.parties
    positions = [sets.engine.parties.index(party) for party in parties]
    rows = []
    for concept in sets.concepts:
        counts = [
            names.number(int(np.count_nonzero(sets.sets[concept, j])))
            for j in positions
        ]
        total = names.number(int(np.count_nonzero(sets.equilibria(concept))))
        rows.append((str(concept), *counts, total))
    return Table(
        columns=(
            Column("concept", names.say("concept")),
            *(Number(party, names.party(party)) for party in parties),
            Number("equilibria", names.say("equilibria")),
        ),
        rows=tuple(rows),
        caption=names.say(
            "Situations stable for each party, out of {n}",
            n=names.number(sets.engine.n_feasible),
        )
        if n_asked is None
        else names.say(
            "Situations stable for each party, out of the {n} asked for",
            n=names.number(n_asked),
        ),
    )


def now_table(sets: StableSets, state: int, names: Names) -> Table:
    """Say, concept by concept, who would stay at a state and who would leave."""
    parties = sets.engine.parties
    rows = []
    for concept in sets.concepts:
        stays = [bool(sets.sets[concept, j][state]) for j in range(len(parties))]
        verdict = (
            Marked(names.say("holds"), tone="good")
            if all(stays)
            else Marked(names.say("does not hold"), tone="bad")
        )
        marks = [
            names.say("stays") if stay else Marked(names.leaving(), tone="bad")
            for stay in stays
        ]
        rows.append((str(concept), verdict, *marks))
    return Table(
        columns=(
            Column("concept", names.say("concept")),
            Column("verdict", names.say("verdict")),
            *(Column(party, names.party(party)) for party in parties),
        ),
        rows=tuple(rows),
        caption=names.say("Who would stay and who would leave, concept by concept"),
    )


def states_table(
    sets: StableSets, shown: Bools, names: Names, only: tuple[str, ...] | None = None
) -> Table:
    """List states with the parties, or those of `only`, that would stay there."""
    return concepts_table(
        (sets.engine, shown & sets.engine.feasible),
        sets.concepts,
        lambda index, concept: _stayers(sets, concept, index, only),
        names.say("Who would stay where (E: everybody)"),
        names,
    )


def concepts_table(
    listed: tuple[Engine, Bools],
    concepts: tuple[Concept, ...],
    cell: Callable[[int, Concept], str],
    caption: str,
    names: Names,
) -> Table:
    """Give a row a state and a column a concept.

    Parameters
    ----------
    listed : (Engine, bool array of shape (n_states,))
        The states.
    concepts : tuple of Concept
    cell : callable
        From a state and a concept to what stands there.
    caption : str
    names : Names
        The case and the language.
    """
    engine, states = listed
    rows = []
    for index in map(int, np.flatnonzero(states)):
        state = engine.state(index)
        cells = (cell(index, concept) for concept in concepts)
        rows.append((state, names.state(state), *cells))
    return Table(state_columns(names, *map(str, concepts)), tuple(rows), caption)


def state_columns(names: Names, *more: str) -> tuple[Column[Any], ...]:
    """Give the columns of a table of states; others bear the same name in words."""
    say = names.say
    first = (
        Column[Any]("state", say("state")),
        Column[Any]("changes", say("from now")),
    )
    return (*first, *(Column(each, each) for each in more))


def _stayers(
    sets: StableSets, concept: Concept, index: int, only: tuple[str, ...] | None
) -> str:
    parties = sets.engine.parties
    stay = [p for j, p in enumerate(parties) if sets.sets[concept, j][index]]
    if len(stay) == len(parties):
        return "E"
    return " ".join(p for p in stay if only is None or p in only)
