"""Who would stay where."""

import numpy as np

from detente.engine import Bools
from detente.model.concept import Assumptions, Concept
from detente.report.document import (
    Block,
    Document,
    Heading,
    Listing,
    Marked,
    Paragraph,
    Table,
)
from detente.report.naming import Names
from detente.report.words import Words
from detente.study.notable import FEW, Notable
from detente.study.solution import StableSets

__all__ = [
    "assumptions_line",
    "counts_table",
    "equilibria_blocks",
    "now_table",
    "numbered_states",
    "stability_page",
    "states_table",
]


def numbered_states(notables: tuple[Notable, ...]) -> tuple[str, ...]:
    """Give the states that a list names, in the order E1, E2, ..."""
    states: dict[str, None] = {}
    for notable in notables:
        found = notable.states or (
            *(state for _, state in notable.named),
            *notable.deals,
            *(state for _, state in notable.best),
        )
        states |= dict.fromkeys(found)
    return tuple(states)


def stability_page(
    sets: StableSets,
    notables: tuple[Notable, ...],
    shown: Bools,
    names: Names,
    parties: tuple[str, ...] | None = None,
) -> Document:
    """Show who is stable where, and the equilibria.

    Parameters
    ----------
    sets : StableSets
        What was found.
    notables : tuple of Notable
        The equilibria that matter, concept by concept.
    shown : bool array, shape (n_states,)
        The states to list, when they are few.
    names : Names
        The case and the language.
    parties : tuple of str or None
        Only these are counted and listed; equilibria are still everybody's.
    """
    words = names.words
    blocks: list[Block] = [Heading(names.title(), 1)]
    blocks.append(counts_table(sets, names, parties))
    numbers = numbered_states(notables)
    for notable in notables:
        blocks += equilibria_blocks(notable, numbers, names)
    n_shown = int(np.count_nonzero(shown))
    if n_shown <= _SHOWN:
        blocks += [states_table(sets, shown, names, parties)]
    else:
        blocks.append(
            Paragraph(
                words.say(
                    "{n} situations are too many to list here: narrow them with "
                    "--where FORMULA, or write them all with --format csv.",
                    n=words.number(n_shown),
                )
            )
        )
    return (
        *blocks,
        Paragraph(assumptions_line(sets.assumptions, words, sets.concepts)),
    )


_SHOWN = 40


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
    sets: StableSets, names: Names, only: tuple[str, ...] | None = None
) -> Table:
    """Count the stable states of each party, or of `only` some, and the equilibria."""
    words = names.words
    parties = only or sets.engine.parties
    positions = [sets.engine.parties.index(party) for party in parties]
    rows = []
    for concept in sets.concepts:
        counts = [
            words.number(int(np.count_nonzero(sets.sets[concept, j])))
            for j in positions
        ]
        total = words.number(int(np.count_nonzero(sets.equilibria(concept))))
        rows.append((str(concept), *counts, total))
    return Table(
        columns=(
            words.say("concept"),
            *(names.party(party) for party in parties),
            words.say("equilibria"),
        ),
        keys=("concept", *parties, "equilibria"),
        rows=tuple(rows),
        caption=words.say(
            "Situations stable for each party, out of {n}",
            n=words.number(sets.engine.n_feasible),
        ),
        numeric=frozenset(range(1, len(parties) + 2)),
    )


def equilibria_blocks(
    notable: Notable, numbers: tuple[str, ...], names: Names
) -> list[Block]:
    """Name the equilibria under a concept: all when few, else those that matter.

    `numbers` are the states that are called E1, E2, ... in this list.
    """
    words, concept = names.words, str(notable.concept)
    if not notable.count:
        return [
            Heading(words.say("No equilibrium under {concept}", concept=concept)),
            Paragraph(
                words.say(
                    "In every situation somebody would move on: the dispute has no "
                    "resting place under this concept."
                )
            ),
        ]
    title = words.count(
        "{n} equilibrium under {concept}",
        "{n} equilibria under {concept}",
        notable.count,
        concept=concept,
    )
    numbered = _Numbered(numbers, names)
    items = (
        [_entry(state, notable, numbered) for state in notable.states]
        if notable.count <= FEW
        else _chosen(notable, numbered)
    )
    return [Heading(title), Listing(tuple(items))]


