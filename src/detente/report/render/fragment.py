"""A document as HTML."""

import re
from collections.abc import Mapping
from functools import lru_cache

from jinja2 import Environment, PackageLoader
from markupsafe import Markup

from detente.errors import visible
from detente.records import dataclass
from detente.report.document import Block, Document, Typed

_DAYS = r"\b(?:\d{4}-\d\d-\d\d|\d\d?\x20[A-Z][a-z]{2}\x20\d{4}|\d\d\.\d\d\.\d{4})\b"
_WHOLE = re.compile(rf"((?<![\w-])-[a-z]\w*|{_DAYS})")
_ISO = re.compile(r"\d{4}-\d\d-\d\d")
_CODE = re.compile(r"`([^`]+)`")
_OWN = re.compile(
    r'(\bid="|\bhref="#|url\(#|\baria-(?:labelledby|describedby)=")([\w-]+)'
)


@dataclass(frozen=True)
class Around:
    """What the page around a document has.

    Attributes
    ----------
    suffix : str
        Set behind every anchor, so that two documents can share a page.
    anchors : frozenset of str
        What the page holds: words that lead elsewhere are just words.
    sheets : mapping of int to int, or None
        The places, among the sheets that the page carries, of tables (by `id`).
        None where it carries none; otherwise it has the script of the report, which
        saves them, and which puts in what would only repeat captions and headings.
    downward : bool
        Whether its style shows tables of few columns downward on a phone, each cell
        after its heading.
    """

    suffix: str = ""
    anchors: frozenset[str] = frozenset()
    sheets: Mapping[int, int] | None = None
    downward: bool = False


_NOTHING = Around()
_FEW = 8
"""Letters of a cell that is not worth two lines."""


def render_html(document: Document, around: Around = _NOTHING) -> str:
    """Set a document as HTML without head or style.

    Parameters
    ----------
    document : Document
        What to show.
    around : Around
        What the page around it has.

    Returns
    -------
    str
        HTML; the SVG of pictures is taken as it is, all other text is escaped.
    """
    return render_template(
        "fragment.html",
        blocks=document,
        suffix=around.suffix,
        anchors=around.anchors,
        scripted=around.sheets is not None,
        sheets=around.sheets or {},
        downward=around.downward,
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
    environment.filters["unbroken"] = _unbroken
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
    step, day = Markup("<span class=step>{}</span>"), Markup("<time>{}</time>")
    return Markup().join(
        (day if _ISO.fullmatch(part) else step).format(part) if place % 2 else part
        for place, part in enumerate(_WHOLE.split(text))
    )


def _unbroken(cell: Markup) -> Markup:
    """Keep a cell of few letters on one line: “stage 4”, “1 year”."""
    if len(cell) > _FEW:  # as every cell with marks of its own is
        return cell
    return cell.replace(" ", "\N{NO-BREAK SPACE}")


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
