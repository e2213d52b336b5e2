"""Whether all, some or no numbers let a party sign a road map, and go along with it.

For given patience a party goes along where every row of its linear form is not
negative. Its assumed weights and costs lie in a box, cut by its trade-offs, so that
both questions are linear programmes and no draws are needed: *all* numbers do if no
row can fall below zero, *some* do if the least row can be raised to zero. HiGHS solves
them, by `scipy` (extra `opt`).
"""

from collections.abc import Callable
from enum import StrEnum
from typing import Any

import numpy as np
import numpy.typing as npt

from detente.errors import Message, UnsupportedError
from detente.model.case import Case
from detente.records import dataclass
from detente.study.deal.linear_form import LinearForm, linear_form
from detente.study.deal.road_map import Layout
from detente.study.deal.tolerance import HOLDS
from detente.study.game.dynamics import Dynamics
from detente.study.robustness.assumed_numbers import (
    Assumption,
    list_assumptions,
    weight_paths,
)
from detente.study.robustness.own_numbers import (
    ROUNDING,
    assumed_in,
    cleaned,
    places_of,
    tradeoff_rows,
)

Values = npt.NDArray[np.float64]
Solve = Callable[..., Any]

NAMED = 3
"""So many numbers are named at most."""
_TOLERANCE = 1e-10
"""The least that HiGHS takes, in numbers from 0 to 1 and shares of a payoff range."""


class Answer(StrEnum):
    """Under which of the assumed numbers something is so."""

    ALWAYS = "always"
    NEVER = "never"
    DEPENDS = "depends"


@dataclass(frozen=True, slots=True)
class DecidingWeight:
    """One assumed number on which the row that decides hangs.

    Attributes
    ----------
    path : str
        Where it stands in the case file.
    value, low, high : float
        As written, and its range.
    marginal : float
        By how much the row at its worst (at its best, where the party does not go
        along as written) changes with a unit of the end of the range that it is at; in
        flow units per period.
    turns_at : float or None
        Where the row changes its sign, the other numbers as written; None where that
        is outside its range.
    """

    path: str
    value: float
    low: float
    high: float
    marginal: float
    turns_at: float | None


@dataclass(frozen=True, slots=True)
class Latitude:
    """Whether all, some or no numbers let a party do something.

    Attributes
    ----------
    answer : Answer
    as_written : bool
        Whether the numbers as they are written let it.
    least, most : float
        What it gains at least by that against the best alternative, under the worst
        and under the best numbers; in flow units per period, below zero it does not.
    decided_by : tuple of DecidingWeight
        Where it depends: what the row that decides hangs on most, first what moves it
        most over its range, three at most.
    """

    answer: Answer
    as_written: bool
    least: float
    most: float
    decided_by: tuple[DecidingWeight, ...] = ()


@dataclass(frozen=True, slots=True)
class GoingAlong:
    """What one party's assumed numbers leave open about a road map.

    Attributes
    ----------
    party : str
    signs : Latitude or None
        None where `reason` says why it is not known.
    goes_along : Latitude or None
        Of signing, and never calling it off.
    reason : Message or None
    """

    party: str
    signs: Latitude | None = None
    goes_along: Latitude | None = None
    reason: Message | None = None


def find_going_along(dynamics: Dynamics, layout: Layout) -> tuple[GoingAlong, ...]:
    """Say of each party whether all, some or no numbers let it go along.

    Parameters
    ----------
    dynamics : Dynamics
        The case, played in periods; patience is as written there.
    layout : Layout
        A road map that is possible.

    Returns
    -------
    tuple of GoingAlong
        One a party, in file order.

    Raises
    ------
    UnsupportedError
        Where `scipy` is not installed.
    """
    solve = _solver()
    return tuple(
        _going_along(dynamics, layout, party, solve)
        for party in range(len(dynamics.parties))
    )


def _solver() -> Solve:
    try:
        from scipy.optimize import linprog  # noqa: PLC0415 - the extra `opt`, slow
    except ImportError:
        message = Message(
            "linear programmes over assumed numbers need the package scipy"
        )
        hint = Message("run `make extras` in the clone, or `pip install scipy`")
        raise UnsupportedError(message, hint) from None
    solve: Solve = linprog
    return solve


def _going_along(
    dynamics: Dynamics, layout: Layout, party: int, solve: Solve
) -> GoingAlong:
    name, reason = dynamics.parties[party], dynamics.reason(party)
    if reason is not None:
        return GoingAlong(name, reason=reason)
    form = linear_form(dynamics, layout, party)
    rows = form.matrix(float(dynamics.patience[party]))
    box = _Box(dynamics.case, form, dynamics.payoff_range(party) or 1.0)
    signs, goes_along = (
        _Programmes(box, each, solve).latitude() for each in (rows[:1], rows)
    )
    return GoingAlong(name, signs, goes_along)