class _Numbered:
    """Names states with their number in the list."""

    def __init__(self, numbers: tuple[str, ...], names: Names) -> None:
        self.names = names
        self._places = {state: place for place, state in enumerate(numbers, 1)}

    def __call__(self, state: str) -> str:
        return f"E{self._places[state]} {self.names.state(state)}"


def _entry(state: str, notable: Notable, numbered: _Numbered) -> str:
    labels = dict(numbered.names.case.labels)
    plans = [
        name
        for name, named in notable.named
        if named == state and name != "now" and name not in labels
    ]
    said = numbered(state) + (f" [{', '.join(plans)}]" if plans else "")
    return Marked(said, target=f"explain-{state}")


def _chosen(notable: Notable, numbered: _Numbered) -> list[str]:
    names = numbered.names
    words = names.words
    items = []
    if notable.named:
        own = {"now", *dict(names.case.labels)}
        named = [
            numbered(state) if name in own else f"{name}: {numbered(state)}"
            for name, state in notable.named
        ]
        items.append(words.say("named: {states}", states="; ".join(named)))
    if notable.deals:
        items.append(
            words.count(
                "nobody is worse off than now in {n}: {states}",
                "nobody is worse off than now in {n}, the best among them: {states}",
                notable.n_deals,
                states="; ".join(map(numbered, notable.deals)),
            )
        )
    else:
        items.append(words.say("in every other one somebody is worse off than now"))
    items += [
        Marked(
            words.say(
                "best for {party}: {state}",
                party=names.party(party),
                state=numbered(state),
            ),
            target=f"explain-{state}",
        )
        for party, state in notable.best
    ]
    items.append(_shared(notable, names))
    return items


def _shared(notable: Notable, names: Names) -> str:
    words = names.words
    if not notable.shared:
        return words.say("no option stands the same in all of them")
    marks = [("+" if taken else "-") + option for option, taken in notable.shared]
    return words.say("all share: {options}", options=" ".join(marks))


def now_table(sets: StableSets, state: int, names: Names) -> Table:
    """Say, concept by concept, who would stay at a state and who would leave."""
    words = names.words
    parties = sets.engine.parties
    rows = []
    for concept in sets.concepts:
        stays = [bool(sets.sets[concept, j][state]) for j in range(len(parties))]
        verdict = (
            Marked(words.say("holds"), tone="good")
            if all(stays)
            else Marked(words.say("does not hold"), tone="bad")
        )
        marks = [
            words.say("stays") if stay else Marked(words.say("LEAVES"), tone="bad")
            for stay in stays
        ]
        rows.append((str(concept), verdict, *marks))
    return Table(
        columns=(
            words.say("concept"),
            words.say("verdict"),
            *(names.party(party) for party in parties),
        ),
        keys=("concept", "verdict", *parties),
        rows=tuple(rows),
        caption=words.say("Who would stay and who would leave, concept by concept"),
    )


def states_table(
    sets: StableSets,
    shown: Bools,
    names: Names,
    only: tuple[str, ...] | None = None,
) -> Table:
    """List states with the parties, or those of `only`, that would stay there."""
    words, engine = names.words, sets.engine
    rows = []
    for index in np.flatnonzero(shown & engine.feasible):
        state = engine.state(int(index))
        cells = [_stayers(sets, each, int(index), only) for each in sets.concepts]
        rows.append((state, names.state(state), *cells))
    concepts = [str(concept) for concept in sets.concepts]
    return Table(
        columns=(words.say("state"), words.say("from now"), *concepts),
        keys=("state", "changes", *concepts),
        rows=tuple(rows),
        caption=words.say("Who would stay where (E: everybody)"),
    )


def _stayers(
    sets: StableSets, concept: Concept, index: int, only: tuple[str, ...] | None
) -> str:
    parties = sets.engine.parties
    stay = [p for j, p in enumerate(parties) if sets.sets[concept, j][index]]
    if len(stay) == len(parties):
        return "E"
    return " ".join(p for p in stay if only is None or p in only)
