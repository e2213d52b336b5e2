"""A dispute: parties, their options, the rules, and all that is known of it."""

import datetime
from dataclasses import field, fields
from functools import cached_property

from detente.model.event import Claim, Event, Scope, Source
from detente.model.formula import FALSE, TRUE, And, Formula, Not
from detente.model.preference import Preference
from detente.model.quantity import AT_ONCE, Amount, Duration, Lapse, Rate
from detente.model.road_map import UNTIMED, Negotiation
from detente.model.ruling import Ruling
from detente.model.text import UNDESCRIBED, About, Text
from detente.records import dataclass


@dataclass(frozen=True, slots=True)
class Change:
    """When an option can be changed in one direction, and how long it takes.

    `never` holds at the states from which the change is forbidden.
    """

    never: Formula = FALSE
    takes: Duration = AT_ONCE

    @property
    def is_never(self) -> bool:
        """Whether the change is forbidden everywhere."""
        return self.never == TRUE


@dataclass(frozen=True, slots=True)
class Seen:
    """How it is noticed that an option is not as a road map has it.

    Attributes
    ----------
    by : tuple of str
        The parties and bodies that notice it, and tell all.
    after : Lapse or None
        How long nobody can notice it; None is not at all.
    chance : Rate or None
        How likely it is noticed in a period, from then on; None is for sure.
    hidden : Amount or None
        How likely an equal of the step exists that nobody else knows of; None is
        not at all.
    """

    by: tuple[str, ...] = ()
    after: Lapse | None = None
    chance: Rate | None = None
    hidden: Amount | None = None
    about: About = UNDESCRIBED


@dataclass(frozen=True, slots=True)
class Option:
    """A step that a party can take or not.

    Attributes
    ----------
    now : bool
        Whether it is taken in the status quo.
    undo, redo : Change
        When it can be undone once taken, and taken once not taken.
    requires : Formula
        It can be taken only by a move that lands where this holds.
    takes : Duration or None
        How long doing it lasts.
    cost_do, cost_undo : Amount or None
        In utility, once.
    verify : tuple of str
        The bodies that can verify it.
    until : date or None
        The day on which the right to take it ends; what is taken then stands.
    seen : Seen or None
        How its breach is noticed; None is by all at once.
    chance : Amount or None
        How likely taking it succeeds, in questions about what can be forced; None is
        for sure.
    by_nature : bool or None
        Whether nature, and not a text, sets how long it takes to change it back; None
        is where that is never.
    """

    id: str
    party: str
    now: bool = False
    undo: Change = Change()
    redo: Change = Change()
    requires: Formula = TRUE
    takes: Duration | None = None
    cost_do: Amount | None = None
    cost_undo: Amount | None = None
    track: str | None = None
    verify: tuple[str, ...] = ()
    until: datetime.date | None = None
    seen: Seen | None = None
    about: About = UNDESCRIBED
    chance: Amount | None = None
    by_nature: bool | None = None

    def sets_time(self, change: Change) -> bool:
        """Whether nature sets how long `undo` or `redo` takes, so that no text can."""
        return change.is_never if self.by_nature is None else self.by_nature

    @property
    def settled(self) -> bool:
        """Whether it can never change: taken for good, or not taken for good."""
        return self.undo.is_never if self.now else self.redo.is_never


@dataclass(frozen=True, slots=True)
class Party:
    """One who decides: its id and its options in file order."""

    id: str
    options: tuple[Option, ...] = ()
    about: About = UNDESCRIBED


@dataclass(frozen=True, slots=True)
class Topic:
    """A body or a track: an id with a name."""

    id: str
    about: About = UNDESCRIBED


@dataclass(frozen=True, slots=True)
class Term:
    """A named formula."""

    id: str
    formula: Formula
    about: About = UNDESCRIBED


@dataclass(frozen=True, slots=True)
class Project:
    """A joint undertaking, true where it is needed and nothing blocks it."""

    id: str
    parties: tuple[str, ...]
    needs: Formula = TRUE
    blocked_by: Formula = FALSE
    track: str | None = None
    about: About = UNDESCRIBED

    @property
    def formula(self) -> Formula:
        """Where it goes ahead: `needs and not blocked_by`."""
        return And((self.needs, Not(self.blocked_by)))


@dataclass(frozen=True, slots=True)
class Constraint:
    """A formula that every feasible state satisfies."""

    formula: Formula
    about: About = UNDESCRIBED


