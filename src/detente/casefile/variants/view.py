"""A case as one of its parties sees it."""

from dataclasses import replace

from detente.casefile.variants.variant import apply_variant
from detente.model.case import Case, Variant

__all__ = ["apply_view"]


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
