"""Whether all would stay at a state, for ever, for fear of what follows a breach.

Staying is the same constraint for every road map with that target, so it is asked of
all feasible states at once, or of one alone.
"""

import numpy as np
import numpy.typing as npt

from detente.engine import Bools
from detente.engine.bits import sets_where
from detente.engine.budget import tick
from detente.engine.period.discounted import Values, best_elsewhere
from detente.study.deal.delivery import guarantees_dropped, telling, without
from detente.study.deal.deviation import Choice, ThreatName, deviation, threat_after
from detente.study.deal.road_map import lay_out_stay
from detente.study.deal.slack import slack_table
from detente.study.deal.tolerance import slight
from detente.study.deal.value_along import values_along
from detente.study.deal.verdict import Verdict
from detente.study.game.dated_deadlines import Moment
from detente.study.game.dynamics import Dynamics
from detente.study.game.guarantee import Broken


def stay_slack(dynamics: Dynamics) -> tuple[Values, Values]:
    """Give the slack of staying, at every state and for every party.

    Parameters
    ----------
    dynamics : Dynamics
        The case, played in periods.

    Returns
    -------
    breakdown, minmax : float64 array, shape (n_parties, n_states)
        The least over the periods until the last deadline and after it.
        Infinite where there is no other move; not a number where it cannot be
        known, or where the breakdown is not exact; minus infinity where a
        deadline changes the state by itself.
    """
    minmax = stay_slack_under(dynamics, "minmax")
    return stay_slack_under(dynamics, "breakdown"), minmax


def stay_slack_under(dynamics: Dynamics, name: ThreatName) -> Values:
    """Give the same under one threat.

    Parameters
    ----------
    dynamics : Dynamics
    name : str
        breakdown or minmax; the latter takes less time.

    Returns
    -------
    float64 array, shape (n_parties, n_states)

    Raises
    ------
    StoppedError
        Where the time is over before.
    """
    shape = dynamics.utility.shape
    least = np.full(shape, np.inf)
    for time in range(dynamics.countdown.horizon + 1):
        worlds = _worlds(dynamics, time)
        for world in map(int, np.unique(worlds)):
            where = worlds == world
            for party in range(len(dynamics.parties)):
                tick()
                slack = _slack_at(dynamics, name, party, Moment(time, world), where)
                least[party, where] = np.minimum(least[party], slack)[where]
    for due in dynamics.countdown.dues:
        moved = due.missed & (due.becomes != np.arange(shape[1]))
        if due.time:
            least[:, moved] = -np.inf
    return least


def all_stay(dynamics: Dynamics, state: int) -> bool:
    """Whether all would stay at a state, for fear of what follows a breach.

    Parameters
    ----------
    dynamics : Dynamics
    state : int

    Returns
    -------
    bool
        Proved with the breakdown, in the order of movers of the case; where the
        breakdown is open, whether it is not refuted.
    """
    layout = lay_out_stay(dynamics, state)
    if dynamics.obstacle() is not None:
        verdict = slack_table(dynamics, layout, decisive=True).verdict()
        return verdict != Verdict.REFUTED
    onward = values_along(dynamics, layout.nodes)[1:]

    # Most states that fail do so in the last period, which stands for all to come.
    for place in reversed(range(len(layout.nodes))):
        for party in range(len(dynamics.parties)):
            worth_of = float(onward[place, party])
            choice = Choice(layout.nodes[place], party, worth_of, "high")
            found = deviation(dynamics, choice, "breakdown")
            little = slight(dynamics, party)
            if found and not (found.exact and found.slack >= -little):
                return False
    return True


def _slack_at(
    dynamics: Dynamics, name: ThreatName, party: int, period: Moment, where: Bools
) -> npt.NDArray[np.float64]:
    """Give the slack of staying in one period of one world."""
    n_states = where.size
    turns = dynamics.countdown.turns(dynamics.turns, period.world)
    turn = next(turn for turn in turns if turn.party == party)
    moves = best_elsewhere(turn, np.zeros(n_states), dynamics.engine.feasible, 0.0)
    slack = np.where(np.isinf(moves), np.inf, np.nan)
    open_ = name == "breakdown" and dynamics.obstacle() is not None
    if open_ or dynamics.reason(party) is not None:
        return slack
    price = 1 - float(dynamics.patience[party])
    feasible = dynamics.engine.feasible
    apart = np.arange(n_states) & telling(dynamics, party)
    for standing in map(int, np.unique(apart[where & feasible])):
        staying = where & (apart == standing)
        promise = dynamics.promise(
            party, standing, dynamics.engine.status_quo, standing
        )
        worth, unsure = _worth(dynamics, Broken(party, promise), name, period)
        found = best_elsewhere(turn, worth, feasible, price)
        slack[staying] = (dynamics.utility[party] - found)[staying]
        doubt = best_elsewhere(turn, unsure.astype(np.float64), feasible, 0.0) > 0
        slack[staying & doubt & np.isfinite(slack)] = np.nan
    return slack


def _worth(
    dynamics: Dynamics,
    broken: Broken,
    name: ThreatName,
    period: Moment,
) -> tuple[npt.NDArray[np.float64], Bools]:
    """Give what landing somewhere by a breach is worth, and where that is unsure."""
    party, promise = broken
    d = float(dynamics.patience[party])
    states = np.flatnonzero(dynamics.engine.feasible)
    after = Moment(period.time + 1, period.world)
    dropped = guarantees_dropped(dynamics, broken, states, after)
    worth, unsure = np.zeros(dynamics.utility.shape[1]), np.zeros(states.size, np.bool_)
    for left_out in map(int, np.unique(dropped)):
        here = dropped == left_out
        threat = threat_after(dynamics, name, party, without(promise, left_out))
        lands = states[here]
        now = dynamics.utility[party, lands] - threat.lump(period.world)[lands]
        worth[lands] = (1 - d) * now + d * threat.worth(lands, *after)
        unsure[here] = threat.unsettled(lands, *after)
    spread = np.zeros(worth.size, np.bool_)
    spread[states] = unsure
    return worth, spread


def _worlds(dynamics: Dynamics, time: int) -> npt.NDArray[np.int64]:
    """Give the deadlines that have opened by a period, at every state stayed at."""
    worlds = np.zeros(dynamics.engine.n_states, np.int64)
    for place, due in enumerate(dynamics.countdown.dues):
        if due.time is not None and 0 < due.time <= time:
            worlds |= sets_where(due.missed, place)
    return worlds | dynamics.countdown.first_world(dynamics.engine.status_quo)
