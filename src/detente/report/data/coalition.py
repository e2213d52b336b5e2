"""What coalitions change, and longer horizons, as plain dictionaries."""

import numpy as np

from detente.engine import Bools, Engine
from detente.report.plain import Data, declare, fields, plain
from detente.study.coalition.joint_move import (
    CoalitionSurvey,
    Departure,
    JointMove,
    Jump,
    Standpoint,
)
from detente.study.coalition.merger import Merged
from detente.study.stability.horizon import Foresight, Horizon

declare(Departure, "state by=members")


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
                "left": plain(left),
            }
            for concept, left in survey.departures.items()
        },
        "jumps_count": survey.n_jumps,
        "jumps": plain(survey.jumps),
    }


@plain.register
def _jump(each: Jump) -> Data:
    return {"members": list(each.members)} | _move(each.move)


def _states(states: Bools, engine: Engine) -> list[str]:
    return [engine.state(int(index)) for index in np.flatnonzero(states)]


def _standpoint(each: Standpoint, concepts: tuple[object, ...], engine: Engine) -> Data:
    data = fields(
        each,
        "members stays improvements_count=count improvements=moves",
        stays={concept: concept not in each.leaves for concept in concepts},
    )
    if each.stable is not None:
        data["stable"] = {
            str(concept): _states(found, engine)
            for concept, found in each.stable.items()
        }
        data["improvements_by_state"] = plain(dict(each.improvements))
    return data


@plain.register
def _move(move: JointMove) -> Data:
    return fields(
        move,
        "from=before to=after steps not_held_back=upsetting held_back equilibrium "
        "alone",
        held_back={each.concept: each.steps for each in move.holdings},
    )


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
    resting: tuple[tuple[str, tuple[str, ...]], ...],
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
            for state, concepts in resting
        ],
    }


def _view(view: Foresight, places: list[int]) -> Data:
    return fields(
        view,
        "stays unique always leaves_at moves_to leads_to",
        stays=[view.stays[place] for place in places],
        unique=[view.unique[place] for place in places],
        always=view.leaves_at is None,
    )
