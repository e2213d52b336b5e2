"""Cases from other programs, and for them."""

from collections.abc import Callable
from pathlib import Path
from typing import Unpack

import numpy as np

from detente.analysis.exchange.tables import csv_tables, workbook_tables
from detente.analysis.reading import Readable, ReadAs, as_in_file, load
from detente.analysis.setting import DEFAULT, Setting, as_wanted
from detente.casefile import dump_case
from detente.casefile.formats import (
    Converted,
    Read,
    case_data,
    csv_rows,
    lost_in_tables,
    lost_keys,
    read_case_tables,
    read_gmcr,
    read_nfg,
    workbook_rows,
    write_gmcr,
    write_json,
)
from detente.casefile.formats.notice import notice
from detente.casefile.limits import MOST_RANKED
from detente.casefile.source import decoded, read_raw
from detente.engine import Engine, open_engine
from detente.errors import Location, Message, Problem, QuestionError, TooLargeError
from detente.model.case import Case
from detente.records import dataclass
from detente.report.exchange.graphml import write_graphml
from detente.report.exchange.nfg import write_nfg
from detente.report.naming import Names
from detente.report.problems import problem_data
from detente.report.saving import inputs_of, save
from detente.report.words import words_of
from detente.study.graph.normal_form import normal_form

IMPORTS = ("gmcr", "nfg", "csv", "xlsx", "json", "yaml")
PROGRAMS = ("gmcr", "nfg", "csv", "xlsx")
"""Formats that are no case file."""
EXPORTS = ("gmcr", "nfg", "graphml", "csv", "xlsx", "json")
_ENDINGS = {"yml": "yaml"}


@dataclass(frozen=True)
class ImportedCase:
    """A case that was read from another format.

    Attributes
    ----------
    case : Case
        Checked.
    form : str
        The format it was in.
    warnings : tuple of Problem
        What the case file has no place for, and what was decided.
    """

    case: Case
    form: str
    warnings: tuple[Problem, ...] = ()

    def text(self) -> str:
        """Give the case as a case file (YAML)."""
        return dump_case(self.case)

    def to_dict(self) -> dict[str, object]:
        """Give the case as data, with the warnings."""
        return {
            "from": self.form,
            "case": case_data(self.case),
            "warnings": [problem_data(each) for each in self.warnings],
        }


@dataclass(frozen=True)
class ExportedCase:
    """A case in another format.

    Attributes
    ----------
    text : str
        What the file holds; of a workbook nothing, see `data`.
    form : str
        gmcr, nfg, graphml, csv, xlsx or json.
    warnings : tuple of Problem
        What the format has no place for.
    """

    text: str
    form: str
    warnings: tuple[Problem, ...] = ()
    packed: bytes = b""

    @property
    def data(self) -> bytes:
        """The bytes of the file."""
        return self.packed or self.text.encode()

    def to_dict(self) -> dict[str, object]:
        """Give the text with the warnings."""
        return {
            "to": self.form,
            "text": self.text,
            "warnings": [problem_data(each) for each in self.warnings],
        }


def import_case(source: str | Path, form: str | None = None) -> ImportedCase:
    """Read a case that another program wrote.

    Parameters
    ----------
    source : str or Path
        A file; `-` is standard input.
    form : str or None
        gmcr (GMCR+), nfg (Gambit), csv or xlsx (tables), json or yaml (case
        files); None goes by the ending.

    Returns
    -------
    ImportedCase

    Raises
    ------
    CaseError
        With everything wrong with the file, each fault with its place.
    QuestionError
        For a format that cannot be read.
    """
    chosen = _form(str(source), form, IMPORTS, "--from")
    if chosen in ("json", "yaml"):
        return ImportedCase(as_in_file(load(source)), chosen)
    return import_raw(*read_raw(source), chosen)


def import_raw(raw: bytes, file: str, form: str | None = None) -> ImportedCase:
    """Read a case that another program wrote, from the bytes of its file.

    Parameters
    ----------
    raw : bytes
    file : str
        What messages call it.
    form : str or None
        gmcr, nfg, csv or xlsx; None goes by the ending of `file`.

    Returns
    -------
    ImportedCase

    Raises
    ------
    CaseError, QuestionError
        As of `import_case`.
    """
    chosen = _form(file, form, PROGRAMS, "--from")
    if chosen == "xlsx":
        read = read_case_tables(workbook_rows(raw, file), file)
    else:
        read = _READERS[chosen](decoded(raw, file), file)
    return ImportedCase(read.case, chosen, read.warnings)


_READERS: dict[str, Callable[[str, str], Read]] = {
    "gmcr": read_gmcr,
    "nfg": read_nfg,
    "csv": lambda text, file: read_case_tables(csv_rows(text, file), file),
}


