"""The first answers as facts, under other numbers than those of the file."""

from collections.abc import Mapping

from detente.analysis.deal.outliving import find_outliving, price_of_outliving
from detente.analysis.overview.analyze import analyze
from detente.analysis.reading import load
from detente.analysis.setting import DEFAULT
from detente.analysis.timed import open_timed
from detente.engine.budget import expect
from detente.model.case import Case
from detente.records import dataclass
from detente.report.document import Table
from detente.report.naming import Names
from detente.report.pages.deal.assumed_number import number_text
from detente.report.pages.deal.plans_table import plans_table
from detente.report.pages.overview.first_screen import first_answers
from detente.report.pages.time.outliving import outliving_blocks
from detente.study.deal.self_enforcement import check_going_along
from detente.study.robustness.assumed_numbers import (
    Assumption,
    list_assumptions,
    with_numbers,
)
from detente.study.robustness.how_sure import with_how_sure


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that the first screen says.

    Attributes
    ----------
    question : str
        What it answers; of a table, its row and column.
    said : str
    """

    question: str
    said: str


def facts(
    case: Case, names: Names, numbers: Mapping[str, float] | None = None
) -> tuple[Fact, ...]:
    """Say what the first screen says, piece by piece.

    Parameters
    ----------
    case : Case
    names : Names
        Give the language.
    numbers : mapping of str to float, or None
        Other values of assumed numbers, by their path; what is beyond the range of one
        is moved to its end, what is none is left out.

    Returns
    -------
    tuple of Fact

    Raises
    ------
    CaseError, QuestionError, TooLargeError, UnsupportedError
        As of `analyze`.
    """
    changed = changed_by(load(case), numbers or {})
    answers = analyze(changed, over_before=False).answers
    found: list[Fact] = []
    for question, said in first_answers(answers, Names(changed, names)):
        if isinstance(said, Table):
            found += _of_table(said)
        elif said:
            found.append(Fact(question, said))
    return tuple(found)


def plan_facts(
    case: Case, names: Names, numbers: Mapping[str, float] | None = None
) -> tuple[Fact, ...]:
    """Say of each road map who would sign it and call it off, and how surely.

    No game is solved for it, so that it can be asked while somebody moves a number.

    Parameters
    ----------
    case, names, numbers
        As of `facts`.

    Returns
    -------
    tuple of Fact
        Those of the table of road maps that the first screen has.

    Raises
    ------
    CaseError, QuestionError, TooLargeError, UnsupportedError
    """
    changed = changed_by(load(case), numbers or {})
    table = plans_at_once(changed, Names(changed, names))
    return () if table is None else tuple(_of_table(table))


def plans_at_once(case: Case, names: Names) -> Table | None:
    """Set road maps side by side by who would sign them and call them off alone.

    Parameters
    ----------
    case : Case
    names : Names
        Of the case; give the language.

    Returns
    -------
    Table or None
        None where there are no road maps.
    """
    plans = case.negotiation.road_maps
    if not plans:
        return None
    dynamics = open_timed(case, DEFAULT)
    judged = tuple(check_going_along(dynamics, plan) for plan in plans)
    sure = with_how_sure(dynamics, plans, judged)
    return plans_table(sure, names, cheated=False)


def outliving_facts(
    case: Case, names: Names, numbers: Mapping[str, float] | None = None
) -> tuple[Fact, ...]:
    """Say of each road map how likely it outlives those who sign it.

    Parameters
    ----------
    case, names, numbers
        As of `facts`.

    Returns
    -------
    tuple of Fact
        Empty where the case says nothing of changes of leadership.

    Raises
    ------
    CaseError, QuestionError, TooLargeError, UnsupportedError
    """
    changed = changed_by(load(case), numbers or {})
    plans = changed.negotiation.road_maps
    dynamics = open_timed(changed, DEFAULT)
    expect(price_of_outliving(dynamics, plans, asked=True))
    found = find_outliving(dynamics, plans, asked=True)
    # Of these blocks the table alone is shown.
    blocks = outliving_blocks(found.checks, found.left_out, Names(changed, names))
    tables = [each for each in blocks if isinstance(each, Table)]
    return tuple(fact for table in tables for fact in _of_table(table))


def changed_by(case: Case, numbers: Mapping[str, float]) -> Case:
    """Give a case with other numbers, as `within_ranges` has them."""
    within = within_ranges(case, numbers)
    return with_numbers(case, within) if within else case


def within_ranges(case: Case, numbers: Mapping[str, float]) -> dict[str, float]:
    """Move numbers that are beyond their range to its end; leave out what is none."""
    known = {each.path: each for each in assumed_numbers(case)}
    return {
        path: min(max(float(value), known[path].low), known[path].high)
        for path, value in numbers.items()
        if path in known
    }


def _of_table(table: Table) -> list[Fact]:
    titles = table.titles
    return [
        Fact(f"{row[0]}: {titles[place]}", str(row[place]))
        for row in table.rows
        for place in range(1, len(row))
    ]


def assumed_numbers(case: Case) -> tuple[Assumption, ...]:
    """List the numbers that `facts` may be given others of."""
    return list_assumptions(case)


def named_number(path: str, names: Names) -> str:
    """Say what an assumed number is of."""
    section, of, *rest = path.split(".")
    if section != "guarantees":
        return number_text(path, names)
    name = names.quoted(names.element(of))
    return {
        "believed": names.say("how far {name} is believed", name=name),
        "penalty.flow": names.say(
            "the penalty of {name}, while a breach lasts", name=name
        ),
        "penalty.lump": names.say("the penalty of {name}, once", name=name),
        "compensation.flow": names.say(
            "what {name} pays the victim, while a breach lasts", name=name
        ),
        "compensation.lump": names.say("what {name} pays the victim, once", name=name),
    }[".".join(rest)]
