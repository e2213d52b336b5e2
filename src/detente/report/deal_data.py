"""Exposure, road maps, thresholds and sustainable states as plain dictionaries."""

from detente.study.asymmetry import Asymmetry, Rounded
from detente.study.exposure import Exposure
from detente.study.find_road_map import Found
from detente.study.robust import Robustness
from detente.study.sustain import Resting, Sustained
from detente.study.thresholds import Interval, Threshold, Thresholds
from detente.study.verdict import Breach, RoadMapCheck, Slack, StageCheck

__all__ = [
    "asymmetry_data",
    "check_data",
    "exposure_data",
    "found_data",
    "robust_data",
    "rounded_data",
    "sustained_data",
    "thresholds_data",
]

Data = dict[str, object]


def asymmetry_data(each: Asymmetry) -> Data:
    """Write one option of the asymmetry table."""
    undo = None if each.undo is None else f"{each.undo.count} {each.undo.unit}"
    return {
        "option": each.option,
        "party": each.party,
        "now": each.now,
        "undo": "never" if undo is None else undo,
        "conditional": each.conditional,
        "irreversible": each.irreversible,
        "settled": each.settled,
        "depends": list(each.depends),
        "track": each.track,
    }


def rounded_data(each: Rounded) -> Data:
    """Write an option whose time to undo is rounded."""
    return {
        "option": each.option,
        "undo": f"{each.undo.count} {each.undo.unit}",
        "counts_as": "never" if each.irreversible else "within a period",
    }


def exposure_data(exposures: tuple[Exposure, ...]) -> Data:
    """Write each party's exposure along a road map."""
    return {
        each.party: {
            "max": each.maximum,
            "mean": each.mean,
            "now": each.now,
            "by_stage": list(each.by_stage),
            "credible": list(each.credible),
            "ranks": each.ranks,
        }
        for each in exposures
    }


def check_data(check: RoadMapCheck) -> Data:
    """Write the judgement of a road map, as SPEC section 5 says."""
    patience = dict(check.patience)
    known = {value for value in patience.values() if value is not None}
    stage, party, slack = check.binding or (None, None, None)
    place = "stay" if check.binding and stage is None else stage
    return {
        "roadmap": check.road_map,
        "verdict": str(check.verdict),
        "self_enforcing": check.self_enforcing,
        "patience": known.pop() if len(known) == 1 else patience,
        "stages": [_stage(each) for each in check.stages],
        "stay": None if check.stay is None else _stage(check.stay),
        "stay_verdict": None if check.stay_verdict is None else str(check.stay_verdict),
        "binding": None
        if check.binding is None
        else {"stage": place, "party": party, "slack": slack},
        "exposure": exposure_data(check.exposure),
        "payoff_range": dict(check.payoff_range),
        "exact": check.exact,
        "deviators": list(check.deviators),
        "reasons": [str(reason) for reason in check.reasons],
        "warnings": [],
        "assumptions": {"threats": ["breakdown", "minmax"]},
    }


def _stage(stage: StageCheck) -> Data:
    return {
        "stage": stage.stage,
        "from": stage.start,
        "to": stage.end,
        "steps": list(stage.steps),
        "done": list(stage.done),
        "skipped": stage.skipped,
        "periods": stage.periods,
        "escrow": stage.escrow,
        "slack": {each.party: _slack(each) for each in stage.slack},
        "best_breach": {
            each.party: _breach(each.breach or each.breach_minmax)
            for each in stage.slack
        },
    }


def _slack(slack: Slack) -> Data | None:
    if not slack.choice:
        return None
    return {
        "breakdown": slack.breakdown,
        "minmax": slack.minmax,
        "band": None if slack.band is None else list(slack.band),
        "relative": slack.relative,
        "fragile": slack.fragile,
        "reason": None if slack.reason is None else str(slack.reason),
    }


def _breach(breach: Breach | None) -> Data | None:
    if breach is None:
        return None
    ends = breach.leads_to
    return {
        "omits": list(breach.omits),
        "undoes": list(breach.undoes),
        "takes": list(breach.takes),
        "falls_through": list(breach.falls_through),
        "lands": breach.lands,
        "gain_now": breach.gain_now,
        "loss_later": breach.loss_later,
        "leads_to": ends[0] if len(ends) == 1 else list(ends),
        "no_punishment": breach.no_punishment,
    }


def thresholds_data(found: Thresholds) -> Data:
    """Write where a road map holds when one thing varies."""
    return {
        "roadmap": found.road_map,
        "thresholds": [_threshold(each) for each in found.thresholds],
        "reasons": [str(reason) for reason in found.reasons],
    }


def _threshold(each: Threshold) -> Data:
    return {
        "kind": each.kind,
        "party": each.party,
        "least": each.least,
        "proved": _intervals(each.proved),
        "possible": _intervals(each.possible),
        "per_year": _intervals(each.per_year),
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
        "value": found.value,
        "cap": found.cap,
        "gap": found.gap,
        "stages": None
        if found.road_map is None
        else [
            [("" if step.taken else "not ") + step.option for step in stage.steps]
            for stage in found.road_map.stages
        ],
        "check": None if found.check is None else check_data(found.check),
        "blocked": None
        if blocked is None
        else {
            "stage": "stay" if blocked.stage is None else blocked.stage,
            "party": blocked.party,
            "slack": blocked.slack,
            "lump": blocked.lump,
            "escrow": blocked.escrow,
        },
        "reasons": [str(reason) for reason in found.reasons],
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
        "stay": _stage(each.stay),
    }


def robust_data(found: Robustness) -> Data:
    """Write how far verdicts hang on what is assumed."""
    return {
        "samples": found.samples,
        "seed": found.seed,
        "assumptions": [each.path for each in found.assumptions],
        "drawn": list(found.drawn),
        "roadmaps": {
            each.road_map: {
                "verdict": None if each.verdict is None else str(each.verdict),
                "shares": {str(verdict): share for verdict, share in each.shares},
                "slack": None if each.slack is None else list(each.slack),
            }
            for each in found.shares
        },
        "comparisons": [
            {
                "first": each.first,
                "second": each.second,
                "better": each.better,
                "equal": each.equal,
                "worse": each.worse,
            }
            for each in found.comparisons
        ],
        "flips": [
            {
                "roadmap": each.road_map,
                "assumption": each.path,
                "value": each.value,
                "at": each.at,
                "fraction": each.fraction,
                "verdict": str(each.verdict),
            }
            for each in found.flips
        ],
    }
