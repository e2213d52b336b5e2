"""Exposure along a road map: one step curve a party."""

from collections.abc import Sequence

from markupsafe import Markup

from detente.report.document import Column, Number, Picture, Table
from detente.report.figure.axis import Scale, level, rule, ticks
from detente.report.figure.legend import Entry, Sample, flow
from detente.report.figure.style import breadth, frame, label, marks, party_line
from detente.report.figure.svg import element, join
from detente.report.naming import Names
from detente.study.deal.exposure import Exposure

_MARGIN, _LEFT, _TOP, _HEIGHT, _STEP = 20.0, 62.0, 44.0, 260.0, 84.0


def exposure_picture(
    road_map: str, exposures: Sequence[Exposure], names: Names
) -> Picture | None:
    """Draw what each party stands to lose, stage by stage.

    Parameters
    ----------
    road_map : str
        Its id, for the caption.
    exposures : sequence of Exposure
        One a party.
    names : Names
        The case and the language.

    Returns
    -------
    Picture or None
        None where the road map has no stage with something to do. Parties of
        which only an order is known are left out beside others, as ranks have
        no place on their scale; the caption says so.
    """
    drawn = _comparable(exposures)
    n_stages = max((len(each.by_stage) for each in drawn), default=0)
    if not n_stages:
        return None
    values = [value for each in drawn for value in each.by_stage]
    low, high = min(0.0, *values), max(0.0, *values) or 1.0
    right = max(_LEFT + n_stages * _STEP, 520.0)
    across = Scale(0, n_stages, _LEFT, right)
    down = Scale(low, high, _TOP + _HEIGHT, _TOP)
    caption = _caption(road_map, exposures, names)
    alt = _reading(exposures, names)
    parties = [party.id for party in names.case.parties]
    places = [parties.index(each.party) for each in drawn]
    parts = [*_axes(n_stages, across, down, names)]
    parts.append(_unit(drawn, names))
    for turn, each in enumerate(drawn):
        share = (turn + 1) / (len(drawn) + 1)
        parts.append(_curve(each, places[turn], share, (across, down)))
    width = right + _MARGIN + 8
    entries = [
        Entry(_sample(place), names.party(each.party))
        for place, each in zip(places, drawn, strict=True)
    ]
    legend, bottom = flow(entries, _MARGIN, _TOP + _HEIGHT + 36, width - 2 * _MARGIN)
    svg = frame(caption, alt, (width, bottom + _MARGIN / 2), [*parts, *legend])
    return Picture(svg, caption, alt, _table(exposures, names))


def _comparable(exposures: Sequence[Exposure]) -> list[Exposure]:
    """Leave out ranks beside utility: they have no place on its scale."""
    amounts = [each for each in exposures if not each.ranks]
    return amounts or list(exposures)


def _caption(road_map: str, exposures: Sequence[Exposure], names: Names) -> str:
    name = names.element(road_map)
    ranked = tuple(each.party for each in exposures if each.ranks)
    if len(ranked) == len(exposures):
        return names.say(
            "Exposure along the road map “{name}”: what the others can take from a "
            "party by undoing their steps, in ranks of its order",
            name=name,
        )
    said = names.say(
        "Exposure along the road map “{name}”: what the others can take from a party "
        "by undoing their steps, in its utility per period",
        name=name,
    )
    if not ranked:
        return said
    left = names.say(
        "Not drawn, as only an order is known, in which exposure counts ranks: "
        "{parties}",
        parties=names.parties(ranked),
    )
    return f"{said}. {left}"


def _unit(drawn: Sequence[Exposure], names: Names) -> Markup:
    ranks = any(each.ranks for each in drawn)
    said = names.say("in ranks") if ranks else names.say("utility per period")
    return label((_MARGIN, _MARGIN), said, size=12, soft=True)


def _axes(n_stages: int, across: Scale, down: Scale, names: Names) -> list[Markup]:
    values = ticks(down.low, down.high)
    parts = [level(values, down, (across.start, across.end), names)]
    foot = down.start
    for stage in range(1, n_stages + 1):
        middle = (across(stage - 1) + across(stage)) / 2
        parts.append(rule((across(stage), foot), (across(stage), foot + 5)))
        parts.append(
            label((middle, foot + 14), str(stage), anchor="middle", soft=True, size=12)
        )
    after = names.say("after stage")
    parts.append(
        label((across.end, foot + 30), after, size=12, soft=True, anchor="end")
    )
    return parts


def _curve(
    each: Exposure, place: int, share: float, scales: tuple[Scale, Scale]
) -> Markup:
    """Draw a curve that keeps its height over each stage, a mark on each step.

    Curves may coincide; the share of a step at which the marks of a party stand
    is its own, so that they tell whose curve it is.
    """
    across, down = scales
    data, ats = "", []
    for stage, value in enumerate(each.by_stage):
        start, end, y = across(stage), across(stage + 1), down(value)
        data += f"{'L' if data else 'M'}{start:.1f} {y:.1f}H{end:.1f}"
        ats.append((start + (end - start) * share, y))
    width = 2 * breadth(place)
    line = element("path", d=data, fill="none", stroke_width=width, **party_line(place))
    return join([line, marks(place, ats)])


def _sample(place: int) -> Sample:
    def draw(at: tuple[float, float]) -> Markup:
        line = f"M{at[0] - 18:.0f} {at[1]:.0f}h36"
        stroke = party_line(place)
        width = 2 * breadth(place)
        path = element("path", d=line, fill="none", stroke_width=width, **stroke)
        return join([path, marks(place, [at])])

    return draw


def _reading(exposures: Sequence[Exposure], names: Names) -> str:
    return " ".join(
        names.say(
            "{party}: at most {most}, after stage {stage}.",
            party=_named(each, names),
            most=names.figure(each.maximum, "z.2f"),
            stage=each.by_stage.index(each.maximum) + 1,
        )
        for each in exposures
        if each.by_stage
    )


def _named(each: Exposure, names: Names) -> str:
    """Name a party, and say where its figures are ranks."""
    said = names.party(each.party)
    return f"{said} ({names.say('in ranks')})" if each.ranks else said


def _table(exposures: Sequence[Exposure], names: Names) -> Table:
    n_stages = max(len(each.by_stage) for each in exposures)
    return Table(
        columns=(
            Column("party", names.say("party")),
            *(
                Number(f"stage_{k + 1}", names.say("stage {n}", n=k + 1))
                for k in range(n_stages)
            ),
        ),
        rows=tuple(
            (
                _named(each, names),
                *(names.figure(value, "z.2f") for value in each.by_stage),
                *("-" for _ in range(n_stages - len(each.by_stage))),
            )
            for each in exposures
        ),
        caption=names.say("Exposure after each stage, in utility per period"),
    )
