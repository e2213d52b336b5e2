"""The equilibria that a reader should see, named and numbered."""

from detente.report.document import Block, Heading, Listing, Marked, Paragraph
from detente.report.naming import Names
from detente.study.stability.shown_equilibria import FEW, Notable


def numbered_states(notables: tuple[Notable, ...]) -> tuple[str, ...]:
    """Give the states that a list names, in the order E1, E2, ..."""
    states: dict[str, None] = {}
    for notable in notables:
        found = notable.states or (
            *notable.listed,
            *notable.reached,
            *notable.deals,
            *(state for _, state in notable.best),
        )
        states |= dict.fromkeys(found)
    return tuple(states)


def equilibria_blocks(
    notable: Notable, numbers: tuple[str, ...], names: Names, *, narrowed: bool = False
) -> list[Block]:
    """Name the equilibria under a concept: all when few, else those that matter.

    `numbers` are the states that are called E1, E2, ... in this list; `narrowed`
    says that some states only were asked for.
    """
    concept = str(notable.concept)
    if not notable.count:
        said = (
            names.say("In every situation asked for somebody would move on.")
            if narrowed
            else names.say(
                "In every situation somebody would move on: the dispute has no "
                "resting place under this concept."
            )
        )
        heading = names.say("No equilibrium under {concept}", concept=concept)
        return [Heading(heading), Paragraph(said)]
    title = names.count(
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

    def link(self, state: str) -> tuple[str, str]:
        """Give what names a state, and where it is explained."""
        return self(state), f"explain-{state}"


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
    items: list[str] = []
    if notable.named:
        items.append(_called(notable, numbered))
    if notable.reached:
        items.append(_reached(notable, notable.n_reached or 0, numbered))
    if notable.n_reached is None:
        items.append(
            names.say(
                "which of them improvements from now reach, there was no time to see"
            )
        )
    if notable.deals:
        said = names.count(
            "nobody is worse off than now in {n}: {states}",
            "nobody is worse off than now in {n}, the best among them: {states}",
            notable.n_deals,
            states="; ".join(map(numbered, notable.deals)),
        )
        items.append(Marked(said, links=tuple(map(numbered.link, notable.deals))))
    else:
        items.append(names.say("in every other one somebody is worse off than now"))
    items += _best(notable, numbered)
    items.append(_shared(notable, names))
    return items


def _called(notable: Notable, numbered: _Numbered) -> Marked:
    """Name those that have names of their own, a few of many."""
    words, labels = numbered.names, dict(numbered.names.case.labels)
    shown = []
    for state in notable.listed:
        own = [
            name
            for name, named in notable.named
            if named == state and name != "now" and name not in labels
        ]
        said = numbered(state)
        shown.append(f"{', '.join(own)}: {said}" if own else said)
    rest = len(notable.named_states) - len(notable.listed)
    if rest:
        shown.append(words.count("{n} more", "{n} more", rest))
    said = words.say("named: {states}", states="; ".join(shown))
    return Marked(said, links=tuple(map(numbered.link, notable.listed)))


def _reached(notable: Notable, count: int, numbered: _Numbered) -> Marked:
    """Name those that improvements reach from now, the nearest of many."""
    words = numbered.names
    said = words.count(
        "improvements from now reach {n}: {states}",
        "improvements from now reach {n}, nearest first: {states}",
        count,
        states="; ".join(map(numbered, notable.reached)),
    )
    return Marked(said, links=tuple(map(numbered.link, notable.reached)))


def _best(notable: Notable, numbered: _Numbered) -> list[str]:
    """Say which is best for whom, and where several are."""
    names = numbered.names
    words, ties = names, dict(notable.ties)
    items: list[str] = []
    for party, state in notable.best:
        others = ties[party] - 1
        said = words.say(
            "best for {party}: {state}", party=names.party(party), state=numbered(state)
        )
        if others:
            said = words.count(
                "{best} and {n} other as good",
                "{best} and {n} others as good",
                others,
                best=said,
            )
        items.append(Marked(said, target=f"explain-{state}"))
    if notable.alike:
        listed = names.parties(notable.alike)
        items.append(words.say("all are worth the same to {parties}", parties=listed))
    return items


def _shared(notable: Notable, names: Names) -> str:
    if not notable.shared:
        return names.say("no option stands the same in all of them")
    marks = [("+" if taken else "-") + option for option, taken in notable.shared]
    return names.say("all share: {options}", options=" ".join(marks))
