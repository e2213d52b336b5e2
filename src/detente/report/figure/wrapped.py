"""Words set in two lines at most."""


def wrapped(words: str, letters: int) -> list[str]:
    """Set words in at most two lines of so many letters; what is left is an ellipsis.

    Parameters
    ----------
    words : str
    letters : int
        In a line; a longer word stands alone.

    Returns
    -------
    list of str
    """
    lines = [""]
    for word in words.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > letters:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines if len(lines) <= 2 else [lines[0], f"{lines[1]} …"]  # noqa: PLR2004 - two lines
