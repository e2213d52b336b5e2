"""Cases as files of GMCR+ (`.gmcr`)."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeAlias

from detente.casefile.formats.losses import lost_keys
from detente.casefile.formats.notice import Converted, notice
from detente.errors import Location, Message, Problem, QuestionError, TooLargeError
from detente.model.case import Case, Option, Party, View
from detente.model.formula import Formula, Not
from detente.model.text import About
from detente.study.graph.disjunctive_form import Pattern, find_patterns

_HELD = frozenset({"terms", "moves"})
_FORMAT = "GMCR+"
Data: TypeAlias = dict[str, object]
Rankings: TypeAlias = Mapping[str, Sequence[Sequence[int]]]


def write_gmcr(
    case: Case, rankings: Callable[[], Rankings], language: str = "en"
) -> Converted:
    """Write a case for GMCR+.

    Parameters
    ----------
    case : Case
        With options.
    rankings : callable
        Gives for each party ties of states, best first; feasible states are
        numbered from 1 in the order of their decimal numbers. Asked for only
        where what some party wants cannot be written as statements.
    language : str
        Of names, where they are given in several.

    Returns
    -------
    Converted
        JSON in ASCII, with escapes: GMCR+ reads a file in the encoding of the
        system. Beside what GMCR+ reads it holds `title`, `statusQuo` and ids, by
        which the same case is read back.

    Raises
    ------
    QuestionError
        Where the case has no options.
    TooLargeError
        Where a constraint has too many patterns.
    """
    if not case.options:
        message = Message("{format} describes situations by options", format=_FORMAT)
        hint = Message("write the case with options, or export it as .graphml")
        raise QuestionError([Problem("no-options", message, _at(case), hint=hint)])
    by_hand = not all(_as_statements(case, party) for party in case.parties)
    ranked = rankings() if by_hand else None
    data: Data = {
        "program": "detente",
        "title": case.title.get(language),
        "statusQuo": case.status_quo,
        "options": [_option(option, language) for option in case.options],
        "decisionMakers": [
            {"name": _name(party.about, party.id, language), "id": party.id}
            | _maker(case, party, ranked)
            for party in case.parties
        ],
        "infeasibles": [_condition(case, each) for each in _infeasibles(case)],
        "useManualPreferenceRanking": by_hand,
        "coalitions": list(range(len(case.parties))),
    }
    text = json.dumps(data, indent=1)
    return Converted(text + "\n", tuple(_warnings(case)))


def _at(case: Case) -> Location:
    return Location(case.file or "case")


def _name(about: About, id_: str, language: str) -> str:
    return id_ if about.name is None else about.name.get(language)


def _option(option: Option, language: str) -> Data:
    only_taken, only_undone = _always(option.undo.never), _always(option.redo.never)
    direction = "fwd" if only_taken else "both"
    if only_undone and not (only_taken and option.now):
        direction = "back"
    name = _name(option.about, option.id, language)
    return {"name": name, "id": option.id, "permittedDirection": direction}


def _always(formula: Formula) -> bool:
    try:
        return find_patterns(formula, {}) == (frozenset(),)
    except TooLargeError:
        return False


def _maker(case: Case, party: Party, rankings: Rankings | None) -> Data:
    places = {option.id: place for place, option in enumerate(case.options)}
    maker: Data = {
        "options": [places[option.id] for option in party.options],
        "preferences": [
            _condition(case, patterns) for patterns in _statements(case, party) or ()
        ],
    }
    unseen = [
        _condition(case, (pattern,))
        for view in case.sees
        if view.party == party.id and _by_states(view)
        for pattern in find_patterns(Not(view.only), case.definitions)
    ]
    if unseen:
        maker["misperceptions"] = unseen
    if rankings is not None:
        ties = rankings[party.id]
        maker["preferenceRanking"] = [
            tie[0] if len(tie) == 1 else list(tie) for tie in ties
        ]
    return maker


def _by_states(view: View) -> bool:
    """Tell whether a view leaves states out and changes nothing else."""
    return not view.changes and not view.removals


def _as_statements(case: Case, party: Party) -> bool:
    order = case.preference[party.id].order
    return order == "indifferent" or (_statements(case, party) is not None)


def _statements(case: Case, party: Party) -> list[tuple[Pattern, ...]] | None:
    """Give the patterns of a party's statements, or None where it has none."""
    wants = case.preference[party.id]
    if wants.order != "statements":
        return None
    try:
        return [
            find_patterns(each.formula, case.definitions) for each in wants.statements
        ]
    except TooLargeError:
        return None


def _infeasibles(case: Case) -> Iterator[tuple[Pattern, ...]]:
    for constraint in case.constraints:
        for pattern in find_patterns(Not(constraint.formula), case.definitions):
            yield (pattern,)
    for option in case.options:
        if option.settled:
            yield (frozenset({(option.id, not option.now)}),)


def _condition(case: Case, patterns: tuple[Pattern, ...]) -> object:
    members = [
        [
            [place, "Y" if taken else "N"]
            for place, option in enumerate(case.options)
            for name, taken in pattern
            if name == option.id
        ]
        for pattern in patterns
    ]
    if len(members) == 1:
        return members[0]
    return {"compound": True, "members": members}


def _warnings(case: Case) -> Iterator[Problem]:
    place = str(_at(case))
    weighed = [party for party, wants in case.preferences if wants.order == "weights"]
    if weighed:
        message = Message(
            "{format} has no weights: the order of {parties} is written as a ranking",
            format=_FORMAT,
            parties=", ".join(weighed),
        )
        yield notice("weights", message, place)
    ruled = [option.id for option in case.options if _conditional(option)]
    if ruled:
        message = Message(
            "{format} has no rules that depend on the situation: {options} can be "
            "changed wherever that is not forbidden for good",
            format=_FORMAT,
            options=", ".join(ruled),
        )
        yield notice("rules", message, place)
    if case.graph.moves:
        message = Message(
            "{format} derives the moves; those listed are left out", format=_FORMAT
        )
        yield notice("moves", message, place)
    held = _HELD | {"sees"} if all(map(_by_states, case.sees)) else _HELD
    yield from lost_keys(case, _FORMAT, held, place)


def _conditional(option: Option) -> bool:
    """Tell whether a direction alone does not say when an option can change."""
    changes = (option.undo.never, option.redo.never)
    if all(map(_always, changes)):
        return not option.settled
    return not (all(map(_constant, changes)) and _always(option.requires))


def _constant(formula: Formula) -> bool:
    try:
        return find_patterns(formula, {}) in ((), (frozenset(),))
    except TooLargeError:
        return False
