"""What every result can do: show itself."""

import json
from abc import ABC, abstractmethod
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from detente.errors import Location, Message, Problem, QuestionError
from detente.model.case import Case
from detente.report.document import Document, Picture, tables_of
from detente.report.naming import Names
from detente.report.render import render
from detente.report.words import words_of

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Result"]


@dataclass(frozen=True)
class Result(ABC):
    """An answer that shows itself as text, tables, JSON or a data frame."""

    case: Case

    @abstractmethod
    def to_dict(self) -> dict[str, object]:
        """Give the result as a plain dictionary, the same as `--format json`."""

    @abstractmethod
    def document(self, names: Names) -> Document:
        """Give the result as headings, paragraphs, lists and tables."""

    def sheet(self, names: Names) -> Document:
        """Give the tables that CSV, LaTeX and a data frame hold."""
        return tables_of(self.document(names))

    def pictures(self, names: Names) -> tuple[Picture, ...]:
        """Give the pictures of the result; `--format svg` writes the first."""
        return tuple(
            block for block in self.document(names) if isinstance(block, Picture)
        )

    def text(self, language: str = "en", *, colour: bool = False) -> str:
        """Give the result as text for people, at most 100 columns wide."""
        return self.render("text", language, colour=colour)

    def render(
        self, form: str = "text", language: str = "en", *, colour: bool = False
    ) -> str:
        """Write the result in a form: text, json, csv, markdown, latex or svg.

        Parameters
        ----------
        form : str
            text, json, csv, markdown, latex or svg.
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
            For svg, where the result has no picture.
        ValueError
            For a form that does not exist.
        """
        if form == "json":
            return self.to_json() + "\n"
        names = Names(self.case, words_of(language))
        if form == "svg":
            return self._drawn(names)
        whole = form in ("text", "markdown")
        shown = self.document(names) if whole else self.sheet(names)
        return render(shown, form, colour=colour)

    def to_json(self) -> str:
        """Give the dictionary as JSON text; the same input gives the same bytes."""
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=1)

    def to_frame(self) -> "pd.DataFrame":
        """Give the first table as a pandas data frame (extra `plot`).

        Returns
        -------
        pandas.DataFrame
            One row a row of the table, columns named by its keys.
        """
        import pandas as pd  # noqa: PLC0415

        table = tables_of(self.sheet(Names(self.case, words_of("en"))))[0]
        return pd.DataFrame(list(table.rows), columns=list(table.keys))

    def save_arrays(self, path: Path) -> None:
        """Write the arrays behind the result to a NumPy `.npz` file.

        Raises
        ------
        QuestionError
            Where the result has none.
        """
        message = Message("only stability and analyze write arrays (.npz)")
        raise QuestionError([Problem("no-arrays", message, Location(str(path)))])

    def _drawn(self, names: Names) -> str:
        pictures = self.pictures(names)
        if pictures:
            return pictures[0].svg + "\n"
        message = Message("this answer has no picture")
        hint = Message("`detente graph CASE --format svg` draws the state graph")
        raise QuestionError(
            [Problem("no-picture", message, Location("--format svg"), hint=hint)]
        )

    def _repr_html_(self) -> str:
        names = Names(self.case, words_of("en"))
        return render(self.document(names), "html")

    def __str__(self) -> str:
        return self.text()