def convert_case(
    case: Readable,
    form: str,
    *,
    payoffs: str = "order",
    language: str = "en",
    setting: Setting = DEFAULT,
    **read_as: Unpack[ReadAs],
) -> ExportedCase:
    """Write a case in another format, as text.

    Parameters
    ----------
    case : Case or anything that `load` reads
        The case.
    form : str
        gmcr (GMCR+), nfg (Gambit), graphml, csv, xlsx or json.
    payoffs : str
        For nfg: order (ordinal, from 1 for the worst) or weights.
    language : str
        Of names, where they are given in several; JSON keeps them all.
    setting : Setting
        Engine, memory.
    **read_as : ReadAs
        `variant` and `edits`, as of `load`.

    Returns
    -------
    ExportedCase

    Raises
    ------
    CaseError, QuestionError, TooLargeError, UnsupportedError
    """
    loaded = load(case, **read_as)
    read = as_wanted(loaded, setting)
    # What is a case file again says what the file says.
    kept = as_wanted(as_in_file(loaded), setting)
    chosen = _form("", form, EXPORTS, "--to")
    names = Names(read, words_of(language))

    def opened() -> Engine:
        return open_engine(read, setting.engine, setting.memory)

    writers: dict[str, Callable[[], Converted]] = {
        "gmcr": lambda: write_gmcr(read, lambda: _rankings(opened()), language),
        "nfg": lambda: _nfg(opened(), names, payoffs),
        "graphml": lambda: _graphml(opened(), names),
        "csv": lambda: Converted(
            csv_tables(kept, language), tuple(lost_in_tables(kept, "CSV"))
        ),
        "json": lambda: Converted(write_json(kept)),
    }
    if chosen == "xlsx":
        packed = workbook_tables(kept, language)
        return ExportedCase("", chosen, tuple(lost_in_tables(kept, "XLSX")), packed)
    converted = writers[chosen]()
    return ExportedCase(converted.text, chosen, converted.warnings)


def export_case(
    case: Readable,
    file: str | Path,
    form: str | None = None,
    *,
    payoffs: str = "order",
    language: str = "en",
    **read_as: Unpack[ReadAs],
) -> ExportedCase:
    """Write a case to a file of another program.

    Parameters
    ----------
    case : Case or anything that `load` reads
        The case.
    file : str or Path
        Where to write; what stands there is replaced.
    form : str or None
        gmcr, nfg, graphml, csv, xlsx or json; None goes by the ending of the file.
    payoffs : str
        For nfg: order or weights.
    language : str
        Of names, where they are given in several; JSON keeps them all.
    **read_as : ReadAs
        `variant` and `edits`, as of `load`.

    Returns
    -------
    ExportedCase
        With what the format has no place for in `warnings`.

    Raises
    ------
    CaseError, QuestionError, TooLargeError, UnsupportedError
    """
    chosen = export_form(file, form)
    read = load(case, **read_as)
    exported = convert_case(read, chosen, payoffs=payoffs, language=language)
    save(file, exported.data, inputs_of(read))
    return exported


def export_form(file: str | Path, form: str | None = None) -> str:
    """Give the format that is asked for, else that of the ending of a file.

    Raises
    ------
    QuestionError
        Where neither names a format that can be written.
    """
    return _form(str(file), form, EXPORTS, "--to")


def _form(file: str, form: str | None, known: tuple[str, ...], option: str) -> str:
    """Give the format that is asked for, else that of the ending."""
    ending = Path(file).suffix.removeprefix(".").lower()
    chosen = form or _ENDINGS.get(ending, ending)
    if chosen in known:
        return chosen
    message = (
        Message("there is no format '{format}' here", format=chosen)
        if chosen
        else Message("the ending of '{file}' names no format", file=file)
    )
    hint = Message(
        "write {option} and one of: {known}", option=option, known=", ".join(known)
    )
    place = Location(file or option)
    raise QuestionError([Problem("unknown-format", message, place, chosen, hint)])


def _rankings(engine: Engine) -> dict[str, list[list[int]]]:
    """Rank the feasible states, numbered from 1 in decimal order, for each party."""
    if engine.n_feasible > MOST_RANKED:
        raise TooLargeError(
            Message(
                "the ranking of {count} situations is too long (at most {most})",
                count=engine.n_feasible,
                most=MOST_RANKED,
            ),
            Message("say what the parties want as statements"),
        )
    found = {}
    for position, party in enumerate(engine.parties):
        payoff = engine.payoff(position)[engine.feasible]
        found[party] = [
            [int(place) + 1 for place in np.flatnonzero(payoff == worth)]
            for worth in np.unique(payoff)[::-1]
        ]
    return found


def _nfg(engine: Engine, names: Names, payoffs: str) -> Converted:
    weighed = _form("", payoffs, ("order", "weights"), "--payoffs") == "weights"
    game = normal_form(engine, weights=weighed)
    place = engine.case.file or "case"
    warnings = [
        notice(
            "one-shot",
            Message(
                "a normal form knows no moves and no status quo: every party chooses "
                "all its options once, whatever can be undone"
            ),
            place,
        )
    ]
    if game.n_filled:
        message = Message(
            "{count} combinations are not feasible: there every party gets less than "
            "anywhere else, so none is an equilibrium in pure strategies; in mixed "
            "ones they can have a chance",
            count=game.n_filled,
        )
        warnings.append(notice("filled", message, place))
    held = {"terms", "undo", "redo"}
    lost = lost_keys(engine.case, "Gambit", held, place)
    return Converted(write_nfg(game, names), (*warnings, *lost))


def _graphml(engine: Engine, names: Names) -> Converted:
    held = {"terms", "states", "status_quo", "moves", "labels"}
    lost = lost_keys(engine.case, "GraphML", held, engine.case.file or "case")
    return Converted(write_graphml(engine, names), lost)
