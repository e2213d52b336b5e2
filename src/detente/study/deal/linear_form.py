"""Signing and calling off as linear forms in a party's own weights and costs.

The play after a deal is called off hangs on nobody's wants. So for given patience what
a road map is worth to a party, and what each way out of it loses, are sums of the
party's weights and step costs with fixed coefficients. They are found once; any number
of draws is then a product of matrices, and whether *all*, *some* or *no* numbers let
the party go along is a linear programme.
"""

from collections.abc import Iterator
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from detente.engine.bits import as_set, differing, is_taken
from detente.model.formula import written
from detente.records import dataclass
from detente.study.deal.discount import Discount
from detente.study.deal.road_map import Layout
from detente.study.deal.way_out import WaysOut, find_ways_out
from detente.study.game.doubt import Doubt, corner_chances, corners, list_doubts
from detente.study.game.dynamics import Dynamics

Values = npt.NDArray[np.float64]

_SMALL = 2**17
"""Multiplications in one product. Larger ones BLAS shares among threads that wait for
each other, which on a busy machine takes ten times as long."""


class Run(NamedTuple):
    """So many periods with the same flow; None is for ever.

    Attributes
    ----------
    flow : int
        Its row among the flows.
    periods : int or None
    """

    flow: int
    periods: int | None


@dataclass(frozen=True, eq=False)
class Exit:
    """One period in which a party may call the deal off.

    Attributes
    ----------
    stage : int or None
        None is staying at the target.
    run, left : int
        In which run it lies, and how many periods of that run are still to come, this
        one included; 0 where the run lasts for ever.
    since : tuple of int
        So many periods after it everything has gone back, step by step.
    ways : int64 array, shape (n_ways, 1 + n_since)
        The flows of each way out: that of the landing, costs included, then those
        afterwards.
    """

    stage: int | None
    run: int
    left: int
    since: tuple[int, ...]
    ways: npt.NDArray[np.int64]

    def alike(self, other: "Exit") -> bool:
        """Whether another lies in the same stage and run, with the same ways out."""
        places = (self.stage, self.run, self.since)
        return places == (other.stage, other.run, other.since) and np.array_equal(
            self.ways, other.ways
        )


class Row(NamedTuple):
    """What one row of the matrix is: the worth (`way` is None), or a way out."""

    stage: int | None
    exit: int | None
    way: int | None


