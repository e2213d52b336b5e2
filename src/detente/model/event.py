"""What happened, what was said of it, and where it is written."""

import datetime

from detente.model.formula import Formula
from detente.model.quantity import Amount
from detente.model.text import UNDESCRIBED, About, Text
from detente.records import dataclass

EVENT_KINDS = (
    "meeting",
    "statement",
    "offer",
    "message",
    "position",
    "begun",
    "deed",
    "verification",
    "kept",
    "breach",
    "leadership",
)
MOVED_TO = (
    "carried_out",
    "all_sign",
    "nobody_calls_off",
    "keeps_itself",
    "outlives_signers",
)
"""What a change may bring a road map to, one after the other."""
CLAIM_KINDS = ("fact", "judgement", "demand", "offer", "forecast")


@dataclass(frozen=True, slots=True)
class Source:
    """Where something is written; `file` is its text, if at hand.

    `date` is a day, or the year or month as written where no day is known.
    """

    id: str
    title: Text | None = None
    author: Text | None = None
    publisher: Text | None = None
    date: datetime.date | str | None = None
    url: str | None = None
    file: str | None = None
    about: About = UNDESCRIBED


@dataclass(frozen=True, slots=True)
class Event:
    """Something dated.

    Attributes
    ----------
    date, end, expires : date or None
        First day, last day, how long a statement is good.
    kind : str
        One of `EVENT_KINDS`.
    option, value : str, bool or None
        The option concerned, and whether it was taken (or promised); None
        where the event does not say, which reads as yes.
    condition : Formula or None
        For an offer, when it is good (SPEC: `if`).
    on : str or None
        For a position, what it supports or opposes.
    road_map : str or None
        The plan that the event speaks of (SPEC: `roadmap`).
    disputed, lawful : bool
        Whether those concerned tell it otherwise; whether a breach was an exit that the
        commitment itself allows for, which is none broken.
    to, through : tuple of str
        Whom a message, a statement or an offer is for, and who carried it.
    tags : tuple of str
        What kind of thing it was, by which scopes tell what counts.
    supersedes : str or None
        The id of the earlier event that this one corrects.
    """

    date: datetime.date
    kind: str
    id: str | None = None
    end: datetime.date | None = None
    expires: datetime.date | None = None
    parties: tuple[str, ...] = ()
    option: str | None = None
    value: bool | None = None
    condition: Formula | None = None
    on: str | None = None
    road_map: str | None = None
    outcome: str | None = None
    disputed: bool = False
    lawful: bool = False
    title: Text | None = None
    place: str | None = None
    source: str | None = None
    quote: str | None = None
    to: tuple[str, ...] = ()
    through: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    supersedes: str | None = None
    about: About = UNDESCRIBED

    @property
    def taken(self) -> bool:
        """Whether the option was taken (or promised): so it was if nothing is said."""
        return self.value is not False


@dataclass(frozen=True, slots=True)
class Scope:
    """A reading of what counts for or against some options.

    `counts` are tags of events: with "ballistic" alone, what was fired below that
    breaks no commitment.
    """

    id: str
    options: tuple[str, ...]
    counts: tuple[str, ...]
    about: About = UNDESCRIBED


@dataclass(frozen=True, slots=True)
class Test:
    """A claim as something the model can answer.

    Attributes
    ----------
    kind : str
        formula, stable, better, holds, fails, more_exposed, followed, moves, prefers,
        stronger, deadline, ended_by, met, forces or none.
    formula : Formula or None
        For `formula`, `stable` and `forces`.
    names : tuple of str
        Road maps for better, holds, fails, followed; parties for
        more_exposed, and for forces, where they act as one; a party and two road
        maps for prefers, a party and a variant for stronger; a deadline for deadline;
        a road map and a leadership for ended_by; for moves a road map, then the
        parties whose options may be changed, none being all.
    met : tuple of (str, str, int)
        For `met`: two parties and how often.
    until : date or None
        For `followed`: the day up to which it is asked; None is the case's.
    scope : str or None
        For `followed`: what counts; None is as the options are read.
    changes : tuple of (str, str)
        For `moves`: paths and new values, as those of a variant; none is any single
        change.
    within : int or None
        For `forces`: rounds; None is any number.
    chance : Amount or None
        For `forces`: at least so likely; None is for sure.
    goal : str or None
        For `moves`: what the road map is to come to, one of `MOVED_TO`; None is any of
        the first three that it does not reach.
    """

    kind: str
    formula: Formula | None = None
    names: tuple[str, ...] = ()
    met: tuple[tuple[str, str, int], ...] = ()
    until: datetime.date | None = None
    scope: str | None = None
    changes: tuple[tuple[str, str], ...] = ()
    within: int | None = None
    chance: Amount | None = None
    goal: str | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """What a source asserts; `on` are the elements it is about (SPEC: `about`)."""

    id: str
    kind: str
    source: str | None = None
    place: str | None = None
    quote: str | None = None
    by: tuple[str, ...] = ()
    on: tuple[str, ...] = ()
    test: Test = Test("none")
    about: About = UNDESCRIBED
