"""The test of history as plain dictionaries."""

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
