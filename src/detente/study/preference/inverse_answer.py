"""What answers the inverse question: records, in the words of the case."""

from fractions import Fraction

from detente.engine import Engine
from detente.records import dataclass
from detente.study.preference.inverse_edit import Edit, Kind
from detente.study.preference.inverse_lever import Asked, Lever


@dataclass(frozen=True, slots=True)
class Standing:
    """How a state asked about stands as the case is.

    Attributes
    ----------
    state : str
    leaving : tuple of str
        The parties that would leave it.
    reached : bool
        Whether improvements lead there from now.
    """

    state: str
    leaving: tuple[str, ...]
    reached: bool

    @property
    def obstacles(self) -> int:
        """How many things stand in the way."""
        return len(self.leaving) + (not self.reached)


@dataclass(frozen=True, slots=True)
class NeededClause:
    """What spoils one move of a party: states of which none may be better.

    Attributes
    ----------
    landing : str
        Where the move leads.
    ways : tuple of tuple of str
        One of these sets of states; the shortest first.
    holds : bool
        Whether it is so as the case is.
    """

    landing: str
    ways: tuple[tuple[str, ...], ...]
    holds: bool


@dataclass(frozen=True, slots=True)
class Needed:
    """What one party has to want for staying at a state.

    Attributes
    ----------
    party : str
    stays : bool
        Whether it stays as the case is.
    clauses : tuple of NeededClause
        All have to hold; empty where it stays whatever it wants.
    share : Fraction or None
        Of all strict orders of the states, those that satisfy it; None where there
        are too many choices to count.
    least : Edit or None
        The least change of its order by which it stays; None where it stays.
    against_now : int
        1 where it likes the state better than how things stand now, -1 where less.
    """

    party: str
    stays: bool
    clauses: tuple[NeededClause, ...]
    share: Fraction | None
    least: Edit | None
    against_now: int


@dataclass(frozen=True, slots=True)
class Informed:
    """What a party with a view would do at a state, as it sees it and if it knew.

    Attributes
    ----------
    party : str
    stays_as_seen, stays_as_is : bool
    """

    party: str
    stays_as_seen: bool
    stays_as_is: bool


@dataclass(frozen=True, slots=True)
class Tried:
    """How much was tried.

    Attributes
    ----------
    singles : tuple of (Kind, int)
        Single changes, by kind.
    pairs, n_pairs : int
        Pairs that were tried, and that there are; 0 where none were needed.
    every_place : bool
        Whether each state was put in each other place of a ranking.
    unplaced : tuple of str
        Options that were not made available, because no ranking says where the new
        states stand.
    by_numbers : tuple of str
        Parties that give numbers, whose wants were left as they are.
    """

    singles: tuple[tuple[Kind, int], ...]
    pairs: int
    n_pairs: int
    every_place: bool
    unplaced: tuple[str, ...]
    by_numbers: tuple[str, ...]

    @property
    def n_singles(self) -> int:
        """Single changes of every kind."""
        return sum(n for _, n in self.singles)


@dataclass(frozen=True)
class Inverse:
    """What would make a state last and come about.

    Attributes
    ----------
    asked : Asked
    engine : Engine
    n_states : int
        States asked about.
    standings : tuple of Standing
        Those looked at, the least in the way first; none where nothing is feasible.
    levers : tuple of Lever
        The smallest first; if any of them leads there by improvements, only such.
    tried : Tried
    state : str or None
        The one that `needed` and `informed` are about.
    needed : tuple of Needed
        One a party.
    informed : tuple of Informed
        One a party that sees another game.
    """

    asked: Asked
    engine: Engine
    n_states: int
    standings: tuple[Standing, ...]
    levers: tuple[Lever, ...]
    tried: Tried
    state: str | None
    needed: tuple[Needed, ...]
    informed: tuple[Informed, ...]

    @property
    def already(self) -> tuple[str, ...]:
        """States asked about that last, and that improvements lead to, as it is."""
        return tuple(each.state for each in self.standings if not each.obstacles)

    @property
    def reached(self) -> bool:
        """Whether the levers make it last and come about, not last alone."""
        return bool(self.levers) and self.levers[0].reached
