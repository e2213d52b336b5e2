"""What each road map gives each party: arrows from today, one row a road map."""

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from detente.report.document import Column, Number, Picture, Table
from detente.report.figure.axis import Scale, rule
from detente.report.figure.legend import Entry, flow, least_width
from detente.report.figure.style import (
    INK,
    NARROW,
    PAPER,
    caption_width,
    frame,
    label,
    party_fill,
    party_line,
)
from detente.report.figure.svg import element, polygon
from detente.report.figure.wrapped import wrapped
from detente.report.naming import Names
from detente.study.deal.signing import Signing
from detente.study.deal.verdict import RoadMapCheck

_MARGIN, _TOP, _ROW, _CELL, _LETTERS = 20.0, 44.0, 38.0, 112.0, 26
_HEAD = 6.0
_EDGE, _LINE, _AXIS = 4.0, 22.0, 150.0
"""In a narrow picture: its edge, a line, and where the arrows begin."""


def gains_picture(checks: Sequence[RoadMapCheck], names: Names) -> Picture | None:
    """Draw what each road map gives each party at its end, and its lowest point.

    Parameters
    ----------
    checks : sequence of RoadMapCheck
        The road maps, judged.
    names : Names
        The case and the language.

    Returns
    -------
    Picture or None
        As shares of each party's payoff range; None where nothing is known.
    """
    shown = [check for check in checks if check.calling_off is not None]
    found = [_shares(check) for check in shown]
    most = max(
        (abs(v) for row in found for pair in row.values() for v in pair), default=0
    )
    if not most:
        return None
    parties = [party for party, size in shown[0].payoff_range if size]
    titles = [wrapped(names.element(check.road_map), _LETTERS) for check in shown]
    left = _MARGIN + max(caption_width(line) for title in titles for line in title) + 12
    entries = [
        Entry(_arrow_sample, _end_words(names)),
        Entry(lambda at: _hollow(None, at), names.say("lowest point on the way")),
    ]
    inner = max(left + _CELL * len(parties) - _MARGIN, least_width(entries))
    width = inner + 2 * _MARGIN
    foot = _TOP + _ROW * len(shown)
    parts: list[Markup] = []
    for column, party in enumerate(parties):
        start = left + column * _CELL
        across = Scale(-most, most, start + 10, start + _CELL - 10)
        name = wrapped(names.party(party), 15)
        for line, said in enumerate(name):
            parts.append(
                label((across(0), 14 + 14 * line), said, size=12, anchor="middle")
            )
        parts.append(rule((across(0), _TOP - 6), (across(0), foot), strong=True))
        place = names.case.parties.index(names.case.party[party])
        for row, shares in enumerate(found):
            y = _TOP + (row + 0.5) * _ROW
            if party in shares:
                parts += _gain(place, across, y, shares[party])
    for row, title in enumerate(titles):
        y = _TOP + (row + 0.5) * _ROW
        top = y - (len(title) - 1) * 8
        parts += [label((_MARGIN, top + 16 * k), line) for k, line in enumerate(title)]
        edge = _TOP + (row + 1) * _ROW
        parts.append(rule((_MARGIN, edge), (width - _MARGIN, edge)))
    legend, bottom = flow(entries, _MARGIN, foot + 8, inner)
    caption = names.say(
        "What each road map gives each party against today, as a share of all that is "
        "at stake for it; left of the line it loses"
    )
    alt = " ".join(_reading(check, names) for check in shown)
    svg = frame(caption, alt, (width, bottom + _MARGIN / 2), [*parts, *legend])
    rows_below = [
        (names.element(check.road_map), shares)
        for check, shares in zip(shown, found, strict=True)
    ]
    narrow = frame(caption, alt, *_below(rows_below, most, entries, names))
    return Picture(svg, caption, alt, _table(shown, found, parties, names), narrow)


