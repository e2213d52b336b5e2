"""Chances said of deals beside what happened: a dot a deal, with its name."""

from collections.abc import Callable, Sequence

from markupsafe import Markup

from detente.records import dataclass
from detente.report.document import Picture, Table
from detente.report.figure.axis import Scale, rule
from detente.report.figure.legend import Entry, flow
from detente.report.figure.style import (
    PAPER,
    TINT,
    caption_width,
    colour,
    frame,
    label,
    party_fill,
)
from detente.report.figure.svg import element
from detente.report.words import Words
from detente.study.history.score import OPEN, on_right_side
from detente.study.history.trial import Trial

_LEFT, _TOP, _WIDTH, _LINE, _MARGIN = 76.0, 34.0, 420.0, 18.0, 20.0
_LEAST = 250.0
"""So high is the picture where few names have to find room in it."""
_PAD, _DOT = 14.0, 6.0
_TICKS = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)


@dataclass(frozen=True, slots=True)
class _Dot:
    name: str
    chance: float
    stood: bool


def reliability_picture(trial: Trial, table: Table, words: Words) -> Picture | None:
    """Draw what was said of each deal beside what happened.

    Parameters
    ----------
    trial : Trial
    table : Table
        The same in figures.
    words : Words

    Returns
    -------
    Picture or None
        None where no deal is scored. Deals that stood lie on the upper edge, the
        others on the lower one; a good prediction lies near the ends of the slanted
        line, on which chances come true as often as they are said.
    """
    dots = sorted(
        (
            _Dot(
                words.text(each.sheet.title),
                each.prediction.stands,
                each.outcome.stood,
            )
            for each in trial.deals
            if each.prediction is not None and each.outcome is not None
        ),
        key=lambda each: (each.chance, each.name),
    )
    if not dots:
        return None
    stood = [each for each in dots if each.stood]
    fell = [each for each in dots if not each.stood]
    height = max(_LEAST, _LINE * (len(dots) + 6))
    across = Scale(0.0, 1.0, _LEFT + _PAD, _LEFT + _WIDTH - _PAD)
    up = Scale(0.0, 1.0, _TOP + height - _PAD, _TOP + _PAD)
    caption = words.say(
        "The chance to stand that would have been said on the day of signature, and "
        "whether the deal stood five years later"
    )
    alt = "; ".join(_told(each, words) for each in dots)
    parts = [*_ground(across, up, words)]
    parts += _named(stood, across, (up(1.0), 1), words)
    parts += _named(fell, across, (up(0.0), -1), words)
    entries = _entries(words)
    legend, bottom = flow(entries, _MARGIN, _TOP + height + 52, _LEFT + _WIDTH)
    ends = [across(each.chance) + 10 + caption_width(each.name, 12) for each in dots]
    entry = max(_MARGIN + 44 + caption_width(each.words) for each in entries)
    right = max(_LEFT + _WIDTH, entry, *ends) + _MARGIN
    svg = frame(caption, alt, (right, bottom + _MARGIN / 2), [*parts, *legend])
    return Picture(svg, caption, alt, table)


def _told(each: _Dot, words: Words) -> str:
    chance = words.figure(each.chance, ".2f")
    if each.stood:
        return words.say("{deal}: {chance}, stood", deal=each.name, chance=chance)
    return words.say("{deal}: {chance}, did not stand", deal=each.name, chance=chance)


def _ground(across: Scale, up: Scale, words: Words) -> list[Markup]:
    """Draw the band that says nothing, the slanted line, and the edges."""
    top, bottom = up(1.0) - _PAD, up(0.0) + _PAD
    left, right = across(0.0) - _PAD, across(1.0) + _PAD
    low, high = map(across, OPEN)
    parts = [
        _band((low, top), (high, bottom)),
        rule((across(0.0), up(0.0)), (across(1.0), up(1.0)), strong=True, dashes="6 4"),
        *(rule((left, up(value)), (right, up(value))) for value in (0.0, 1.0)),
        rule((left, bottom), (right, bottom), strong=True),
        label((left - 8, up(1.0)), words.say("stood"), anchor="end"),
        label((left - 8, up(0.0)), words.say("fell"), anchor="end"),
    ]
    for value in _TICKS:
        x = across(value)
        parts.append(rule((x, bottom), (x, bottom + 4), strong=True))
        mark = words.figure(value, ".1f")
        parts.append(label((x, bottom + 13), mark, size=11, soft=True, anchor="middle"))
    said = words.say("chance to stand, as said on the day of signature")
    middle = (left + right) / 2
    return [*parts, label((middle, bottom + 32), said, anchor="middle")]


def _band(corner: tuple[float, float], opposite: tuple[float, float]) -> Markup:
    return element(
        "rect",
        x=corner[0],
        y=corner[1],
        width=opposite[0] - corner[0],
        height=opposite[1] - corner[1],
        fill=TINT,
        class_="dt-tint",
    )


def _named(
    dots: Sequence[_Dot], across: Scale, edge: tuple[float, int], words: Words
) -> list[Markup]:
    """Draw dots on an edge, each with its name on a line of its own.

    Names stand right of their dot and the leftmost farthest from the edge, so that
    no line to a name crosses another name. `edge` is its height, and 1 where they hang
    from it, -1 where they stand on it.
    """
    foot, down = edge
    lines, names, marks = [], [], []
    for place, each in enumerate(dots):
        x = across(each.chance)
        y = foot + down * (_LINE * (len(dots) - place) + 8)
        lines.append(rule((x, foot), (x, y)))
        lines.append(rule((x, y), (x + 6, y)))
        names.append(_haloed((x + 10, y), each.name))
        right = on_right_side(each.chance, each.stood)
        marks.append(_dot((x, foot), _told(each, words), right=right))
    return [*lines, *names, *marks]


def _haloed(at: tuple[float, float], words: str) -> Markup:
    """Write a name so that lines behind it do not cross its letters."""
    return element(
        "text",
        words,
        x=at[0],
        y=at[1] + 4,
        font_size=12,
        stroke=PAPER,
        stroke_width=3,
        paint_order="stroke",
        class_="dt-ink dt-paper-s",
    )


def _dot(at: tuple[float, float], said: str = "", *, right: bool) -> Markup:
    ground = party_fill(0) if right else {"fill": PAPER, "class_": "dt-paper"}
    return element(
        "circle",
        *([element("title", said)] if said else []),
        cx=at[0],
        cy=at[1],
        r=_DOT,
        fill=ground["fill"],
        stroke=colour(0),
        stroke_width=2,
        class_=f"{ground['class_']} dt-s0",
    )


def _entries(words: Words) -> list[Entry]:
    def dot(*, right: bool) -> Callable[[tuple[float, float]], Markup]:
        return lambda at: _dot(at, right=right)

    return [
        Entry(dot(right=True), words.say("on the right side of one half")),
        Entry(dot(right=False), words.say("on the wrong side")),
        Entry(
            lambda at: _band((at[0] - 12, at[1] - 7), (at[0] + 12, at[1] + 7)),
            words.say("between 1/3 and 2/3: says nothing"),
        ),
        Entry(
            lambda at: rule(
                (at[0] - 16, at[1]), (at[0] + 16, at[1]), strong=True, dashes="6 4"
            ),
            words.say("where chances come true as often as they are said"),
        ),
    ]
