"""Exposure: what the others can take from a party by putting back their part.

No wants but the party's own enter. What an option's rules allow is judged as
for any move; an option that takes longer than `reversible_within` is not put
back in time.
"""

from collections.abc import Collection
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from detente.engine.bits import differing, is_taken, moved, taken
from detente.engine.period.turn import own_moves
from detente.records import dataclass
from detente.study.deal.road_map import Layout
from detente.study.game.debt import owes
from detente.study.game.dynamics import Dynamics
from detente.study.game.flow import order_only

Sets = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Exposure:
    """One party's exposure along a road map.

    Attributes
    ----------
    ranks : bool
        Whether the figures are ranks, for a party with an order only, or
        flow utility.
    by_stage : tuple of float
        After each stage that has something to do.
    maximum, mean : float
        Over the stages; 0 where there is none.
    now : float
        What is at stake at the start: what the others can take by undoing
        what stood before.
    credible : tuple of (float or None)
        After each stage, what is lost against the start if everyone plays for
        itself; None where that is open, or was not asked.
    compensated : tuple of float, or None
        `by_stage` with what guarantees pay it per period counted in; None
        where none pays it anything.
    untouched : tuple of float
        After each stage, what it has less than at the start while nobody puts
        anything back.
    """

    party: str
    ranks: bool
    by_stage: tuple[float, ...]
    maximum: float
    mean: float
    now: float
    credible: tuple[float | None, ...]
    compensated: tuple[float, ...] | None = None
    untouched: tuple[float, ...] = ()

    @property
    def by_others(self) -> bool:
        """Whether the most that it can lose takes others who put something back."""
        worst = self.by_stage.index(self.maximum)
        return self.untouched[worst] < self.maximum


def worth(
    dynamics: Dynamics, party: int, *, ranks: bool = False
) -> npt.NDArray[np.float64]:
    """Give a party's flow utility, or its ranks where it has an order only.

    Parameters
    ----------
    dynamics : Dynamics
        Flows, rules and guarantees of the case.
    party : int
        Its position in the file.
    ranks : bool
        Whether ranks are asked for, weights or not.

    Returns
    -------
    float64 array, shape (n_states,)
        Larger is better; ranks count from 0, the worst, ties sharing one.
    """
    engine = dynamics.engine
    ordinal = order_only(dynamics.case.preference[dynamics.parties[party]])
    if not ordinal and not ranks:
        flows: npt.NDArray[np.float64] = dynamics.utility[party]
        return flows
    payoff = engine.payoff(party)
    places = np.unique(payoff[engine.feasible])
    return np.searchsorted(places, payoff).astype(np.float64)


def exposure_at(
    dynamics: Dynamics,
    party: int,
    state: int,
    start: int,
    *,
    standing: bool = False,
    ranks: bool = False,
) -> float:
    """Give what the others can take from a party at one state.

    Parameters
    ----------
    dynamics : Dynamics
        Flows, rules and guarantees of the case.
    party : int
        The one exposed.
    state, start : int
        Where it stands, and where it started.
    standing : bool
        Whether the others undo what stood at the start too, and the party
        may do so.
    ranks : bool
        Whether ranks are asked for, weights or not.

    Returns
    -------
    float
        u(start) less the minimum, over the others' put-backs, of the maximum,
        over its own put-backs, of u; in flow utility or ranks.
    """
    value = worth(dynamics, party, ranks=ranks)
    changed = differing(state, start)
    if standing:
        changed |= start & state
    return float(value[start] - _least(dynamics, party, state, changed, value))


def compensated_exposure(
    dynamics: Dynamics, party: int, state: int, start: int
) -> float:
    """Give a party's exposure with what guarantees pay it per period counted in.

    Parameters
    ----------
    dynamics : Dynamics
        Flows, rules and guarantees of the case.
    party, state, start : int
        Its position in the file; the numbers of the states where it stands and where it
        started.

    Returns
    -------
    float
        In flow utility per period; what can be lost, so that less is better. Negative
        where a gain is kept whatever the others put back.
    """
    value = worth(dynamics, party)
    paid = value + _compensation(dynamics, party, state, start)
    changed = differing(state, start)
    return float(value[start] - _least(dynamics, party, state, changed, paid))


def _least(
    dynamics: Dynamics,
    party: int,
    state: int,
    changed: int,
    value: npt.NDArray[np.float64],
) -> float:
    """Give the minimum over others' put-backs of the maximum over a party's own."""
    # The others are counted as one, with no wants: what each could put back by its
    # rules, in every combination, whether or not it would like to.
    others = np.zeros(1, np.int64)
    for turn in dynamics.turns:
        if turn.party != party:
            sets = own_moves(turn, state)[0]
            sets = sets[(sets & ~changed) == 0]
            others = (others[:, np.newaxis] | sets).reshape(-1)
    left = moved(state, others)
    left = left[_lands(dynamics, state, left, range(len(dynamics.bits)))]
    # The party answers last, knowing what the others have put back: what it can still
    # save by taking back its own is not exposed.
    kept = _answers(dynamics, party, left, changed)
    return float(np.where(kept >= 0, value[kept], -np.inf).max(1).min())


