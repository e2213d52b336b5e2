"""What happened, on one lane a party: who met whom, words and deeds."""

import datetime
from collections.abc import Mapping, Sequence
from itertools import accumulate, pairwise
from math import log10

from markupsafe import Markup

from detente.model.event import EVENT_KINDS, Event
from detente.report.document import Picture
from detente.report.figure.axis import rule
from detente.report.figure.event_table import event_kinds, event_table, option_sign
from detente.report.figure.legend import Entry, Sample, flow
from detente.report.figure.style import (
    INK,
    NARROW,
    PAPER,
    SOFT,
    caption_width,
    frame,
    label,
)
from detente.report.figure.svg import element, join, number
from detente.report.naming import Names

_MARGIN, _TOP, _LANE, _LONG = 20.0, 44.0, 40.0, 1100.0
_SIZE = 5.5
_LOOK = {"fill": INK, "stroke": INK, "class_": "dt-ink-s dt-ink"}
_DUE = {"fill": PAPER, "class_": "dt-paper"}
_SHAPES = {
    "statement": "M-1 -1H1V1H-1Z",
    "offer": "M0 -1.3L1.3 0L0 1.3L-1.3 0Z",
    "position": "M-1.2 -.5H1.2V.5H-1.2Z",
    "message": "M-1.3 -.9H1.3V.9H-1.3ZM-1.3 -.9L0 .2L1.3 -.9",
    "begun": "M0 -1.25L1.25 1H-1.25ZM-.5 .5H.5",
    "deed": "M0 -1.25L1.25 1H-1.25Z",
    "verification": "M-1.2 0L-.3 1L1.3 -1L-.3 .1Z",
    "kept": "M-.45 -1.2H.45V1.2H-.45Z",
    "breach": "M-1.2 -1.2L0 -.4L1.2 -1.2L.4 0L1.2 1.2L0 .4L-1.2 1.2L-.4 0Z",
    "leadership": "M0 1.25L1.25 -1H-1.25Z",
}


def timeline_picture(
    events: Sequence[Event], as_of: datetime.date | None, names: Names
) -> Picture | None:
    """Draw events by date on the lanes of those who took part.

    Parameters
    ----------
    events : sequence of Event
        In any order.
    as_of : date or None
        The date of the case; what is later is drawn hollow.
    names : Names
        The case and the language.

    Returns
    -------
    Picture or None
        None where no event names a party or body. A meeting is a line that
        joins the lanes of those who met.
    """
    shown = sorted(
        (event for event in events if event.parties),
        key=lambda event: (event.date, EVENT_KINDS.index(event.kind)),
    )
    if not shown:
        return None
    lanes = _lanes(shown, names)
    left = _MARGIN + 24 + max(caption_width(names.actor(who)) for who in lanes)
    columns = _columns(shown, left)
    ends = left, max(columns[-1] + 22, 540.0)
    foot = _TOP + _LANE * len(lanes)
    parts = [*_ground(lanes, ends, foot, names), *_dates(shown, columns, foot, names)]
    if as_of is not None:
        parts += _today(shown, columns, (as_of, foot), names)
    drawn = (
        _event(event, x, lanes, as_of, names)
        for event, x in zip(shown, columns, strict=True)
    )
    parts.append(element("g", *drawn, stroke_width="0.2", **_LOOK))
    width = ends[1] + _MARGIN
    entries = _entries(shown, as_of, names)
    caption = names.say(
        "What happened when: one lane a party; the axis is stretched where much "
        "happened"
    )
    alt = _reading(shown, names)

    # On a phone it is pushed sideways; what its marks mean is seen without that.
    legend, bottom = flow(entries, _MARGIN, foot + 76, NARROW - 2 * _MARGIN)
    size = width, bottom + _MARGIN / 2
    svg = frame(caption, alt, size, [*parts, *legend])
    return Picture(svg, caption, alt, event_table(shown, names))


def _lanes(events: Sequence[Event], names: Names) -> dict[str, float]:
    """Give the height of each lane: parties in file order, then bodies."""
    case = names.case
    known = [*(party.id for party in case.parties), *(body.id for body in case.bodies)]
    there = {who for event in events for who in event.parties}
    lanes = [who for who in known if who in there]
    return {who: _TOP + (place + 0.5) * _LANE for place, who in enumerate(lanes)}


def _columns(events: Sequence[Event], left: float) -> list[float]:
    """Give each event a place of its own, further on after a longer time."""
    days = [event.date.toordinal() for event in events]
    steps = [14 + 8 * log10(1 + after - before) for before, after in pairwise(days)]
    tight = min(1.0, _LONG / sum(steps)) if steps else 1.0
    return list(accumulate((max(step * tight, 9) for step in steps), initial=left + 22))


