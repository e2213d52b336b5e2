"""How likely road maps still stand, by the calendar: one step curve a road map."""

from collections.abc import Callable, Sequence

from markupsafe import Markup

from detente.report.document import Column, Number, Picture, Rows, Table
from detente.report.figure.axis import Scale, above, level
from detente.report.figure.calendar import calendar
from detente.report.figure.legend import Entry, flow
from detente.report.figure.style import breadth, frame, party_line
from detente.report.figure.svg import element
from detente.report.naming import Names
from detente.study.time.compliance import TurnoverCheck
from detente.study.time.outliving import Standing

_LEFT, _TOP, _WIDTH, _HEIGHT, _MARGIN = 56.0, 28.0, 520.0, 200.0, 20.0
_LEVELS = (0.0, 0.25, 0.5, 0.75, 1.0)


def survival_picture(checks: Sequence[TurnoverCheck], names: Names) -> Picture | None:
    """Draw the chance that road maps stand, from the day of the case on.

    Parameters
    ----------
    checks : sequence of TurnoverCheck
        Road maps under turnover; the chance counts who would not sign and who calls
        off, where that is known.
    names : Names
        The case and the language.

    Returns
    -------
    Picture or None
        None where no chance is known. The axis is the calendar, or periods where the
        case has no day; dashed lines are days on which a change of leadership is due.
    """
    curves = [
        (each.road_map, each.told.curve) for each in checks if each.told is not None
    ]
    if not curves:
        return None
    last = max(len(curve) for _, curve in curves)
    across = Scale(0.0, float(last), _LEFT, _LEFT + _WIDTH)
    up = Scale(0.0, 1.0, _TOP + _HEIGHT, _TOP)
    caption = names.say(
        "How likely each road map still stands, as written; dashed: a change of "
        "leadership is due"
    )
    table = _table(checks, names)
    alt = "; ".join(
        names.say(
            "{road_map}: {chance} at the end",
            road_map=names.element(road_map),
            chance=names.figure(curve[-1], ".2f"),
        )
        for road_map, curve in curves
    )
    parts: list[Markup] = [
        level(_LEVELS, up, (_LEFT, _LEFT + _WIDTH), names),
        above(names.say("chance"), (_LEFT, _TOP)),
    ]
    parts += calendar(_changes(checks), across, (_TOP, _TOP + _HEIGHT), names)
    for place, (_, curve) in enumerate(curves):
        parts.append(_curve(curve, place, across, up))
    entries = [
        Entry(_sample(place), names.element(road_map))
        for place, (road_map, _) in enumerate(curves)
    ]
    marks, bottom = flow(entries, _MARGIN, _TOP + _HEIGHT + 48, _WIDTH)
    size = _LEFT + _WIDTH + _MARGIN, bottom + _MARGIN / 2
    return Picture(frame(caption, alt, size, [*parts, *marks]), caption, alt, table)


def _curve(curve: Sequence[float], place: int, across: Scale, up: Scale) -> Markup:
    """Draw a chance as steps: it falls at the beginning of a period."""
    steps = [f"M{across(0):.1f} {up(curve[0]):.1f}"]
    steps += [
        f"H{across(time):.1f}V{up(chance):.1f}"
        for time, chance in enumerate(curve[1:], 1)
    ]
    path = "".join([*steps, f"H{across(len(curve)):.1f}"])
    width = 2 * breadth(place)
    return element("path", d=path, fill="none", stroke_width=width, **party_line(place))


def _sample(place: int) -> Callable[[tuple[float, float]], Markup]:
    def drawn(at: tuple[float, float]) -> Markup:
        path = f"M{at[0] - 16:.1f} {at[1]:.1f}h32"
        width = 2 * breadth(place)
        return element(
            "path", d=path, fill="none", stroke_width=width, **party_line(place)
        )

    return drawn


def _changes(checks: Sequence[TurnoverCheck]) -> set[int]:
    standing = (
        told for each in checks if each.outliving for told in each.outliving.standing
    )
    return {told.period for told in standing if told.years is None}


def _table(checks: Sequence[TurnoverCheck], names: Names) -> Table:
    """Give the chances at the times that are asked about."""
    say = names.say
    rows = [
        (each.road_map, told)
        for each in checks
        if each.told is not None
        for told in each.told.standing
    ]
    caption = say("How likely each road map still stands, as written")
    return Rows(rows, caption).under(
        Column("road_map", say("road map"), lambda row: names.element(row[0])),
        Column("date", say("date"), lambda row: _day(row[1], names)),
        Number("chance", say("chance"), lambda row: names.figure(row[1].chance, ".3f")),
    )


def _day(told: Standing, names: Names) -> str:
    return "-" if told.on is None else names.date(told.on)
