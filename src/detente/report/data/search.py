"""What would make a deal hold, as plain dictionaries."""

from math import isfinite

from detente.model.road_map import RoadMap
from detente.report.data.deal import check_data, stage_data
from detente.study.deal.sustain import Resting, Sustained
from detente.study.search.exposure_frontier import ExposedRoute
from detente.study.search.find_road_map import Found
from detente.study.search.guarantee_size import LeastGuarantee
from detente.study.search.thresholds import WITHIN, Interval, Threshold, Thresholds
from detente.study.search.verdict_map import VerdictMap

__all__ = [
    "found_data",
    "least_guarantee_data",
    "route_data",
    "sustained_data",
    "thresholds_data",
    "verdict_map_data",
]

Data = dict[str, object]


def _finite(value: float | None) -> float | None:
    """Give a number that JSON can hold; None where nobody ever has a choice."""
    return value if value is not None and isfinite(value) else None


def thresholds_data(found: Thresholds) -> Data:
    """Write where a road map holds when one thing varies."""
    return {
        "roadmap": found.road_map,
        "thresholds": [_threshold(each) for each in found.thresholds],
        "within": WITHIN,
        "left_out": found.left_out,
        "reasons": [str(reason) for reason in found.reasons],
    }


def _threshold(each: Threshold) -> Data:
    return {
        "kind": each.kind,
        "party": each.party,
        "leadership": each.leadership,
        "least": each.least,
        "proved": _intervals(each.proved),
        "possible": _intervals(each.possible),
        "per_year": _intervals(each.per_year),
        "keeps": None
        if each.keeps is None
        else {
            "least": each.keeps.least,
            "proved": _intervals(each.keeps.proved),
            "possible": _intervals(each.keeps.possible),
        },
    }


def _intervals(intervals: tuple[Interval, ...]) -> list[list[float]]:
    return [[each.low, each.high] for each in intervals]


def found_data(found: Found) -> Data:
    """Write the best road map found."""
    blocked = found.blocked
    return {
        "objective": found.objective,
        "threat": found.threat,
        "target": found.target,
        "value": _finite(found.value),
        "cap": found.cap,
        "gap": found.gap,
        "stages": _stages(found.road_map),
        "within": _within(found.road_map),
        "check": None if found.check is None else check_data(found.check),
        "blocked": None
        if blocked is None
        else {
            "stage": "stay" if blocked.stage is None else blocked.stage,
            "party": blocked.party,
            "slack": blocked.slack,
            "threat": blocked.threat,
            "lump": blocked.lump,
            "flow": blocked.flow,
            "smaller": blocked.smaller,
            "left_out": list(blocked.left_out),
            "in_hand": list(blocked.in_hand),
            "escrow": blocked.escrow,
        },
        "reasons": [str(reason) for reason in found.reasons],
    }


def _stages(road_map: RoadMap | None) -> list[list[str]] | None:
    if road_map is None:
        return None
    return [
        [("" if step.taken else "not ") + step.option for step in stage.steps]
        for stage in road_map.stages
    ]


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
    return {
        "stages": _stages(route.road_map),
        "largest": dict(zip(parties, route.largest, strict=True)),
        "lexicographic": route.lexicographic,
    }


def least_guarantee_data(least: LeastGuarantee) -> Data:
    """Write the order that needs the least guarantee of one kind."""
    return {
        "kind": least.kind,
        "made_up": least.kind != "scale",
        "amount": least.amount,
        "most": least.most,
        "gap": least.gap,
        "total": least.total,
        "target": least.target,
        "stages": _stages(least.road_map),
        "parties": {
            needed.party: {
                "amount": needed.amount,
                "stage": None
                if not needed.amount
                else "stay"
                if needed.stage is None
                else needed.stage,
            }
            for needed in least.needed
        },
        "check": None if least.check is None else check_data(least.check),
    }


def sustained_data(sustained: Sustained) -> Data:
    """Write where all could stay."""
    best = sustained.best
    return {
        "feasible": sustained.n_feasible,
        "proved": sustained.n_proved,
        "possible": sustained.n_possible,
        "best": None if best is None else _resting(best),
        "target": [_resting(each) for each in sustained.target],
        "target_count": sustained.n_target,
        "target_proved": sustained.n_target_proved,
        "fallback": {
            each.party: {
                "now": each.now,
                "breakdown": each.breakdown,
                "minmax": each.minmax,
                "leads_to": list(each.leads_to),
            }
            for each in sustained.fallback
        },
        "reasons": [str(reason) for reason in sustained.reasons],
    }


def _resting(each: Resting) -> Data:
    return {
        "state": each.state,
        "verdict": str(each.verdict),
        "gains": dict(each.gains),
        "stay": stage_data(each.stay),
    }


def verdict_map_data(found: VerdictMap) -> Data:
    """Write the verdicts over patience and a guarantee."""
    return {
        "roadmap": found.road_map,
        "guarantee": found.guarantee,
        "made_up": found.guarantee is None,
        "patience": list(found.patience),
        "flow": list(found.flow),
        "verdicts": [[str(each) for each in row] for row in found.verdicts],
        "reasons": [str(reason) for reason in found.reasons],
    }
