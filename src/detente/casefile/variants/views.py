"""What parties see, read as the cases that they are."""

from collections.abc import Iterator
from dataclasses import replace

from detente.casefile.formula.names import PROPOSITIONS, Names, known_names
from detente.casefile.read.truth_tables import may_hold
from detente.casefile.variants.again import (
    Known,
    changed_keys,
    is_about_rules,
    read_again,
)
from detente.casefile.variants.edits import pointed, seen
from detente.casefile.yaml.tree import (
    Listing,
    Mapping as Branch,
    Place,
    Scalar,
    Value,
    place_of,
)
from detente.errors import CaseError, Message, Problem
from detente.model.case import View
from detente.model.formula import names


def view_faults(known: Known) -> Iterator[Problem]:
    """Read the case of every view, and give its faults at the view.

    Parameters
    ----------
    known : Known
        The case that the views are of.

    Yields
    ------
    Problem
        What makes a view no case, or no case with the same options.
    """
    found = known.data.get("sees")
    views = found if isinstance(found, Branch) else Branch()
    keys = {str(key): key for key in views}
    # Nobody has a view within a view.
    bare = known.data.copy()
    bare.pop("sees", None)
    whole = replace(known, data=bare)
    for view in known.case.sees:
        key = keys[view.party]
        place = place_of(views[key])
        for problem in _faults(whole, view, views[key], place_of(key)):
            message = Message(
                "in what {party} sees: {problem}",
                party=view.party,
                problem=problem.message,
            )
            yield pointed(replace(problem, message=message), place_of(key), place)
        if known.room.left < 0:
            return


def _faults(
    known: Known, view: View, body: Value, at: Place | None
) -> Iterator[Problem]:
    start = known.setting.start
    nested = [path for path in _paths(body) if path.partition(".")[0] == "sees"]
    if nested:
        message = Message(
            "a party cannot see what parties see: '{path}'", path=str(nested[0])
        )
        yield _problem("nested-view", message, nested[0], start)
        return
    try:
        data = seen(known.data, body, start)
    except CaseError as error:
        yield from error.problems
        known.room.take([known.data])
        return
    names, _ = known_names(data, start, (known.data, known.names))
    if not _same_shape(names, known.names):
        message = Message("the parties and options are not those of the case")
        hint = Message("write what it does not perceive as `only: not OPTION`")
        yield _problem("view-options", message, body, start, hint)
        return
    viewed, problems = read_again(known, data, at or start)
    yield from problems
    if not problems:
        if not is_about_rules(changed_keys(known, data)):
            viewed = replace(viewed, case=known.case)
        yield from _misfits(viewed, view, body, start)


def _misfits(viewed: Known, view: View, body: Value, start: Place) -> Iterator[Problem]:
    """Find what keeps a view from perceiving any state."""
    told = sorted(names(view.only))
    missing = [name for name in told if not viewed.names.has(name, *PROPOSITIONS)]
    only = body.get("only") if isinstance(body, Branch) else None
    if missing:
        message = Message("its view has no '{name}'", name=missing[0])
        yield _problem("unknown-name", message, only, start)
    elif not may_hold(viewed.case, view.only, viewed.room.reckon):
        message = Message("no state is left that it perceives")
        yield _problem("nothing-perceived", message, only, start)


def _same_shape(names: Names, known: Names) -> bool:
    sections = ("parties", "options", "states")
    untouched = all(names.sections[key] is known.sections[key] for key in sections)
    return untouched or _shape(names) == _shape(known)


def _shape(names: Names) -> tuple[object, ...]:
    """Give the parties and options, in order, and whether states are listed."""
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


def _problem(
    code: str,
    message: Message,
    value: object,
    start: Place,
    hint: Message | None = None,
) -> Problem:
    place = place_of(value) or start
    return Problem(code, message, place.location, None, hint)
