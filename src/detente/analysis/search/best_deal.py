"""The best deal by which nobody loses, and the road map that holds most often."""

from typing import Unpack

from detente.analysis.reading import Readable, ReadAs, load
from detente.analysis.result import Result
from detente.analysis.setting import DEFAULT, Setting, target_states
from detente.analysis.timed import open_timed
from detente.engine.budget import finishing
from detente.records import dataclass
from detente.report.data.search import best_deal_data, surest_data
from detente.report.document import Document
from detente.report.naming import Names
from detente.report.pages.search.best_deal import best_deal_page, surest_page
from detente.study.deal.self_enforcement import check_road_map
from detente.study.deal.verdict import RoadMapCheck
from detente.study.robustness.deal_shares import READINGS
from detente.study.robustness.how_sure import best_how_sure, with_how_sure
from detente.study.robustness.surest_order import Surest, find_surest
from detente.study.search.best_deal import PACKAGE, BestDeal, find_best_deal as find


@dataclass(frozen=True)
class BestDealResult(Result):
    """The best deal by which nobody loses, or the nearest one; None is no deal."""

    deal: BestDeal | None
    check: RoadMapCheck | None

    def to_dict(self) -> dict[str, object]:
        """Give the stages, what they satisfy, and the judgement of a road map."""
        return best_deal_data(self.deal, self.check)

    def document(self, names: Names) -> Document:
        """Say what the deal satisfies, then its stages and the judgement."""
        return best_deal_page(self.deal, self.check, names)


@dataclass(frozen=True)
class SurestResult(Result):
    """The road map that holds in the largest share of the draws."""

    surest: Surest

    def to_dict(self) -> dict[str, object]:
        """Give the candidates, the best first."""
        return surest_data(self.surest)

    def document(self, names: Names) -> Document:
        """Show the best one with its weakest stage, then the others."""
        return surest_page(self.surest, names)


def find_best_deal(
    case: Readable,
    to: str | None = None,
    package: int = PACKAGE,
    setting: Setting = DEFAULT,
    *,
    samples: int = READINGS,
    seed: int = 0,
    **read_as: Unpack[ReadAs],
) -> BestDealResult:
    """Find the best deal by which nobody loses.

    Of all targets at which all would stay, and all orders of steps to them on which
    nobody ever has less than today and that nobody would call off, the one that is
    worth most to the party that gains least, as a share of its payoff range. Where
    there is none, the nearest one, which says so.

    Parameters
    ----------
    case : Case or anything that `load` reads
        The case.
    to : str or None
        Where it may end: a state or a formula; None is anywhere.
    package : int
        At most so many steps in a stage.
    setting : Setting
        Engine and memory.
    samples, seed : int
        In how many draws of assumed numbers it is asked who calls it off, at least
        one, and their seed.
    **read_as : ReadAs
        `variant` and `edits`, as of `load`.

    Returns
    -------
    BestDealResult

    Raises
    ------
    CaseError, QuestionError, TooLargeError, UnsupportedError
    """
    read = load(case, **read_as)
    dynamics = open_timed(read, setting)
    among = None if to is None else target_states(dynamics.engine, to)
    deal = find(dynamics, among, package=package)
    if deal is None:
        return BestDealResult(read, None, None)
    with finishing():
        check = check_road_map(dynamics, deal.road_map)
    draws = samples, seed
    (shared,) = with_how_sure(dynamics, [deal.road_map], [check], draws)
    return BestDealResult(read, best_how_sure(dynamics, deal, draws), shared)


def find_surest_road_map(
    case: Readable,
    to: str | None = None,
    package: int = PACKAGE,
    setting: Setting = DEFAULT,
    *,
    seed: int = 0,
    **read_as: Unpack[ReadAs],
) -> SurestResult:
    """Find the road map that holds in the largest share of the draws.

    Candidates are the best road maps with the numbers as written, and those with the
    numbers of each of 50 draws of what is assumed. All are asked in 1,000 draws
    whether all sign and nobody calls them off; the best eight in 20 whether somebody
    would cheat.

    Parameters
    ----------
    case : Case or anything that `load` reads
        The case.
    to : str or None
        Where it may end: a state or a formula; None is anywhere.
    package : int
        At most so many steps in a stage.
    setting : Setting
        Engine and memory.
    seed : int
        Of the draws.
    **read_as : ReadAs
        `variant` and `edits`, as of `load`.

    Returns
    -------
    SurestResult

    Raises
    ------
    CaseError, QuestionError, TooLargeError, UnsupportedError
    """
    read = load(case, **read_as)
    dynamics = open_timed(read, setting)
    among = None if to is None else target_states(dynamics.engine, to)
    found = find_surest(dynamics, among, package=package, seed=seed)
    return SurestResult(read, found)
