"""Would anybody call it off on the way? The oldest test of a bargain (threat T0).

At every period each party goes on, or stops and lets everything go back as far as it
can. What follows hangs on nobody's wants, so that the answer needs no game and knows no
order of movers::

    D0(k, y) = (1 - d) (u(y) - cost) + d u(r(y)),   slack0(k) = V(k) - max D0(k, y)

with y the state where calling off lands and r(y) where all has gone back. What takes
longer than `reversible_within` goes back when its time is over, and until then counts
as it stands.
"""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from detente.engine.bits import differing, is_taken
from detente.errors import Message
from detente.records import dataclass
from detente.study.deal.deciding import DecidedBy
from detente.study.deal.road_map import Layout
from detente.study.deal.signing import Signing, find_signing
from detente.study.deal.tolerance import CLOSE, HOLDS, stakes_of
from detente.study.deal.value_along import values_along
from detente.study.deal.way_out import WaysOut, find_ways_out
from detente.study.game.dynamics import Dynamics
from detente.study.game.flow import day_of

Values = npt.NDArray[np.float64]


class Rest(NamedTuple):
    """A state, and so many periods after the calling off it is reached."""

    since: int
    state: str


@dataclass(frozen=True, slots=True)
class WayOut:
    """The best way for one party to call a deal off.

    Attributes
    ----------
    omits : tuple of str
        Steps of its part that it leaves out, with `not` before what it keeps.
    undoes : tuple of str
        Steps of its own, of earlier stages, that it takes back.
    lands : str
        The state right after it.
    rests : tuple of Rest
        Where everything has gone back to, in the order of time.
    stuck : tuple of str
        Steps that cannot go back: in the end they stand otherwise than at the start of
        the road map; with `not` before what it took away.
    gain_now, loss_later : float
        Against going on, in flow units per period for ever.
    """

    omits: tuple[str, ...]
    undoes: tuple[str, ...]
    lands: str
    rests: tuple[Rest, ...]
    stuck: tuple[str, ...]
    gain_now: float
    loss_later: float


@dataclass(frozen=True, slots=True)
class Staying:
    """One party at one stage: what it loses by calling the deal off.

    Attributes
    ----------
    party : str
    slack : float or None
        In flow units per period for ever; below zero it calls off. None where it has
        nothing to call off, or where `reason` says why it is not known.
    relative : float or None
        As a share of the party's payoff range.
    way : WayOut or None
        Its best way out.
    reason : Message or None
    since : date or None
        Where it calls off while all stay at the target, and not yet in the first
        period of that: the first day of the first period in which it does.
    """

    party: str
    slack: float | None = None
    relative: float | None = None
    way: WayOut | None = None
    reason: Message | None = None
    since: date | None = None


@dataclass(frozen=True, slots=True)
class StageStaying:
    """Every party at one stage; stage None is staying at the target."""

    stage: int | None
    parties: tuple[Staying, ...]


class Caller(NamedTuple):
    """Who would call it off, where, and by how much it gains by that.

    Attributes
    ----------
    stage : int or None
        None is staying at the target.
    party : str
    slack : float
        Below zero.
    relative : float
        As a share of the party's payoff range.
    """

    stage: int | None
    party: str
    slack: float
    relative: float

    @property
    def close(self) -> bool:
        """Whether too little of its payoff range decides that to call it."""
        return abs(self.relative) < CLOSE


class PartyShare(NamedTuple):
    """In which share of the draws one party signs, and in which it never calls off."""

    party: str
    signs: float
    goes_on: float


@dataclass(frozen=True, slots=True)
class Shares:
    """How often both answers come out under draws of what is assumed.

    Attributes
    ----------
    samples, seed : int
    signs, nobody : float
        The share in which all sign, and in which nobody calls it off, signing included.
    parties : tuple of PartyShare
        Those that have weights and patience.
    """

    samples: int
    seed: int
    signs: float
    nobody: float
    parties: tuple[PartyShare, ...]

    def of(self, party: str) -> PartyShare | None:
        """Give one party's; None for one without weights or patience."""
        return next((each for each in self.parties if each.party == party), None)


@dataclass(frozen=True, slots=True)
class CallingOff:
    """Questions 1 and 2 of one road map: who would not sign, who would call it off.

    Attributes
    ----------
    signing : tuple of Signing
        One a party.
    stages : tuple of StageStaying
        Those that have something to do, then staying at the target.
    shares : Shares or None
        None where nothing is assumed, or nothing was drawn.
    decided_by : DecidedBy or None
        The single numbers that turn the answers; None where `shares` is.
    """

    signing: tuple[Signing, ...]
    stages: tuple[StageStaying, ...]
    shares: Shares | None = None
    decided_by: DecidedBy | None = None

    @property
    def refusing(self) -> tuple[Signing, ...]:
        """Those who would not sign, who loses the largest share of its range first."""
        refusing = [each for each in self.signing if each.signs is False]
        return tuple(sorted(refusing, key=lambda each: each.relative or 0.0))

    @property
    def all_sign(self) -> bool | None:
        """Whether all would sign; None where that is not known of some."""
        return _all(each.signs for each in self.signing)

    @property
    def callers(self) -> tuple[Caller, ...]:
        """Who would call it off, in the order of the stages."""
        return tuple(
            Caller(stage.stage, each.party, each.slack, each.relative or 0.0)
            for stage in self.stages
            for each in stage.parties
            if each.slack is not None and _calls(each)
        )

    @property
    def nobody(self) -> bool | None:
        """Whether nobody would call it off, signing and staying included."""
        held = (
            None if each.reason is not None else not _calls(each)
            for stage in self.stages
            for each in stage.parties
        )
        return _all((self.all_sign, *held))

    @property
    def close(self) -> bool:
        """Whether less than a hundredth of a party's range decides it."""
        relative = [each.relative for each in self.signing] + [
            each.relative for stage in self.stages for each in stage.parties
        ]
        known = [each for each in relative if each is not None]
        return bool(known) and abs(min(known)) < CLOSE and any(known)


