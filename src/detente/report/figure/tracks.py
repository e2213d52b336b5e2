"""How far each road map goes: a track from today to its end, with its break."""

from collections.abc import Sequence
from typing import NamedTuple

from markupsafe import Markup

from detente.report.calling_words import (
    breaking_text,
    caller_text,
    goes_on_surely,
    refusing_text,
    signing_text,
)
from detente.report.document import Column, Picture, Table
from detente.report.figure.style import (
    INK,
    LINE,
    NARROW,
    PAPER,
    caption_width,
    frame,
    label,
)
from detente.report.figure.svg import element, join
from detente.report.figure.wrapped import wrapped
from detente.report.naming import Names
from detente.report.verdict_words import briefly_judged, judged_text
from detente.study.deal.calling_off import CallingOff
from detente.study.deal.verdict import RoadMapCheck

_MARGIN, _TOP, _ROW, _STEP, _LETTERS, _SAID = 20.0, 12.0, 44.0, 40.0, 26, 34
_EDGE, _LINE, _WIDE = 12.0, 16.0, 46
"""In a narrow picture: its edge, a line of words, and letters in one."""


class TrackRow(NamedTuple):
    """One track.

    Attributes
    ----------
    title, said : str
        What stands before it, and behind it.
    stages : tuple of int
        Those in which something is done.
    found : CallingOff
        Where it breaks. A track that comes to its end as written, but not in enough
        readings of the assumed numbers, is dashed.
    """

    title: str
    said: str
    stages: tuple[int, ...]
    found: CallingOff


def tracks_picture(checks: Sequence[RoadMapCheck], names: Names) -> Picture | None:
    """Draw one track a road map: its stages, and where it breaks.

    Parameters
    ----------
    checks : sequence of RoadMapCheck
        The road maps, judged.
    names : Names
        The case and the language.

    Returns
    -------
    Picture or None
        None where no road map can be carried out. A track that nobody signs breaks at
        its beginning; beyond a break it is dashed.
    """
    rows = [
        TrackRow(
            names.element(check.road_map),
            _end_words(check, names),
            tuple(stage.stage or 0 for stage in check.stages if not stage.skipped),
            check.calling_off,
        )
        for check in checks
        if check.calling_off is not None
    ]
    caption = names.say(
        "How far each road map goes, stage by stage; a cross is where a party would "
        "not sign or would call it off"
    )
    return drawn_tracks(rows, names, caption)


def drawn_tracks(
    shown: Sequence[TrackRow], names: Names, caption: str
) -> Picture | None:
    """Draw tracks, a row each.

    Parameters
    ----------
    shown : sequence of TrackRow
    names : Names
        The case and the language.
    caption : str
        What it shows.

    Returns
    -------
    Picture or None
        None where there is no row.
    """
    if not shown:
        return None
    titles = [wrapped(row.title, _LETTERS) for row in shown]
    left = _MARGIN + max(caption_width(line) for title in titles for line in title) + 22
    longest = max(len(row.stages) for row in shown)
    right = left + _STEP * (longest + 1)
    ends = [wrapped(row.said, _SAID, 3) for row in shown]
    said = max(caption_width(line, 12) for end in ends for line in end)
    width = right + 14 + said + _MARGIN
    parts: list[Markup] = []
    foot = _TOP
    for row, track in enumerate(shown):
        high = max(_ROW, _LINE * max(len(titles[row]), len(ends[row])) + 8)
        y, foot = foot + high / 2, foot + high
        for words, x, size in ((titles[row], _MARGIN, 13), (ends[row], right + 14, 12)):
            top = y - (len(words) - 1) * 8
            parts += [
                label((x, top + 16 * k), line, size=size)
                for k, line in enumerate(words)
            ]
        parts.append(_track(track, (left, _STEP), y))
    alt = " ".join(
        names.say("{plan}: {answers}.", plan=row.title, answers=row.said)
        for row in shown
    )
    svg = frame(caption, alt, (width, foot + _MARGIN / 2), parts)
    narrow = frame(caption, alt, *_below(shown, longest))
    return Picture(svg, caption, alt, _table(shown, names), narrow)


