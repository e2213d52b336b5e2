"""A document for the terminal, by Rich."""

from collections.abc import Iterator
from io import StringIO

from rich.console import Console
from rich.padding import Padding
from rich.table import Table as RichTable
from rich.text import Text as RichText

from detente.errors import visible
from detente.report.document import (
    Block,
    Document,
    Fold,
    Heading,
    Listing,
    Paragraph,
    Picture,
    Table,
    Typed,
)

WIDTH = 100


def render_terminal(
    document: Document, *, width: int = WIDTH, colour: bool = False
) -> str:
    """Set a document as text of at most `width` columns.

    Parameters
    ----------
    document : Document
        What to show.
    width : int
        Columns.
    colour : bool
        Whether to use colours and bold type.

    Returns
    -------
    str
        Lines without trailing spaces, ending in a newline.
    """
    stream = StringIO()
    console = Console(
        file=stream,
        width=width,
        force_terminal=colour,
        no_color=not colour,
        highlight=False,
        legacy_windows=False,
    )
    for position, block in enumerate(_unfolded(document)):
        match block:
            case Heading(text, level):
                if position:
                    console.print()
                style = "bold underline" if level == 1 else "bold"
                console.print(_seen(text, style))
            case Paragraph(Typed() as text):
                console.print(_seen(f"    {text}"), soft_wrap=True)
            case Paragraph(text, emphasis):
                console.print(_seen(text, "bold" if emphasis else ""))
            case Listing(items):
                for item in items:
                    _print_item(console, item)
            case Table():
                _print_table(console, block)
            case Picture():
                _print_table(console, block.table)
    lines = stream.getvalue().splitlines()
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _unfolded(document: Document) -> Iterator[Block]:
    for block in document:
        if isinstance(block, Fold):
            yield Heading(block.title, 3)
            yield from _unfolded(block.blocks)
        else:
            yield block


def _seen(text: str, style: str = "") -> RichText:
    """Give text whose characters do not act on the terminal."""
    return RichText(visible(text), style=style)


def _print_item(console: Console, item: str) -> None:
    grid = RichTable.grid(padding=(0, 1))
    grid.add_column(width=1)
    grid.add_column()
    grid.add_row("-", _seen(item))
    console.print(Padding(grid, (0, 0, 0, 2)))


def _print_table(console: Console, table: Table) -> None:
    if table.caption:
        console.print(_seen(table.caption, "italic"))
    shown = RichTable(
        box=None, header_style="bold", pad_edge=False, padding=(0, 2, 0, 0)
    )
    for column in table.columns:
        justify = "right" if column.numeric else "left"
        shown.add_column(_seen(column.title), justify=justify, overflow="fold")  # type: ignore[arg-type]
    for row in table.rows:
        shown.add_row(*map(_seen, row))
    console.print(Padding(shown, (0, 0, 0, 2)))
