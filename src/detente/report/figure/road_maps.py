"""Road maps side by side: each party's least slack, and the verdict."""

from collections.abc import Sequence

from markupsafe import Markup

from detente.report.document import Column, Number, Picture, Table
from detente.report.figure.axis import Scale, rule, ticks
from detente.report.figure.close_call import band, close_sample, close_words
from detente.report.figure.legend import Entry, Sample, flow
from detente.report.figure.style import caption_width, frame, label, marks
from detente.report.figure.wrapped import wrapped
from detente.report.naming import Names
from detente.report.verdict_words import judged_text
from detente.study.deal.tolerance import CLOSE
from detente.study.deal.verdict import (
    RoadMapCheck,
)

_MARGIN, _TOP, _ROW, _PLOT, _LETTERS = 20.0, 26.0, 46.0, 380.0, 30


def road_maps_picture(checks: Sequence[RoadMapCheck], names: Names) -> Picture | None:
    """Draw the least slack of every party on every road map.

    Parameters
    ----------
    checks : sequence of RoadMapCheck
        The road maps, judged.
    names : Names
        The case and the language.

    Returns
    -------
    Picture or None
        None where no slack is known. Slack is under breakdown where that is known,
        else under min-max, as a share of the party's payoff range.
    """
    shares = [_least(check) for check in checks]
    known = [each for found in shares for each in found.values()]
    if not known:
        return None
    parties = tuple(party for party, _ in checks[0].payoff_range)
    low, high = min([0.0, *known]), max([0.0, *known])
    room = (high - low) * 0.05 or 0.05
    titles = [wrapped(names.element(check.road_map), _LETTERS) for check in checks]
    left = _MARGIN + max(caption_width(line) for title in titles for line in title) + 16
    across = Scale(low - room, high + room, left, left + _PLOT)
    verdicts = [judged_text(check, names) for check in checks]
    width = across.end + 18 + max(map(caption_width, verdicts)) + _MARGIN
    foot = _TOP + _ROW * len(checks)
    parts = [_close_band(across, foot), *_axis(across, foot)]
    for row, check in enumerate(checks):
        y = _TOP + (row + 0.5) * _ROW
        parts += _named(titles[row], y)
        parts += _marks(shares[row], parties, (across, y))
        strong = "600" if check.self_enforcing else None
        parts.append(label((across.end + 18, y), verdicts[row], weight=strong))
        parts.append(rule((_MARGIN, y + _ROW / 2), (width - _MARGIN, y + _ROW / 2)))
    said = names.say("% of what is at stake")
    parts.append(
        label(
            ((left + across.end) / 2, foot + 32),
            said,
            size=12,
            soft=True,
            anchor="middle",
        )
    )
    caption = names.say(
        "Road maps side by side: each party's least slack, as a share of all that is "
        "at stake for it; left of zero a breach pays"
    )
    entries = [
        Entry(_sample(place), names.party(party))
        for place, party in enumerate(parties)
        if any(party in found for found in shares)
    ]
    entries.append(Entry(close_sample, close_words(names)))
    legend, bottom = flow(entries, _MARGIN, foot + 44, width - 2 * _MARGIN)
    alt = _reading(checks, names)
    svg = frame(caption, alt, (width, bottom + _MARGIN / 2), [*parts, *legend])
    return Picture(svg, caption, alt, _table(checks, parties, shares, names))


def _least(check: RoadMapCheck) -> dict[str, float]:
    """Give each party's least slack as a share of its payoff range."""
    stages = (*check.stages, *((check.stay,) if check.stay else ()))
    found: dict[str, float] = {}
    for stage in stages:
        for slack in stage.slack:
            if slack.relative is not None:
                before = found.get(slack.party, slack.relative)
                found[slack.party] = min(before, slack.relative)
    return found


def _axis(across: Scale, foot: float) -> list[Markup]:
    parts = []
    for value in ticks(across.low, across.high):
        x = across(value)
        parts.append(rule((x, _TOP - 6), (x, foot), strong=value == 0))
        said = f"{100 * value:+zg}" if value else "0"
        parts.append(label((x, foot + 14), said, size=11, soft=True, anchor="middle"))
    return parts


def _close_band(across: Scale, foot: float) -> Markup:
    """Shade where slack is too close to zero to call."""
    left, right = max(across(-CLOSE), across.start), min(across(CLOSE), across.end)
    return band((left, _TOP - 6), (right, foot))


def _named(lines: list[str], y: float) -> list[Markup]:
    top = y - (len(lines) - 1) * 8
    return [
        label((_MARGIN, top + 16 * place), line) for place, line in enumerate(lines)
    ]


def _marks(
    shares: dict[str, float], parties: tuple[str, ...], where: tuple[Scale, float]
) -> list[Markup]:
    """Set one mark a party, each on a height of its own."""
    across, y = where
    step = (_ROW - 12) / max(len(parties), 1)
    middle = (len(parties) - 1) / 2
    return [
        marks(place, [(across(shares[party]), y + (place - middle) * step)])
        for place, party in enumerate(parties)
        if party in shares
    ]


def _sample(place: int) -> Sample:
    def draw(at: tuple[float, float]) -> Markup:
        return marks(place, [at])

    return draw


def _reading(checks: Sequence[RoadMapCheck], names: Names) -> str:
    return " ".join(
        names.say(
            "{name}: {verdict}.",
            name=names.element(check.road_map),
            verdict=judged_text(check, names),
        )
        for check in checks
    )


def _table(
    checks: Sequence[RoadMapCheck],
    parties: tuple[str, ...],
    shares: list[dict[str, float]],
    names: Names,
) -> Table:
    rows = [
        (
            names.element(check.road_map),
            judged_text(check, names),
            *(
                names.figure(100 * found[party], "+z.1f") if party in found else "-"
                for party in parties
            ),
        )
        for check, found in zip(checks, shares, strict=True)
    ]
    return Table(
        columns=(
            Column("road_map", names.say("road map")),
            Column("verdict", names.say("verdict")),
            *(Number(party, names.party(party)) for party in parties),
        ),
        rows=tuple(rows),
        caption=names.say("Each party's least slack, in % of what is at stake for it"),
    )
