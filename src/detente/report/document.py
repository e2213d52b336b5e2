"""A result as headings, paragraphs, lists and tables, in one language.

Pages make documents; renderers make terminal text, Markdown, CSV or LaTeX
of them.
"""

from dataclasses import dataclass
from typing import TypeAlias

__all__ = [
    "Block",
    "Document",
    "Heading",
    "Listing",
    "Paragraph",
    "Picture",
    "Table",
    "tables_of",
]


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


Block: TypeAlias = Heading | Paragraph | Listing | Table | Picture
Document: TypeAlias = tuple[Block, ...]


def tables_of(document: Document) -> tuple[Table, ...]:
    """Give the tables of a document, in order, those behind pictures included."""
    return tuple(
        block.table if isinstance(block, Picture) else block
        for block in document
        if isinstance(block, Table | Picture)
    )
