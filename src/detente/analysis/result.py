"""What every result can do: show itself."""

from abc import ABC, abstractmethod
from dataclasses import field
from pathlib import Path
from typing import TYPE_CHECKING

from detente.engine.memory import refuse_beyond
from detente.errors import Location, Message, Problem, QuestionError
from detente.model.case import Case
from detente.records import dataclass
from detente.report.document import (
    Document,
    Paragraph,
    Picture,
    data_of,
    pictures_of,
    tables_of,
    value_of,
)
from detente.report.naming import Names
from detente.report.plain import plain
from detente.report.render import render
from detente.report.render.json_text import json_text
from detente.report.saving import inputs_of, save
from detente.report.words import PLAIN_WORDS, Wording, words_of
from detente.study.check.opposition import opposition_in
from detente.study.check.warning import Remark, set_aside

if TYPE_CHECKING:
    import pandas as pd

_A_CELL = {
    "text": 1500,
    "json": 550,
    "csv": 250,
    "markdown": 300,
    "html": 450,
    "latex": 250,
    "xlsx": 650,
}
"""Bytes that writing one cell takes at the peak, by form; the benchmark measures."""


def beside(case: Case, answered: str = "") -> tuple[Remark, ...]:
    """Give the warnings of every answer about a case; `answered` as of `set_aside`."""
    return (*set_aside(case, answered), *opposition_in(case))


def partly(why: Message) -> Message:
    """Say that an answer holds only a part of what was asked."""
    return Message("{why}: this is a part of the answer only", why=why)


