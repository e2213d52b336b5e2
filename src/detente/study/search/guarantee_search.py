"""The order of steps that needs the least guarantee of one kind.

A guarantee against one party changes nothing for another, so what each party
would have to face can be told apart. First the common amount is raised until
some order holds, and closed in on; then each party's own amount is lowered as
far as some order allows, the others' being as they are.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import TypeAlias

import numpy as np

from detente.engine.budget import finishing, ticking
from detente.model.road_map import RoadMap, Stage
from detente.records import dataclass
from detente.study.deal.road_map import Layout, lay_out
from detente.study.deal.self_enforcement import check_road_map
from detente.study.deal.slack import slack_table
from detente.study.deal.tolerance import slight
from detente.study.game.dynamics import Dynamics
from detente.study.search.guarantee_size import (
    Amounts,
    LeastGuarantee,
    Needed,
    guaranteed,
)
from detente.study.search.label_setting import Labels
from detente.study.search.package_graph import Lattice
from detente.study.search.stage_needs import Needs, needs
from detente.study.search.thresholds import least_margins

_GRID = 9
_TIMES = 100.0
_CLOSE = 1e-4
_CLOSER = 1e-9
_LOWERED = 24
_KEPT = 4

Route: TypeAlias = tuple[Stage, ...]


@dataclass(frozen=True, slots=True)
class _Enough:
    """An amount that is enough for an order, and one below for which none was."""

    below: float
    amount: float
    route: Route


class KindSearch:
    """One kind of guarantee, all ways to some targets.

    Parameters
    ----------
    dynamics : Dynamics
    lattices : sequence of Lattice
        Those that lead to their targets, the first preferred.
    kind : str
        flow, lump or scale.
    """

    def __init__(
        self, dynamics: Dynamics, lattices: Sequence[Lattice], kind: str
    ) -> None:
        self.dynamics = dynamics
        self.lattices = lattices
        self.kind = kind
        self.parties = range(len(dynamics.parties))
        self._below = 0.0
        self._best: _Enough | None = None
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
            return self._helpless(self.most)
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

    def so_far(self) -> LeastGuarantee | None:
        """Give what is known where the time is over; None where that is nothing."""
        best = self._best
        if best is None:
            return self._helpless(self._below) if self._below else None
        plan = RoadMap("found", best.route)
        with finishing():
            layout = lay_out(self.dynamics, plan)
            amounts = self._all(best.amount)
            check = check_road_map(guaranteed(self.dynamics, self.kind, amounts), plan)
        return LeastGuarantee(
            kind=self.kind,
            amount=best.amount,
            most=self.most,
            # What holds need not hold for more, so that nothing bounds it from below.
            gap=best.amount,
            road_map=plan,
            target=self.dynamics.engine.state(layout.nodes[-1].end),
            needed=(),
            check=check,
        )

    def _helpless(self, most: float) -> LeastGuarantee:
        """Say that no amount up to one helps."""
        return LeastGuarantee(self.kind, None, most, 0.0, None, None, (), None)

    def _common(self) -> _Enough | None:
        """Give an amount at which some order holds, and one at which none does."""
        # What holds need not hold for more, so the least is looked for from below,
        # in steps that double, before it is closed in on.
        grid = (0.0, *np.geomspace(self.most / 2**_GRID, self.most, _GRID + 1))
        below = 0.0
        for amount in map(float, grid):
            route = self._route(self._all(amount))
            if route is not None:
                self._best = _Enough(below, amount, route)
                self._best = self._closed_in(self._all, self._best)
                return self._best
            below = self._below = amount
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
                for edge in ticking(lattice.edges)
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
