"""What is tried: numbers that are moved, and edits of the file."""

import json
from collections.abc import Mapping
from typing import Self

from detente.records import dataclass

DIGITS = 3
"""So many digits of a moved number count, as many as a page shows."""


@dataclass(frozen=True, slots=True)
class Trial:
    """A change of a case.

    Attributes
    ----------
    numbers : mapping of str to float
        Other values of assumed numbers, which keep their ranges, by path.
    edits : tuple of str
        Such as `options.relief.undo=never`.
    """

    numbers: Mapping[str, float]
    edits: tuple[str, ...] = ()

    @classmethod
    def of(cls, given: Mapping[str, str]) -> Self:
        """Read what `whole` wrote."""
        numbers = json.loads(given.get("numbers") or "{}")
        return cls(numbers, tuple(json.loads(given.get("edits") or "[]")))

    @property
    def given(self) -> dict[str, str]:
        """Write its numbers as a question takes them; equal ones in equal letters."""
        if not self.numbers:
            return {}
        return {"numbers": json.dumps(dict(sorted(self.numbers.items())))}

    @property
    def whole(self) -> dict[str, str]:
        """Write all of it, for a question that makes the edits itself."""
        return self.given | {"edits": json.dumps(self.edits)}

    @property
    def is_empty(self) -> bool:
        """Whether nothing is changed."""
        return not (self.numbers or self.edits)


def rounded(value: float) -> float:
    """Give a number as a page shows it."""
    return float(f"{value:.{DIGITS}g}")