@dataclass(frozen=True)
class Result(ABC):
    """An answer that shows itself as text, tables, JSON or a data frame.

    Attributes
    ----------
    case : Case
    stopped : Message or None
        Why it holds only a part of what was asked; None where it is whole.
    """

    case: Case
    stopped: Message | None = field(default=None, kw_only=True)

    @abstractmethod
    def to_dict(self) -> dict[str, object]:
        """Give the result as a plain dictionary, the same as `--format json`."""

    @abstractmethod
    def document(self, names: Names) -> Document:
        """Give the result as headings, paragraphs, lists and tables."""

    def sheet(self, names: Names) -> Document:
        """Give the tables that CSV, LaTeX and a data frame hold."""
        return tables_of(self.document(names))

    def tables(self, names: Names) -> Document:
        """Give all tables: those of CSV, then what else the document shows."""
        first = tables_of(self.sheet(names))
        known = {table.keys for table in first}
        shown = tables_of(self.document(names))
        return (*first, *(table for table in shown if table.keys not in known))

    def pictures(self, names: Names) -> tuple[Picture, ...]:
        """Give the pictures of the result; `--format svg` writes the first."""
        return pictures_of(self.document(names))

    def aside(self) -> tuple[Remark, ...]:
        """Give what of the case this answer takes no account of, as warnings.

        What is said of a party that contradicts its weights is among them.
        """
        return beside(self.case)

    def text(
        self,
        language: str = "en",
        *,
        colour: bool = False,
        terms: bool = False,
        ids: bool = False,
    ) -> str:
        """Give the result as text for people, at most 100 columns wide.

        `terms` says it in the terms of the field instead of plain words, `ids` puts
        the id beside each name.
        """
        wording = Wording(terms=terms, ids=ids)
        return self.render("text", language, colour=colour, wording=wording)

    def render(
        self,
        form: str = "text",
        language: str = "en",
        *,
        colour: bool = False,
        wording: Wording = PLAIN_WORDS,
    ) -> str:
        """Write the result in a form: text, json, csv, markdown, latex, html or svg.

        Parameters
        ----------
        form : str
            text, json, csv, markdown, latex, html or svg.
        language : str
            en or ru; JSON and CSV headers are the same in both.
        colour : bool
            Whether text may use colours.
        wording : Wording
            Whether people read the terms of the field, and ids beside names.

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
        self._refuse_long(form)
        if form == "json":
            return json_text(self._data())
        names = Names(self.case, words_of(language, plain=form == "csv"), wording)
        if form == "svg":
            return self._drawn(names)
        if form == "html":
            from detente.report.render.standalone import (  # noqa: PLC0415
                render_standalone,
            )

            return render_standalone(self.page(names), names.title(), language)
        whole = form in ("text", "markdown")
        shown = self.page(names) if whole else self.sheet(names)
        return render(shown, form, colour=colour, language=language)

    def n_cells(self) -> int:
        """Count the cells of its tables, where they may be very many."""
        return 0

    def _refuse_long(self, form: str) -> None:
        hint = Message("list fewer: --limit, --where, or another --format")
        refuse_beyond(self.n_cells() * _A_CELL.get(form, 0), None, hint)

    def page(self, names: Names) -> Document:
        """Give the document, with how the case was read where it was edited."""
        edited = names.edited()
        document = self.document(names)
        if self.stopped is not None:
            said = names.message(partly(self.stopped))
            document = (Paragraph(said, emphasis=True), *document)
        return (*document, Paragraph(edited)) if edited else document

    def to_json(self) -> str:
        """Give the dictionary as JSON text; the same input gives the same bytes."""
        return json_text(self._data()).removesuffix("\n")

    def _data(self) -> dict[str, object]:
        data = self.to_dict()
        told = plain(self.aside())
        if isinstance(told, list) and told:
            known = data.get("warnings")
            known = known if isinstance(known, list) else []
            new = [each for each in told if each not in known]
            data = data | {"warnings": [*known, *new]}
        return data if self.stopped is None else {"stopped": str(self.stopped)} | data

    def to_frame(self, table: int = 1) -> "pd.DataFrame":
        """Give a table as a pandas data frame (extra `plot`).

        Parameters
        ----------
        table : int
            Which of the tables that a workbook holds, from 1.

        Returns
        -------
        pandas.DataFrame
            One row a row of the table, columns named by its keys; numbers are
            numbers, a cell without a value is missing. Empty where the answer
            has no such table, as that of a case without events has none.

        Raises
        ------
        QuestionError
            Where pandas is not installed.
        """
        try:
            import pandas as pd  # noqa: PLC0415
        except ImportError:
            raise _without_pandas() from None

        tables = data_of(self.tables(Names(self.case, words_of("en", plain=True))))
        if not 1 <= table <= len(tables):
            return pd.DataFrame()
        chosen = tables[table - 1]
        rows = [tuple(map(value_of, row)) for row in chosen.rows]
        return pd.DataFrame(rows, columns=list(chosen.keys))

    def save_arrays(self, path: Path) -> None:
        """Write the arrays behind the result to a NumPy `.npz` file.

        Raises
        ------
        QuestionError
            Where the result has none.
        """
        message = Message("only stability and analyze write arrays (.npz)")
        raise QuestionError([Problem("no-arrays", message, Location(str(path)))])

    def save_workbook(self, path: Path, language: str = "en") -> None:
        """Write all tables to an Excel workbook (extra `office`).

        One sheet a table: the first row holds the keys of the columns, numbers
        are numbers, the caption is a comment on the first cell.

        Parameters
        ----------
        path : Path
            The `.xlsx` file.
        language : str
            en or ru, for names and captions.

        Raises
        ------
        QuestionError
            Where openpyxl is not installed, or the file cannot be written.
        """
        from detente.report.render.workbook import render_workbook  # noqa: PLC0415

        self._refuse_long("xlsx")
        names = Names(self.case, words_of(language, plain=True))
        save(path, render_workbook(self.tables(names)), inputs_of(self.case))

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
        return render(self.page(names), "html")

    def __str__(self) -> str:
        return self.text()


def _without_pandas() -> QuestionError:
    message = Message("a data frame needs the package pandas")
    hint = Message("run `make extras` in the clone, or `pip install pandas`")
    return QuestionError(
        [Problem("missing-extra", message, Location("to_frame"), hint=hint)]
    )
