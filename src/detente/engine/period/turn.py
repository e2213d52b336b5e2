"""What a party may do when its turn comes: flips of its own options, by rule."""

from collections.abc import Iterator, Sequence
from dataclasses import field
from functools import cached_property
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from detente.engine.contract import Bools, Engine
from detente.model.case import Case, Change, Option
from detente.model.formula import FALSE, TRUE
from detente.model.quantity import Duration
from detente.records import dataclass

_KEPT = 1 << 27


class LegalMove(NamedTuple):
    """A set of own flips.

    Attributes
    ----------
    flips : int
        The set, as the number to xor a state with.
    legal : bool array, shape (n_states,)
        Where all rules allow it; whether it lands on a feasible state is not
        asked.
    cost : float64 array, shape (n_states,), or None
        In utility; None where it is free everywhere.
    """

    flips: int
    legal: Bools
    cost: npt.NDArray[np.float64] | None


@dataclass(frozen=True, eq=False)
class Turn:
    """What one party may do when its turn comes.

    Attributes
    ----------
    party : int
        Its position in the file, which is its row in the values.
    bits : tuple of int
        Its own options that are not settled, ascending.
    takes, drops : tuple of (bool array, shape (n_states,), or bool)
        For each bit, from which states it may be taken, and undone.
    requires : tuple of (bool array, shape (n_states,), or None)
        For each bit, where a move that takes it may land; None is anywhere.
    costs : tuple of (float, float)
        For each bit, the utility that taking it costs once, and undoing it.
    """

    party: int
    bits: tuple[int, ...]
    takes: tuple[Bools | bool, ...]
    drops: tuple[Bools | bool, ...]
    requires: tuple[Bools | None, ...]
    costs: tuple[tuple[float, float], ...]
    kept: list[LegalMove] = field(default_factory=list, repr=False, init=False)

    @cached_property
    def joint(self) -> bool:
        """Whether a rule looks at own options, so that flips do not chain."""
        rules = (*self.takes, *self.drops, *self.requires)
        arrays = [rule for rule in rules if isinstance(rule, np.ndarray)]
        return any(depends(array, bit) for array in arrays for bit in self.bits)

    @cached_property
    def chained(self) -> tuple[Bools | bool, ...]:
        """From which states each bit may be taken, `requires` included."""
        pairs = zip(self.takes, self.requires, strict=True)
        return tuple(
            takes if needed is None or takes is False else takes & needed
            for takes, needed in pairs
        )

    @cached_property
    def flips(self) -> npt.NDArray[np.int64]:
        """Every set of own flips as the number to xor a state with, ascending."""
        sets = np.zeros(1, np.int64)
        for bit in self.bits:
            sets = np.concatenate([sets, sets | (1 << bit)])
        return sets


def bits_of(case: Case) -> dict[str, int]:
    """Give the bit that stands for each option that is not settled.

    Parameters
    ----------
    case : Case

    Returns
    -------
    dict of str to int
        In the order of the options.
    """
    free = (option for option in case.options if not option.settled)
    return {option.id: bit for bit, option in enumerate(free)}


def open_turns(engine: Engine, case: Case, movers: Sequence[str]) -> tuple[Turn, ...]:
    """Set up what each party may do at its turn.

    An option that takes longer to undo (or to take again) than the case's
    `reversible_within` counts as irreversible, every other as changed within
    a period.

    Parameters
    ----------
    engine : Engine
        The states.
    case : Case
        The rules and the costs, over the engine's options.
    movers : sequence of str
        The parties in the order in which they act.

    Returns
    -------
    tuple of Turn
        In the order of `movers`.
    """
    bits = bits_of(case)
    within = case.negotiation.reversible_within
    turns = []
    for party in movers:
        own = [option for option in case.party[party].options if option.id in bits]
        turns.append(
            Turn(
                party=engine.parties.index(party),
                bits=tuple(bits[option.id] for option in own),
                takes=tuple(_open(engine, option.redo, within) for option in own),
                drops=tuple(_open(engine, option.undo, within) for option in own),
                requires=tuple(_landing(engine, option) for option in own),
                costs=tuple(_costs(option) for option in own),
            )
        )
    return tuple(turns)


def own_moves(
    turn: Turn, state: int, also: int = 0
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float64]]:
    """List what one party may change at one state, nothing included.

    Parameters
    ----------
    turn : Turn
        What the party may do.
    state : int
    also : int
        Flips that are allowed whatever the rules, as a set of bits.

    Returns
    -------
    flips : int64 array, shape (n_moves,)
        Sets of flips, ascending, allowed by the rules that are judged before
        the move; whether the landing is feasible and satisfies `requires` is
        for the caller to say.
    costs : float64 array, shape (n_moves,)
        What each costs, in utility.
    """
    flips, costs = np.zeros(1, np.int64), np.zeros(1)
    for place, bit in enumerate(turn.bits):
        taken = state >> bit & 1
        rule = turn.drops[place] if taken else turn.takes[place]
        allowed = rule if isinstance(rule, bool) else rule[state]
        if allowed or also >> bit & 1:
            flips = np.concatenate([flips, flips | (1 << bit)])
            costs = np.concatenate([costs, costs + turn.costs[place][taken]])
    return flips, costs


def _open(engine: Engine, change: Change, within: Duration) -> Bools | bool:
    if change.is_never or change.takes.days > within.days:
        return False
    if change.never == FALSE:
        return True
    return ~engine.truth(change.never)


def _landing(engine: Engine, option: Option) -> Bools | None:
    return None if option.requires == TRUE else engine.truth(option.requires)


def _costs(option: Option) -> tuple[float, float]:
    do, undo = option.cost_do, option.cost_undo
    return (float(do.value) if do else 0.0, float(undo.value) if undo else 0.0)


def depends(rule: Bools, bit: int) -> bool:
    """Whether a rule changes with one option, the others held.

    Parameters
    ----------
    rule : bool array, shape (n_states,)
    bit : int
        The bit that stands for the option.

    Returns
    -------
    bool
    """
    pairs = rule.reshape(-1, 2, 1 << bit)
    return not np.array_equal(pairs[:, 0], pairs[:, 1])


def legal_moves(turn: Turn, n_states: int) -> Iterator[LegalMove]:
    """Give every set of own flips, where it is legal, and what it costs.

    Parameters
    ----------
    turn : Turn
        What the party may do.
    n_states : int

    Yields
    ------
    LegalMove
        By ascending flips, from the lowest that changes something; those that
        are legal nowhere are left out.
    """
    if len(turn.flips) * n_states > _KEPT:
        yield from _legal_moves(turn, n_states)
        return
    if not turn.kept:
        turn.kept.extend(_legal_moves(turn, n_states))
    yield from turn.kept


def _legal_moves(turn: Turn, n_states: int) -> Iterator[LegalMove]:
    states = np.arange(n_states)
    for flips in map(int, turn.flips[1:]):
        places = [p for p, bit in enumerate(turn.bits) if flips >> bit & 1]
        legal = np.ones(n_states, np.bool_)
        cost = np.zeros(n_states)
        for place in places:
            taken = (states >> turn.bits[place] & 1).astype(np.bool_)
            legal &= np.where(taken, turn.drops[place], turn.takes[place])
            needed = turn.requires[place]
            if needed is not None:
                legal &= taken | needed[states ^ flips]
            cost += np.where(taken, turn.costs[place][1], turn.costs[place][0])
        if legal.any():
            yield LegalMove(flips, legal, cost if cost.any() else None)
