"""Documents as HTML for pages whose style stands in a style sheet of their own."""

from detente.report.document import Document
from detente.report.figure.style import STYLE
from detente.report.render.fragment import Around, render_html

ANCHOR = "-web"
"""Set behind every anchor of a document."""
_STYLE = str(STYLE)


def html_of(document: Document, anchors: frozenset[str] = frozenset()) -> str:
    """Set a document as HTML; the style of its pictures stands in the style sheet."""
    return render_html(document, Around(ANCHOR, anchors, downward=True)).replace(
        _STYLE, ""
    )