class _Box:
    """The numbers that a party may have: each from 0, its least, to 1, its most.

    Attributes
    ----------
    numbers : tuple of Assumption
    size : float
        Of the party's payoffs, by which its rows are measured.
    steps : float64 array, shape (n_numbers, n_variables)
        What each number adds to the variables of the form on its whole way.
    lowest : float64 array, shape (n_variables,)
        The variables where every number is at its least.
    cuts, limits : float64 array, shape (n_cuts, n_numbers) and (n_cuts,)
        The trade-offs, and that points add up: ``cuts @ numbers <= limits``.
    """

    def __init__(self, case: Case, form: LinearForm, size: float) -> None:
        self.values, self.size = form.values, size
        self.numbers = assumed_in(form, list_assumptions(case))
        self.steps = np.zeros((len(self.numbers), len(form.variables)))
        self.lowest = form.values.copy()
        for row, each in enumerate(self.numbers):
            places = places_of(form, each.path)
            self.steps[row, places] = each.high - each.low
            self.lowest[places] = each.low
        rows = tradeoff_rows(case, form)
        cuts = -rows @ self.steps.T
        bear = np.abs(cuts).max(axis=1, initial=0.0) > 0
        scale = np.abs(cuts[bear]).sum(axis=1)
        rounding = ROUNDING * float(np.abs(form.values).sum())
        self.cuts = cuts[bear] / scale[:, None]
        self.limits = (rows[bear] @ self.lowest + rounding) / scale
        wants = case.preference[case.parties[form.party].id]
        if wants.by_trade_offs:
            self._share_out(tuple(weight_paths(case.parties[form.party].id, wants)))

    def _share_out(self, paths: tuple[str, ...]) -> None:
        """Let the points of a party, each from none to all, add up to all."""
        points = np.array([[each.path in paths for each in self.numbers]], float)
        self.cuts = np.vstack([self.cuts, points, -points])
        self.limits = np.append(self.limits, [1.0, -1.0])


class _Programmes:
    """Some rows of a party over the box of its numbers."""

    def __init__(self, box: _Box, rows: Values, solve: Solve) -> None:
        self._box, self._solve = box, solve
        self._base = rows @ box.lowest / box.size
        self._slopes = rows @ box.steps.T / box.size
        self._written = rows @ box.values / box.size

    def latitude(self) -> Latitude:
        """Ask whether all numbers do, and whether some do."""
        worst, least = self._worst()
        most = self._most()
        written = float(self._written.min())
        if least >= -HOLDS:
            answer = Answer.ALWAYS
        else:
            answer = Answer.DEPENDS if most >= -HOLDS else Answer.NEVER
        holds, size = written >= -HOLDS, self._box.size
        row = worst if holds else int(self._written.argmin())
        decided = self._decided(row, 1 if holds else -1)
        return Latitude(
            answer=answer,
            as_written=holds,
            least=least * size,
            most=most * size,
            decided_by=decided if answer is Answer.DEPENDS else (),
        )

    def _worst(self) -> tuple[int, float]:
        """Give the row that can fall lowest, and how low.

        What a row is at the worst corner of the whole box bounds it from below; rows
        that cannot be the lowest by that need no programme.
        """
        bounds = self._base + np.minimum(self._slopes, 0.0).sum(axis=1)
        worst, least = 0, np.inf
        for row in map(int, bounds.argsort(kind="stable")):
            if bounds[row] >= least:
                break
            found = float(self._at(self._extreme(row, 1)[0])[row])
            if found < least:
                worst, least = row, found
        return worst, least

    def _most(self) -> float:
        """Raise the least row as far as it goes."""
        n_rows, n_numbers = self._slopes.shape
        if not n_numbers:
            return float(self._base.min())
        # The last variable is what no row is below.
        rows = np.hstack([-self._slopes, np.ones((n_rows, 1))])
        cuts = np.hstack([self._box.cuts, np.zeros((len(self._box.cuts), 1))])
        aim = np.zeros(n_numbers + 1)
        aim[-1] = -1
        found = self._solved(
            aim,
            np.vstack([rows, cuts]),
            np.concatenate([self._base, self._box.limits]),
            [(0.0, 1.0)] * n_numbers + [(None, None)],
        )
        return float(self._at(found.x[:-1]).min())

    def _extreme(self, row: int, sign: int) -> tuple[Values, Values]:
        """Give the numbers at which a row is lowest (1) or highest (-1).

        With by how much it changes with the ends that the numbers are at.
        """
        n_numbers = self._slopes.shape[1]
        if not n_numbers:
            return np.empty(0), np.empty(0)
        found = self._solved(
            sign * self._slopes[row],
            self._box.cuts,
            self._box.limits,
            [(0.0, 1.0)] * n_numbers,
        )
        marginals = sign * (found.lower.marginals + found.upper.marginals)
        return found.x, marginals

    def _solved(
        self,
        aim: Values,
        rows: Values,
        limits: Values,
        bounds: list[tuple[float | None, float | None]],
    ) -> Any:  # noqa: ANN401 - a record of scipy
        """Minimise; there are always numbers that do, those as written."""
        return self._solve(
            aim,
            A_ub=rows if len(rows) else None,
            b_ub=limits if len(rows) else None,
            bounds=bounds,
            method="highs",
            options={
                "primal_feasibility_tolerance": _TOLERANCE,
                "dual_feasibility_tolerance": _TOLERANCE,
            },
        )

    def _at(self, numbers: Values) -> Values:
        """Give every row under some numbers, exactly within the box."""
        found: Values = self._base + self._slopes @ np.clip(numbers, 0.0, 1.0)
        return found

    def _decided(self, row: int, sign: int) -> tuple[DecidingWeight, ...]:
        """Name what a row hangs on: the dual of its programme."""
        marginals = self._extreme(row, sign)[1]
        order = np.abs(marginals).argsort(kind="stable")[::-1][:NAMED]
        return tuple(
            self._weight(row, place, float(marginals[place]))
            for place in map(int, order)
            if abs(marginals[place]) > HOLDS
        )

    def _weight(self, row: int, place: int, marginal: float) -> DecidingWeight:
        each: Assumption = self._box.numbers[place]
        width, slope = each.high - each.low, float(self._slopes[row, place])
        turns = None
        if abs(slope) > HOLDS:
            at = each.value - float(self._written[row]) / slope * width
            turns = cleaned(at, each) if each.low <= at <= each.high else None
        size = self._box.size
        return DecidingWeight(
            each.path, each.value, each.low, each.high, marginal * size / width, turns
        )
