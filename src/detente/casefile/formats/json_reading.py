"""JSON whose faults are told with their path: `$.options[2].name`."""

import json
from typing import Any, NoReturn, TypeVar

from detente.casefile.nearest import did_you_mean
from detente.errors import CaseError, Location, Message, Problem

__all__ = ["JsonReading", "parse_json"]


Kind = TypeVar("Kind")


def parse_json(text: str, file: str) -> object:
    """Read JSON.

    Raises
    ------
    CaseError
        Where the text is no JSON, with line and column.
    """
    try:
        return json.loads(text, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        lines = text.splitlines() or [""]
        excerpt = lines[min(error.lineno, len(lines)) - 1]
        place = Location(file, error.lineno, error.colno, excerpt)
        message = Message("this is not well-formed JSON: {reason}", reason=error.msg)
        problem = Problem("syntax", message, place)
    except (RecursionError, ValueError) as error:
        message = Message("this is not well-formed JSON: {reason}", reason=str(error))
        problem = Problem("syntax", message, Location(file))
    raise CaseError([problem])


def _no_number(name: str) -> NoReturn:
    message = f"{name} is no number"
    raise ValueError(message)


class JsonReading:
    """One reading of one file: gives values of the kind wanted, notes the others.

    Attributes
    ----------
    problems : list of Problem
        The faults found so far.
    """

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []

    def fault(
        self,
        code: str,
        message: Message,
        path: str,
        value: object = None,
        hint: Message | None = None,
    ) -> None:
        """Note a fault at a path."""
        place = Location(f"{self.file}: {path}")
        self.problems.append(Problem(code, message, place, value, hint))

    def finish(self) -> None:
        """Raise everything found; do nothing where all is well."""
        if self.problems:
            raise CaseError(self.problems)

    def mapping(self, value: object, path: str) -> dict[str, Any]:
        """Give an object; an empty one where it is none."""
        return value if isinstance(value, dict) else self._not(value, path, {})

    def listing(self, value: object, path: str) -> list[Any]:
        """Give a list; an empty one where it is none."""
        return value if isinstance(value, list) else self._not(value, path, [])

    def text(self, value: object, path: str) -> str:
        """Give a text that is not empty; "" where it is none."""
        if isinstance(value, str) and value.strip():
            return " ".join(value.split())
        return self._not(value, path, "")

    def truth(self, value: object, path: str) -> bool:
        """Give a truth value; false where it is none."""
        default = False
        return value if isinstance(value, bool) else self._not(value, path, default)

    def number(self, value: object, path: str, below: int) -> int | None:
        """Give a whole number from 0 and below a bound; None where it is none."""
        whole = isinstance(value, int) and not isinstance(value, bool)
        if not whole:
            self._not(value, path, 0)
            return None
        if isinstance(value, int) and 0 <= value < below:
            return value
        message = Message("there is no option {number}", number=value)
        hint = (
            Message("write a number from 0 to {last}", last=below - 1)
            if below
            else Message("the file lists no options")
        )
        self.fault("unknown-option", message, path, value, hint)
        return None

    def one_of(self, value: object, path: str, known: tuple[str, ...]) -> str:
        """Give one of some words; the first where it is none."""
        if value in known:
            return str(value)
        message = Message("{value} cannot stand here", value=_short(value))
        hint = did_you_mean(str(value), known) or Message(
            "write one of: {known}", known=", ".join(known)
        )
        self.fault("value", message, path, value, hint)
        return known[0]

    def _not(self, value: object, path: str, default: Kind) -> Kind:
        kinds = {
            dict: Message("an object"),
            list: Message("a list"),
            str: Message("a text"),
            bool: Message("true or false"),
            int: Message("a whole number"),
        }
        message = Message(
            "this must be {kind}, not {value}",
            kind=kinds[type(default)],
            value=_short(value),
        )
        if value is None:
            message = Message("{kind} is missing here", kind=kinds[type(default)])
        self.fault("type", message, path, value)
        return default


_SHORT = 40


def _short(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _SHORT else text[:_SHORT] + "..."
