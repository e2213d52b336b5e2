"""The customary tables of a graph-model paper."""

from collections.abc import Iterator
from typing import Any

from detente.errors import TooLargeError
from detente.model.case import Case, Option
from detente.model.formula import FALSE, TRUE, Formula, Not, names as names_in, written
from detente.model.preference import Preference
from detente.model.quantity import Exact
from detente.report.document import (
    Block,
    Cell,
    Column,
    Document,
    Heading,
    Number,
    Paragraph,
    Table,
)
from detente.report.naming import Names
from detente.report.pages.graph.paper_states import (
    StateColumns,
    passages_table,
    rankings_table,
    stability_tables,
    states_tables,
)
from detente.report.pages.stability.stable_sets import assumptions_line
from detente.study.graph.disjunctive_form import find_patterns, spelled
from detente.study.graph.paper import PaperFigures


def paper_page(figures: PaperFigures, names: Names) -> Document:
    """Set the seven customary tables, from the options to the ways from now.

    Parameters
    ----------
    figures : PaperFigures
        Verdicts, numbers and paths.
    names : Names
        The case and the language.

    Returns
    -------
    Document
        Each table followed by its note, where it needs one.
    """
    columns = StateColumns(figures, names)
    return (
        Heading(names.title(), 1),
        *_options(names),
        *states_tables(columns),
        *_constraints(names),
        *_preferences(figures.sets.engine.case, names),
        *rankings_table(columns),
        *stability_tables(columns),
        Paragraph(assumptions_line(figures.sets.assumptions, names)),
        *passages_table(columns),
    )


def _options(names: Names) -> Iterator[Block]:
    say = names.say
    rows = [
        (
            names.party(party.id),
            option.id if option else "-",
            names.option(option.id) if option else "-",
            ("Y" if option.now else "N") if option else "-",
            _changes(option, names) if option else "-",
        )
        for party in names.case.parties
        for option in party.options or (None,)
    ]
    yield Table(
        columns=(
            Column("party", say("decision maker")),
            Column("option", say("option")),
            Column("name", say("what it is")),
            Column("now", say("now")),
            Column("changes", say("can be")),
        ),
        rows=tuple(rows),
        caption=say("Decision makers and options"),
    )
    if names.case.options:
        yield Paragraph(say("Now: Y is taken, N is not."))


def _changes(option: Option, names: Names) -> str:
    say = names.say
    conditional = option.requires != TRUE or any(
        not change.is_never and change.never != FALSE
        for change in (option.undo, option.redo)
    )
    if option.settled:
        return say("never changed")
    if conditional:
        return say("changed under conditions")
    if option.undo.is_never:
        return say("taken only")
    return say("undone only") if option.redo.is_never else say("taken and undone")


def _constraints(names: Names) -> Iterator[Block]:
    """Set the constraints: those that bar one pattern as patterns, others as such."""
    case = names.case
    say = names.say
    barred = [_barred(case, each.formula) for each in case.constraints]
    options = [option.id for option in case.options]
    rows = [
        (
            Cell.whole(place),
            pattern or "-",
            _described(constraint.formula, names.text(constraint.about.name)),
        )
        for place, (constraint, pattern) in enumerate(
            zip(case.constraints, barred, strict=True), 1
        )
    ]
    none = (
        say("none: every combination of options is feasible")
        if options
        else say("none: the situations are listed one by one")
    )
    yield Table(
        columns=(
            Number("number", say("no.")),
            Column("pattern", say("infeasible pattern")),
            Column("constraint", say("every feasible situation satisfies")),
        ),
        rows=tuple(rows) or (("-", "-", none),),
        caption=say("Infeasible patterns and constraints"),
    )
    notes = [
        say(
            "Patterns in the order of the options ({options}); - stands for both.",
            options=", ".join(options),
        )
    ]
    notes += _meanings(case, (each.formula for each in case.constraints))
    if any(barred):
        yield Paragraph(" ".join(notes))


def _barred(case: Case, constraint: Formula) -> str | None:
    """Give the one pattern that a constraint bars, or None where it is not one."""
    if not case.options:
        return None
    try:
        patterns = find_patterns(Not(constraint), case.definitions)
    except TooLargeError:
        return None
    options = (option.id for option in case.options)
    return spelled(patterns[0], options) if len(patterns) == 1 else None


def _preferences(case: Case, names: Names) -> Iterator[Block]:
    rows = [
        (names.party(party), *cells)
        for party, wants in case.preference.items()
        for cells in _lines(wants, names)
    ]
    weighed = any(wants.order == "weights" for wants in case.preference.values())
    columns: tuple[Column[Any], ...] = (
        Column("party", names.say("decision maker")),
        Number("number", names.say("no.")),
        Column("statement", names.say("preference statement")),
        *([Number("weight", names.say("weight"))] if weighed else []),
    )
    yield Table(
        columns=columns,
        rows=tuple(row[: len(columns)] for row in rows),
        caption=names.say("Preference statements, the most important first"),
    )
    formulas = (
        formula
        for wants in case.preference.values()
        for formula in (
            *(each.formula for each in wants.statements),
            *(each.of for each in wants.weights),
        )
    )
    meanings = _meanings(case, formulas)
    if meanings:
        yield Paragraph(" ".join(meanings))


def _lines(wants: Preference, names: Names) -> list[tuple[str, str, str]]:
    if wants.order == "statements":
        return [
            (
                Cell.whole(place),
                _described(each.formula, names.text(each.about.name)),
                "",
            )
            for place, each in enumerate(wants.statements, 1)
        ]
    if wants.order == "weights":
        return [
            (Cell.whole(place), written(each.of), _weight(each.amount.value))
            for place, each in enumerate(wants.weights, 1)
        ]
    if wants.order == "ranking":
        return [("-", names.say("ranks the situations one by one"), "")]
    return [("-", names.say("indifferent between all situations"), "")]


def _weight(value: Exact) -> Cell:
    return Cell(str(value), float(value))


def _described(formula: Formula, name: str) -> str:
    return f"{written(formula)} ({name})" if name else written(formula)


def _meanings(case: Case, formulas: Iterator[Formula]) -> list[str]:
    """Say what the terms and projects in some formulas stand for."""
    used: dict[str, None] = {}
    waiting = list(formulas)
    while waiting:
        for name in sorted(names_in(waiting.pop(0))):
            if name in case.definitions and name not in used:
                used[name] = None
                waiting.append(case.definitions[name])
    return [f"{name}: {written(case.definitions[name])}." for name in used]
