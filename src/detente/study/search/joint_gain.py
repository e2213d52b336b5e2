"""Which states no party has less at than today, and how they can be reached.

What every party has at a state against today, as a share of its payoff range, is known
of all states at once. A road map on which nobody is ever below today leads through
states of that kind alone, and mostly few of them can be reached by small packages.
"""

from collections.abc import Iterator
from itertools import combinations
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from detente.engine import Bools, bits
from detente.engine.budget import tick
from detente.engine.memory import refuse_beyond
from detente.engine.period.discounted import Values
from detente.errors import Message
from detente.model.road_map import Stage, Step
from detente.records import dataclass
from detente.study.deal.exposure import worth
from detente.study.deal.road_map import count_stage
from detente.study.deal.tolerance import HOLDS
from detente.study.game.dynamics import Dynamics
from detente.study.search.next_stages import moves_alone

Shares: TypeAlias = npt.NDArray[np.float64]
States: TypeAlias = npt.NDArray[np.int64]
Steps: TypeAlias = tuple[States, States]
"""The states before and after, one entry a package."""

_ROWS = 1024
"""States that are moved on at a time."""
_A_STEP, _A_PARTY = 80, 24
"""Bytes for a package at a state, and for what each party has of it."""
_SMALLER = Message(
    "allow fewer steps in a package, settle options that cannot change, or allow more "
    "with --memory"
)


@dataclass(frozen=True, eq=False)
class Standing:
    """What every state is to every party, against today.

    Attributes
    ----------
    gains : float64 array, shape (n_counted, n_states)
        Flow at a state less the flow today, as a share of the payoff range of each
        party that has weights, patience, and a range; larger is better.
    patience : float64 array, shape (n_counted,)
        Discount factors per period.
    least : float64 array, shape (n_states,)
        The least over all parties, those with an order alone by ranks; minus
        infinity at states that are not feasible.
    """

    gains: Values
    patience: npt.NDArray[np.float64]
    least: Shares

    def from_floor(self, floor: float) -> Bools:
        """Give the states where no party is below a floor, ties included."""
        above: Bools = self.least >= floor - HOLDS
        return above


def find_standing(dynamics: Dynamics) -> Standing:
    """Hold every state against today.

    Parameters
    ----------
    dynamics : Dynamics

    Returns
    -------
    Standing
        Without a row in `gains` where no party has weights and patience.
    """
    now, feasible = dynamics.engine.status_quo, dynamics.engine.feasible
    least = np.full(dynamics.engine.n_states, np.inf)
    rows, counted = [], []
    for party in range(len(dynamics.parties)):
        had = worth(dynamics, party)
        size = float(had[feasible].max() - had[feasible].min())
        if not size:
            continue
        gain = (had - had[now]) / size
        least = np.minimum(least, gain)
        if dynamics.reason(party) is None:
            rows.append(gain)
            counted.append(party)
    shape = (len(rows), dynamics.engine.n_states)
    least[~feasible] = -np.inf
    return Standing(np.reshape(rows, shape), dynamics.patience[counted], least)


def find_floors(dynamics: Dynamics, score: Shares, most: int) -> Shares:
    """Give the best that the worst state on a way to each state can be.

    Parameters
    ----------
    dynamics : Dynamics
        The rules; dates, and what they open, are left out of account.
    score : float64 array, shape (n_states,)
        Of being at a state; minus infinity where no way may lead.
    most : int
        Steps in a package at most.

    Returns
    -------
    float64 array, shape (n_states,)
        Over the ways from now that change each option at most once, the end included;
        infinite for now, minus infinity where no way leads.
    """
    start = dynamics.engine.status_quo
    floors = np.full(score.shape, -np.inf)
    floors[start] = np.inf
    packages = np.array(list(_packages(dynamics, most)), np.int64)
    far = bits.distances(np.arange(score.size), start)
    # Every package leads further away from now, so that what is known of one
    # distance is all that there is when its turn comes.
    for distance in range(len(dynamics.bits)):
        here = np.flatnonzero((far == distance) & (floors > -np.inf))
        for before, ends in steps_away(dynamics, here, packages, score):
            np.maximum.at(floors, ends, np.minimum(floors[before], score[ends]))
    return floors


def _packages(dynamics: Dynamics, most: int) -> Iterator[int]:
    places = list(dynamics.bits.values())
    for size in range(1, min(most, len(places)) + 1):
        yield from map(bits.as_set, combinations(places, size))


def steps_away(
    dynamics: Dynamics, here: States, packages: States, score: Shares
) -> Iterator[Steps]:
    """Give where some states lead by packages that the rules let be carried out.

    Parameters
    ----------
    dynamics : Dynamics
        Dates, and what they open, are left out of account.
    here, packages : int array
        States, and sets of options that are changed.
    score : float64 array, shape (n_states,)
        Minus infinity where no way may lead.

    Yields
    ------
    before, after : int array, shape (n,)
        A pair for each package that leads further away from now, of some states at a
        time, so that no table of states by packages is large.

    Raises
    ------
    StoppedError
        Where the time is over, or somebody interrupted.
    """
    for first in range(0, here.size, _ROWS):
        tick()
        yield _steps(dynamics, here[first : first + _ROWS], packages, score)


