"""How often a party's order and its weights judge a move differently."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from detente.engine import Bools, Engine, Indices, bits
from detente.engine.period.turn import bits_of
from detente.model.formula import Name
from detente.model.preference import Preference
from detente.records import dataclass
from detente.study.check.clash import Clash, find_clashes

_LOOKED_AT = 1 << 25
"""Moves of a party that are looked at; beyond, those from an even choice of states."""
_ONE_BY_ONE = 1 << 14
"""The same, of states whose moves are found one state at a time."""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """How often a party's order and its weights judge a move differently.

    `moves` counts the party's moves, there and back apart; `opposed` those
    where one says better and the other says worse, `differing` those where the
    two judgements are not the same. Where a party has more moves than can be
    looked at, they are those from every third, fifth, ... feasible state.
    `clashes` are the statements and weights behind `opposed`, `share` is its part
    of `moves`.
    """

    party: str
    moves: int
    opposed: int
    differing: int
    clashes: tuple[Clash, ...] = ()

    @property
    def share(self) -> float:
        """The share of moves that are judged in opposite ways, from 0 to 1."""
        return self.opposed / max(self.moves, 1)


def disagreement(engine: Engine, *, clashes: bool = True) -> tuple[Disagreement, ...]:
    """Count the moves on which order and weights disagree, party by party.

    Parameters
    ----------
    engine : Engine
        The case, opened.
    clashes : bool
        Whether the statements and weights behind it are found too.

    Returns
    -------
    tuple of Disagreement
        One for each party that has both an order of its own and weights.
    """
    return tuple(
        _disagreement(engine, position, engine.case.preference[party], clashes=clashes)
        for position, party in enumerate(engine.parties)
        if has_both(engine.case.preference[party])
    )


def has_both(preference: Preference) -> bool:
    """Whether a party has weights, and an order that can be held against them."""
    return bool(preference.weights) and preference.stated != "indifferent"


def _disagreement(
    engine: Engine, position: int, preference: Preference, *, clashes: bool
) -> Disagreement:
    order = engine.order(replace(preference, weights=()))
    weight = engine.order(Preference(weights=preference.weights))
    moves = opposed = differing = 0
    wrong = []
    for starts, ends in _moves(engine, position):
        by = np.sign(order[ends].astype(np.int64) - order[starts])
        of = np.sign(weight[ends].astype(np.int64) - weight[starts])
        moves += int(starts.size)
        opposed += int(np.count_nonzero(by * of < 0))
        differing += int(np.count_nonzero(by != of))
        apart = by * of < 0
        wrong.append((starts[apart], ends[apart]))
    behind = find_clashes(engine, preference, wrong) if clashes else ()
    return Disagreement(engine.parties[position], moves, opposed, differing, behind)


def _moves(engine: Engine, party: int) -> Iterator[tuple[Indices, Indices]]:
    """Give a party's moves in parts: where they start, and where they land."""
    if engine.name == "cube":
        yield from _flips(engine, party)
        return
    starts = np.flatnonzero(engine.feasible)
    for start in starts[:: -(-starts.size // _ONE_BY_ONE)]:
        ends = engine.moves(party, int(start))
        yield np.full(ends.shape, start), ends


def _flips(engine: Engine, party: int) -> Iterator[tuple[Indices, Indices]]:
    """Give the same on the cube: for each set of own options, where it can change."""
    starts = np.flatnonzero(engine.feasible)
    rules = _rules(engine, party)
    n_choices = bits.n_subsets(len(rules))
    starts = starts[:: _stride(starts.size * n_choices)]
    for chosen in range(1, n_choices):
        changed = [rules[at] for at in bits.members(chosen)]
        ends = bits.flipped(starts, (rule.place for rule in changed))
        legal = engine.feasible[ends]
        for rule in changed:
            legal &= rule.leaving[starts] & rule.landing[ends]
        yield starts[legal], ends[legal]


def _stride(n_moves: int) -> int:
    """Choose every which state is looked at: odd, so that no option stands still."""
    return -(-n_moves // _LOOKED_AT) | 1


@dataclass(frozen=True, eq=False)
class _Rule:
    """An option that can change.

    `place` is where states hold it; `leaving` says from where it can be changed,
    `landing` whether what it requires holds where it is taken; both bool arrays
    of shape (n_states,).
    """

    place: int
    leaving: Bools
    landing: Bools


def _rules(engine: Engine, party: int) -> list[_Rule]:
    """Give the rules of each own option that can change."""
    places = bits_of(engine.case)
    rules = []
    for option in engine.case.party[engine.parties[party]].options:
        if option.id in places:
            taken = engine.truth(Name(option.id))
            undo, redo = (engine.truth(c.never) for c in (option.undo, option.redo))
            leaving = ~np.where(taken, undo, redo)
            landing = ~taken | engine.truth(option.requires)
            rules.append(_Rule(places[option.id], leaving, landing))
    return rules
