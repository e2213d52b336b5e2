"""What follows a breach that nobody has noticed yet: the road map goes on.

The others do their parts as if the breacher had done its own. It goes on in one of two
ways: it does its later parts, or it leaves out those too that are not seen at once. All
breaches of one party at one period are followed together, one column each.
"""

from collections.abc import Iterator
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from detente.engine.bits import differing, members, moved, taken
from detente.engine.budget import tick
from detente.model.formula import FALSE
from detente.records import dataclass
from detente.study.deal.breach import find_unseen, land
from detente.study.deal.road_map import Layout, Node
from detente.study.game.dynamics import Dynamics

Numbers: TypeAlias = npt.NDArray[np.int64]
Rows: TypeAlias = npt.NDArray[Any]


@dataclass(frozen=True, eq=False)
class UnseenCourse:
    """How the road map goes on after each hidden breach, period by period.

    Attributes
    ----------
    flips : int64 array, shape (n_breaches,)
        What is done instead of the part due, as sets of bits.
    given_up : bool array, shape (n_breaches,)
        Whether later parts that are not seen at once are left out too.
    stopped : int64 array, shape (n_breaches,)
        Where the breach lands if it is noticed in its own period: elsewhere than
        unnoticed where the stage is in escrow.
    states, missing : int64 array, shape (n_periods, n_breaches)
        The true state in which each period ends, and the options that then are not
        as the road map has them; the last period is repeated for ever.
    since : dict of int to int64 array, shape (n_periods, n_breaches)
        By bit, from which period on it is missing, counted from that of the breach.
    shown : bool array, shape (n_periods, n_breaches)
        Whether something in that period shows it, whatever the chance.
    costs : float64 array, shape (n_periods, n_breaches)
        What the breacher's own steps cost it, in utility.
    """

    flips: Numbers
    given_up: npt.NDArray[np.bool_]
    stopped: Numbers
    states: Numbers
    missing: Numbers
    since: dict[int, Numbers]
    shown: npt.NDArray[np.bool_]
    costs: npt.NDArray[np.float64]


def unseen_course(
    dynamics: Dynamics, layout: Layout, place: int, party: int, hideable: int
) -> UnseenCourse | None:
    """Follow every breach of one party at one node that is not seen at once.

    Parameters
    ----------
    dynamics : Dynamics
        The rules; what was found before is kept in it.
    layout : Layout
        A road map that is possible.
    place : int
        Of the node.
    party : int
        Its position in the file.
    hideable : int
        Its options of which a breach is not noticed at once, as a set of bits.

    Returns
    -------
    UnseenCourse or None
        None where there is no such breach.
    """
    key = ("unseen", layout.nodes[place:], party, hideable)
    if key not in dynamics.ways:
        dynamics.ways[key] = _Walk(dynamics, layout.nodes[place:], party, hideable).all
    found: UnseenCourse | None = dynamics.ways[key]
    return found