@dataclass(frozen=True, slots=True)
class Graph:
    """Moves written out, and states where the case has no options.

    Attributes
    ----------
    states : tuple of (str, Text)
        Ids and names; empty where the case has options.
    status_quo : str or None
        Id of the state that holds now; None where options say it.
    moves : tuple of (party, ((state, (state, ...)), ...))
        Each party's moves, replacing the derived ones; states are ids, or
        Y/N strings in option order.
    """

    states: tuple[tuple[str, Text], ...] = ()
    status_quo: str | None = None
    moves: tuple[tuple[str, tuple[tuple[str, tuple[str, ...]], ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Published:
    """What a source prints under one concept, as states.

    `equilibria` None means that the source prints only what is stable for
    single parties.
    """

    concept: str
    equilibria: tuple[str, ...] | None = None
    stable: tuple[tuple[str, tuple[str, ...]], ...] = ()
    about: About = UNDESCRIBED


@dataclass(frozen=True, slots=True)
class Variant:
    """A named edit of the case.

    `changes` pairs a path such as `options.relief.undo` with a value of the
    file, kept as YAML text on one line; `removals` are paths.
    """

    id: str
    title: Text | None = None
    changes: tuple[tuple[str, str], ...] = ()
    removals: tuple[str, ...] = ()
    about: About = UNDESCRIBED


@dataclass(frozen=True, slots=True)
class View:
    """The case as one party sees it: a named edit of it.

    Attributes
    ----------
    changes, removals
        As those of a variant.
    only : Formula
        The states that the party perceives.
    """

    party: str
    title: Text | None = None
    changes: tuple[tuple[str, str], ...] = ()
    removals: tuple[str, ...] = ()
    only: Formula = TRUE
    about: About = UNDESCRIBED


_TITLE = 60
"""Characters of a title that tell one case from another."""


@dataclass(frozen=True, repr=False)
class Case:
    """Everything that a case file says, checked.

    Attributes
    ----------
    parties : tuple of Party
        In file order; their options in this order make the state string.
    preferences : tuple of (str, Preference)
        By party; a party without one is indifferent.
    sees : tuple of View
        What parties see that see another game than the one written here.
    labels : tuple of (str, str)
        Names of states and the states, as Y/N strings or ids.
    file : str
        The name under which it was read, for messages and results.
    rulings : tuple of Ruling
        The leaderships as if which ruled already it is read, one of a party.
    """

    title: Text
    parties: tuple[Party, ...]
    as_of: datetime.date | None = None
    summary: Text | None = None
    author: Text | None = None
    language: str | None = None
    sources: tuple[Source, ...] = ()
    bodies: tuple[Topic, ...] = ()
    tracks: tuple[Topic, ...] = ()
    terms: tuple[Term, ...] = ()
    projects: tuple[Project, ...] = ()
    constraints: tuple[Constraint, ...] = ()
    preferences: tuple[tuple[str, Preference], ...] = ()
    events: tuple[Event, ...] = ()
    events_file: str | None = None
    scopes: tuple[Scope, ...] = ()
    claims: tuple[Claim, ...] = ()
    variants: tuple[Variant, ...] = ()
    sees: tuple[View, ...] = ()
    graph: Graph = Graph()
    labels: tuple[tuple[str, str], ...] = ()
    published: tuple[Published, ...] = ()
    negotiation: Negotiation = UNTIMED
    about: About = UNDESCRIBED
    file: str = field(default="", compare=False)
    variant: str | None = field(default=None, compare=False)
    edits: tuple[str, ...] = field(default=(), compare=False)
    rulings: tuple[Ruling, ...] = field(default=(), compare=False)

    def __repr__(self) -> str:
        """Tell on one line which case it is, and how large."""
        title = str(self.title)[:_TITLE]
        parts = [f"{len(self.parties)} parties", f"{len(self.options)} options"]
        if self.variant is not None:
            parts.append(f"variant {self.variant!r}")
        return f"<Case {title!r}: {', '.join(parts)}>"

    def __hash__(self) -> int:
        """Reckon once what every memory of answers about cases asks for."""
        return self._hash

    def __getstate__(self) -> dict[str, object]:
        """Leave behind the hash: another process hashes texts in its own way."""
        return {name: each for name, each in vars(self).items() if name != "_hash"}

    @cached_property
    def _hash(self) -> int:
        compared = (each.name for each in fields(self) if each.compare)
        return hash(tuple(getattr(self, name) for name in compared))

    @cached_property
    def options(self) -> tuple[Option, ...]:
        """Every option in file order, which is the order of the state string."""
        return tuple(option for party in self.parties for option in party.options)

    @cached_property
    def option(self) -> dict[str, Option]:
        """Options by id."""
        return {option.id: option for option in self.options}

    @cached_property
    def party(self) -> dict[str, Party]:
        """Parties by id."""
        return {party.id: party for party in self.parties}

    @cached_property
    def preference(self) -> dict[str, Preference]:
        """Preferences by party; an indifferent party has an empty one."""
        given = dict(self.preferences)
        return {party.id: given.get(party.id, Preference()) for party in self.parties}

    @cached_property
    def definitions(self) -> dict[str, Formula]:
        """What each term and project stands for."""
        terms = {term.id: term.formula for term in self.terms}
        return terms | {project.id: project.formula for project in self.projects}

    @cached_property
    def elements(self) -> dict[str, About]:
        """What is said of every element that has an id, by id."""
        plans = self.negotiation
        found: dict[str, About] = {}
        for group in (
            self.parties,
            self.options,
            self.bodies,
            self.tracks,
            self.terms,
            self.projects,
            plans.leaderships,
            plans.guarantees,
            plans.deadlines,
            plans.road_maps,
            self.scopes,
        ):
            for element in group:
                found[element.id] = element.about
        return found

    @cached_property
    def standing_events(self) -> tuple[Event, ...]:
        """The events that no later one corrects, in file order."""
        corrected = {event.supersedes for event in self.events} - {None}
        if not corrected:
            return self.events
        return tuple(event for event in self.events if event.id not in corrected)

    @cached_property
    def status_quo(self) -> str:
        """The state that holds now: a Y/N string, or an id."""
        if self.graph.status_quo is not None:
            return self.graph.status_quo
        return "".join("Y" if option.now else "N" for option in self.options)
