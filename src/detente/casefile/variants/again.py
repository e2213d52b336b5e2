"""A case read again after edits, as far as they reach.

Whoever has many events and many variants would wait for ever if every variant
read every event: what an edit leaves, and what no rule of the case depends on,
has no fault that it did not have before.
"""

from collections.abc import Iterable
from dataclasses import field, replace

from detente.casefile.faults import Faults
from detente.casefile.formula.names import Names, known_names
from detente.casefile.limits import MOST_READ_AGAIN
from detente.casefile.read.case import Setting, read_case, read_named
from detente.casefile.yaml.tree import Mapping as Branch, Place, size
from detente.errors import Message, Problem
from detente.model.case import Case
from detente.records import dataclass

_NO_RULES = frozenset(
    {
        *("title", "summary", "author", "language", "as_of", "detente"),
        *("name", "note", "evidence", "assumed"),
        *("sources", "bodies", "tracks", "events", "claims", "variants"),
    }
)
"""Keys of a case on which no state, preference or road map depends."""


_BESIDE = frozenset(
    {"summary", "author", "sources", "bodies", "tracks", "events", "claims", "variants"}
)
"""Those of them that are read by themselves: nothing else is read differently."""

_MOST_BITS = 1 << 34
"""Bits of sets of states that are reckoned to see whether views perceive any."""


@dataclass(slots=True)
class Room:
    """How much more may be read again."""

    left: int = MOST_READ_AGAIN
    bits: int = _MOST_BITS

    def take(self, values: Iterable[object]) -> bool:
        """Take up the room of some values; tell whether there was enough."""
        self.left -= sum(map(size, values))
        return self.left >= 0

    def reckon(self, bits: int) -> bool:
        """Take up the time of an operation on so many bits, if it is there."""
        fine = bits <= self.bits
        self.bits -= bits if fine else 0
        return fine


@dataclass(frozen=True, slots=True)
class Known:
    """A case that was read without a fault, and what it was read from.

    Attributes
    ----------
    data : Mapping
        The file.
    names : Names
        Its ids.
    case : Case
    setting : Setting
    room : Room
        How much may be read again for edits of it.
    whole : bool
        Whether all of the case is there, not only what can have become wrong.
    variants : dict of str to Case
        Those of its variants that were read whole.
    """

    data: Branch
    names: Names
    case: Case
    setting: Setting
    room: Room = field(default_factory=Room)
    whole: bool = True
    variants: dict[str, Case] = field(default_factory=dict)


def changed_keys(known: Known, data: Branch) -> frozenset[str]:
    """Give the keys of a case whose values are others than before."""
    keys = known.data.keys() | data.keys()
    return frozenset(key for key in keys if data.get(key) is not known.data.get(key))


def is_about_rules(changed: frozenset[str]) -> bool:
    """Tell whether states, preferences or road maps depend on some keys."""
    return not changed <= _NO_RULES


def read_again(known: Known, data: Branch, at: Place) -> tuple[Known, Faults]:
    """Read an edited case as far as the edits reach.

    Parameters
    ----------
    known : Known
        The case before.
    data : Mapping
        The edited file, sharing with the first what no edit led into.
    at : Place
        What makes the edits.

    Returns
    -------
    Known
        The edited case, which may lack what cannot have become wrong; to be used only
        where there is no problem.
    Faults
        What is wrong, in no order.
    """
    setting = replace(known.setting, edited=True)
    names, problems = known_names(data, setting.start, (known.data, known.names))
    read = _needed(known, data, changed_keys(known, data), names)
    left = data.keys() - read.keys()
    whole = left <= _BESIDE
    if not known.room.take(read.values()):
        problems.add(_too_much(at))
        case = known.case
    elif read is data:
        case, names, problems = read_case(data, setting)
    else:
        case = read_named(read, names, problems, setting)
        if whole:
            case = replace(case, **{key: getattr(known.case, key) for key in left})
    return Known(data, names, case, setting, known.room, whole), problems


def _needed(
    known: Known, data: Branch, changed: frozenset[str], names: Names
) -> Branch:
    """Leave out what was right and cannot have become wrong."""
    if not names.are_those_of(known.names) or "events" in changed:
        return data
    left = data.keys() - changed - {"detente"}
    if is_about_rules(changed):
        left &= _BESIDE
    read = Branch((key, value) for key, value in data.items() if key not in left)
    read.place = data.place
    return read


def _too_much(at: Place) -> Problem:
    message = Message(
        "the variants and views up to here change more than {most} values together",
        most=MOST_READ_AGAIN,
    )
    hint = Message("put some of the variants into a case of their own")
    return Problem("too-many-variants", message, at.location, None, hint)
