"""Which states can be stayed at, whatever the order of steps that led there.

Staying is the same constraint for every road map with that target, so it is
asked of all feasible states at once.
"""

from functools import partial

import numpy as np
import numpy.typing as npt

from detente.engine import Bools
from detente.engine.budget import finishing, kept, unless_stopped
from detente.engine.period.discounted import Values
from detente.errors import Message
from detente.records import dataclass
from detente.study.deal.self_enforcement import check_stay
from detente.study.deal.staying import stay_slack_under
from detente.study.deal.tolerance import HOLDS, slight
from detente.study.deal.verdict import StageCheck, Verdict
from detente.study.game.dynamics import Dynamics

NO_TIME = Message("there was no time for the breakdown")
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
        The second is None, and no state shown, where there was no time for the
        breakdown; what follows from min-max alone is known earlier.
    best : Resting or None
        Among the proved states that meet the target, the one with the most for
        the worst-off: the largest least gain against now, as a share of the
        party's payoff range.
    target : tuple of Resting
        States that meet the target: the proved ones, the best for the
        worst-off first, else the ones with the largest least slack; at most
        ten. Empty without a target.
    n_target, n_target_proved, n_target_possible : int
        How many feasible states meet the target, at how many of them all would stay,
        and at how many nobody leaves under min-max.
    fallback : tuple of Fallback
    reasons : tuple of Message
        Why nothing can be proved, where that is so.
    """

    proved: Bools
    possible: Bools
    n_feasible: int
    n_proved: int | None
    n_possible: int
    best: Resting | None
    target: tuple[Resting, ...]
    n_target: int
    n_target_proved: int | None
    n_target_possible: int
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
    minmax = stay_slack_under(dynamics, "minmax")
    ask = partial(stay_slack_under, dynamics, "breakdown")
    breakdown = unless_stopped(ask, None)
    every = _parties(dynamics)
    tolerance = np.array([[slight(dynamics, party)] for party in every])
    possible = feasible & ~(minmax < -tolerance).any(axis=0)
    wanted = feasible if target is None else feasible & target
    if breakdown is None:
        return _unproved(dynamics, possible, None if target is None else wanted)
    proved = feasible & (breakdown >= -tolerance).all(axis=0)
    worst_off = _worst_off(dynamics)
    held = _order(wanted & proved, worst_off)
    near = held if held.size else _order(wanted, _least(breakdown, minmax))
    shown = () if target is None else near[:_SHOWN]
    obstacle = dynamics.obstacle()
    return Sustained(
        proved=proved,
        possible=possible,
        n_feasible=dynamics.engine.n_feasible,
        n_proved=int(proved.sum()),
        n_possible=int(possible.sum()),
        best=next(iter(kept(_resting(dynamics, int(each)) for each in held[:1])), None),
        target=kept(_resting(dynamics, int(each)) for each in shown),
        n_target=int(wanted.sum()) if target is not None else 0,
        n_target_proved=int((wanted & proved).sum()) if target is not None else 0,
        n_target_possible=int((wanted & possible).sum()) if target is not None else 0,
        fallback=tuple(_fallback(dynamics, each) for each in every),
        reasons=() if obstacle is None else (obstacle,),
    )


def _unproved(dynamics: Dynamics, possible: Bools, wanted: Bools | None) -> Sustained:
    """Give what is known before any breakdown is, the time being over."""
    return Sustained(
        proved=np.zeros_like(possible),
        possible=possible,
        n_feasible=dynamics.engine.n_feasible,
        n_proved=None,
        n_possible=int(possible.sum()),
        best=None,
        target=(),
        n_target=0 if wanted is None else int(wanted.sum()),
        n_target_proved=None,
        n_target_possible=0 if wanted is None else int((wanted & possible).sum()),
        fallback=tuple(_fallback(dynamics, each) for each in _parties(dynamics)),
        reasons=(),
    )


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


def _fallback(dynamics: Dynamics, party: int) -> Fallback:
    """Find the fallback, or what is known of it without the breakdown."""
    found = unless_stopped(partial(find_fallback, dynamics, party), None)
    if found is not None:
        return found
    with finishing():
        return find_fallback(dynamics, party, NO_TIME)


def find_fallback(
    dynamics: Dynamics, party: int, over: Message | None = None
) -> Fallback:
    """Find what a party has from now on without a deal.

    Parameters
    ----------
    dynamics : Dynamics
        The case.
    party : int
        Whose figures.
    over : Message or None
        Why the breakdown is not asked for, if it is not.

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
        reason = dynamics.obstacle() or over
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
