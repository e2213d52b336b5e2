"""A small writer of SVG: elements are text, and all other text is escaped."""

import re
from collections.abc import Iterable, Sequence
from html import escape

from markupsafe import Markup

from detente.errors import visible

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def element(name: str, *children: str, **attributes: str | float | None) -> Markup:
    """Write one element.

    Parameters
    ----------
    name : str
        Its name.
    *children : str
        Elements, or text, which is escaped.
    **attributes : str, float or None
        An underscore stands for a hyphen, one at the end for nothing
        (`class_`); numbers are rounded to a tenth; None is left out.

    Returns
    -------
    Markup
    """
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{_value(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    inner = join(children)
    closed = f">{inner}</{name}>" if inner else "/>"
    return Markup(f"<{name}{written}{closed}")  # noqa: S704 - escaped above


def polygon(
    points: Iterable[tuple[float, float]], **attributes: str | float | None
) -> Markup:
    """Write a closed shape by its corners; attributes as in `element`."""
    corners = " ".join(f"{number(x)},{number(y)}" for x, y in points)
    return element("polygon", points=corners, **attributes)


def join(parts: Sequence[str]) -> Markup:
    """Put elements and text, which is escaped, one after another."""
    return Markup().join(map(_escaped, parts))


def number(value: float) -> str:
    """Write a coordinate, rounded to a tenth."""
    rounded = f"{value:z.1f}"
    return rounded.removesuffix(".0")


def _value(value: str | float) -> str:
    return _escaped(value) if isinstance(value, str) else number(value)


def _escaped(text: str) -> Markup:
    """Escape what has a meaning in XML, and drop what it can hold in no way."""
    if isinstance(text, Markup):
        return text
    kept = _FORBIDDEN.sub("", visible(text))
    written = escape(kept, quote=False).replace('"', "&quot;")
    return Markup(written)  # noqa: S704 - escaped
