"""Whether a road map keeps itself, judged no further than it takes to know."""

from typing import NamedTuple

from detente.study.deal.mover_orders import MANY_ASKED, in_order, judged_orders
from detente.study.deal.quick_check import (
    Witness,
    find_witness,
    judge_leeway,
    still_refuted,
)
from detente.study.deal.road_map import Layout
from detente.study.deal.undo_times import find_undo_times, rounded_changes
from detente.study.deal.verdict import Verdict
from detente.study.game.dynamics import Dynamics


class Kept(NamedTuple):
    """What `roadmap check` would say of a road map, in short.

    Attributes
    ----------
    keeps : bool
        Whether it keeps itself in every order of movers, however times to undo are
        rounded, and not only just.
    fails : bool
        Whether it fails in every order, however times to undo are rounded, where that
        was asked.
    judged : int
        How often it was judged.
    """

    keeps: bool
    fails: bool
    judged: int


def find_kept(dynamics: Dynamics, layout: Layout, *, fails: bool = False) -> Kept:
    """Say whether a road map keeps itself, or fails.

    Parameters
    ----------
    dynamics : Dynamics
    layout : Layout
        A road map that is possible.
    fails : bool
        Whether to find out if it fails, which takes longer.

    Returns
    -------
    Kept
    """
    keeps, judged = True, 0
    witness: Witness | None = None
    for order in judged_orders(dynamics, MANY_ASKED):
        there = in_order(dynamics, order) if judged else dynamics
        if witness is not None and still_refuted(there, layout, witness):
            continue
        leeway = judge_leeway(there, layout)
        judged += 1
        keeps = keeps and leeway.verdict is Verdict.PROVED and not leeway.close
        refuted = leeway.verdict is Verdict.REFUTED
        refuted = refuted and (judged == 1 or witness is not None)
        if not keeps and not (fails and refuted):
            return Kept(keeps=False, fails=False, judged=judged)
        if refuted:
            # What refutes it in one order mostly does in all.
            witness = find_witness(there, layout)
    hangs = False
    if rounded_changes(dynamics.case):
        verdict = Verdict.PROVED if keeps else Verdict.REFUTED
        times = find_undo_times(dynamics, layout, verdict, MANY_ASKED, witness)
        hangs, judged = bool(times and times.hangs_on), 3 * judged
    return Kept(keeps and not hangs, not (keeps or hangs), judged)
