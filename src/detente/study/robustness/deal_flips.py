"""Which single assumed numbers turn the answers to questions 1 and 2 of a road map.

Whether all sign is one row of each party's linear form, whether nobody calls it off
all its rows. A change of one weight or cost moves every row of one party along a line,
so that where an answer turns is a quotient and no search. Patience moves the rows of
all who have it along curves: there a grid is tried, and again within its first step
that turns the answer.

A number decides only if it stands with a coefficient that is not zero in a row that
turns, that is, if it is gained or lost on this road map or by calling it off: in the
linear form no other number can.
"""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from detente.records import dataclass
from detente.study.deal.deciding import DecidedBy, DecidingNumber
from detente.study.deal.linear_form import LinearForm
from detente.study.deal.tolerance import HOLDS
from detente.study.robustness.assumed_numbers import Assumption
from detente.study.robustness.deal_shares import DealDraws
from detente.study.robustness.own_numbers import (
    ROUNDING,
    assumed_in,
    cleaned,
    places_of,
    tradeoff_rows,
)

Values = npt.NDArray[np.float64]

NAMED = 3
"""So many numbers are named at most."""
_GRID, _ROUNDS = 64, 5
"""Values of patience tried at once, and how often: closer than a float can tell."""
_SIGNING, _GOING_ON = 0, 1


def find_deal_flips(asked: DealDraws, place: int) -> DecidedBy:
    """Find the single numbers that turn who signs and who calls a road map off.

    Parameters
    ----------
    asked : DealDraws
        Road maps with their linear forms.
    place : int
        Of the road map among them.

    Returns
    -------
    DecidedBy
        Empty where some party has no weights or patience, so that the answers are not
        known. Each number moves alone, within its range and as far as trade-offs let
        it; the others are as written.
    """
    if len(asked.parties) < len(asked.dynamics.parties):
        return DecidedBy()
    found = [_Sides(asked, form) for form in asked.forms[place]]
    curved = [
        each
        for each in asked.draws.assumptions
        if each.path.startswith("patience.") or each.path.endswith(".seen.hidden")
        if each.low < each.high
    ]
    curves = [_Curve(asked, place, each) for each in curved]
    answers = []
    for question in (_SIGNING, _GOING_ON):
        turned = [
            *_by_lines(found, question),
            *(flip for curve in curves if (flip := curve.flip(question)) is not None),
        ]
        turned.sort(key=lambda each: each.fraction)
        answers.append(tuple(turned[:NAMED]))
    return DecidedBy(*answers)


class _Sides:
    """The rows of one party on one road map, as its numbers are written."""

    def __init__(self, asked: DealDraws, form: LinearForm) -> None:
        dynamics = asked.dynamics
        self.party = dynamics.parties[form.party]
        self.numbers = assumed_in(form, asked.draws.assumptions)
        self._form = form
        self._rows = form.matrix(float(dynamics.patience[form.party]))
        self._size = dynamics.payoff_range(form.party)
        self._tradeoffs = tradeoff_rows(dynamics.case, form)

    def holds(self, question: int) -> bool:
        """Whether the party signs, or goes on to the end."""
        rows = self._of(question) @ self._form.values
        return bool((rows >= -HOLDS * self._size).all())

    def flip(self, assumption: Assumption, question: int) -> DecidingNumber | None:
        """Find where one number turns the answer; None for nowhere in its range."""
        moved = places_of(self._form, assumption.path)
        low, high = self._reach(assumption, moved)
        still = self._form.values * ~moved
        rows = self._of(question)
        # A slope that the whole range cannot make count is rounding.
        nothing = HOLDS * self._size / (assumption.high - assumption.low)
        line = _Line(rows @ still, rows @ moved, nothing)
        value, (lowest, highest) = assumption.value, line.ends()
        turns = []
        if self.holds(question):
            # What holds by rounding alone turns where it stands.
            if min(lowest, value) > low:
                turns.append(_number(assumption, self.party, min(lowest, value), low))
            if max(highest, value) < high:
                turns.append(_number(assumption, self.party, max(highest, value), high))
        elif not lowest <= value <= highest:
            at, end = (lowest, high) if value < lowest else (highest, low)
            # At a single point, or at the very end of the range, nothing turns.
            within = min(highest, high) - max(lowest, low)
            wide = within > HOLDS * (assumption.high - assumption.low)
            if wide and line.least(at) >= -HOLDS * self._size:
                turns.append(_number(assumption, self.party, at, end))
        return min(turns, key=lambda each: each.fraction, default=None)

    def _of(self, question: int) -> Values:
        return self._rows[:1] if question == _SIGNING else self._rows

    def _reach(
        self, assumption: Assumption, moved: npt.NDArray[np.bool_]
    ) -> tuple[float, float]:
        """Give how far a number can go, with the others and trade-offs as written."""
        still = self._form.values * ~moved
        rounding = ROUNDING * float(np.abs(self._form.values).sum())
        line = _Line(self._tradeoffs @ still + rounding, self._tradeoffs @ moved, 0.0)
        low, high = line.ends()
        return max(low, assumption.low), min(high, assumption.high)


