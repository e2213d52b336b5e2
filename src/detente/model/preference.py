"""What a party wants: statements, a ranking, weights."""

from dataclasses import dataclass

from detente.model.formula import Formula
from detente.model.quantity import Amount
from detente.model.text import UNDESCRIBED, About

__all__ = ["Preference", "Statement", "Weight"]


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
class Preference:
    """What one party, or one leadership of it, wants.

    The first of statements, ranking, weights that is given is its order; the
    weights, where given, are its flow utilities.

    Attributes
    ----------
    statements : tuple of Statement
        Most important first.
    ranking : tuple of tuple of str
        Best first; each inner tuple is a tie of states or of patterns, where
        `-` matches both Y and N.
    weights : tuple of Weight
        Utility per period, larger is better.
    """

    statements: tuple[Statement, ...] = ()
    ranking: tuple[tuple[str, ...], ...] = ()
    weights: tuple[Weight, ...] = ()
    about: About = UNDESCRIBED

    @property
    def order(self) -> str:
        """Which of the three gives the order, or `indifferent`."""
        if self.statements:
            return "statements"
        if self.ranking:
            return "ranking"
        return "weights" if self.weights else "indifferent"
