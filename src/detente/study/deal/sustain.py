"""Which states can be stayed at, whatever the order of steps that led there.

Staying is the same constraint for every road map with that target, so it is
asked of all feasible states at once.
"""

import numpy as np
import numpy.typing as npt

from detente.engine import Bools
from detente.engine.bits import sets_where
from detente.engine.period.discounted import Values, best_elsewhere
from detente.errors import Message
from detente.records import dataclass
from detente.study.deal.delivery import guarantees_dropped, telling, without
from detente.study.deal.deviation import Choice, ThreatName, deviation, threat_after
from detente.study.deal.road_map import lay_out_stay
from detente.study.deal.self_enforcement import check_stay
from detente.study.deal.slack import slack_table
from detente.study.deal.tolerance import HOLDS, slight
from detente.study.deal.value_along import values_along
from detente.study.deal.verdict import StageCheck, Verdict
from detente.study.game.dated_deadlines import Moment
from detente.study.game.dynamics import Dynamics
from detente.study.game.guarantee import Broken

_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Fallback:
    """What a party has from now on if everyone plays for itself.

    Attributes
    ----------
    now : float or None
        Its flow at the status quo, for ever.
    breakdown, minmax : float or None
        Its value of the breakdown, and of the min-max, from now on.
    leads_to : tuple of str
        Where the breakdown comes to rest; several states go round for ever.
    reason : Message or None
        Why a figure is missing.
    """

    party: str
    now: float | None
    breakdown: float | None
    minmax: float | None
    leads_to: tuple[str, ...]
    reason: Message | None


@dataclass(frozen=True, slots=True)
class Resting:
    """One state, as a place to stay.

    Attributes
    ----------
    verdict : Verdict or None
    gains, shares : tuple of (str, float or None)
        What each party gains against now, per period, and that as a share of its
        payoff range; None where a party has no weights or patience.
    stay : StageCheck
        Slack and best breaches; the first negative slack is what stops it.
    """

    state: str
    verdict: Verdict | None
    gains: tuple[tuple[str, float | None], ...]
    shares: tuple[tuple[str, float | None], ...]
    stay: StageCheck

    @property
    def losers(self) -> tuple[str, ...]:
        """Those who have less there than now, in file order."""
        return tuple(name for name, share in self.shares if (share or 0.0) < -HOLDS)


@dataclass(frozen=True, eq=False)
class Sustained:
    """Every feasible state, judged.

    Attributes
    ----------
    proved, possible : bool array, shape (n_states,)
        Where all would stay under breakdown (T1, exact), and where nobody
        leaves under min-max (T2).
    n_feasible, n_proved, n_possible : int
    best : Resting or None
        Among the proved states that meet the target, the one with the most for
        the worst-off: the largest least gain against now, as a share of the
        party's payoff range.
    target : tuple of Resting
        States that meet the target: the proved ones, the best for the
        worst-off first, else the ones with the largest least slack; at most
        ten. Empty without a target.
    n_target, n_target_proved : int
        How many feasible states meet the target, and how many can be stayed at.
    fallback : tuple of Fallback
    reasons : tuple of Message
        Why nothing can be proved, where that is so.
    """

    proved: Bools
    possible: Bools
    n_feasible: int
    n_proved: int
    n_possible: int
    best: Resting | None
    target: tuple[Resting, ...]
    n_target: int
    n_target_proved: int
    fallback: tuple[Fallback, ...]
    reasons: tuple[Message, ...]


