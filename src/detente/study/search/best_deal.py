"""The best deal by which nobody loses: from now to a state where all would stay.

Of all targets at which all would stay, and all orders of small packages to them on
which no party is ever below today, the one that is worth most to the worst-off party,
its worth counted as a share of its payoff range; nobody may be better off by calling
the deal off on the way or at its end. Where there is none the nearest one is given,
named as such: first one that somebody would call off, then the one on which the
worst-off party falls least below today.
"""

from dataclasses import field, replace
from enum import StrEnum
from functools import cached_property, partial

import numpy as np
import numpy.typing as npt

from detente.engine import Bools
from detente.engine.budget import current, expect, finishing, unless_stopped
from detente.errors import TooLargeError
from detente.model.road_map import RoadMap, Step
from detente.records import dataclass
from detente.study.deal.calling_off import CallingOff, find_calling_off
from detente.study.deal.road_map import lay_out
from detente.study.deal.staying import all_stay
from detente.study.deal.tolerance import HOLDS
from detente.study.game.dynamics import Dynamics
from detente.study.search.best_order import (
    CLOSE,
    Order,
    Orders,
    Outs,
    counted_parties,
    order_of,
)
from detente.study.search.first_way import find_first_way, nearest_first
from detente.study.search.joint_gain import (
    Standing,
    bound_worth,
    find_floors,
    find_standing,
)
from detente.study.search.losers import find_losers
from detente.study.search.package_graph import open_lattice
from detente.study.search.search_price import price_of_best_order, price_of_floors
from detente.study.search.unwanted import find_unwanted

PACKAGE = 3
"""Steps in a stage at most, where no number is asked for."""
TARGETS = 64
"""Targets that are tried, where no number is asked for."""
_DIGITS = 9


class Standard(StrEnum):
    """What a deal that was found satisfies."""

    KEPT = "nobody loses"
    CALLED_OFF = "called off"
    NEAREST = "nearest"
    UNFINISHED = "unfinished"


_TRIED = (Standard.KEPT, Standard.CALLED_OFF, Standard.NEAREST)


@dataclass(frozen=True, slots=True)
class BestDeal:
    """The best deal found.

    Attributes
    ----------
    standard : Standard
        KEPT: nobody loses, and nobody calls it off. CALLED_OFF: nobody loses, but
        somebody would call it off, and there is no deal of the first kind. NEAREST:
        somebody is below today on the way or in the end, and there is no other.
        UNFINISHED: the time was over before it was known which of these there is.
    target : str
        The state where it ends; all would stay there.
    road_map : RoadMap
        Its stages.
    least : float
        What it is worth to the worst-off party against today, as a share of that
        party's payoff range.
    gap : float
        How much more another order to this target could be worth to it at most;
        infinite where that is not known.
    calling_off : CallingOff
        What each party gains, and who would call it off.
    losers : tuple of str
        Those who are below today on the way, or over the whole.
    unwanted : tuple of Step
        Its steps that no party gains from at the target, and the target does not
        ask for.
    n_tried, n_left_out : int
        Targets that were tried, and those that could not be ruled out and were not,
        for this standard or a better one.
    """

    standard: Standard
    target: str
    road_map: RoadMap
    least: float
    gap: float
    calling_off: CallingOff
    losers: tuple[str, ...]
    unwanted: tuple[Step, ...]
    n_tried: int
    n_left_out: int

    @property
    def share(self) -> float | None:
        """In which share of the draws nobody calls it off; None where none was made."""
        shares = self.calling_off.shares
        return None if shares is None else shares.nobody


def find_best_deal(
    dynamics: Dynamics,
    among: Bools | None = None,
    *,
    package: int = PACKAGE,
    targets: int = TARGETS,
    times: int = 1,
) -> BestDeal | None:
    """Find the best deal by which nobody loses, or the nearest one.

    Parameters
    ----------
    dynamics : Dynamics
        The case, played in periods.
    among : bool array, shape (n_states,), or None
        Where it may end; None is anywhere.
    package : int
        Steps in a stage at most.
    targets : int
        To so many targets orders are searched at most, those first that can be worth
        most to the worst-off.
    times : int
        What is said beforehand to be the price is for so many searches like this one.

    Returns
    -------
    BestDeal or None
        None where no party has weights and patience, or no state but today's can be
        reached and stayed at.

    Raises
    ------
    StoppedError
        Where the time was over before any order was known.
    TooLargeError
        Where there would be too many packages to try, to every target there is.
    """
    if not counted_parties(dynamics):
        return None
    search = _Search(dynamics, among, package, targets, times)
    for standard in _TRIED:
        best = search.best(standard)
        if best is not None:
            return search.told(standard, best)
    return search.unfinished()


