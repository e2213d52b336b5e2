"""What parties see, read as the cases that they are."""

from collections.abc import Iterator
from dataclasses import replace

from detente.casefile.names import known_names
from detente.casefile.reader_case import Setting, read_case
from detente.casefile.reader_checks import may_hold
from detente.casefile.reader_edits import pointed, seen
from detente.casefile.tree import (
    Listing,
    Mapping as Branch,
    Place,
    Scalar,
    Value,
    place_of,
)
from detente.errors import CaseError, Message, Problem
from detente.model.case import Case, View
from detente.model.formula import names

__all__ = ["view_faults"]


def view_faults(case: Case, data: Branch, setting: Setting) -> Iterator[Problem]:
    """Read the case of every view, and give its faults at the view.

    Parameters
    ----------
    case : Case
        The case that the views are of, read without a fault.
    data : Mapping
        The same, as data.
    setting : Setting
        The file it comes from.

    Yields
    ------
    Problem
        What makes a view no case, or no case with the same options.
    """
    found = data.get("sees")
    views = found if isinstance(found, Branch) else Branch()
    for view in case.sees:
        key = next(key for key in views if key == view.party)
        body = views[key]
        for problem in _faults(data, view, setting):
            message = Message(
                "in what {party} sees: {problem}",
                party=view.party,
                problem=problem.message,
            )
            place = place_of(body)
            yield pointed(replace(problem, message=message), place_of(key), place)


def _faults(data: Branch, view: View, setting: Setting) -> Iterator[Problem]:
    body = _body(data, view)
    nested = [path for path in _paths(body) if path.partition(".")[0] == "sees"]
    if nested:
        message = Message(
            "a party cannot see what parties see: '{path}'", path=str(nested[0])
        )
        yield _problem("nested-view", message, nested[0], setting)
        return
    try:
        edited = seen(data, view.party, setting.start)
    except CaseError as error:
        yield from error.problems
        return
    if _shape(edited, setting.start) != _shape(data, setting.start):
        message = Message("the parties and options are not those of the case")
        hint = Message("write what it does not perceive as `only: not OPTION`")
        yield _problem("view-options", message, body, setting, hint)
        return
    viewed, problems = read_case(edited, replace(setting, edited=True))
    yield from problems
    if not problems:
        yield from _misfits(viewed, view, body, setting)


def _misfits(
    viewed: Case, view: View, body: Value, setting: Setting
) -> Iterator[Problem]:
    """Find what keeps a view from perceiving any state."""
    known = {*viewed.option, *viewed.definitions, *dict(viewed.graph.states)}
    missing = sorted(names(view.only) - known)
    only = body.get("only") if isinstance(body, Branch) else None
    if missing:
        message = Message("its view has no '{name}'", name=missing[0])
        yield _problem("unknown-name", message, only, setting)
    elif not may_hold(viewed, view.only):
        message = Message("no state is left that it perceives")
        yield _problem("nothing-perceived", message, only, setting)


def _shape(data: Branch, start: Place) -> tuple[object, ...]:
    """Give the parties and options, in order, and whether states are listed."""
    names, _ = known_names(data, start)
    options = tuple(names.owner.items())
    return tuple(names.of("parties")), options, bool(names.of("states"))


def _paths(body: Value) -> list[Scalar]:
    """Find where the edits of a view lead."""
    parts = [body.get("set"), body.get("remove")] if isinstance(body, Branch) else []
    found: list[Scalar] = []
    for part in parts:
        several = part if isinstance(part, Branch | Listing) else [part]
        found += [path for path in several if isinstance(path, Scalar)]
    return found


def _body(data: Branch, view: View) -> Value:
    views = data["sees"]
    return views[view.party] if isinstance(views, Branch) else views


def _problem(
    code: str,
    message: Message,
    value: object,
    setting: Setting,
    hint: Message | None = None,
) -> Problem:
    place = place_of(value) or setting.start
    return Problem(code, message, place.location, None, hint)
