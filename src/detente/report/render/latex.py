r"""The tables of a document as LaTeX, with booktabs, within the width of a page.

What is written is meant for `\input`: tables without a preamble, below a
comment that names the packages. Columns of long text wrap, tables longer than
a page break across pages, and a paragraph right below a table is its note.
"""

from collections.abc import Iterator
from itertools import pairwise
from math import ceil

from detente.errors import Message
from detente.records import dataclass
from detente.report.document import Block, Document, Paragraph, Picture, Table
from detente.report.render.latex_text import breadth, escaped, preamble, without_type

_LINE = 84
r"""Characters in a line of \footnotesize, by the width of an article's page."""
_GAP = 1.5
"""Space between columns, in digits."""
_LEAST = 7
"""Width of the narrowest column that wraps."""
_SHORT = 14
"""Columns of at most this width never wrap while there is room."""
_FLOATING = 30
"""Lines of the longest table that floats; longer ones break across pages."""


_NAMED = 6
"""Characters without type that a warning names."""


def render_latex(document: Document, language: str = "en") -> str:
    """Write the tables of a document, and the paragraphs right below them.

    Parameters
    ----------
    document : Document
        Tables, notes, and what LaTeX does not show.
    language : str
        en or ru, that of the paper.

    Returns
    -------
    str
        For pdflatex; the first lines, which are comments, are the preamble
        that it needs, and below them what it has no type for.
    """
    body = "\n".join(_table(table, note) for table, note in _noted(document))
    lines = "".join(f"% {line}\n" for line in preamble(body, language))
    numbered = without_type(body)
    if numbered:
        lines += f"%% pdflatex cannot set: {', '.join(map(_named, numbered))}\n"
    return f"{lines}\n{body}" if body else lines


def without_type_warning(body: str) -> Message | None:
    """Say which characters stand as numbers in LaTeX; None where none does."""
    numbered = without_type(body)
    if not numbered:
        return None
    named = ", ".join(map(_named, numbered[:_NAMED]))
    return Message(
        "pdflatex cannot set these characters, so that their numbers stand in the "
        "tables: {characters}",
        characters=named + (", ..." if len(numbered) > _NAMED else ""),
    )


def _named(character: str) -> str:
    number = f"U+{ord(character):04X}"
    return f"{number} {character}" if character.isprintable() else number


def _noted(document: Document) -> Iterator[tuple[Table, str]]:
    """Give each table with the note below it."""
    end: tuple[Block | None] = (None,)
    for block, following in pairwise((*document, *end)):
        table = block.table if isinstance(block, Picture) else block
        if isinstance(table, Table):
            note = following.text if isinstance(following, Paragraph) else ""
            yield table, note


_FILLED = 0.85
"""How much of a wrapped line is filled, about."""


@dataclass(frozen=True, slots=True)
class _Layout:
    """How a table is set: for each column its width in digits, and if it wraps.

    `lines` is about how many lines the rows fill.
    """

    widths: tuple[float, ...]
    wraps: tuple[bool, ...]
    lines: int


def _table(table: Table, note: str) -> str:
    layout = _laid_out(table)
    columns = "".join(
        _column(table, layout, place) for place in range(len(table.columns))
    )
    head = [r"\toprule", _row(table.titles, layout), r"\midrule"]
    rows = [_row(row, layout) for row in table.rows]
    if layout.lines > _FLOATING:
        return _long(table, columns, [*head], rows, note)
    caption = [rf"\caption{{{escaped(table.caption)}}}"] if table.caption else []
    lines = [
        *(r"\begin{table}[htbp]", r"\centering\footnotesize"),
        *(r"\setlength{\tabcolsep}{3pt}", *caption),
        *(rf"\begin{{tabular}}{{{columns}}}", *head, *rows, r"\bottomrule"),
        *(r"\end{tabular}", *_note(note), r"\end{table}"),
    ]
    return "\n".join(lines) + "\n"


def _long(
    table: Table, columns: str, head: list[str], rows: list[str], note: str
) -> str:
    """Set a table that breaks across pages, its head repeated on each."""
    caption = [rf"\caption{{{escaped(table.caption)}}}\\"] if table.caption else []
    lines = [
        *(r"\begingroup\footnotesize", r"\setlength{\tabcolsep}{3pt}"),
        *(rf"\begin{{longtable}}{{{columns}}}", *caption, *head, r"\endfirsthead"),
        *(*head, r"\endhead", r"\bottomrule", r"\endfoot", *rows),
        *(r"\end{longtable}", *_note(note), r"\par\endgroup"),
    ]
    return "\n".join(lines) + "\n"


def _note(note: str) -> list[str]:
    return [rf"\par\smallskip\raggedright {escaped(note)}\par"] if note else []


def _laid_out(table: Table) -> _Layout:
    """Share the line among the columns: short ones whole, long ones wrapped."""
    cells = list(zip(table.titles, *table.rows, strict=True))
    natural = [max(map(breadth, column)) for column in cells]
    room = _LINE - _GAP * len(natural)
    widths = list(natural)
    long = [place for place, length in enumerate(natural) if length > _SHORT]
    if sum(natural) > room and not long:
        long = list(range(len(natural)))
    if sum(natural) > room:
        left = room - sum(natural[p] for p in range(len(natural)) if p not in long)
        widths = _shared(widths, long, max(left, _LEAST * len(long)))
    wraps = tuple(width < length for width, length in zip(widths, natural, strict=True))
    lines = sum(
        max(
            ceil(breadth(cell) / (_FILLED * width)) if wrapped else 1
            for cell, width, wrapped in zip(row, widths, wraps, strict=True)
        )
        for row in table.rows
    )
    return _Layout(tuple(widths), wraps, lines)


def _shared(widths: list[float], long: list[int], room: float) -> list[float]:
    """Give the long columns `room` digits, none more than it can use."""
    shared = list(widths)
    open_, left = sorted(long, key=lambda place: widths[place]), room
    while open_:
        place = open_.pop(0)
        share = left / (len(open_) + 1)
        shared[place] = min(widths[place], max(share, _LEAST))
        left -= shared[place]
    return shared


def _column(table: Table, layout: _Layout, place: int) -> str:
    if not layout.wraps[place]:
        return "r" if table.columns[place].numeric else "l"
    share = layout.widths[place] / _LINE
    return rf">{{\raggedright\arraybackslash}}p{{{share:.3f}\linewidth}}"


def _row(cells: tuple[str, ...], layout: _Layout) -> str:
    pairs = zip(cells, layout.widths, layout.wraps, strict=True)
    shown = [escaped(cell, width if wraps else None) for cell, width, wraps in pairs]
    # After \\ or a rule a bracket or a star would be read as its argument, and
    # blanks before it do not help.
    guard = "{}" if shown[0].lstrip()[:1] in ("[", "*") else ""
    return guard + " & ".join(shown) + r" \\"
