"""Is a road map self-enforcing? Slack per stage and party under both threats.

A party's slack at a stage is what its best breach loses against doing its
part, in flow units per period for ever. Under breakdown (T1) no negative slack
proves a subgame-perfect equilibrium; under min-max (T2) a negative slack
proves that no equilibrium in pure strategies follows the road map.

References
----------
Abreu (1988) for the one-shot test and the role of the harshest punishment.
"""

from dataclasses import replace
from math import isinf, isnan

import numpy as np

from detente.engine.budget import unless_stopped
from detente.errors import Message
from detente.model.road_map import RoadMap
from detente.study.deal.calling_off import find_calling_off
from detente.study.deal.deviation import Choice, ThreatName
from detente.study.deal.exposure import find_exposure
from detente.study.deal.holds_until import holds_until
from detente.study.deal.mover_orders import MANY, judge_orders
from detente.study.deal.quick_check import Witness
from detente.study.deal.road_map import Layout, Leg, lay_out, lay_out_stay
from detente.study.deal.slack import SlackTable, slack_table
from detente.study.deal.told_breach import told_breach, written_step
from detente.study.deal.tolerance import stakes_of
from detente.study.deal.undo_times import find_undo_times, rounded_changes
from detente.study.deal.verdict import (
    Breach,
    RoadMapCheck,
    Slack,
    StageCheck,
    Tightest,
    UndoTimes,
    Verdict,
)
from detente.study.deal.verdict_reasons import NO_END, UNDO_LEFT_OUT, list_reasons
from detente.study.game.dynamics import Dynamics

_FRAGILE = 1e-3
"""A slack below this share of the payoff range, either sign, is called fragile."""


def check_road_map(
    dynamics: Dynamics, road_map: RoadMap, most: int = MANY, *, undo: bool = False
) -> RoadMapCheck:
    """Check whether a road map is self-enforcing.

    Parameters
    ----------
    dynamics : Dynamics
        The case.
    road_map : RoadMap
        Its stages, in order.
    most : int
        Of states times orders of movers; beyond it fewer orders are judged, where
        the case gives none.
    undo : bool
        Whether times to undo after a breach are rounded both ways, where the
        verdict does not hang on the order of movers already; where another verdict
        comes out, it depends.

    Returns
    -------
    RoadMapCheck
        With verdict `impossible`, and no figures, where it cannot be carried out.
    """
    layout = lay_out(dynamics, road_map)
    if layout.reasons:
        return _impossible(dynamics, road_map, layout)
    table = slack_table(dynamics, layout)
    checker = _Checker(dynamics, layout, table)
    stages = tuple(checker.stage(leg) for leg in layout.legs)
    stay = checker.stay()
    staying = sum(node.stage is not None for node in layout.nodes)
    witness = _witness(table)
    orders = judge_orders(dynamics, layout, table.leeway(), most, witness)
    leeway = orders.leeway if orders else table.leeway()
    times: UndoTimes | None = None
    left_out: tuple[Message, ...] = ()
    settled = leeway.verdict is not None and not (orders and orders.other)
    if undo and settled and rounded_changes(dynamics.case):
        times, left_out = _both_ways(dynamics, layout, leeway.verdict, most, witness)
    hangs = times is not None and bool(times.hangs_on)
    return RoadMapCheck(
        road_map=road_map.id,
        verdict=Verdict.DEPENDS if hangs else leeway.verdict,
        stay_verdict=table.verdict(staying),
        reasons=(*list_reasons(dynamics, table, (*stages, stay), orders), *left_out),
        patience=_patience(dynamics),
        payoff_range=_ranges(dynamics),
        stages=stages,
        stay=stay,
        binding=_binding((*stages, stay)),
        exposure=find_exposure(dynamics, layout),
        exact=bool(table.exact.all() and table.settled.all()),
        deviators=tuple(
            party
            for place, party in enumerate(dynamics.parties)
            if (table.breakdown[:, place] < -table.tolerance[place]).any()
        ),
        n_stages=len(road_map.stages),
        orders=orders.counts if orders else (),
        n_orders=orders.n_orders if orders else 1,
        calling_off=find_calling_off(dynamics, layout),
        close=leeway.close and not hangs,
        stay_close=table.leeway(staying).close,
        undo=times,
        holds_until=holds_until(dynamics, layout, table),
    )


