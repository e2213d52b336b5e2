"""The questions that pages ask, each answered as data that a page can show."""

import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, replace
from typing import TypeAlias

from detente.analysis.check import check
from detente.analysis.deal import check_road_map, list_road_maps
from detente.analysis.deal.outliving import outlives_within
from detente.analysis.graph import state_graph
from detente.analysis.overview import analyze
from detente.analysis.overview.facts import plans_at_once
from detente.analysis.overview.report import report_parts
from detente.analysis.result import Result, beside
from detente.analysis.stability import explain
from detente.model.case import Case
from detente.report.document import anchors_of
from detente.report.figure.graph.hold import hold_words
from detente.report.figure.graph.state_graph import explain_anchor, graph_picture
from detente.report.naming import Names
from detente.report.pages.graph.state_graph import situations_page
from detente.report.pages.overview.first_page import answers_page, begun, pictures_page
from detente.report.pages.overview.situation import situation_page
from detente.report.words import SPOKEN, Words
from detente.study.graph.state_graph import StateGraph
from detente.study.stability.hold import Hold
from detente.web.work.assessing import assess
from detente.web.work.difference import difference
from detente.web.work.following import followed, with_events
from detente.web.work.importing import imported
from detente.web.work.questions.asking import asked
from detente.web.work.setting_html import ANCHOR, html_of
from detente.web.work.trying.choices import choices
from detente.web.work.trying.keeping import kept
from detente.web.work.trying.moving import moves
from detente.web.work.trying.stages import stages
from detente.web.work.trying.told import answers, deals, outlives

Given: TypeAlias = Mapping[str, str]
Found: TypeAlias = Mapping[str, object]
Kind: TypeAlias = Callable[[Case, Words, Given], Found]
_TONES = {Hold.RESTS: "good", Hold.ANSWERED: "open", Hold.HARDLY: "bad"}
_SOON = 5.0
"""Seconds that changes of leadership may take before somebody presses the button."""
_EXPLAINED = re.compile(rf'href="#explain-([^"]+?){ANCHOR}"')


def _shown(result: Result, words: Words) -> Found:
    names = Names(result.case, words, SPOKEN)
    return {"html": html_of(result.page(names)), "warnings": _warnings(result, words)}


def _warnings(result: Result, words: Words) -> list[str]:
    names = Names(result.case, words, SPOKEN)
    return [names.message(each.message) for each in result.aside()]


def _read(case: Case, words: Words, _given: Given) -> Found:
    """Say what a case is called and what it holds."""
    found = check(case)
    return {
        "title": {code: case.title.get(code) for code in ("en", "ru")},
        "as_of": "" if case.as_of is None else words.date(case.as_of),
        "parties": [each.id for each in case.parties],
        "options": [each.id for each in case.options],
        "road_maps": [each.id for each in case.negotiation.road_maps],
        "variants": [each.id for each in case.variants],
        "warnings": [words.message(each.message) for each in beside(case)],
        **_shown(found, words),
    }


def _first(case: Case, words: Words, _given: Given) -> Found:
    """Give the first screen, under headings, with its pictures and the road maps."""
    found = analyze(case, over_before=False)
    names = Names(case, words, SPOKEN)
    return {
        "html": html_of(answers_page(found.answers, names, alone=True)),
        "pictures": html_of(pictures_page(found.answers, names)),
        "silent": _silent(case, names),
        "road_maps": _named_plans(case, names),
        "warnings": _warnings(found, words),
    }


def _silent(case: Case, names: Names) -> str:
    """Name the parties of which nothing is said that would move them."""
    silent = tuple(
        each.id
        for each in case.parties
        if (wants := case.preference.get(each.id)) is None
        or wants.order == "indifferent"
    )
    return names.parties(silent) if silent else ""


def _named_plans(case: Case, names: Names) -> list[dict[str, str]]:
    plans = case.negotiation.road_maps
    return [{"id": each.id, "name": names.element(each.id)} for each in plans]


