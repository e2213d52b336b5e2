"""The text of a case, open to be changed; what is not changed stays as it is written.

Comments, quotation marks and the order of keys stay. Whoever changes it works on plain
mappings and lists; what is put into them is made by `made`, in the form in which
Detente writes.
"""

import re
from collections.abc import Mapping
from io import StringIO
from typing import Any

from detente.casefile.yaml.emitter import Node, emit
from detente.casefile.yaml.syntax import parse_tree
from detente.errors import CaseError

_FILE = "case.yaml"
_FLUSH_LIST = re.compile(
    r"^( *)(?! |- |#).*:[ ]*(?:#.*)?\n(?:\s*#.*\n)*\1- ", re.MULTILINE
)
"""A list whose dashes stand right below its key."""


def round_trip(text: str) -> Any:  # noqa: ANN401 - ruamel's
    """Give what reads and writes YAML, and keeps comments and indents of a text."""
    from ruamel.yaml import YAML  # noqa: PLC0415 - not before it is needed

    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = 1_000_000
    yaml.brace_single_entry_mapping_in_flow_sequence = True
    if not _FLUSH_LIST.search(text):
        yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


class OpenText:
    """The text of a case as mappings and lists that can be changed.

    Parameters
    ----------
    text : str

    Attributes
    ----------
    data : dict
        The case; an empty one where the text holds no mapping.

    Raises
    ------
    CaseError
        Where the text is no YAML, or beyond the limits of a case.
    """

    def __init__(self, text: str) -> None:
        tree = parse_tree(text, _FILE)
        if tree.problems:
            raise CaseError(tree.problems)
        self._before = text
        self._yaml = round_trip(text)
        read = self._yaml.load(text)
        self.data: dict[str, Any] = read if isinstance(read, dict) else {}
        self._as_read = self._written()

    def made(self, value: Node) -> Any:  # noqa: ANN401 - plain data
        """Make a value that can be put into the case, in the form of Detente."""
        return self._yaml.load(emit({"made": value}))["made"]

    def text(self) -> str:
        """Give the text; where nothing changed, it is the one that was read."""
        written = self._written()
        return self._before if written == self._as_read else written

    def _written(self) -> str:
        stream = StringIO()
        self._yaml.dump(self.data, stream)
        return stream.getvalue()


def keys_within(data: object) -> set[str]:
    """Give every key of every mapping in some data: ids that are taken."""
    if isinstance(data, Mapping):
        found = {str(key) for key in data}
        return found.union(*map(keys_within, data.values()))
    if isinstance(data, list):
        return set[str]().union(*map(keys_within, data))
    return set()