def _steps(dynamics: Dynamics, here: States, packages: States, score: Shares) -> Steps:
    """Give the steps of a few states."""
    start = dynamics.engine.status_quo
    changed = bits.moved(here, start)[:, np.newaxis]
    ends = bits.moved(here[:, np.newaxis], packages)
    rows, columns = np.nonzero(((changed & packages) == 0) & (score[ends] > -np.inf))
    before, after, package = here[rows], ends[rows, columns], packages[columns]
    allowed = np.ones(after.shape, np.bool_)
    for option, place in dynamics.bits.items():
        rules = dynamics.case.option[option]
        back = bits.is_taken(start, place)
        never = dynamics.truth((rules.undo if back else rules.redo).never)[before]
        if not back and place in dynamics.requires:
            never = never | ~dynamics.requires[place][after]
        allowed &= ~(bits.taken(package, place) & never)
    return before[allowed], after[allowed]


def bound_worth(
    dynamics: Dynamics, standing: Standing, within: Bools, most: int
) -> Values:
    """Give the most that a road map to each state can be worth to each party.

    Parameters
    ----------
    dynamics : Dynamics
    standing : Standing
    within : bool array, shape (n_states,)
        Where it may lead, today's state included.
    most : int
        Steps in a package at most.

    Returns
    -------
    float64 array, shape (n_counted, n_states)
        As a share of the payoff range: the best order for that party alone, waiting
        where it likes until the last deadline has fallen, and at no cost. Minus
        infinity where no order leads.
    """
    here = np.flatnonzero(within)
    gains = standing.gains[:, here]
    bound = np.full(standing.gains.shape, -np.inf)
    if moves_alone(dynamics):
        # A date may lead anywhere, and no order of steps says when.
        bound[:, here] = gains.max(axis=1, keepdims=True)
        return bound
    roads = _roads(dynamics, here, most)
    horizon = dynamics.countdown.horizon
    d = standing.patience[:, np.newaxis]
    began = np.where(here == dynamics.engine.status_quo, 0.0, -np.inf)
    had = {0: np.broadcast_to(began, gains.shape)}
    while had:
        tick()
        time = min(had)
        now = had.pop(time)
        bound[:, here] = np.maximum(bound[:, here], now + d**time * gains)
        if time < horizon:
            _reach(had, time + 1, now + (d**time - d ** (time + 1)) * gains)
        for each in roads:
            end = time + each.periods
            waiting, landing = d**time - d ** (end - 1), d ** (end - 1) - d**end
            came = now[:, each.before] + waiting * gains[:, each.before]
            found = np.full(gains.shape, -np.inf)
            found[:, each.ends] = each.best(came + landing * gains[:, each.after])
            if (found > -np.inf).any():
                _reach(had, end, found)
    return bound


@dataclass(frozen=True, eq=False)
class _Roads:
    """Packages that take the same time, by where they end."""

    before: States
    after: States
    periods: int
    ends: States
    firsts: States

    def best(self, values: Values) -> Values:
        """Give the best value at each end; shape (n_counted, n_ends)."""
        best: Values = np.maximum.reduceat(values, self.firsts, axis=1)
        return best


def _roads(dynamics: Dynamics, here: States, most: int) -> list[_Roads]:
    """List the packages between some states, these counted by position."""
    score = np.full(dynamics.engine.n_states, -np.inf)
    score[here] = 0.0
    packages = np.array(list(_packages(dynamics, most)), np.int64)
    before, after = _every_step(dynamics, here, packages, score)
    periods = durations(dynamics, bits.moved(before, after))
    order = np.argsort(after, kind="stable")
    roads = []
    for length in map(int, np.unique(periods)):
        chosen = order[periods[order] == length]
        landed = np.searchsorted(here, after[chosen])
        ends, firsts = np.unique(landed, return_index=True)
        came = np.searchsorted(here, before[chosen])
        roads.append(_Roads(came, landed, length, ends, firsts))
    return roads


def _every_step(
    dynamics: Dynamics, here: States, packages: States, score: Shares
) -> Steps:
    """Give all steps together; refuse more than memory holds."""
    a_step = _A_STEP + _A_PARTY * len(dynamics.parties)
    parts, known = [], 0
    for part in steps_away(dynamics, here, packages, score):
        known += part[0].size
        refuse_beyond(known * a_step, None, _SMALLER)
        parts.append(part)
    before, after = (np.concatenate(each) for each in zip(*parts, strict=True))
    return before, after


def _reach(had: dict[int, Values], time: int, found: Values) -> None:
    had[time] = np.maximum(had[time], found) if time in had else found


def durations(dynamics: Dynamics, packages: States) -> States:
    """Give how many periods packages take that lead away from today.

    Parameters
    ----------
    dynamics : Dynamics
    packages : int array, shape (n,)
        Sets of options that are changed.

    Returns
    -------
    int array, shape (n,)
    """
    start = dynamics.engine.status_quo
    longest = np.ones(packages.shape, np.int64)
    for option, place in dynamics.bits.items():
        step = Step(option, taken=not bits.is_taken(start, place))
        periods = count_stage(dynamics.case, Stage((step,)), (step,))
        longest = np.maximum(longest, bits.taken(packages, place) * periods)
    return longest
