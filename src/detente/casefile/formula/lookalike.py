"""Cyrillic letters that look like Latin ones, in ids written by mistake."""

_TWINS = str.maketrans("аеорсухіјѕһԁԛԝ", "aeopcyxijshdqw")  # noqa: RUF001
_NEAR = str.maketrans("вгкмнптиь", "brkmhntub")
"""Letters that look alike in capitals, in italics, or nearly."""


def strange_letter(text: str) -> str | None:
    """Find the first Cyrillic letter of what seems to be written in Latin ones.

    Parameters
    ----------
    text : str
        A word.

    Returns
    -------
    str or None
        None where nothing is Cyrillic, or where the whole word is.
    """
    if in_latin(text) == text:
        return None
    return next(letter for letter in text if not letter.isascii())


def in_latin(text: str) -> str:
    """Write a word of both scripts in Latin letters.

    Parameters
    ----------
    text : str
        Such as `close` with a Cyrillic first letter.

    Returns
    -------
    str
        The word as it is where it is no mixture, or no look-alike is known.
    """
    twins = text.translate(_TWINS)
    if twins.isascii():
        return twins
    is_mixed = any(letter.isascii() and letter.isalpha() for letter in text)
    near = twins.translate(_NEAR)
    return near if is_mixed and near.isascii() else text
