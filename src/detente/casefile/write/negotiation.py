"""Deals over time as plain data: road maps, guarantees, turnover, deadlines."""

from decimal import Decimal
from itertools import groupby
from operator import attrgetter

from detente.casefile.write.parts import (
    about_entries,
    amount_node,
    block,
    duration_node,
    given,
    preference_node,
    rate_node,
    several,
    unless,
)
from detente.casefile.yaml.emitter import Lines, Node
from detente.model.formula import FALSE, TRUE
from detente.model.preference import Preference
from detente.model.quantity import ONE_MONTH, ONE_YEAR, Amount, Rate
from detente.model.road_map import (
    Deadline,
    Guarantee,
    Leadership,
    Negotiation,
    RoadMap,
    Stage,
    Step,
    Turnover,
)

__all__ = ["negotiation_entries"]

NOT_NOW = Amount(Decimal(0))
"""The belief that another leadership rules already, where nothing is said."""


def negotiation_entries(
    negotiation: Negotiation, *, under: bool
) -> dict[str, Node | None]:
    """Write the top-level keys of a case that are about time."""
    turnover = groupby(negotiation.turnover, attrgetter("party"))
    return {
        "period": duration_node(negotiation.period, ONE_MONTH),
        "patience": _patience_node(negotiation.patience, under=under),
        "movers": several(negotiation.movers),
        "reversible_within": duration_node(negotiation.reversible_within, ONE_YEAR),
        "types": block(
            (each.id, _type_node(each, under=under)) for each in negotiation.leaderships
        ),
        "turnover": block(
            (party, Lines(_turnover_node(entry, under=under) for entry in entries))
            for party, entries in turnover
        ),
        "guarantees": block(
            (each.id, _guarantee_node(each, under=under))
            for each in negotiation.guarantees
        ),
        "deadlines": block(
            (each.id, _deadline_node(each, under=under))
            for each in negotiation.deadlines
        ),
        "roadmaps": block(
            (each.id, _road_map_node(each, under=under))
            for each in negotiation.road_maps
        ),
    }


def _patience_node(
    patience: tuple[tuple[str, Rate], ...], *, under: bool
) -> Node | None:
    by_party = dict(patience)
    if list(by_party) == [""]:
        return rate_node(by_party[""], under=under)
    return (
        given({party: rate_node(rate, under=under) for party, rate in patience}) or None
    )


def _type_node(leadership: Leadership, *, under: bool) -> Node:
    preference, assumed = leadership.preference, leadership.about.assumed
    wants = preference_node(preference, under=assumed)
    now = amount_node(leadership.now, under=assumed)
    return given(
        {
            "party": leadership.party,
            "preferences": None if preference == Preference() else wants,
            "now": None if leadership.now == NOT_NOW else now,
            **about_entries(leadership.about, under=under),
        }
    )


def _turnover_node(turnover: Turnover, *, under: bool) -> Node:
    return given(
        {
            "from": turnover.before,
            "to": turnover.after,
            "hazard": rate_node(turnover.hazard, under=turnover.about.assumed),
            "share": amount_node(turnover.share, under=turnover.about.assumed),
            "on": turnover.on,
            "probability": amount_node(
                turnover.probability, under=turnover.about.assumed
            ),
            **about_entries(turnover.about, under=under),
        }
    )


def _guarantee_node(guarantee: Guarantee, *, under: bool) -> Node:
    assumed = guarantee.about.assumed
    return given(
        {
            "by": list(guarantee.by),
            "protects": guarantee.protects,
            "against": list(guarantee.against),
            "undoing": list(guarantee.undoing) or "any",
            "penalty": _sums_node(
                guarantee.penalty_flow, guarantee.penalty_lump, under=assumed
            ),
            "compensation": _sums_node(
                guarantee.compensation_flow, guarantee.compensation_lump, under=assumed
            ),
            "believed": amount_node(guarantee.believed, under=assumed),
            "binding": guarantee.binding or None,
            "when": unless(TRUE, guarantee.when),
            "ties": several(guarantee.ties),
            **about_entries(guarantee.about, under=under),
        }
    )


def _sums_node(flow: Amount | None, lump: Amount | None, *, under: bool) -> Node | None:
    sums = {
        "flow": amount_node(flow, under=under),
        "lump": amount_node(lump, under=under),
    }
    return given(sums) or None


def _deadline_node(deadline: Deadline, *, under: bool) -> Node:
    return given(
        {
            "date": deadline.date,
            "unless": unless(FALSE, deadline.unless),
            "by": deadline.by,
            "then": _then_node(deadline),
            **about_entries(deadline.about, under=under),
        }
    )


def _then_node(deadline: Deadline) -> Node | None:
    opens = list(deadline.opens)
    if deadline.becomes:
        becomes = [_step_text(step) for step in deadline.becomes]
        return given({"opens": opens or None, "becomes": becomes})
    return opens[0] if len(opens) == 1 else opens or None


def _road_map_node(road_map: RoadMap, *, under: bool) -> Node:
    return given(
        {
            **about_entries(road_map.about, under=under),
            "by": several(road_map.by),
            "date": road_map.date,
            "from": road_map.start,
            "since": road_map.since,
            "stages": [
                _stage_node(stage, under=road_map.about.assumed)
                for stage in road_map.stages
            ],
        }
    )


def _stage_node(stage: Stage, *, under: bool) -> Node:
    steps: list[Node] = [_step_text(step) for step in stage.steps]
    entries = given(
        {
            "steps": steps,
            "escrow": stage.escrow or None,
            "within": duration_node(stage.within),
            **about_entries(stage.about, under=under),
        }
    )
    return entries if len(entries) > 1 else steps


def _step_text(step: Step) -> str:
    return step.option if step.taken else f"not {step.option}"
