"""Exposure, road maps, thresholds and sustainable states as plain dictionaries."""

from detente.model.case import Case
from detente.report.data.calling_off import calling_off_data
from detente.report.plain import Data, declare, fields, plain, stage_key
from detente.study.deal.asymmetry import Asymmetry, Rounded
from detente.study.deal.exposure import Exposure
from detente.study.deal.guarantor import GuarantorCheck
from detente.study.deal.ordinal import OrdinalCheck, overall
from detente.study.deal.unnoticed import Unnoticed
from detente.study.deal.verdict import (
    Breach,
    RoadMapCheck,
    Slack,
    StageCheck,
    UndoTimes,
    Verdict,
)
from detente.study.deal.verification import UnseenBreach, Verification
from detente.study.game.belief import belief, believed_by, record_of
from detente.study.robustness.robust import PairOfPlans, Pinch, Robustness, Share
from detente.study.robustness.switching_value import Flip

declare(Exposure, "max=maximum mean now by_stage credible compensated ranks")
declare(UndoTimes, "rounded within never hangs_on")
declare(Unnoticed, "periods chance given_up owns_up")
declare(PairOfPlans, "first second better equal worse")


def asymmetry_data(each: Asymmetry) -> Data:
    """Write one option of the asymmetry table."""
    undo = "never" if each.undo is None else f"{each.undo.count} {each.undo.unit}"
    return fields(
        each,
        "option party now undo conditional irreversible settled depends track",
        undo=undo,
    )


def rounded_data(each: Rounded) -> Data:
    """Write an option whose time to undo, or to take, is rounded."""
    return {
        "option": each.option,
        each.kind: f"{each.takes.count} {each.takes.unit}",
        "counts_as": "never" if each.irreversible else "within a period",
    }


def exposure_data(exposures: tuple[Exposure, ...]) -> Data:
    """Write each party's exposure along a road map."""
    return {each.party: plain(each) for each in exposures}


def check_data(check: RoadMapCheck) -> Data:
    """Write the judgement of a road map, as SPEC section 5 says."""
    patience = dict(check.patience)
    alike = len(set(patience.values())) == 1 and None not in patience.values()
    judged = fields(
        check,
        "roadmap=road_map verdict close self_enforcing patience stages stay "
        "stay_verdict stay_close binding refuted_at exposure payoff_range exact "
        "deviators orders n_orders undo reasons warnings assumptions",
        patience=check.patience[0][1] if alike else patience,
        binding=_place(check.binding),
        refuted_at=_place(check.refuting),
        exposure=exposure_data(check.exposure),
        payoff_range=dict(check.payoff_range),
        orders={str(each or "not judged"): n for each, n in check.orders} or None,
        warnings=[],
        assumptions={
            "threats": ["breakdown", "minmax"],
            "road_map": "simultaneous",
            "after_a_breach": "sequential",
        },
    )
    if check.holds_until is not None:
        judged["holds_until"] = check.holds_until.isoformat()
    data = judged | calling_off_data(check.calling_off)
    return data | {"share": _share_data(check, data["share"])}


def _share_data(check: RoadMapCheck, asked: object) -> Data | None:
    """Put the shares of the verdict beside those of signing and calling off."""
    shares = check.shares
    if shares is None and asked is None:
        return None
    drawn = shares is not None and shares.samples > 0
    data: Data = dict(asked) if isinstance(asked, dict) else {}
    for verdict in (Verdict.PROVED, Verdict.REFUTED, Verdict.DEPENDS):
        share = shares.of(verdict) if drawn and shares is not None else None
        data[str(verdict)] = share
    return data | {"verdict_samples": shares.samples if shares is not None else 0}


def _place(place: tuple[int | None, str, float] | None) -> Data | None:
    if place is None:
        return None
    stage, party, slack = place
    return {"stage": stage_key(stage), "party": party, "slack": slack}


