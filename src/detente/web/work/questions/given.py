"""What somebody answered: the fields of a form, cleaned."""

import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date

from detente.casefile.yaml.syntax import strange_in
from detente.records import dataclass

LONGEST = 200
"""Letters of a name; a longer one is cut, and said to be."""
_JOINING = "\u200c\u200d"
"""Signs that cannot be seen and that some scripts and pictures need."""


@dataclass(frozen=True, slots=True)
class Given:
    """The fields of a form.

    Attributes
    ----------
    fields : mapping of str to sequence of str
    """

    fields: Mapping[str, Sequence[str]]

    @property
    def act(self) -> tuple[str, str]:
        """What was pressed, and on what: `remove`, `dam`."""
        verb, _, what = self.one("do").partition(":")
        return verb, what

    @property
    def pressed(self) -> bool:
        """Whether a button was pressed; a field that changed adds nothing new."""
        return bool(self.one("do"))

    def one(self, key: str, otherwise: str = "") -> str:
        """Give a field as it was sent."""
        values = self.fields.get(key)
        return values[-1] if values else otherwise

    def all(self, key: str) -> tuple[str, ...]:
        """Give every value of a field."""
        return tuple(self.fields.get(key, ()))

    def has(self, key: str) -> bool:
        """Whether a field was sent."""
        return key in self.fields

    def words(self, key: str) -> str:
        """Give a field as a line of text that a case can hold."""
        return one_line(self.one(key))

    def day(self, key: str) -> str:
        """Give a field as a day of the calendar; empty where it is none."""
        try:
            return date.fromisoformat(self.one(key).strip()).isoformat()
        except ValueError:
            return ""


def one_line(text: str) -> str:
    """Make one line of a text, without signs that cannot be seen."""
    seen = "".join(letter if _is_seen(letter) else " " for letter in text)
    return " ".join(seen.split())[:LONGEST].strip()


def _is_seen(letter: str) -> bool:
    if letter in _JOINING:
        return True
    return unicodedata.category(letter)[0] != "C" and strange_in(letter) is None
