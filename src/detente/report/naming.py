"""Situations, parties, options, stages and verdicts by name."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from detente.errors import Message
from detente.model.case import Case
from detente.report.document import Cell
from detente.report.words import Words

if TYPE_CHECKING:
    from detente.study.deal.verdict import RoadMapCheck


class Names(Words):
    """What is said of one case in one language: sentences, and names of its things.

    Parameters
    ----------
    case : Case
        The case.
    words : Words
        The language.
    """

    def __init__(self, case: Case, words: Words) -> None:
        super().__init__(words.language, plain=words.plain)
        self.case = case
        self._labels = {state: label for label, state in case.labels}
        self._states = dict(case.graph.states)

    def state(self, state: str) -> str:
        """Name a state by its changes from now, or by its own name."""
        if self._states:
            name = self.text(self._states.get(state))
            return f"{state} ({name})" if name and name != state else state
        label = self._labels.get(state)
        changes = self.changes(state)
        return f"{changes} [{label}]" if label else changes

    def states(self, states: Sequence[str], n_all: int | None = None) -> str:
        """Name several states in one line, the first of `n_all`; a dash for none."""
        named = [self.state(state) for state in states]
        return "; ".join(self.with_rest(named, n_all or len(named))) or "-"

    def with_rest(self, listed: Sequence[str], n_all: int) -> tuple[str, ...]:
        """Say at the end of a list how many more there are, if any."""
        rest = n_all - len(listed)
        if not rest:
            return tuple(listed)
        return (*listed, self.count("and {n} more", "and {n} more", rest))

    def changes(self, state: str) -> str:
        """Write a state as `now +taken -undone`, readable by every command."""
        parts = [self.say("now")]
        pairs = zip(self.case.options, state, self.case.status_quo, strict=True)
        for option, chosen, now in pairs:
            if chosen != now:
                parts.append(("+" if chosen == "Y" else "-") + option.id)
        return " ".join(parts)

    def in_words(self, state: str) -> str:
        """Tell a state by the names of what differs from now."""
        if self._states:
            return self.state(state)
        pairs = zip(self.case.options, state, self.case.status_quo, strict=True)
        changed = [(each.id, chosen) for each, chosen, now in pairs if chosen != now]
        if not changed:
            return self.say("everything as it is now")
        taken = [self.option(each) for each, chosen in changed if chosen == "Y"]
        undone = [self.option(each) for each, chosen in changed if chosen == "N"]
        parts = []
        if taken:
            parts.append(self.say("newly done: {options}", options="; ".join(taken)))
        if undone:
            quoted = ", ".join(map(self.quoted, undone))
            parts.append(self.say("no longer so: {options}", options=quoted))
        return "; ".join(parts)

    def reason(self, reason: Message) -> str:
        """Say a reason found on a lower floor, with the names of this case."""
        named = dict(reason.values)
        states, party = named.get("state"), named.get("party")
        if isinstance(states, str):
            named["state"] = "; ".join(self.state(each) for each in states.split(", "))
        if isinstance(party, str) and party in self.case.party:
            named["party"] = self.party(party)
        return self.say(reason.template, **named)

    def party(self, party: str) -> str:
        """Give a party's name."""
        return self.text(self.case.party[party].about.name, party)

    def parties(self, parties: tuple[str, ...]) -> str:
        """Give several parties' names in one line."""
        return self.listed([self.party(party) for party in parties])

    def actor(self, who: str) -> str:
        """Give the name of a party or body."""
        bodies = {body.id: body.about.name for body in self.case.bodies}
        return self.text(bodies[who], who) if who in bodies else self.party(who)

    def actors(self, actors: tuple[str, ...]) -> str:
        """Give the names of several parties or bodies in one line."""
        return self.listed([self.actor(who) for who in actors])

    def element(self, element: str) -> str:
        """Give the name of any element that has one, else its id."""
        about = self.case.elements.get(element)
        return element if about is None else self.text(about.name, element)

    def option(self, option: str) -> str:
        """Give an option's name."""
        return self.text(self.case.option[option].about.name, option)

    def quote(self, words: str) -> str:
        """Give the words of a source in quotation marks, and their language if foreign.

        A source is quoted as it stands in the file, in the language of the case.
        """
        return self.foreign(self.quoted(words))

    def foreign(self, words: str) -> str:
        """Add the language of a source where the reader's is another."""
        own = self.case.language
        if own == "en" and self.language != own:
            return self.say("{words} (in English)", words=words)
        if own == "ru" and self.language != own:
            return self.say("{words} (in Russian)", words=words)
        return words

    def title(self) -> str:
        """Give the title of the case."""
        return self.text(self.case.title)

    def edited(self) -> str:
        """Say which variant was read and what was changed; empty for neither."""
        said = []
        if self.case.variant is not None:
            title = self.quoted(self.variant(self.case.variant))
            said.append(self.say("Read as the variant {variant}.", variant=title))
        if self.case.edits:
            edits = "; ".join(self.case.edits)
            said.append(self.say("Changed by hand: {edits}.", edits=edits))
        return " ".join(said)

    def variant(self, variant: str) -> str:
        """Give the title of a variant, else its id."""
        titles = {each.id: each.title for each in self.case.variants}
        return self.text(titles.get(variant), variant)


def stage_name(stage: int | None, names: Names) -> Cell:
    """Name a stage, or staying at the target; programs get its number, or stay."""
    if stage is None:
        return Cell(names.say("staying there"), "stay")
    return Cell(names.say("stage {n}", n=stage), stage)


def verdict_text(verdict: str, names: Names) -> str:
    """Give a verdict in the reader's language."""
    return {
        "proved": names.say("holds by itself (proved)"),
        "refuted": names.say("does not hold (refuted)"),
        "depends": names.say("depends on how harsh the punishment is"),
        "impossible": names.say("impossible"),
    }[verdict]


_COUNTED = {
    "proved": Message("proved in {count} of {all} orders"),
    "refuted": Message("refuted in {count} of {all} orders"),
}


def judged_text(check: "RoadMapCheck", names: Names) -> str:
    """Give the verdict on a road map, and how far it hangs on the order of moves.

    A breakdown without end is told apart: no breach pays there, but what follows
    one is known only within a band.
    """
    counts = {str(verdict): count for verdict, count in check.orders}
    n_judged = sum(counts.values())
    if len(counts) > 1:
        told = "; ".join(
            names.say(said.template, count=counts[verdict], all=n_judged)
            for verdict, said in _COUNTED.items()
            if verdict in counts
        )
        return names.say(
            "hangs on who moves first after a breach ({orders})", orders=told
        )
    held = check.binding is not None and check.binding[2] >= 0
    said = verdict_text(check.verdict, names)
    if check.verdict == "depends" and held and not check.exact:
        said = names.say("not proved: the breakdown goes round without end")
    if n_judged == 1:
        return names.say("{verdict}, in the order of the file", verdict=said)
    return said
