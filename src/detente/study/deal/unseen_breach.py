"""What a breach is worth that is noticed only after a while, or by chance.

While nobody has noticed, the breacher has the flows of the true states. In the period
in which it is noticed the others have still done their parts; the threat follows, from
the state that then truly holds. The breacher may own up at the end of any period.
"""

from dataclasses import replace
from math import isnan
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from detente.engine.bits import as_set, is_taken, taken
from detente.engine.period.discounted import Values
from detente.study.deal.delivery import debts
from detente.study.deal.deviation import Deviation, ThreatName, Unseen, threat_after
from detente.study.deal.road_map import Layout, Node
from detente.study.deal.tolerance import slight
from detente.study.deal.unseen_course import UnseenCourse, unseen_course
from detente.study.deal.watch import open_watches
from detente.study.game.aftermath import Bound
from detente.study.game.dynamics import Dynamics
from detente.study.game.guarantee import Promise

Numbers = npt.NDArray[np.int64]
Vector = npt.NDArray[np.float64]
Truths = npt.NDArray[np.bool_]


class Asked(NamedTuple):
    """One question: a node by its place, a party, a threat, an end of its band."""

    place: int
    party: int
    threat: ThreatName
    bound: Bound = "values"


class UnseenBreaches:
    """The best hidden breach at each node of a road map.

    Parameters
    ----------
    dynamics : Dynamics
        The case; threats solved before are kept in it.
    layout : Layout
        A road map that is possible.
    values : float64 array, shape (n_nodes + 1, n_parties)
        What it is worth from each node on, if all comply.
    """

    def __init__(self, dynamics: Dynamics, layout: Layout, values: Values) -> None:
        self.dynamics, self.layout, self.values = dynamics, layout, values
        self.watches = open_watches(dynamics.case)
        self._primed: set[tuple[int, ThreatName]] = set()

    def course(self, place: int, party: int) -> UnseenCourse | None:
        """Follow the hidden breaches of one party at one node; None without any."""
        own = int(self.dynamics.turn(party).flips[-1])
        mask = as_set(bit for bit in self.watches if is_taken(own, bit))
        if not mask:
            return None
        return unseen_course(self.dynamics, self.layout, place, party, mask)

    def best(self, asked: Asked) -> Deviation | None:
        """Find the hidden breach that is worth most.

        Parameters
        ----------
        asked : Asked

        Returns
        -------
        Deviation or None
            None where the party has none at this node.
        """
        reckoning = self._reckoning(asked)
        return None if reckoning is None else reckoning.best()

    def least(self, asked: Asked) -> tuple[float, bool] | None:
        """Give the slack of that breach alone, and whether it is exact.

        Parameters
        ----------
        asked : Asked

        Returns
        -------
        (float, bool) or None
            As of `best`.
        """
        reckoning = self._reckoning(asked)
        if reckoning is None:
            return None
        found = reckoning.chosen()
        return found.loss_later - found.gain_now, found.exact

    def _reckoning(self, asked: Asked) -> "_Reckoning | None":
        course = self.course(asked.place, asked.party)
        if course is None:
            return None
        self._prime(asked.party, asked.threat)
        return _Reckoning(self, asked, course)

    def _prime(self, party: int, threat: ThreatName) -> None:
        """Solve each threat once, on all states where it is asked for."""
        if (party, threat) in self._primed:
            return
        self._primed.add((party, threat))
        wanted: dict[Promise, list[Numbers]] = {}
        nodes = self.layout.nodes
        for place in range(len(nodes)):
            course = self.course(place, party)
            if course is None:
                continue
            told = zip(
                (nodes[place], *nodes[place:]),
                (course.stopped, *course.states),
                strict=True,
            )
            for node, states in told:
                for group, promise in debts(self.dynamics, node, party, states):
                    wanted.setdefault(promise, []).append(states[group])
        for promise, parts in wanted.items():
            follows = threat_after(self.dynamics, threat, party, promise)
            node = nodes[-1]
            time = min(node.time, follows.countdown.horizon) + 1
            follows.worth(np.unique(np.concatenate(parts)), time, node.world)


