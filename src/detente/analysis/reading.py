"""Reading a case, wherever one is named."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TypeAlias, TypedDict

from detente.casefile import apply_variant, load_case
from detente.errors import Location, Message, Problem, QuestionError
from detente.model.case import Case
from detente.model.road_map import Leadership
from detente.model.ruling import ruled

Readable: TypeAlias = Case | str | Path | Mapping[str, object]


class ReadAs(TypedDict, total=False):
    """How a case is read, wherever one is named: as of `load`."""

    variant: str | None
    edits: Sequence[str]
    rules: Sequence[str]


def load(
    source: Readable,
    *,
    variant: str | None = None,
    edits: Sequence[str] = (),
    rules: Sequence[str] = (),
) -> Case:
    """Read a case.

    Parameters
    ----------
    source : Case, str, Path or mapping
        A path, the name of a bundled case, YAML text, or the same as a
        dictionary; a Case is given back, or edited.
    variant : str or None
        A variant of the case to apply.
    edits : sequence of str
        Further changes, such as ``options.relief.undo=never``.
    rules : sequence of str
        Leaderships (`types` of the file) that are to rule already, for certain, such
        as ``usa=usa_hawk``: every question is asked as if they did. One with
        ``now: 1`` in the file does so without being named.

    Returns
    -------
    Case

    Raises
    ------
    CaseError
        With everything that is wrong, in `problems`.
    QuestionError
        For a variant or a leadership that the case does not have.
    """
    if not isinstance(source, Case):
        found = load_case(source, variant=variant, edits=edits)
    elif variant is not None or edits:
        return variant_of(source, variant, edits, rules)
    else:
        found = source
    return _ruled(found, rules)


def variant_of(
    case: Case,
    variant: str | None,
    edits: Sequence[str] = (),
    rules: Sequence[str] = (),
) -> Case:
    """Give a case as one of its variants edits it, under the same leaderships.

    Parameters
    ----------
    case : Case
        As `load` gives it.
    variant : str or None
    edits, rules : sequence of str
        As of `load`.

    Returns
    -------
    Case

    Raises
    ------
    CaseError, QuestionError
        As of `load`.
    """
    kept = [f"{each.party}={each.leadership}" for each in case.rulings]
    return _ruled(apply_variant(_written(case), variant, edits), [*kept, *rules])


def _ruled(case: Case, rules: Sequence[str]) -> Case:
    """Let those rule who are named, and of other parties those who do for certain."""
    written = _written(case)
    kept = {each.party: each.leadership for each in case.rulings}
    certain = {
        each.party: each.id
        for each in written.negotiation.leaderships
        if each.now.value >= 1
    }
    named = [_named(written, rule) for rule in rules]
    chosen = certain | kept | {each.party: each.id for each in named}
    if chosen == kept:
        return case
    found = written
    for leadership in chosen.values():
        found = ruled(found, leadership)
    return found


def as_in_file(case: Case) -> Case:
    """Give a case as its file has it, to be written again.

    Parameters
    ----------
    case : Case
        As `load` gives it.

    Returns
    -------
    Case
        Without the leaderships that rule because the file says so for certain; as it
        is where somebody asked for another one.
    """
    written = _written(case)
    certain = {
        each.id for each in written.negotiation.leaderships if each.now.value >= 1
    }
    asked = any(each.leadership not in certain for each in case.rulings)
    return case if asked else written


def _written(case: Case) -> Case:
    """Give a case as it was read, before anybody was said to rule."""
    return case.rulings[0].case if case.rulings else case


def _named(case: Case, rule: str) -> Leadership:
    """Find the leadership that ``PARTY=TYPE`` names."""
    party, _, name = (part.strip() for part in rule.partition("="))
    types = [each for each in case.negotiation.leaderships if each.party == party]
    found = next((each for each in types if each.id == name), None)
    if found is not None:
        return found
    if party in case.party:
        message = Message("{party} has no leadership '{name}'", party=party, name=name)
        known = [f"{party}={each.id}" for each in types]
    else:
        message = Message("there is no party '{name}'", name=party)
        known = [f"{each.party}={each.id}" for each in case.negotiation.leaderships]
    hint = (
        Message("it can be: {known}", known=", ".join(known))
        if known
        else Message("write one under `types`")
    )
    problem = Problem("leadership", message, Location("--rule"), rule, hint)
    raise QuestionError([problem])


def named_plan(case: Case, name: str | None, option: str = "NAME") -> str:
    """Give the road map that somebody names, or the only one of the case.

    Parameters
    ----------
    case : Case
    name : str or None
    option : str
        Where they would have named it.

    Returns
    -------
    str
        Its id.

    Raises
    ------
    QuestionError
        Where none is named and there are several, or none at all.
    """
    if name is not None:
        return name
    plans = [plan.id for plan in case.negotiation.road_maps]
    if len(plans) == 1:
        return plans[0]
    message = Message("no road map is named")
    hint = (
        Message("the road maps are: {known}", known=", ".join(plans))
        if plans
        else Message("write one under `roadmaps`")
    )
    raise QuestionError([Problem("no-road-map", message, Location(option), hint=hint)])
