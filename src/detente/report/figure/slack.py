"""Slack of a road map: bars by stage and party, under both threats."""

from markupsafe import Markup

from detente.records import dataclass
from detente.report.document import Column, Number, Picture, Table
from detente.report.figure.axis import Scale, rule
from detente.report.figure.close_call import band, close_sample, close_words
from detente.report.figure.legend import Entry, flow
from detente.report.figure.style import (
    INK,
    PAPER,
    caption_width,
    colour,
    frame,
    label,
    party_fill,
    party_line,
)
from detente.report.figure.svg import element
from detente.report.naming import Names, stage_name
from detente.report.verdict_words import judged_text
from detente.report.words import Words
from detente.study.deal.tolerance import CLOSE
from detente.study.deal.verdict import (
    RoadMapCheck,
    Slack,
    StageCheck,
)

_MARGIN, _COLUMN, _BAR, _PANEL, _LABEL = 20.0, 92.0, 24.0, 108.0, 15.0
_FIGURE, _FORM = 10.5, "+z.2f"


@dataclass(frozen=True)
class _Grid:
    """Where the panels stand: one row a party, one column a stage.

    `aside` is how far the middle of a bar is from the middle of its column.
    """

    parties: tuple[str, ...]
    places: dict[str, int]
    stages: tuple[StageCheck, ...]
    ranges: dict[str, float]
    left: float
    aside: float
    shares: Scale
    words: Words

    def top(self, row: int) -> float:
        """Give the upper edge of a party's panel."""
        return _MARGIN + 24 + row * (_PANEL + 12)

    def height(self, row: int, value: float, party: str) -> float:
        """Give where a value of a party stands in its panel."""
        share = value / self.ranges[party]
        return self.top(row) + self.shares(share)

    @property
    def column(self) -> float:
        """How broad a column is."""
        return max(_COLUMN, 4 * self.aside + 6)

    def middle(self, column: int) -> float:
        """Give the middle of a column."""
        return self.left + (column + 0.5) * self.column

    @property
    def right(self) -> float:
        """Where the last column ends."""
        return self.left + self.column * len(self.stages)


def slack_picture(check: RoadMapCheck, names: Names) -> Picture | None:
    """Draw each party's slack at each stage of a road map.

    Parameters
    ----------
    check : RoadMapCheck
        The road map, judged.
    names : Names
        The case and the language.

    Returns
    -------
    Picture or None
        None where no slack is known. Figures are in utility per period for
        ever; heights are shares of each party's payoff range, so that parties
        can be compared.
    """
    stages = tuple(stage for stage in _stages(check) if stage.slack)
    known = [
        (slack.party, value)
        for stage in stages
        for slack in stage.slack
        for value in (slack.breakdown, slack.minmax)
        if value is not None
    ]
    if not known:
        return None
    grid = _laid_out(check, stages, known, names)
    caption = names.say(
        "Slack of the road map “{name}” by stage and party, in utility per period for "
        "ever; heights are shares of all that is at stake for each party",
        name=names.element(check.road_map),
    )
    alt = _reading(check, names)
    parts = [*_frame(grid, names), *_bars(grid, check)]
    bottom = grid.top(len(grid.parties)) - 6
    width = max(grid.right + _MARGIN, 560.0)
    marks, bottom = flow(_entries(check, names), _MARGIN, bottom, width - 2 * _MARGIN)
    svg = frame(caption, alt, (width, bottom + _MARGIN / 2), [*parts, *marks])
    return Picture(svg, caption, alt, _table(check, names))


def _stages(check: RoadMapCheck) -> tuple[StageCheck, ...]:
    return (*check.stages, *((check.stay,) if check.stay else ()))


