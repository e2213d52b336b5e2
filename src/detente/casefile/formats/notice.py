"""What comes of reading or writing another format: the thing, and what was lost."""

from detente.errors import Location, Message, Problem
from detente.model.case import Case
from detente.records import dataclass


@dataclass(frozen=True, slots=True)
class Read:
    """A case from another format, with warnings about what it could not keep."""

    case: Case
    warnings: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Converted:
    """A case as text in another format, with warnings about what is missing."""

    text: str
    warnings: tuple[Problem, ...] = ()


def notice(code: str, message: Message, place: str) -> Problem:
    """Make a warning.

    Parameters
    ----------
    code : str
        For machines.
    message : Message
        What is lost, or was decided.
    place : str
        A file, or a place in it.
    """
    return Problem(code, message, Location(place))