def _compensation(
    dynamics: Dynamics, party: int, state: int, start: int
) -> npt.NDArray[np.float64]:
    """Give what guarantees pay a party per period, by where the others lead it.

    A guarantee pays once, however many broke what they had promised.
    """
    paid = np.zeros(dynamics.engine.n_states)
    for place, pledge in enumerate(dynamics.pledges):
        if pledge.protects == party and pledge.compensation[0]:
            called = np.zeros(paid.size, np.bool_)
            if pledge.has_ended(dynamics.countdown.first_world(start)):
                continue
            for other in range(len(dynamics.parties)):
                promised = dynamics.promise(other, state, start)[place]
                if promised:
                    called |= owes(pledge, promised)
            paid += pledge.compensation[0] * called
    return paid


def _answers(dynamics: Dynamics, party: int, left: Sets, changed: int) -> Sets:
    """Give where a party's own put-backs lead, a row a state; -1 where forbidden."""
    turn = dynamics.turn(party)
    state = int(left[0])
    sets = turn.flips[(turn.flips & ~changed) == 0]
    landed = moved(left[:, np.newaxis], sets)
    allowed = _lands(dynamics, state, landed, turn.bits)
    for place, bit in enumerate(turn.bits):
        rule = turn.drops[place] if is_taken(state, bit) else turn.takes[place]
        if is_taken(changed, bit) and rule is not True:
            kept = ~taken(sets, bit)
            allowed &= kept if rule is False else rule[left][:, np.newaxis] | kept
    return np.where(allowed, landed, -1)


def _lands(
    dynamics: Dynamics, before: int, landed: Sets, bits: Collection[int]
) -> npt.NDArray[np.bool_]:
    """Whether landings are feasible and satisfy `requires` of what is taken again.

    `bits` are of those who put back; what others took before is not judged anew.
    """
    allowed = dynamics.engine.feasible[landed]
    for bit, needed in dynamics.requires.items():
        if bit in bits and not is_taken(before, bit):
            allowed = allowed & (~taken(landed, bit) | needed[landed])
    return allowed


def stake_now(dynamics: Dynamics, party: int, start: int) -> float:
    """Give what is at stake already at the start, by what stood before.

    Parameters
    ----------
    dynamics : Dynamics
        Flows and rules of the case.
    party : int
        The one exposed.
    start : int
        The state where the road map starts.

    Returns
    -------
    float
        In flow utility per period, or ranks; less is better.
    """
    return exposure_at(dynamics, party, start, start, standing=True)


def credible_exposure(
    dynamics: Dynamics, party: int, state: int, start: int
) -> float | None:
    """Give what a party loses against the start if everyone plays for itself.

    Parameters
    ----------
    dynamics : Dynamics
        Flows, rules and guarantees of the case.
    party, state, start : int
        Its position in the file; the numbers of the states where it stands and where it
        started.

    Returns
    -------
    float or None
        u(start) - B(state); None where the breakdown is open.
    """
    if dynamics.obstacle() is not None or dynamics.reason(party) is not None:
        return None
    threat = dynamics.breakdown(party)
    world = dynamics.countdown.first_world(start)
    value = threat.had_from(state, 0, world, start)[party]
    return float(dynamics.utility[party, start] - value)


def find_exposure(
    dynamics: Dynamics, layout: Layout, *, alone: bool = True
) -> tuple[Exposure, ...]:
    """Find each party's exposure along a road map.

    Parameters
    ----------
    dynamics : Dynamics
        Flows, rules and guarantees of the case.
    layout : Layout
        The road map laid out; up to its first impossible stage if it has one.
    alone : bool
        Whether it is asked too what each loses if everyone plays for itself, the one
        answer that takes a game.

    Returns
    -------
    tuple of Exposure
        One a party, in file order; empty where the start is not feasible.
    """
    if layout.start is None:
        return ()
    start = layout.start
    ends = [leg.end for leg in layout.legs if leg.periods]
    ends = [end for end in ends if dynamics.engine.feasible[end]]
    found = tuple(
        _exposure(dynamics, party, ends, start)
        for party in range(len(dynamics.parties))
    )
    if not alone:
        return found
    return tuple(
        replace(
            each,
            credible=tuple(credible_exposure(dynamics, party, x, start) for x in ends),
        )
        for party, each in enumerate(found)
    )


def _is_paid(dynamics: Dynamics, party: int) -> bool:
    return dynamics.reason(party) is None and any(
        pledge.protects == party and pledge.compensation[0]
        for pledge in dynamics.pledges
    )


def _exposure(dynamics: Dynamics, party: int, ends: list[int], start: int) -> Exposure:
    by_stage = tuple(exposure_at(dynamics, party, end, start) for end in ends)
    ranks = order_only(dynamics.case.preference[dynamics.parties[party]])
    value = worth(dynamics, party)
    return Exposure(
        party=dynamics.parties[party],
        ranks=ranks,
        by_stage=by_stage,
        maximum=max(by_stage, default=0.0),
        mean=sum(by_stage) / len(by_stage) if by_stage else 0.0,
        now=stake_now(dynamics, party, start),
        credible=(None,) * len(ends),
        compensated=tuple(
            compensated_exposure(dynamics, party, end, start) for end in ends
        )
        if _is_paid(dynamics, party)
        else None,
        untouched=tuple(float(value[start] - value[end]) for end in ends),
    )
