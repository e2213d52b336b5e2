"""How quickly each step can be undone: what is soon gone, and what stays."""

from collections.abc import Sequence

from markupsafe import Markup

from detente.model.case import Option
from detente.report.document import Column, Picture, Table
from detente.report.figure.axis import rule
from detente.report.figure.legend import Entry, Sample, flow
from detente.report.figure.style import NARROW, caption_width, frame, label, marks
from detente.report.figure.wrapped import in_lines
from detente.report.naming import Names
from detente.report.quantity import duration

_MARGIN, _TOP, _ROW, _LINE, _EDGE = 20.0, 34.0, 20.0, 15.0, 4.0
_BESIDE, _WIDEST = 22.0, 340.0
"""What a mark takes beside the words, and how far these go before they are broken."""


def undo_picture(names: Names) -> Picture | None:
    """Set the options of a case in two columns, by how quickly they are undone.

    Parameters
    ----------
    names : Names
        The case and the language.

    Returns
    -------
    Picture or None
        None for a case without options. On the left what is undone within
        `reversible_within`, the quickest first; on the right what takes longer or
        cannot be undone, which is last.
    """
    options = names.case.options
    if not options:
        return None
    within = names.case.negotiation.reversible_within
    quick = [
        o for o in options if not o.undo.is_never and o.undo.takes.days <= within.days
    ]
    slow = [o for o in options if o not in quick]
    columns = [sorted(quick, key=_days), sorted(slow, key=_days)]
    titles = [
        names.say("undone within {time}", time=duration(within, names)),
        names.say("for longer, or for good"),
    ]
    widths = [
        max([caption_width(title), *(38 + _width(o, names) for o in column)])
        for title, column in zip(titles, columns, strict=True)
    ]
    starts = [_MARGIN, _MARGIN + widths[0] + 28]
    width = starts[1] + widths[1] + _MARGIN
    parts: list[Markup] = []
    foot = 0.0
    for title, start, wide, column in zip(titles, starts, widths, columns, strict=True):
        parts.append(label((start, 14), title, weight="600"))
        parts.append(rule((start, 26), (start + wide, 26), strong=True))
        rows, bottom = _column(column, (start, _TOP), names, _WIDEST)
        parts += rows
        foot = max(foot, bottom + 6)
    owners = list(dict.fromkeys(option.party for option in options))
    entries = [Entry(_sample(_place(o, names)), names.party(o)) for o in owners]
    legend, bottom = flow(entries, _MARGIN, foot, width - 2 * _MARGIN)
    caption = names.say("What each party can do, and how quickly it could be undone")
    alt = "; ".join(_said(option, names) for column in columns for option in column)
    svg = frame(caption, alt, (width, bottom + _MARGIN / 2), [*parts, *legend])
    narrow = frame(caption, alt, *_below(titles, columns, entries, names))
    return Picture(svg, caption, alt, _table(columns, names), narrow)


def _below(
    titles: Sequence[str],
    columns: Sequence[Sequence[Option]],
    entries: Sequence[Entry],
    names: Names,
) -> tuple[tuple[float, float], list[Markup]]:
    """Draw the columns one below the other."""
    parts: list[Markup] = []
    top = 0.0
    for title, column in zip(titles, columns, strict=True):
        parts.append(label((_EDGE, top + 14), title, weight="600"))
        parts.append(rule((_EDGE, top + 26), (NARROW - _EDGE, top + 26), strong=True))
        words = NARROW - 2 * _EDGE - _BESIDE
        rows, bottom = _column(column, (_EDGE, top + _TOP), names, words)
        parts += rows
        top = bottom + _ROW / 2
    legend, bottom = flow(entries, _EDGE, top, NARROW - 2 * _EDGE)
    return (NARROW, bottom + _EDGE), [*parts, *legend]


def _days(option: Option) -> float:
    return float("inf") if option.undo.is_never else float(option.undo.takes.days)


def _time(option: Option, names: Names) -> str:
    if option.undo.is_never:
        return names.say("for good")
    return duration(option.undo.takes, names)


def _said(option: Option, names: Names) -> str:
    return f"{names.option(option.id)}: {_time(option, names)}"


def _width(option: Option, names: Names) -> float:
    """Give how wide an option is told where lines are broken at the widest."""
    lines = in_lines(_said(option, names), _WIDEST)
    return max(caption_width(line, 12) for line in lines)


def _column(
    options: Sequence[Option], at: tuple[float, float], names: Names, width: float
) -> tuple[list[Markup], float]:
    """Write options one below another, and give where the last one ends."""
    parts = []
    start, top = at
    for option in options:
        y = top + _ROW / 2
        parts.append(marks(_place(option.party, names), [(start + 8, y)], 4.5))
        lines = in_lines(_said(option, names), width)
        parts += [
            label((start + _BESIDE, y + _LINE * place), line, size=12)
            for place, line in enumerate(lines)
        ]
        top += _ROW + _LINE * (len(lines) - 1)
    return parts, top


def _place(party: str, names: Names) -> int:
    return [each.id for each in names.case.parties].index(party)


def _sample(place: int) -> Sample:
    def draw(at: tuple[float, float]) -> Markup:
        return marks(place, [at])

    return draw


def _table(columns: Sequence[Sequence[Option]], names: Names) -> Table:
    rows = tuple(
        (names.party(option.party), names.option(option.id), _time(option, names))
        for column in columns
        for option in column
    )
    return Table(
        columns=(
            Column("party", names.say("party")),
            Column("option", names.say("option")),
            Column("undo", names.say("undone in")),
        ),
        rows=rows,
        caption=names.say("How quickly each option can be undone"),
    )