def _both_ways(
    dynamics: Dynamics,
    layout: Layout,
    rounded: Verdict | None,
    most: int,
    witness: Witness | None,
) -> tuple[UndoTimes | None, tuple[Message, ...]]:
    """Judge times to undo both ways, and say so where there was no time for it."""
    found = unless_stopped(
        lambda: find_undo_times(dynamics, layout, rounded, most, witness), None
    )
    return found, () if found is not None else (UNDO_LEFT_OUT,)


def _witness(table: SlackTable) -> Witness | None:
    """Give the node and the party that refute a road map the most, if any does."""
    if table.verdict() is not Verdict.REFUTED:
        return None
    least = np.nan_to_num(table.minmax / table.tolerance, nan=np.inf)
    node, party = np.unravel_index(np.argmin(least), least.shape)
    return Witness(int(node), int(party))


def check_stay(dynamics: Dynamics, state: int) -> tuple[StageCheck, Verdict | None]:
    """Check whether all would stay at a state, however it was reached from now.

    Parameters
    ----------
    dynamics : Dynamics
        The case.
    state : int
        A feasible state.

    Returns
    -------
    StageCheck, Verdict or None
        Slack of staying, the least over its periods; what it comes to.
    """
    layout = lay_out_stay(dynamics, state)
    table = slack_table(dynamics, layout)
    return _Checker(dynamics, layout, table).stay(), table.verdict()


class _Checker:
    """Turns a table of slack into records, stage by stage."""

    def __init__(self, dynamics: Dynamics, layout: Layout, table: SlackTable) -> None:
        self.dynamics = dynamics
        self.layout = layout
        self.table = table

    def stage(self, leg: Leg) -> StageCheck:
        """Judge one stage by its least slack over its periods."""
        state = self.dynamics.engine.state
        return StageCheck(
            stage=leg.stage,
            start=state(leg.start),
            end=state(leg.end),
            steps=tuple(map(written_step, leg.steps)),
            done=tuple(map(written_step, leg.done)),
            periods=leg.periods,
            escrow=leg.escrow,
            slack=self._slacks(leg.stage) if leg.periods else (),
        )

    def stay(self) -> StageCheck:
        """Judge staying at the target."""
        target = self.dynamics.engine.state(self.layout.nodes[-1].end)
        return StageCheck(
            stage=None,
            start=target,
            end=target,
            steps=(),
            done=(),
            periods=0,
            escrow=False,
            slack=self._slacks(None),
        )

    def _slacks(self, stage: int | None) -> tuple[Slack, ...]:
        places = [
            place for place, node in enumerate(self.layout.nodes) if node.stage == stage
        ]
        return tuple(
            self._slack(party, places) for party in range(len(self.dynamics.parties))
        )

    def _slack(self, party: int, places: list[int]) -> Slack:
        table, dynamics = self.table, self.dynamics
        column = {
            name: [float(values[place, party]) for place in places]
            for name, values in (
                ("breakdown", table.breakdown),
                ("optimistic", table.optimistic),
                ("minmax", table.minmax),
            )
        }
        choice = not all(map(isinf, column["minmax"]))
        known = {name: _least(values) for name, values in column.items()}
        breakdown, minmax = known["breakdown"], known["minmax"]
        exact = bool(table.exact[places, party].all())
        shown = breakdown if breakdown is not None else minmax
        stakes = stakes_of(dynamics, party)
        relative = None if shown is None else stakes.share(shown)
        return Slack(
            party=dynamics.parties[party],
            breakdown=breakdown,
            minmax=minmax,
            band=None
            if exact or breakdown is None
            else (breakdown, known["optimistic"] or 0.0),
            relative=relative,
            choice=choice,
            fragile=bool(stakes.size)
            and relative is not None
            and abs(relative) < _FRAGILE,
            reason=self._reason(party, breakdown) if choice else None,
            breach=self._breach(party, places, "breakdown", breakdown),
            breach_minmax=self._breach(party, places, "minmax", minmax),
        )

    def _reason(self, party: int, breakdown: float | None) -> Message | None:
        own = self.dynamics.reason(party)
        if own is not None or breakdown is not None:
            return own
        return self.dynamics.obstacle() or NO_END

    def _breach(
        self, party: int, places: list[int], threat: ThreatName, least: float | None
    ) -> Breach | None:
        if least is None:
            return None
        column = (self.table.breakdown if threat == "breakdown" else self.table.minmax)[
            :, party
        ]
        place = min(places, key=lambda each: float(column[each]))
        node, deviation = (
            self.layout.nodes[place],
            self.table.breaches[threat, place, party],
        )
        return told_breach(self.dynamics, Choice(node, party), threat, deviation)


