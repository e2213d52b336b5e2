"""A map of verdicts over two things that vary."""

from collections.abc import Sequence

from markupsafe import Markup

from detente.records import dataclass
from detente.report.document import Column, Number, Picture, Table
from detente.report.figure.legend import Entry, Sample, flow
from detente.report.figure.style import INK, PAPER, SOFT, TINT, frame, label
from detente.report.figure.svg import element, join
from detente.report.naming import Names
from detente.report.verdict_words import verdict_text
from detente.report.words import Words

_MARGIN, _LEFT, _TOP, _CELL = 20.0, 96.0, 40.0, 34.0
_LOOKS: dict[str | None, tuple[str, str, tuple[int, ...]]] = {
    "proved": ("#8fbf8f", "dt-f2", ()),
    "depends": (TINT, "dt-tint", (1,)),
    "refuted": (PAPER, "dt-paper", (1, -1)),
    "impossible": (SOFT, "dt-soft", ()),
    None: (PAPER, "dt-paper", ()),
}


@dataclass(frozen=True, slots=True)
class Axis:
    """One thing that varies: what it is, with its unit, and its values."""

    title: str
    values: tuple[float, ...]


def grid_picture(
    caption: str,
    axes: tuple[Axis, Axis],
    verdicts: Sequence[Sequence[str | None]],
    names: Names,
) -> Picture:
    """Draw the verdict at every pair of two values.

    Parameters
    ----------
    caption : str
        What is judged, in the reader's language.
    axes : (Axis, Axis)
        Across and upward; values in ascending order.
    verdicts : sequence of sequence of str or None
        One row for each upward value, one entry for each value across:
        proved, depends, refuted, impossible, or None where it cannot be judged.
    names : Names
        The language.

    Returns
    -------
    Picture
        Verdicts differ by hatching as well as by tone.
    """
    across, upward = axes
    width = max(_LEFT + _CELL * len(across.values) + _MARGIN, 520.0)
    foot = _TOP + _CELL * len(upward.values)
    parts = [
        _cell((_LEFT + column * _CELL, foot - (row + 1) * _CELL), verdict, _CELL)
        for row, found in enumerate(verdicts)
        for column, verdict in enumerate(found)
    ]
    parts += _marks(across, upward, foot, names)
    met = dict.fromkeys(verdict for found in verdicts for verdict in found)
    entries = [
        Entry(_sample(each), verdict_text(each, names))
        for each in _LOOKS
        if each in met
    ]
    legend, bottom = flow(entries, _MARGIN, foot + 48, width - 2 * _MARGIN)
    alt = _reading(verdicts, names)
    svg = frame(caption, alt, (width, bottom + _MARGIN / 2), [*parts, *legend])
    return Picture(svg, caption, alt, _table(caption, axes, verdicts, names))


def _cell(at: tuple[float, float], verdict: str | None, size: float) -> Markup:
    """Draw one cell: a tone, and lines that slant one way, both ways or not."""
    x, y = at
    tone, mark, slants = _LOOKS[verdict]
    ground = element(
        "rect",
        x=x,
        y=y,
        width=size,
        height=size,
        fill=tone,
        class_=f"{mark} dt-{verdict or 'unjudged'}",
    )
    return join(
        [ground, *(_hatch(at, size, slant) for slant in slants), _edge(at, size)]
    )


def _hatch(at: tuple[float, float], size: float, slant: int) -> Markup:
    x, y = at
    data = ""
    for step in (-0.5, 0.0, 0.5):
        shift = step * size
        a, b = max(0.0, shift), min(size, size + shift)
        ends = ((a, a - shift), (b, b - shift))
        if slant < 0:
            ends = ((size - a, a - shift), (size - b, b - shift))
        (p, q), (r, s) = ends
        data += f"M{x + p:.1f} {y + q:.1f}L{x + r:.1f} {y + s:.1f}"
    return element("path", d=data, stroke=INK, stroke_width=0.9, class_="dt-ink-s")


def _edge(at: tuple[float, float], size: float) -> Markup:
    return element(
        "rect",
        x=at[0],
        y=at[1],
        width=size,
        height=size,
        fill="none",
        stroke=SOFT,
        stroke_width=0.6,
        class_="dt-soft-s",
    )


def _marks(across: Axis, upward: Axis, foot: float, words: Words) -> list[Markup]:
    parts = [label((_MARGIN, _TOP - 20), f"↑ {upward.title}", size=12)]
    for row, value in enumerate(upward.values):
        at = _LEFT - 8, foot - (row + 0.5) * _CELL
        parts.append(
            label(at, words.figure(value, ".4g"), size=11, soft=True, anchor="end")
        )
    for column, value in enumerate(across.values):
        at = _LEFT + (column + 0.5) * _CELL, foot + 12
        parts.append(
            label(at, words.figure(value, ".3g"), size=10.5, soft=True, anchor="middle")
        )
    parts.append(label((_LEFT, foot + 32), f"→ {across.title}", size=12))
    return parts


def _sample(verdict: str | None) -> Sample:
    def draw(at: tuple[float, float]) -> Markup:
        return _cell((at[0] - 9, at[1] - 9), verdict, 18)

    return draw


def _reading(verdicts: Sequence[Sequence[str | None]], names: Names) -> str:
    every = [verdict for found in verdicts for verdict in found]
    return " ".join(
        names.say(
            "{count} of {all}: {verdict}.",
            count=names.number(every.count(each)),
            all=names.number(len(every)),
            verdict=verdict_text(each, names),
        )
        for each in _LOOKS
        if each in every
    )


def _table(
    caption: str,
    axes: tuple[Axis, Axis],
    verdicts: Sequence[Sequence[str | None]],
    names: Names,
) -> Table:
    across, upward = axes
    rows = [
        (names.figure(value, ".6g"), *(verdict_text(each, names) for each in found))
        for value, found in zip(upward.values, verdicts, strict=True)
    ]
    values = tuple(names.figure(value, ".6g") for value in across.values)
    return Table(
        columns=(
            Number("upward", f"{upward.title} \\ {across.title}"),
            *(Column(value, value) for value in values),
        ),
        rows=tuple(rows),
        caption=caption,
    )
