"""How far the verdicts on road maps hang on what is assumed."""

from typing import Unpack

from detente.analysis.reading import Readable, ReadAs, load
from detente.analysis.result import Result
from detente.analysis.setting import DEFAULT, Setting
from detente.analysis.timed import open_timed, workers_of
from detente.engine.budget import expect
from detente.records import dataclass
from detente.report.data.deal import robust_data
from detente.report.document import Document
from detente.report.naming import Names
from detente.report.pages.robustness.robust import robust_page
from detente.study.price import price_of_verdicts
from detente.study.processors import Progress
from detente.study.robustness.assumed_numbers import list_assumptions
from detente.study.robustness.robust import Robustness, study_robustness


@dataclass(frozen=True)
class RobustResult(Result):
    """How far the verdicts on road maps hang on what is assumed."""

    robustness: Robustness

    def to_dict(self) -> dict[str, object]:
        """Give shares, comparisons, and what flips each verdict soonest."""
        return robust_data(self.robustness)

    def document(self, names: Names) -> Document:
        """Show the same."""
        return robust_page(self.robustness, names)


def robust(
    case: Readable,
    samples: int = 200,
    seed: int = 0,
    setting: Setting = DEFAULT,
    *,
    progress: Progress | None = None,
    **read_as: Unpack[ReadAs],
) -> RobustResult:
    """Vary what is assumed over its ranges, and judge every road map each time.

    Parameters
    ----------
    case : Case or anything that `load` reads
        The case.
    samples : int
        How many draws of all assumptions at once.
    seed : int
        The same seed gives the same draws.
    setting : Setting
        Engine and memory.
    progress : function of two ints, or None
        Told how much is done, and of how much.
    **read_as : ReadAs
        `variant` and `edits`, as of `load`.

    Returns
    -------
    RobustResult

    Raises
    ------
    CaseError, QuestionError, TooLargeError, UnsupportedError
    """
    read = load(case, **read_as)
    dynamics = open_timed(read, setting)
    plans = read.negotiation.road_maps
    workers = workers_of(setting, progress)
    drawn = samples + len(list_assumptions(read))
    price = price_of_verdicts(dynamics, plans) * drawn / setting.workers
    # The first draws tell it better, where they are made here and there are some.
    measured = workers.cluster is None and samples > 1
    expect(price, said=not measured)
    found = study_robustness(
        dynamics, plans, samples=samples, seed=seed, workers=workers
    )
    return RobustResult(read, found)
