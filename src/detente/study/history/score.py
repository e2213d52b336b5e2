"""What predictions were worth: Brier scores, hits, coverage, and rivals.

References
----------
Brier, G. W. (1950). Verification of forecasts expressed in terms of probability.
*Monthly Weather Review*, 78, 1-3. Efron, B. (1979) for the bootstrap.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from detente.model.coding import Enforcing, Outcome, Sheet
from detente.records import dataclass
from detente.study.history.prediction import Prediction

OPEN = (1 / 3, 2 / 3)
"""Between these the model says nothing."""
MARGIN = 0.05
"""By so much its Brier score has to be better than the best rival's."""
_RESAMPLES = 10_000
_HALF = 0.5


@dataclass(frozen=True, slots=True)
class Score:
    """How good a row of predictions was; smaller Brier scores are better.

    Attributes
    ----------
    name : str
    brier : float
    stages, parties : (int, int) or None
        Hits of where and by whom it broke first, and of how many; None where the row
        names none.
    """

    name: str
    brier: float
    stages: tuple[int, int] | None = None
    parties: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """The model beside its rivals.

    Attributes
    ----------
    model : Score
    rivals : tuple of Score
    covered : float
        The share of deals of which the model says anything.
    better_by : float
        The best rival's Brier score less the model's.
    interval : (float, float)
        In which that lies in 95 of 100 resamples of the deals.
    guess : (float, float)
        Hits of stage and party that guessing evenly would expect.
    """

    model: Score
    rivals: tuple[Score, ...]
    covered: float
    better_by: float
    interval: tuple[float, float]
    guess: tuple[float, float]

    @property
    def says_something(self) -> bool:
        """Whether it may be claimed that the model is better than the best rival."""
        return self.better_by >= MARGIN and self.interval[0] > 0


def on_right_side(chance: float, stood: bool) -> bool:  # noqa: FBT001 - what happened
    """Say whether a chance above one half stood, or one below it did not.

    One half is on no side.
    """
    return chance > _HALF if stood else chance < _HALF


def brier(chances: npt.ArrayLike, stood: npt.ArrayLike) -> float:
    """Give the mean squared distance of chances from what happened; 0 is best."""
    differences = np.array(chances, float) - np.array(stood, float)
    return float((differences**2).mean())


def score(
    name: str, predictions: Sequence[Prediction], outcomes: Sequence[Outcome]
) -> Score:
    """Score a row of predictions, one a deal, in the order of the outcomes.

    Parameters
    ----------
    name : str
    predictions : sequence of Prediction
    outcomes : sequence of Outcome

    Returns
    -------
    Score
    """
    pairs = list(zip(predictions, outcomes, strict=True))
    broken = [pair for pair in pairs if pair[1].party is not None]
    return Score(
        name,
        brier([each.stands for each in predictions], [each.stood for each in outcomes]),
        (sum(told.stage == was.stage for told, was in broken), len(broken)),
        (sum(told.party == was.party for told, was in broken), len(broken)),
    )


def compare(
    sheets: Sequence[Sheet],
    predictions: Sequence[Prediction],
    outcomes: Sequence[Outcome],
    seed: int = 0,
) -> Comparison:
    """Compare the model with its rivals on the same deals.

    Parameters
    ----------
    sheets, predictions, outcomes
        One a deal, in the same order; those with nothing to judge left out.
    seed : int
        Of the resamples.

    Returns
    -------
    Comparison
    """
    stood = np.array([each.stood for each in outcomes], bool)
    told = {name: np.array(guess) for name, guess in _rivals(sheets, stood).items()}
    rivals = tuple(Score(name, brier(guess, stood)) for name, guess in told.items())
    best = min(rivals, key=lambda each: each.brier)
    own = np.array([each.stands for each in predictions])
    gains = (told[best.name] - stood) ** 2 - (own - stood) ** 2
    picked = np.random.default_rng(seed).integers(
        len(gains), size=(_RESAMPLES, len(gains))
    )
    low, high = np.quantile(gains[picked].mean(axis=1), (0.025, 0.975))
    broken = [
        each
        for each, was in zip(predictions, outcomes, strict=True)
        if was.party is not None
    ]
    return Comparison(
        score("model", predictions, outcomes),
        rivals,
        float(np.mean([not OPEN[0] <= each <= OPEN[1] for each in own])),
        float(gains.mean()),
        (float(low), float(high)),
        (
            sum(1 / each.n_stages for each in broken),
            sum(1 / each.n_parties for each in broken),
        ),
    )


def _rivals(
    sheets: Sequence[Sheet], stood: npt.NDArray[np.bool_]
) -> dict[str, list[float]]:
    """Give the guesses that need no model."""
    n_deals = len(stood)
    others = [
        float((stood.sum() - each) / (n_deals - 1)) if n_deals > 1 else 0.5
        for each in stood
    ]
    enforced = [
        float(
            any(
                each.kind in (Enforcing.FORCES, Enforcing.PAYER)
                for each in sheet.enforcement
            )
        )
        for sheet in sheets
    ]
    return {
        "a coin": [0.5] * n_deals,
        "the base rate of the other deals": others,
        "always stands": [1.0] * n_deals,
        "stands if an outside enforcer is on the ground or pays": enforced,
    }