@dataclass(frozen=True, slots=True)
class _Best:
    target: int
    order: Order


@dataclass(eq=False)
class _Search:
    """One search, with what is known of targets."""

    dynamics: Dynamics
    asked: Bools | None
    package: int
    targets: int
    times: int
    n_tried: int = 0
    n_left_out: int = 0
    _found: _Best | None = None
    _met: _Best | None = None
    _left: int = 0
    _aims: list[tuple[list[int], Bools]] = field(default_factory=list)
    _too_far: dict[int, TooLargeError] = field(default_factory=dict)
    _stays: dict[int, bool] = field(default_factory=dict)

    @cached_property
    def among(self) -> Bools:
        """Where a deal may end."""
        every: Bools = np.ones(self.dynamics.engine.n_states, np.bool_)
        return every if self.asked is None else self.asked

    @cached_property
    def standing(self) -> Standing:
        return find_standing(self.dynamics)

    @cached_property
    def outs(self) -> Outs:
        return Outs(self.dynamics, self.dynamics.engine.status_quo)

    @cached_property
    def lossless(self) -> Bools:
        """Where ways lead on which nobody is ever below today."""
        above = self.standing.from_floor(0.0)
        price = price_of_floors(self.dynamics, above, self.package)
        expect(price * self.times)
        score = np.where(above, self.standing.least, -np.inf)
        found: Bools = find_floors(self.dynamics, score, self.package) > -np.inf
        return found

    @cached_property
    def gained(self) -> Bools:
        """Where a deal may end, and some party has more than today."""
        some: Bools = self.among & np.any(self.standing.gains > HOLDS, axis=0)
        return some

    @cached_property
    def bound(self) -> npt.NDArray[np.float64]:
        """What no lossless deal can exceed, by party and target."""
        return bound_worth(self.dynamics, self.standing, self.lossless, self.package)

    def best(self, standard: Standard) -> _Best | None:
        """Find the best deal that satisfies a standard, as far as there is time."""
        self._found, self._left, self.n_tried = None, 0, 0
        if not current().stopped:
            nearest = standard == Standard.NEAREST
            ask = self._nearest if nearest else partial(self._lossless, standard)
            unless_stopped(ask, None)
        left_out = self._left + len(self._too_far)
        self.n_left_out = max(self.n_left_out, left_out)
        return self._found

    def _lossless(self, standard: Standard) -> None:
        """Go through the targets that ways lead to on which nobody loses."""
        ranked = _ranked(self.bound, self.lossless & self.gained)
        self._aims.insert(0, (ranked, self.lossless))
        for place, target in enumerate(ranked):
            best, self._left = self._found, len(ranked) - place
            most = float(self.bound[:, target].min())
            if most < -HOLDS or (best and most < best.order.least - CLOSE):
                break
            if standard == Standard.KEPT and not self.outs.stay(target):
                continue
            if self.n_tried == self.targets:
                return
            self.n_tried += 1
            if not self._stayed(target):
                continue
            least = max(0.0, best.order.least - CLOSE) if best else 0.0
            found = self._order(self._orders(target), (least, most), standard)
            if found and (best is None or _better(found, best.order)):
                self._found = _Best(target, found)
            if current().stopped:
                return
        self._left = 0

    def _nearest(self) -> None:
        """Find the deal on which the worst-off party falls least below today."""
        standing = self.standing
        floors = find_floors(self.dynamics, standing.least, self.package)
        floors[self.dynamics.engine.status_quo] = -np.inf
        ranked = _ranked(np.stack([floors]), (floors > -np.inf) & self.gained)
        most = float(standing.gains.max())
        for place, target in enumerate(ranked):
            self._left = len(ranked) - place
            if self.n_tried == self.targets:
                return
            self.n_tried += 1
            if not self._stayed(target):
                continue
            # Waiting where everybody has what it has today is no loss.
            allowed = standing.from_floor(min(0.0, float(floors[target])))
            self._aims.insert(0, ([target], allowed))
            orders = self._orders(target, allowed)
            for standard in (Standard.KEPT, Standard.NEAREST):
                found = self._order(orders, (-np.inf, most), standard)
                if found:
                    self._found, self._left = _Best(target, found), 0
                if found or current().stopped:
                    return
        self._left = 0

    def _orders(self, target: int, allowed: Bools | None = None) -> Orders | None:
        """Open all orders to a target; None where there are too many."""
        start = self.dynamics.engine.status_quo
        within = self.lossless if allowed is None else allowed
        asked = target, self.package, within
        expect(price_of_best_order(self.dynamics, *asked) * self.times)
        try:
            lattice = open_lattice(self.dynamics, start, *asked)
        except TooLargeError as error:
            self._too_far[target] = error
            return None
        return Orders(self.dynamics, lattice)

    def _order(
        self, orders: Orders | None, between: tuple[float, float], standard: Standard
    ) -> Order | None:
        if orders is None:
            return None
        outs = self.outs if standard == Standard.KEPT else None
        found = unless_stopped(partial(orders.best, between, outs), None)
        self._note(orders)
        if found is None or outs is None or not self.dynamics.countdown.dues:
            return found
        # What a date changes by itself is nobody's step, which the search of the
        # order does not tell apart.
        with finishing():
            layout = lay_out(self.dynamics, RoadMap("found", found.stages))
            judged = find_calling_off(self.dynamics, layout, alone=False).nobody
        return None if judged is False else found

    def _note(self, orders: Orders) -> None:
        """Keep the best order met, for the case that the time is over."""
        met = orders.met
        if met and (self._met is None or _better(met, self._met.order)):
            self._met = _Best(orders.lattice.target, met)

    def unfinished(self) -> BestDeal | None:
        """Give what is known where nothing was found, by want of time or of deals."""
        stop = current().stopped
        if stop is None:
            for error in self._too_far.values():
                raise error
            return None
        met = self._met or self._first()
        if met is None:
            raise stop
        untried = int((self.among & self.dynamics.engine.feasible).sum()) - self.n_tried
        told = self.told(Standard.UNFINISHED, met)
        return replace(told, gap=np.inf, n_left_out=untried)

    def _first(self) -> _Best | None:
        """Take the first order that can be carried out to where one was looked for."""
        aims: list[tuple[list[int], Bools | None]] = [*self._aims]
        if self.asked is not None:
            near = nearest_first(self.dynamics, self.asked)
            now = self.dynamics.engine.status_quo
            aims.append(([end for end in near if end != now], None))
        for targets, allowed in aims:
            way = find_first_way(self.dynamics, targets, self.package, allowed)
            if way is not None:
                return _Best(way.target, order_of(self.dynamics, way.stages, np.inf))
        return None

    def _stayed(self, target: int) -> bool:
        """Whether all would stay at a state, however it was reached."""
        if target not in self._stays:
            self._stays[target] = all_stay(self.dynamics, target)
        return self._stays[target]

    def told(self, standard: Standard, best: _Best) -> BestDeal:
        """Judge what was found: who gains what, and who would call it off."""
        dynamics = self.dynamics
        road_map = RoadMap("found", best.order.stages)
        layout = lay_out(dynamics, road_map)
        judged = unless_stopped(partial(find_calling_off, dynamics, layout), None)
        if judged is None:
            with finishing():
                judged = find_calling_off(dynamics, layout, alone=False)
        return BestDeal(
            standard=standard,
            target=dynamics.engine.state(best.target),
            road_map=road_map,
            least=best.order.least,
            gap=best.order.gap,
            calling_off=judged,
            losers=find_losers(dynamics, layout, judged),
            unwanted=find_unwanted(dynamics, best.target, self.among),
            n_tried=self.n_tried,
            n_left_out=self.n_left_out,
        )


def _ranked(bound: npt.NDArray[np.float64], among: Bools) -> list[int]:
    """List states by what they can be worth to the worst-off, then the next one."""
    places = np.flatnonzero(among)
    worst_first = -np.sort(bound[:, places], axis=0)
    rounded = np.round(worst_first[::-1], _DIGITS)
    return [int(state) for state in places[np.lexsort(rounded)]]


def _better(one: Order, other: Order) -> bool:
    """Whether an order is worth more to the worst-off, then to the next one."""
    for here, there in zip(sorted(one.worth), sorted(other.worth), strict=True):
        if abs(here - there) > CLOSE:
            return here > there
    return _size(one) < _size(other)


def _size(order: Order) -> int:
    return sum(len(stage.steps) for stage in order.stages)
