"""A case as text, in the one canonical form."""

from collections.abc import Iterable

from detente.casefile.write.negotiation import negotiation_entries
from detente.casefile.write.parts import (
    about_entries,
    amount_node,
    block,
    change_node,
    duration_node,
    formula_node,
    given,
    lines,
    preference_node,
    several,
    text_node,
    unless,
)
from detente.casefile.write.records import record_entries, source_node
from detente.casefile.yaml.emitter import Block, Node, emit
from detente.model.case import Case, Option, Party, Project, Topic
from detente.model.formula import FALSE, TRUE

__all__ = ["dump_case"]


def dump_case(case: Case) -> str:
    """Write a case as YAML.

    Parameters
    ----------
    case : Case
        Anything that was read, or built by a program.

    Returns
    -------
    str
        The canonical text: keys in the order of the reference page, defaults
        left out, one formula a line. It reads back as an equal case.
    """
    under = case.about.assumed
    options = [option.id for option in case.options]
    entries: dict[str, Node | None] = {
        "detente": 1,
        "title": text_node(case.title),
        **about_entries(case.about, under=False),
        "as_of": case.as_of,
        "summary": text_node(case.summary),
        "author": text_node(case.author),
        "language": case.language,
        "sources": block(
            (each.id, source_node(each, under=under)) for each in case.sources
        ),
        "bodies": _topics_node(case.bodies, under=under),
        "tracks": _topics_node(case.tracks, under=under),
        "parties": Block(
            (party.id, _party_node(party, under=under)) for party in case.parties
        ),
        "terms": {
            term.id: formula_node(term.formula, term.about, under=under)
            for term in case.terms
        }
        or None,
        "projects": block(
            (each.id, _project_node(each, under=under)) for each in case.projects
        ),
        "constraints": lines(
            formula_node(each.formula, each.about, under=under)
            for each in case.constraints
        ),
        "preferences": block(
            (id_, preference_node(want, options, under=under))
            for id_, want in case.preferences
        ),
        **record_entries(case),
        **negotiation_entries(case.negotiation, under=under),
    }
    return emit(given(entries))


def _topics_node(topics: Iterable[Topic], *, under: bool) -> Node | None:
    return {
        topic.id: about_entries(topic.about, under=under) for topic in topics
    } or None


def _party_node(party: Party, *, under: bool) -> Node:
    options = Block(
        (option.id, _option_node(option, under=party.about.assumed))
        for option in party.options
    )
    return Block(
        given({**about_entries(party.about, under=under), "options": options or None})
    )


def _option_node(option: Option, *, under: bool) -> Node:
    return given(
        {
            "name": text_node(option.about.name),
            "now": option.now or None,
            "undo": change_node(option.undo),
            "redo": change_node(option.redo),
            "requires": unless(TRUE, option.requires),
            "takes": duration_node(option.takes),
            "cost": _cost_node(option),
            "track": option.track,
            "verify": several(option.verify),
            **about_entries(option.about, under=under),
        }
    )


def _cost_node(option: Option) -> Node | None:
    do = amount_node(option.cost_do, under=option.about.assumed)
    undo = amount_node(option.cost_undo, under=option.about.assumed)
    return do if undo is None else given({"do": do, "undo": undo})


def _project_node(project: Project, *, under: bool) -> Node:
    return given(
        {
            "name": text_node(project.about.name),
            "parties": list(project.parties),
            "needs": unless(TRUE, project.needs),
            "blocked_by": unless(FALSE, project.blocked_by),
            "track": project.track,
            **about_entries(project.about, under=under),
        }
    )
