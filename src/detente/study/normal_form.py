"""A case as a game in normal form: every party chooses once, all at a time."""

from dataclasses import dataclass
from fractions import Fraction
from itertools import product

import numpy as np

from detente.engine import Engine
from detente.errors import Location, Message, Problem, QuestionError, TooLargeError
from detente.model.case import Option

__all__ = ["MOST_OUTCOMES", "NormalForm", "Strategy", "normal_form"]

MOST_OUTCOMES = 65_536
"""Combinations of choices, at most."""


@dataclass(frozen=True, slots=True)
class Strategy:
    """One choice of a party: what it takes of the options that can change."""

    taken: tuple[str, ...]
    left: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NormalForm:
    """Strategies and payoffs.

    Attributes
    ----------
    strategies : tuple of tuple of Strategy
        For each party, at least one.
    states : tuple of (str or None)
        The state of each combination of strategies, that of the first party
        changing fastest; None where it is not feasible.
    payoffs : tuple of tuple of Fraction
        For each combination the payoff of every party.

    Notes
    -----
    Where a combination is not feasible, every party has one less than the
    least it can have elsewhere.
    """

    strategies: tuple[tuple[Strategy, ...], ...]
    states: tuple[str | None, ...]
    payoffs: tuple[tuple[Fraction, ...], ...]

    @property
    def n_filled(self) -> int:
        """How many combinations are not feasible."""
        return sum(state is None for state in self.states)


def normal_form(engine: Engine, *, weights: bool = False) -> NormalForm:
    """Make the one-shot normal form of a case.

    Parameters
    ----------
    engine : Engine
        A case with options.
    weights : bool
        Whether payoffs are the weights of the parties; else they are the
        places in their orders, from 1 for the worst.

    Returns
    -------
    NormalForm

    Raises
    ------
    QuestionError
        Where the case has no options, or a party no weights.
    TooLargeError
        Where there are more than `MOST_OUTCOMES` combinations.
    """
    case = engine.case
    place = Location(case.file or "case")
    if not case.options:
        message = Message("a normal form needs a case with options")
        hint = Message("a case with a list of states can be written as .graphml")
        raise QuestionError([Problem("no-options", message, place, hint=hint)])
    free = sum(not option.settled for option in case.options)
    if 1 << free > MOST_OUTCOMES:
        raise TooLargeError(
            Message(
                "the normal form has {count} outcomes (at most {most})",
                count=1 << free,
                most=MOST_OUTCOMES,
            ),
            Message("settle some options, or leave some out"),
        )
    worth = _by_weights(engine, place) if weights else _by_order(engine)
    strategies = tuple(_strategies(party.options) for party in case.parties)
    # The last factor of a product changes fastest.
    states = tuple(
        engine.index(_state(engine, chosen[::-1]))
        for chosen in product(*reversed(strategies))
    )
    worst = tuple(min(payoffs.values()) - 1 for payoffs in worth)
    return NormalForm(
        strategies,
        tuple(None if state is None else engine.state(state) for state in states),
        tuple(
            worst if state is None else tuple(payoffs[state] for payoffs in worth)
            for state in states
        ),
    )


def _strategies(options: tuple[Option, ...]) -> tuple[Strategy, ...]:
    free = [option.id for option in options if not option.settled]
    found = []
    for number in range(1 << len(free)):
        taken = tuple(id_ for bit, id_ in enumerate(free) if number >> bit & 1)
        found.append(Strategy(taken, tuple(id_ for id_ in free if id_ not in taken)))
    return tuple(found)


def _state(engine: Engine, chosen: tuple[Strategy, ...]) -> str:
    taken = {option for strategy in chosen for option in strategy.taken}
    return "".join(
        "Y" if (option.now if option.settled else option.id in taken) else "N"
        for option in engine.case.options
    )


def _by_order(engine: Engine) -> list[dict[int, Fraction]]:
    found = []
    feasible = np.flatnonzero(engine.feasible)
    for party in range(len(engine.parties)):
        payoff = engine.payoff(party)[feasible]
        _, places = np.unique(payoff, return_inverse=True)
        pairs = zip(feasible, places, strict=True)
        found.append({int(s): Fraction(int(place) + 1) for s, place in pairs})
    return found


def _by_weights(engine: Engine, place: Location) -> list[dict[int, Fraction]]:
    lacking = [p for p in engine.parties if not engine.case.preference[p].weights]
    if lacking:
        message = Message("{parties} have no weights", parties=", ".join(lacking))
        hint = Message("write the order instead: --payoffs order")
        raise QuestionError([Problem("no-weights", message, place, hint=hint)])
    return [_weighed(engine, party) for party in engine.parties]


def _weighed(engine: Engine, party: str) -> dict[int, Fraction]:
    weights = engine.case.preference[party].weights
    worth = dict.fromkeys(map(int, np.flatnonzero(engine.feasible)), Fraction(0))
    for weight in weights:
        amount = Fraction(weight.amount.value)
        for state in np.flatnonzero(engine.truth(weight.of) & engine.feasible):
            worth[int(state)] += amount
    return worth
