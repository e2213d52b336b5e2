"""The test of history: coding sheets as cases, predictions beside what happened."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from detente.analysis.answer import Answer
from detente.casefile.coding import load_sheet, sheets_in
from detente.casefile.outcomes import load_outcomes
from detente.engine.budget import expect, spending
from detente.errors import CaseError, Location, Message, Problem, QuestionError
from detente.model.case import Case
from detente.model.coding import Sheet
from detente.records import dataclass
from detente.report.data.history import trial_data, trial_of
from detente.report.document import Document
from detente.report.pages.overview.history import (
    deals_data,
    deals_table,
    history_page,
)
from detente.report.pages.overview.trust import kept_run
from detente.report.plain import Data
from detente.report.words import Words
from detente.study.history import coded_case as study
from detente.study.history.trial import Trial, run_trial
from detente.study.time.hazard_table import countries

SAMPLES = 50
_FEWER = Message("allow more with --time, or judge fewer readings with --samples")


@dataclass(frozen=True)
class HistoryResult(Answer):
    """What would have been said of deals of the past, and what happened."""

    trial: Trial

    def to_dict(self) -> Data:
        """Give deals, scores, rivals and ablations."""
        return trial_data(self.trial)

    def page(self, words: Words) -> Document:
        """Tell whether the model beats its rivals, then deal by deal."""
        return history_page(self.trial, words)

    def sheet(self, words: Words) -> Document:
        """Give one row a deal."""
        shown = (
            deals_data(self.trial, words)
            if words.plain
            else deals_table(self.trial, words)
        )
        return (shown,)


def coded_case(sheet: str | Path) -> Case:
    """Give the case that a coding sheet stands for, by the one table of numbers.

    Parameters
    ----------
    sheet : str or Path
        A path, the name of a bundled sheet, or YAML with at least two lines.

    Returns
    -------
    Case
        With the road map `deal`; every number in it is assumed.

    Raises
    ------
    CaseError
        With everything wrong with the sheet.
    """
    hazards = _hazards()
    return study.coded_case(load_sheet(sheet, hazards), hazards)


def history(
    sheets: str | Path | None = None, *, samples: int = SAMPLES, seed: int = 0
) -> HistoryResult:
    """Say what would have been said of deals, and compare with what happened.

    Parameters
    ----------
    sheets : str, Path or None
        A folder of coding sheets, with what happened in `outcomes.yaml`; None is the
        deals that come with Detente.
    samples, seed : int
        Readings of the table of numbers for each deal, and their seed.

    Returns
    -------
    HistoryResult
        Brier scores, smaller is better, beside those of guesses that need no model.

    Raises
    ------
    CaseError
        With everything wrong with a sheet, or with the outcomes.
    QuestionError
        Where there is no sheet.
    StoppedError
        Where the time is over before one deal is judged.
    """
    with spending(_FEWER):
        return _history(sheets, samples, seed)


def _history(sheets: str | Path | None, samples: int, seed: int) -> HistoryResult:
    hazards = _hazards()
    paths, outcomes = sheets_in(sheets)
    if not paths:
        message = Message("there are no coding sheets in {folder}", folder=str(sheets))
        hint = Message("name a folder with files such as deal.yaml")
        location = Location("--sheets")
        raise QuestionError([Problem("no-sheets", message, location, hint=hint)])
    read = _read(paths, hazards)
    happened = () if outcomes is None else load_outcomes(outcomes, read)
    expect(_SECONDS * samples * len(read))
    return HistoryResult(run_trial(read, happened, hazards, samples, seed))


@cache
def kept_history() -> HistoryResult:
    """Give the run of the bundled deals that comes with Detente, without running it.

    Returns
    -------
    HistoryResult
        As of `history()` when this version was made, byte for byte.
    """
    hazards = _hazards()
    paths, outcomes = sheets_in(None)
    read = [load_sheet(path, hazards) for path in paths]
    happened = () if outcomes is None else load_outcomes(outcomes, read)
    return HistoryResult(trial_of(kept_run(), read, happened))


_SECONDS = 2.0
"""Of the processor, for a reading of a deal in all five ways; more for large deals."""


def _read(paths: Iterable[str | Path], hazards: dict[str, float]) -> list[Sheet]:
    """Read all sheets, or tell of the faults of all."""
    read: list[Sheet] = []
    problems: list[Problem] = []
    for path in paths:
        try:
            read.append(load_sheet(path, hazards))
        except CaseError as error:
            problems.extend(error.problems)
    if problems:
        raise CaseError(problems)
    return read


def _hazards() -> dict[str, float]:
    return {each.code: each.hazard.shrunk.value for each in countries()}
