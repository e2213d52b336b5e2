"""The tables of a document as LaTeX, with booktabs."""

from detente.report.document import Document, Table, tables_of

__all__ = ["render_latex"]

_SPECIAL = {
    "\\": r"\textbackslash{}",
    "&": r"\&",
    "%": r"\%",
    "$": r"\$",
    "#": r"\#",
    "_": r"\_",
    "{": r"\{",
    "}": r"\}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}


def render_latex(document: Document) -> str:
    """Write the tables of a document; the preamble needs the package booktabs."""
    return "\n".join(_table(table) for table in tables_of(document))


def _table(table: Table) -> str:
    places = range(len(table.columns))
    layout = "".join("r" if place in table.numeric else "l" for place in places)
    lines = [r"\begin{table}", r"\centering"]
    if table.caption:
        lines.append(rf"\caption{{{_escaped(table.caption)}}}")
    lines += [rf"\begin{{tabular}}{{{layout}}}", r"\toprule", _row(table.columns)]
    lines += [r"\midrule", *(_row(row) for row in table.rows), r"\bottomrule"]
    return "\n".join([*lines, r"\end{tabular}", r"\end{table}"]) + "\n"


def _row(cells: tuple[str, ...]) -> str:
    return " & ".join(_escaped(cell) for cell in cells) + r" \\"


def _escaped(text: str) -> str:
    return "".join(_SPECIAL.get(character, character) for character in text)