class _Walk:
    """Walks along the rest of a road map after the breaches at its first node."""

    def __init__(
        self, dynamics: Dynamics, nodes: tuple[Node, ...], party: int, hideable: int
    ) -> None:
        self.dynamics, self.nodes, self.hideable = dynamics, nodes, hideable
        self.turn = dynamics.turn(party)
        self.own = int(self.turn.flips[-1])
        first = nodes[0]
        self.moves = find_unseen(dynamics, first, party, hideable)
        self.due = differing(first.start, first.end) & ~self.own

    @property
    def all(self) -> UnseenCourse | None:
        """Follow both ways of going on; the second where it differs from the first."""
        if not self.moves.flips.size:
            return None
        ways = [self._followed(given_up=False)]
        if any(self._part(node) & self.hideable for node in self.nodes[1:]):
            ways.append(self._followed(given_up=True))
        return ways[0] if len(ways) == 1 else _beside(*ways)

    def _part(self, node: Node) -> int:
        return differing(node.start, node.end) & self.own

    def _followed(self, *, given_up: bool) -> UnseenCourse:
        moves, size = self.moves, self.moves.flips.size
        missing = differing(moves.flips, np.full_like(moves.flips, moves.part))
        periods = len(self.nodes)
        states, lacks = (np.zeros((periods, size), np.int64) for _ in range(2))
        shown = np.zeros((periods, size), np.bool_)
        costs = np.zeros((periods, size))
        states[0], lacks[0], costs[0] = moves.landings, missing, moves.costs
        for period in range(1, periods):
            tick()
            begun, missing, shows = self._dawn(period, states[period - 1], missing)
            shown[period - 1] |= shows
            step = self._step(self.nodes[period], begun, missing, given_up=given_up)
            states[period], missing, shown[period], costs[period] = step
            lacks[period] = missing
        return UnseenCourse(
            flips=moves.flips,
            given_up=np.full(size, given_up),
            stopped=self._stopped(),
            states=states,
            missing=lacks,
            since=dict(self._since(lacks)),
            shown=shown,
            costs=costs,
        )

    def _stopped(self) -> Numbers:
        """Land where the breach is noticed before the others have done their parts."""
        moves, first = self.moves, self.nodes[0]
        if not first.escrow:
            return moves.landings
        due = np.full_like(moves.flips, self.due)
        due[(moves.flips & first.agreed != 0) | (moves.part != 0)] = 0
        landings, allowed = land(self.dynamics, first.start, moves.flips, due)
        return np.where(allowed, landings, moves.landings)

    def _dawn(
        self, period: int, ended: Numbers, missing: Numbers
    ) -> tuple[Numbers, Numbers, npt.NDArray[np.bool_]]:
        """Begin a period; a date on which the difference tells shows it."""
        node, before = self.nodes[period], self.nodes[period - 1]
        countdown, time = self.dynamics.countdown, before.time + 1
        if before.end == node.start and not countdown.falls_due(time):
            return ended, missing, np.zeros(ended.size, np.bool_)
        entered = [countdown.pass_on(time, before.world, int(each)) for each in ended]
        worlds = np.array([world for world, _ in entered], np.int64)
        begun = np.array([state for _, state in entered], np.int64)
        # What a promise that lapses puts back stands so, whatever was done before.
        due = countdown.pass_on(time, before.world, before.end)[1]
        lapsing = differing(due, node.start)
        lapsed = (begun & ~lapsing) | (node.start & lapsing)
        can = self.dynamics.engine.feasible[lapsed]
        begun = np.where(can, lapsed, begun)
        left = differing(begun, np.full_like(begun, node.start))
        tells = (worlds != node.world) | (left & ~missing != 0) | ~can
        return begun, left & missing, tells

    def _step(
        self, node: Node, begun: Numbers, missing: Numbers, *, given_up: bool
    ) -> tuple[Numbers, Numbers, npt.NDArray[np.bool_], npt.NDArray[np.float64]]:
        """Let a period pass: what cannot take place any more shows the breach."""
        part, package = self._part(node), differing(node.start, node.end)
        if given_up:
            # What is left out twice, or put back by the road map, stands as it should.
            missing = differing(missing, np.full_like(missing, part & self.hideable))
        else:
            missing = missing & ~part
        states = moved(node.end, missing)
        flips = differing(begun, states)
        shows = ~self._can(begun, flips, states)
        for place in map(int, np.flatnonzero(shows)):
            due = np.array([package & ~self.own], np.int64)
            landed, _ = land(self.dynamics, int(begun[place]), np.zeros(1, int), due)
            states[place] = int(landed[0])
        own = np.where(shows, 0, flips & self.own)
        costs = np.zeros(begun.size)
        for place, bit in enumerate(self.turn.bits):
            do, undo = self.turn.costs[place]
            costs += taken(own, bit) * np.where(taken(begun, bit), undo, do)
        return states, missing, shows, costs

    def _can(
        self, begun: Numbers, flips: Numbers, states: Numbers
    ) -> npt.NDArray[np.bool_]:
        """Whether changes are allowed from the true states, and where they land."""
        dynamics = self.dynamics
        can: npt.NDArray[np.bool_] = dynamics.engine.feasible[states] | (flips == 0)
        options = {bit: option for option, bit in dynamics.bits.items()}
        for bit in members(int(np.bitwise_or.reduce(flips, initial=0))):
            option = dynamics.case.option[options[bit]]
            changes, stood = taken(flips, bit), taken(begun, bit)
            for never, where in (
                (option.undo.never, changes & stood),
                (option.redo.never, changes & ~stood),
            ):
                if never != FALSE:
                    can &= ~(where & dynamics.truth(never)[begun])
            if bit in dynamics.requires:
                can &= ~(changes & ~stood) | dynamics.requires[bit][states]
        return can

    def _since(self, lacks: Numbers) -> Iterator[tuple[int, Numbers]]:
        """Say from which period on each option has been missing."""
        for bit in members(self.hideable):
            since = np.zeros(lacks.shape, np.int64)
            for period in range(1, len(lacks)):
                stays = taken(lacks[period - 1], bit)
                since[period] = np.where(stays, since[period - 1], period)
            yield bit, since


def _beside(first: UnseenCourse, second: UnseenCourse) -> UnseenCourse:
    """Put two ways of going on side by side."""

    def joined(name: str) -> Rows:
        pair = getattr(first, name), getattr(second, name)
        return np.concatenate(pair, axis=-1)

    return UnseenCourse(
        **{
            name: joined(name)
            for name in (
                "flips",
                "given_up",
                "stopped",
                "states",
                "missing",
                "shown",
                "costs",
            )
        },
        since={
            bit: np.concatenate([since, second.since[bit]], axis=-1)
            for bit, since in first.since.items()
        },
    )
