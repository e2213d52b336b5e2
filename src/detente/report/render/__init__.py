"""Documents to text, Markdown, CSV, LaTeX and HTML."""

from detente.report.document import Document

__all__ = ["FORMS", "render"]

FORMS = ("text", "json", "csv", "markdown", "latex")


def render(
    document: Document, form: str, *, colour: bool = False, language: str = "en"
) -> str:
    """Write a document as text, markdown, csv, latex or html.

    `language` is the one it is written in.

    Raises
    ------
    ValueError
        For a form that does not exist.
    """
    if form == "text":
        from detente.report.render.terminal import render_terminal  # noqa: PLC0415

        return render_terminal(document, colour=colour)
    if form == "markdown":
        from detente.report.render.markdown import render_markdown  # noqa: PLC0415

        return render_markdown(document)
    if form == "csv":
        from detente.report.render.sheet import render_csv  # noqa: PLC0415

        return render_csv(document)
    if form == "latex":
        from detente.report.render.latex import render_latex  # noqa: PLC0415

        return render_latex(document, language)
    if form == "html":
        from detente.report.render.fragment import render_html  # noqa: PLC0415

        return render_html(document)
    message = f"there is no form {form!r}; the forms are {', '.join(FORMS)}"
    raise ValueError(message)
