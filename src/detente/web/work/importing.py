"""A case that another program wrote, as the text of a case."""

from base64 import b64decode
from collections.abc import Mapping

from detente.analysis.exchange.interchange import import_raw
from detente.report.words import Words


def imported(_text: str, words: Words, given: Mapping[str, str]) -> dict[str, object]:
    """Read a file of another program.

    Parameters
    ----------
    words : Words
    given : mapping
        `name` of the file, and `raw`, its bytes in base 64.

    Returns
    -------
    dict
        `text` of the case, and `warnings`: what it has no place for, what was decided.

    Raises
    ------
    CaseError, QuestionError
        With everything that is wrong with the file, row by row.
    """
    found = import_raw(b64decode(given["raw"]), given["name"])
    warnings = [words.message(each.message) for each in found.warnings]
    return {"text": found.text(), "warnings": warnings}