def _ground(
    lanes: dict[str, float], ends: tuple[float, float], foot: float, names: Names
) -> list[Markup]:
    start, end = ends
    parts = [rule((start, foot), (end, foot), strong=True)]
    for who, y in lanes.items():
        parts.append(rule((start, y), (end, y)))
        parts.append(label((_MARGIN, y), names.actor(who), weight="600"))
    return parts


def _dates(
    events: Sequence[Event], columns: Sequence[float], foot: float, names: Names
) -> list[Markup]:
    """Write each date once, turned, under the first of its events."""
    ticks, parts = [], []
    last, free = None, 0.0
    for event, x in zip(events, columns, strict=True):
        if event.date != last and x >= free:
            ticks.append(f"M{number(x)} {number(foot)}v5")
            parts.append(_turned(names.day(event.date), (x, foot + 9)))
            free = x + 11
        last = event.date
    d = "".join(ticks)
    axis = element("path", d=d, stroke=INK, class_="dt-ink-s", stroke_width=1.2)
    look = {"text_anchor": "end", "fill": SOFT, "class_": "dt-soft"}
    return [axis, element("g", *parts, font_size="10", **look)]


def _turned(words: str, at: tuple[float, float]) -> Markup:
    return element(
        "text",
        words,
        transform=f"translate({at[0] + 3.5:.1f} {at[1]:.1f}) rotate(-90)",
    )


def _today(
    events: Sequence[Event],
    columns: Sequence[float],
    day: tuple[datetime.date, float],
    names: Names,
) -> list[Markup]:
    """Draw a line between what is past and what is due; the day and its foot."""
    as_of, foot = day
    past = [x for event, x in zip(events, columns, strict=True) if event.date <= as_of]
    due = [x for event, x in zip(events, columns, strict=True) if event.date > as_of]
    if not due:
        return []
    x = (past[-1] + due[0]) / 2 if past else due[0] - 11
    line = rule((x, _TOP - 10), (x, foot), strong=True, dashes="2 4")
    said = names.day(as_of)
    return [line, label((x, _TOP - 20), said, size=11, soft=True, anchor="middle")]


def _event(
    event: Event,
    x: float,
    lanes: dict[str, float],
    as_of: datetime.date | None,
    names: Names,
) -> Markup:
    heights = [lanes[who] for who in event.parties if who in lanes]
    due = as_of is not None and event.date > as_of
    look = _DUE if due else {}
    marks = [_mark(event.kind, (x, y), look) for y in heights]
    if event.kind == "meeting" and len(heights) > 1:
        line = rule((x, min(heights)), (x, max(heights)), strong=True)
        marks.insert(0, line)
    return element(
        "g",
        element("title", _told(event, names)),
        *marks,
        class_=f"dt-event dt-{event.kind}",
    )


def _mark(kind: str, at: tuple[float, float], look: Mapping[str, str]) -> Markup:
    """Draw the mark of a kind; what all events share stands around them."""
    x, y = at
    if kind == "meeting":
        return element("circle", cx=x, cy=y, r=_SIZE, stroke_width=1.2, **look)
    return element(
        "path",
        d=_SHAPES[kind],
        transform=f"translate({x:.1f} {y:.1f}) scale({_SIZE})",
        **look,
    )


def _entries(
    events: Sequence[Event], as_of: datetime.date | None, names: Names
) -> list[Entry]:
    met = {event.kind for event in events}
    kinds = _kinds(names)
    entries = [
        Entry(_sample(kind, due=False), kinds[kind])
        for kind in EVENT_KINDS
        if kind in met
    ]
    if as_of is not None and any(event.date > as_of for event in events):
        words = names.say("hollow: after the date of the case")
        entries.append(Entry(_sample("meeting", due=True), words))
    return entries


def _sample(kind: str, *, due: bool) -> Sample:
    def draw(at: tuple[float, float]) -> Markup:
        hollow = _DUE | {"class_": "dt-ink-s dt-paper"}
        look = _LOOK | (hollow if due else {})
        return join([element("g", _mark(kind, at, {}), stroke_width="0.2", **look)])

    return draw


def _kinds(names: Names) -> dict[str, str]:
    said = names.say("meeting: joins those who met")
    return event_kinds(names) | {"meeting": said}


def _told(event: Event, names: Names) -> str:
    kind = event_kinds(names)[event.kind]
    parts = [names.date(event.date), kind]
    parts.append(", ".join(names.actor(who) for who in event.parties))
    if event.option is not None:
        parts.append(option_sign(event, names))
    title = names.text(event.title)
    return " · ".join([*parts, *([title] if title else [])])


def _reading(events: Sequence[Event], names: Names) -> str:
    return names.count(
        "{n} event from {first} to {last}.",
        "{n} events from {first} to {last}.",
        len(events),
        first=events[0].date,
        last=events[-1].date,
    )
