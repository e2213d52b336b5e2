"""From command-line words to the questions of the library."""

from pathlib import Path

from detente.analysis import load as load_any
from detente.cli.options import Reading, StabilityOptions
from detente.errors import Location, Message, Problem, QuestionError
from detente.model.case import Case
from detente.report.data import Extent

__all__ = ["concepts_of", "extent_of", "load", "refuse_existing"]


def load(case: str, reading: Reading) -> Case:
    """Read the case that a command names, with its edits."""
    if case.endswith(".gmcr"):
        message = Message("this is a file of GMCR+, not a case file")
        hint = Message("detente import {file} --output case.yaml", file=case)
        raise QuestionError([Problem("foreign", message, Location(case), hint=hint)])
    return load_any(case, variant=reading.variant, edits=tuple(reading.edits or ()))


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
        Where the file exists.
    """
    if Path(file).exists():
        message = Message("{file} exists already, and is left as it is", file=file)
        hint = Message("name another file, or move this one away")
        raise QuestionError([Problem("exists", message, Location(file), file, hint)])
