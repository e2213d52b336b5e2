"""What would move a road map, as plain dictionaries."""

from detente.model.quantity import Duration
from detente.report.data.calling_off import calling_off_data
from detente.report.plain import Data, declare, fields, plain
from detente.study.deal.verdict import RoadMapCheck, Verdict
from detente.study.lever.change import Change, length_text
from detente.study.lever.effect import Effect, Effects, OtherPlan
from detente.study.lever.goal import GOALS, Standing, chance_of_standing
from detente.study.lever.search import Solved
from detente.study.time.compliance import TurnoverCheck

declare(OtherPlan, "roadmap=road_map before after")


def levers_data(found: Effects) -> Data:
    """Write how far the road map comes, and the smallest changes by goal."""
    levers = found.levers
    return {
        "roadmap": levers.road_map,
        "now": plain(found.standing),
        "goals": [
            {
                "goal": str(goal),
                "found": len(levers.to(goal)),
                "levers": [plain(each) for each in found.to(goal)],
            }
            for goal in levers.goals
        ],
        "tried": {str(kind): n for kind, n in levers.tried},
        "pairs_tried": levers.pairs,
        "pairs_of": levers.helpful,
        "not_borne_out": found.refuted,
        "as_written_only": found.as_written,
        "by_games": None if levers.solved is None else plain(levers.solved),
    }


@plain.register
def _solved(solved: Solved) -> Data:
    return {
        "goals": [str(each) for each in solved.goals],
        "judged": {str(kind): n for kind, n in solved.judged},
        "not_judged": {str(kind): n for kind, n in solved.left},
        "larger": solved.larger,
        "not_asked": [str(each) for each in solved.reasons],
    }


@plain.register
def _standing(standing: Standing) -> Data:
    return {
        "reaches": [str(goal) for goal in GOALS if standing.reaches(goal)],
        "reasons": [str(each) for each in standing.reasons],
        **calling_off_data(standing.calling_off),
        "keeps_itself": None if standing.keeps is None else _keeps(standing.keeps),
        "stands": None if standing.outlives is None else _stands(standing.outlives),
    }


def _keeps(check: RoadMapCheck) -> Data:
    drawn = check.shares
    return {
        "verdict": check.verdict,
        "close": check.close,
        "orders": {str(verdict): n for verdict, n in check.orders},
        "samples": drawn.samples if drawn else None,
        "share": drawn.of(Verdict.PROVED) if drawn and drawn.samples else None,
    }


def _stands(check: TurnoverCheck) -> Data:
    return {
        "completed": check.completed,
        "one_year": chance_of_standing(check, 1),
        "five_years": chance_of_standing(check),
    }


@plain.register
def _effect(effect: Effect) -> Data:
    lever = effect.lever
    return {
        "changes": [plain(each) for each in lever.changes],
        "set": list(lever.edits),
        "then": plain(effect.standing),
        "others": [plain(each) for each in effect.others],
    }


@plain.register
def _change(change: Change) -> Data:
    return fields(
        change,
        "kind what about party stage other steps before after size by protects amount",
        before=_value(change.before),
        after=_value(change.after),
        size=change.size[0],
    )


def _value(value: object) -> object:
    return length_text(value) if isinstance(value, Duration) else value
