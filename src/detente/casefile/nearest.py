"""The right spelling nearest to a wrong one."""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from detente.errors import Message

__all__ = ["did_you_mean", "nearest", "nearest_option"]

_FEW = 12
"""So many words can be listed in a hint."""


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
    words = sorted(set(known))
    found = get_close_matches(word, words, 1, cutoff=0.6)
    if not found:
        found = get_close_matches(word.lower(), words, 1, cutoff=0.6)
    return found[0] if found else None


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
    words = list(dict.fromkeys(known))
    found = nearest(word, words)
    if found:
        return Message("did you mean '{nearest}'?", nearest=found)
    if len(words) == 1:
        return Message("there is only {known}", known=words[0])
    if 0 < len(words) <= _FEW:
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
        meant = f"{owner[option]}.{option}"
        return Message("did you mean '{nearest}'?", nearest=meant)
    return did_you_mean(name, [f"{owner[option]}.{option}" for option in owner])
