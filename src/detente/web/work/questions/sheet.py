"""A text open on the desk: parties and steps by name, ids made and never shown."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from detente.casefile.formats.identifiers import Identifiers
from detente.casefile.variants.open_text import OpenText, keys_within
from detente.casefile.yaml.emitter import Block, Node
from detente.records import dataclass
from detente.report.words import Words

LITERAL = re.compile(r"(not )?([a-z][a-z0-9_]*)")
_YES = frozenset(("yes", "true", "True"))


class ForeignError(Exception):
    """A part of a text that is written in a way the questions do not know."""


@dataclass(frozen=True, slots=True)
class Step:
    """What a party can do.

    Attributes
    ----------
    id, party : str
    name : str
        For people.
    node : object
        What stands under the id.
    """

    id: str
    party: str
    name: str
    node: Any

    @property
    def now(self) -> bool:
        """Whether it is done today."""
        return isinstance(self.node, dict) and str(self.node.get("now")) in _YES


class Sheet:
    """A case that is being asked about.

    Parameters
    ----------
    text : str
    words : Words
        In the language that names are read and written in.
    """

    def __init__(self, text: str, words: Words) -> None:
        self.open = OpenText(text)
        self.data = self.open.data
        self.words = words

    def made(self, value: Node) -> Any:  # noqa: ANN401 - plain data
        """Make a value that can be put into the case."""
        return self.open.made(value)

    def part(self, key: str) -> dict[str, Any]:
        """Give a mapping at the top; an empty one where there is none.

        Raises
        ------
        ForeignError
            Where something else stands there.
        """
        return mapping(self.data.get(key))

    def opened(self, key: str) -> dict[str, Any]:
        """Give a mapping at the top to write into; where there is none it is begun.

        It is written one key a line from then on.
        """
        found = self.part(key)
        if key not in self.data or not found:
            self.data[key] = found = self.made(Block({"x": "x"}))
            del found["x"]
        return found

    def parties(self) -> dict[str, Any]:
        """Give the parties by id."""
        return self.part("parties")

    def options(self, party: str) -> dict[str, Any]:
        """Give what a party can do, by id."""
        node = self.parties().get(party)
        return mapping(mapping(node).get("options"))

    def steps(self) -> list[Step]:
        """List what anybody can do, party by party."""
        return [
            Step(str(id_), str(party), self.named(node, str(id_)), node)
            for party in self.parties()
            for id_, node in self.options(party).items()
        ]

    def party_name(self, party: str) -> str:
        """Give what a party, or somebody outside, is called."""
        for key in ("parties", "bodies"):
            if party in self.part(key):
                return self.named(self.part(key)[party], party)
        return party

    def named(self, node: object, otherwise: str) -> str:
        """Give what something is called in the reader's language."""
        return self.told(
            node.get("name") if isinstance(node, dict) else None, otherwise
        )

    def told(self, text: object, otherwise: str = "") -> str:
        """Give a text in the reader's language, else in any."""
        if isinstance(text, dict):
            own = text.get(self.words.language) or text.get("en")
            text = own or next(iter(text.values()), None)
        return otherwise if text is None else str(text)

    def call(self, node: dict[str, Any], name: str, key: str = "name") -> None:
        """Give something a name, in the reader's language where it has several."""
        if not name or name == self.told(node.get(key)):
            return
        if isinstance(node.get(key), dict):
            node[key][self.words.language] = self.made(name)
        elif key in node or not node:
            node[key] = self.made(name)
        else:
            put_first(node, key, self.made(name))

    def new_id(self, name: str, otherwise: str) -> str:
        """Make an id from a name, one that nothing has."""
        return Identifiers(keys_within(self.data)).make(name, otherwise)

    def said(self, literal: str) -> str:
        """Say a step, or that it is not, in words."""
        found = LITERAL.fullmatch(literal)
        by_id = {step.id: step for step in self.steps()}
        if found is None or found[2] not in by_id:
            return literal
        step = by_id[found[2]]
        if not found[1]:
            return step.name
        if step.now:
            return self.words.say("an end to “{step}”", step=step.name)
        return self.words.say("no “{step}”", step=step.name)


def mapping(node: object) -> dict[str, Any]:
    """Give a mapping; an empty one for nothing.

    Raises
    ------
    ForeignError
        Where it is something else.
    """
    if node is None:
        return {}
    if not isinstance(node, dict):
        raise ForeignError
    return node


def listing(node: object) -> list[Any]:
    """Give a list; an empty one for nothing. Raises as `mapping`."""
    if node is None:
        return []
    if not isinstance(node, list):
        raise ForeignError
    return node


def put_first(node: Any, key: str, value: object) -> None:  # noqa: ANN401 - ruamel's
    """Put a key before all others, as names are read best."""
    node.insert(0, key, value)


def strip_not(literal: str) -> str:
    """Give the id in a literal."""
    return literal.removeprefix("not ")


def literals(text: object) -> tuple[str, ...] | None:
    """Read a sum of literals; None where it is anything else."""
    if not isinstance(text, str):
        return None
    parts = [" ".join(part.split()) for part in text.split("+")]
    return tuple(parts) if all(map(LITERAL.fullmatch, parts)) else None


def walk(node: object) -> Iterator[Mapping[str, Any]]:
    """Give every mapping in some data."""
    if isinstance(node, dict):
        yield node
        for value in node.values():
            yield from walk(value)
    elif isinstance(node, list):
        for value in node:
            yield from walk(value)
