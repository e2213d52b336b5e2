"""Questions of programs, answered as the JSON that commands print."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, replace
from typing import TypeAlias

from detente.analysis.check import check
from detente.analysis.deal import (
    check_road_map,
    exposure,
    list_road_maps,
    sustain,
)
from detente.analysis.graph import state_graph
from detente.analysis.lever import levers
from detente.analysis.overview import analyze, compare
from detente.analysis.preference import inverse
from detente.analysis.reading import named_plan
from detente.analysis.record import follow, record
from detente.analysis.result import Result
from detente.analysis.robustness import robust
from detente.analysis.search import (
    find_best_deal,
    find_best_road_map,
    find_surest_road_map,
    road_map_thresholds,
)
from detente.analysis.stability import evolve, explain, stability, states
from detente.analysis.time import deadlines
from detente.engine.budget import current
from detente.model.case import Case
from detente.report.data.stability import Extent
from detente.report.render.json_text import json_text
from detente.report.words import Words
from detente.web.work.difference import difference
from detente.web.work.json_questions import PREFIX, QUESTIONS

Given: TypeAlias = Mapping[str, str]
_TOGETHER = 3
"""Steps in a stage at most, where nobody is to lose."""
_LISTED = 1_000
"""Situations that are listed where no number is asked for."""


def _concepts(given: Given) -> list[str] | None:
    if "concepts" not in given:
        return None
    return [name.strip() for name in given["concepts"].split(",") if name.strip()]


def _plan(case: Case, given: Given) -> str:
    return named_plan(case, given.get("roadmap"), "roadmap")


def _states(case: Case, given: Given) -> Result:
    return states(case, given.get("where"), int(given.get("limit", _LISTED)))


def _stability(case: Case, given: Given) -> Result:
    party = given.get("party")
    extent = Extent(parties=None if party is None else (party,))
    where = given.get("where")
    return stability(case, _concepts(given), where=where, extent=extent)


def _explain(case: Case, given: Given) -> Result:
    state = given.get("state", "now")
    return explain(case, state, given.get("party"), given.get("concept"))


def _graph(case: Case, given: Given) -> Result:
    shown = given.get("show", "reachable")
    return state_graph(case, shown, concepts=_concepts(given))


def _find(case: Case, given: Given) -> Result:
    to = given.get("to")
    objective = given.get("objective") or ("gain" if to is None else "slack")
    if objective == "gain":
        return find_best_deal(case, to, int(given.get("package", _TOGETHER)))
    if objective == "share":
        return find_surest_road_map(case, to, int(given.get("package", _TOGETHER)))
    return find_best_road_map(case, to, objective, int(given.get("package", 1)))


def _levers(case: Case, given: Given) -> Result:
    road_map, to = given.get("roadmap"), given.get("to")
    numbers = any(wants.weights for _, wants in case.preferences)
    if to is not None and road_map is None and not numbers:
        return inverse(case, to)
    return levers(case, road_map, to, most=int(given.get("most", 2)))


ASKED: Mapping[str, Callable[[Case, Given], Result]] = {
    "check": lambda case, _: check(case),
    "analyze": lambda case, given: analyze(case, _concepts(given)),
    "states": _states,
    "stability": _stability,
    "explain": _explain,
    "evolve": lambda case, given: evolve(
        case, given.get("to"), given.get("from", "now")
    ),
    "graph": _graph,
    "compare": lambda case, _: compare(case),
    "record": lambda case, _: record(case),
    "exposure": lambda case, given: exposure(case, given.get("roadmap")),
    "sustain": lambda case, given: sustain(case, given.get("to")),
    "roadmaps": lambda case, _: list_road_maps(case),
    "roadmap": lambda case, given: check_road_map(case, _plan(case, given)),
    "thresholds": lambda case, given: road_map_thresholds(case, _plan(case, given)),
    "find": _find,
    "levers": _levers,
    "robust": lambda case, given: robust(
        case, int(given.get("samples", 200)), int(given.get("seed", 0))
    ),
    "deadlines": lambda case, given: deadlines(case, given.get("roadmap")),
    "follow": lambda case, given: follow(
        case, _plan(case, given), as_of=given.get("as_of")
    ),
}
"""What answers each of `json_questions.QUESTIONS`."""


def answered(name: str, case: Case, given: Given) -> dict[str, object]:
    """Answer a question as its command does with `--format json`.

    Parameters
    ----------
    name : str
        Of `QUESTIONS`.
    case : Case
    given : mapping of str to str
        Its parameters.

    Returns
    -------
    dict
        `json`, the text; what of an answer there was time for says so in it.
    """
    result = ASKED[name](case, given)
    stop = current().stopped
    with current().finishing():
        whole = result if stop is None else replace(result, stopped=stop.message)
        return {"json": whole.render("json")}


def _asks(name: str) -> Callable[[Case, Words, Given], Mapping[str, object]]:
    return lambda case, _words, given: answered(name, case, given)


def _difference(text: str, _words: Words, given: Given) -> Mapping[str, object]:
    lines = [asdict(line) for line in difference(given["before"], text)]
    return {"json": json_text({"lines": lines})}


JSON_KINDS = {f"{PREFIX}{name}": _asks(name) for name in QUESTIONS}
JSON_TEXTS = {f"{PREFIX}difference": _difference}