def _all(answers: Iterator[bool | None] | tuple[bool | None, ...]) -> bool | None:
    known = list(answers)
    if False in known:
        return False
    return None if None in known else True


def _calls(each: Staying) -> bool:
    return each.relative is not None and each.relative < -HOLDS


def find_calling_off(
    dynamics: Dynamics, layout: Layout, *, alone: bool = True
) -> CallingOff:
    """Say who would not sign a road map, and who would call it off on the way.

    Parameters
    ----------
    dynamics : Dynamics
        The case, played in periods.
    layout : Layout
        A road map that is possible.
    alone : bool
        As of `find_signing`.

    Returns
    -------
    CallingOff
    """
    values = values_along(dynamics, layout.nodes)
    judge = _Judge(dynamics, layout, values)
    numbers = dict.fromkeys(node.stage for node in layout.nodes)
    stages = tuple(StageStaying(number, judge.stage(number)) for number in numbers)
    return CallingOff(find_signing(dynamics, layout, alone=alone), stages)


@dataclass(frozen=True, eq=False)
class _Judge:
    """One road map, with what it is worth from each period on."""

    dynamics: Dynamics
    layout: Layout
    values: Values

    def stage(self, number: int | None) -> tuple[Staying, ...]:
        """Judge every party at one stage by its least slack over the periods."""
        places = [k for k, each in enumerate(self.layout.nodes) if each.stage == number]
        parties = range(len(self.dynamics.parties))
        return tuple(self._staying(party, places) for party in parties)

    def _staying(self, party: int, places: list[int]) -> Staying:
        name, reason = self.dynamics.parties[party], self.dynamics.reason(party)
        found = [
            (place, ways)
            for place in places
            if (ways := find_ways_out(self.dynamics, self.layout, place, party))
        ]
        if not found:
            return Staying(name)
        if reason is not None:
            return Staying(name, reason=reason)
        judged = [
            (*self._best(party, place, ways), place, ways) for place, ways in found
        ]
        slack, best, place, ways = min(judged, key=lambda each: each[0])
        stakes = stakes_of(self.dynamics, party)
        way = self._told(party, place, ways, best)
        calls = [at for least, _, at, _ in judged if least < -stakes.slight]
        since = self._since(calls[0]) if calls else None
        return Staying(name, slack, stakes.share(slack), way, since=since)

    def _since(self, place: int) -> date | None:
        """Give the day of a period of staying that is not the first one."""
        case, nodes = self.dynamics.case, self.layout.nodes[max(place - 1, 0) :][:2]
        if place == 0 or case.as_of is None or any(node.stage for node in nodes):
            return None
        return day_of(nodes[-1].time, case.as_of, case.negotiation.period)

    def _best(self, party: int, place: int, ways: WaysOut) -> tuple[float, int]:
        """Give the least slack in one period, and the way out that has it."""
        d = float(self.dynamics.patience[party])
        flows = self.dynamics.utility[party]
        worth = (1 - d) * (flows[ways.landings] - ways.costs) + later(ways, flows, d)
        best = int(np.argmax(worth))
        return float(self.values[place, party] - worth[best]), best

    def _told(self, party: int, place: int, ways: WaysOut, best: int) -> WayOut:
        node, state = self.layout.nodes[place], self.dynamics.engine.state
        d, flows = float(self.dynamics.patience[party]), self.dynamics.utility[party]
        onward = float(self.values[place + 1, party])
        landing, flips = int(ways.landings[best]), int(ways.flips[best])
        own = int(self.dynamics.turn(party).flips[-1])
        part = differing(node.start, node.end) & own
        now = float(self.values[place, party]) - d * onward
        out = (1 - d) * float(flows[landing] - ways.costs[best])
        after = float(later(ways, flows, d)[best])
        rests = zip(ways.back.since, ways.back.states[best], strict=True)
        start, last = self.layout.begin, int(ways.back.states[best, -1])
        stuck = differing(start, last) & node.agreed
        return WayOut(
            omits=self._steps(part & ~flips, node.start, undone=False),
            undoes=self._steps(flips & ~part, node.start, undone=True),
            lands=state(landing),
            rests=tuple(Rest(since, state(int(rest))) for since, rest in rests),
            stuck=self._steps(stuck, start, undone=False),
            gain_now=out - now,
            loss_later=d * onward - after,
        )

    def _steps(self, flips: int, start: int, *, undone: bool) -> tuple[str, ...]:
        """Name steps: those left out as the road map has them, or those undone."""
        bits = self.dynamics.bits
        return tuple(
            option if is_taken(start, bit) == undone else f"not {option}"
            for option, bit in bits.items()
            if is_taken(flips, bit)
        )


def later(ways: WaysOut, flows: Values, d: float) -> Values:
    """Give what is had after each way out, from the next period on.

    Parameters
    ----------
    ways : WaysOut
    flows : float64 array, shape (n_states,)
        One party's flow per period; larger is better.
    d : float
        Its patience per period.

    Returns
    -------
    float64 array, shape (n_ways,)
        Discounted to the period of the calling off, in flow units per period.
    """
    reached = d ** np.array([*ways.back.since, np.inf])
    had: Values = flows[ways.back.states] @ -np.diff(reached)
    return had