def find_sustained(dynamics: Dynamics, target: Bools | None = None) -> Sustained:
    """Find the states that can be stayed at.

    Parameters
    ----------
    dynamics : Dynamics
        The case.
    target : bool array, shape (n_states,), or None
        The states asked for.

    Returns
    -------
    Sustained
        Every feasible state judged, and those that meet the target shown.
    """
    feasible = dynamics.engine.feasible
    breakdown, minmax = stay_slack(dynamics)
    every = _parties(dynamics)
    tolerance = np.array([[slight(dynamics, party)] for party in every])
    proved = feasible & (breakdown >= -tolerance).all(axis=0)
    possible = feasible & ~(minmax < -tolerance).any(axis=0)
    wanted = feasible if target is None else feasible & target
    worst_off = _worst_off(dynamics)
    held = _order(wanted & proved, worst_off)
    near = held if held.size else _order(wanted, _least(breakdown, minmax))
    obstacle = dynamics.obstacle()
    return Sustained(
        proved=proved,
        possible=possible,
        n_feasible=dynamics.engine.n_feasible,
        n_proved=int(proved.sum()),
        n_possible=int(possible.sum()),
        best=_resting(dynamics, int(held[0])) if held.size else None,
        target=()
        if target is None
        else tuple(_resting(dynamics, int(state)) for state in near[:_SHOWN]),
        n_target=int(wanted.sum()) if target is not None else 0,
        n_target_proved=int((wanted & proved).sum()) if target is not None else 0,
        fallback=tuple(find_fallback(dynamics, each) for each in _parties(dynamics)),
        reasons=() if obstacle is None else (obstacle,),
    )


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
    shape = dynamics.utility.shape
    breakdown, minmax = np.full(shape, np.inf), np.full(shape, np.inf)
    for time in range(dynamics.countdown.horizon + 1):
        worlds = _worlds(dynamics, time)
        for world in map(int, np.unique(worlds)):
            where = worlds == world
            for party in _parties(dynamics):
                for least, slack in zip(
                    (breakdown, minmax),
                    _slack_at(dynamics, party, Moment(time, world), where),
                    strict=True,
                ):
                    least[party, where] = np.minimum(least[party], slack)[where]
    for due in dynamics.countdown.dues:
        moved = due.missed & (due.becomes != np.arange(shape[1]))
        if due.time:
            breakdown[:, moved] = minmax[:, moved] = -np.inf
    return breakdown, minmax


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
    dynamics: Dynamics, party: int, period: Moment, where: Bools
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Give the slack of staying in one period of one world."""
    n_states = where.size
    turns = dynamics.countdown.turns(dynamics.turns, period.world)
    turn = next(turn for turn in turns if turn.party == party)
    moves = best_elsewhere(turn, np.zeros(n_states), dynamics.engine.feasible, 0.0)
    breakdown = np.where(np.isinf(moves), np.inf, np.nan)
    minmax = breakdown.copy()
    if dynamics.reason(party) is not None:
        return breakdown, minmax
    names: list[tuple[ThreatName, npt.NDArray[np.float64]]] = [("minmax", minmax)]
    if dynamics.obstacle() is None:
        names.append(("breakdown", breakdown))
    price = 1 - float(dynamics.patience[party])
    feasible = dynamics.engine.feasible
    apart = np.arange(n_states) & telling(dynamics, party)
    for standing in map(int, np.unique(apart[where & feasible])):
        staying = where & (apart == standing)
        promise = dynamics.promise(
            party, standing, dynamics.engine.status_quo, standing
        )
        for name, slack in names:
            worth, unsure = _worth(dynamics, Broken(party, promise), name, period)
            found = best_elsewhere(turn, worth, feasible, price)
            slack[staying] = (dynamics.utility[party] - found)[staying]
            doubt = best_elsewhere(turn, unsure.astype(np.float64), feasible, 0.0) > 0
            slack[staying & doubt & np.isfinite(slack)] = np.nan
    return breakdown, minmax


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


def _parties(dynamics: Dynamics) -> range:
    return range(len(dynamics.parties))


def _ranges(dynamics: Dynamics) -> npt.NDArray[np.float64]:
    return np.array([dynamics.payoff_range(party) for party in _parties(dynamics)])


def _worst_off(dynamics: Dynamics) -> npt.NDArray[np.float64]:
    """Give the least gain against now, as a share of each party's range."""
    now = dynamics.engine.status_quo
    gains = dynamics.utility - dynamics.utility[:, [now]]
    ranges = _ranges(dynamics)
    counted = ranges > 0
    if not counted.any():
        return np.zeros(dynamics.engine.n_states)
    shares = gains[counted] / ranges[counted, np.newaxis]
    least: npt.NDArray[np.float64] = shares.min(axis=0)
    return least


def _least(breakdown: Values, minmax: Values) -> npt.NDArray[np.float64]:
    known = np.where(np.isnan(breakdown), minmax, breakdown)
    least: npt.NDArray[np.float64] = np.nan_to_num(known, nan=-np.inf).min(axis=0)
    return least


def _order(states: Bools, score: npt.NDArray[np.float64]) -> npt.NDArray[np.int64]:
    """List states by falling score, equal ones by number."""
    places = np.flatnonzero(states)
    return places[np.argsort(-score[places], kind="stable")]


def _resting(dynamics: Dynamics, state: int) -> Resting:
    stay, verdict = check_stay(dynamics, state)
    now = dynamics.engine.status_quo
    gains: list[tuple[str, float | None]] = []
    shares: list[tuple[str, float | None]] = []
    for party, name in enumerate(dynamics.parties):
        known = dynamics.reason(party) is None
        flows, size = dynamics.utility[party], dynamics.payoff_range(party)
        gain = float(flows[state] - flows[now])
        gains.append((name, gain if known else None))
        shares.append((name, gain / (size or 1.0) if known else None))
    return Resting(
        dynamics.engine.state(state), verdict, tuple(gains), tuple(shares), stay
    )


def find_fallback(dynamics: Dynamics, party: int) -> Fallback:
    """Find what a party has from now on without a deal.

    Parameters
    ----------
    dynamics : Dynamics
        The case.
    party : int
        Whose figures.

    Returns
    -------
    Fallback
        Values in flow utility per period; None, with the reason, where unknown.
    """
    now = dynamics.engine.status_quo
    world = dynamics.countdown.first_world(now)
    reason = dynamics.reason(party)
    breakdown = minmax = None
    leads_to: tuple[str, ...] = ()
    if reason is None:
        minmax = float(dynamics.minmax(party).begins(0, world).values[0, now])
        reason = dynamics.obstacle()
    if reason is None:
        threat = dynamics.breakdown(party)
        breakdown = float(threat.begins(0, world).values[party, now])
        leads_to = tuple(map(dynamics.engine.state, threat.leads_to(0, world, now)))
    known = dynamics.reason(party) is None
    return Fallback(
        party=dynamics.parties[party],
        now=float(dynamics.utility[party, now]) if known else None,
        breakdown=breakdown,
        minmax=minmax,
        leads_to=leads_to,
        reason=reason,
    )
