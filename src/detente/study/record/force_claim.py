"""A claim that some parties can force something, against all orders of movers."""

from detente.engine import Engine
from detente.model.event import Test
from detente.model.formula import FALSE
from detente.study.coalition.forced_by_chance import chances_in, force_by_chance
from detente.study.coalition.forced_target import force_target
from detente.study.record.claim_verdict import ClaimFigure, ClaimVerdict

MET = 1e-9
"""Chances are known up to so much."""

_VERDICTS = {
    "yes": ClaimVerdict.SUPPORTED,
    "no": ClaimVerdict.CONTRADICTED,
    "depends": ClaimVerdict.DEPENDS,
}


def judge_forced(engine: Engine, test: Test) -> tuple[ClaimVerdict, ClaimFigure]:
    """Ask whether a coalition can force what a claim says, from now.

    Parameters
    ----------
    engine : Engine
        The case on one side of its deadlines.
    test : Test
        Of the kind `forces`.

    Returns
    -------
    (ClaimVerdict, ClaimFigure)
        Supported where it can in every order of movers, contradicted where it can in
        none. Where the case says how likely options succeed, or the claim how likely it
        has to be, the chance decides: without one in the claim it has to be 1. Not
        testable where nothing feasible is so.
    """
    target = engine.truth(test.formula or FALSE) & engine.feasible
    if not target.any():
        return ClaimVerdict.NOT_TESTABLE, ClaimFigure("forced", names=test.names)
    members = tuple(sorted(map(engine.parties.index, test.names)))
    state = engine.status_quo
    forced = force_target(engine, state, target, members, test.within)
    rounds = max((each.rounds or 0 for each in forced.orders), default=0)
    numbers = forced.n_forcing, len(forced.orders), rounds
    likely = chances_in(engine.case)
    if not likely and test.chance is None:
        figure = ClaimFigure("forced", numbers, test.names)
        return _VERDICTS[forced.verdict], figure
    asked = state, target
    found = force_by_chance(engine, asked, forced.coalition, test.within, likely)
    needed = 1.0 if test.chance is None else float(test.chance.value)
    figure = ClaimFigure(
        "forced", numbers, test.names, values=(found.lower, found.upper)
    )
    if found.lower >= needed - MET:
        return ClaimVerdict.SUPPORTED, figure
    if found.upper < needed - MET:
        return ClaimVerdict.CONTRADICTED, figure
    return ClaimVerdict.DEPENDS, figure
