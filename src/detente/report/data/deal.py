"""Exposure, road maps, thresholds and sustainable states as plain dictionaries."""

from detente.study.deal.asymmetry import Asymmetry, Rounded
from detente.study.deal.exposure import Exposure
from detente.study.deal.guarantor import GuarantorCheck
from detente.study.deal.ordinal import OrdinalCheck, overall
from detente.study.deal.verdict import Breach, RoadMapCheck, Slack, StageCheck
from detente.study.robustness.robust import Pinch, Robustness
from detente.study.time.successor import StageBreak
from detente.study.time.turnover import TurnoverCheck

__all__ = [
    "asymmetry_data",
    "check_data",
    "exposure_data",
    "guarantor_data",
    "orders_data",
    "robust_data",
    "rounded_data",
    "stage_data",
    "turnover_data",
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
    """Write an option whose time to undo, or to take, is rounded."""
    return {
        "option": each.option,
        "take" if each.taking else "undo": f"{each.takes.count} {each.takes.unit}",
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
            "compensated": None if each.compensated is None else list(each.compensated),
            "ranks": each.ranks,
        }
        for each in exposures
    }


def check_data(check: RoadMapCheck) -> Data:
    """Write the judgement of a road map, as SPEC section 5 says."""
    patience = dict(check.patience)
    known = {value for value in patience.values() if value is not None}
    return {
        "roadmap": check.road_map,
        "verdict": str(check.verdict),
        "self_enforcing": check.self_enforcing,
        "patience": known.pop()
        if len(known) == 1 and None not in patience.values()
        else patience,
        "stages": [stage_data(each) for each in check.stages],
        "stay": None if check.stay is None else stage_data(check.stay),
        "stay_verdict": None if check.stay_verdict is None else str(check.stay_verdict),
        "binding": _place(check.binding),
        "refuted_at": _place(check.refuting),
        "exposure": exposure_data(check.exposure),
        "payoff_range": dict(check.payoff_range),
        "exact": check.exact,
        "deviators": list(check.deviators),
        "orders": {str(verdict): count for verdict, count in check.orders} or None,
        "reasons": [str(reason) for reason in check.reasons],
        "warnings": [],
        "assumptions": {"threats": ["breakdown", "minmax"]},
    }


def _place(place: tuple[int | None, str, float] | None) -> Data | None:
    if place is None:
        return None
    stage, party, slack = place
    return {
        "stage": "stay" if stage is None else stage,
        "party": party,
        "slack": slack,
    }


def stage_data(stage: StageCheck) -> Data:
    """Write one stage, or staying at the target."""
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


def orders_data(checks: tuple[OrdinalCheck, ...]) -> Data | None:
    """Write what orders without weights say of a road map; None without any."""
    verdict = overall(checks)
    if verdict is None:
        return None
    return {
        "verdict": str(verdict),
        "threat": "minmax",
        "parties": {
            each.party: {
                "verdict": str(each.verdict),
                "target": each.target,
                "start": each.start,
                "reneged": each.reneged,
                "ranks": each.n_ranks,
                "stage": "stay" if each.lands and each.stage is None else each.stage,
                "lands": each.lands,
                "reason": None if each.reason is None else str(each.reason),
            }
            for each in checks
        },
    }


def guarantor_data(each: GuarantorCheck) -> Data:
    """Write what a guarantor would gain by dropping its guarantee."""
    return {
        "guarantee": each.guarantee,
        "guarantor": each.guarantor,
        "against": each.breacher,
        "protects": each.protects,
        "lands": each.lands,
        "drops": list(each.drops),
        "gain_now": each.gain_now,
        "gain": each.gain,
        "credible": each.credible,
        "lasts": each.lasts,
        "victim_loses": each.victim_loses,
        "breacher_gains": each.breacher_gains,
        "reason": None if each.reason is None else str(each.reason),
    }


def turnover_data(check: TurnoverCheck, breaks: tuple[StageBreak, ...]) -> Data:
    """Write what changes of leadership do to a road map."""
    return {
        "threat": check.threat,
        "completed": check.completed,
        "broken_at": [
            {"stage": stage, "chance": chance} for stage, chance in check.broken_at
        ],
        "every_leader_complies": check.every_leader_complies,
        "first_leaders_comply": check.first_leaders_comply,
        "exact": check.exact,
        "breaks": [
            {
                "stage": "stay" if each.stage is None else each.stage,
                "party": each.party,
                "leaders": [list(cause) for cause in each.under],
                "slack": each.slack,
            }
            for each in breaks
        ],
        "reasons": [str(reason) for reason in check.reasons],
    }


def pinch_data(each: Pinch) -> Data:
    """Write where a road map is weakest, and how often it stays so."""
    breach = each.breach
    return {
        "stage": "stay" if each.stage is None else each.stage,
        "party": each.party,
        "slack": each.slack,
        "gain_now": None if breach is None else breach.gain_now,
        "loss_later": None if breach is None else breach.loss_later,
        "binds": each.binds,
        "breaks": each.breaks,
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
                "pinch": None if each.pinch is None else pinch_data(each.pinch),
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
