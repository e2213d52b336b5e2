"""Claims about one party: how it stands without a deal, what a deadline gives it."""

import numpy as np

from detente.engine.bits import as_set, moved
from detente.engine.period.turn import own_moves
from detente.model.event import Claim
from detente.study.deal.sustain import find_fallback
from detente.study.deal.tolerance import slight
from detente.study.game.dynamics import Dynamics
from detente.study.preference.preference_at import holds_at
from detente.study.record.claim_verdict import ClaimFigure, ClaimVerdict


def said(true: bool) -> ClaimVerdict:  # noqa: FBT001 - the one thing it is about
    """Give the verdict on what was computed."""
    return ClaimVerdict.SUPPORTED if true else ClaimVerdict.CONTRADICTED


def is_stronger(
    dynamics: Dynamics, rival: Dynamics, claim: Claim
) -> tuple[ClaimVerdict, ClaimFigure]:
    """Compare what a party has without a deal with what it has in a variant.

    Parameters
    ----------
    dynamics, rival : Dynamics
        The case as written, and in the variant.
    claim : Claim
        Its test names the party and the variant.

    Returns
    -------
    (ClaimVerdict, ClaimFigure)
        Supported where it has more as written, by more than rounding; not testable
        where what follows without a deal is not known.
    """
    party, variant = claim.test.names
    index = dynamics.parties.index(party)
    here, there = (
        find_fallback(each, each.parties.index(party)).breakdown
        for each in (dynamics, rival)
    )
    figure = ClaimFigure("fallback", names=(party, variant), values=(here, there))
    if here is None or there is None:
        return ClaimVerdict.NOT_TESTABLE, figure
    return said(here - there > slight(dynamics, index)), figure


def would_take(dynamics: Dynamics, claim: Claim) -> tuple[ClaimVerdict, ClaimFigure]:
    """Ask whether the owner of what a deadline opens gains by taking it.

    Parameters
    ----------
    dynamics : Dynamics
        The case, played in periods.
    claim : Claim
        Its test names the deadline.

    Returns
    -------
    (ClaimVerdict, ClaimFigure)
        Supported where, with all else as it is now, a move of its own that takes
        something newly opened gives it more from that day on; contradicted too where
        the deadline is met already, so that nothing opens. Not testable where the
        party has no weights, or where the deadline opens nothing.
    """
    case = dynamics.case
    deadlines = case.negotiation.deadlines
    deadline = next(each for each in deadlines if each.id == claim.test.names[0])
    opened = as_set(dynamics.bits[option] for option in deadline.opens)
    if not opened:
        return ClaimVerdict.NOT_TESTABLE, ClaimFigure("deadline")
    party = case.option[deadline.opens[0]].party
    index = dynamics.parties.index(party)
    met = holds_at(case, deadline.unless, case.status_quo)
    if dynamics.reason(index) is not None:
        return ClaimVerdict.NOT_TESTABLE, ClaimFigure("deadline", (int(met),), (party,))
    gain = _best_gain(dynamics, index, opened)
    figure = ClaimFigure("deadline", (int(met),), (party,), (gain,))
    least = slight(dynamics, index)
    return said(not met and gain is not None and gain > least), figure


def _best_gain(dynamics: Dynamics, party: int, opened: int) -> float | None:
    """Give the best gain per period for ever of a move that takes what is opened."""
    now = dynamics.engine.status_quo
    flips, costs = own_moves(dynamics.turn(party), now)
    ends = moved(now, flips)
    allowed = (ends & opened & ~now != 0) & dynamics.engine.feasible[ends]
    if not allowed.any():
        return None
    flow = dynamics.utility[party]
    gains = flow[ends] - flow[now] - (1 - float(dynamics.patience[party])) * costs
    return float(np.max(gains[allowed]))
