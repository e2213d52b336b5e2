"""A case as the tables that it can be read from."""

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from detente.casefile.formats.losses import lost_keys
from detente.casefile.formats.notice import notice
from detente.casefile.formats.table_kinds import KINDS
from detente.casefile.write.parts import change_node, duration_node
from detente.errors import Message, Problem
from detente.model.case import Case, Option
from detente.model.event import Event
from detente.model.formula import TRUE, written
from detente.model.preference import Preference
from detente.model.quantity import Exact
from detente.model.text import About, Text

Cells: TypeAlias = Mapping[str, str]
_HELD = frozenset(
    {
        *("as_of", "summary", "author", "language", "sources", "terms", "states"),
        *("status_quo", "moves", "events", "undo", "redo", "takes", "cost"),
    }
)


def case_tables(
    case: Case, language: str = "en"
) -> tuple[tuple[str, tuple[str, ...], tuple[tuple[str, ...], ...]], ...]:
    """Write a case as tables.

    Parameters
    ----------
    case : Case
        With options, or with a list of states.
    language : str
        Of names, where they are given in several.

    Returns
    -------
    tuple of (str, tuple of str, tuple of tuple of str)
        Name, columns and rows of each table that has any; a column is left out
        where no row has anything in it and no reader needs it.
    """
    found = []
    for kind in KINDS:
        rows = list(_WRITERS[kind.name](case, language))
        columns = tuple(
            column
            for column in kind.columns
            if column in kind.needed or any(row.get(column) for row in rows)
        )
        if rows:
            cells = tuple(tuple(row.get(each, "") for each in columns) for row in rows)
            found.append((kind.name, columns, cells))
    return tuple(found)


def lost_in_tables(case: Case, form: str) -> Iterator[Problem]:
    """Say what the tables have no place for; `form` is CSV or XLSX."""
    place = case.file or "case"
    mixed = [each.id for each in case.options if _change(each, "undo") is None]
    mixed += [each.id for each in case.options if _change(each, "redo") is None]
    if mixed:
        message = Message(
            "{format} has no place for a change that is ruled out in some situations "
            "and takes time, or a cost of undoing: {options}",
            format=form,
            options=", ".join(dict.fromkeys(mixed)),
        )
        yield notice("rules", message, place)
    yield from lost_keys(case, form, _HELD, place)


def _case(case: Case, language: str) -> Iterator[Cells]:
    entries = {
        "title": _text(case.title, language),
        "as_of": case.as_of.isoformat() if case.as_of else "",
        "summary": _text(case.summary, language),
        "author": _text(case.author, language),
        "language": case.language or "",
        "status_quo": case.graph.status_quo or "",
    }
    for key, value in entries.items():
        if value:
            yield {"key": key, "value": value}


def _parties(case: Case, language: str) -> Iterator[Cells]:
    for party in case.parties:
        yield {"party": party.id, "name": _name(party.about, language)}


def _options(case: Case, language: str) -> Iterator[Cells]:
    for option in case.options:
        yield {
            "party": option.party,
            "option": option.id,
            "name": _name(option.about, language),
            "now": "yes" if option.now else "no",
            "undo": _change(option, "undo") or "",
            "redo": _change(option, "redo") or "",
            "requires": "" if option.requires == TRUE else written(option.requires),
            "takes": duration_node(option.takes) if option.takes else "",
            "cost": _number(option.cost_do.value if option.cost_do else None),
        }


def _change(option: Option, key: str) -> str | None:
    """Write a change as one cell; None where it does not fit in one."""
    node = change_node(option.undo if key == "undo" else option.redo)
    costly = key == "undo" and option.cost_undo is not None
    return None if costly or isinstance(node, dict) else str(node or "")


def _terms(case: Case, language: str) -> Iterator[Cells]:
    # A project is kept as the formula that it stands for.
    formulas = [(term.id, term.formula, term.about) for term in case.terms]
    formulas += [(each.id, each.formula, each.about) for each in case.projects]
    for id_, formula, about in formulas:
        yield {"term": id_, "is": written(formula), "name": _name(about, language)}


def _constraints(case: Case, language: str) -> Iterator[Cells]:
    for each in case.constraints:
        name = _name(each.about, language)
        yield {"constraint": written(each.formula), "name": name}


def _statements(case: Case, _: str) -> Iterator[Cells]:
    for party, wants in _wanting(case, "statements"):
        for each in wants.statements:
            yield {"party": party, "statement": written(each.formula)}


def _rankings(case: Case, _: str) -> Iterator[Cells]:
    for party, wants in _wanting(case, "ranking"):
        for place, tie in enumerate(wants.ranking, 1):
            for state in tie:
                yield {"party": party, "place": str(place), "state": state}


def _weights(case: Case, _: str) -> Iterator[Cells]:
    for party, wants in _wanting(case, "weights"):
        for each in wants.weights:
            yield {
                "party": party,
                "of": written(each.of),
                "value": _number(each.amount.value),
                "low": _number(each.amount.low),
                "high": _number(each.amount.high),
            }


def _wanting(case: Case, order: str) -> Iterator[tuple[str, Preference]]:
    for party, wants in case.preferences:
        if wants.order == order:
            yield party, wants


def _states(case: Case, language: str) -> Iterator[Cells]:
    for state, name in case.graph.states:
        yield {"state": state, "name": _text(name, language)}


def _moves(case: Case, _: str) -> Iterator[Cells]:
    for party, rows in case.graph.moves:
        for start, ends in rows:
            for end in ends:
                yield {"party": party, "from": start, "to": end}


def _events(case: Case, language: str) -> Iterator[Cells]:
    for event in case.events:
        yield _event(event, language)


def _event(event: Event, language: str) -> Cells:
    truth = {True: "yes", False: "no", None: ""}
    return {
        "id": event.id or "",
        "date": event.date.isoformat(),
        "end": event.end.isoformat() if event.end else "",
        "kind": event.kind,
        "parties": "; ".join(event.parties),
        "option": event.option or "",
        "value": truth[event.value],
        "if": written(event.condition) if event.condition else "",
        "on": event.on or "",
        "roadmap": event.road_map or "",
        "outcome": event.outcome or "",
        "disputed": "yes" if event.disputed else "",
        "lawful": "yes" if event.lawful else "",
        "title": _text(event.title, language),
        "place": event.place or "",
        "source": event.source or "",
        "quote": event.quote or "",
        "expires": event.expires.isoformat() if event.expires else "",
        "to": "; ".join(event.to),
        "through": "; ".join(event.through),
        "tags": "; ".join(event.tags),
        "supersedes": event.supersedes or "",
        "name": _name(event.about, language),
    }


def _sources(case: Case, language: str) -> Iterator[Cells]:
    for source in case.sources:
        yield {
            "source": source.id,
            "title": _text(source.title, language) or source.id,
            "author": _text(source.author, language),
            "publisher": _text(source.publisher, language),
            "date": str(source.date or ""),
            "url": source.url or "",
        }


def _name(about: About, language: str) -> str:
    return _text(about.name, language)


def _text(text: Text | None, language: str) -> str:
    return "" if text is None else text.get(language).strip()


def _number(value: Exact | None) -> str:
    if value is None:
        return ""
    return str(value) if hasattr(value, "numerator") else f"{value:f}"


_WRITERS = {
    "case": _case,
    "parties": _parties,
    "options": _options,
    "terms": _terms,
    "constraints": _constraints,
    "statements": _statements,
    "weights": _weights,
    "rankings": _rankings,
    "states": _states,
    "moves": _moves,
    "events": _events,
    "sources": _sources,
}
