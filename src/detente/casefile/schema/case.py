"""What the parties can do and want: parties, rules, preferences, states."""

from collections.abc import Mapping, Sequence
from typing import Annotated, TypeAlias

from detente.casefile.formula.names import COMMON
from detente.casefile.schema.shape import (
    DIRECT,
    LISTED,
    NO_KEYS,
    Element,
    Group,
    Listed,
    Lists,
    Names,
    OneOrMore,
    Short,
    Strict,
    becomes,
    split,
)
from detente.casefile.schema.times import (
    Amount,
    AmountEntry,
    AmountRange,
    Chance,
    DayOrNever,
    Lapse,
    Length,
    NeverOr,
    Share,
    Size,
    SizeEntry,
)
from detente.casefile.schema.values import (
    KEY,
    Called,
    FormulaText,
    Makes,
    Means,
    Number,
    RangeFromZero,
    Refers,
    Spread,
    StateText,
    SumText,
    Truth,
    refusal,
)
from detente.casefile.schema.words import Actors, Compared, Parties, TrackName
from detente.casefile.yaml.tree import Mapping as Branch
from detente.errors import Message
from detente.model.case import Constraint, Option, Party, Project, Seen, Term
from detente.model.preference import Preference, Statement, TradeOff
from detente.model.quantity import AT_ONCE

States: TypeAlias = OneOrMore[StateText]
Tie: TypeAlias = Annotated[Sequence[StateText], Lists(single=True, filled=True)]


@becomes(Term, Constraint, Statement, alone="is")
class FormulaEntry(Element):
    """A formula in its long form: a term, a constraint, a statement."""

    formula: Annotated[FormulaText, Called("is")]


Sentence: TypeAlias = Annotated[FormulaEntry, Short("is")]


class ChangeEntry(Strict):
    """When an option cannot be changed, and how long changing it takes."""

    never: FormulaText | None = None
    takes: Length | None = None
    direct: Annotated[NeverOr, Called(DIRECT)] = AT_ONCE


class CostEntry(AmountRange):
    """What doing and undoing an option costs, once."""

    do: Size | None = None
    undo: Size | None = None
    value: Annotated[Number, Means.NOTHING] | None = None
    range: Annotated[RangeFromZero, Means.NOTHING] | None = None

    def check(self) -> None:
        """Refuse costs below nothing, and both forms at once."""
        amounts = [part.value for part in (self.do, self.undo) if part]
        if any(amount < 0 for amount in (*amounts, self.value or 0)):
            message = Message("{key} cannot be negative", key=KEY)
            hint = Message("write a gain as a weight")
            raise refusal(message, "cost-negative", hint)
        if self.value is not None and amounts:
            message = Message("{key} has both value and do or undo", key=KEY)
            raise refusal(message, "cost", Message("keep do and undo"))
        if self.value is not None:
            self.do = SizeEntry.made(vars(self))


Cost: TypeAlias = Annotated[CostEntry, Short("value"), Spread("cost_", alone="do")]


@becomes(Seen)
class SeenEntry(Element):
    """How it is noticed that an option is not as a road map has it."""

    by: Actors = ()
    after: Lapse | None = None
    chance: Chance | None = None
    hidden: Share | None = None


@becomes(Option, first=("name",))
class OptionEntry(Element):
    """A step that a party can take or not."""

    now: Truth = False
    undo: Annotated[ChangeEntry, Short(DIRECT)] | None = None
    redo: Annotated[ChangeEntry, Short(DIRECT)] | None = None
    requires: FormulaText | None = None
    takes: Length | None = None
    cost: Cost | None = None
    track: TrackName | None = None
    verify: Annotated[Names, Refers("body", "bodies", "parties")] = ()
    until: DayOrNever = None
    seen: SeenEntry | None = None
    chance: Share | None = None
    by_nature: Truth | None = None


@becomes(Party, first=COMMON)
class PartyEntry(Element):
    """One who decides."""

    options: Group[OptionEntry] | None = None


@becomes(Project, first=("name",))
class ProjectEntry(Element):
    """A joint undertaking."""

    parties: Parties = ()
    needs: FormulaText | None = None
    blocked_by: FormulaText | None = None
    track: TrackName | None = None


class WeightEntry(AmountRange):
    """A weight in a list; its number may have the long form too."""

    of: FormulaText
    value: Amount

    @classmethod
    def opened(cls, value: object) -> Branch:
        """Refuse what stands both beside the number and in it."""
        number = value.get("value") if isinstance(value, dict) else None
        if isinstance(value, dict) and isinstance(number, dict):
            for key in number:
                if key in value and key != "value":
                    message = Message(
                        "{key}: '{said}' stands beside the number too",
                        key=KEY,
                        said=str(key),
                    )
                    raise refusal(
                        message, "said-twice", Message("keep one of them"), key
                    )
        return super().opened(value)

    @property
    def amount(self) -> AmountEntry:
        """The number, with what is said beside it."""
        beside = {
            name: each for name, each in vars(self).items() if name not in _WEIGHT
        }
        return AmountEntry.made(vars(self.value) | beside)


_WEIGHT = ("of", "value")


class Weights(Element):
    """Utility per period wherever a formula is true."""

    by_formula: Annotated[Mapping[FormulaText, Amount], Called(DIRECT)] = NO_KEYS
    listed: Annotated[Sequence[WeightEntry], Called(LISTED)] = ()

    @classmethod
    def opened(cls, value: object) -> Branch:
        """Put the weights of a mapping apart from what is said of all."""
        return super().opened(value if is_listed(value) else split(value))


def is_listed(value: object) -> bool:
    """Tell whether a list has been put under its key already."""
    return isinstance(value, dict) and LISTED in value


class ComparisonEntry(Element):
    """Pairs of states: those that differ in a formula, or of two kinds."""

    compared: Annotated[Compared, Called("is")]


Comparisons: TypeAlias = Listed[Annotated[ComparisonEntry, Short("is", "both")]]


@becomes(TradeOff)
class TradeOffEntry(Element):
    """A judgement between two sums of what a party weighs."""

    more: SumText
    than: SumText


@becomes(Preference, alone="statements")
class PreferenceEntry(Element):
    """What a party wants."""

    statements: Annotated[Listed[Sentence], Makes(Statement)] = ()
    ranking: Annotated[Listed[Tie], Means.RANKING] = ()
    weights: Annotated[Weights, Short(LISTED, "list")] | None = None
    tradeoffs: Listed[TradeOffEntry] = ()
    unknown: Comparisons = ()
    strong: Comparisons = ()


Wants: TypeAlias = Annotated[PreferenceEntry, Short("statements", "list")]
