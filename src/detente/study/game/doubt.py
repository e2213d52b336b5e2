"""Steps of which an equal may exist that only their owner knows of.

Where there is one, the step changes nothing for the others: they have what they would
have without it. Equals are independent of each other, so what a party expects of a
state is a mean over which of them exist, linear in its weights.
"""

from collections.abc import Callable
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from detente.engine import Bools, Engine
from detente.engine.bits import as_set, members, n_subsets
from detente.engine.period.turn import bits_of
from detente.model.case import Case
from detente.model.formula import Formula
from detente.model.preference import Preference
from detente.records import dataclass
from detente.study.game.flow import flow_utility

Truth: TypeAlias = Callable[[Formula], Bools]
Values: TypeAlias = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Doubt:
    """One option of another party of which an equal may exist.

    Attributes
    ----------
    bit : int
        That stands for the option.
    path : str
        Where its chance stands in the case file.
    chance : float
        That there is an equal.
    """

    bit: int
    path: str
    chance: float


def list_doubts(case: Case, party: str) -> tuple[Doubt, ...]:
    """List what one party doubts: options of others that have `hidden`.

    Parameters
    ----------
    case : Case
    party : str
        Its id.

    Returns
    -------
    tuple of Doubt
        In file order; without those whose chance is 0 whatever is drawn.
    """
    if not any(option.seen for option in case.options):
        return ()
    bits = bits_of(case)
    return tuple(
        Doubt(bits[option.id], hidden_path(option.id), float(hidden.value))
        for option in case.options
        if option.party != party and option.id in bits and option.seen
        if (hidden := option.seen.hidden) is not None
        if hidden.value or hidden.high
    )


def hidden_path(option: str) -> str:
    """Give the path of the chance that an equal of an option exists."""
    return f"options.{option}.seen.hidden"


def corners(doubts: tuple[Doubt, ...]) -> tuple[int, ...]:
    """List which equals may exist together, each case as a set of bits of a state.

    Parameters
    ----------
    doubts : tuple of Doubt

    Returns
    -------
    tuple of int
        Of length 2 to the number of doubts; none exists in the first.
    """
    return tuple(
        as_set(doubts[place].bit for place in members(which))
        for which in range(n_subsets(len(doubts)))
    )


def corner_chances(chances: Values) -> Values:
    """Give how likely each set of equals is, in the order of `corners`.

    Parameters
    ----------
    chances : float64 array, shape (n_draws, n_doubts)

    Returns
    -------
    float64 array, shape (n_draws, 2 ** n_doubts)
    """
    found = np.ones((len(chances), 1))
    for chance in chances.T[:, :, np.newaxis]:
        found = np.concatenate([found * (1 - chance), found * chance], axis=1)
    return found


def expected_truth(truth: Truth, doubts: tuple[Doubt, ...]) -> Callable[[Formula], Any]:
    """Say how likely formulas are to hold, for a party that doubts steps of others.

    Parameters
    ----------
    truth : function of a formula
        Says where it holds if every step is what it seems.
    doubts : tuple of Doubt

    Returns
    -------
    function of a formula
        Gives a float64 array, shape (n_states,), or the truth where nothing is
        doubted.
    """
    if not doubts:
        return truth
    weights = corner_chances(np.array([[each.chance for each in doubts]]))[0]

    def expected(formula: Formula) -> Values:
        holds = truth(formula)
        states: npt.NDArray[np.int64] = np.arange(holds.size)
        found = np.zeros(holds.size)
        for weight, equals in zip(weights, corners(doubts), strict=True):
            found += weight * holds[states & ~equals]
        return found

    return expected


def expected_flow(
    engine: Engine,
    case: Case,
    party: str,
    truth: Truth | None = None,
    preference: Preference | None = None,
) -> Values:
    """Give what a party expects per period at each state, as `flow_utility` does.

    Parameters
    ----------
    engine : Engine
        The states of the case.
    case : Case
        Its numbers count.
    party : str
        Whose wants they are.
    truth : function of a formula, or None
        Says where formulas hold; None asks the engine.
    preference : Preference or None
        Those of another leadership of the party; None is its own.

    Returns
    -------
    float64 array, shape (n_states,)
        Larger is better.
    """
    wants = preference or case.preference[party]
    doubts = list_doubts(case, party)
    return flow_utility(engine, wants, expected_truth(truth or engine.truth, doubts))