def _below(
    rows: Sequence[tuple[str, Mapping[str, tuple[float, float]]]],
    most: float,
    entries: Sequence[Entry],
    names: Names,
) -> tuple[tuple[float, float], list[Markup]]:
    """Draw the road maps one below the other, a line a party."""
    across = Scale(-most, most, _AXIS, NARROW - 12)
    parts: list[Markup] = []
    top = 0.0
    for title, shares in rows:
        for line in wrapped(title, 42):
            parts.append(label((_EDGE, top + 12), line, weight="600"))
            top += 16
        foot = top + _LINE * len(shares) + 8
        parts.append(rule((across(0), top + 4), (across(0), foot), strong=True))
        for party, share in shares.items():
            y = top + 4 + _LINE / 2
            place = names.case.parties.index(names.case.party[party])
            name = names.party(party)
            short = name if len(name) <= 20 else f"{name[:19].rstrip()}…"  # noqa: PLR2004 - letters before the axis
            parts.append(label((_EDGE, y), short, size=12))
            parts += _gain(place, across, y, share)
            top += _LINE
        top = foot + 10
    legend, bottom = flow(entries, _EDGE, top, NARROW - 2 * _EDGE)
    return (NARROW, bottom + _EDGE), [*parts, *legend]


def _arrow_sample(at: tuple[float, float]) -> Markup:
    return _arrow(None, (at[0] - 14, at[0] + 14), at[1])


def _end_words(names: Names) -> str:
    return names.say("at the end")


def _shares(check: RoadMapCheck) -> dict[str, tuple[float, float]]:
    """Give each party's end and lowest point as shares of its payoff range."""
    ranges = dict(check.payoff_range)
    signing = check.calling_off.signing if check.calling_off is not None else ()
    return {
        each.party: (each.end / ranges[each.party], _lowest(each) / ranges[each.party])
        for each in signing
        if each.end is not None and ranges[each.party]
    }


def _lowest(each: Signing) -> float:
    return each.lowest.value if each.lowest is not None else 0.0


def _gain(
    place: int, across: Scale, y: float, shares: tuple[float, float]
) -> list[Markup]:
    end, lowest = shares
    parts = [_arrow(place, (across(0), across(end)), y)]
    if lowest < min(end, 0.0):
        x = across(lowest)
        line = party_line(place) | {"stroke_dasharray": "2 3"}
        parts.insert(
            0, element("line", x1=across(0), y1=y, x2=x, y2=y, stroke_width=1.4, **line)
        )
        parts.append(_hollow(place, (x, y)))
    return parts


def _arrow(place: int | None, ends: tuple[float, float], y: float) -> Markup:
    """Draw an arrow; one of no length is a dot."""
    start, end = ends
    fill = {"fill": INK, "class_": "dt-ink"} if place is None else party_fill(place)
    if abs(end - start) < 1:
        return element("circle", cx=start, cy=y, r=2.5, **fill)
    back = _HEAD if end > start else -_HEAD
    neck = end - back if abs(end - start) > _HEAD else start
    points = (
        *((start, y - 2), (neck, y - 2), (neck, y - 6), (end, y)),
        *((neck, y + 6), (neck, y + 2), (start, y + 2)),
    )
    return polygon(points, **fill)


def _hollow(place: int | None, at: tuple[float, float]) -> Markup:
    line = {"stroke": INK} if place is None else {"stroke": party_line(place)["stroke"]}
    class_ = "dt-paper dt-ink-s" if place is None else f"dt-paper dt-s{place}"
    return element(
        "circle",
        cx=at[0],
        cy=at[1],
        r=4.5,
        fill=PAPER,
        stroke_width=1.6,
        class_=class_,
        **line,
    )


def _reading(check: RoadMapCheck, names: Names) -> str:
    told = [
        f"{names.party(party)} {names.figure(100 * end, '+.0f')}\u00a0%"
        for party, (end, _) in _shares(check).items()
    ]
    plan = names.element(check.road_map)
    return names.say("{plan}: {answers}.", plan=plan, answers=", ".join(told))


def _table(
    checks: Sequence[RoadMapCheck],
    found: Sequence[dict[str, tuple[float, float]]],
    parties: Sequence[str],
    names: Names,
) -> Table:
    rows = []
    for check, shares in zip(checks, found, strict=True):
        cells = [names.element(check.road_map)]
        for party in parties:
            end, lowest = shares.get(party, (None, None))
            for share in (end, lowest):
                figure = None if share is None else 100 * share
                cells.append(names.figure(figure, "+z.1f"))
        rows.append(tuple(cells))
    columns: list[Column[object]] = [Column("road_map", names.say("road map"))]
    for party in parties:
        named = names.party(party)
        columns.append(Number(f"{party}_end", f"{named}: {_end_words(names)}"))
        lowest_words = names.say("lowest on the way")
        columns.append(Number(f"{party}_lowest", f"{named}: {lowest_words}"))
    caption = names.say("Gains against today, in % of what is at stake for each")
    return Table(columns=tuple(columns), rows=tuple(rows), caption=caption)
