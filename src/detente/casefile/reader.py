"""A case from its text: shape, then names, then meaning, with all faults at once."""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from weakref import ref

from detente.casefile.faults import Faults
from detente.casefile.read.case import Setting, read_case
from detente.casefile.source import read_source
from detente.casefile.variants.again import Known
from detente.casefile.variants.edits import edited
from detente.casefile.variants.variants import variant_faults
from detente.casefile.yaml.syntax import Tree, parse_tree
from detente.casefile.yaml.tree import Mapping as Branch, Place
from detente.errors import CaseError, Message, Problem
from detente.model.case import Case


def load_case(
    source: str | Path | Mapping[str, object],
    *,
    variant: str | None = None,
    edits: Sequence[str] = (),
) -> Case:
    """Read a case.

    Parameters
    ----------
    source : str, Path or mapping
        A path, the name of a bundled case, `-` for standard input, YAML with
        at least two lines, or the data itself.
    variant : str or None
        The variant of the case to read instead.
    edits : sequence of str
        Such as `options.relief.undo=never`, made after the variant's.

    Returns
    -------
    Case
        Checked.

    Raises
    ------
    CaseError
        With everything wrong with the file, in file order.
    QuestionError
        Where there is no such variant, or an edit leads nowhere.
    """
    found = read_source(source)
    return parse_case(
        found.text,
        found.file,
        variant=variant,
        edits=edits,
        directory=found.directory,
    )


def parse_case(
    text: str,
    file: str,
    *,
    variant: str | None = None,
    edits: Sequence[str] = (),
    directory: Path | None = None,
) -> Case:
    """Read a case from its text.

    Parameters
    ----------
    text : str
        YAML.
    file : str
        Its name in messages.
    variant : str or None
        The variant of the case to read instead.
    edits : sequence of str
        Such as `options.relief.undo=never`, made after the variant's.
    directory : Path or None
        Where a CSV file of events stands.

    Returns
    -------
    Case
        Checked.

    Raises
    ------
    CaseError
        With everything wrong with the text, in its order.
    QuestionError
        Where there is no such variant, or an edit leads nowhere.
    """
    return case_of(parse_tree(text, file), variant, edits, directory)


def case_of(
    tree: Tree,
    variant: str | None = None,
    edits: Sequence[str] = (),
    directory: Path | None = None,
) -> Case:
    """Read a case from what its text says, which is left as it is.

    Parameters
    ----------
    tree : Tree
        As `parse_tree` gives it.
    variant, edits, directory
        As of `parse_case`.

    Returns
    -------
    Case

    Raises
    ------
    CaseError, QuestionError
        As `parse_case`.
    """
    file = tree.origin.file
    start = Place(tree.origin, 0, 0)
    if not isinstance(tree.data, Branch):
        message = Message("a case is a mapping of keys to values")
        hint = Message("it starts with the line: detente: 1")
        problem = Problem("mapping", message, start.location, None, hint)
        raise CaseError([problem])
    if "coding" in tree.data and "detente" not in tree.data:
        message = Message("this is a coding sheet, not a case")
        hint = Message("`detente history --case FILE` prints the case it stands for")
        raise CaseError([Problem("sheet", message, start.location, None, hint)])
    data = edited(tree.data, variant, edits, start)
    is_edited = variant is not None or bool(edits)
    setting = Setting(file, directory, start, edited=is_edited)
    problems = Faults()
    case, names, found = read_case(data, setting)
    problems.extend([*tree.problems, *found])
    known = Known(data, names, case, setting)
    if not problems and (case.sees or case.variants):
        problems.extend(_edit_faults(known))
    if problems:
        raise CaseError(in_file_order(problems, file))
    if is_edited:
        return replace(case, variant=variant, edits=tuple(edits))
    if case.events_file is None:
        _LATEST.append((ref(case), tree, known.variants))
    return case


_LATEST: deque[tuple[ref[Case], Tree, dict[str, Case]]] = deque(maxlen=2)
"""What the latest cases were read from, and their variants: read then to be checked."""


def tree_of(case: Case) -> Tree | None:
    """Give what a case was read from, if that was a moment ago and no table beside it.

    Parameters
    ----------
    case : Case
        As `case_of` gave it, without variant and edits.

    Returns
    -------
    Tree or None
    """
    return next((tree for known, tree, _ in tuple(_LATEST) if known() is case), None)


def variant_of(case: Case, variant: str | None) -> Case | None:
    """Give a variant of a case that was read with it, if that was a moment ago.

    Parameters
    ----------
    case : Case
        As of `tree_of`.
    variant : str or None
        The id of one of its variants.

    Returns
    -------
    Case or None
    """
    read = (each for known, _, each in tuple(_LATEST) if known() is case)
    return next(read, {}).get(variant or "")


def _edit_faults(known: Known) -> Iterator[Problem]:
    """Read what parties see, and every variant of a case that is none itself."""
    from detente.casefile.variants.views import view_faults  # noqa: PLC0415 - rarely

    problems = tuple(view_faults(known))
    yield from problems
    if not problems and not known.setting.edited:
        yield from variant_faults(known)


def in_file_order(problems: Iterable[Problem], file: str) -> list[Problem]:
    """Sort problems by where they stand, those in a file before those elsewhere."""

    def order(problem: Problem) -> tuple[bool, str, int, int]:
        place = problem.location
        return place.file != file, place.file, place.line, place.column

    return sorted(problems, key=order)
