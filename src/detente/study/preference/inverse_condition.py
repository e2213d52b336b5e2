"""What a party has to want for staying at a state: conditions that decide it.

A party stays at s under a core concept if, and only if, each of its moves from s is
spoilt. Which comparisons spoil a move to q is a matter of who can move where:

    R          s is at least as good as q
    GMR, SEQ   s is at least as good as q, or as some x that the others can, or by
               improvements would, bring q to
    SMR, SSEQ  the same, with x and all that the party can move to from x

So the condition is a list of clauses, each a choice of sets of states of which none may
be better than s; it names no other comparison. What the others would do, under SEQ and
SSEQ, is taken from their orders as they are.

References
----------
Kinsara, Kilgour and Hipel (2015) and Wang, Hipel, Fang and Dang (2018) for the inverse
question; Sakakibara, Okada and Nakase (2002) for which comparisons a verdict rests on.
"""

from fractions import Fraction
from math import comb

from detente.model.concept import Concept
from detente.records import dataclass
from detente.study.preference.listed_game import ListedGame, States, members

_MOST_CHOICES = 14
"""Among so many states, or fewer, choices are counted one by one."""


@dataclass(frozen=True, slots=True)
class Clause:
    """What spoils a move: no state of one of these sets may be better than s.

    Attributes
    ----------
    landing : int
        Where the move leads.
    ways : tuple of States
        None is part of another; the smallest first.
    """

    landing: int
    ways: tuple[States, ...]

    def holds(self, better: States) -> bool:
        """Tell whether it holds where these states are better than s."""
        return any(not way & better for way in self.ways)

    def follows_from(self, other: "Clause") -> bool:
        """Tell whether it holds wherever another does."""
        return all(any(not own & ~way for own in self.ways) for way in other.ways)


def find_condition(
    game: ListedGame, party: int, state: int, concept: Concept
) -> tuple[Clause, ...]:
    """Find what decides whether a party stays at a state.

    Parameters
    ----------
    game : ListedGame
        The moves; under SEQ and SSEQ also the orders of the others.
    party, state : int
    concept : Concept
        R, GMR, SMR, SEQ or SSEQ.

    Returns
    -------
    tuple of Clause
        All have to hold; none follows from another. Empty where the party stays
        whatever it wants.
    """
    clauses = [
        Clause(landing, _ways(game, (party, state), landing, concept))
        for landing in members(game.moves[party][state])
    ]
    # A way that asks for nothing: the move is brought back whatever anybody wants.
    asking = [each for each in clauses if each.ways[0]]
    kept: list[Clause] = []
    for place, clause in enumerate(asking):
        others = kept + asking[place + 1 :]
        if not any(clause.follows_from(other) for other in others):
            kept.append(clause)
    return tuple(kept)


def _ways(
    game: ListedGame, stay: tuple[int, int], landing: int, concept: Concept
) -> tuple[States, ...]:
    party, state = stay
    found = [1 << landing]
    for answer in members(game.answers(party, landing, concept)):
        needed = 1 << answer
        if concept.countermove:
            needed |= game.moves[party][answer]
        found.append(needed & ~(1 << state))
    least: list[States] = []
    for way in sorted(set(found), key=lambda each: (each.bit_count(), each)):
        if not any(not known & ~way for known in least):
            least.append(way)
    return tuple(least)


def least_level(
    order: tuple[int, ...], state: int, clauses: tuple[Clause, ...]
) -> int | None:
    """Find the level to which a state has to rise for the condition to hold.

    No order that satisfies the condition is nearer, by the distance of Kemeny and
    Snell (1962): two for a pair of states that changes sides, one for a pair that
    becomes or stops being a tie. The theory page has the proof.

    Parameters
    ----------
    order : tuple of int
        The party's payoffs.
    state : int
    clauses : tuple of Clause
        Its condition.

    Returns
    -------
    int or None
        One of the levels of the order; None where the condition holds already.
    """
    for level in sorted({each for each in order if each >= order[state]}):
        above = 0
        for place, other in enumerate(order):
            above |= (other > level) << place
        if all(clause.holds(above) for clause in clauses):
            return None if level == order[state] else level
    # At the highest level nothing is better, and every clause holds.
    raise AssertionError


def share_of_orders(clauses: tuple[Clause, ...]) -> Fraction | None:
    """Give the share of all strict orders of the states that satisfy a condition.

    Parameters
    ----------
    clauses : tuple of Clause
        Of one party at one state.

    Returns
    -------
    Fraction or None
        None where there are too many choices to count.
    """
    always, all_named = 0, 0
    for clause in clauses:
        for way in clause.ways:
            all_named |= way
        if len(clause.ways) == 1:
            always |= clause.ways[0]
    open_ = list(members(all_named & ~always))
    if len(open_) > _MOST_CHOICES:
        return None
    named, needed = all_named.bit_count(), always.bit_count()
    share = Fraction(0)
    for choice in range(1 << len(open_)):
        chosen = 0
        for place in members(choice):
            chosen |= 1 << open_[place]
        if all(clause.holds(all_named & ~always & ~chosen) for clause in clauses):
            below = needed + choice.bit_count()
            # s takes each place among the named states equally often, and of those
            # below it each set of that size is equally frequent.
            share += Fraction(1, (named + 1) * comb(named, below))
    return share
