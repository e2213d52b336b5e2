"""Changes that a target holds although nobody wants them and nobody asked for them.

What is taken back after a breach punishes it, so that a search for slack may put
something into a deal that no party gains from: a hostage. Such a step is left out where
it does not decide whether all would stay, and named where it does.
"""

import numpy as np

from detente.engine import Bools, bits
from detente.model.road_map import Step
from detente.study.deal.exposure import worth
from detente.study.deal.staying import all_stay
from detente.study.deal.tolerance import HOLDS
from detente.study.game.dynamics import Dynamics
from detente.study.search.next_stages import steps_between


def find_unwanted(
    dynamics: Dynamics, target: int, asked: Bools | None = None
) -> tuple[Step, ...]:
    """List the changes of a target that nobody gains from and nobody asked for.

    Parameters
    ----------
    dynamics : Dynamics
    target : int
        A state.
    asked : bool array, shape (n_states,), or None
        The states that are asked for; None is all.

    Returns
    -------
    tuple of Step
        Those without which the state would be feasible and asked for, and no party
        would have less in it; in option order.
    """
    utility = [worth(dynamics, party) for party in range(len(dynamics.parties))]
    feasible = dynamics.engine.feasible
    slight = [HOLDS * float(np.ptp(had[feasible])) for had in utility]

    def wanted(step: Step) -> bool:
        without = _without(dynamics, target, step)
        if not feasible[without] or (asked is not None and not asked[without]):
            return True
        return any(
            had[target] > had[without] + least
            for had, least in zip(utility, slight, strict=True)
        )

    steps = steps_between(dynamics, dynamics.engine.status_quo, target)
    return tuple(step for step in steps if not wanted(step))


def has_idle(dynamics: Dynamics, target: int, asked: Bools) -> bool:
    """Whether a target holds something that nobody wants, and that does not keep it.

    Parameters
    ----------
    dynamics : Dynamics
    target : int
        A state.
    asked : bool array, shape (n_states,)
        The states that are asked for.

    Returns
    -------
    bool
        True where all would stay without it too, or would stay in neither case.
    """
    spare = find_unwanted(dynamics, target, asked)
    if not spare:
        return False
    return not all_stay(dynamics, target) or any(
        all_stay(dynamics, _without(dynamics, target, step)) for step in spare
    )


def _without(dynamics: Dynamics, target: int, step: Step) -> int:
    return bits.flipped(target, (dynamics.bits[step.option],))
