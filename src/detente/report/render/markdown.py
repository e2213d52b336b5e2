"""A document as Markdown, in which no text of a case is markup."""

import re

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


def render_markdown(document: Document) -> str:
    """Set a document as Markdown with pipe tables."""
    return "\n\n".join(_block(block) for block in document) + "\n"


def _block(block: Block) -> str:
    match block:
        case Heading(text, level):
            return "#" * level + " " + _CLOSING.sub(r"\#", _escaped(text))
        case Paragraph(Typed() as text):
            return "    " + visible(text)
        case Paragraph(text, emphasis):
            return f"**{_escaped(text)}**" if emphasis else _line(text)
        case Listing(items):
            return "\n".join(f"- {_line(item)}" for item in items)
        case Table():
            return _table(block)
        case Picture():
            return _table(block.table)
        case Fold(title, _, blocks):
            return render_markdown((Heading(title, 3), *blocks)).rstrip("\n")


def _table(table: Table) -> str:
    rules = ["---:" if column.numeric else "---" for column in table.columns]
    heads, *rows = (
        [_escaped(cell) for cell in row] for row in (table.titles, *table.rows)
    )
    lines = ["| " + " | ".join(row) + " |" for row in (heads, rules, *rows)]
    caption = [_line(table.caption), ""] if table.caption else []
    return "\n".join([*caption, *lines])


_MARKS = re.compile(r"[\\`*_|<\[\]~$]|&(?=#?\w+;)")
"""What makes code, emphasis, cells, tags, links, pictures, formulas, characters."""
_BEGINS = re.compile(r"(?=[-+](?: |$)|-[- ]*$|=+ *$|#|>)|(?<=\d)(?=[.)](?: |$))")
"""Where a line would begin a list, a rule, a heading or a quotation."""
_NUMBER = re.compile(r"\d*")
_CLOSING = re.compile(r"#(?=#*$)")


def _escaped(text: str) -> str:
    """Write text on one line so that it is shown as it is."""
    line = re.sub(r"\s*\n\s*", " ", visible(text)).strip(" \t")
    return _MARKS.sub(r"\\\g<0>", line)


def _line(text: str) -> str:
    """Write text that begins a line: it begins no block."""
    line = _escaped(text)
    number = _NUMBER.match(line)
    at = number.end() if number else 0
    return line[:at] + "\\" + line[at:] if _BEGINS.match(line, at) else line