@dataclass(frozen=True, eq=False)
class _Line:
    """Rows along one number: `base + slope * number`, not negative where they hold."""

    base: Values
    slope: Values
    nothing: float

    def ends(self) -> tuple[float, float]:
        """Give the ends of where all rows that rise or fall hold."""
        rises, falls = self.slope > self.nothing, self.slope < -self.nothing
        lowest = -self.base[rises] / self.slope[rises]
        highest = -self.base[falls] / self.slope[falls]
        return (
            float(lowest.max(initial=-np.inf)),
            float(highest.min(initial=np.inf)),
        )

    def least(self, number: float) -> float:
        """Give the least row."""
        return float((self.base + self.slope * number).min())


def _by_lines(parties: list[_Sides], question: int) -> Iterator[DecidingNumber]:
    """Move each weight and cost; where two parties refuse, none of them turns it."""
    refusing = [each for each in parties if not each.holds(question)]
    moving = refusing or parties
    if len(refusing) > 1:
        return
    for party in moving:
        for assumption in party.numbers:
            flip = party.flip(assumption, question)
            if flip is not None:
                yield flip


def _number(
    assumption: Assumption, party: str, at: float, towards: float
) -> DecidingNumber:
    """Tell where a number turns an answer, on the way to one side."""
    value, upwards = assumption.value, towards > assumption.value
    end = assumption.high if upwards else assumption.low
    fraction = abs(at - value) / abs(end - value)
    at = cleaned(at, assumption)
    return DecidingNumber(assumption.path, party, value, at, fraction, upwards)


class _Curve:
    """Patience, or the chance of an equal, from its value to both ends of its range."""

    def __init__(self, asked: DealDraws, place: int, assumption: Assumption) -> None:
        self._asked, self._place, self._assumption = asked, place, assumption
        self._column = asked.draws.assumptions.index(assumption)
        self._written = np.array([each.value for each in asked.draws.assumptions])
        self._first = {
            end: self._judged(end, np.linspace(0.0, 1.0, _GRID + 1))
            for end in (assumption.low, assumption.high)
            if end != assumption.value
        }

    def flip(self, question: int) -> DecidingNumber | None:
        """Find the nearest value that turns an answer."""
        found = [
            flip
            for end, answers in self._first.items()
            if (flip := self._towards(end, answers[:, question], question)) is not None
        ]
        return min(found, key=lambda each: each.fraction, default=None)

    def _towards(
        self, end: float, answers: npt.NDArray[np.bool_], question: int
    ) -> DecidingNumber | None:
        tried = np.linspace(0.0, 1.0, _GRID + 1)
        written = bool(answers[:, 0].all())
        for _ in range(_ROUNDS):
            differs = answers.all(axis=0) != written
            if not differs.any():
                return None
            turned = max(int(differs.argmax()), 1)
            whose = int((answers[:, turned] != answers[:, turned - 1]).argmax())
            fraction = float(tried[turned])
            tried = np.linspace(tried[turned - 1], tried[turned], _GRID + 1)
            answers = self._judged(end, tried)[:, question]
        assumption, party = self._assumption, self._asked.parties[whose].name
        at = assumption.value + fraction * (end - assumption.value)
        return _number(assumption, party, at, end)

    def _judged(self, end: float, fractions: Values) -> npt.NDArray[np.bool_]:
        """Ask everyone both questions; shape (n_parties, 2, n_fractions)."""
        value = self._assumption.value
        drawn = np.tile(self._written, (len(fractions), 1))
        drawn[:, self._column] = value + fractions * (end - value)
        answers = np.stack(self._asked.judged(self._place, drawn))
        # That nobody calls it off includes that all sign.
        answers[:, _GOING_ON] &= answers[:, _SIGNING]
        return answers
