"""Coding sheets: read with all their faults at once, like cases."""

import datetime
import stat
from collections.abc import Collection, Iterable, Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path, PurePath

from detente.casefile.coding_rules import refuse_by_rules, written_at
from detente.casefile.formula.names import Names
from detente.casefile.nearest import did_you_mean, nearest
from detente.casefile.read.context import Reading
from detente.casefile.reader import in_file_order
from detente.casefile.schema.coding import (
    ActorEntry,
    CodingEntry,
    StageEntry,
    StepEntry,
)
from detente.casefile.schema.faults import read_entry
from detente.casefile.schema.shape import Group, keys_of
from detente.casefile.source import CaseText, read_source
from detente.casefile.yaml.syntax import parse_tree
from detente.casefile.yaml.tree import Mapping, Place, Scalar, place_of
from detente.errors import CaseError, Location, Message, Problem, QuestionError
from detente.model.coding import (
    CodedActor,
    CodedLeadership,
    CodedStage,
    CodedStep,
    Enforcement,
    Sheet,
)
from detente.model.event import Source
from detente.model.text import About, Text

_NEVER = datetime.date.min
_OUTCOMES = "outcomes.yaml"
_SECTIONS = ("parties", "outside", "sources", "steps")


@cache
def bundled_sheets() -> tuple[str, ...]:
    """List the coding sheets that come with Detente, in alphabetical order."""
    folder = files("detente").joinpath("cases", "history")
    names = (entry.name for entry in folder.iterdir()) if folder.is_dir() else ()
    sheets = [name for name in names if name.endswith(".yaml")]
    names = (name.removesuffix(".yaml") for name in sheets if name != _OUTCOMES)
    return tuple(sorted(names))


def sheets_in(
    folder: str | Path | None,
) -> tuple[tuple[str | Path, ...], str | Path | None]:
    """Find the coding sheets of a folder, and what happened to the deals.

    Parameters
    ----------
    folder : str, Path or None
        None is the deals that come with Detente.

    Returns
    -------
    tuple of str or Path
        For `load_sheet`, in alphabetical order.
    str, Path or None
        For `load_outcomes`; None where the folder has no `outcomes.yaml`.

    Raises
    ------
    QuestionError
        Where something of such a name is a link, a pipe, a folder or the like.
    """
    if folder is None:
        bundled = files("detente").joinpath("cases", "history", _OUTCOMES)
        told = bundled.read_text("utf-8") if bundled.is_file() else None
        return bundled_sheets(), told
    paths = sorted(Path(folder).glob("*.yaml"))
    refused = [each for each in map(_irregular, paths) if each]
    if refused:
        raise QuestionError(refused)
    outcomes = Path(folder) / _OUTCOMES
    sheets = tuple(path for path in paths if path != outcomes)
    return sheets, outcomes if outcomes in paths else None


def _irregular(path: Path) -> Problem | None:
    """Refuse what leads to a file that the folder does not hold, or never ends."""
    found = path.lstat().st_mode
    if stat.S_ISREG(found):
        return None
    message = Message("'{file}' is no file of its own", file=path.name)
    if stat.S_ISLNK(found):
        message = Message(
            "'{file}' is a link, and links are not followed", file=path.name
        )
    hint = Message("put the sheet itself into the folder")
    return Problem("sheet-file", message, Location("--sheets"), path.name, hint)


def load_sheet(source: str | Path, countries: Collection[str] | None = None) -> Sheet:
    """Read a coding sheet.

    Parameters
    ----------
    source : str or Path
        A path, the name of a bundled sheet, or YAML with at least two lines.
    countries : collection of str or None
        The codes that a country may have; None is any.

    Returns
    -------
    Sheet

    Raises
    ------
    CaseError
        With everything wrong with it, in file order.
    """
    return parse_sheet(_found(source), countries)


def _found(source: str | Path) -> CaseText:
    if isinstance(source, str) and source in bundled_sheets():
        path = files("detente").joinpath("cases", "history", f"{source}.yaml")
        return CaseText(path.read_text("utf-8"), f"{source}.yaml")
    return read_source(source)


