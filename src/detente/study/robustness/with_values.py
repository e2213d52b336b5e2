"""A case for questions about time under other numbers, the rules staying."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from detente.engine.period.turn import open_turns
from detente.study.game.closed_sets import ClosedSets
from detente.study.game.doubt import expected_flow, list_doubts
from detente.study.game.dynamics import Dynamics
from detente.study.game.flow import patience_of
from detente.study.game.guarantee import open_pledges
from detente.study.game.punishment import Threat
from detente.study.robustness.assumed_numbers import with_numbers

_WATCHED = (".seen.after", ".seen.chance")


def renumbered(dynamics: Dynamics, numbers: Mapping[str, float]) -> Dynamics:
    """Open a case under other numbers, keeping what does not depend on them.

    Parameters
    ----------
    dynamics : Dynamics
        The case as it stands.
    numbers : mapping of str to float
        By the path of an assumption.

    Returns
    -------
    Dynamics
        The same as opening `with_numbers` anew.
    """
    if not numbers:
        return dynamics
    case = with_numbers(dynamics.case, numbers)
    # When a breach is noticed changes nothing of what follows it.
    numbers = {path: x for path, x in numbers.items() if not path.endswith(_WATCHED)}
    if not numbers:
        return replace(dynamics, case=case)
    touched = {path.split(".")[0] for path in numbers if ".seen." not in path}
    utility = dynamics.utility.copy()
    for row, party in enumerate(dynamics.parties):
        doubted = {each.path for each in list_doubts(case, party)}
        if doubted & numbers.keys() or any(
            path.startswith(f"preferences.{party}.") for path in numbers
        ):
            utility[row] = expected_flow(dynamics.engine, case, party, dynamics.truth)
    clock = case.negotiation
    given = [
        patience_of(party, clock.patience, clock.period) for party in dynamics.parties
    ]
    found = replace(
        dynamics,
        case=case,
        utility=utility,
        patience=np.array([np.nan if each is None else each for each in given])
        if "patience" in touched
        else dynamics.patience,
        pledges=open_pledges(dynamics.engine, case)
        if "guarantees" in touched
        else dynamics.pledges,
        debts={},
        _threats=_kept(dynamics, numbers),
    )
    if "options" not in touched:
        return found
    turns = open_turns(dynamics.engine, case, dynamics.movers)
    closed_sets = ClosedSets(turns, dynamics.engine.feasible)
    return replace(found, turns=turns, closed_sets=closed_sets, breaches={}, ways={})


def _kept(dynamics: Dynamics, numbers: Mapping[str, float]) -> dict[object, Threat]:
    """Keep what other parties' wants cannot change: a party's min-max."""
    changed = {path.split(".")[1] for path in numbers}
    if any(not path.startswith("preferences.") for path in numbers):
        return {}
    return dynamics.minmax_of(
        place for place, name in enumerate(dynamics.parties) if name not in changed
    )
