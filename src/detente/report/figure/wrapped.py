"""Words set in a few lines."""


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
