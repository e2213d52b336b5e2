"""A coding sheet: what the text of a deal says on the day of its signature."""

import datetime
from enum import StrEnum

from detente.model.event import Source
from detente.model.quantity import Duration
from detente.model.text import UNDESCRIBED, About, Text
from detente.records import dataclass


class Undoing(StrEnum):
    """How long a step takes to undo."""

    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"
    NEVER = "never"


class Seeing(StrEnum):
    """Who notices that a step was left out or taken back."""

    INSPECTOR = "inspector"
    OTHER_SIDE = "other_side"
    NOBODY = "nobody"


class SeenWithin(StrEnum):
    """How long nobody can notice it."""

    DAYS = "days"
    MONTHS = "months"
    NEVER = "never"


class Enforcing(StrEnum):
    """What stands behind a deal, beside the parties."""

    NONE = "none"
    INSPECTORS = "inspectors"
    FORCES = "forces"
    PAYER = "payer"
    SNAPBACK = "snapback"


SIZES = (1, 2, 4)
"""Small, middle, the main thing."""


@dataclass(frozen=True, slots=True)
class CodedActor:
    """A party, or who else stands behind the deal.

    `country` is its code in the table of changes of leaders, if it has one.
    """

    id: str
    country: str | None = None
    about: About = UNDESCRIBED


@dataclass(frozen=True, slots=True)
class CodedStep:
    """A step that the text lists.

    Attributes
    ----------
    owner : str
    gains : tuple of str
        The parties for which it is done.
    undo : Undoing
    size : int
        One of `SIZES`, by the rank that the text gives it.
    seen_by : Seeing
    seen_within : SeenWithin
    now : bool
        Whether it stands already.
    """

    id: str
    owner: str
    gains: tuple[str, ...]
    undo: Undoing
    size: int
    seen_by: Seeing
    seen_within: SeenWithin
    now: bool = False
    about: About = UNDESCRIBED


@dataclass(frozen=True, slots=True)
class CodedStage:
    """Steps that the text puts together.

    `date` or `within` is when they are due, counted from the stage before; `vague`
    that the text gives them no order.
    """

    steps: tuple[str, ...]
    date: datetime.date | None = None
    within: Duration | None = None
    vague: bool = False
    about: About = UNDESCRIBED


@dataclass(frozen=True, slots=True)
class Enforcement:
    """What stands behind the deal: a kind, and whose breaches it answers.

    Without `against` those of all parties.
    """

    kind: Enforcing
    by: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    about: About = UNDESCRIBED


@dataclass(frozen=True, slots=True)
class CodedLeadership:
    """Who may follow those who sign, by the calendar.

    Attributes
    ----------
    party : str
    changes : tuple of date
        Scheduled elections, or ends of term, within five years.
    rejected : bool
        Whether the opposition of the day rejected the deal in writing.
    """

    party: str
    changes: tuple[datetime.date, ...] = ()
    rejected: bool = False
    about: About = UNDESCRIBED


@dataclass(frozen=True)
class Sheet:
    """A coding sheet, checked.

    Attributes
    ----------
    name : str
        Of the file, without its ending.
    signed : date
    parties, outside : tuple of CodedActor
    coder : str or None
        Who read the texts.
    """

    name: str
    title: Text
    signed: datetime.date
    parties: tuple[CodedActor, ...]
    steps: tuple[CodedStep, ...]
    stages: tuple[CodedStage, ...]
    outside: tuple[CodedActor, ...] = ()
    enforcement: tuple[Enforcement, ...] = ()
    leaderships: tuple[CodedLeadership, ...] = ()
    sources: tuple[Source, ...] = ()
    coder: str | None = None
    about: About = UNDESCRIBED

    @property
    def mutual(self) -> bool:
        """Whether more than one party has steps left to do: else nothing to judge."""
        owner = {step.id: step.owner for step in self.steps if not step.now}
        due = {
            owner[step]
            for stage in self.stages
            for step in stage.steps
            if step in owner
        }
        return len(due) > 1


@dataclass(frozen=True, slots=True)
class Outcome:
    """What happened to a deal.

    Attributes
    ----------
    deal : str
    stood : bool
        Whether it stood five years after its first stage.
    date : date or None
        Of the first omission that the text's own monitor names, or of a withdrawal;
        None where there was none.
    stage : int or None
        The stage that was then due; None after all of them, or where none was omitted.
    party : str or None
        Who omitted it.
    disputed : bool
        Whether both sides blame the other.
    """

    deal: str
    stood: bool
    date: datetime.date | None = None
    stage: int | None = None
    party: str | None = None
    disputed: bool = False
    what: Text | None = None
    about: About = UNDESCRIBED