@plain.register
def _stage(stage: StageCheck) -> Data:
    return fields(
        stage,
        "stage from=start to=end steps done skipped periods escrow slack best_breach",
        slack={each.party: each for each in stage.slack},
        best_breach={
            each.party: each.breach or each.breach_minmax for each in stage.slack
        },
    )


@plain.register
def _slack(slack: Slack) -> Data | None:
    if not slack.choice:
        return None
    return fields(slack, "breakdown minmax band relative fragile reason")


@plain.register
def _breach(breach: Breach) -> Data:
    ends = breach.leads_to
    told = fields(
        breach,
        "omits undoes takes falls_through lands gain_now loss_later leads_to "
        "no_punishment",
        leads_to=ends[0] if len(ends) == 1 else ends,
    )
    # What is seen at once is not said to be.
    unnoticed = fields(breach, "unnoticed") if breach.unnoticed else {}
    return told | unnoticed


def verification_data(found: Verification | None) -> Data:
    """Write what could be done unnoticed; nothing where no option has `seen`."""
    if found is None:
        return {}
    return {
        "verification": {
            "unnoticed": plain(found.breaches),
            "hidden_equals": {
                each.id: float(each.seen.hidden.value)
                for each in found.doubted
                if each.seen and each.seen.hidden
            },
        }
    }


@plain.register
def _unseen(each: UnseenBreach) -> Data:
    return fields(
        each,
        "stage party breach slack at_once",
        stage=stage_key(each.stage),
        slack={"breakdown": each.breakdown, "minmax": each.minmax},
    )


def orders_data(checks: tuple[OrdinalCheck, ...]) -> Data | None:
    """Write what orders without weights say of a road map; None without any."""
    verdict = overall(checks)
    if verdict is None:
        return None
    return {
        "verdict": str(verdict),
        "threat": "minmax",
        "parties": {each.party: plain(each) for each in checks},
    }


@plain.register
def _ordinal(each: OrdinalCheck) -> Data:
    return fields(
        each,
        "verdict target start reneged ranks=n_ranks stage lands reason",
        stage=stage_key(each.stage) if each.lands else each.stage,
    )


def guarantor_data(each: GuarantorCheck) -> Data:
    """Write what a guarantor would gain by dropping its guarantee."""
    return fields(
        each,
        "guarantee guarantor against=breacher protects lands drops gain_now gain "
        "credible lasts victim_loses breacher_gains reason",
    )


def beliefs_data(case: Case) -> list[Data]:
    """Write how far each guarantee is believed, and its guarantors' record."""
    found = []
    for each in case.negotiation.guarantees:
        record = record_of(case, each)
        found.append(
            {
                "guarantee": each.id,
                "believed": belief(case, each),
                "by_record": believed_by(record.kept, record.broken),
                "kept": record.kept,
                "broken": record.broken,
                "disputed": record.disputed,
                "lawful": record.lawful,
                "binding": each.binding,
                "ties": [str(tie) for tie in each.ties],
            }
        )
    return found


@plain.register
def _pinch(each: Pinch) -> Data:
    breach = each.breach
    return fields(
        each,
        "stage party slack gain_now loss_later binds breaks",
        stage=stage_key(each.stage),
        gain_now=None if breach is None else breach.gain_now,
        loss_later=None if breach is None else breach.loss_later,
    )


def robust_data(found: Robustness) -> Data:
    """Write how far verdicts hang on what is assumed."""
    return fields(
        found,
        "samples seed assumptions unvaried tradeoffs drawn roadmaps comparisons flips",
        assumptions=[each.path for each in found.assumptions],
        roadmaps={each.road_map: each for each in found.shares},
    )


@plain.register
def _flip(each: Flip) -> Data:
    return fields(
        each,
        "roadmap=road_map assumption=path value at fraction verdict enters through",
        enters=each.way.enters,
        through=each.way.through,
    )


@plain.register
def _share(each: Share) -> Data:
    return fields(each, "verdict shares slack pinch", shares=dict(each.shares))
