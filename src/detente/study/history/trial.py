"""One run of the test of history: predictions, outcomes, scores, side by side."""

from collections.abc import Mapping, Sequence
from math import inf

from detente.engine.budget import counted, kept
from detente.model.coding import Outcome, Sheet
from detente.records import dataclass
from detente.study.history.prediction import (
    Prediction,
    predict_rows,
    rank_of_order,
)
from detente.study.history.reading import ABLATIONS
from detente.study.history.score import Comparison, Score, compare, score

PAIRS = (
    ("jpoa_2013", "jcpoa_2015"),
    ("good_friday_1998", "colombia_2016"),
    ("sinai_1974", "minsk_2015"),
)
"""Deals of which it is asked which holds longer."""
BEST = 0.25
"""An order is one of the best if fewer than this share of orders are better."""


@dataclass(frozen=True, slots=True)
class Deal:
    """One deal of the test.

    Attributes
    ----------
    sheet : Sheet
    prediction : Prediction or None
        None where there is nothing to judge.
    outcome : Outcome or None
        None where it is not known.
    better_orders : float or None
        The share of orders of its stages that are better than the one agreed.
    """

    sheet: Sheet
    prediction: Prediction | None
    outcome: Outcome | None
    better_orders: float | None

    @property
    def scored(self) -> bool:
        """Whether there is something to compare."""
        return self.prediction is not None and self.outcome is not None


@dataclass(frozen=True, slots=True)
class Trial:
    """Everything that one run says.

    Attributes
    ----------
    deals : tuple of Deal
        By the day of signature.
    samples, seed : int
    comparison : Comparison or None
        None where fewer than two deals can be scored.
    ablations : tuple of Score
        What each question adds; the last is the model.
    left_out : tuple of Sheet
        Deals that were not judged in the time allowed.
    """

    deals: tuple[Deal, ...]
    samples: int
    seed: int
    comparison: Comparison | None = None
    ablations: tuple[Score, ...] = ()
    left_out: tuple[Sheet, ...] = ()

    @property
    def scored(self) -> tuple[Deal, ...]:
        """The deals that are scored."""
        return tuple(each for each in self.deals if each.scored)

    @property
    def pairs(self) -> tuple[tuple[Deal, Deal], ...]:
        """The pairs of deals that are both there."""
        known = {each.sheet.name: each for each in self.scored}
        return tuple(
            (known[one], known[other])
            for one, other in PAIRS
            if one in known and other in known
        )


def said_longer(one: Deal, other: Deal) -> Deal:
    """Give the deal of two that would have been said to hold longer; one of equals."""
    first, second = one.prediction, other.prediction
    if first is None or second is None:
        return one
    return other if second.stands > first.stands else one


def held_longer(one: Deal, other: Deal) -> Deal | None:
    """Give the deal of two that held longer; None where neither was seen to end first.

    A deal holds from its signature until what was omitted first, or a withdrawal.
    """
    first, second = _held(one), _held(other)
    if first == second:
        return None
    return one if first > second else other


def _held(deal: Deal) -> float:
    """Count the days for which a deal was kept; endless where nothing was omitted."""
    if deal.outcome is None or deal.outcome.date is None:
        return inf
    return (deal.outcome.date - deal.sheet.signed).days


def run_trial(
    sheets: Sequence[Sheet],
    outcomes: Sequence[Outcome],
    hazards: Mapping[str, float],
    samples: int,
    seed: int,
) -> Trial:
    """Predict every deal, and compare with what happened.

    Parameters
    ----------
    sheets : sequence of Sheet
    outcomes : sequence of Outcome
        Of some of them, by name.
    hazards : mapping of str to float
        Changes of leaders a year, by country.
    samples, seed : int
        Readings of the table for each deal.

    Returns
    -------
    Trial

    Raises
    ------
    StoppedError
        Where the time is over before one deal is judged.
    """
    happened = {each.deal: each for each in outcomes}
    ordered = sorted(sheets, key=lambda each: (each.signed, each.name))
    rows = [asked for _, asked in ABLATIONS]
    judged = kept(
        (
            (
                predict_rows(sheet, hazards, samples, seed, rows),
                rank_of_order(sheet, hazards) if sheet.mutual else None,
            )
            for sheet in counted(ordered)
        ),
        least=1,
    )
    deals = tuple(
        Deal(sheet, row[-1], happened.get(sheet.name), rank)
        for sheet, (row, rank) in zip(ordered, judged, strict=False)
    )
    left_out = tuple(ordered[len(deals) :])
    places = [place for place, each in enumerate(deals) if each.scored]
    if len(places) < 2:  # noqa: PLR2004 - nothing to compare
        return Trial(deals, samples, seed, left_out=left_out)
    scored = [deals[place] for place in places]
    known = [each.outcome for each in scored if each.outcome is not None]

    def of(row: int) -> list[Prediction]:
        found = (judged[place][0][row] for place in places)
        return [each for each in found if each is not None]

    return Trial(
        deals,
        samples,
        seed,
        compare([each.sheet for each in scored], of(-1), known, seed),
        tuple(score(name, of(row), known) for row, (name, _) in enumerate(ABLATIONS)),
        left_out,
    )
