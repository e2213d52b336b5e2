"""A document as an HTML fragment, for notebooks."""

from jinja2 import Environment, PackageLoader

from detente.report.document import Document

__all__ = ["render_html"]


def render_html(document: Document) -> str:
    """Set a document as HTML without head or style."""
    environment = Environment(
        loader=PackageLoader("detente.report"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    blocks = [(type(block).__name__, block) for block in document]
    return environment.get_template("fragment.html").render(blocks=blocks)