def _least(values: list[float]) -> float | None:
    """Give the least slack, None where it is unknown or there is no choice."""
    if any(map(isnan, values)):
        return None
    least = min(values)
    return None if isinf(least) else least


def _binding(stages: tuple[StageCheck, ...]) -> Tightest | None:
    """Find the stage and the party with the least slack, the earliest of equals."""
    tightest: Tightest | None = None
    for stage in stages:
        for slack in stage.slack:
            value = slack.minmax if slack.breakdown is None else slack.breakdown
            if value is not None and (tightest is None or value < tightest.slack):
                tightest = Tightest(stage.stage, slack.party, value)
    return tightest


def _patience(dynamics: Dynamics) -> tuple[tuple[str, float | None], ...]:
    return tuple(
        (party, None if isnan(d) else float(d))
        for party, d in zip(dynamics.parties, dynamics.patience, strict=True)
    )


def _ranges(dynamics: Dynamics) -> tuple[tuple[str, float], ...]:
    return tuple(
        (party, dynamics.payoff_range(place))
        for place, party in enumerate(dynamics.parties)
    )


def _impossible(
    dynamics: Dynamics, road_map: RoadMap, layout: Layout, *, alone: bool = True
) -> RoadMapCheck:
    check = _unjudged(dynamics, road_map, layout, alone=alone)
    return replace(check, verdict=Verdict.IMPOSSIBLE, reasons=layout.reasons)


def _unjudged(
    dynamics: Dynamics, road_map: RoadMap, layout: Layout, *, alone: bool = True
) -> RoadMapCheck:
    """Give what is known of a road map before anybody is asked who would cheat."""
    state = dynamics.engine.state
    return RoadMapCheck(
        road_map=road_map.id,
        verdict=None,
        stay_verdict=None,
        reasons=(),
        patience=_patience(dynamics),
        payoff_range=_ranges(dynamics),
        stages=tuple(
            StageCheck(
                stage=leg.stage,
                start=state(leg.start),
                end=state(leg.end),
                steps=tuple(map(written_step, leg.steps)),
                done=tuple(map(written_step, leg.done)),
                periods=leg.periods,
                escrow=leg.escrow,
                slack=(),
            )
            for leg in layout.legs
        ),
        stay=None,
        binding=None,
        exposure=find_exposure(dynamics, layout, alone=alone),
        exact=False,
        deviators=(),
        n_stages=len(road_map.stages),
    )


def check_going_along(
    dynamics: Dynamics, road_map: RoadMap, *, alone: bool = True
) -> RoadMapCheck:
    """Ask of a road map who would sign it and call it off, and no more.

    Parameters
    ----------
    dynamics : Dynamics
        The case.
    road_map : RoadMap
        Its stages, in order.
    alone : bool
        As of `find_signing` and `find_exposure`; without it no game is solved.

    Returns
    -------
    RoadMapCheck
        With verdict None, and no slack; `impossible` where it cannot be carried out.
    """
    layout = lay_out(dynamics, road_map)
    if layout.reasons:
        return _impossible(dynamics, road_map, layout, alone=alone)
    found = find_calling_off(dynamics, layout, alone=alone)
    check = _unjudged(dynamics, road_map, layout, alone=alone)
    return replace(check, calling_off=found)
