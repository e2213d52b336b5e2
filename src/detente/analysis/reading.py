"""Reading a case, wherever one is named."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TypeAlias, TypedDict

from detente.casefile import apply_variant, load_case
from detente.model.case import Case

Readable: TypeAlias = Case | str | Path | Mapping[str, object]


class ReadAs(TypedDict, total=False):
    """How a case is read, wherever one is named: as of `load`."""

    variant: str | None
    edits: Sequence[str]


def load(
    source: Readable, *, variant: str | None = None, edits: Sequence[str] = ()
) -> Case:
    """Read a case.

    Parameters
    ----------
    source : Case, str, Path or mapping
        A path, the name of a bundled case, YAML text, or the same as a
        dictionary; a Case is given back, or edited.
    variant : str or None
        A variant of the case to apply.
    edits : sequence of str
        Further changes, such as ``options.relief.undo=never``.

    Returns
    -------
    Case

    Raises
    ------
    CaseError
        With everything that is wrong, in `problems`.
    QuestionError
        For a variant that the case does not have.
    """
    if isinstance(source, Case):
        read_anew = variant is not None or edits
        return apply_variant(source, variant, edits) if read_anew else source
    return load_case(source, variant=variant, edits=edits)
