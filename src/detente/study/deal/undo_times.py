"""Verdicts under both ways to round how long undoing takes after a breach.

After a breach an option counts as changed back within a period, or never
(`reversible_within`); what lies between is rounded. A road map is judged as the
case rounds it, with all of these options changed back within a period, and with
none of them ever; a verdict that differs hangs on how fast they can be undone.
"""

from dataclasses import replace
from decimal import Decimal
from typing import TypeAlias

from detente.engine.period.turn import open_turns
from detente.model.case import Case, Change, Option
from detente.model.quantity import AT_ONCE, Duration
from detente.study.deal.asymmetry import list_rounded
from detente.study.deal.mover_orders import (
    MANY,
    in_order,
    judged_orders,
)
from detente.study.deal.quick_check import (
    Witness,
    judge,
    still_refuted,
)
from detente.study.deal.road_map import Layout
from detente.study.deal.verdict import UndoTimes, Verdict, common
from detente.study.game.dynamics import Dynamics

Within: TypeAlias = dict[tuple[str, str], bool]
"""By option and `undo` or `redo`: whether it is done within a period, or never."""

_TOO_LONG = Duration(Decimal(10_000), "year")
"""Longer than any `reversible_within`, but not a rule that forbids undoing."""


def rounded_changes(case: Case) -> Within:
    """List the changes back whose time is rounded.

    Parameters
    ----------
    case : Case

    Returns
    -------
    dict of (str, str) to bool
        In file order, by option and `undo` or `redo`: whether it counts as done
        within a period.
    """
    return {
        (each.option, each.kind): not each.irreversible
        for each in list_rounded(case)
        if each.kind != "take"
    }


def retimed(dynamics: Dynamics, within: Within) -> Dynamics:
    """Let options be changed back within a period, or never.

    Parameters
    ----------
    dynamics : Dynamics
        The case, played in periods.
    within : dict of (str, str) to bool
        By option and `undo` or `redo`: True is within a period.

    Returns
    -------
    Dynamics
        The same one each time it is asked for.
    """
    key = tuple(within.items())
    if key not in dynamics.retimed:
        parties = tuple(
            replace(
                party, options=tuple(_timed(each, within) for each in party.options)
            )
            for party in dynamics.case.parties
        )
        case = replace(dynamics.case, parties=parties)
        turns = open_turns(dynamics.engine, case, dynamics.movers)
        dynamics.retimed[key] = dynamics.with_numbers(turns=turns)
    return dynamics.retimed[key]


def find_undo_times(
    dynamics: Dynamics,
    layout: Layout,
    rounded: Verdict | None,
    most: int = MANY,
    witness: Witness | None = None,
) -> UndoTimes | None:
    """Judge a road map under both ways to round, over the orders of movers.

    Parameters
    ----------
    dynamics : Dynamics
        The case, played in periods.
    layout : Layout
        A road map that is possible; it is carried out as written.
    rounded : Verdict or None
        What comes out as the case rounds.
    most : int
        Of states times orders of movers, as `judge_orders` takes it.
    witness : Witness or None
        What refutes it as the case rounds, which most often does so in both ways.

    Returns
    -------
    UndoTimes or None
        None where nothing is rounded.

    Notes
    -----
    Options are turned one by one in the first order of movers only.
    """
    written = rounded_changes(dynamics.case)
    if not written:
        return None

    found = {
        way: rounded
        if set(written.values()) == {way}
        else _judged(
            retimed(dynamics, dict.fromkeys(written, way)), layout, most, witness
        )
        for way in (True, False)
    }
    turned = [
        change
        for way, verdict in found.items()
        if verdict is not None and verdict is not rounded
        for change, so in written.items()
        if so is not way
    ]
    as_written = judge(dynamics, layout).verdict if turned else rounded
    alone = []
    for change in turned:
        other = retimed(dynamics, written | {change: not written[change]})
        if judge(other, layout).verdict not in (as_written, None):
            alone.append(change)
    return UndoTimes(
        rounded=rounded,
        within=found[True],
        never=found[False],
        hangs_on=tuple(dict.fromkeys(option for option, _ in alone or turned)),
    )


def _judged(
    dynamics: Dynamics, layout: Layout, most: int, witness: Witness | None
) -> Verdict | None:
    """Give the verdict over the orders of movers, until two of them differ."""
    found: set[Verdict | None] = set()
    for order in judged_orders(dynamics, most):
        ordered = in_order(dynamics, order)
        refuted = witness is not None and still_refuted(ordered, layout, witness)
        found.add(Verdict.REFUTED if refuted else judge(ordered, layout).verdict)
        if common(found) is Verdict.DEPENDS:
            break
    return common(found)


def _timed(option: Option, within: Within) -> Option:
    def timed(change: Change, kind: str) -> Change:
        so = within.get((option.id, kind))
        if so is None:
            return change
        return replace(change, takes=AT_ONCE if so else _TOO_LONG)

    undo, redo = timed(option.undo, "undo"), timed(option.redo, "redo")
    return replace(option, undo=undo, redo=redo)
