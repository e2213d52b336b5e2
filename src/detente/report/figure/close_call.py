"""The band around zero where slack is too close to call."""

from markupsafe import Markup

from detente.report.figure.style import TINT
from detente.report.figure.svg import element
from detente.report.words import Words
from detente.study.deal.tolerance import CLOSE


def band(corner: tuple[float, float], opposite: tuple[float, float]) -> Markup:
    """Shade a part of a picture between two corners."""
    (left, top), (right, bottom) = corner, opposite
    return element(
        "rect",
        x=min(left, right),
        y=min(top, bottom),
        width=abs(right - left),
        height=abs(bottom - top),
        fill=TINT,
        class_="dt-tint dt-close",
    )


def close_sample(at: tuple[float, float]) -> Markup:
    """Draw the band in a legend."""
    return band((at[0] - 12, at[1] - 7), (at[0] + 12, at[1] + 7))


def close_words(words: Words) -> str:
    """Say what the band means."""
    return words.say(
        "within {share} % of what is at stake for the party: too close to call",
        share=words.figure(100 * CLOSE, "g"),
    )
