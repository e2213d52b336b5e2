"""A result as headings, paragraphs, lists and tables, in one language.

Pages make documents; renderers make terminal text, Markdown, CSV or LaTeX
of them.
"""

from dataclasses import dataclass
from typing import Self, TypeAlias

__all__ = [
    "Block",
    "Document",
    "Fold",
    "Heading",
    "Listing",
    "Marked",
    "Paragraph",
    "Picture",
    "Table",
    "tables_of",
]


class Marked(str):
    """Words that lead somewhere or stand out; elsewhere than in HTML just words.

    Attributes
    ----------
    target : str
        The anchor that they lead to, or a `data:` address to save; empty for none.
    tone : str
        good, bad or open, for verdicts; empty for none.
    anchor : str
        By which others lead here; empty for none.
    links : tuple of (str, str)
        Parts of the words, and the anchors that these parts lead to.
    """

    __slots__ = ("anchor", "links", "target", "tone")

    target: str
    tone: str
    anchor: str
    links: tuple[tuple[str, str], ...]

    def __new__(
        cls,
        text: str,
        *,
        target: str = "",
        tone: str = "",
        anchor: str = "",
        links: tuple[tuple[str, str], ...] = (),
    ) -> Self:
        """Mark words."""
        self = super().__new__(cls, text)
        self.target = target
        self.tone = tone
        self.anchor = anchor
        self.links = links
        return self


@dataclass(frozen=True, slots=True)
class Heading:
    """A title; level 1 is the page's own."""

    text: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Sentences; `emphasis` sets them apart."""

    text: str
    emphasis: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """Items, one a line."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under named columns.

    Attributes
    ----------
    columns : tuple of str
        For people, in their language.
    keys : tuple of str
        The same for machines: the header of the CSV, in no language.
    rows : tuple of tuple of str
        Cells.
    caption : str
        What it shows, with units.
    numeric : frozenset of int
        Columns set flush right.
    """

    columns: tuple[str, ...]
    keys: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""
    numeric: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing with the data behind it.

    Attributes
    ----------
    svg : str
        One `<svg>` element that needs nothing from outside.
    caption : str
        What it shows, with units.
    alt : str
        The same for those who do not see it: what there is to be read off.
    table : Table
        The numbers that are drawn.
    """

    svg: str
    caption: str
    alt: str
    table: Table


@dataclass(frozen=True, slots=True)
class Fold:
    """A part that a reader of the report can open.

    Attributes
    ----------
    title : str
        What it is about.
    anchor : str
        Leads to it.
    blocks : Document
        What it holds.
    printed : bool
        Whether it is worth paper.
    """

    title: str
    anchor: str
    blocks: "Document"
    printed: bool = True


Block: TypeAlias = Heading | Paragraph | Listing | Table | Picture | Fold
Document: TypeAlias = tuple[Block, ...]


def tables_of(document: Document) -> tuple[Table, ...]:
    """Give the tables of a document, in order, those behind pictures included."""
    tables: list[Table] = []
    for block in document:
        match block:
            case Table():
                tables.append(block)
            case Picture():
                tables.append(block.table)
            case Fold():
                tables += tables_of(block.blocks)
    return tuple(tables)
