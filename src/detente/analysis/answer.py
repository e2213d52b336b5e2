"""An answer that is about no case, as text, data or a table."""

from abc import ABC, abstractmethod

from detente.errors import Location, Message, Problem, QuestionError
from detente.report.document import Document, Picture, pictures_of
from detente.report.plain import Data
from detente.report.render import render
from detente.report.render.json_text import json_text
from detente.report.words import Words, words_of


class Answer(ABC):
    """What such an answer can be turned into."""

    @abstractmethod
    def to_dict(self) -> Data:
        """Give the answer as plain data."""

    @abstractmethod
    def page(self, words: Words) -> Document:
        """Tell the answer to people."""

    @abstractmethod
    def sheet(self, words: Words) -> Document:
        """Give its tables alone, for CSV and LaTeX."""

    def to_json(self) -> str:
        """Give the dictionary as JSON text."""
        return json_text(self.to_dict()).removesuffix("\n")

    def document(self, language: str = "en") -> Document:
        """Tell the answer to people, in a language."""
        return self.page(words_of(language))

    def text(self, language: str = "en") -> str:
        """Give the result as text for people, at most 100 columns wide."""
        return self.render("text", language)

    def render(
        self, form: str = "text", language: str = "en", *, colour: bool = False
    ) -> str:
        """Write the result in a form: text, json, csv, markdown, latex, html or svg.

        Parameters
        ----------
        form : str
        language : str
            en or ru; JSON and CSV headers are the same in both.
        colour : bool
            Whether text may use colours.

        Returns
        -------
        str

        Raises
        ------
        QuestionError
            For svg, where the answer has no picture.
        ValueError
            For a form that does not exist.
        """
        if form == "json":
            return json_text(self.to_dict())
        shown = self.document(language)
        if form == "svg":
            return _drawn(shown)
        if form in ("csv", "latex"):
            shown = self.sheet(words_of(language, plain=form == "csv"))
        return render(shown, form, colour=colour, language=language)

    def pictures(self, language: str = "en") -> tuple[Picture, ...]:
        """Give the pictures of the answer; `--format svg` writes the first."""
        return pictures_of(self.document(language))

    def _repr_html_(self) -> str:
        return self.render("html")

    def __str__(self) -> str:
        """Give the text in English."""
        return self.text()


def _drawn(document: Document) -> str:
    for picture in pictures_of(document):
        return picture.svg + "\n"
    message = Message("this answer has no picture")
    raise QuestionError([Problem("no-picture", message, Location("--format svg"))])
