"""The text of a case as a tree: paths as they are written in it."""

from collections.abc import Mapping
from typing import Any

from detente.analysis.reading import load
from detente.casefile import parse_case
from detente.casefile.yaml.syntax import parse_tree
from detente.errors import CaseError
from detente.model.case import Case
from detente.model.formula import written
from detente.report.naming import Names
from detente.report.words import SPOKEN, Words

FILE = "case.yaml"
_SPLITS = 3


def tree_of(text: str) -> Any:  # noqa: ANN401 - plain data that knows its places
    """Read a text as mappings and lists.

    Raises
    ------
    CaseError
        Where it is no YAML.
    """
    tree = parse_tree(text, FILE)
    if tree.problems:
        raise CaseError(tree.problems)
    return tree.data


def read_twice(text: str, words: Words) -> tuple[Case, Any, Names]:
    """Read a text as a case and as a tree; give also the names of its things.

    Raises
    ------
    CaseError
        Where it is no case.
    """
    case = load(parse_case(text, FILE))
    return case, tree_of(text), Names(case, words, SPOKEN)


def at(data: object, *keys: str) -> Any:  # noqa: ANN401 - plain data
    """Give what stands under keys; None where nothing does."""
    node = data
    for key in keys:
        node = node.get(key) if isinstance(node, dict) else None
    return node


def as_written(path: str, case: Case, data: object) -> str:
    """Give a path with a weight named as the text names it.

    The same thing can be written in several ways, and a second one would be a second
    weight.

    Parameters
    ----------
    path : str
        Such as `preferences.a.weights.x and y`.
    case : Case
    data : dict
        The tree that it was read from.
    """
    section, party, key, *rest = [*path.split(".", _SPLITS), "", "", ""]
    if section != "preferences" or key != "weights":
        return path
    known = _keys(case, data, party)
    name = rest[0]
    return f"preferences.{party}.weights.{known.get(name, name)}"


def _keys(case: Case, data: object, party: str) -> Mapping[str, str]:
    """Give the keys of the weights of a party by what they mean."""
    node = at(data, "preferences", party, "weights")
    if not isinstance(node, dict) or party not in case.preference:
        return {}
    weights = case.preference[party].weights
    if len(weights) != len(node):
        return {}
    pairs = zip(weights, node, strict=True)
    return {written(weight.of): str(key) for weight, key in pairs}
