"""A case with more events: none of its own is lost, changed or moved."""

from dataclasses import replace
from importlib.resources import files
from pathlib import Path

from detente.casefile.faults import Faults
from detente.casefile.limits import MOST_BYTES, MOST_MB
from detente.casefile.nearest import did_you_mean
from detente.casefile.read.case import Setting, read_case
from detente.casefile.read.events_table import read_rows
from detente.casefile.read.layout import OWN, Layout
from detente.casefile.reader import in_file_order
from detente.casefile.schema.records import EventEntry
from detente.casefile.schema.shape import keys_of
from detente.casefile.source import decoded, read_raw
from detente.casefile.write.case import dump_case
from detente.casefile.yaml.syntax import (
    parse_tree,
    refuse_turning,
    refuse_unprintable,
)
from detente.casefile.yaml.tree import Listing, Mapping as Branch, Origin, Place
from detente.errors import CaseError, Location, Message, Problem, QuestionError
from detente.model.case import Case


def bundled_tables() -> tuple[str, ...]:
    """List the tables of events that come with Detente, in alphabetical order."""
    folder = files("detente").joinpath("cases")
    names = (entry.name for entry in folder.iterdir() if folder.is_dir())
    tables = (name for name in names if name.endswith(".csv"))
    return tuple(sorted(name.removesuffix(".csv") for name in tables))


def add_events(case: Case, source: str | Path, layout: Layout = OWN) -> Case:
    """Add the events of a CSV file to those of a case.

    Parameters
    ----------
    case : Case
        Its own events come first, in their order.
    source : str or Path
        A CSV file, or the name of a bundled table of events.
    layout : Layout
        Which columns its keys are read from, and what holds for every row; a bundled
        table needs none.

    Returns
    -------
    Case
        Checked as a whole; the new events stand behind the others, in the order of
        the table.

    Raises
    ------
    CaseError
        With everything that is wrong with the table, or with what its events say of
        the case, in the order of the table.
    QuestionError
        Where the layout names a key that no event has.
    """
    _refuse_unknown_keys(layout)
    name = str(source)
    is_bundled = name in bundled_tables() and not Path(name).is_file()
    origin = _bundled(name) if is_bundled else _origin(source)
    return add_rows(case, origin, OWN if is_bundled else layout)[0]


def add_rows(case: Case, origin: Origin, layout: Layout = OWN) -> tuple[Case, Listing]:
    """Add the events of a table, given as text, to those of a case.

    Parameters
    ----------
    case : Case
    origin : Origin
        The text of the table, its first line the names of the columns.
    layout : Layout
        As of `add_events`.

    Returns
    -------
    Case
        As of `add_events`.
    Listing
        The new events, as the case could hold them.

    Raises
    ------
    CaseError
        As of `add_events`.
    """
    problems = Faults()
    refuse_unprintable(origin)
    refuse_turning(origin)
    rows = read_rows(origin, problems, layout)
    known = parse_tree(dump_case(replace(case, events_file=None)), case.file)
    data = known.data if isinstance(known.data, Branch) else Branch()
    own = data.get("events")
    data["events"] = Listing([*(own if isinstance(own, list) else ()), *rows])
    setting = Setting(case.file, None, Place(known.origin, 0, 0), edited=True)
    added, _, found = read_case(data, setting)
    problems.extend(found)
    if problems:
        raise CaseError(in_file_order(problems, origin.file))
    return replace(added, variant=case.variant, edits=case.edits), rows


def _bundled(name: str) -> Origin:
    table = files("detente").joinpath("cases", f"{name}.csv")
    return Origin(f"{name}.csv", table.read_text("utf-8"))


def _origin(source: str | Path) -> Origin:
    name = str(source)
    try:
        raw, file = read_raw(source)
    except CaseError as error:
        raise CaseError([_told(each, name) for each in error.problems]) from None
    if len(raw) > MOST_BYTES:
        message = Message("this has more than {most} MB", most=MOST_MB)
        raise CaseError([Problem("too-large", message, Location(file))])
    return Origin(file, decoded(raw, file))


def _told(problem: Problem, name: str) -> Problem:
    """Speak of a table where the reader of files speaks of a case."""
    if problem.code != "missing-file":
        return problem
    message = Message("there is no such file, and no bundled table of this name")
    hint = did_you_mean(name, bundled_tables())
    return replace(problem, message=message, hint=hint)


def _refuse_unknown_keys(layout: Layout) -> None:
    known = [key for key in keys_of(EventEntry) if key != "evidence"]
    problems = [
        Problem(
            "unknown-column",
            Message("events have no column '{column}'", column=key),
            Location(option),
            key,
            did_you_mean(key, known),
        )
        for option, named in (("--column", layout.columns), ("--always", layout.always))
        for key, _ in named
        if key not in known
    ]
    if problems:
        raise QuestionError(problems)
