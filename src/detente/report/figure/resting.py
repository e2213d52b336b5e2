"""Where the dispute could rest: now, and the kinds of situations nobody would leave."""

from collections.abc import Sequence
from typing import TypeAlias

from markupsafe import Markup

from detente.report.document import Column, Picture, Table
from detente.report.figure.style import (
    INK,
    LINE,
    NARROW,
    PAPER,
    TINT,
    frame,
    label,
)
from detente.report.figure.svg import element, polygon
from detente.report.figure.wrapped import in_lines
from detente.report.naming import Names
from detente.study.overview.survey import Overview
from detente.study.stability.resting import RestingKind

_MARGIN, _BOX, _GAP, _LINE, _PAD, _MOST, _OPTIONS = 20.0, 290.0, 90.0, 17.0, 10.0, 4, 4
_SMALL = 12.0
_BELOW, _GUTTER = 10.0, 50.0
"""Between boxes one below another; beside them, for the arrows."""


def resting_picture(overview: Overview, names: Names) -> Picture | None:
    """Draw now and the kinds of situations in which nobody gains by moving.

    Parameters
    ----------
    overview : Overview
        The static study.
    names : Names
        The case and the language.

    Returns
    -------
    Picture or None
        None where nobody would rest anywhere else. A full arrow leads where parties
        go by moves that are better for whoever makes them, a dashed one where they
        would not go by themselves.
    """
    kinds = [kind for kind in overview.resting if not kind.holds_now][:_MOST]
    if not kinds:
        return None
    now = [names.say("Now"), *_standing(names)]
    boxes = [_lines(kind, names) for kind in kinds]
    caption = names.say(
        "Where nobody would move any more; a full arrow is where the parties go by "
        "moves of their own interest, a dashed one where they do not"
    )
    alt = "; ".join(" ".join(lines) for lines in boxes)
    told = [_set(lines) for lines in boxes]
    drawn = (
        frame(caption, alt, *draw([kind.reached for kind in kinds], _set(now), told))
        for draw in (_beside, _below)
    )
    broad, narrow = drawn
    return Picture(broad, caption, alt, _table(kinds, names), narrow)


_Drawn: TypeAlias = tuple[tuple[float, float], list[Markup]]
"""How large it is, and what is in it."""


def _beside(
    reached: Sequence[bool], now: list[str], boxes: Sequence[list[str]]
) -> _Drawn:
    """Draw now on the left, where it could rest on the right."""
    heights = [_height(lines) for lines in boxes]
    right = _MARGIN + _BOX + _GAP
    total = sum(heights) + 14 * (len(heights) - 1)
    size = right + _BOX + _MARGIN, 12 + max(total, _height(now)) + 12
    middle = size[1] / 2
    parts: list[Markup] = []
    top = middle - total / 2
    start = _MARGIN + _BOX, middle
    for full, lines, height in zip(reached, boxes, heights, strict=True):
        end = right, top + height / 2
        parts += _arrow(start, end, full=full)
        parts += _box((right, top), lines, TINT, "dt-tint")
        top += height + 14
    place = _MARGIN, middle - _height(now) / 2
    parts += _box(place, now, PAPER, "dt-paper")
    return size, parts


def _below(
    reached: Sequence[bool], now: list[str], boxes: Sequence[list[str]]
) -> _Drawn:
    """Draw now above, where it could rest below it, with the arrows beside them."""
    start = _GUTTER, _BELOW + _height(now) / 2
    top = 2 * _BELOW + _height(now)
    parts = _box((_GUTTER, _BELOW), now, PAPER, "dt-paper")
    for place, (full, lines) in enumerate(zip(reached, boxes, strict=True)):
        end = _GUTTER, top + _height(lines) / 2
        # The farther down, the farther out, so that no two lie on each other.
        parts += _arrow(start, end, full=full, bend=_GUTTER - 16 * (place + 1))
        parts += _box((_GUTTER, top), lines, TINT, "dt-tint")
        top += _height(lines) + _BELOW
    return (NARROW, top), parts


def _standing(names: Names) -> list[str]:
    """Name what stands now, as long as that is short."""
    case = names.case
    if not case.options:
        return [names.state(case.status_quo)]
    standing = [option for option in case.options if option.now and not option.settled]
    return [f"\N{BULLET} {names.option(each.id)}" for each in standing[:_OPTIONS]]


def _lines(kind: RestingKind, names: Names) -> list[str]:
    """Name what a kind has and now has not, and the reverse."""
    title = names.count("{n} situation", "{n} situations", kind.count)
    if not names.case.options:
        return [title, names.in_words(kind.nearest)]
    taken = [f"+ {names.option(each)}" for each in kind.taken]
    dropped = [f"\N{MINUS SIGN} {names.option(each)}" for each in kind.dropped]
    listed = [*dropped, *taken]
    return [title, *names.with_rest(listed[: _OPTIONS + 2], len(listed))]


def _set(entries: Sequence[str]) -> list[str]:
    """Break entries where a box ends."""
    return [line for entry in entries for line in in_lines(entry, _BOX - 2 * _PAD)]


def _height(lines: Sequence[str]) -> float:
    return 2 * _PAD + _LINE * len(lines)


def _box(
    at: tuple[float, float], lines: Sequence[str], fill: str, class_: str
) -> list[Markup]:
    x, y = at
    rect = element(
        "rect",
        x=x,
        y=y,
        width=_BOX,
        height=_height(lines),
        rx=4,
        fill=fill,
        stroke=INK,
        stroke_width=1.2,
        class_=f"{class_} dt-ink-s",
    )
    words = [
        label(
            (x + _PAD, y + _PAD + _LINE * (place + 0.5)),
            line,
            size=13 if place == 0 else _SMALL,
            weight="600" if place == 0 else None,
        )
        for place, line in enumerate(lines)
    ]
    return [rect, *words]


def _arrow(
    start: tuple[float, float],
    end: tuple[float, float],
    *,
    full: bool,
    bend: float | None = None,
) -> list[Markup]:
    """Draw an arrow that swings half way, or where `bend` is."""
    (x, y), (u, v) = start, end
    half = (x + u) / 2 if bend is None else bend
    look = (INK, "dt-ink-s") if full else (LINE, "dt-line-s")
    path = element(
        "path",
        d=f"M{x:.1f} {y:.1f}C{half:.1f} {y:.1f} {half:.1f} {v:.1f} {u - 8:.1f} {v:.1f}",
        fill="none",
        stroke=look[0],
        stroke_width=2,
        stroke_dasharray=None if full else "5 4",
        class_=look[1],
    )
    head = polygon(
        ((u, v), (u - 9, v - 5), (u - 9, v + 5)),
        fill=look[0],
        class_="dt-ink" if full else "dt-line",
    )
    return [path, head]


def _table(kinds: Sequence[RestingKind], names: Names) -> Table:
    rows = tuple(
        (
            str(kind.count),
            "; ".join(map(names.option, kind.taken)) or "-",
            "; ".join(map(names.option, kind.dropped)) or "-",
            names.yes(kind.reached),
        )
        for kind in kinds
    )
    return Table(
        columns=(
            Column("count", names.say("situations")),
            Column("taken", names.say("newly done in all of them")),
            Column("dropped", names.say("no longer so in all of them")),
            Column("reached", names.say("reached by moves of their own interest")),
        ),
        rows=rows,
        caption=names.say("Kinds of situations in which nobody gains by moving"),
    )
