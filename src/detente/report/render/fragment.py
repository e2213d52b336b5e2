"""A document as HTML."""

import re
from functools import lru_cache

from jinja2 import Environment, PackageLoader
from markupsafe import Markup, escape

from detente.report.document import Block, Document, Table, tables_of
from detente.report.render.packed import packed
from detente.report.render.sheet import render_csv

__all__ = ["render_html", "render_template"]

_UNDONE = re.compile(r"(?<![\w-])-[a-z]\w*")
_OWN = re.compile(
    r'(\bid="|\bhref="#|url\(#|\baria-(?:labelledby|describedby)=")([\w-]+)'
)


def render_html(
    document: Document, suffix: str = "", sheets: tuple[Table, ...] = ()
) -> str:
    """Set a document as HTML without head or style.

    Parameters
    ----------
    document : Document
        What to show.
    suffix : str
        Set behind every anchor, so that two documents can share a page.
    sheets : tuple of Table
        What each table of the document, in order, offers to be saved as CSV;
        empty for no offer.

    Returns
    -------
    str
        HTML; the SVG of pictures is taken as it is, all other text is escaped.
    """
    offered = zip(tables_of(document), sheets, strict=bool(sheets))
    return render_template(
        "fragment.html",
        blocks=document,
        suffix=suffix,
        sheets={id(table): packed(render_csv((sheet,))) for table, sheet in offered},
    )


def render_template(name: str, **values: object) -> str:
    """Fill one of the templates; text is escaped."""
    return _environment().get_template(name).render(**values)


@lru_cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("detente.report"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"kind": _kind, "own": _own, "steps": _steps, "id": id}
    return environment


def _steps(text: str) -> Markup:
    """Keep the sign of a step that is undone on the line of its option."""
    return Markup(_UNDONE.sub(r"<span class=step>\g<0></span>", str(escape(text))))  # noqa: S704 - escaped


def _kind(block: Block) -> str:
    return type(block).__name__


def _own(svg: str, suffix: str) -> str:
    """Let a picture's ids be its own where the page shows it twice."""
    return _OWN.sub(rf"\1\2{suffix}", svg) if suffix else svg