def parse_sheet(found: CaseText, countries: Collection[str] | None = None) -> Sheet:
    """Read a coding sheet from its text; the rest as of `load_sheet`."""
    tree = parse_tree(found.text, found.file)
    start = Place(tree.origin, 0, 0)
    if not isinstance(tree.data, Mapping):
        message = Message("a coding sheet is a mapping of keys to values")
        hint = Message("it starts with the line: coding: 1")
        raise CaseError([Problem("mapping", message, start.location, None, hint)])
    if "coding" not in tree.data and "detente" in tree.data:
        message = Message("this is a case, not a coding sheet")
        hint = Message("`detente analyze` reads it; keep it out of a folder of sheets")
        raise CaseError([Problem("case", message, start.location, None, hint)])
    entry, misshapen = read_entry(CodingEntry, tree.data, start)
    problems = tree.problems
    problems.extend(misshapen)
    reading = Reading(names_of(tree.data), start, problems)
    if countries is not None:
        _refuse_countries(entry, countries, reading)
    sheet = _Reader(entry, reading, tree.data).sheet(PurePath(found.file).stem)
    if problems:
        raise CaseError(in_file_order(problems, found.file))
    return sheet


def names_of(data: Mapping) -> Names:
    """Find the ids of a sheet as they stand, those of refused entries included."""
    names = Names()
    for section in _SECTIONS:
        found = data.get(section)
        keys = found if isinstance(found, Mapping) else ()
        names.sections[section] = {
            str(key): place for key in keys if (place := place_of(key))
        }
    return names


def _refuse_countries(
    entry: CodingEntry, countries: Collection[str], reading: Reading
) -> None:
    for each in entry.parties.items.values() if entry.parties else ():
        if each.country is not None and each.country not in countries:
            message = Message(
                "the table of changes of leaders has no country '{code}'",
                code=str(each.country),
            )
            hint = did_you_mean(each.country, countries) or Message(
                "find its code with `detente hazard --country NAME`"
            )
            reading.fault("country", message, each.country, hint)


