"""A case as one of its variants edits it, or as one of its parties sees it."""

from collections.abc import Sequence
from dataclasses import replace

from detente.casefile.reader import parse_case
from detente.casefile.write.case import dump_case
from detente.model.case import Case, Variant


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


def apply_view(case: Case, party: str) -> Case:
    """Give a case as a party sees it, the states that it does not perceive included.

    Parameters
    ----------
    case : Case
        As it was read.
    party : str
        One of its parties; one of which `sees` says nothing sees the case as
        it is written.

    Returns
    -------
    Case
        The edited case, checked; without `sees` and `variants`.

    Raises
    ------
    CaseError
        Where the edited case is wrong.
    """
    whole = replace(case, sees=(), variants=())
    view = next((view for view in case.sees if view.party == party), None)
    if view is None or not (view.changes or view.removals):
        return whole
    name = "view"
    while any(variant.id == name for variant in case.variants):
        name += "_"
    variant = Variant(name, None, view.changes, view.removals)
    varied = replace(whole, variants=(*case.variants, variant))
    return replace(apply_variant(varied, name), variants=())
