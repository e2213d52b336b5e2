"""A case as one of its variants edits it."""

from collections.abc import Sequence
from dataclasses import replace

from detente.casefile.reader import parse_case
from detente.casefile.write.case import dump_case
from detente.model.case import Case

__all__ = ["apply_variant"]


def apply_variant(case: Case, variant: str | None, edits: Sequence[str] = ()) -> Case:
    """Give a case as one of its variants edits it.

    Parameters
    ----------
    case : Case
        As it was read, with its events wherever they came from.
    variant : str or None
        The id of one of its variants.
    edits : sequence of str
        Such as `options.relief.undo=never`, made after the variant's.

    Returns
    -------
    Case
        The edited case, checked.

    Raises
    ------
    QuestionError
        For a variant that the case does not have, or an edit that leads nowhere.
    CaseError
        Where the edited case is wrong.
    """
    whole = replace(case, events_file=None)
    return parse_case(dump_case(whole), case.file, variant=variant, edits=edits)
