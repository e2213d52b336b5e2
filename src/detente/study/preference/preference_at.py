"""What a party thinks of a state, one state at a time, without an engine.

For a handful of states, some of which may lie outside the state space because
they are past: an option that is settled now was not always so.
"""

from typing import TypeAlias

from detente.model.case import Case
from detente.model.formula import Formula, holds
from detente.model.preference import Preference
from detente.model.quantity import Exact, total

Score: TypeAlias = tuple[int | Exact, ...]


def holds_at(case: Case, formula: Formula, state: str) -> bool:
    """Tell whether a formula holds at a state.

    Parameters
    ----------
    case : Case
        Gives terms and projects their meaning.
    formula : Formula
        Over options, terms and projects; over state ids where the case has
        no options.
    state : str
        A Y/N string in option order, or an id.

    Returns
    -------
    bool
    """
    if not case.options:
        return holds(formula, lambda name: name == state)
    taken = {
        option.id: choice == "Y"
        for option, choice in zip(case.options, state, strict=True)
    }
    known: dict[str, bool] = {}

    def truth(name: str) -> bool:
        if name in taken:
            return taken[name]
        if name not in known:
            known[name] = holds(case.definitions[name], truth)
        return known[name]

    return holds(formula, truth)


def score(case: Case, preference: Preference, state: str) -> Score:
    """Score a state by a party's order.

    Parameters
    ----------
    case : Case
        Gives names their meaning.
    preference : Preference
        The party's, by statements, a ranking or weights.
    state : str
        A Y/N string in option order, or an id.

    Returns
    -------
    tuple of number
        Larger is better, the first entry counting first; a state that a ranking
        does not name scores lowest.
    """
    if preference.order == "statements":
        statements = preference.statements
        return tuple(int(holds_at(case, each.formula, state)) for each in statements)
    if preference.order == "ranking":
        for place, tie in enumerate(preference.ranking):
            if any(_matches(pattern, state) for pattern in tie):
                return (-place,)
        return (-len(preference.ranking),)
    return (flow(case, preference, state),)


def flow(case: Case, preference: Preference, state: str) -> Exact:
    """Sum the weights that hold at a state.

    Parameters
    ----------
    case : Case
        Gives names their meaning.
    preference : Preference
        The party's.
    state : str
        A Y/N string in option order, or an id.

    Returns
    -------
    number
        Utility per period, larger is better; 0 without weights.
    """
    return total(
        weight.amount.value
        for weight in preference.weights
        if holds_at(case, weight.of, state)
    )


def _matches(pattern: str, state: str) -> bool:
    if pattern == state:
        return True
    return len(pattern) == len(state) and all(
        wanted in ("-", choice) for wanted, choice in zip(pattern, state, strict=True)
    )
