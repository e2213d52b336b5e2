"""From where a coalition can bring something about, whatever the others do.

Each round the parties act in one order, each by one move or by staying. The members
of the coalition act as one against all others as one, and everybody sees what was
done before. What is to be brought about counts where a round ends: what is done and
undone within a round has brought nothing about.
"""

import numpy as np

from detente.engine import Bools, Engine
from detente.engine.budget import tick
from detente.engine.contract import Payoffs
from detente.records import dataclass


@dataclass(frozen=True, slots=True)
class Contest:
    """A coalition against the others, in one order of movers.

    Attributes
    ----------
    engine : Engine
    coalition : frozenset of int
        Positions of its members.
    order : tuple of int
        Positions of all who can move anything, in the order in which they act.
    """

    engine: Engine
    coalition: frozenset[int]
    order: tuple[int, ...]

    def before(self, place: int, won: Bools) -> Bools:
        """Find where the turn at a place of the order can, or must, end in `won`.

        Parameters
        ----------
        place : int
            Of the party in the order whose turn it is.
        won : bool array, shape (n_states,)
            Where the turn is to end.

        Returns
        -------
        bool array, shape (n_states,)
            Where a member can see to it; where another can do nothing else.
        """
        party = self.order[place]
        sign = 1 if party in self.coalition else -1
        best = self.engine.after(party, (sign * won).astype(np.int32))
        return (best > 0 if sign > 0 else best == -1) & self.engine.feasible

    def turns(self, won: Bools) -> list[Bools]:
        """Find from where a round ends in `won`, turn by turn.

        Returns
        -------
        list of bool array (n_states,)
            Before each turn of the order, and last `won` itself.
        """
        found = [won & self.engine.feasible]
        for place in reversed(range(len(self.order))):
            found.append(self.before(place, found[-1]))
        return found[::-1]


@dataclass(frozen=True, slots=True)
class Forced:
    """From where a target can be brought about, and how soon.

    Attributes
    ----------
    contest : Contest
    rounds : int array, shape (n_states,)
        After how many rounds at the latest; 0 where it holds, -1 where the others
        can prevent it for ever, or for as long as was asked.
    kept : bool array, shape (n_states,)
        Where it holds and the coalition can see to it that it does at the end of
        every later round.
    """

    contest: Contest
    rounds: Payoffs
    kept: Bools

    @property
    def places(self) -> Bools:
        """From where it can be brought about; shape (n_states,)."""
        found: Bools = self.rounds >= 0
        return found

    def within(self, rounds: int) -> Bools:
        """From where it can be brought about in so many rounds."""
        found: Bools = self.places & (self.rounds <= rounds)
        return found


def force(contest: Contest, target: Bools, within: int | None = None) -> Forced:
    """Find from where a coalition can bring a target about.

    The least fixpoint of "it holds, or a round can be made to end where it was found
    before", and the greatest of "it holds, and a round can be made to end here".

    Parameters
    ----------
    contest : Contest
    target : bool array, shape (n_states,)
    within : int or None
        Rounds; None is as many as it takes.

    Returns
    -------
    Forced
    """
    target = target & contest.engine.feasible
    rounds = np.where(target, 0, -1).astype(np.int32)
    done, fresh = 0, target
    while fresh.any() and (within is None or done < within):
        tick()
        done += 1
        fresh = contest.turns(rounds >= 0)[0] & (rounds < 0)
        rounds[fresh] = done
    return Forced(contest, rounds, _kept(contest, target))


def _kept(contest: Contest, target: Bools) -> Bools:
    kept, before = target, None
    while before is None or (kept != before).any():
        tick()
        before = kept
        kept = kept & contest.turns(kept)[0]
    return kept
