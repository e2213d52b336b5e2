"""A case as one of its variants edits it, or as one of its parties sees it."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from detente.casefile.reader import case_of, tree_of, variant_of
from detente.casefile.write.case import dump_case
from detente.casefile.yaml.syntax import Tree, parse_tree
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
    kept = None if edits else variant_of(case, variant)
    if kept is not None:
        return kept
    tree = None if edits else tree_of(case)
    return case_of(tree or _tree_written(_Same(case)), variant, edits)


class _Same:
    """A case that is the same as another only if it is that one."""

    def __init__(self, case: Case) -> None:
        self.case = case

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.case is other.case

    def __hash__(self) -> int:
        return id(self.case)


@lru_cache(maxsize=2)
def _tree_written(same: _Same) -> Tree:
    """Write a case once for all the edits that are tried on it."""
    case = same.case
    return parse_tree(dump_case(replace(case, events_file=None)), case.file)


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
