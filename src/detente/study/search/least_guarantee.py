"""The order of steps that needs the least guarantee.

A guarantee against one party changes nothing for another, so what each party
would have to face can be told apart. First the common amount is raised until
some order holds, and closed in on; then each party's own amount is lowered as
far as some order allows, the others' being as they are. Every amount said to
do has been judged by the checker of road maps.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cached_property

import numpy as np

from detente.engine import Bools, bits
from detente.engine.budget import counted, kept
from detente.errors import Message
from detente.model.road_map import RoadMap, Stage
from detente.records import dataclass
from detente.study.deal.road_map import Layout, lay_out
from detente.study.deal.self_enforcement import check_road_map
from detente.study.deal.slack import slack_table
from detente.study.deal.tolerance import slight
from detente.study.deal.watch import open_watches
from detente.study.game.dynamics import Dynamics
from detente.study.search.find_road_map import Found
from detente.study.search.guarantee_size import (
    Amounts,
    LeastGuarantee,
    Needed,
    guaranteed,
)
from detente.study.search.label_setting import Labels
from detente.study.search.package_graph import Lattice, open_lattice
from detente.study.search.stage_needs import Needs, needs
from detente.study.search.thresholds import least_margins
from detente.study.search.unseen_orders import UNSEEN
from detente.study.search.untried import NO_WAY

TOO_LITTLE = Message("no guarantee of up to {most} helps any order")

_TARGETS = 16
_GRID = 9
_TIMES = 100.0
_CLOSE = 1e-4
_CLOSER = 1e-9
_LOWERED = 24
_KEPT = 4


Route = tuple[Stage, ...]


def find_least_guarantee(
    dynamics: Dynamics, target: Bools, package: int = 1
) -> tuple[Found, tuple[LeastGuarantee, ...]]:
    """Find the order of steps that needs the least guarantee.

    Parameters
    ----------
    dynamics : Dynamics
        The case. Where it has guarantees with a penalty, these are scaled;
        otherwise one is made up against each party, as a flow, and as a lump.
    target : bool array, shape (n_states,)
        Where the order may end; the nearest 16 states are tried.
    package : int
        Steps in a stage at most.

    Returns
    -------
    Found
        With the judgement under the first kind that helps.
    tuple of LeastGuarantee
        One a kind; empty where no order leads there, or nothing can be said.

    Raises
    ------
    TooLargeError
        Where there would be too many packages to try.
    """
    obstacle = dynamics.obstacle()
    start = dynamics.engine.status_quo
    states = np.flatnonzero(target & dynamics.engine.feasible)
    near = states[np.argsort(bits.distances(states, start), kind="stable")]
    lattices = [
        open_lattice(dynamics, start, end, package) for end in map(int, near[:_TARGETS])
    ]
    open_ways = [lattice for lattice in lattices if lattice.goals]
    if obstacle is not None or not open_ways:
        reason = NO_WAY if obstacle is None else obstacle
        return _nothing(lattices, (reason,)), ()
    given = any(any(pledge.penalty) for pledge in dynamics.pledges)
    kinds = ("scale",) if given else ("flow", "lump")
    searched = (_Search(dynamics, open_ways, kind).run() for kind in counted(kinds))
    found = kept(searched, least=1)
    best = _found(lattices, found)
    if best.road_map is not None and open_watches(dynamics.case):
        best = replace(best, reasons=(*best.reasons, UNSEEN))
    return best, found


@dataclass(frozen=True, slots=True)
class _Enough:
    """An amount that is enough for an order, and one below for which none was."""

    below: float
    amount: float
    route: Route


class _Search:
    """One kind of guarantee, all ways to some targets."""

    def __init__(self, dynamics: Dynamics, lattices: list[Lattice], kind: str) -> None:
        self.dynamics = dynamics
        self.lattices = lattices
        self.kind = kind
        self.parties = range(len(dynamics.parties))
        self._cases: dict[float, Dynamics] = {}
        self._needs: dict[tuple[int, int, float], list[Needs]] = {}

    @cached_property
    def most(self) -> float:
        """How far to search: what would outweigh anything that can be gained."""
        if self.kind == "scale":
            return _TIMES
        sizes = [max(self.dynamics.payoff_range(party), 1.0) for party in self.parties]
        if self.kind == "flow":
            return 2 * max(sizes)
        return max(
            2 * size / (1 - float(np.nan_to_num(d)))
            for size, d in zip(sizes, self.dynamics.patience, strict=True)
        )

    def run(self) -> LeastGuarantee:
        """Raise the common amount until some order holds, then lower each alone."""
        common = self._common()
        if common is None:
            return LeastGuarantee(self.kind, None, self.most, 0.0, None, None, (), None)
        route = common.route
        amounts = self._enough(route, common.amount)
        amount = max(amounts)
        for party in self.parties:
            amounts, route = self._lowered(party, amounts, route)
        layout = lay_out(self.dynamics, RoadMap("found", route))
        return LeastGuarantee(
            kind=self.kind,
            amount=amount,
            most=self.most,
            gap=max(0.0, amount - common.below),
            road_map=RoadMap("found", route),
            target=self.dynamics.engine.state(layout.nodes[-1].end),
            needed=tuple(self._needed(layout, amounts)),
            check=check_road_map(
                guaranteed(self.dynamics, self.kind, amounts),
                RoadMap("found", route),
            ),
        )

    def _common(self) -> _Enough | None:
        """Give an amount at which some order holds, and one at which none does."""
        # What holds need not hold for more, so the least is looked for from below,
        # in steps that double, before it is closed in on.
        grid = (0.0, *np.geomspace(self.most / 2**_GRID, self.most, _GRID + 1))
        below = 0.0
        for amount in map(float, grid):
            route = self._route(self._all(amount))
            if route is not None:
                return self._closed_in(self._all, _Enough(below, amount, route))
            below = amount
        return None

    def _all(self, amount: float) -> Amounts:
        return (amount,) * len(self.parties)

    def _closed_in(
        self,
        amounts: Callable[[float], Amounts],
        first: _Enough,
    ) -> _Enough:
        """Bisect between an amount that fails and one that holds."""
        low, high, route = first.below, first.amount, first.route
        for _ in range(_LOWERED):
            if high - low <= _CLOSE * high:
                break
            middle = (low + high) / 2
            found = self._route(amounts(middle))
            if found is None:
                low = middle
            else:
                high, route = middle, found
        return _Enough(low, high, route)

    def _lowered(
        self, party: int, amounts: Amounts, route: Route
    ) -> tuple[Amounts, Route]:
        """Lower one party's amount as far as some order allows."""
        # One factor scales every pledge at once, so no party has one of its own.
        if self.kind == "scale" or amounts[party] <= 0:
            return amounts, route

        def with_own(amount: float) -> Amounts:
            return (*amounts[:party], amount, *amounts[party + 1 :])

        found = self._route(with_own(0.0))
        if found is not None:
            return with_own(0.0), found
        closed = self._closed_in(with_own, _Enough(0.0, amounts[party], route))
        # For the same order the amount is the least already, and more closely.
        if closed.route == route:
            return amounts, route
        own = self._enough(closed.route, closed.amount)[party]
        return with_own(own), closed.route

    def _enough(self, route: Route, most: float) -> Amounts:
        """Give what each party has to face for one order to hold, at most so much."""
        layout = lay_out(self.dynamics, RoadMap("found", route))
        return tuple(self._least(layout, party, most) for party in self.parties)

    def _least(self, layout: Layout, party: int, most: float) -> float:
        if self._margin(layout, party, 0.0) >= 0:
            return 0.0
        low, high = 0.0, most
        # The amount is to do without the tolerance, which rounding on its way to
        # the reader and back would use up.
        slack_of_zero = slight(self.dynamics, party)
        while high - low > _CLOSER * high:
            middle = (low + high) / 2
            if self._margin(layout, party, middle) >= slack_of_zero:
                high = middle
            else:
                low = middle
        return high

    def _needed(self, layout: Layout, amounts: Amounts) -> Iterator[Needed]:
        for party, amount in enumerate(amounts):
            table = slack_table(self._case(amount), layout, (party,))
            column = np.nan_to_num(table.breakdown[:, party], posinf=np.inf)
            weakest = int(column.argmin())
            stage = layout.nodes[weakest].stage
            yield Needed(self.dynamics.parties[party], amount, stage)

    def _route(self, amounts: Amounts) -> Route | None:
        """Find an order that holds under some amounts, as the checker judges it."""
        for number, lattice in enumerate(self.lattices):
            goals = [
                goal for goal in lattice.goals if self._stays(lattice, goal, amounts)
            ]
            if not goals:
                continue
            labels = Labels(
                self.dynamics, lattice, "breakdown", self._required(number, amounts)
            )
            route = labels.route(0.0, goals)
            if route is None:
                continue
            road_map = RoadMap("found", route)
            # Labels join what has been rounded: the checker has the last word.
            if self._holds(lay_out(self.dynamics, road_map), amounts):
                return route
        return None

    def _stays(self, lattice: Lattice, goal: int, amounts: Amounts) -> bool:
        """Whether all would stay at a goal for ever."""
        node = lattice.goals[goal]
        return self._holds(Layout(lattice.start, nodes=(node,)), amounts)

    def _required(self, number: int, amounts: Amounts) -> list[Needs]:
        """Join what each stage needs of each party under its own amount."""
        columns = [
            self._needed_of(number, party, amount)
            for party, amount in enumerate(amounts)
        ]
        joined = []
        for of_party in zip(*columns, strict=True):
            own = [of_party[party].least[:, party] for party in self.parties]
            # Only orders without slack are looked for, so no need grows with it.
            least = np.stack(own, 1)
            joined.append(Needs(least, np.zeros_like(least)))
        return joined

    def _needed_of(self, number: int, party: int, amount: float) -> list[Needs]:
        # What a stage needs of a party hangs on its own amount alone, and that
        # stays while another's is varied: most needs are computed once.
        key = (number, party, amount)
        if key not in self._needs:
            lattice = self.lattices[number]
            self._needs[key] = [
                needs(
                    self._case(amount),
                    edge,
                    "breakdown",
                    parties=(party,),
                    proven=True,
                )
                for edge in lattice.edges
            ]
        return self._needs[key]

    def _holds(self, layout: Layout, amounts: Amounts) -> bool:
        return not layout.reasons and all(
            self._margin(layout, party, amount) >= 0
            for party, amount in enumerate(amounts)
        )

    def _margin(self, layout: Layout, party: int, amount: float) -> float:
        return least_margins(self._case(amount), layout, (party,))[0]

    def _case(self, amount: float) -> Dynamics:
        if amount not in self._cases:
            while len(self._cases) >= _KEPT:
                del self._cases[next(iter(self._cases))]
            amounts = self._all(amount)
            self._cases[amount] = guaranteed(self.dynamics, self.kind, amounts)
        return self._cases[amount]


def _nothing(lattices: list[Lattice], reasons: tuple[Message, ...]) -> Found:
    return Found(
        objective="guarantee",
        threat="breakdown",
        road_map=None,
        target=None,
        value=None,
        cap=None,
        gap=0.0,
        check=None,
        blocked=None,
        n_targets=len(lattices),
        n_edges=sum(len(lattice.edges) for lattice in lattices),
        n_labels=0,
        reasons=reasons,
    )


def _found(lattices: list[Lattice], least: tuple[LeastGuarantee, ...]) -> Found:
    helps = next((kind for kind in least if kind.amount is not None), None)
    if helps is None:
        reasons = tuple(
            Message(TOO_LITTLE.template, most=f"{kind.most:g}") for kind in least
        )
        return _nothing(lattices, reasons)
    return replace(
        _nothing(lattices, ()),
        road_map=helps.road_map,
        target=helps.target,
        value=helps.amount,
        gap=helps.gap,
        check=helps.check,
    )
