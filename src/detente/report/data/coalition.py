"""What coalitions change, and longer horizons, as plain dictionaries."""

import numpy as np

from detente.engine import Bools, Engine
from detente.report.data.stability import step_data
from detente.study.coalition.joint_move import CoalitionSurvey, JointMove, Standpoint
from detente.study.coalition.merger import Merged
from detente.study.stability.horizon import Horizon, View

__all__ = ["horizon_data", "merged_data", "survey_data"]

Data = dict[str, object]


def survey_data(survey: CoalitionSurvey) -> Data:
    """Write what coalitions would do from a state, and at the equilibria."""
    engine = survey.sets.engine
    return {
        "state": engine.state(survey.state),
        "judged": "all" if survey.everything else "equilibria",
        "coalitions": [
            _standpoint(each, survey.sets.concepts, engine)
            for each in survey.standpoints
        ],
        "equilibria": {
            str(concept): {
                "count": int(np.count_nonzero(survey.sets.equilibria(concept))),
                "surviving": _states(survey.surviving(concept), engine),
                "left": [
                    {"state": each.state, "by": list(each.members)} for each in left
                ],
            }
            for concept, left in survey.departures.items()
        },
        "jumps_count": survey.n_jumps,
        "jumps": [
            {"members": list(each.members)} | _move(each.move) for each in survey.jumps
        ],
    }


def _states(states: Bools, engine: Engine) -> list[str]:
    return [engine.state(int(index)) for index in np.flatnonzero(states)]


def _standpoint(each: Standpoint, concepts: tuple[object, ...], engine: Engine) -> Data:
    data: Data = {
        "members": list(each.members),
        "stays": {str(concept): concept not in each.leaves for concept in concepts},
        "improvements_count": each.count,
        "improvements": [_move(move) for move in each.moves],
    }
    if each.stable is not None:
        data["stable"] = {
            str(concept): _states(found, engine)
            for concept, found in each.stable.items()
        }
        data["improvements_by_state"] = {
            state: list(ends) for state, ends in each.improvements
        }
    return data


def _move(move: JointMove) -> Data:
    return {
        "from": move.before,
        "to": move.after,
        "steps": [step_data(step) for step in move.steps],
        "not_held_back": [str(concept) for concept in move.upsetting],
        "held_back": {
            str(each.concept): [step_data(step) for step in each.steps]
            for each in move.holdings
        },
        "equilibrium": [str(concept) for concept in move.equilibrium],
        "alone": move.alone,
    }


def merged_data(merged: Merged | None, engine: Engine) -> Data | None:
    """Write the equilibria where a coalition acts as one party."""
    if merged is None:
        return None
    return {
        "members": list(merged.members),
        "equilibria": {
            str(each.concept): {
                "count": int(np.count_nonzero(each.equilibria)),
                "states": _states(each.equilibria, engine),
                "gained": _states(each.gained, engine),
                "lost": _states(each.lost, engine),
            }
            for each in merged.outcomes
        },
    }


def horizon_data(
    horizon: Horizon,
    grounds: tuple[tuple[str, tuple[str, ...]], ...],
    longest: int | None,
) -> Data:
    """Write how far ahead parties may look before they leave some states."""
    covered = horizon.repeats_from + horizon.period
    places = [horizon.at(each) - 1 for each in range(1, (longest or covered) + 1)]
    return {
        "moves": len(places),
        "repeats_from": horizon.repeats_from,
        "period": horizon.period,
        "states": [
            {
                "state": state,
                "equilibrium": list(concepts),
                "parties": {
                    view.party: _view(view, places)
                    for view in horizon.views
                    if view.state == state
                },
            }
            for state, concepts in grounds
        ],
    }


def _view(view: View, places: list[int]) -> Data:
    return {
        "stays": [view.stays[place] for place in places],
        "unique": [view.unique[place] for place in places],
        "always": view.leaves_at is None,
        "leaves_at": view.leaves_at,
        "moves_to": view.moves_to,
        "leads_to": view.leads_to,
    }
