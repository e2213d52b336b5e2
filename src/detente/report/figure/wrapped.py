"""Words set in a few lines."""

from detente.report.figure.style import caption_width

_FURTHER_IN = "\N{NO-BREAK SPACE}" * 3


def wrapped(words: str, letters: int, most: int = 2) -> list[str]:
    """Set words in a few lines of so many letters; what is left is an ellipsis.

    Parameters
    ----------
    words : str
    letters : int
        In a line; a longer word stands alone.
    most : int
        Lines.

    Returns
    -------
    list of str
    """
    lines = [""]
    for word in words.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > letters:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    if len(lines) <= most:
        return lines
    return [*lines[: most - 1], f"{lines[most - 1]} …"]


def in_lines(words: str, width: float, size: float = 12) -> list[str]:
    """Set all words in lines that a place holds; all but the first begin further in.

    Parameters
    ----------
    words : str
    width : float
        A word that is wider stands alone.
    size : float
        Of the letters.

    Returns
    -------
    list of str
    """
    lines, line = [], ""
    for word in words.split():
        longer = f"{line} {word}" if line else word
        if line and caption_width(longer, size) > width:
            lines.append(line)
            longer = _FURTHER_IN + word
        line = longer
    return [*lines, line]
