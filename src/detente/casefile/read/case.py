"""The parts of a case put together: shape, names, meaning, and what fits what."""

from pathlib import Path, PurePath

from detente.casefile.faults import Faults
from detente.casefile.formula.names import Names, known_names
from detente.casefile.limits import MOST_OPTIONS
from detente.casefile.read.checks import refuse_infeasible
from detente.casefile.read.context import Reading, is_assumed
from detente.casefile.read.cycles import refuse_cycles
from detente.casefile.read.entries import Entries
from detente.casefile.read.event_ids import refuse_event_ids
from detente.casefile.read.events_table import read_events_file
from detente.casefile.read.negotiation import read_patience, refuse_misfits
from detente.casefile.read.states import (
    open_book,
    read_graph,
    refuse_concepts,
)
from detente.casefile.schema.entry import CaseEntry
from detente.casefile.schema.faults import read_shape
from detente.casefile.yaml.tree import Mapping, Place, Scalar
from detente.errors import Message
from detente.model.case import Case
from detente.model.road_map import Negotiation
from detente.model.text import Text
from detente.records import dataclass


@dataclass(frozen=True, slots=True)
class Setting:
    """What the reader must know beside the data.

    Attributes
    ----------
    file : str
        The name of the case in messages.
    directory : Path or None
        Where a CSV file of events stands.
    start : Place
        Where to point for what has no place of its own.
    edited : bool
        Whether edits were made to the file before it is read.
    """

    file: str
    directory: Path | None
    start: Place
    edited: bool = False


def read_case(data: Mapping, setting: Setting) -> tuple[Case, Names, Faults]:
    """Read a case from its data.

    Parameters
    ----------
    data : Mapping
        The whole file, with places.
    setting : Setting
        The file it comes from.

    Returns
    -------
    Case
        To be used only where there is no problem.
    Names
        What the ids of the file name.
    Faults
        What is wrong, in no order.
    """
    full, events_file, problems = _with_events(data, setting)
    names, clashes = known_names(full, setting.start)
    problems.extend(clashes)
    return read_named(full, names, problems, setting, events_file), names, problems


def read_named(
    data: Mapping,
    names: Names,
    problems: Faults,
    setting: Setting,
    events_file: str | None = None,
) -> Case:
    """Read a case, or sections of one, whose ids are known.

    Parameters
    ----------
    data : Mapping
        The sections.
    names : Names
        The ids of the whole case.
    problems : Faults
        Those found already; more are added.
    setting : Setting
        The file it comes from.
    events_file : str or None
        Where the events were found.

    Returns
    -------
    Case
        To be used only where there is no problem.
    """
    entry, misshapen = read_shape(data, setting.start)
    problems.extend(misshapen)
    reading = Reading(names, setting.start, problems)
    _refuse_absence(data, reading)
    return _case(entry, reading, setting, events_file)


def _with_events(data: Mapping, setting: Setting) -> tuple[Mapping, str | None, Faults]:
    """Put the events of a CSV file in place of its name."""
    name = data.get("events")
    if not isinstance(name, Scalar) or name.is_null:
        return data, None, Faults()
    events, problems = read_events_file(name, setting.directory)
    full = data.copy()
    full["events"] = events
    return full, str(name), problems


def _refuse_absence(data: Mapping, reading: Reading) -> None:
    if "detente" not in data:
        message = Message("the case does not say which version of the format it is in")
        hint = Message("start it with the line: detente: 1")
        reading.fault("version", message, reading.nowhere, hint)
    if not reading.names.of("parties"):
        message = Message("the case has no parties")
        hint = Message("name them under parties, each with its options")
        reading.fault("no-parties", message, reading.nowhere, hint)
    elif not reading.names.of("options", "states"):
        message = Message("no party has an option")
        hint = Message("give the parties options, or list states and moves")
        party = next(iter(reading.names.sections["parties"].values()))
        reading.fault("no-options", message, party, hint)


def _case(
    entry: CaseEntry, reading: Reading, setting: Setting, events_file: str | None
) -> Case:
    assumed = is_assumed(entry, inherited=False)
    book = open_book(entry, reading)
    graph = read_graph(entry, reading, book)
    found = dict(Entries(reading, book).fields(entry, assumed=assumed))
    found.setdefault(
        "title", Text.plain(PurePath(setting.file).stem.strip("<>") or "case")
    )
    plans = {name: found.pop(name) for name in list(found) if "." in name}
    patience = tuple(read_patience(entry, reading))
    case = Case(
        **({"parties": ()} | found),
        events_file=events_file,
        graph=graph,
        labels=tuple(book.words.labels.items()),
        negotiation=Negotiation(
            patience=patience,
            **{name.rpartition(".")[2]: value for name, value in plans.items()},
        ),
        about=reading.about(entry, assumed),
        file=setting.file,
    )
    _refuse_misfits(case, entry, reading)
    if not reading.problems:
        refuse_infeasible(case, entry, book, edited=setting.edited)
    return case


def _refuse_misfits(case: Case, entry: CaseEntry, reading: Reading) -> None:
    """Refuse what no section is wrong with by itself."""
    options = list(reading.names.owner)
    if len(options) > MOST_OPTIONS:
        message = Message(
            "the case has {count} options; the most is {most}",
            count=len(options),
            most=MOST_OPTIONS,
        )
        place = reading.names.sections["options"][options[MOST_OPTIONS]]
        reading.fault("too-many-options", message, place)
    refuse_cycles(case.terms, case.projects, reading)
    refuse_event_ids(entry, reading)
    refuse_concepts(entry, reading)
    refuse_misfits(entry, reading)
