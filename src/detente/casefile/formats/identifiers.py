"""Ids of a case file from the names that other formats give."""

import re
from collections.abc import Iterable

from anyascii import anyascii

from detente.casefile.formula.faults import KEYWORDS
from detente.casefile.formula.names import COMMON

_ID = re.compile("[a-z][a-z0-9_]*")
_LONGEST = 40
_RESERVED = {*KEYWORDS, *COMMON, "now"}


class Identifiers:
    """Makes ids, none of them twice."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = {*_RESERVED, *taken}

    def make(self, name: str, otherwise: str, wanted: object = None) -> str:
        """Make an id.

        Parameters
        ----------
        name : str
            For people, in any language.
        otherwise : str
            What to call it where nothing of the name can stand in an id.
        wanted : object
            An id to take if it is one, and free.
        """
        if isinstance(wanted, str) and _ID.fullmatch(wanted):
            base = wanted
        else:
            base = _plain(name) or otherwise
        found, count = base, 2
        while found in self._taken:
            found, count = f"{base}_{count}", count + 1
        self._taken.add(found)
        return found


_QUOTES = re.compile("[\"'`\u00b4\u2018-\u201f]")
"""Signs that part words; a transliteration puts others like them inside words."""


def _plain(name: str) -> str:
    roman = anyascii(_QUOTES.sub(" ", name))
    if not name.isascii():
        # So that each Chinese sign is a word: TanPan.
        roman = re.sub("(?<=[a-z])(?=[A-Z])", " ", roman)
    words = re.sub("[^a-z0-9]+", "_", re.sub("['\"`]", "", roman).lower()).strip("_")
    start = re.sub("^[0-9_]+", "", words)
    return start[:_LONGEST].strip("_")