def _laid_out(
    check: RoadMapCheck,
    stages: tuple[StageCheck, ...],
    known: list[tuple[str, float]],
    names: Names,
) -> _Grid:
    there = {party for party, _ in known}
    places = {party.id: k for k, party in enumerate(names.case.parties)}
    parties = tuple(party for party in places if party in there)
    ranges = {party: width or 1.0 for party, width in check.payoff_range}
    ranges = {party: ranges.get(party, 1.0) for party in parties}
    shares = [value / ranges[party] for party, value in known]
    low, high = min(0.0, *shares), max(0.0, *shares)
    high = high if high > low else 1.0
    left = _MARGIN + 24 + max(caption_width(names.party(each)) for each in parties)
    heights = Scale(low, high, _PANEL - _LABEL, _LABEL)
    figures = [names.figure(value, _FORM) for _, value in known]
    widest = max(caption_width(figure, _FIGURE) for figure in figures)
    aside = max(_BAR / 2 + 8, widest / 2 + 1)
    return _Grid(parties, places, stages, ranges, left, aside, heights, names)


def _frame(grid: _Grid, names: Names) -> list[Markup]:
    parts = []
    for column, stage in enumerate(grid.stages):
        title = (
            names.say("staying")
            if stage.stage is None
            else stage_name(stage.stage, names)
        )
        at = grid.middle(column), _MARGIN + 8
        parts.append(label(at, title, anchor="middle", soft=True))
    for row, party in enumerate(grid.parties):
        edges = (grid.top(row) + grid.shares(share) for share in (CLOSE, -CLOSE))
        top, bottom = (
            min(max(y, grid.top(row)), grid.top(row) + _PANEL) for y in edges
        )
        parts.append(band((grid.left, top), (grid.right, bottom)))
        y = grid.height(row, 0.0, party)
        parts.append(rule((grid.left, y), (grid.right, y), strong=True))
        parts.append(label((_MARGIN, y), names.party(party), weight="600"))
        if row:
            edge = grid.top(row) - 6
            parts.append(rule((_MARGIN, edge), (grid.right, edge)))
    return parts


def _bars(grid: _Grid, check: RoadMapCheck) -> list[Markup]:
    parts = []
    for row, party in enumerate(grid.parties):
        found = [
            (grid.middle(column), slack)
            for column, stage in enumerate(grid.stages)
            for slack in stage.slack
            if slack.party == party
        ]
        parts += _row(grid, row, found)
        parts += [
            _ring(grid, row, grid.middle(column))
            for column, stage in enumerate(grid.stages)
            if check.binding and check.binding[:2] == (stage.stage, party)
        ]
    return parts


def _row(grid: _Grid, row: int, found: list[tuple[float, Slack]]) -> list[Markup]:
    """Draw the bars of both threats side by side, with their figures."""
    party = grid.places[grid.parties[row]]
    zero = grid.height(row, 0.0, grid.parties[row])
    parts = []
    for full, side in ((True, -1), (False, 1)):
        bars, figures = [], []
        for middle, slack in found:
            value = slack.breakdown if full else slack.minmax
            if value is not None:
                x, end = (
                    middle + side * grid.aside,
                    grid.height(row, value, slack.party),
                )
                bars.append(_bar(x, zero, end))
                figures.append(_figure(grid, (x, end), value))
        look = _look(party, full=full)
        parts += [element("g", *bars, **look), _lettered(figures)] if bars else []
    parts += [
        label((middle, zero - 9), "-", anchor="middle", soft=True)
        for middle, slack in found
        if slack.breakdown is None and slack.minmax is None
    ]
    return parts


def _figure(grid: _Grid, at: tuple[float, float], value: float) -> Markup:
    """Write a value above its bar, or below the bar of a loss."""
    x, end = at
    middle = end - 8 if value >= 0 else end + 8
    return element(
        "text",
        grid.words.figure(value, _FORM),
        x=x,
        y=middle + _FIGURE * 0.35,
        font_weight="700" if value < 0 else None,
    )


def _lettered(figures: list[Markup]) -> Markup:
    return element("g", *figures, font_size=_FIGURE, text_anchor="middle")


