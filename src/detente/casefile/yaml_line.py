"""A value of a case file as YAML on one line."""

from detente.casefile.tree import Scalar

__all__ = ["yaml_line"]

_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}


def yaml_line(value: object) -> str:
    """Write a value so that it reads back the same, on one line.

    Parameters
    ----------
    value : Scalar, mapping or list
        As it stands in the file.

    Returns
    -------
    str
        Flow style; what needs no quotes has none, and what had quotes keeps
        them.
    """
    if isinstance(value, dict):
        items = (f"{yaml_line(key)}: {yaml_line(item)}" for key, item in value.items())
        return "{" + ", ".join(items) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(yaml_line, value)) + "]"
    text = str(value)
    if isinstance(value, Scalar) and value.plain:
        if value.is_null:
            return "null"
        if _safe(text):
            return text
    return '"' + "".join(_ESCAPES.get(letter, letter) for letter in text) + '"'


def _safe(text: str) -> bool:
    """Tell whether a plain text of a block stays plain inside brackets."""
    return not (
        set(text) & set(",[]{}\n")
        or ": " in text
        or " #" in text
        or text.endswith(":")
        or (text.startswith(("-", "?", ":")) and len(text) == 1)
    )