class _Reader:
    """Makes the sheet of what has the right shape, and notes what does not fit."""

    def __init__(self, entry: CodingEntry, reading: Reading, data: Mapping) -> None:
        self.entry, self.reading, self.data = entry, reading, data

    def sheet(self, name: str) -> Sheet:
        """Give the sheet; of use only where nothing is wrong."""
        entry = self.entry
        self._refuse_missing()
        steps = tuple(self._steps())
        stages = tuple(self._stage(each) for each in entry.stages)
        self._refuse_loose(stages)
        self._refuse_early()
        sheet = Sheet(
            name=name,
            title=entry.title or Text.plain(name),
            signed=entry.signed or _NEVER,
            parties=tuple(self._actors(entry.parties)),
            steps=steps,
            stages=stages,
            outside=tuple(self._actors(entry.outside)),
            enforcement=tuple(self._enforcement()),
            leaderships=tuple(self._leaderships()),
            sources=tuple(self._sources()),
            coder=entry.coder,
            about=About(note=entry.note),
        )
        refuse_by_rules(entry, sheet, self.reading, self.data)
        return sheet

    def _refuse_missing(self) -> None:
        unknown = [
            str(key) for key in self.data if str(key) not in keys_of(CodingEntry)
        ]
        misspelt = {nearest(key, keys_of(CodingEntry)) for key in unknown}
        for key in ("coding", "signed", "parties", "steps", "stages"):
            # One that is misspelt has been told of.
            if key not in self.data and key not in misspelt:
                message = Message("the sheet needs the key '{key}'", key=key)
                self.reading.fault("missing-key", message, self.reading.nowhere)

    def _sources(self) -> Iterator[Source]:
        entry = self.entry.sources
        for word, each in entry.items.items() if entry else ():
            about = self.reading.about(each, assumed=False)
            yield Source(
                str(word),
                each.title,
                each.author,
                each.publisher,
                each.date,
                each.url,
                each.file,
                about,
            )

    def _actors(self, group: Group[ActorEntry] | None) -> Iterator[CodedActor]:
        for word, each in group.items.items() if group else ():
            about = self.reading.about(each, assumed=False)
            country = None if each.country is None else str(each.country)
            yield CodedActor(str(word), country, about)

    def _party(self, word: Scalar) -> str:
        return self.reading.refer(word, "party", "parties")

    def _actors_named(self, words: Iterable[Scalar]) -> tuple[str, ...]:
        return self.reading.refer_all(words, "party or body", "parties", "outside")

    def _steps(self) -> Iterator[CodedStep]:
        group = self.entry.steps
        for word, each in group.items.items() if group else ():
            gains = self.reading.refer_all(each.gains, "party", "parties")
            self._refuse_own(each, gains)
            yield CodedStep(
                str(word),
                self._party(each.owner),
                gains,
                each.undo,
                each.size,
                each.seen_by,
                each.seen_within,
                each.now,
                self.reading.about(each, assumed=False),
            )

    def _refuse_own(self, each: StepEntry, gains: tuple[str, ...]) -> None:
        if str(each.owner) in gains:
            message = Message("a step that its owner gains by is no step of a deal")
            hint = Message("name the others who gain by it")
            self.reading.fault("own-gain", message, each.owner, hint)

    def _stage(self, each: StageEntry) -> CodedStage:
        return CodedStage(
            self.reading.refer_all(each.steps, "step", "steps"),
            each.date,
            each.within,
            each.vague,
            self.reading.about(each, assumed=False),
        )

    def _refuse_loose(self, stages: tuple[CodedStage, ...]) -> None:
        """Refuse steps in no stage or in several, and dates before the one before."""
        placed = [step for stage in stages for step in stage.steps]
        group = self.entry.steps
        known = self.reading.names.sections["steps"]
        whole = self._all_stages_read
        # A stage that is refused, or that misspells a step, has said so already.
        whole = whole and set(placed) <= known.keys()
        for word, each in group.items.items() if group and whole else ():
            count = placed.count(str(word))
            if count == 0 and not each.now and not self._has_faults(str(word), "now"):
                message = Message("the step '{name}' is in no stage", name=str(word))
                hint = Message("put it into one, or write now: yes")
                self.reading.fault("no-stage", message, word, hint)
            elif count > 1:
                message = Message(
                    "the step '{name}' is in several stages", name=str(word)
                )
                self.reading.fault("two-stages", message, word)

    def _has_faults(self, step: str, key: str) -> bool:
        """Tell whether a key of a step was refused already."""
        place = place_of(written_at(self.data, "steps", step, key))
        return place is not None and any(
            each.location == place.location for each in self.reading.problems
        )

    def _refuse_early(self) -> None:
        """Refuse a stage that is due before the one before, or before the signature."""
        last, aligned = self.entry.signed, self._all_stages_read
        for number, entry in enumerate(self.entry.stages):
            if entry.date is None or last is None:
                continue
            if entry.date < last:
                message = Message(
                    "this stage is due on {date}, before {last}",
                    date=entry.date.isoformat(),
                    last=last.isoformat(),
                )
                date = written_at(self.data, "stages", number, "date")
                at = date if aligned else entry.steps[0]
                self.reading.fault("date-order", message, at)
            last = entry.date

    @property
    def _all_stages_read(self) -> bool:
        listed = self.data.get("stages")
        return isinstance(listed, list) and len(listed) == len(self.entry.stages)

    def _enforcement(self) -> Iterator[Enforcement]:
        for each in self.entry.enforcement:
            against = self.reading.refer_all(each.against, "party", "parties")
            about = self.reading.about(each, assumed=False)
            yield Enforcement(each.kind, self._actors_named(each.by), against, about)

    def _leaderships(self) -> Iterator[CodedLeadership]:
        group = self.entry.leaderships
        for word, each in group.items.items() if group else ():
            about = self.reading.about(each, assumed=False)
            party = self._party(word)
            yield CodedLeadership(party, tuple(each.changes), each.rejected, about)
