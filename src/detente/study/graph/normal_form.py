"""A case as a game in normal form: every party chooses once, all at a time."""

from fractions import Fraction
from math import prod

import numpy as np
import numpy.typing as npt

from detente.engine import Bools, Engine, bits
from detente.errors import Location, Message, Problem, QuestionError, TooLargeError
from detente.model.case import Party
from detente.records import dataclass

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
        For each party, at least one: those that some feasible state uses, the
        one that holds now first.
    states : tuple of (str or None)
        The state of each combination of strategies, that of the first party
        changing fastest; None where it is not feasible.
    steps : tuple of int
        How many parties have to choose otherwise, at least, for each
        combination to be feasible.
    payoffs : tuple of tuple of Fraction
        For each combination the payoff of every party.

    Notes
    -----
    Where a combination is not feasible, every party has as much less than the
    least it can have elsewhere as there are steps. Some party then gains by a
    step towards what is feasible, so that no such combination is an
    equilibrium in pure strategies.
    """

    strategies: tuple[tuple[Strategy, ...], ...]
    states: tuple[str | None, ...]
    steps: tuple[int, ...]
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
        The case, opened.
    weights : bool
        Payoffs are the sums of the parties' weights, exact; else the places
        of the states in their orders, from 1 for the worst.

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
    _refuse_size(engine.n_feasible)
    states = [int(state) for state in np.flatnonzero(engine.feasible)]
    choices = [_choices(engine, state) for state in states]
    now = _choices(engine, engine.status_quo)
    used = tuple(
        (first, *sorted({*own} - {first}))
        for own, first in zip(zip(*choices, strict=True), now, strict=True)
    )
    _refuse_size(prod(map(len, used)))
    worth = _by_weights(engine, place) if weights else _by_order(engine)
    found = _combined(states, choices, used)
    # The first party changes fastest.
    listed = [int(state) for state in found.ravel(order="F")]
    steps = [int(step) for step in _steps(found >= 0).ravel(order="F")]
    worst = [min(payoffs.values()) for payoffs in worth]
    return NormalForm(
        _strategies(engine, used),
        tuple(None if state < 0 else engine.state(state) for state in listed),
        tuple(steps),
        tuple(
            tuple(
                least - step if state < 0 else payoffs[state]
                for least, payoffs in zip(worst, worth, strict=True)
            )
            for state, step in zip(listed, steps, strict=True)
        ),
    )


def _refuse_size(count: int) -> None:
    if count > MOST_OUTCOMES:
        raise TooLargeError(
            Message(
                "the normal form has {count} outcomes (at most {most})",
                count=count,
                most=MOST_OUTCOMES,
            ),
            Message("settle some options, or leave some out"),
        )


def _choices(engine: Engine, state: int) -> tuple[int, ...]:
    """Give what each party chooses in a state: bit j for its j-th free option."""
    spelled = dict(zip(engine.case.option, engine.state(state), strict=True))
    return tuple(
        bits.as_set(at for at, id_ in enumerate(_free(party)) if spelled[id_] == "Y")
        for party in engine.case.parties
    )


def _free(party: Party) -> list[str]:
    return [option.id for option in party.options if not option.settled]


def _combined(
    states: list[int],
    choices: list[tuple[int, ...]],
    used: tuple[tuple[int, ...], ...],
) -> npt.NDArray[np.int64]:
    """Give the state of each combination, -1 where it is not feasible.

    One axis for each party with a choice, as long as it has strategies.
    """
    axes = [
        (party, {choice: at for at, choice in enumerate(own)})
        for party, own in enumerate(used)
        if len(own) > 1
    ]
    found = np.full([len(at) for _, at in axes], -1, np.int64)
    for state, chosen in zip(states, choices, strict=True):
        found[tuple(at[chosen[party]] for party, at in axes)] = state
    return found


def _strategies(
    engine: Engine, used: tuple[tuple[int, ...], ...]
) -> tuple[tuple[Strategy, ...], ...]:
    return tuple(
        tuple(_strategy(_free(party), number) for number in own)
        for party, own in zip(engine.case.parties, used, strict=True)
    )


def _strategy(free: list[str], number: int) -> Strategy:
    taken = tuple(free[place] for place in bits.members(number))
    return Strategy(taken, tuple(id_ for id_ in free if id_ not in taken))


def _steps(feasible: Bools) -> npt.NDArray[np.int64]:
    """Count the parties that must choose otherwise for a combination to be feasible."""
    steps = np.where(feasible, 0, feasible.ndim + 1)
    for axis in range(feasible.ndim):
        steps = np.minimum(steps, steps.min(axis, keepdims=True) + 1)
    return steps


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
