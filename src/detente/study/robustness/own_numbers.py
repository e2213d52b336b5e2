"""The assumed numbers of one party that enter a linear form, and their trade-offs."""

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from detente.model.case import Case
from detente.study.deal.linear_form import LinearForm
from detente.study.game.trade_offs import tradeoff_matrix
from detente.study.robustness.assumed_numbers import Assumption

Values = npt.NDArray[np.float64]

ROUNDING = 1e-12
"""Of the size of its terms, by which a sum of numbers as written may miss."""


def assumed_in(
    form: LinearForm, assumptions: Iterable[Assumption]
) -> tuple[Assumption, ...]:
    """List the assumptions that are numbers of a form and have some leeway.

    Parameters
    ----------
    form : LinearForm
    assumptions : iterable of Assumption
        Those of the case.

    Returns
    -------
    tuple of Assumption
        Each path once, in their order.
    """
    named = set(form.variables)
    found = {
        each.path: each
        for each in assumptions
        if each.path in named and each.low < each.high
    }
    return tuple(found.values())


def places_of(form: LinearForm, path: str) -> npt.NDArray[np.bool_]:
    """Say which numbers of a form a path names: more than one where it stands twice.

    Parameters
    ----------
    form : LinearForm
    path : str

    Returns
    -------
    bool array, shape (n_variables,)
    """
    return np.array([each == path for each in form.variables], np.bool_)


def tradeoff_rows(case: Case, form: LinearForm) -> Values:
    """Write the trade-offs of a party as rows over the numbers of its form.

    Parameters
    ----------
    case : Case
    form : LinearForm

    Returns
    -------
    float64 array, shape (n_tradeoffs, n_variables)
        The product with its numbers is not negative where they are satisfied. Costs
        stand in none.
    """
    party = case.parties[form.party].id
    weights = tradeoff_matrix(case.preference[party])
    rows = np.zeros((len(weights), len(form.variables)))
    rows[:, : weights.shape[1]] = weights
    return rows


def cleaned(number: float, assumption: Assumption) -> float:
    """Write as 0 what only rounding keeps from it.

    Parameters
    ----------
    number : float
        A value of the assumption.
    assumption : Assumption

    Returns
    -------
    float
    """
    size = max(abs(assumption.value), assumption.high - assumption.low)
    return number if abs(number) > ROUNDING * size else 0.0
