"""From command-line words to the questions of the library."""

import os
from pathlib import Path

from detente.analysis.reading import load as load_any
from detente.casefile import Layout
from detente.cli.options import CaseOptions, Shared, StabilityOptions
from detente.errors import Location, Message, Problem, QuestionError
from detente.model.case import Case
from detente.report.data.stability import Extent
from detente.report.saving import inputs_of, refuse_target


def load(case: str, reading: CaseOptions) -> Case:
    """Read the case that a command names, with its edits.

    Raises
    ------
    QuestionError
        Where the answer could not be written, or would replace what is read.
    """
    foreign = _FOREIGN.get(Path(case).suffix.lower())
    if foreign is not None:
        message = Message("this is {kind}, not a case file", kind=foreign)
        hint = Message("detente import {file} --output case.yaml", file=case)
        raise QuestionError([Problem("foreign", message, Location(case), hint=hint)])
    read = load_any(
        case,
        variant=reading.variant,
        edits=tuple(reading.edits or ()),
        rules=tuple(reading.rules or ()),
    )
    if isinstance(reading, Shared) and reading.output is not None:
        refuse_target(reading.output, inputs_of(read))
    return read


_FOREIGN = {
    ".gmcr": Message("a file of GMCR+"),
    ".nfg": Message("a game of Gambit"),
    ".csv": Message("a table"),
    ".xlsx": Message("a workbook"),
}
"""What is brought by `import` first, by its ending."""


def layout_of(columns: list[str] | None, always: list[str] | None) -> Layout:
    """Give how the columns of a table of events are read.

    Raises
    ------
    QuestionError
        Where a pair has no equals sign, or nothing on one side of it.
    """
    return Layout(_pairs("--column", columns), _pairs("--always", always))


def chances_of(written: list[str] | None) -> dict[str, str]:
    """Read how likely steps succeed, as `option=chance`.

    Raises
    ------
    QuestionError
        Where a pair has no equals sign, or nothing on one side of it.
    """
    return dict(_pairs("--chance", written, "strike=0.8"))


def _pairs(
    option: str, written: list[str] | None, example: str = "kind=deed"
) -> tuple[tuple[str, str], ...]:
    pairs = []
    for each in written or []:
        key, sign, value = (part.strip() for part in each.partition("="))
        if not (key and sign and value):
            message = Message(
                "{option} needs a pair, not '{value}'", option=option, value=each
            )
            hint = Message("write it as in {example}", example=example)
            raise QuestionError(
                [Problem("pair", message, Location(option), each, hint)]
            )
        pairs.append((key, value))
    return tuple(pairs)


def refuse_inputs(files: list[str], shared: Shared) -> None:
    """Refuse to write an answer over a file that it is made from.

    Raises
    ------
    QuestionError
    """
    if shared.output is not None:
        refuse_target(shared.output, [Path(each) for each in files])


def concepts_of(written: str | None) -> list[str] | None:
    """Split a list of concepts."""
    if written is None:
        return None
    return [name.strip() for name in written.split(",") if name.strip()]


def extent_of(options: StabilityOptions, party: str | None) -> Extent:
    """Give how much of a result is written."""
    return Extent(
        everything=options.everything,
        limit=options.limit,
        parties=None if party is None else (party,),
        equilibria=options.equilibria,
    )


def refuse_existing(file: str) -> None:
    """Refuse to write over somebody's work.

    Raises
    ------
    QuestionError
        Where the file exists, be it a link that leads nowhere.
    """
    if os.path.lexists(file):
        message = Message("{file} exists already, and is left as it is", file=file)
        hint = Message("name another file, or move this one away")
        raise QuestionError([Problem("exists", message, Location(file), file, hint)])
