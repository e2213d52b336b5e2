"""Ids of a case file from the names that other formats give."""

import re
from collections.abc import Iterable
from unicodedata import normalize

from detente.casefile.formula_fault import KEYWORDS
from detente.casefile.names import COMMON

__all__ = ["Identifiers"]

_ROMAN = str.maketrans(
    dict(zip("абвгдеёзийклмнопрстуфъыьэ", "abvgdeeziiklmnoprstuf_y_e", strict=True))
    | {"ж": "zh", "\u0445": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch"}
    | {"ю": "iu", "я": "ia", "ъ": "", "ь": ""}
)
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


def _plain(name: str) -> str:
    roman = normalize("NFC", name.lower()).translate(_ROMAN)
    ascii_ = normalize("NFKD", roman).encode("ascii", "ignore").decode()
    words = re.sub("[^a-z0-9]+", "_", ascii_).strip("_")
    start = re.sub("^[0-9_]+", "", words)
    return start[:_LONGEST].strip("_")
