"""The test of history: coding sheets as cases."""

from pathlib import Path

from detente.casefile.coding import load_sheet
from detente.model.case import Case
from detente.study.overview import coded_case as study
from detente.study.time.hazard_table import countries


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
    hazards = {each.code: each.hazard.shrunk.value for each in countries()}
    return study.coded_case(load_sheet(sheet, hazards), hazards)
