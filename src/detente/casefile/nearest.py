"""The right spelling nearest to a wrong one."""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from functools import lru_cache
from heapq import nlargest
from itertools import islice, pairwise

from detente.errors import Message

_FEW = 12
"""So many words can be listed in a hint."""
_LONGEST = 60
"""A longer word is no slip of the hand; comparing takes the square of the length."""
_MOST = 2_000
"""So many known words are looked at."""
_CANDIDATES = 20
"""So many of them are compared letter by letter."""


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Find the known word that looks most like another.

    Parameters
    ----------
    word : str
        What was written.
    known : iterable of str
        What could have been meant.

    Returns
    -------
    str or None
        None where nothing looks alike.
    """
    if len(word) > _LONGEST:
        return None
    words = {each for each in islice(known, _MOST) if len(each) <= _LONGEST}
    for spelt in dict.fromkeys((word, word.lower())):
        alike = _most_alike(spelt, words) if len(words) > _CANDIDATES else sorted(words)
        found = get_close_matches(spelt, alike, 1, cutoff=0.6)
        if found:
            return found[0]
    return None


def _most_alike(word: str, words: Iterable[str]) -> list[str]:
    """Find the words that share most letters and pairs of letters with another."""
    own = _letters(word)

    def likeness(other: str) -> tuple[float, str]:
        letters = _letters(other)
        return len(own & letters) / (len(own) + len(letters)), other

    return sorted(nlargest(_CANDIDATES, words, key=likeness))


@lru_cache(maxsize=4 * _MOST)
def _letters(word: str) -> frozenset[str]:
    whole = f"^{word}$"
    return frozenset(word).union(map("".join, pairwise(whole)))


def meant(word: str, known: Iterable[str]) -> Message | None:
    """Give the hint that names the nearest known word.

    Parameters
    ----------
    word : str
        What was written.
    known : iterable of str
        What could have been meant.

    Returns
    -------
    Message or None
        None where nothing looks alike.
    """
    found = nearest(word, known)
    return Message("did you mean '{nearest}'?", nearest=found) if found else None


def did_you_mean(word: str, known: Iterable[str]) -> Message | None:
    """Give the hint that names the nearest known word, or all where they are few.

    Parameters
    ----------
    word : str
        What was written.
    known : iterable of str
        What could have been meant.

    Returns
    -------
    Message or None
    """
    words = list(dict.fromkeys(islice(known, _MOST)))
    near = meant(word, words)
    if near is not None:
        return near
    if 0 < len(words) <= _FEW and max(map(len, words)) <= _LONGEST:
        if len(words) == 1:
            return Message("there is only {known}", known=words[0])
        return Message("there are {known}", known=", ".join(words))
    return None


def nearest_option(name: str, owner: Mapping[str, str]) -> Message | None:
    """Give the hint that names the nearest option.

    Parameters
    ----------
    name : str
        `option`, or `party.option`.
    owner : mapping of str to str
        The party of each option.

    Returns
    -------
    Message or None
        In the form in which it was written.
    """
    _, dot, option = name.rpartition(".")
    if not dot:
        return did_you_mean(name, owner)
    if option in owner:
        whole = f"{owner[option]}.{option}"
        return Message("did you mean '{nearest}'?", nearest=whole)
    return did_you_mean(name, [f"{owner[option]}.{option}" for option in owner])
