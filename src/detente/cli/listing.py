"""The bundled cases as a list, in the form asked for."""

from detente.casefile import bundled_titles
from detente.cli.options import Form
from detente.errors import Location, Message, Problem, QuestionError
from detente.report.document import Column, Table
from detente.report.render import render
from detente.report.render.json_text import json_text
from detente.report.words import words_of

_TABLES = (Form.csv, Form.markdown)


def bundled_text(form: Form, language: str) -> str:
    """List the bundled cases: their names and titles.

    Raises
    ------
    QuestionError
        For a form that a plain list does not have.
    """
    words = words_of(language)
    rows = tuple((name, words.text(title)) for name, title in bundled_titles())
    if form is Form.json:
        listed = [{"name": name, "title": title} for name, title in rows]
        return json_text({"cases": listed})
    if form is Form.text:
        width = max(len(name) for name, _ in rows)
        return "".join(f"{name:<{width}}  {title}\n" for name, title in rows)
    table = Table(
        (Column("name", words.say("case")), Column("title", words.say("title"))),
        rows,
        words.say("The bundled cases"),
    )
    if form in _TABLES:
        return render((table,), form.value, language=language)
    message = Message("a list of cases is not written as {form}", form=form.value)
    hint = Message("write --format text, json, csv or markdown")
    location = Location("--format")
    raise QuestionError([Problem("no-form", message, location, form.value, hint)])