def _report(case: Case, words: Words, _given: Given) -> Found:
    """Give the first page and every part of the report."""
    parts = report_parts(case, Names(case, words, SPOKEN))
    held = frozenset(key for key, _, _ in parts).union(
        *(anchors_of(document) for _, _, document in parts)
    )
    return {
        "parts": [
            {"id": key, "title": title, "html": html_of(document, held)}
            for key, title, document in parts
        ]
    }


def _graph(case: Case, words: Words, given: Given) -> Found:
    """Draw the states; each leads to its explanation."""
    found = state_graph(case, given.get("show", "reachable"))
    names = Names(found.case, words, SPOKEN)
    anchors = {node.state: explain_anchor(node.state) for node in found.graph.nodes}
    graph = found.held
    drawn = graph_picture(graph, names, anchors)
    page = situations_page(graph, drawn, names)
    html = _EXPLAINED.sub(r'href="?state=\1#why"', html_of(page))
    return {
        "html": html,
        "situations": _situations(graph, names),
        "silent": _silent(found.case, names),
        "warnings": _warnings(found, words),
    }


def _situations(graph: StateGraph, names: Names) -> list[dict[str, object]]:
    """List what a picture shows, now and the firmest first, for a small screen."""
    firmest = list(Hold)
    listed = sorted(
        graph.nodes,
        key=lambda node: (not node.is_now, firmest.index(node.hold or Hold.LEFT)),
    )
    return [
        {
            "state": node.state,
            "now": node.is_now,
            "said": begun(names.in_words(node.state)),
            "held": hold_words(node.hold, names),
            "tone": _TONES.get(node.hold or Hold.LEFT, ""),
        }
        for node in listed
    ]


def _explain(case: Case, words: Words, given: Given) -> Found:
    """Say why a state holds, or does not."""
    found = explain(case, given["state"])
    page = situation_page(found.explanations, Names(found.case, words, SPOKEN))
    return {"html": html_of(page), "warnings": _warnings(found, words)}


def _road_maps(case: Case, words: Words, given: Given) -> Found:
    """List the road maps with what is judged at once, or with all verdicts."""
    names = Names(case, words, SPOKEN)
    listed = _named_plans(case, names)
    if not listed:
        return {"no_deal": True}
    table = None if given.get("all") else plans_at_once(case, names)
    if table is None:
        return {**_shown(list_road_maps(case), words), "road_maps": listed}
    return {"html": html_of((table,)), "road_maps": listed, "more": True}


def _road_map(case: Case, words: Words, given: Given) -> Found:
    """Judge one road map; whether it outlives its signers only if that is asked."""
    name = given["road_map"]
    asked = bool(given.get("turnover")) or outlives_within(case, name, _SOON)
    found = check_road_map(case, name, turnover=asked)
    # What to type instead is of no use on a page, which has a button for it.
    return {**_shown(replace(found, left_out=None), words), "left_out": not asked}


KINDS: Mapping[str, Kind] = {
    "read": _read,
    "first": _first,
    "report": _report,
    "graph": _graph,
    "explain": _explain,
    "road_maps": _road_maps,
    "road_map": _road_map,
    "assessment": assess,
    "answers": answers,
    "deals": deals,
    "outlives": outlives,
    "follow": followed,
}
"""By name, as `Question.kind` says it."""


def _difference(text: str, words: Words, given: Given) -> Found:
    """Compare a text with the one before it."""
    del words
    return {"lines": [asdict(line) for line in difference(given["before"], text)]}


TEXTS: Mapping[str, Callable[[str, Words, Given], Found]] = {
    "difference": _difference,
    "asked": asked,
    "events": with_events,
    "imported": imported,
    "choices": choices,
    "kept": kept,
    "moves": moves,
    "stages": stages,
}
"""Questions about a text that need not be a case."""
