"""Entries of a legend, set in lines like words."""

from collections.abc import Callable, Sequence
from typing import TypeAlias

from markupsafe import Markup

from detente.records import dataclass
from detente.report.figure.style import caption_width, label

Sample: TypeAlias = Callable[[tuple[float, float]], Markup]

_SAMPLE, _GAP, _LINE = 44.0, 22.0, 24.0


@dataclass(frozen=True)
class Entry:
    """A sample and what it means.

    Attributes
    ----------
    sample : callable
        From the middle of a field 36 wide to its drawing.
    words : str
        What it means.
    """

    sample: Sample
    words: str


def flow(
    entries: Sequence[Entry], left: float, top: float, width: float
) -> tuple[list[Markup], float]:
    """Set entries in lines.

    Parameters
    ----------
    entries : sequence of Entry
        In order.
    left, top, width : float
        Where they may stand.

    Returns
    -------
    parts : list of Markup
    bottom : float
        Where the last line ends.
    """
    parts: list[Markup] = []
    x, y = left, top + _LINE / 2
    for entry in entries:
        words = _cut(entry.words, width - _SAMPLE)
        wide = _SAMPLE + caption_width(words)
        if x > left and x + wide > left + width:
            x, y = left, y + _LINE
        parts.append(entry.sample((x + 18, y)))
        parts.append(label((x + _SAMPLE, y), words))
        x += wide + _GAP
    return parts, y + _LINE / 2


def least_width(entries: Sequence[Entry]) -> float:
    """Give the width at which no entry is cut."""
    return max(_SAMPLE + caption_width(entry.words) for entry in entries)


def _cut(words: str, width: float) -> str:
    """Cut words that are wider than the whole legend."""
    shown = words
    while words and caption_width(shown) > width:
        words = words[:-1].rstrip()
        shown = f"{words}…"
    return shown
