"""How pictures look: lines and colours, dark and light, and the frame.

Colours stand as attributes, for programs that know no style sheets; the style
sheet inside takes the colours of the page around, or follows the reader's
dark mode. Parties differ by dash as well as by colour.
"""

from collections.abc import Sequence
from hashlib import sha256

from detente.report.figure.svg import Markup, element, join

__all__ = [
    "FONT",
    "INK",
    "LINE",
    "PAPER",
    "SOFT",
    "TINT",
    "caption_width",
    "colour",
    "dash",
    "frame",
    "label",
    "marker",
    "party_fill",
    "party_line",
]

INK, SOFT, LINE = "#1a1a1a", "#595959", "#c8c8c8"
PAPER, TINT = "#ffffff", "#eef3f8"
FONT = "system-ui, 'Segoe UI', Helvetica, Arial, 'DejaVu Sans', sans-serif"

_LIGHT = (
    "#0067a5",
    "#b8420f",
    "#00734f",
    "#7b3fa0",
    "#7a6000",
    "#b0306a",
    "#2b2b2b",
    "#1d7890",
)
_DARK = (
    "#74bdf2",
    "#ff9e6b",
    "#5fd3ab",
    "#cf9df0",
    "#e3c44d",
    "#f48fb8",
    "#d5d5d5",
    "#7fd4ec",
)
# One fewer than colours, so that it takes many parties until both repeat.
_DASHES = (None, "7 4", "2 3", "11 3 2 3", "14 5", "5 2 5 7", "1 5")
_NAMED = (
    ("ink", "--ink", INK, "#ececec"),
    ("soft", "--soft", SOFT, "#b4b4b4"),
    ("line", "--line", LINE, "#44484e"),
    ("paper", "--paper", PAPER, "#16181b"),
    ("tint", "--tint", TINT, "#20262d"),
)


def colour(place: int) -> str:
    """Give the colour of the party at a place, on paper."""
    return _LIGHT[place % len(_LIGHT)]


def dash(place: int) -> str | None:
    """Give the dashes of the party at a place; None is a full line."""
    return _DASHES[place % len(_DASHES)]


def _sheet() -> str:
    light = "".join(
        f".dt .dt-{name}{{fill:var({var},{day})}}"
        f".dt .dt-{name}-s{{stroke:var({var},{day})}}"
        for name, var, day, _ in _NAMED
    )
    night = "".join(
        f".dt .dt-{name}{{fill:var({var},{dark})}}"
        f".dt .dt-{name}-s{{stroke:var({var},{dark})}}"
        for name, var, _, dark in _NAMED
    )
    night += "".join(
        f".dt .dt-f{k}{{fill:{dark}}}.dt .dt-s{k}{{stroke:{dark}}}"
        for k, dark in enumerate(_DARK)
    )
    return (
        ".dt{max-width:100%;height:auto}"
        ".dt [tabindex]:focus{outline:3px solid #f5a623;outline-offset:2px}"
        f"{light}@media screen and (prefers-color-scheme:dark){{{night}}}"
    )


def party_fill(place: int) -> dict[str, str]:
    """Give the attributes of something filled in a party's colour."""
    return {"fill": colour(place), "class_": f"dt-f{place % len(_LIGHT)}"}


def party_line(place: int) -> dict[str, str | None]:
    """Give the attributes of a party's line."""
    return {
        "stroke": colour(place),
        "class_": f"dt-s{place % len(_LIGHT)}",
        "stroke_dasharray": dash(place),
    }


def frame(
    title: str, description: str, size: tuple[float, float], parts: Sequence[str]
) -> str:
    """Put the parts of a picture into one `<svg>` that needs nothing else.

    Parameters
    ----------
    title, description : str
        What it is, and what can be read off; read out to those who do not see.
    size : (float, float)
        Width and height.
    parts : sequence of str
        Elements.

    Returns
    -------
    str
    """
    inner = join(parts)
    mark = sha256(f"{title}{description}{inner}".encode()).hexdigest()[:8]
    width, height = size
    ground = element("rect", width=width, height=height, fill=PAPER, class_="dt-paper")
    return element(
        "svg",
        element("title", title, id=f"dt-{mark}-t"),
        element("desc", description, id=f"dt-{mark}-d"),
        element("style", Markup(_sheet())),
        ground,
        inner,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=Markup(f"0 0 {width:.0f} {height:.0f}"),
        width=round(width),
        height=round(height),
        class_="dt",
        role="group",
        aria_labelledby=f"dt-{mark}-t",
        aria_describedby=f"dt-{mark}-d",
        font_family=FONT,
        font_size=13,
    )


def label(
    at: tuple[float, float],
    words: str,
    *,
    size: float = 13,
    soft: bool = False,
    anchor: str | None = None,
    weight: str | None = None,
) -> Markup:
    """Write words at a place, at the height of their middle."""
    return element(
        "text",
        words,
        x=at[0],
        y=at[1] + size * 0.35,
        fill=SOFT if soft else INK,
        class_="dt-soft" if soft else "dt-ink",
        font_size=size,
        text_anchor=anchor,
        font_weight=weight,
    )


def caption_width(words: str, size: float = 13) -> float:
    """Estimate how wide words are set, generously: fonts differ."""
    return size * sum(_WIDTHS.get(letter, _wide(letter)) for letter in words)


_CYRILLIC = "\u0400"
_WIDTHS = (
    dict.fromkeys("ijl.,;:|'!()[]- ", 0.38)
    | dict.fromkeys("0123456789", 0.66)
    | dict.fromkeys("mwMW@+", 0.92)
)


def _wide(letter: str) -> float:
    if letter in "жшщюфыЖШЩЮФЫ":
        return 0.85
    if letter.isupper():
        return 0.72
    return 0.6 if letter < _CYRILLIC else 0.67


def marker(place: int, at: tuple[float, float], size: float = 5) -> Markup:
    """Draw the mark of the party at a place: a shape as well as a colour."""
    x, y = at
    shapes = (
        ((-1, -1), (1, -1), (1, 1), (-1, 1)),
        ((0, -1.25), (1.25, 1), (-1.25, 1)),
        ((0, -1.35), (1.35, 0), (0, 1.35), (-1.35, 0)),
        ((0, 1.25), (1.25, -1), (-1.25, -1)),
        ((-1.2, -0.45), (1.2, -0.45), (1.2, 0.45), (-1.2, 0.45)),
        ((-0.45, -1.2), (0.45, -1.2), (0.45, 1.2), (-0.45, 1.2)),
    )
    if place % 7 == len(shapes):
        return element("circle", cx=x, cy=y, r=size, **party_fill(place))
    corners = shapes[place % 7]
    points = " ".join(f"{x + size * a:.1f},{y + size * b:.1f}" for a, b in corners)
    return element("polygon", points=points, **party_fill(place))
