"""A case as JSON: the case file itself, as data."""

import json
import re
from dataclasses import replace

from detente.casefile.write.case import dump_case
from detente.casefile.yaml.one_line import TRUTH_KEYS
from detente.casefile.yaml.syntax import parse_tree
from detente.casefile.yaml.tree import Listing, Mapping, Scalar, Value
from detente.errors import hidden_escaped
from detente.model.case import Case

_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?")
_TRUTHS = {"yes": "true", "no": "false", "true": "true", "false": "false"}


def write_json(case: Case) -> str:
    """Write a case as JSON, which reads back as an equal case.

    Parameters
    ----------
    case : Case
        Events of a file beside it are written into it.

    Returns
    -------
    str
        The keys of the case file in the same order; numbers as written.
    """
    return hidden_escaped(_written(_tree(case), "", "")) + "\n"


def case_data(case: Case) -> dict[str, object]:
    """Give a case as plain data, the same as the JSON."""
    data: dict[str, object] = json.loads(write_json(case))
    return data


def _tree(case: Case) -> Value:
    return parse_tree(dump_case(replace(case, events_file=None)), "case").data


def _written(value: Value, key: str, margin: str) -> str:
    inner = margin + " "
    if isinstance(value, Scalar):
        return _scalar(value, key)
    if isinstance(value, Mapping):
        items = [
            f"{json.dumps(str(name), ensure_ascii=False)}: "
            f"{_written(item, str(name), inner)}"
            for name, item in value.items()
        ]
        return _enclosed(items, "{}", margin)
    assert isinstance(value, Listing)  # noqa: S101 - there is no other kind
    return _enclosed([_written(item, "", inner) for item in value], "[]", margin)


def _enclosed(items: list[str], brackets: str, margin: str) -> str:
    if not items:
        return brackets
    inner = ",\n".join(f"{margin} {item}" for item in items)
    return f"{brackets[0]}\n{inner}\n{margin}{brackets[1]}"


def _scalar(value: Scalar, key: str) -> str:
    if value.is_null:
        return "null"
    if value.plain and _NUMBER.fullmatch(value):
        return str(value)
    if value.plain and key in TRUTH_KEYS and value in _TRUTHS:
        return _TRUTHS[value]
    return json.dumps(str(value), ensure_ascii=False)
