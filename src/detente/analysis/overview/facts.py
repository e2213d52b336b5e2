"""The first answers as facts, under other numbers than those of the file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from detente.analysis.overview.analyze import analyze
from detente.analysis.reading import load, variant_of
from detente.model.case import Case
from detente.report.document import Table
from detente.report.naming import Names
from detente.report.pages.deal.assumed_number import number_text
from detente.report.pages.overview.first_screen import first_answers
from detente.study.robustness.assumed_numbers import (
    Assumption,
    list_assumptions,
    with_numbers,
)


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


@dataclass(frozen=True, slots=True)
class Changed:
    """A fact that a change of the case changes.

    Attributes
    ----------
    question : str
    before, after : str
        Empty where nothing was said.
    """

    question: str
    before: str
    after: str


def facts(
    case: Case,
    names: Names,
    numbers: Mapping[str, float] | None = None,
    edits: Sequence[str] = (),
) -> tuple[Fact, ...]:
    """Say what the first screen says, piece by piece.

    Parameters
    ----------
    case : Case
    names : Names
        Of the case; give the language.
    numbers : mapping of str to float, or None
        Other values of assumed numbers, by their path.
    edits : sequence of str
        Such as `options.relief.undo=never`.

    Returns
    -------
    tuple of Fact

    Raises
    ------
    CaseError, QuestionError, TooLargeError, UnsupportedError
        As of `analyze`.
    """
    changed = variant_of(case, None, edits) if edits else load(case)
    if numbers:
        changed = with_numbers(changed, numbers)
    told = Names(changed, names)
    answers = analyze(changed, over_before=False).answers
    found: list[Fact] = []
    for question, said in first_answers(answers, told):
        if isinstance(said, Table):
            found += _of_table(said)
        elif said:
            found.append(Fact(question, said))
    return tuple(found)


def _of_table(table: Table) -> list[Fact]:
    titles = table.titles
    return [
        Fact(f"{row[0]}: {titles[place]}", str(row[place]))
        for row in table.rows
        for place in range(1, len(row))
    ]


def changes(before: Sequence[Fact], after: Sequence[Fact]) -> tuple[Changed, ...]:
    """Compare two lists of facts; only what differs, in order."""
    old = {each.question: each.said for each in before}
    new = {each.question: each.said for each in after}
    asked = dict.fromkeys([*old, *new])
    return tuple(
        Changed(question, old.get(question, ""), new.get(question, ""))
        for question in asked
        if old.get(question, "") != new.get(question, "")
    )


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
