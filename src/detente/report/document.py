"""A result as headings, paragraphs, lists and tables, in one language.

Pages make documents; renderers make terminal text, Markdown, CSV or LaTeX
of them.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import field, replace
from typing import Any, ClassVar, Generic, Self, TypeAlias, TypeVar

from detente.errors import visible
from detente.records import dataclass

_DIGITS = 12
_NOISE = 1e-12

Value: TypeAlias = str | int | float | None


class Cell(str):
    """Words for people, and the value that they stand for, for programs.

    Attributes
    ----------
    value : str, int, float or None
        A number to twelve digits; None for no value.
    """

    __slots__ = ("value",)

    value: Value

    def __new__(cls, text: str, value: Value) -> Self:
        """Join words and value."""
        self = super().__new__(cls, text)
        self.value = value
        return self

    @classmethod
    def whole(cls, number: int) -> Self:
        """Write a whole number without setting its thousands apart."""
        return cls(str(number), number)


def value_of(cell: str) -> Value:
    """Give what a cell holds for a program; None where a dash says nothing."""
    if isinstance(cell, Cell):
        return cell.value
    return None if cell == "-" else visible(str(cell))


def rounded(number: float) -> float:
    """Leave out of a number what its computation left there: digits, and minus."""
    return float(f"{number:.{_DIGITS}g}") if abs(number) > _NOISE else 0.0


class Marked(str):
    """Words that lead somewhere or stand out; elsewhere than in HTML just words.

    Attributes
    ----------
    target : str
        The anchor that they lead to; empty for none.
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


class Typed(str):
    """Words that a person types as they stand: they are never wrapped."""

    __slots__ = ()


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


Row = TypeVar("Row")


@dataclass(frozen=True)
class Column(Generic[Row]):
    """A column of a table.

    Attributes
    ----------
    key : str
        Its name for machines, as in the header of the CSV, in no language.
    title : str
        Its name for people, in their language.
    cell : callable
        From what a row tells of to what stands there, see `Rows`.
    """

    key: str
    title: str
    cell: Callable[[Row], str] = field(default=str, compare=False, repr=False)

    numeric: ClassVar[bool] = False
    """Whether it is set flush right."""


class Number(Column[Row]):
    """A column of numbers, set flush right."""

    numeric: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under named columns.

    Attributes
    ----------
    columns : tuple of Column
    rows : tuple of tuple of str
        Cells.
    caption : str
        What it shows, with units.
    data : tuple of Table
        The same for programs where cells here hold several values; only where
        words are plain.
    """

    columns: tuple[Column[Any], ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""
    data: "tuple[Table, ...]" = ()

    @property
    def keys(self) -> tuple[str, ...]:
        """Give the names of the columns for machines."""
        return tuple(column.key for column in self.columns)

    @property
    def titles(self) -> tuple[str, ...]:
        """Give the names of the columns for people."""
        return tuple(column.title for column in self.columns)

    def widened(self, place: int, column: Column[Any], cells: Sequence[str]) -> Self:
        """Put a column in, so that it stands at this place, with a cell a row."""
        rows = zip(self.rows, cells, strict=True)
        return replace(
            self,
            columns=(*self.columns[:place], column, *self.columns[place:]),
            rows=tuple((*row[:place], cell, *row[place:]) for row, cell in rows),
        )


@dataclass(frozen=True)
class Rows(Generic[Row]):
    """What the rows of a table tell of, one record a row."""

    records: Iterable[Row]
    caption: str = ""
    data: tuple[Table, ...] = ()

    def under(self, *columns: Column[Row]) -> Table:
        """Make the table of these columns."""
        rows = (tuple(each.cell(record) for each in columns) for record in self.records)
        return Table(columns, tuple(rows), self.caption, self.data)


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
    narrow : str
        The same as `svg`, drawn for a phone; empty where there is no such drawing.
    """

    svg: str
    caption: str
    alt: str
    table: Table
    narrow: str = ""


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


def pictures_of(document: Document) -> tuple[Picture, ...]:
    """Give the pictures of a document that stand in no fold, in order."""
    return tuple(block for block in document if isinstance(block, Picture))


def anchors_of(document: Document) -> set[str]:
    """Give what words can lead to within a document."""
    anchors: set[str] = set()
    for block in document:
        match block:
            case Heading() | Paragraph():
                words: Iterable[str] = (block.text,)
            case Listing():
                words = block.items
            case Fold():
                anchors |= {block.anchor} | anchors_of(block.blocks)
                continue
            case Table() | Picture():
                (table,) = tables_of((block,))
                words = (cell for row in table.rows for cell in row)
        anchors |= {each.anchor for each in words if isinstance(each, Marked)} - {""}
    return anchors


def tidy(
    keys: tuple[str, ...], rows: Iterable[tuple[str, ...]], caption: str = ""
) -> Table:
    """Make a table that only programs read."""
    columns = tuple(Column[Any](key, key) for key in keys)
    return Table(columns, tuple(rows), caption)


def data_of(document: Document) -> tuple[Table, ...]:
    """Give the tables of a document as programs read them: one value a cell.

    Parts of one table, such as those of several road maps, are joined.
    """
    found: list[Table] = []
    places: dict[tuple[str, ...], int] = {}
    for table in tables_of(document):
        for each in table.data or (table,):
            place = places.get(each.keys)
            if table.data and place is not None:
                joined = (*found[place].rows, *each.rows)
                found[place] = replace(found[place], rows=joined)
                continue
            if table.data:
                places[each.keys] = len(found)
            found.append(each)
    return tuple(found)
