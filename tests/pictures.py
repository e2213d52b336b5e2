"""Read pictures as a program would."""

from dataclasses import dataclass
from xml.etree import ElementTree as ET

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
