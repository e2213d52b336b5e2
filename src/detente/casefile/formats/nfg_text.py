"""The words of a file of Gambit (`.nfg`): texts, numbers, braces, with places."""

import re
from typing import NoReturn

from detente.casefile.yaml.number import number
from detente.casefile.yaml.tree import Origin, Place
from detente.errors import CaseError, Message, Problem
from detente.model.quantity import Exact
from detente.records import dataclass

_WORD = re.compile(r'\s*(?:"((?:\\"|[^"])*)"|([{}])|,|([^\s{},"]+))')


@dataclass(frozen=True, slots=True)
class _Word:
    kind: str
    text: str
    place: Place


class NfgText:
    """Reads a file word by word, commas left out.

    Parameters
    ----------
    text : str
        The file.
    file : str
        Its name in messages.
    """

    def __init__(self, text: str, file: str) -> None:
        self._origin = Origin(file, text)
        self._at = 0
        self._next = self._read()

    def _read(self) -> _Word:
        text = self._origin.text
        while True:
            found = _WORD.match(text, self._at)
            if found is None:
                break
            self._at = found.end()
            if found.lastindex is not None:
                kind = ("text", "brace", "word")[found.lastindex - 1]
                place = Place(self._origin, found.start(found.lastindex), self._at)
                return _Word(kind, found[found.lastindex], place)
        if text[self._at :].strip():
            self._fault(
                Message("a text that begins here has no closing quote"), self._end()
            )
        return _Word("end", "", self._end())

    def _end(self) -> Place:
        rest = len(self._origin.text) - len(self._origin.text[self._at :].lstrip())
        return Place(self._origin, rest, rest + 1)

    @property
    def place(self) -> Place:
        """Where the next word stands."""
        return self._next.place

    def take(self) -> str:
        """Give the next word and go on."""
        word, self._next = self._next, self._read()
        return word.text

    def is_next(self, kind: str, text: str | None = None) -> bool:
        """Tell whether the next word is a text, a brace, a word or the end."""
        return self._next.kind == kind and text in (None, self._next.text)

    def expect(self, text: str) -> None:
        """Pass over a word or a brace, which must stand here."""
        if self._next.kind not in ("word", "brace") or self._next.text != text:
            self.refuse(Message("'{word}' must stand here", word=text))
        self.take()

    def quoted(self) -> str:
        """Give a text, which must stand here, on one line."""
        if not self.is_next("text"):
            self.refuse(Message("a text in quotes must stand here"))
        return " ".join(self.take().replace('\\"', '"').split())

    def number(self) -> Exact:
        """Give a number, which must stand here."""
        found = number(self._next.text) if self.is_next("word") else None
        if found is None:
            self.refuse(Message("a number must stand here"))
        self.take()
        return found

    def whole(self, least: int, most: int) -> int:
        """Give a whole number within bounds, which must stand here."""
        place = self.place
        found = self.number()
        if found != int(found) or not least <= found <= most:
            message = Message(
                "a whole number from {least} to {most} must stand here, not {value}",
                least=least,
                most=most,
                value=str(found)[:40],
            )
            self._fault(message, place)
        return int(found)

    def refuse(self, message: Message, hint: Message | None = None) -> NoReturn:
        """Refuse the file at the next word."""
        self._fault(message, self.place, hint)

    def _fault(
        self, message: Message, place: Place, hint: Message | None = None
    ) -> NoReturn:
        raise CaseError([Problem("nfg", message, place.location, hint=hint)])
