"""A document as HTML."""

import re
from functools import lru_cache

from jinja2 import Environment, PackageLoader
from markupsafe import Markup

from detente.errors import visible
from detente.report.document import Block, Document, Table, Typed, tables_of
from detente.report.render.packed import packed
from detente.report.render.sheet import render_csv

_WHOLE = re.compile(r"((?<![\w-])-[a-z]\w*|\b\d{4}-\d\d-\d\d\b)")
_CODE = re.compile(r"`([^`]+)`")
_OWN = re.compile(
    r'(\bid="|\bhref="#|url\(#|\baria-(?:labelledby|describedby)=")([\w-]+)'
)


def render_html(
    document: Document,
    suffix: str = "",
    sheets: tuple[Table, ...] = (),
    anchors: frozenset[str] = frozenset(),
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
    anchors : frozenset of str
        What the page around holds: words that lead elsewhere are just words.

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
        anchors=anchors,
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
        finalize=_seen,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"kind": _kind, "own": _own, "steps": _steps, "id": id}
    environment.filters["linked"] = _linked
    return environment


def _seen(value: object) -> object:
    """Let no character of a text be one that HTML must not hold, or that hides."""
    if isinstance(value, str) and not isinstance(value, Markup):
        return visible(value)
    return value


def _steps(text: str) -> Markup:
    """Keep the sign of an undone step with its option, a date in one; set code."""
    code = Markup("<code>{}</code>")
    if isinstance(text, Typed):
        return code.format(visible(text))
    return Markup().join(
        code.format(_whole(part)) if place % 2 else _whole(part)
        for place, part in enumerate(_CODE.split(visible(text)))
    )


def _whole(text: str) -> Markup:
    whole = Markup("<span class=step>{}</span>")
    return Markup().join(
        whole.format(part) if place % 2 else part
        for place, part in enumerate(_WHOLE.split(text))
    )


def _linked(text: str, suffix: str, anchors: frozenset[str]) -> Markup:
    """Let the parts of a text that lead somewhere do so."""
    links = {part: to for part, to in getattr(text, "links", ()) if to in anchors}
    if not links:
        return _steps(text)
    link = Markup('<a href="#{}">{}</a>')
    return Markup().join(
        link.format(links[part] + suffix, _steps(part))
        if part in links
        else _steps(part)
        for part in re.split(f"({'|'.join(map(re.escape, links))})", text)
    )


def _kind(block: Block) -> str:
    return type(block).__name__


def _own(svg: str, suffix: str) -> str:
    """Let a picture's ids be its own where the page shows it twice."""
    return _OWN.sub(rf"\1\2{suffix}", str(svg)) if suffix else svg
