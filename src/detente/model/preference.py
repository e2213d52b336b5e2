"""What a party wants: statements, a ranking, weights; and how surely, how much."""

from collections.abc import Sequence

from detente.model.formula import And, Formula, Name, Not, written
from detente.model.quantity import Amount
from detente.model.text import UNDESCRIBED, About
from detente.records import dataclass

POINTS = 100
"""What a party shares out among all that it wants, where no numbers are given."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One line of a prioritised list."""

    formula: Formula
    about: About = UNDESCRIBED


@dataclass(frozen=True, slots=True)
class Weight:
    """A flow of utility per period wherever a formula is true."""

    of: Formula
    amount: Amount


@dataclass(frozen=True, slots=True)
class TradeOff:
    """A judgement that some of what a party weighs is worth at least as much as other.

    Attributes
    ----------
    more, than : tuple of Formula
        Formulas that the party weighs, to be added up; one that stands twice counts
        twice.
    """

    more: tuple[Formula, ...]
    than: tuple[Formula, ...]
    about: About = UNDESCRIBED

    @staticmethod
    def text(side: tuple[Formula, ...]) -> str:
        """Write one of its sides as in a case file."""
        return " + ".join(map(written, side))


@dataclass(frozen=True, slots=True)
class Comparison:
    """Pairs of states that are compared in one way.

    Attributes
    ----------
    first : Formula
        Without a second, the pairs of states that differ in its truth; a state
        written as Y, N and - is the formula that holds there.
    second : Formula or None
        If given, the pairs of a state where `first` holds and one where this
        does.
    """

    first: Formula
    second: Formula | None = None
    about: About = UNDESCRIBED

    def texts(self, options: Sequence[str]) -> tuple[str, ...]:
        """Write its formulas; in a pair a single state as Y and N.

        Parameters
        ----------
        options : sequence of str
            Those of the case, in the order of the state string.

        Returns
        -------
        tuple of str
            One text, or two of a pair.
        """
        if self.second is None:
            return (written(self.first),)
        return tuple(
            _state(side, options) or written(side) for side in (self.first, self.second)
        )

    def text(self, options: Sequence[str]) -> str:
        """Write it as in a case file; `options` as of `texts`."""
        texts = self.texts(options)
        return texts[0] if len(texts) == 1 else f"[{', '.join(texts)}]"


def _state(formula: Formula, options: Sequence[str]) -> str | None:
    """Give the state of which a formula lists the choices, in option order."""
    if not isinstance(formula, And) or len(formula.operands) != len(options):
        return None
    letters = []
    for option, choice in zip(options, formula.operands, strict=True):
        if choice not in (Name(option), Not(Name(option))):
            return None
        letters.append("Y" if choice == Name(option) else "N")
    return "".join(letters)


@dataclass(frozen=True, slots=True)
class Preference:
    """What one party, or one leadership of it, wants.

    A party has one set of wants. Its weights, where given, are its flow utilities
    and its order; statements or a ranking beside them are what sources say of its
    priorities. Without weights the statements are its order, else the ranking.

    Attributes
    ----------
    statements : tuple of Statement
        Most important first.
    ranking : tuple of tuple of str
        Best first; each inner tuple is a tie of states or of patterns, where
        `-` matches both Y and N.
    weights : tuple of Weight
        Utility per period, larger is better.
    tradeoffs : tuple of TradeOff
        Judgements between sums of weights, which these and all draws of them satisfy.
    as_stated : bool
        Whether statements or a ranking are its order though it has weights.
    by_trade_offs : bool
        Whether the file gives no numbers: the weights are points, none below 0 and
        `POINTS` in all, one way of sharing them out that satisfies the trade-offs.
    unknown : tuple of Comparison
        Pairs of which the party does not know which it prefers, whatever its
        order says.
    strong : tuple of Comparison
        Pairs of which, if its order prefers one, it prefers it greatly; of a
        pair with a second formula only the state where `first` holds.
    """

    statements: tuple[Statement, ...] = ()
    ranking: tuple[tuple[str, ...], ...] = ()
    weights: tuple[Weight, ...] = ()
    about: About = UNDESCRIBED
    unknown: tuple[Comparison, ...] = ()
    strong: tuple[Comparison, ...] = ()
    tradeoffs: tuple[TradeOff, ...] = ()
    as_stated: bool = False
    by_trade_offs: bool = False

    @property
    def stated(self) -> str:
        """Which of statements and ranking gives an order, or `indifferent`."""
        if self.statements:
            return "statements"
        return "ranking" if self.ranking else "indifferent"

    @property
    def order(self) -> str:
        """Which of the three gives the order, or `indifferent`."""
        if self.weights and not (self.as_stated and self.stated != "indifferent"):
            return "weights"
        return self.stated
