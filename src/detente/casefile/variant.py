"""A case as one of its variants edits it."""

from dataclasses import replace

from detente.casefile.reader import parse_case
from detente.casefile.writer import dump_case
from detente.model.case import Case

__all__ = ["apply_variant"]


def apply_variant(case: Case, variant: str) -> Case:
    """Give a case as one of its variants edits it.

    Parameters
    ----------
    case : Case
        As it was read, with its events wherever they came from.
    variant : str
        The id of one of its variants.

    Returns
    -------
    Case
        The edited case, checked.

    Raises
    ------
    QuestionError
        For a variant that the case does not have.
    CaseError
        Where the edited case is wrong.
    """
    whole = replace(case, events_file=None)
    return parse_case(dump_case(whole), case.file, variant=variant)
