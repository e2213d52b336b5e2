"""A value of a case file as YAML on one line."""

from detente.casefile.yaml.emitter import BRACKETS, is_seen, quoted
from detente.casefile.yaml.number import number
from detente.casefile.yaml.tree import NULLS, Scalar

TRUTH_KEYS = frozenset({"now", "assumed", "disputed", "escrow", "lawful"})
"""Keys whose values are truth values, where they are words."""
_TRUTHS = {"true": "yes", "false": "no"}
_INDICATORS = frozenset(",[]{}#&*!|>'\"%@`")
"""Signs with which no text without quotes begins."""


def yaml_line(value: object) -> str:
    """Write a value so that it reads back the same, on one line.

    Parameters
    ----------
    value : Scalar, mapping or list
        As it stands in the file.

    Returns
    -------
    str
        Flow style, the same for all spellings of a value: quotes stand only
        where the text would be something else without them.
    """
    if isinstance(value, dict):
        items = (f"{yaml_line(key)}: {_beside(key, value[key])}" for key in value)
        return "{" + ", ".join(items) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(yaml_line, value)) + "]"
    text = str(value)
    if isinstance(value, Scalar) and value.plain:
        return "null" if value.is_null else _bare(text)
    if text in NULLS or number(text) is not None:
        return quoted(text)
    return _bare(text)


def _beside(key: str, value: object) -> str:
    """Write what stands beside a key; JSON has other words for yes and no."""
    if key in TRUTH_KEYS and value in ("true", "false"):
        return _TRUTHS[str(value)]
    return yaml_line(value)


def _bare(text: str) -> str:
    """Write a text without quotes where it stays itself inside brackets."""
    fine = not (
        set(text) & set(BRACKETS)
        or ": " in text
        or " #" in text
        or text.endswith(":")
        or text != text.strip()
        or text[0] in _INDICATORS
        or (text[0] in "-?:" and text[1:2] in ("", " "))
    )
    return text if fine and is_seen(text) else quoted(text)
