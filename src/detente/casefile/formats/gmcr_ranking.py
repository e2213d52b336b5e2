"""Rankings of GMCR+: numbers of feasible states, best first, ties in brackets."""

from collections.abc import Iterator
from itertools import islice

from detente.casefile.formats.json_reading import JsonReading
from detente.casefile.limits import MOST_RANKED
from detente.errors import Message


def read_ranking(
    value: object, path: str, states: Iterator[int | None], reading: JsonReading
) -> tuple[tuple[int, ...], ...]:
    """Read a ranking.

    Parameters
    ----------
    value : object
        A list of numbers from 1, or of lists of them.
    path : str
        Where it stands.
    states : iterator of int or None
        The feasible states, ascending.
    reading : JsonReading
        Where faults go.

    Returns
    -------
    tuple of tuple of int
        Ties of states, best first; each feasible state once, or a fault.
    """
    known = list(islice(states, MOST_RANKED + 1))
    if len(known) > MOST_RANKED or None in known:
        message = Message("there are more than {most} states to rank", most=MOST_RANKED)
        reading.fault("too-many-states", message, path)
        return ()
    feasible = [state for state in known if state is not None]
    seen: dict[int, str] = {}
    ties = []
    for place, item in enumerate(reading.listing(value, path)):
        at = f"{path}[{place}]"
        inner = isinstance(item, list)
        if item == []:
            message = Message("a tie without states stands here")
            reading.fault("empty-tie", message, at, item, Message("leave it out"))
        numbers = [
            number
            for k, each in enumerate(item if inner else [item])
            if _number(
                number := each, f"{at}[{k}]" if inner else at, len(feasible), reading
            )
            and _new(number, f"{at}[{k}]" if inner else at, seen, reading)
        ]
        ties.append(tuple(feasible[number - 1] for number in numbers))
    _refuse_missing(path, len(feasible), seen, reading)
    return tuple(tie for tie in ties if tie)


def _number(value: object, path: str, count: int, reading: JsonReading) -> bool:
    found = reading.whole(value, path)
    if found is None:
        return False
    if 1 <= found <= count:
        return True
    message = Message("there is no feasible state {number}", number=str(found)[:40])
    hint = Message("the feasible states are numbered from 1 to {count}", count=count)
    reading.fault("unknown-state", message, path, value, hint)
    return False


def _new(number: int, path: str, seen: dict[int, str], reading: JsonReading) -> bool:
    if number not in seen:
        seen[number] = path
        return True
    message = Message(
        "the state {number} is ranked twice, first at {place}",
        number=number,
        place=seen[number],
    )
    reading.fault("listed-twice", message, path, number)
    return False


_NAMED = 7


def _refuse_missing(
    path: str, count: int, seen: dict[int, str], reading: JsonReading
) -> None:
    missing = [number for number in range(1, count + 1) if number not in seen]
    if missing and not reading.problems:
        listed = ", ".join(map(str, missing[:_NAMED]))
        more = ", ..." if len(missing) > _NAMED else ""
        message = Message("these states are not ranked: {states}", states=listed + more)
        hint = Message("rank each of the {count} feasible states once", count=count)
        reading.fault("not-ranked", message, path, None, hint)