def _look(party: int, *, full: bool) -> dict[str, str | float]:
    """Give how the bars of a party look under one threat."""
    ground = party_fill(party) if full else {"fill": PAPER, "class_": "dt-paper"}
    line = str(party_line(party)["class_"])
    return {
        "fill": ground["fill"],
        "stroke": colour(party),
        "stroke_width": 1.4,
        "class_": f"{ground['class_']} {line}",
    }


def _bar(x: float, zero: float, end: float) -> Markup:
    return element(
        "rect",
        x=x - _BAR / 2,
        y=min(zero, end),
        width=_BAR,
        height=max(abs(end - zero), 1.0),
    )


def _ring(grid: _Grid, row: int, middle: float) -> Markup:
    return element(
        "rect",
        x=middle - grid.column / 2 + 2,
        y=grid.top(row) - 2,
        width=grid.column - 4,
        height=_PANEL + 4,
        rx=6,
        fill="none",
        stroke=INK,
        stroke_width=2,
        stroke_dasharray="2 3",
        class_="dt-ink-s dt-binding",
    )


def _entries(check: RoadMapCheck, names: Names) -> list[Entry]:

    def sample(at: tuple[float, float], ground: str, mark: str) -> Markup:
        return element(
            "rect",
            x=at[0] - 12,
            y=at[1] - 7,
            width=24,
            height=14,
            fill=ground,
            stroke=INK,
            stroke_width=1.4,
            class_=f"dt-ink-s {mark}",
        )

    def ring(at: tuple[float, float]) -> Markup:
        return element(
            "rect",
            x=at[0] - 14,
            y=at[1] - 9,
            width=28,
            height=18,
            rx=5,
            fill="none",
            stroke=INK,
            stroke_width=2,
            stroke_dasharray="2 3",
            class_="dt-ink-s",
        )

    found = [
        Entry(
            lambda at: sample(at, INK, "dt-ink"),
            names.say("slack if a breach leads to breakdown"),
        ),
        Entry(
            lambda at: sample(at, PAPER, "dt-paper"),
            names.say("slack if the others punish as hard as they can"),
        ),
    ]
    if check.binding is not None:
        found.append(Entry(ring, names.say("where it binds: the least slack")))
    said = names.say("above the line keeping to it pays, below it a breach does")
    found += [Entry(_zero_sample, said), Entry(close_sample, close_words(names))]
    return found


def _zero_sample(at: tuple[float, float]) -> Markup:
    return rule((at[0] - 18, at[1]), (at[0] + 18, at[1]), strong=True)


def _reading(check: RoadMapCheck, names: Names) -> str:
    verdict = judged_text(check, names)
    if check.binding is None:
        return names.say("The road map: {verdict}.", verdict=verdict)
    stage, party, slack = check.binding
    return names.say(
        "The road map: {verdict}; least slack {slack} for {party} ({stage}).",
        verdict=verdict,
        slack=names.figure(slack, "+z.2f"),
        party=names.party(party),
        stage=stage_name(stage, names),
    )


def _table(check: RoadMapCheck, names: Names) -> Table:
    say = names.say
    rows = [
        (
            str(stage_name(stage.stage, names)),
            names.party(slack.party),
            _cell(slack.breakdown, names),
            _cell(slack.minmax, names),
            "-"
            if slack.relative is None
            else names.figure(100 * slack.relative, "+z.1f"),
        )
        for stage in _stages(check)
        for slack in stage.slack
    ]
    return Table(
        columns=(
            Column("stage", say("stage")),
            Column("party", say("party")),
            Number("breakdown", say("slack, breakdown")),
            Number("minmax", say("slack, min-max")),
            Number("relative", say("% of range")),
        ),
        rows=tuple(rows),
        caption=say("Slack by stage and party, in utility per period for ever"),
    )


def _cell(value: float | None, names: Names) -> str:
    return names.figure(value, "+z.3f")
