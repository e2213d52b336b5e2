"""Deals over time: road maps, guarantees, leaderships, turnover, deadlines."""

import datetime
from collections.abc import Sequence
from decimal import Decimal

from detente.model.formula import FALSE, TRUE, Formula
from detente.model.preference import Preference
from detente.model.quantity import ONE_MONTH, ONE_YEAR, Amount, Duration, Rate
from detente.model.text import UNDESCRIBED, About, Text
from detente.records import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """Taking an option, or undoing it."""

    option: str
    taken: bool = True


@dataclass(frozen=True, slots=True)
class Stage:
    """Steps done together.

    `escrow`: nothing takes place unless every owner does its part.
    `within`: how long the stage lasts at least; None is one period.
    """

    steps: tuple[Step, ...]
    escrow: bool = False
    within: Duration | None = None
    about: About = UNDESCRIBED


@dataclass(frozen=True, slots=True)
class RoadMap:
    """An ordered list of stages.

    Attributes
    ----------
    by : tuple of str
        Who proposes it: parties or bodies.
    date, since : date or None
        When it was proposed; where following it starts.
    start : str or None
        The state it starts at (SPEC: `from`), as a Y/N string; None is now.
    until : tuple of (str, date)
        By option, the day from which what the road map did to it is owed no longer;
        the empty id is every option that has no day of its own.
    """

    id: str
    stages: tuple[Stage, ...]
    by: tuple[str, ...] = ()
    date: datetime.date | None = None
    since: datetime.date | None = None
    start: str | None = None
    until: tuple[tuple[str, datetime.date], ...] = ()
    about: About = UNDESCRIBED

    def end_of(self, option: str) -> datetime.date | None:
        """Give the day from which it asks nothing of an option any more, if any."""
        days = dict(self.until)
        return days.get(option, days.get(""))

    def states(self, options: Sequence[str], now: str) -> tuple[str, ...]:
        """Give the state that it starts at, and the one after each stage.

        Parameters
        ----------
        options : sequence of str
            Every option, in the order of the state string.
        now : str
            The state that holds now.

        Returns
        -------
        tuple of str
            As Y/N strings, one more than stages; feasible or not.
        """
        letters = dict(zip(options, self.start or now, strict=True))
        passed = ["".join(letters.values())]
        for stage in self.stages:
            for step in stage.steps:
                letters[step.option] = "Y" if step.taken else "N"
            passed.append("".join(letters.values()))
        return tuple(passed)


INDIFFERENT = Preference()
"""What another leadership wants, where nothing is said."""
NOT_NOW = Amount(Decimal(0))
"""The belief that another leadership rules already, where nothing is said."""


@dataclass(frozen=True, slots=True)
class Leadership:
    """Another leadership of a party (SPEC: a type), with wants of its own.

    `now` is the belief, from 0 to 1, that it rules already.
    """

    id: str
    party: str
    preference: Preference = INDIFFERENT
    now: Amount = NOT_NOW
    about: About = UNDESCRIBED


@dataclass(frozen=True, slots=True)
class Turnover:
    """A chance that a party's policy changes to another leadership's.

    Either a hazard (with the share of exits that change the policy) or a
    scheduled day with a probability. `before` and `after` are ids of a
    leadership or of the party itself, meaning its own preferences.
    """

    party: str
    after: str
    before: str | None = None
    hazard: Rate | None = None
    share: Amount | None = None
    on: datetime.date | None = None
    probability: Amount | None = None
    about: About = UNDESCRIBED


@dataclass(frozen=True, slots=True)
class Guarantee:
    """What guarantors promise to one party against others' breaches.

    Amounts are in utility: flows per period for as long as the breach
    stands, lumps once. `undoing` empty means any option. A `binding` one is
    delivered whatever the guarantors then prefer. From the day `until` on it answers
    nothing any more.
    """

    id: str
    by: tuple[str, ...]
    protects: str
    against: tuple[str, ...]
    undoing: tuple[str, ...] = ()
    penalty_flow: Amount | None = None
    penalty_lump: Amount | None = None
    compensation_flow: Amount | None = None
    compensation_lump: Amount | None = None
    believed: Amount | None = None
    when: Formula = TRUE
    ties: tuple[Text, ...] = ()
    binding: bool = False
    until: datetime.date | None = None
    about: About = UNDESCRIBED


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day on which options open to a party unless a formula holds.

    `becomes` are changes that happen by themselves on that day.
    """

    id: str
    date: datetime.date
    unless: Formula = FALSE
    by: str | None = None
    opens: tuple[str, ...] = ()
    becomes: tuple[Step, ...] = ()
    about: About = UNDESCRIBED


@dataclass(frozen=True, slots=True)
class Movers:
    """All parties, in the order in which they act after a breach.

    Without one every order is judged.
    """

    parties: tuple[str, ...] = ()
    about: About = UNDESCRIBED


IN_ANY_ORDER = Movers()


@dataclass(frozen=True, slots=True)
class Negotiation:
    """Everything of a case that is about time.

    Attributes
    ----------
    period : Duration
        One tick of the clock.
    patience : tuple of (str, Rate)
        Discount factor by party; the key "" stands for all others.
    movers : Movers
        In which order they act after a breach, and who says so.
    reversible_within : Duration
        An option with a longer undo counts as irreversible.
    """

    period: Duration = ONE_MONTH
    patience: tuple[tuple[str, Rate], ...] = ()
    movers: Movers = IN_ANY_ORDER
    reversible_within: Duration = ONE_YEAR
    leaderships: tuple[Leadership, ...] = ()
    turnover: tuple[Turnover, ...] = ()
    guarantees: tuple[Guarantee, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    road_maps: tuple[RoadMap, ...] = ()


UNTIMED = Negotiation()
