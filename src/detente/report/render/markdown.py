"""A document as Markdown."""

from detente.report.document import (
    Block,
    Document,
    Fold,
    Heading,
    Listing,
    Paragraph,
    Picture,
    Table,
)

__all__ = ["render_markdown"]


def render_markdown(document: Document) -> str:
    """Set a document as Markdown with pipe tables."""
    return "\n\n".join(_block(block) for block in document) + "\n"


def _block(block: Block) -> str:
    match block:
        case Heading(text, level):
            return "#" * level + " " + _escaped(text)
        case Paragraph(text, emphasis):
            return f"**{_escaped(text)}**" if emphasis else _escaped(text)
        case Listing(items):
            return "\n".join(f"- {_escaped(item)}" for item in items)
        case Table():
            return _table(block)
        case Picture():
            return _table(block.table)
        case Fold(title, _, blocks):
            return render_markdown((Heading(title, 3), *blocks)).rstrip("\n")


def _table(table: Table) -> str:
    rules = [
        "---:" if position in table.numeric else "---"
        for position in range(len(table.columns))
    ]
    rows = [table.columns, rules, *table.rows]
    lines = ["| " + " | ".join(_escaped(cell) for cell in row) + " |" for row in rows]
    caption = [_escaped(table.caption), ""] if table.caption else []
    return "\n".join([*caption, *lines])


def _escaped(text: str) -> str:
    for mark in ("\\", "|", "*", "_", "<", "`"):
        text = text.replace(mark, "\\" + mark)
    return text
