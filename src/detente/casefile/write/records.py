"""Sources, events, claims, variants and published results as plain data."""

from detente.casefile.write.parts import (
    about_entries,
    block,
    given,
    lines,
    several,
    text_node,
    unless,
)
from detente.casefile.yaml.emitter import Block, Node, Raw
from detente.model.case import Case, Graph, Published, Variant, View
from detente.model.event import Claim, Event, Source, Test
from detente.model.formula import TRUE, written

__all__ = ["record_entries", "source_node"]


def record_entries(case: Case) -> dict[str, Node | None]:
    """Write the top-level keys from `events` to `published`."""
    graph, under = case.graph, case.about.assumed
    return {
        "events": case.events_file
        or lines(_event_node(each, under=under) for each in case.events),
        "claims": block(
            (each.id, _claim_node(each, under=under)) for each in case.claims
        ),
        "variants": block(
            (each.id, _variant_node(each, under=under)) for each in case.variants
        ),
        "sees": block(
            (each.party, _view_node(each, under=under)) for each in case.sees
        ),
        "states": given({id_: text_node(name) for id_, name in graph.states}) or None,
        "status_quo": graph.status_quo,
        "moves": _moves_node(graph),
        "labels": dict(case.labels) or None,
        "published": _published_node(case.published, under=under),
    }


def source_node(source: Source, *, under: bool) -> Node:
    """Write where something is written."""
    return given(
        {
            "title": text_node(source.title),
            "author": text_node(source.author),
            "publisher": text_node(source.publisher),
            "date": source.date,
            "url": source.url,
            "file": source.file,
            **about_entries(source.about, under=under),
        }
    )


def _event_node(event: Event, *, under: bool) -> Node:
    return given(
        {
            "id": event.id,
            "date": event.date,
            "end": event.end,
            "kind": event.kind,
            "parties": several(event.parties),
            "option": event.option,
            "value": event.value,
            "if": written(event.condition) if event.condition else None,
            "on": event.on,
            "roadmap": event.road_map,
            "outcome": event.outcome,
            "disputed": event.disputed or None,
            "title": text_node(event.title),
            "place": event.place,
            "source": event.source,
            "quote": event.quote,
            "expires": event.expires,
            **about_entries(event.about, under=under),
        }
    )


def _claim_node(claim: Claim, *, under: bool) -> Node:
    return given(
        {
            "source": claim.source,
            "place": claim.place,
            "quote": claim.quote,
            "by": several(claim.by),
            "kind": claim.kind,
            "about": several(claim.on),
            "test": _test_node(claim.test),
            **about_entries(claim.about, under=under),
        }
    )


def _test_node(test: Test) -> Node | None:
    if test.kind == "none":
        return None
    if test.formula is not None:
        return {test.kind: written(test.formula)}
    if test.kind == "met":
        return {"met": [list(meeting) for meeting in test.met]}
    names = list(test.names)
    return {test.kind: names[0] if test.kind in _SINGLE else names}


_SINGLE = frozenset({"holds", "fails", "followed"})


def _variant_node(variant: Variant, *, under: bool) -> Node:
    return given(
        {**_edit_entries(variant), **about_entries(variant.about, under=under)}
    )


def _view_node(view: View, *, under: bool) -> Node:
    return given(
        {
            **_edit_entries(view),
            "only": unless(TRUE, view.only),
            **about_entries(view.about, under=under),
        }
    )


def _edit_entries(edit: Variant | View) -> dict[str, Node | None]:
    return {
        "title": text_node(edit.title),
        "set": block((path, Raw(value)) for path, value in edit.changes),
        "remove": several(edit.removals),
    }


def _moves_node(graph: Graph) -> Node | None:
    return block(
        (party, {state: list(targets) for state, targets in rows})
        for party, rows in graph.moves
    )


def _published_node(published: tuple[Published, ...], *, under: bool) -> Node | None:
    return (
        Block((each.concept, _result_node(each, under=under)) for each in published)
        or None
    )


def _result_node(result: Published, *, under: bool) -> Node:
    stable = {party: list(states) for party, states in result.stable} or None
    entries: dict[str, Node | None] = {
        "stable": stable,
        **about_entries(result.about, under=under),
    }
    if result.equilibria is None:
        return given(entries)
    equilibria = list(result.equilibria)
    return (
        given({"equilibria": equilibria, **entries}) if given(entries) else equilibria
    )
