"""Conditions of GMCR+: options that are taken or not, joined by `and` and `or`."""

from collections.abc import Iterator, Sequence

from detente.casefile.formats.json_reading import JsonReading
from detente.errors import Message
from detente.model.formula import FALSE, TRUE, And, Formula, Name, Not, Or
from detente.records import dataclass

_TAKEN = {"Y": True, "y": True, "N": False, "n": False}
_STEPS = 2_000_000


@dataclass(frozen=True, slots=True)
class Condition:
    """Holds where some member does: options by place, and whether each is taken."""

    members: tuple[tuple[tuple[int, bool], ...], ...]

    def formula(self, ids: Sequence[str]) -> Formula:
        """Write the condition over the ids of the options."""
        members = [_conjunction(member, ids) for member in self.members]
        if len(members) == 1:
            return members[0]
        return Or(tuple(members)) if members else FALSE


def _conjunction(member: tuple[tuple[int, bool], ...], ids: Sequence[str]) -> Formula:
    literals: list[Formula] = [
        Name(ids[place]) if taken else Not(Name(ids[place])) for place, taken in member
    ]
    if len(literals) == 1:
        return literals[0]
    return And(tuple(literals)) if literals else TRUE


def read_condition(
    value: object, path: str, n_options: int, reading: JsonReading
) -> Condition:
    """Read a condition, simple or compound.

    Parameters
    ----------
    value : object
        A list of pairs such as `[0, "Y"]`, or an object whose `members` are
        such lists.
    path : str
        Where it stands.
    n_options : int
        How many options there are.
    reading : JsonReading
        Where faults go.
    """
    if isinstance(value, dict):
        members = reading.listing(value.get("members"), f"{path}.members")
        paths = [f"{path}.members[{place}]" for place in range(len(members))]
    else:
        members, paths = [value], [path]
    return Condition(
        tuple(
            tuple(_literals(member, at, n_options, reading))
            for member, at in zip(members, paths, strict=True)
        )
    )


def _literals(
    value: object, path: str, n_options: int, reading: JsonReading
) -> Iterator[tuple[int, bool]]:
    for place, pair in enumerate(reading.listing(value, path)):
        at = f"{path}[{place}]"
        found = reading.listing(pair, at)
        if len(found) != 2 and isinstance(pair, list):  # noqa: PLR2004 - a pair
            message = Message("a condition is a pair of an option and Y or N")
            hint = Message('such as [0, "Y"]')
            reading.fault("condition", message, at, pair, hint)
        if len(found) != 2:  # noqa: PLR2004 - a pair
            continue
        option = reading.number(found[0], f"{at}[0]", n_options)
        sign = found[1]
        if sign == "-":
            continue
        if not isinstance(sign, str) or sign not in _TAKEN:
            reading.one_of(sign, f"{at}[1]", ("Y", "N", "-"))
        elif option is not None:
            yield option, _TAKEN[sign]


def feasible_states(
    n_options: int, barred: Sequence[Condition], place_of: Sequence[int]
) -> Iterator[int | None]:
    """Give the feasible states as decimal numbers, ascending.

    Parameters
    ----------
    n_options : int
        How many options there are; the first is the lowest bit.
    barred : sequence of Condition
        No feasible state satisfies any of them.
    place_of : sequence of int
        The bit of each option that a condition names.

    Yields
    ------
    int or None
        None, as the last, where the search was given up.
    """
    by_lowest: list[list[tuple[int, int]]] = [[] for _ in range(n_options)]
    for condition in barred:
        for member in condition.members:
            bits = [(1 << place_of[option], taken) for option, taken in member]
            mask = sum({bit for bit, _ in bits})
            value = sum({bit for bit, taken in bits if taken})
            if not mask:
                return
            if not any((bit, not taken) in bits for bit, taken in bits):
                by_lowest[(mask & -mask).bit_length() - 1].append((mask, value))
    stack = [(n_options, 0)]
    for _ in range(_STEPS):
        if not stack:
            return
        bit, state = stack.pop()
        if not bit:
            yield state
            continue
        stack.extend(
            (bit - 1, chosen)
            for chosen in (state | 1 << (bit - 1), state)
            if not any(chosen & mask == value for mask, value in by_lowest[bit - 1])
        )
    yield None
