"""Situations, parties, options and stages by name."""

import re
from collections.abc import Sequence

from detente.errors import Message
from detente.model.case import Case
from detente.model.ruling import Ruling
from detente.report.document import Cell
from detente.report.words import PLAIN_WORDS, Wording, Words

_REMEMBERED = 1 << 14
"""Names of states kept at most: lists of moves name each of them again and again."""


_TYPED = re.compile(r"\s*\([^()]*(?:`|--)[^()]*\)")
"""Brackets around the key of a file or the option of a command."""


class Names(Words):
    """What is said of one case in one language: sentences, and names of its things.

    Parameters
    ----------
    case : Case
        The case.
    words : Words
        The language.
    wording : Wording or None
        None is that of `words` where they are names of a case, else plain words.
    end : str or None
        The state that a road map ends at: `against_now` compares with it what
        differs less from it than from now.
    """

    def __init__(
        self,
        case: Case,
        words: Words,
        wording: Wording | None = None,
        end: str | None = None,
    ) -> None:
        super().__init__(words.language, plain=words.plain)
        self.case = case
        given: Wording | None = getattr(words, "wording", None)
        self.wording: Wording = wording or given or PLAIN_WORDS
        self._labels = {state: label for label, state in case.labels}
        self._states = dict(case.graph.states)
        self._end = end
        self._known: dict[str, str] = {}

    def _told(self, sentence: str) -> str:
        """Leave out what somebody would type where nobody will.

        Before the places are filled: what a case says is never cut.
        """
        return sentence if self.typed else _TYPED.sub("", sentence)

    def state(self, state: str) -> str:
        """Name a state by its changes from now, or by its own name."""
        known = self._known.get(state)
        if known is None:
            known = self._state(state)
            if len(self._known) < _REMEMBERED:
                self._known[state] = known
        return known

    def _state(self, state: str) -> str:
        if self._states:
            name = self.text(self._states.get(state))
            return f"{state} ({name})" if name and name != state else state
        if self.spoken:
            return self.against_now(state)
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

    def against_now(self, state: str) -> str:
        """Name a state in the middle of a sentence; programs get its ids."""
        if self._states or self.plain:
            return self.state(state)
        now = self.case.status_quo
        end = self._end
        if end is not None and _distance(state, end) < _distance(state, now):
            return self._against_end(state, end)
        taken, undone = self._changed(state, now)
        if taken and undone:
            return self.say(
                "now, with {taken} and without {undone}", taken=taken, undone=undone
            )
        if taken:
            return self.say("now, with {taken}", taken=taken)
        if undone:
            return self.say("now, without {undone}", undone=undone)
        return self.say("how things stand now")

    def _against_end(self, state: str, end: str) -> str:
        taken, undone = self._changed(state, end)
        if taken and undone:
            return self.say(
                "the end of the road map, with {taken} and without {undone}",
                taken=taken,
                undone=undone,
            )
        if taken:
            return self.say("the end of the road map, with {taken}", taken=taken)
        if undone:
            return self.say("the end of the road map without {undone}", undone=undone)
        return self.say("the end of the road map")

    def _changed(self, state: str, base: str) -> tuple[str, str]:
        """Name what is taken and what is undone in a state against another."""
        pairs = zip(self.case.options, state, base, strict=True)
        changed = [(each.id, new) for each, new, old in pairs if new != old]
        return (
            self.options([each for each, new in changed if new == "Y"]),
            self.options([each for each, new in changed if new == "N"]),
        )

    def move(self, before: str, after: str) -> str:
        """Tell a move by the options that it changes, or by where it leads."""
        if not self.case.options or self._states:
            return self.say("to {state}", state=self.state(after))
        taken, undone = self._changed(after, before)
        if taken and undone:
            return self.say(
                "takes {taken}, undoes {undone}", taken=taken, undone=undone
            )
        if taken:
            return self.say("takes {taken}", taken=taken)
        return self.say("undoes {undone}", undone=undone)

    def against(self, state: str, base: str) -> str:
        """Name a state in the middle of a sentence by what differs from another."""
        if state == base:
            return self.say("it")
        if self._states:
            name = self.text(self._states.get(state), state)
            return self._named(self.quoted(name), state)
        now = self.case.status_quo
        if self.plain or state == now or _distance(state, now) < _distance(state, base):
            return self.against_now(state)
        taken, undone = self._changed(state, base)
        if taken and undone:
            return self.say(
                "the same with {taken} and without {undone}", taken=taken, undone=undone
            )
        if taken:
            return self.say("the same with {taken}", taken=taken)
        return self.say("the same without {undone}", undone=undone)

    def reason(self, reason: Message) -> str:
        """Say a reason found on a lower floor, with the names of this case."""
        named = dict(reason.values)
        states, party = named.get("state"), named.get("party")
        if isinstance(states, str):
            named["state"] = "; ".join(map(self.against_now, states.split(", ")))
        if isinstance(party, str) and party in self.case.party:
            named["party"] = self.party(party)
        for key in ("step", "needed"):
            option = named.get(key)
            if isinstance(option, str) and option in self.case.option:
                named[key] = self.option(option)
        order = named.get("order")
        if isinstance(order, str):
            named["order"] = ", ".join(self.party(each) for each in order.split(", "))
        return self.say(reason.template, **named)

    def term(self, plain: str, field: str) -> str:
        """Choose between plain words and the term of the field, which programs get."""
        return field if self.field else plain

    def leaving(self) -> str:
        """Say in one word that a party does not stay."""
        return self.term(self.say("would move"), self.say("LEAVES"))

    @property
    def field(self) -> bool:
        """Whether the terms of the field are used: asked for, or for programs."""
        return self.wording.terms or self.plain

    @property
    def typed(self) -> bool:
        """Whether commands are told; programs get every sentence whole."""
        return self.wording.typed or self.plain

    @property
    def spoken(self) -> bool:
        """Whether situations are told by names alone; programs always get ids."""
        return self.wording.spoken and not self.plain

    def party(self, party: str) -> str:
        """Give a party's name."""
        return self._named(self.text(self.case.party[party].about.name, party), party)

    def parties(self, parties: tuple[str, ...]) -> str:
        """Give several parties' names in one line."""
        return self.listed([self.party(party) for party in parties])

    def actor(self, who: str) -> str:
        """Give the name of a party or body."""
        bodies = {body.id: body.about.name for body in self.case.bodies}
        if who not in bodies:
            return self.party(who)
        return self._named(self.text(bodies[who], who), who)

    def actors(self, actors: tuple[str, ...]) -> str:
        """Give the names of several parties or bodies in one line."""
        return self.listed([self.actor(who) for who in actors])

    def element(self, element: str) -> str:
        """Give the name of any element that has one, else its id."""
        about = self.case.elements.get(element)
        if about is None:
            return element
        party = next(
            (each.party for each in self.case.rulings if each.before == element), None
        )
        if party is not None:
            said = self.say("the leadership as written")
            return self._named(f"{said} ({self.party(party)})", element)
        return self._named(self.text(about.name, element), element)

    def option(self, option: str) -> str:
        """Give an option's name."""
        name = self.text(self.case.option[option].about.name, option)
        return self._named(name, option)

    def options(self, options: Sequence[str]) -> str:
        """Give several options in one line: their names, for programs their ids."""
        if self.plain:
            return ", ".join(options)
        return self.listed([self.quoted(self.option(each)) for each in options])

    def _named(self, name: str, key: str) -> str:
        """Put the id beside a name, where it is asked for and says more."""
        return f"{name} [{key}]" if self.wording.ids and name != key else name

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
        said += [
            self.say(
                "Asked as if this leadership ruled already: {leadership} ({party}).",
                leadership=self._leadership(each),
                party=self.party(each.party),
            )
            for each in self.case.rulings
        ]
        return " ".join(said)

    def _leadership(self, ruling: Ruling) -> str:
        types = ruling.case.negotiation.leaderships
        names = {each.id: each.about.name for each in types}
        name = self.text(names[ruling.leadership], ruling.leadership)
        return self._named(self.quoted(name), ruling.leadership)

    def variant(self, variant: str) -> str:
        """Give the title of a variant, else its id."""
        titles = {each.id: each.title for each in self.case.variants}
        return self.text(titles.get(variant), variant)


def _distance(state: str, other: str) -> int:
    return sum(one != two for one, two in zip(state, other, strict=True))


def stage_name(stage: int | None, names: Names) -> Cell:
    """Name a stage, or staying at the target; programs get its number, or stay."""
    if stage is None:
        return Cell(names.say("staying there"), "stay")
    return Cell(names.say("stage {n}", n=stage), stage)
