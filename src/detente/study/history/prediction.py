"""What would have been said of a deal on the day of its signature.

The table of numbers is drawn anew for each reading, and so is the order in which the
parties act after a breach. A deal holds in a reading if everybody signs it, nobody
calls it off, and nobody cheats; where that hangs on how a breach is answered, it counts
by half. The chance that it stands five years later is the share of readings in which
it holds, each times the chance that it outlives the leaders.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import permutations
from typing import TypeVar

from detente.engine.budget import counted
from detente.model.coding import Sheet
from detente.records import dataclass
from detente.study.deal.calling_off import CallingOff, find_calling_off
from detente.study.deal.road_map import lay_out
from detente.study.game.dynamics import open_dynamics
from detente.study.history.coded_case import coded_case
from detente.study.history.reading import EVERYTHING, Asked, Breaks, Readings
from detente.study.history.table import TABLE

_MOST_ORDERS = 720


@dataclass(frozen=True, slots=True)
class Prediction:
    """What is said of one deal.

    Attributes
    ----------
    deal : str
    stands : float
        The chance that it stands five years after.
    holds : float
        The share of readings in which it holds, those that hang counted by half.
    stage : int or None
        Where it breaks first if it does; None is after completion.
    party : str or None
        Who breaks it; None where it never breaks.
    n_stages, n_parties : int
    """

    deal: str
    stands: float
    holds: float
    stage: int | None
    party: str | None
    n_stages: int
    n_parties: int


def predict(
    sheet: Sheet,
    hazards: Mapping[str, float],
    samples: int,
    seed: int = 0,
    asked: Asked = EVERYTHING,
) -> Prediction | None:
    """Say what would have been said of a deal.

    Parameters
    ----------
    sheet : Sheet
    hazards : mapping of str to float
        Changes of leaders a year, by country.
    samples, seed : int
        How many readings of the table are drawn.
    asked : Asked

    Returns
    -------
    Prediction or None
        None where there is nothing to judge: only one party has steps to do.
    """
    return predict_rows(sheet, hazards, samples, seed, (asked,))[0]


def predict_rows(
    sheet: Sheet,
    hazards: Mapping[str, float],
    samples: int,
    seed: int,
    rows: Sequence[Asked],
) -> tuple[Prediction | None, ...]:
    """Say it several times, with more or less taken into account.

    Parameters
    ----------
    sheet, hazards, samples, seed
        As of `predict`.
    rows : sequence of Asked

    Returns
    -------
    tuple of Prediction or None
        One a row, each as `predict` gives it; what rows share is judged once.
    """
    if not sheet.mutual:
        return (None,) * len(rows)
    tallies = [_Tally(sheet, samples) for _ in rows]
    for number in counted(range(samples)):
        case = coded_case(sheet, hazards, TABLE.drawn(seed, number))
        readings = Readings(case, [seed, number, 1])
        for asked, tally in zip(rows, tallies, strict=True):
            tally.add(*readings.judged(asked))
    return tuple(tally.prediction() for tally in tallies)


class _Tally:
    """What readings say together."""

    def __init__(self, sheet: Sheet, samples: int) -> None:
        self.sheet, self.samples = sheet, samples
        self.holds = self.stands = 0.0
        self.broken: Breaks = defaultdict(float)

    def add(self, kept: float, outlived: float, where: Breaks) -> None:
        """Add what one reading says."""
        self.holds += kept / self.samples
        self.stands += kept * outlived / self.samples
        for place, chance in where.items():
            self.broken[place] += chance / self.samples

    def prediction(self) -> Prediction:
        """Give what is said in all."""
        broken = self.broken.items()
        return Prediction(
            self.sheet.name,
            self.stands,
            self.holds,
            _likeliest((stage, chance) for (stage, _), chance in broken),
            _likeliest((party, chance) for (_, party), chance in broken),
            len(self.sheet.stages),
            len(self.sheet.parties),
        )


_Place = TypeVar("_Place")


def _likeliest(chances: Iterable[tuple[_Place, float]]) -> _Place | None:
    """Give the place with the largest chance in all; the first of equals."""
    found: dict[_Place, float] = defaultdict(float)
    for place, chance in chances:
        found[place] += chance
    return max(found, key=found.__getitem__, default=None)


def rank_of_order(sheet: Sheet, hazards: Mapping[str, float]) -> float | None:
    """Give the share of the orders of its stages that are better than the one agreed.

    Better by what the party with least to lose by calling it off loses, as a share of
    its payoff range; with the table as argued, dates left out.

    Parameters
    ----------
    sheet, hazards
        As of `predict`.

    Returns
    -------
    float or None
        Below a quarter it is one of the best; None where it has a single stage.
    """
    orders = list(permutations(sheet.stages))
    if len(orders) < 2 or len(orders) > _MOST_ORDERS:  # noqa: PLR2004 - an order
        return None
    margins = []
    for stages in orders:
        undated = tuple(replace(each, date=None, within=None) for each in stages)
        case = coded_case(replace(sheet, stages=undated), hazards)
        dynamics = open_dynamics(case)
        layout = lay_out(dynamics, case.negotiation.road_maps[0])
        found = find_calling_off(dynamics, layout)
        margins.append(_margin(found))
    return sum(each > margins[0] + 1e-9 for each in margins) / len(margins)


def _margin(found: CallingOff) -> float:
    slacks = [
        each.relative
        for stage in found.stages
        for each in stage.parties
        if each.relative is not None
    ]
    signing = [each.relative for each in found.signing if each.relative is not None]
    return min([*slacks, *signing], default=0.0)
