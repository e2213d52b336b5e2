"""Deals over time: patience, leaderships, turnover, guarantees, road maps."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, TypeAlias

from detente.casefile.formula.names import COMMON
from detente.casefile.schema.case import Wants
from detente.casefile.schema.shape import (
    DIRECT,
    LISTED,
    NO_KEYS,
    Element,
    Listed,
    Names,
    OneOrMore,
    Short,
    Strict,
    becomes,
)
from detente.casefile.schema.times import (
    Day,
    DayOrNever,
    Length,
    RateEntry,
    Share,
    Size,
    Until,
)
from detente.casefile.schema.values import (
    KEY,
    Called,
    FormulaText,
    Id,
    Into,
    Means,
    Spread,
    StateText,
    Texts,
    Truth,
    Word,
    refusal,
)
from detente.casefile.schema.words import Actors, Parties, PartyName
from detente.casefile.yaml.tree import Mapping as Branch
from detente.errors import Message
from detente.model.road_map import (
    Deadline,
    Guarantee,
    Leadership,
    Movers,
    RoadMap,
    Stage,
    Turnover,
)


class DiscountEntry(RateEntry):
    """A number between 0 and 1: what a later period weighs beside this one."""

    def check(self) -> None:
        """Refuse what lies outside."""
        super().check()
        for number in (self.value[0], *(self.range or ())[:2]):
            if isinstance(number, Decimal | Fraction) and not 0 < number < 1:
                message = Message(
                    "{key} lies between 0 and 1, not at {value}",
                    key=KEY,
                    value=str(number),
                )
                hint = Message("0.9 per year: a year later weighs 0.9 of now")
                raise refusal(message, "patience", hint)


class HazardEntry(RateEntry):
    """A number of changes per unit of time; it may exceed 1."""

    def check(self) -> None:
        """Refuse less than nothing."""
        super().check()
        for number in (self.value[0], *(self.range or ())[:2]):
            if isinstance(number, Decimal | Fraction) and number < 0:
                raise refusal(Message("{key} cannot be negative", key=KEY), "rate")


Discount: TypeAlias = Annotated[DiscountEntry, Short("value")]
Hazard: TypeAlias = Annotated[HazardEntry, Short("value")]


class Patience(Strict):
    """One discount factor for all, or one by party."""

    everyone: Annotated[Discount, Called(DIRECT)] | None = None
    by_party: Annotated[Mapping[Id, Discount], Called(LISTED)] = NO_KEYS

    @classmethod
    def opened(cls, value: object) -> Branch:
        """Put a factor by itself apart from factors by party."""
        if not isinstance(value, Branch) or DIRECT in value:
            return super().opened(value)
        wide = Branch({DIRECT if "value" in value else LISTED: value})
        wide.place = getattr(value, "place", None)
        return wide


@becomes(Movers, alone="is")
class MoversEntry(Element):
    """All parties, in the order in which they act after a breach."""

    parties: Annotated[Parties, Called("is")]


@becomes(Leadership)
class LeadershipEntry(Element):
    """Another leadership of a party."""

    party: PartyName
    preferences: Annotated[Wants, Into("preference")] | None = None
    now: Share | None = None


@becomes(Turnover)
class TurnoverEntry(Element):
    """A chance that a party's policy changes."""

    before: Annotated[Word, Called("from")] | None = None
    to: Annotated[Word, Into("after")]
    hazard: Hazard | None = None
    share: Share | None = None
    on: Day | None = None
    probability: Share | None = None

    def check(self) -> None:
        """Refuse what is neither a hazard nor a scheduled change, or both."""
        hint = Message("write hazard, with share, or on with probability")
        if (self.hazard is None) == (self.on is None):
            message = Message("{key} needs either a hazard or a day", key=KEY)
            raise refusal(message, "turnover-kind", hint)
        if (self.on is None) != (self.probability is None):
            message = Message("{key}: a day and a probability go together", key=KEY)
            raise refusal(message, "turnover-kind", hint)
        if self.on and self.share:
            message = Message("{key}: a share goes with a hazard only", key=KEY)
            raise refusal(message, "turnover-kind", hint)


class MoneyEntry(Element):
    """Utility lost or given: a flow per period, a lump once."""

    flow: Size | None = None
    lump: Size | None = None

    def check(self) -> None:
        """Refuse less than nothing."""
        if any(part and part.value < 0 for part in (self.flow, self.lump)):
            message = Message("{key} cannot be negative", key=KEY)
            raise refusal(message, "amount-negative")


@becomes(Guarantee)
class GuaranteeEntry(Element):
    """What guarantors promise to one party against the breaches of others."""

    by: Actors
    protects: PartyName
    against: Parties
    undoing: Annotated[Names, Means.OPTIONS_OR_ANY] = ()
    penalty: Annotated[MoneyEntry, Spread("penalty_")] | None = None
    compensation: Annotated[MoneyEntry, Spread("compensation_")] | None = None
    believed: Share | None = None
    binding: Truth = False
    when: FormulaText | None = None
    ties: OneOrMore[Texts] = ()
    until: DayOrNever = None


class ThenEntry(Element):
    """What a deadline opens, or what becomes so by itself."""

    opens: Annotated[Names, Means.OPTION, Called(DIRECT)] = ()
    becomes: Annotated[Names, Means.STEP] = ()


Then: TypeAlias = Annotated[
    ThenEntry, Short(DIRECT, "both"), Spread("", alone="opens", single=True)
]


@becomes(Deadline)
class DeadlineEntry(Element):
    """A day on which options open to a party unless a formula holds."""

    date: Day
    unless: FormulaText | None = None
    by: PartyName | None = None
    then: Then | None = None


@becomes(Stage, alone="steps")
class StageEntry(Element):
    """Steps done together."""

    steps: Annotated[Names, Means.STEPS_TOGETHER]
    escrow: Truth = False
    within: Length | None = None


@becomes(RoadMap, first=COMMON)
class RoadMapEntry(Element):
    """An ordered list of stages."""

    by: Actors = ()
    date: Day | None = None
    start: Annotated[StateText, Called("from")] | None = None
    since: Day | None = None
    until: Until | None = None
    stages: Listed[Annotated[StageEntry, Short("steps", "both")]]
