"""Edits of a case before it is read: of a variant, of a view, those asked for."""

from collections.abc import Sequence
from dataclasses import replace

from detente.casefile.nearest import did_you_mean
from detente.casefile.variants.edit import EditError, apply_edits, parse_change
from detente.casefile.yaml.syntax import parse_tree
from detente.casefile.yaml.tree import (
    Listing,
    Mapping as Branch,
    Origin,
    Place,
    Scalar,
    Value,
    adopted,
    copied,
    place_of,
)
from detente.errors import CaseError, Location, Message, Problem, QuestionError


def edited(
    data: Branch, variant: str | None, edits: Sequence[str], start: Place
) -> Branch:
    """Make the edits of a variant, then those asked for.

    Parameters
    ----------
    data : Mapping
        The whole file; it is left as it is.
    variant : str or None
        The variant whose edits are made.
    edits : sequence of str
        Such as `options.relief.undo=never`.
    start : Place
        Where to point for what has no place of its own.

    Returns
    -------
    Mapping
        The edited copy.

    Raises
    ------
    CaseError
        Where an edit of the variant leads nowhere.
    QuestionError
        Where there is no such variant, or an edit asked for leads nowhere.
    """
    data = _opened(data)
    if variant is not None:
        data = varied(data, variant, start)
    for edit in edits:
        data = _set(data, edit)
    return data


def _opened(data: Branch) -> Branch:
    """Make parties and options of which nothing is said ready to be edited."""
    opened = copied(data)
    parties = opened.get("parties")
    for party in _entries(parties):
        _entries(party.get("options"))
    return opened


def _entries(group: Value | None) -> list[Branch]:
    """Give the mappings in a group, after turning what is empty into one."""
    if not isinstance(group, Branch):
        return []
    for key, entry in group.items():
        if isinstance(entry, Scalar) and entry.is_null:
            group[key] = Branch()
            group[key].place = entry.place
    return [entry for entry in group.values() if isinstance(entry, Branch)]


def _set(data: Branch, edit: str) -> Branch:
    try:
        path, text = parse_change(edit)
        here = Place(Origin("--set", edit), 0, len(path))
        changed = apply_edits(data, [(path, _value(text, here))])
        return _adopt(changed, data, here)
    except EditError as error:
        location = Location("--set", 1, 1, edit, max(1, len(edit)))
        problem = Problem("edit", error.message, location, edit, error.hint)
        raise QuestionError([problem]) from None
    except CaseError as error:
        raise QuestionError(error.problems) from None


def _value(text: str, here: Place) -> Value:
    if not text:
        return Scalar("", here)
    tree = parse_tree(text, "--set")
    if tree.problems:
        raise QuestionError(tree.problems)
    return tree.data


def _adopt(data: dict[str, Value], before: Branch, place: Place) -> Branch:
    """Give what an edit put in a place; what it left is left."""
    tree = Branch()
    tree.place = before.place
    for key, value in data.items():
        known = key if isinstance(key, Scalar) else Scalar(str(key), place)
        is_left = value is before.get(key)
        tree[known] = value if is_left else adopted(value, place)
    return tree


def varied(data: Branch, variant: str, start: Place) -> Branch:
    """Make the edits of a variant."""
    variants = data.get("variants")
    known = variants if isinstance(variants, Branch) else {}
    entry = known.get(variant)
    if not isinstance(entry, Branch):
        message = Message("there is no variant '{variant}'", variant=variant)
        hint = did_you_mean(variant, known)
        if hint is None and known:
            hint = Message("the variants are: {variants}", variants=", ".join(known))
        location = Location("--variant", 1, 1, variant, max(1, len(variant)))
        problem = Problem("unknown-variant", message, location, variant, hint)
        raise QuestionError([problem])
    return _made(data, entry, start)


def seen(data: Branch, view: Value, start: Place) -> Branch:
    """Make the edits of a party's view."""
    return _made(data, view, start) if isinstance(view, Branch) else data


def pointed(problem: Problem, key: Place | None, body: Place | None) -> Problem:
    """Point at the element that makes the edits, unless the fault stands in it."""
    if key and not (body and body.holds(problem.location)):
        return replace(problem, location=key.location)
    return problem


def _made(data: Branch, entry: Branch, start: Place) -> Branch:
    changes, removals = _edits_of(entry)
    try:
        return _adopt(apply_edits(data, changes, removals), data, start)
    except EditError as error:
        raise CaseError([_edit_fault(error, entry, start)]) from None


def _edits_of(entry: Branch) -> tuple[list[tuple[str, object]], list[str]]:
    changes = entry.get("set")
    removals = entry.get("remove")
    if isinstance(removals, Scalar):
        removals = Listing() if removals.is_null else Listing([removals])
    return (
        list(changes.items()) if isinstance(changes, Branch) else [],
        [str(path) for path in removals] if isinstance(removals, Listing) else [],
    )


def _edit_fault(error: EditError, entry: Branch, start: Place) -> Problem:
    changes, removals = entry.get("set"), entry.get("remove")
    keys = list(changes) if isinstance(changes, Branch) else []
    paths = [*keys, *(removals if isinstance(removals, Listing) else [removals])]
    place = next((place_of(path) for path in paths if path == error.path), start)
    return Problem(
        "edit", error.message, (place or start).location, error.path, error.hint
    )
