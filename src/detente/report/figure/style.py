"""How pictures look: lines and colours, dark and light, and the frame.

Colours stand as attributes, for programs that know no style sheets; the style
sheet inside takes the colours of the page around, or follows the reader's
dark mode. Parties differ by dash as well as by colour: twelve have one of
their own, and from the thirteenth on lines are twice as broad.
"""

import re
from collections.abc import Sequence
from hashlib import sha256

from markupsafe import Markup

from detente.report.figure.svg import element, join, polygon

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
    "#8f1d1d",
    "#4a7000",
    "#4344b8",
    "#6f4a36",
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
    "#ff9a9a",
    "#a9d65c",
    "#a9aaff",
    "#d9b49c",
)
_DASHES = (
    None,
    "7 4",
    "2 3",
    "11 3 2 3",
    "16 5",
    "5 2 5 7",
    "1 6",
    "11 3 2 3 2 3",
    "2 2 2 8",
    "22 4 6 4",
    "4 9",
    "2 2 2 2 2 8",
)
NARROW = 350.0
"""How wide a picture is that is drawn for a phone."""
_SIZE = 13.0
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


def breadth(place: int) -> float:
    """Give how much broader the line of the party at a place is than others."""
    return 1.0 if place < len(_DASHES) else 2.0


def _sheet() -> str:
    light = "".join(
        f".dt .dt-{name}{{fill:var({var},{day})}}"
        f".dt .dt-{name}-s{{stroke:var({var},{day})}}"
        for name, var, day, _ in _NAMED
    )
    night = ".dt{fill:var(--ink,#ececec)}" + "".join(
        f".dt .dt-{name}{{fill:var({var},{dark})}}"
        f".dt .dt-{name}-s{{stroke:var({var},{dark})}}"
        for name, var, _, dark in _NAMED
    )
    night += "".join(
        f".dt .dt-f{k}{{fill:{dark}}}.dt .dt-s{k}{{stroke:{dark}}}"
        for k, dark in enumerate(_DARK)
    )
    return (
        f".dt{{max-width:100%;height:auto;fill:var(--ink,{INK})}}"
        ".dt a{cursor:pointer}.dt a text{text-decoration:underline}"
        ".dt [tabindex]:focus{outline:3px solid #f5a623;outline-offset:2px}"
        f"{light}@media screen and (prefers-color-scheme:dark){{{night}}}"
    )


STYLE = element("style", Markup(_sheet()))  # noqa: S704 - no text of a case
"""The style of all pictures."""


_ONCE = f".dt{{font-family:{FONT}}}" + "".join(
    f".dt .dt-f{k}{{fill:{day}}}.dt .dt-s{k}{{stroke:{day}}}"
    for k, day in enumerate(_LIGHT)
)
_SHARED = re.compile(
    rf' (?:fill|stroke)="#[0-9a-f]{{6}}"'
    rf'(?= class="dt-(?:(?:{"|".join(name for name, *_ in _NAMED)})(?:-s)?|[fs]\d+)")'
    rf'| font-family="{re.escape(FONT)}"'
)


def with_one_style(page: str) -> str:
    """Let the pictures of an HTML page share one style, which tells their colours."""
    before, style, after = page.partition(str(STYLE))
    rest = _SHARED.sub("", after.replace(style, ""))
    return before + style.replace("<style>", f"<style>{_ONCE}") + rest


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
        STYLE,
        ground,
        inner,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {width:.0f} {height:.0f}",
        width=round(width),
        height=round(height),
        class_="dt",
        role="group",
        aria_labelledby=f"dt-{mark}-t",
        aria_describedby=f"dt-{mark}-d",
        fill=INK,
        font_family=FONT,
        font_size=_SIZE,
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
    """Write words at a place, at the height of their middle.

    What is as in the frame is not said again: there are many labels.
    """
    return element(
        "text",
        words,
        x=at[0],
        y=at[1] + size * 0.35,
        fill=SOFT if soft else None,
        class_="dt-soft" if soft else None,
        font_size=None if size == _SIZE else size,
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


_CORNERS = (
    ((-1, -1), (1, -1), (1, 1), (-1, 1)),
    ((0, -1.25), (1.25, 1), (-1.25, 1)),
    ((0, -1.35), (1.35, 0), (0, 1.35), (-1.35, 0)),
    ((0, 1.25), (1.25, -1), (-1.25, -1)),
    ((-1.2, -0.45), (1.2, -0.45), (1.2, 0.45), (-1.2, 0.45)),
    ((-0.45, -1.2), (0.45, -1.2), (0.45, 1.2), (-0.45, 1.2)),
)
_N_SHAPES = len(_CORNERS) + 1


def marks(place: int, ats: Sequence[tuple[float, float]], size: float = 5) -> Markup:
    """Draw the mark of the party at a place: a shape as well as a colour.

    There are seven shapes; the next seven parties have them hollow.
    """
    shapes = [_shape(place % _N_SHAPES, at, size) for at in ats]
    if place // _N_SHAPES % 2 == 0:
        return element("g", *shapes, **party_fill(place))
    line = party_line(place)
    classes = f"dt-paper {line['class_']}"
    return element(
        "g",
        *shapes,
        fill=PAPER,
        stroke=line["stroke"],
        stroke_width=1.6,
        class_=classes,
    )


def _shape(shape: int, at: tuple[float, float], size: float) -> Markup:
    x, y = at
    if shape == len(_CORNERS):
        return element("circle", cx=x, cy=y, r=size)
    return polygon((x + size * a, y + size * b) for a, b in _CORNERS[shape])
