"""A document as an HTML file of its own."""

from html import escape

from detente.errors import visible
from detente.report.document import Document
from detente.report.render.fragment import render_html

_PAGE = """\
<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
body {{ font-family: sans-serif; line-height: 1.4; margin: 2rem }}
table {{ border-collapse: collapse; margin: 1rem 0 }}
caption {{ font-weight: bold; padding: .3rem 0; text-align: left }}
th, td {{ border-bottom: 1px solid #ccc; padding: .2rem .6rem; text-align: left }}
</style>
</head>
<body>
{body}
</body>
</html>
"""


def render_standalone(document: Document, title: str, language: str) -> str:
    """Set a document as one HTML file that needs no network.

    Parameters
    ----------
    document : Document
        What to show.
    title : str
        Of the page.
    language : str
        In which it is written.
    """
    body = render_html(document).strip()
    return _PAGE.format(
        language=language, title=escape(visible(title, line=True)), body=body
    )
