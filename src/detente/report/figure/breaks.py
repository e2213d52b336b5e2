"""When histories of a road map broke: a bar a period, in parts by stage."""

from collections.abc import Callable, Mapping

from markupsafe import Markup

from detente.report.document import Column, Number, Picture, Rows, Table
from detente.report.figure.axis import Scale, above, level, ticks
from detente.report.figure.calendar import calendar
from detente.report.figure.legend import Entry, flow
from detente.report.figure.style import frame, party_fill
from detente.report.figure.svg import element
from detente.report.naming import Names, stage_name
from detente.study.time.outcomes import Simulation, breaks_by_period

_LEFT, _TOP, _WIDTH, _HEIGHT, _MARGIN = 56.0, 28.0, 520.0, 200.0, 20.0
_PERIODS = 120
"""So many bars are drawn at most, each of as many periods as that takes."""
Heap = tuple[int, int | None]
"""The first period of a bar, and a stage."""


def breaks_picture(found: Simulation, names: Names) -> Picture | None:
    """Draw how many histories broke when, and at which stage.

    Parameters
    ----------
    found : Simulation
        Histories of one road map.
    names : Names
        The case and the language.

    Returns
    -------
    Picture or None
        None where no history breaks. The axis is the calendar, or periods where the
        case has no day; dashed lines are days on which a change of leadership is due.
    """
    script, histories = found.script, found.histories
    if script is None or histories is None:
        return None
    width = -(-(script.last + 1) // _PERIODS)
    heaps = breaks_by_period(script, histories, width)
    if not heaps:
        return None
    stages = sorted({stage for _, stage in heaps}, key=lambda each: each or 10**6)
    most = max(_height(heaps, begin) for begin, _ in heaps)
    across = Scale(0.0, float(script.last + 1), _LEFT, _LEFT + _WIDTH)
    marks = [each for each in ticks(0, most) if each >= 0]
    up = Scale(0.0, max(float(most), marks[-1]), _TOP + _HEIGHT, _TOP)
    caption = names.say(
        "{road_map}: when it broke, in how many of {count} histories; dashed: a change "
        "of leadership is due",
        road_map=names.element(found.check.road_map),
        count=names.number(len(histories.broke)),
    )
    parts: list[Markup] = [
        level(marks, up, (_LEFT, _LEFT + _WIDTH), names),
        above(names.say("histories"), (_LEFT, _TOP)),
    ]
    ends = _TOP, _TOP + _HEIGHT
    parts += calendar(script.scheduled, across, ends, names)
    for begin in sorted({begin for begin, _ in heaps}):
        floor = 0
        for place, stage in enumerate(stages):
            count = heaps.get((begin, stage), 0)
            span = across(begin), across(min(begin + width, script.last + 1))
            if count:
                parts.append(_bar(span, (up(floor), up(floor + count)), place))
            floor += count
    totals = {
        stage: sum(n for (_, each), n in heaps.items() if each == stage)
        for stage in stages
    }
    entries = [
        Entry(_sample(place), f"{stage_name(stage, names)}: {names.number(n)}")
        for place, (stage, n) in enumerate(totals.items())
    ]
    legend, bottom = flow(entries, _MARGIN, _TOP + _HEIGHT + 32, _WIDTH)
    size = _LEFT + _WIDTH + _MARGIN, bottom + _MARGIN / 2
    alt = "; ".join(entry.words for entry in entries)
    svg = frame(caption, alt, size, [*parts, *legend])
    return Picture(svg, caption, alt, _table(heaps, names))


def _height(heaps: Mapping[Heap, int], begin: int) -> int:
    return sum(n for (each, _), n in heaps.items() if each == begin)


def _bar(across: tuple[float, float], up: tuple[float, float], place: int) -> Markup:
    (left, right), (foot, top) = across, up
    gap = 0.5 if right - left > 2 else 0.0  # noqa: PLR2004 - a bar as thin as a gap
    return element(
        "rect",
        x=f"{left + gap / 2:.1f}",
        y=f"{top:.1f}",
        width=f"{right - left - gap:.1f}",
        height=f"{foot - top:.1f}",
        **party_fill(place),
    )


def _sample(place: int) -> Callable[[tuple[float, float]], Markup]:
    def drawn(at: tuple[float, float]) -> Markup:
        return element(
            "rect", x=at[0] - 8, y=at[1] - 7, width=16, height=14, **party_fill(place)
        )

    return drawn


def _table(heaps: Mapping[Heap, int], names: Names) -> Table:
    """Give the numbers that are drawn."""
    caption = names.say("When it broke, and at which stage")
    return Rows(sorted(heaps.items(), key=lambda each: each[0][0]), caption).under(
        Column("period", names.say("period"), lambda each: names.number(each[0][0])),
        Column("stage", names.say("stage"), lambda each: stage_name(each[0][1], names)),
        Number("histories", names.say("histories"), lambda each: names.number(each[1])),
    )