@dataclass(frozen=True, eq=False)
class LinearForm:
    """Questions 1 and 2 of one party on one road map, for any weights and costs.

    Attributes
    ----------
    party : int
        Its position in the file.
    variables : tuple of str
        Where each number stands in the case file: weights, then costs of own options.
    values : float64 array, shape (n_variables,)
        As the case has them.
    flows : float64 array, shape (n_flows, n_variables)
        What is had in a period, by what happens in it.
    today : int
        The flow of the state at the start.
    runs : tuple of Run
        The road map, the last for ever.
    exits : tuple of Exit
        Of periods with the same ways out in one run only the first and the last, as
        the worth changes one way between them.
    doubts : tuple of Doubt
        Steps of others of which an equal may exist.
    corners : float64 array, shape (2 ** n_doubts, n_flows, n_variables), or None
        The flows, by which equals exist; `flows` is their mean. None without doubts.
    """

    party: int
    variables: tuple[str, ...]
    values: Values
    flows: Values
    today: int
    runs: tuple[Run, ...]
    exits: tuple[Exit, ...]
    doubts: tuple[Doubt, ...] = ()
    corners: Values | None = None

    def had(self, numbers: Values, chances: Values | None = None) -> Values:
        """Give every flow under some numbers.

        Parameters
        ----------
        numbers : float64 array, shape (n_draws, n_variables)
        chances : float64 array, shape (n_draws, n_doubts), or None
            How likely each of the doubts is right; None is as written.

        Returns
        -------
        float64 array, shape (n_flows, n_draws)
        """
        if chances is None or self.corners is None:
            return _product(self.flows, numbers)
        had = np.zeros((len(self.flows), len(numbers)))
        each = zip(self.corners, corner_chances(chances).T, strict=True)
        for flows, weight in each:
            had += weight * _product(flows, numbers)
        return had

    def worth(self, had: Values, discount: Discount) -> Values:
        """Give what the road map is worth against today.

        Parameters
        ----------
        had : float64 array, shape (n_flows, n_draws)
            What each flow is under some numbers.
        discount : Discount
            By draw, or one for all.

        Returns
        -------
        float64 array, shape (n_draws,)
            In flow units per period for ever; below zero the party would not sign.
        """
        worth: Values = self._onward(had, discount)[0] - had[self.today]
        return worth

    def slack(self, had: Values, discount: Discount) -> Iterator[Values]:
        """Give what calling off loses at each exit, in their order.

        Parameters
        ----------
        had, discount
            As for `worth`.

        Yields
        ------
        float64 array, shape (n_draws,)
            By the best way out; below zero the party calls the deal off.
        """
        onward = self._onward(had, discount)
        for each in self.exits:
            best: Values | None = None
            for way in each.ways:
                out = _out(each, way, had, discount)
                best = out if best is None else np.maximum(best, out, out=best)
            if best is not None:
                yield self._value(each, had, discount, onward) - best

    def matrix(self, patience: float) -> Values:
        """Give the coefficients of the worth and of what every way out loses.

        Parameters
        ----------
        patience : float
            Discount factor per period.

        Returns
        -------
        float64 array, shape (n_rows, n_variables)
            The party goes along where the product with its numbers is not negative in
            any row; `rows` says what each is.
        """
        had, discount = self.flows, Discount(patience)
        onward = self._onward(had, discount)
        rows = [onward[0] - had[self.today]]
        for each in self.exits:
            value = self._value(each, had, discount, onward)
            rows += [value - _out(each, way, had, discount) for way in each.ways]
        return np.stack(rows)

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """What each row of the matrix is."""
        ways = (
            Row(each.stage, place, way)
            for place, each in enumerate(self.exits)
            for way in range(len(each.ways))
        )
        return (Row(None, None, None), *ways)

    def _onward(self, had: Values, discount: Discount) -> list[Values]:
        """Give the worth of the road map from the beginning of each run on."""
        found = [had[self.runs[-1].flow]]
        for flow, periods in reversed(self.runs[:-1]):
            weight = discount.after(periods or 0)
            found.append((1 - weight) * had[flow] + weight * found[-1])
        return found[::-1]

    def _value(
        self, each: Exit, had: Values, discount: Discount, onward: list[Values]
    ) -> Values:
        """Give the worth of the road map from one exit on."""
        if each.run == len(self.runs) - 1:
            return onward[-1]
        weight = discount.after(each.left)
        had_here: Values = (1 - weight) * had[self.runs[each.run].flow]
        return had_here + weight * onward[each.run + 1]


