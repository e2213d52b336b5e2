"""Exposure along a road map: one step curve a party."""

from collections.abc import Sequence

from detente.report.document import Picture, Table
from detente.report.figure.axis import Scale, level, rule, ticks
from detente.report.figure.legend import Entry, Sample, flow
from detente.report.figure.style import frame, label, marker, party_line
from detente.report.figure.svg import Markup, element, join
from detente.report.naming import Names
from detente.study.exposure import Exposure

__all__ = ["exposure_picture"]

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
        None where the road map has no stage with something to do.
    """
    n_stages = max((len(each.by_stage) for each in exposures), default=0)
    if not n_stages:
        return None
    values = [value for each in exposures for value in each.by_stage]
    low, high = min(0.0, *values), max(0.0, *values) or 1.0
    right = max(_LEFT + n_stages * _STEP, 520.0)
    across = Scale(0, n_stages, _LEFT, right)
    down = Scale(low, high, _TOP + _HEIGHT, _TOP)
    words = names.words
    caption = words.say(
        "Exposure along the road map “{name}”: what the others can take from a party "
        "by undoing their steps, in its utility per period",
        name=names.element(road_map),
    )
    alt = _reading(exposures, names)
    parts = [*_axes(n_stages, across, down, names)]
    parts += [_curve(each, place, across, down) for place, each in enumerate(exposures)]
    width = right + _MARGIN + 8
    entries = [_entry(each, place, names) for place, each in enumerate(exposures)]
    legend, bottom = flow(entries, _MARGIN, _TOP + _HEIGHT + 36, width - 2 * _MARGIN)
    svg = frame(caption, alt, (width, bottom + _MARGIN / 2), [*parts, *legend])
    return Picture(svg, caption, alt, _table(exposures, names))


def _axes(n_stages: int, across: Scale, down: Scale, names: Names) -> list[Markup]:
    words = names.words
    marks = ticks(down.low, down.high)
    parts = [level(marks, down, (across.start, across.end), names.words)]
    foot = down.start
    for stage in range(1, n_stages + 1):
        middle = (across(stage - 1) + across(stage)) / 2
        parts.append(rule((across(stage), foot), (across(stage), foot + 5)))
        parts.append(
            label((middle, foot + 14), str(stage), anchor="middle", soft=True, size=12)
        )
    parts.append(
        label((_MARGIN, _MARGIN), words.say("utility per period"), size=12, soft=True)
    )
    after = words.say("after stage")
    parts.append(
        label((across.end, foot + 30), after, size=12, soft=True, anchor="end")
    )
    return parts


def _curve(each: Exposure, place: int, across: Scale, down: Scale) -> Markup:
    """Draw a curve that keeps its height over each stage, a mark in each middle."""
    data, marks = "", []
    # Curves that share a height would hide each other.
    lift = place * 1.6
    for stage, value in enumerate(each.by_stage):
        start, end, y = across(stage), across(stage + 1), down(value) - lift
        data += f"{'L' if data else 'M'}{start:.1f} {y:.1f}H{end:.1f}"
        marks.append(marker(place, (start + (end - start) * _share(place), y)))
    line = element("path", d=data, fill="none", stroke_width=2, **party_line(place))
    return join([line, *marks])


def _share(place: int) -> float:
    """Stagger the marks of parties, so that equal values can be told apart."""
    return 0.2 + 0.15 * (place % 5)


def _entry(each: Exposure, place: int, names: Names) -> Entry:
    said = names.party(each.party)
    if each.ranks:
        said += f" ({names.words.say('in ranks')})"
    return Entry(_sample(place), said)


def _sample(place: int) -> Sample:
    def draw(at: tuple[float, float]) -> Markup:
        line = f"M{at[0] - 18:.0f} {at[1]:.0f}h36"
        stroke = party_line(place)
        path = element("path", d=line, fill="none", stroke_width=2, **stroke)
        return join([path, marker(place, at)])

    return draw


def _reading(exposures: Sequence[Exposure], names: Names) -> str:
    words = names.words
    return " ".join(
        words.say(
            "{party}: at most {most}, after stage {stage}.",
            party=names.party(each.party),
            most=words.figure(each.maximum, "z.2f"),
            stage=each.by_stage.index(each.maximum) + 1,
        )
        for each in exposures
        if each.by_stage
    )


def _table(exposures: Sequence[Exposure], names: Names) -> Table:
    words = names.words
    n_stages = max(len(each.by_stage) for each in exposures)
    return Table(
        columns=(
            words.say("party"),
            *(words.say("stage {n}", n=k + 1) for k in range(n_stages)),
        ),
        keys=("party", *(f"stage_{k + 1}" for k in range(n_stages))),
        rows=tuple(
            (
                names.party(each.party),
                *(words.figure(value, "z.2f") for value in each.by_stage),
                *("-" for _ in range(n_stages - len(each.by_stage))),
            )
            for each in exposures
        ),
        caption=words.say("Exposure after each stage, in utility per period"),
        numeric=frozenset(range(1, n_stages + 1)),
    )
