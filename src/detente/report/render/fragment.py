"""A document as HTML."""

from functools import lru_cache

from jinja2 import Environment, PackageLoader

from detente.report.document import Document

__all__ = ["render_html", "render_template"]


def render_html(document: Document) -> str:
    """Set a document as HTML without head or style."""
    blocks = [(type(block).__name__, block) for block in document]
    return render_template("fragment.html", blocks=blocks)


def render_template(name: str, **values: object) -> str:
    """Fill one of the templates; text is escaped."""
    return _environment().get_template(name).render(**values)


@lru_cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("detente.report"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
