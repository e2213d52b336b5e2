"""Scales and their marks."""

from collections.abc import Sequence
from math import ceil, floor, log10

from markupsafe import Markup

from detente.records import dataclass
from detente.report.figure.style import INK, LINE, label
from detente.report.figure.svg import element
from detente.report.words import Words


@dataclass(frozen=True, slots=True)
class Scale:
    """Takes values from `low`..`high` to places from `start` to `end`."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """Give the place of a value."""
        share = (value - self.low) / ((self.high - self.low) or 1.0)
        return self.start + share * (self.end - self.start)


def ticks(low: float, high: float, most: int = 6) -> list[float]:
    """Give round values between two, at most so many and at least one.

    Steps are 1, 2 or 5 times a power of ten.
    """
    span = (high - low) or 1.0
    step = 10.0 ** floor(log10(span / most))
    step *= next(each for each in (1, 2, 5, 10, 20) if span / (step * each) <= most - 1)
    first, last = ceil(low / step - 1e-9), floor(high / step + 1e-9)
    return [round(k * step, 12) for k in range(first, last + 1)]


def rule(
    start: tuple[float, float],
    end: tuple[float, float],
    *,
    strong: bool = False,
    dashes: str | None = None,
) -> Markup:
    """Draw a straight line of the frame of a picture."""
    return element(
        "line",
        x1=start[0],
        y1=start[1],
        x2=end[0],
        y2=end[1],
        stroke=INK if strong else LINE,
        class_="dt-ink-s" if strong else "dt-line-s",
        stroke_width=1.2 if strong else None,
        stroke_dasharray=dashes,
    )


def above(words: str, top: tuple[float, float]) -> Markup:
    """Write over the top of a vertical scale what it counts."""
    at = top[0] - 6, top[1] - 14
    return label(at, words, size=11, soft=True)


def level(
    values: Sequence[float], scale: Scale, ends: tuple[float, float], words: Words
) -> Markup:
    """Draw the marks of a vertical scale: lines across, figures on the left."""
    parts = []
    left, right = ends
    for value in values:
        y = scale(value)
        parts.append(rule((left, y), (right, y), strong=value == 0))
        parts.append(
            label(
                (left - 6, y),
                words.figure(value, "zg"),
                size=11,
                soft=True,
                anchor="end",
            )
        )
    return element("g", *parts)
