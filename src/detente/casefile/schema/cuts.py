"""Keys that are no keys: what a comma cut off a text without quotes."""

from dataclasses import field
from typing import Any

from detente.casefile.limits import MOST_FAULTS
from detente.casefile.nearest import nearest
from detente.casefile.schema.paths import Path, model_at, steps_to
from detente.casefile.schema.shape import Kind, keys_of
from detente.casefile.yaml.commas import comma_fault
from detente.casefile.yaml.tree import Mapping, Scalar
from detente.errors import Problem
from detente.records import dataclass

_NEAR = 1_000
"""So many characters before a key may be blank."""


@dataclass(slots=True)
class Cuts:
    """Which keys of a file are pieces of texts; each mapping is looked at once.

    `root` is the entry that reads the whole file.
    """

    data: Mapping
    root: Kind
    _counts: dict[int, dict[str, int]] = field(default_factory=dict)

    def after(self, path: Path) -> int:
        """Count the pieces that a comma cut off a text, up to the key at a path.

        In `{name: Dig, deeply, now: yes}` that is one for `deeply`, and none for
        `now`, nor for what looks like a key.
        """
        parent, key = steps_to(path, self.data)[-1]
        if id(parent) not in self._counts:
            known = keys_of(model_at(path[:-1], self.root))
            self._counts[id(parent)] = _pieces(parent, known)
        return self._counts[id(parent)].get(str(key), 0)

    def fault(self, path: Path) -> Problem:
        """Say which text a comma cut off before the key at a path."""
        parent, key = steps_to(path, self.data)[-1]
        counts = self._counts[id(parent)]
        entries = list(parent.items())
        at = next(at for at, (known, _) in enumerate(entries) if known == key)
        pieces = [entries[at - 1][1]]
        while at < len(entries) and counts.get(entries[at][0], 0):
            pieces.append(entries[at][0])
            at += 1
        return comma_fault(pieces[0], ", ".join(pieces))


def _pieces(parent: dict[str, Any], known: list[str]) -> dict[str, int]:
    """Find the keys that go on with the text before them, and number them."""
    counts: dict[str, int] = {}
    run: int | None = None
    for key, value in parent.items():
        if not isinstance(value, Scalar) or not value.plain:
            run = None
        elif value:
            run = 0
        elif run is not None and _goes_on(key, known, run):
            run += 1
            counts[key] = run
        else:
            run = None
    return counts


def _goes_on(key: str, known: list[str], run: int) -> bool:
    """Tell whether a key without a value stands after a comma and is like no key."""
    if not isinstance(key, Scalar):
        return False
    start = key.place.start
    before = key.place.origin.text[max(0, start - _NEAR) : start].rstrip()
    return before.endswith(",") and (run > MOST_FAULTS or not nearest(key, known))
