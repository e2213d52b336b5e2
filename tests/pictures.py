"""Read pictures as a program would."""

from dataclasses import dataclass
from xml.etree import ElementTree as ET

import pytest

NAMESPACE = "{http://www.w3.org/2000/svg}"


@dataclass(frozen=True)
class Drawn:
    """One picture, parsed."""

    root: ET.Element

    def all(self, name):
        """Give every element of a name."""
        return list(self.root.iter(NAMESPACE + name))

    def of_class(self, mark):
        """Give every element that bears a class."""
        return [
            each for each in self.root.iter() if mark in each.get("class", "").split()
        ]

    @property
    def texts(self):
        """Everything that is written, element by element."""
        return [each.text or "" for each in self.all("text")]

    @property
    def titles(self):
        """What is shown on hovering."""
        return [each.text or "" for each in self.all("title")]


def drawn(svg):
    """Parse a picture; text that is no XML is refused."""
    return Drawn(ET.fromstring(svg))


def number(text):
    """Read a figure as it is written, None where it is none."""
    try:
        return float(text.replace("\N{MINUS SIGN}", "-").replace(",", "."))
    except ValueError:
        return None


def at(each):
    """Give where an element stands; text at the height of its middle."""
    if each.get("transform"):
        x, y = each.get("transform").partition("(")[2].partition(")")[0].split()
        return float(x), float(y)
    if each.tag == f"{NAMESPACE}text":
        size = float(each.get("font-size", 13))
        return float(each.get("x")), float(each.get("y")) - 0.35 * size
    if each.tag == f"{NAMESPACE}circle":
        return float(each.get("cx")), float(each.get("cy"))
    if each.tag == f"{NAMESPACE}polygon":
        corners = [
            tuple(map(float, pair.split(","))) for pair in each.get("points").split()
        ]
        xs, ys = zip(*corners, strict=True)
        return sum(xs) / len(xs), sum(ys) / len(ys)
    if each.tag == f"{NAMESPACE}rect":
        x, y, wide, high = (float(each.get(k)) for k in ("x", "y", "width", "height"))
        return x + wide / 2, y + high / 2
    raise ValueError(each.tag)


def scale(marks):
    """Give the values at places of an axis from its marks: (place, value) pairs.

    Marks that do not stand evenly are refused; places are written in tenths.
    """
    (first, low), *_, (last, high) = sorted(marks)
    slope = (high - low) / (last - first)
    for place, value in marks:
        assert first + (value - low) / slope == pytest.approx(place, abs=0.11)
    return lambda place: low + slope * (place - first)
