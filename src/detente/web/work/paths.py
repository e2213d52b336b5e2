"""Which keys of a text lead to a place in it, for programs that know no lines."""

from bisect import bisect_right
from collections.abc import Iterator

from detente.casefile.yaml.syntax import parse_tree
from detente.casefile.yaml.tree import Listing, Mapping, Value, place_of
from detente.errors import CaseError, Location

_MOST = 200_000
"""Characters of a text that is read once more for this."""


class Paths:
    """The keys and items of a text, by where they begin.

    Parameters
    ----------
    text : str
        YAML or JSON; of one that is neither there are no paths.
    """

    def __init__(self, text: str) -> None:
        self._begins: list[tuple[int, int]] = []
        self._paths: list[str] = []
        if len(text) > _MOST:
            return
        try:
            found = sorted(_walked(parse_tree(text, "").data, ""))
        except CaseError:
            return
        self._begins = [begin for begin, _ in found]
        self._paths = [path for _, path in found]

    def at(self, place: Location) -> str:
        """Give the keys that lead to a place, as `parties.usa.options`.

        Parameters
        ----------
        place : Location

        Returns
        -------
        str
            With dots between, items of lists by number from 0; empty where none does.
        """
        before = bisect_right(self._begins, (place.line, place.column))
        return self._paths[before - 1] if before and place.line else ""


def _walked(value: Value, path: str) -> Iterator[tuple[tuple[int, int], str]]:
    """Give where each key and each item begins, with what leads there."""
    before = f"{path}." if path else ""
    if isinstance(value, Mapping):
        for key, item in value.items():
            yield from _begun(key, f"{before}{key}")
            yield from _walked(item, f"{before}{key}")
    elif isinstance(value, Listing):
        for number, item in enumerate(value):
            yield from _begun(item, f"{before}{number}")
            yield from _walked(item, f"{before}{number}")


def _begun(value: object, path: str) -> Iterator[tuple[tuple[int, int], str]]:
    place = place_of(value)
    if place is not None:
        yield (place.location.line, place.location.column), path
