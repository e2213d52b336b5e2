"""A file of GMCR+ while it is read."""

from dataclasses import field
from typing import Any

from detente.casefile.formats.json_reading import JsonReading
from detente.casefile.formats.notice import notice
from detente.errors import Message, Problem
from detente.records import dataclass


@dataclass(slots=True)
class GmcrFile:
    """The parts of a file as they are read.

    Attributes
    ----------
    reading : JsonReading
        Where faults go.
    data : dict
        The whole file.
    owner : dict of int to int
        The decision maker of each option, by places.
    order : list of int
        Options in the order of their owners: the bits of a state.
    ids, parties : list of str
        Of the options and decision makers, in the order of the file.
    warnings : list of Problem
        What is not kept.
    """

    reading: JsonReading
    data: dict[str, Any]
    owner: dict[int, int] = field(default_factory=dict)
    order: list[int] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    parties: list[str] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)

    @property
    def options(self) -> list[dict[str, Any]]:
        """The options, each an object."""
        return self._objects("options")

    @property
    def makers(self) -> list[dict[str, Any]]:
        """The decision makers, each an object."""
        return self._objects("decisionMakers")

    def _objects(self, key: str) -> list[dict[str, Any]]:
        found = self.data.get(key)
        items = found if isinstance(found, list) else []
        return [item if isinstance(item, dict) else {} for item in items]

    def maker(self, number: object, path: str) -> str | None:
        """Give the id of a decision maker by its place; None where it has none."""
        found = self.reading.whole(number, path)
        if found is None or 0 <= found < len(self.parties):
            return None if found is None else self.parties[found]
        message = Message("there is no decision maker {number}", number=found)
        hint = Message("write a number from 0 to {last}", last=len(self.parties) - 1)
        self.reading.fault("unknown-party", message, path, found, hint)
        return None

    def warn(self, code: str, message: Message, path: str = "") -> None:
        """Note what is not kept."""
        place = f"{self.reading.file}: {path}" if path else self.reading.file
        self.warnings.append(notice(code, message, place))