def _below(
    shown: Sequence[TrackRow], longest: int
) -> tuple[tuple[float, float], list[Markup]]:
    """Draw each track between its title and what is said of it."""
    step = min(_STEP, (NARROW - 2 * _EDGE) / (longest + 1))
    parts: list[Markup] = []
    top = _EDGE
    for track in shown:
        title, said = wrapped(track.title, _WIDE - 4), wrapped(track.said, _WIDE, 3)
        for line in title:
            parts.append(label((_EDGE / 2, top), line, weight="600"))
            top += _LINE
        parts.append(_track(track, (_EDGE, step), top))
        top += _LINE + 2
        for line in said:
            parts.append(label((_EDGE / 2, top), line, size=12))
            top += _LINE
        top += _LINE / 2
    return (NARROW, top), parts


def _break(row: TrackRow) -> int | None:
    """Give after how many stages a track breaks; None where it does not."""
    if row.found.refusing:
        return 0
    if not row.found.callers:
        return None
    stage = row.found.callers[0].stage
    return len(row.stages) + 1 if stage is None else row.stages.index(stage) + 1


def _end_words(check: RoadMapCheck, names: Names) -> str:
    found = check.calling_off
    if found is not None and found.refusing:
        return signing_text(found, names)
    if found is not None and found.callers:
        return breaking_text(found, names)
    return judged_text(check, names) if names.plain else briefly_judged(check, names)


def _track(row: TrackRow, across: tuple[float, float], y: float) -> Markup:
    """Draw today, the stages and the stay, full up to the break and dashed beyond.

    `across` is where it begins, and how far it is from one stop to the next.
    """
    left, step = across
    count = len(row.stages) + 1
    broken = _break(row)
    xs = [left + step * place for place in range(count + 1)]
    sure = goes_on_surely(row.found)
    whole = (count if sure else 0) if broken is None else broken
    parts = [
        element(
            "line",
            x1=xs[first],
            y1=y,
            x2=xs[last],
            y2=y,
            stroke=INK if kept else LINE,
            class_="dt-ink-s" if kept else "dt-line-s",
            stroke_width=2.4,
            stroke_dasharray=None if kept else "4 4",
        )
        for first, last, kept in ((0, whole, True), (whole, count, False))
        if first < last
    ]
    stops = (_stop(x, y, place, count) for place, x in enumerate(xs))
    line = {"stroke": INK, "class_": "dt-ink-s", "stroke_width": "1.6"}
    parts.append(element("g", *stops, **line))
    if broken is not None:
        parts.append(_cross(xs[broken], y))
    return join(parts)


def _stop(x: float, y: float, place: int, last: int) -> Markup:
    """Draw a stop of a track; its ends are filled."""
    ends = place in {0, last}
    return element(
        "circle",
        cx=x,
        cy=y,
        r=5,
        fill=INK if ends else PAPER,
        class_="dt-ink" if ends else "dt-paper",
    )


def _cross(x: float, y: float) -> Markup:
    d = f"M{x - 8:.1f} {y - 8:.1f}L{x + 8:.1f} {y + 8:.1f}"
    d += f"M{x - 8:.1f} {y + 8:.1f}L{x + 8:.1f} {y - 8:.1f}"
    return element(
        "path", d=d, stroke="#8f1d1d", stroke_width=3, class_="dt-s8 dt-break"
    )


def _table(shown: Sequence[TrackRow], names: Names) -> Table:
    rows = tuple(
        (
            row.title,
            str(len(row.stages)),
            refusing_text(row.found, names),
            caller_text(row.found, names),
        )
        for row in shown
    )
    return Table(
        columns=(
            Column("road_map", names.say("road map")),
            Column("stages", names.say("stages")),
            Column("refusing", names.say("would not sign")),
            Column("calling_off", names.say("called off at")),
        ),
        rows=rows,
        caption=names.say("Where each road map breaks"),
    )
