"""What would move a road map, as changes that a page can try."""

from collections.abc import Mapping

from detente.analysis.lever import levers
from detente.casefile.variants.edit import parse_change
from detente.model.case import Case
from detente.report.naming import Names
from detente.report.pages.lever.levers import (
    goal_words,
    lever_words,
    searched_words,
    standing_words,
)
from detente.report.words import Words
from detente.study.lever.effect import Effects, Told
from detente.web.work.trying.tree import as_written, read_twice


def moves(text: str, words: Words, given: Mapping[str, str]) -> dict[str, object]:
    """Find the smallest changes by which a road map comes further.

    Parameters
    ----------
    text : str
    words : Words
    given : mapping
        `road_map`: its id.

    Returns
    -------
    dict
        `now`, how far it comes, as sentences; `searched`, what was tried; by `goals`,
        each with a `title`, `said` and `levers`: what it changes, what `follows`, its
        `edits`.

    Raises
    ------
    CaseError, QuestionError, TooLargeError, UnsupportedError
    """
    case, data, names = read_twice(text, words)
    found = levers(case, given["road_map"]).found
    goals = []
    for goal in found.levers.goals:
        title, said = goal_words(goal, found, names)
        told = [
            _lever(each, case, data) | _words(each, found, names)
            for each in found.numbered()
            if each.goal is goal
        ]
        goals.append({"title": title, "said": said, "levers": told})
    return {
        "now": list(standing_words(found.standing, names)),
        "searched": searched_words(found, names) if goals else "",
        "goals": goals,
    }


def _words(told: Told, found: Effects, names: Names) -> dict[str, str]:
    change, follows = lever_words(told, found, names)
    return {"change": change, "follows": follows}


def _lever(told: Told, case: Case, data: object) -> dict[str, object]:
    """Give the number of a lever, and its edits as the text of the case has names."""
    parted = map(parse_change, told.effect.lever.edits)
    edits = [f"{as_written(path, case, data)}={value}" for path, value in parted]
    return {"number": told.number, "edits": edits}
