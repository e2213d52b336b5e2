"""What would make a deal hold, as plain dictionaries."""

from math import isfinite

from detente.model.road_map import RoadMap, Step
from detente.report.data.deal import check_data
from detente.report.plain import Data, declare, fields, plain, stage_key
from detente.study.deal.sustain import Fallback, Resting, Sustained
from detente.study.deal.verdict import RoadMapCheck
from detente.study.robustness.surest_order import Break, Candidate, Surest, Weakest
from detente.study.search.best_deal import BestDeal
from detente.study.search.detection import Detection, Span, matters_most
from detente.study.search.exposure_frontier import ExposedRoute
from detente.study.search.find_road_map import Found
from detente.study.search.guarantee_size import LeastGuarantee, Needed
from detente.study.search.intervals import WITHIN, Interval
from detente.study.search.obstruction import Blocked
from detente.study.search.thresholds import (
    Keeps,
    Threshold,
    Thresholds,
)
from detente.study.search.verdict_map import VerdictMap

declare(Threshold, "kind party leadership least proved possible per_year keeps")
declare(Keeps, "least proved possible")
declare(Detection, "option party proved possible chance chance_possible mends")
declare(Fallback, "now breakdown minmax leads_to")


@plain.register
def _interval(each: Interval) -> list[float]:
    return [each.low, each.high]


def thresholds_data(found: Thresholds) -> Data:
    """Write where a road map holds when one thing varies."""
    named = "roadmap=road_map thresholds within left_out reasons"
    return fields(found, named, within=WITHIN)


def detection_data(found: tuple[Detection, ...]) -> Data:
    """Write how soon breaches have to be noticed; nothing where nobody asked."""
    if not found:
        return {}
    return {"detection": plain(found), "soonest": plain(matters_most(found))}


@plain.register
def _span(each: Span) -> list[int | None]:
    return [each.low, each.high]


def found_data(found: Found) -> Data:
    """Write the best road map found."""
    # No number of JSON is infinite, as the value is where nobody ever has a choice.
    value = found.value if found.value is None or isfinite(found.value) else None
    return fields(
        found,
        "objective threat target value cap gap stages=road_map within check blocked "
        "unwanted reasons",
        value=value,
        gap=found.gap if isfinite(found.gap) else None,
        within=_within(found.road_map),
        check=None if found.check is None else check_data(found.check),
        unwanted=[_written(step) for step in found.unwanted],
    )


def best_deal_data(deal: BestDeal | None, check: RoadMapCheck | None) -> Data:
    """Write the best deal by which nobody loses; the same keys where there is none."""
    if deal is None:
        named = (
            "standard target stages within least gap losers unwanted tried left_out "
            "check"
        )
        return {"objective": "gain", **dict.fromkeys(named.split())}
    return fields(
        deal,
        "objective standard target stages=road_map within least gap losers unwanted "
        "tried=n_tried left_out=n_left_out check",
        objective="gain",
        gap=deal.gap if isfinite(deal.gap) else None,
        within=_within(deal.road_map),
        unwanted=[_written(step) for step in deal.unwanted],
        check=None if check is None else check_data(check),
    )


def surest_data(surest: Surest) -> Data:
    """Write the road map that holds in the most draws, first of all candidates."""
    best = surest.candidates[0] if surest.candidates else None
    return fields(
        surest,
        "objective target stages within searched judged seed unfinished candidates",
        objective="share",
        target=None if best is None else best.target,
        stages=None if best is None else plain(best.road_map),
        within=_within(None if best is None else best.road_map),
    )


@plain.register
def _candidate(each: Candidate) -> Data:
    return fields(
        each,
        "target stages=road_map within holds keeps share=shares found written weakest",
        within=_within(each.road_map),
    )


@plain.register
def _weakest(each: Weakest) -> Data:
    stage = None if each.how == Break.SIGNING else stage_key(each.stage)
    return fields(each, "stage party share how", stage=stage)


def _written(step: Step) -> str:
    return ("" if step.taken else "not ") + step.option


@plain.register
def _blocked(each: Blocked) -> Data:
    return fields(
        each,
        "stage party slack threat lump flow holds_with smaller left_out in_hand escrow",
        stage=stage_key(each.stage),
    )


@plain.register
def _stages(road_map: RoadMap) -> list[list[str]]:
    return [[_written(step) for step in stage.steps] for stage in road_map.stages]


def _within(road_map: RoadMap | None) -> list[str | None] | None:
    """Give how long each stage waits for a deadline, null where it does not."""
    if road_map is None:
        return None
    return [
        None
        if stage.within is None
        else f"{stage.within.count.normalize():f} {stage.within.unit}s"
        for stage in road_map.stages
    ]


def route_data(route: ExposedRoute, parties: tuple[str, ...]) -> Data:
    """Write one way to a target, and what it exposes each party to."""
    largest = dict(zip(parties, route.largest, strict=True))
    return fields(route, "stages=road_map largest lexicographic", largest=largest)


def least_guarantee_data(least: LeastGuarantee) -> Data:
    """Write the order that needs the least guarantee of one kind."""
    return fields(
        least,
        "kind made_up amount most gap total target stages=road_map parties check",
        made_up=least.kind != "scale",
        parties={needed.party: needed for needed in least.needed},
        check=None if least.check is None else check_data(least.check),
    )


@plain.register
def _needed(each: Needed) -> Data:
    stage = stage_key(each.stage) if each.amount else None
    return {"amount": each.amount, "stage": stage}


def sustained_data(sustained: Sustained) -> Data:
    """Write where all could stay."""
    return fields(
        sustained,
        "feasible=n_feasible proved=n_proved possible=n_possible best target "
        "target_count=n_target target_proved=n_target_proved "
        "target_possible=n_target_possible fallback reasons",
        fallback={each.party: each for each in sustained.fallback},
    )


@plain.register
def _resting(each: Resting) -> Data:
    return fields(
        each,
        "state verdict gains relative loses=losers stay",
        gains=dict(each.gains),
        relative=dict(each.shares),
    )


def verdict_map_data(found: VerdictMap) -> Data:
    """Write the verdicts over patience and a guarantee."""
    return fields(
        found,
        "roadmap=road_map guarantee made_up patience flow verdicts reasons",
        made_up=found.guarantee is None,
    )
