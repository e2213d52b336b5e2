"""How much a party would have to want something else, or be paid, to go along.

For given patience a party goes along where no row of its linear form is negative
(`study.deal.linear_form`), so that by how much one of its numbers has to change, the
others as they are, is the end of an interval, found exactly. So is what a third party
has to pay it in each period in which the steps of a stage stand.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from functools import partial
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from detente.model.case import Case
from detente.model.formula import And, Formula, Name, Not, written
from detente.model.preference import Weight
from detente.model.quantity import Amount
from detente.model.road_map import RoadMap, Step
from detente.model.text import About
from detente.study.deal.linear_form import LinearForm, linear_form
from detente.study.deal.road_map import Layout
from detente.study.deal.tolerance import HOLDS
from detente.study.game.dynamics import Dynamics
from detente.study.lever.change import Candidate, Change, Kind, What, with_option
from detente.study.robustness.own_numbers import tradeoff_rows

Values = npt.NDArray[np.float64]

_FIGURES = 3
"""Digits of a number that is proposed."""
_SLIP = 1e-12
"""Sums slip by so small a part; what slips so is not to cost another digit."""


class _Room(NamedTuple):
    """By how much one number may change so that no row is negative."""

    least: float
    most: float

    @property
    def smallest(self) -> float | None:
        """The change nearest to none; None where there is no such change."""
        if self.least > self.most:
            return None
        return self.least if self.least > 0 else min(self.most, 0.0)


def list_wants(
    dynamics: Dynamics, layout: Layout, party: int, *, goes_on: bool
) -> Iterator[Candidate]:
    """List the least changes of one number of a party's wants, each by itself.

    Parameters
    ----------
    dynamics : Dynamics
    layout : Layout
        A road map that is possible.
    party : int
        Its position in the file; it does not go along.
    goes_on : bool
        Whether it is never to call the deal off too, and not to sign alone.

    Yields
    ------
    Candidate
        One a weight, or cost of an own step, that can do it alone.
    """
    name = dynamics.parties[party]
    wants = dynamics.case.preference[name]
    if wants.by_trade_offs:
        return
    form = linear_form(dynamics, layout, party)
    rows = _rows(dynamics, form, goes_on=goes_on)
    size = dynamics.payoff_range(party)
    for place in range(len(form.variables)):
        room = _room(rows, form.values, place, size)
        number = _moved(float(form.values[place]), room)
        if number is None or (place >= len(wants.weights) and number < 0):
            # Nothing costs less than nothing.
            continue
        yield _number(dynamics.case, name, form, place, (number, size))


def list_payments(
    dynamics: Dynamics, plan: RoadMap, layout: Layout, party: int, *, goes_on: bool
) -> Iterator[Candidate]:
    """List what a third party has to pay a party, from each stage on.

    Parameters
    ----------
    dynamics, layout, party, goes_on
        As of `list_wants`.
    plan : RoadMap
        The road map.

    Yields
    ------
    Candidate
        The least flow per period in which the steps of one stage stand: one a stage
        from which on a payment can do it.
    """
    name = dynamics.parties[party]
    wants = dynamics.case.preference[name]
    if wants.by_trade_offs or not wants.weights:
        return
    size = dynamics.payoff_range(party)
    for number, stage in enumerate(plan.stages, 1):
        of = _standing(stage.steps)
        known = next((each for each in wants.weights if each.of == of), None)
        paid = known or Weight(of, Amount(Decimal(0)))
        case = _paying(name, paid, dynamics.case)
        there = replace(dynamics, case=case)
        form = linear_form(there, layout, party)
        rows = _rows(there, form, goes_on=goes_on)
        path = f"preferences.{name}.weights.{written(of)}"
        place = form.variables.index(path)
        before = float(form.values[place])
        after = _moved(before, _room(rows, form.values, place, size))
        if after is None or after <= before:
            continue
        flow = after - Decimal(str(paid.amount.value))
        weight = Weight(of, _raised(paid.amount, flow))
        change = Change(
            Kind.OUTSIDER,
            What.PAYMENT,
            (f"{path}={_amount_text(weight.amount)}",),
            about=written(of),
            party=name,
            stage=number,
            after=float(flow),
            size=(float(flow) / size, 0.0),
        )
        yield Candidate(change, partial(_paying, name, weight))


def _raised(amount: Amount, flow: Decimal) -> Amount:
    """Add a payment to what something is worth, as unsurely as that is known."""
    value = Decimal(str(amount.value))
    if not amount.about.assumed:
        return Amount(value + flow)
    ends = sorted((value / 2, value * 2))
    low, high = (
        Decimal(str(given)) if given is not None else end
        for given, end in zip((amount.low, amount.high), ends, strict=True)
    )
    return Amount(value + flow, low + flow, high + flow, About(assumed=True))


def _amount_text(amount: Amount) -> str:
    if amount.low is None:
        return str(amount.value)
    ends = f"[{amount.low}, {amount.high}]"
    return f"{{value: {amount.value}, range: {ends}, assumed: yes}}"


def _rows(dynamics: Dynamics, form: LinearForm, *, goes_on: bool) -> Values:
    rows = form.matrix(float(dynamics.patience[form.party]))
    rows = rows if goes_on else rows[:1]
    return np.vstack([rows, tradeoff_rows(dynamics.case, form)])


def _room(rows: Values, values: Values, place: int, size: float) -> _Room:
    """Give by how much a number may change so that no row is negative."""
    had, slope = rows @ values, rows[:, place]
    least = -HOLDS * size
    flat = np.abs(slope) < HOLDS
    if (had[flat] < least).any():
        return _Room(np.inf, -np.inf)
    ups, downs = slope >= HOLDS, slope <= -HOLDS
    return _Room(
        float((-had[ups] / slope[ups]).max(initial=-np.inf)),
        float((-had[downs] / slope[downs]).min(initial=np.inf)),
    )


def _moved(value: float, room: _Room) -> Decimal | None:
    """Give the number nearest to a value that does, with few digits where it can."""
    change = room.smallest
    if change is None or change == 0:
        return None
    aim = value + change
    largest = max(abs(aim), abs(value))
    slip = _SLIP * largest
    nearest = round(aim, -Decimal(repr(slip)).adjusted())
    rounding = ROUND_CEILING if change > 0 else ROUND_FLOOR
    for figures in (_FIGURES, 2 * _FIGURES, 4 * _FIGURES):
        number = rounded(nearest, figures, rounding)
        if room.least - slip <= float(number) - value <= room.most + slip:
            return number
    return Decimal(repr(aim))


def rounded(number: float, figures: int, rounding: str) -> Decimal:
    """Give a number with so many digits, rounded one way of `decimal`."""
    exact = Decimal(repr(number))
    if not exact:
        return exact
    digits = exact.adjusted() - figures + 1
    found = exact.quantize(Decimal(1).scaleb(digits), rounding=rounding)
    return Decimal(f"{found.normalize():f}")


def _number(
    case: Case, party: str, form: LinearForm, place: int, told: tuple[Decimal, float]
) -> Candidate:
    """Give the change of one weight, or cost of an own step."""
    (number, size), path = told, form.variables[place]
    before = float(form.values[place])
    is_weight = place < len(case.preference[party].weights)
    edit, make = (
        (f"{path}={number}", partial(_weighing, party, place, number))
        if is_weight
        else _cost(case, path, number)
    )
    change = Change(
        Kind.WANT,
        What.WEIGHT,
        (edit,),
        about=path,
        party=party,
        before=before,
        after=float(number),
        size=(abs(float(number) - before) / size, 0.0),
    )
    return Candidate(change, make)


def _cost(case: Case, path: str, number: Decimal) -> tuple[str, Callable[[Case], Case]]:
    """Give the edit that sets one cost of an option, and leaves the other."""
    _, name, _, kind = path.split(".")
    option, cost = case.option[name], Amount(number)
    do, undo = (cost, option.cost_undo) if kind == "do" else (option.cost_do, cost)
    told = [
        f"{key}: {each.value}"
        for key, each in (("do", do), ("undo", undo))
        if each is not None
    ]
    edit = f"options.{name}.cost={{{', '.join(told)}}}"
    return edit, partial(_costing, name, do, undo)


def _costing(name: str, do: Amount | None, undo: Amount | None, case: Case) -> Case:
    return with_option(case, replace(case.option[name], cost_do=do, cost_undo=undo))


def _weighing(party: str, place: int, number: Decimal, case: Case) -> Case:
    wants = case.preference[party]
    weights = list(wants.weights)
    about = replace(weights[place].amount.about, assumed=False)
    weights[place] = replace(weights[place], amount=Amount(number, about=about))
    return _wanting(case, party, tuple(weights))


def _paying(party: str, paid: Weight, case: Case) -> Case:
    """Put a weight in the place of the one of its formula, or behind all."""
    weights = case.preference[party].weights
    if all(each.of != paid.of for each in weights):
        return _wanting(case, party, (*weights, paid))
    changed = (paid if each.of == paid.of else each for each in weights)
    return _wanting(case, party, tuple(changed))


def _wanting(case: Case, party: str, weights: tuple[Weight, ...]) -> Case:
    wants = tuple(
        (name, replace(each, weights=weights) if name == party else each)
        for name, each in case.preferences
    )
    return replace(case, preferences=wants)


def _standing(steps: tuple[Step, ...]) -> Formula:
    """Give the formula that holds where steps stand."""
    parts = tuple(
        Name(step.option) if step.taken else Not(Name(step.option)) for step in steps
    )
    return parts[0] if len(parts) == 1 else And(parts)