def _product(flows: Values, numbers: Values) -> Values:
    """Multiply in parts; shape (n_flows, n_draws)."""
    step = max(1, _SMALL // max(1, flows.size))
    had = np.empty((len(flows), len(numbers)))
    for first in range(0, len(numbers), step):
        part = slice(first, first + step)
        had[:, part] = flows @ numbers[part].T
    return had


def _out(
    each: Exit, way: npt.NDArray[np.int64], had: Values, discount: Discount
) -> Values:
    """Give what one way out is worth."""
    out: Values = discount.now * had[way[0]]
    powers = [discount.after(since) for since in each.since]
    for place, power in enumerate(powers):
        left = power - powers[place + 1] if place + 1 < len(powers) else power
        out = out + left * had[way[place + 1]]
    return out


class _Flows:
    """Rows of what is had in a period, each kept once."""

    def __init__(self, dynamics: Dynamics, party: int) -> None:
        name = dynamics.parties[party]
        self.weights = dynamics.case.preference[name].weights
        self.truths = [dynamics.truth(weight.of) for weight in self.weights]
        self.doubts = list_doubts(dynamics.case, name)
        self.equals = corners(self.doubts)
        self.turn = dynamics.turn(party)
        own = {bit: option for option, bit in dynamics.bits.items()}
        amounts = [
            (f"preferences.{name}.weights.{written(weight.of)}", weight.amount)
            for weight in self.weights
        ]
        self.costs: dict[tuple[int, bool], int] = {}
        for bit in self.turn.bits:
            option = dynamics.case.option[own[bit]]
            for undone, kind in ((False, "do"), (True, "undo")):
                amount = option.cost_undo if undone else option.cost_do
                if amount is not None:
                    self.costs[bit, undone] = len(amounts)
                    amounts.append((f"options.{option.id}.cost.{kind}", amount))
        self.variables = tuple(path for path, _ in amounts)
        self.values = np.array([float(amount.value) for _, amount in amounts])
        self._rows: dict[bytes, int] = {}
        self._priced = as_set({bit for bit, _ in self.costs})
        self._known: dict[tuple[int, int, int], int] = {}

    def of(self, state: int, start: int = 0, flips: int = 0) -> int:
        """Give the row of being at a state, having made some own flips from a start."""
        flips &= self._priced
        known = state, start & flips, flips
        if known not in self._known:
            self._known[known] = self._row(*known)
        return self._known[known]

    def _row(self, state: int, start: int, flips: int) -> int:
        row = np.zeros((len(self.equals), len(self.variables)))
        for each, equals in zip(row, self.equals, strict=True):
            as_if = state & ~equals
            each[: len(self.truths)] = [truth[as_if] for truth in self.truths]
        for (bit, undone), place in self.costs.items():
            if is_taken(flips, bit) and is_taken(start, bit) == undone:
                row[:, place] = -1
        return self._rows.setdefault(row.tobytes(), len(self._rows))

    def corners(self) -> Values:
        """Give all rows, by which equals exist."""
        rows = [np.frombuffer(row) for row in self._rows]
        shape = (len(rows), len(self.equals), len(self.variables))
        found: Values = np.stack(rows).reshape(shape).swapaxes(0, 1)
        return found

    def table(self) -> Values:
        """Give all rows, as far as each equal is thought likely."""
        if not self.doubts:
            rows: Values = self.corners()[0]
            return rows
        chances = corner_chances(np.array([[each.chance for each in self.doubts]]))
        mean = zip(chances[0], self.corners(), strict=True)
        found: Values = np.sum([chance * each for chance, each in mean], axis=0)
        return found


def linear_form(dynamics: Dynamics, layout: Layout, party: int) -> LinearForm:
    """Find the linear form of one party on one road map.

    Parameters
    ----------
    dynamics : Dynamics
        The rules; the numbers of the case become `values`.
    layout : Layout
        A road map that is possible.
    party : int
        Position in the file of one that has weights.

    Returns
    -------
    LinearForm
    """
    flows = _Flows(dynamics, party)
    own = int(dynamics.turn(party).flips[-1])
    today = flows.of(layout.begin)
    had = [
        flows.of(node.end, node.start, differing(node.start, node.end) & own)
        for node in layout.nodes
    ]
    runs: list[Run] = []
    places: list[tuple[int, int]] = []
    for flow, same in groupby(had):
        periods = len(list(same))
        places += [(len(runs), left) for left in range(periods, 0, -1)]
        runs.append(Run(flow, periods))
    runs[-1] = Run(runs[-1].flow, None)
    exits = _exits(dynamics, layout, flows, places)
    return LinearForm(
        party=party,
        variables=flows.variables,
        values=flows.values,
        flows=flows.table(),
        today=today,
        runs=tuple(runs),
        exits=tuple(exits),
        doubts=flows.doubts,
        corners=flows.corners() if flows.doubts else None,
    )


def _exits(
    dynamics: Dynamics,
    layout: Layout,
    flows: "_Flows",
    places: list[tuple[int, int]],
) -> list[Exit]:
    """Give the exits; of equal ones that follow each other in a run, both ends."""
    found: list[Exit] = []
    for place, (run, left) in enumerate(places):
        ways = find_ways_out(dynamics, layout, place, flows.turn.party)
        if ways is None:
            continue
        node = layout.nodes[place]
        rows = _rows(flows, ways, node.start)
        here = Exit(node.stage, run, left, ways.back.since, rows)
        if len(found) > 1 and all(map(here.alike, found[-2:])):
            found.pop()
        found.append(here)
    return found


def _rows(flows: _Flows, ways: WaysOut, start: int) -> npt.NDArray[np.int64]:
    """Give the flows of ways out, equal ones once."""
    rows = [
        (
            flows.of(int(landing), start, int(flips)),
            *(flows.of(int(state)) for state in states),
        )
        for landing, flips, states in zip(
            ways.landings, ways.flips, ways.back.states, strict=True
        )
    ]
    return np.unique(np.array(rows, np.int64), axis=0)