def worse(open_one: Deviation, hidden: Deviation | None) -> Deviation:
    """Give the breach that is worth more; nobody has to hide what it does.

    Parameters
    ----------
    open_one : Deviation
        The best of those that are noticed at once.
    hidden : Deviation or None
        The best of the others, if there are any.

    Returns
    -------
    Deviation
        One whose worth is not known before any other; of equals the open one.
    """
    if hidden is None or isnan(open_one.slack):
        return open_one
    exact = open_one.exact and hidden.exact
    better = isnan(hidden.slack) or hidden.slack < open_one.slack
    return replace(hidden if better else open_one, exact=exact)


class _Chosen(NamedTuple):
    """The hidden breach that is worth most, by its place, as of `Deviation`."""

    place: int
    gain_now: float
    loss_later: float
    exact: bool


class _Reckoning:
    """Adds up what the hidden breaches at one node are worth, period by period."""

    def __init__(self, of: UnseenBreaches, asked: Asked, course: UnseenCourse) -> None:
        self.dynamics, self.watches = of.dynamics, of.watches
        self.nodes = of.layout.nodes[asked.place :]
        self.values = of.values[asked.place :, asked.party]
        self.asked, self.course = asked, course
        self.d = float(of.dynamics.patience[asked.party])
        self.utility = of.dynamics.utility[asked.party]
        self._slight = slight(of.dynamics, asked.party)
        self._owned: dict[int, Truths] = {}
        self._now = np.zeros(course.flips.size)
        self.exact = True

    def chosen(self) -> _Chosen:
        """Choose the best of them; one that is not known comes before all."""
        worth = self.worth()
        place = int(np.argmax(np.nan_to_num(worth, nan=np.inf)))
        # What its part would have brought now is what the whole has more than the rest.
        gain = float(self._now[place] - (self.values[0] - self.d * self.values[1]))
        loss = float(self.values[0] - worth[place]) + gain
        return _Chosen(place, gain, loss, self.exact)

    def best(self) -> Deviation:
        """Tell the best of them."""
        course, chosen = self.course, self.chosen()
        unseen, promise = self._unseen(chosen.place)
        return Deviation(
            flips=int(course.flips[chosen.place]),
            landing=int(course.states[0, chosen.place]),
            promise=promise,
            gain_now=chosen.gain_now,
            loss_later=chosen.loss_later,
            exact=chosen.exact,
            unseen=unseen,
        )

    def worth(self) -> Vector:
        """Give what each is worth, in flow units per period for ever."""
        course, d = self.course, self.d
        later = self._staying()
        for period in reversed(range(len(self.nodes))):
            states, chance = course.states[period], self.chance(period)
            had = (1 - d) * (self.utility[states] - course.costs[period])
            # Once everything is as the road map has it, nothing is left to notice.
            over = (course.missing[period] == 0) & ~course.shown[period]
            known, lump = self._noticed(self.nodes[period], states, ~over)
            onward = np.where(over, d * self.values[period + 1], d * later)
            owns_up = ~over & (known > onward + self._slight)
            self._owned[period] = owns_up
            onward = np.where(owns_up, known, onward)
            if period == 0:
                had, known = self._first_look(had, known, lump)
            later = had + _mean(chance, known, onward)
        return later

    def _first_look(
        self, had: Vector, known: Vector, lump: Vector
    ) -> tuple[Vector, Vector]:
        """Stop what is noticed before the others have done their parts."""
        course, chance, hidden = self.course, self.chance(0), self.course.states[0]
        if (course.stopped != hidden).any():
            known, lump = self._noticed(self.nodes[0], course.stopped, chance > 0)
        found = self.utility[course.stopped] - self.utility[hidden]
        had = had + chance * (1 - self.d) * found
        self._now = had - chance * lump
        return had, known

    def chance(self, period: int) -> Vector:
        """Give the chance that each is noticed at the end of a period.

        Parameters
        ----------
        period : int
            Counted from that of the breach; after the last node one may go on counting.

        Returns
        -------
        float64 array, shape (n_breaches,)
        """
        course = self.course
        row = min(period, len(self.nodes) - 1)
        missed = np.ones(course.flips.size)
        for bit, since in course.since.items():
            watch = self.watches[bit]
            due = taken(course.missing[row], bit) & (period - since[row] >= watch.delay)
            missed = np.where(due, missed * (1 - watch.chance), missed)
        found: Vector = np.where(course.shown[row], 1.0, 1 - missed)
        return found

    def _noticed(
        self, node: Node, states: Numbers, where: Truths
    ) -> tuple[Vector, Vector]:
        """Give what is had once it is known at the end of a period; the lump in it."""
        _, party, threat, bound = self.asked
        found, lump = np.zeros(states.size), np.zeros(states.size)
        places = np.flatnonzero(where)
        if not places.size:
            return found, lump
        world = node.world
        for group, promise in debts(self.dynamics, node, party, states[places]):
            follows = threat_after(self.dynamics, threat, party, promise)
            time = min(node.time, follows.countdown.horizon) + 1
            at, landed = places[group], states[places][group]
            found[at] = self.d * follows.worth(landed, time, world, bound)
            if follows.levies:
                lump[at] = (1 - self.d) * follows.lump(world)[landed]
            self.exact &= not follows.unsettled(landed, time, world).any()
        return found - lump, lump

    def _staying(self) -> Vector:
        """Give what follows the last node, which is repeated for ever.

        Owning up is not thought of: where flows and what follows stay the same, it is
        worth most at once, so at the end of the last node, or never.
        """
        course, d, last = self.course, self.d, len(self.nodes) - 1
        states = course.states[last]
        had = (1 - d) * self.utility[states]
        known, _ = self._noticed(self.nodes[last], states, course.missing[last] != 0)
        turns = self._turns()
        later = np.zeros(states.size)
        ends: list[int | None] = [None, *turns[:0:-1]]
        for first, end in zip(turns[::-1], ends, strict=True):
            chance = self.chance(first)
            kept = d * (1 - chance)
            lasting = (had + _mean(chance, known, np.zeros(chance.size))) / (1 - kept)
            rest = 0.0 if end is None else kept ** (end - first)
            later = lasting + rest * (later - lasting)
        return later

    def _turns(self) -> list[int]:
        """List the periods of the stay from which on chances are other than before."""
        last = len(self.nodes) - 1
        due = {
            int(since) + self.watches[bit].delay
            for bit, started in self.course.since.items()
            for since in np.unique(started[last])
        }
        return sorted({last + 1} | {period for period in due if period > last + 1})

    def _unseen(self, chosen: int) -> tuple[Unseen, Promise]:
        """Say when one breach can first be noticed, and what is owed then."""
        course, last = self.course, len(self.nodes) - 1
        periods = (*range(last + 1), *self._turns())
        first = next((each for each in periods if self.chance(each)[chosen] > 0), None)
        owned = self._owns_up(chosen)
        ends = first if owned is None else owned
        row = last if ends is None else min(ends, last)
        node, state = self.nodes[row], int(course.states[row, chosen])
        if ends == 0 and owned is None:
            state = int(course.stopped[chosen])
        owed = debts(self.dynamics, node, self.asked.party, np.array([state]))
        chance = 0.0 if first is None else float(self.chance(first)[chosen])
        unseen = Unseen(
            periods=first,
            chance=chance,
            given_up=bool(course.given_up[chosen]),
            owns_up=owned,
            node=node,
            landing=state,
            at_once=float(self.values[0]) - self._at_once(chosen),
        )
        return unseen, owed[0][1]

    def _owns_up(self, chosen: int) -> int | None:
        """Say after how many periods one breach is owned up, None where it is not."""
        for period in range(len(self.nodes)):
            if self.chance(period)[chosen] >= 1:
                return None
            if self._owned[period][chosen]:
                return period
        return None

    def _at_once(self, chosen: int) -> float:
        """Give what one breach would be worth if it were noticed at once."""
        landed = self.course.stopped[[chosen]]
        known, _ = self._noticed(self.nodes[0], landed, np.ones(1, np.bool_))
        flow = self.utility[landed] - self.course.costs[0, chosen]
        return float(((1 - self.d) * flow + known)[0])


def _mean(chance: Vector, known: Vector, onward: Vector) -> Vector:
    """Weigh what follows if it is noticed and if not; what cannot be counts nothing."""
    noticed = np.where(chance > 0, chance * known, 0.0)
    return noticed + np.where(chance < 1, (1 - chance) * onward, 0.0)
