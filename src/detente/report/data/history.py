"""The test of history as plain dictionaries, and read from them."""

from collections.abc import Mapping, Sequence
from typing import Any

from detente.model.coding import Outcome, Sheet
from detente.report.plain import Data, declare, fields, plain, stage_key
from detente.study.history.prediction import Prediction
from detente.study.history.score import Comparison, Score
from detente.study.history.trial import BEST, Deal, Trial

declare(Score, "name brier stages parties")


def trial_data(trial: Trial) -> Data:
    """Write deals, scores, rivals and ablations."""
    return {
        "samples": trial.samples,
        "seed": trial.seed,
        "deals": [plain(each) for each in trial.deals],
        "comparison": plain(trial.comparison),
        "ablations": [plain(each) for each in trial.ablations],
        "left_out": [each.name for each in trial.left_out],
        "pairs": [[one.sheet.name, other.sheet.name] for one, other in trial.pairs],
    }


@plain.register
def _deal(each: Deal) -> Data:
    outcome = each.outcome
    better = each.better_orders
    return {
        "deal": each.sheet.name,
        "signed": plain(each.sheet.signed),
        "prediction": plain(each.prediction),
        "outcome": None
        if outcome is None
        else fields(outcome, "stood date stage party disputed", stage=_stage(outcome)),
        "better_orders": better,
        "order_among_best": None if better is None else better < BEST,
    }


def _stage(outcome: object) -> object:
    party = getattr(outcome, "party", None)
    return None if party is None else stage_key(getattr(outcome, "stage", None))


@plain.register
def _prediction(each: Prediction) -> Data:
    stage = None if each.party is None else stage_key(each.stage)
    return fields(each, "stands holds stage party", stage=stage)


@plain.register
def _comparison(each: Comparison) -> Data:
    low, high = each.interval
    return fields(
        each,
        "model rivals covered better_by interval says_something expected_hits",
        interval=[low, high],
        expected_hits={"stages": each.guess[0], "parties": each.guess[1]},
    )


def trial_of(
    data: Mapping[str, Any], sheets: Sequence[Sheet], outcomes: Sequence[Outcome]
) -> Trial:
    """Read a run that `trial_data` wrote.

    Parameters
    ----------
    data : mapping
        What was written.
    sheets : sequence of Sheet
        The deals that were judged.
    outcomes : sequence of Outcome
        What happened to them.

    Returns
    -------
    Trial
    """
    known = {each.name: each for each in sheets}
    happened = {each.deal: each for each in outcomes}
    deals = tuple(
        Deal(
            known[each["deal"]],
            _prediction_of(each["prediction"], known[each["deal"]]),
            happened.get(each["deal"]),
            each["better_orders"],
        )
        for each in data["deals"]
    )
    return Trial(
        deals,
        data["samples"],
        data["seed"],
        _comparison_of(data["comparison"]),
        tuple(_score_of(each) for each in data["ablations"]),
        tuple(known[each] for each in data["left_out"]),
    )


def _prediction_of(told: Mapping[str, Any] | None, sheet: Sheet) -> Prediction | None:
    if told is None:
        return None
    stage = told["stage"] if isinstance(told["stage"], int) else None
    sizes = len(sheet.stages), len(sheet.parties)
    return Prediction(
        sheet.name, told["stands"], told["holds"], stage, told["party"], *sizes
    )


def _score_of(told: Mapping[str, Any]) -> Score:
    stages, parties = (
        None if told[key] is None else tuple(told[key]) for key in ("stages", "parties")
    )
    return Score(told["name"], told["brier"], stages, parties)


def _comparison_of(told: Mapping[str, Any] | None) -> Comparison | None:
    if told is None:
        return None
    low, high = told["interval"]
    return Comparison(
        _score_of(told["model"]),
        tuple(_score_of(each) for each in told["rivals"]),
        told["covered"],
        told["better_by"],
        (low, high),
        (told["expected_hits"]["stages"], told["expected_hits"]["parties"]),
    )
