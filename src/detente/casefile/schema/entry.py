"""The shape of a case file, for pydantic and for editors."""

from typing import Annotated, Any, TypeAlias

from pydantic import Field

from detente.casefile.schema.case import (
    PartyEntry,
    ProjectEntry,
    Sentence,
    States,
    Wants,
)
from detente.casefile.schema.key_meanings import COMMON, MEANINGS
from detente.casefile.schema.negotiation import (
    DeadlineEntry,
    GuaranteeEntry,
    LeadershipEntry,
    Patience,
    RoadMapEntry,
    TurnoverEntry,
)
from detente.casefile.schema.records import (
    Claims,
    EventEntry,
    PublishedEntry,
    SourceEntry,
    TopicEntry,
    VariantEntry,
    ViewEntry,
)
from detente.casefile.schema.shape import (
    DIRECT,
    LISTED,
    Element,
    Group,
    Listed,
    Maps,
    OneOrMore,
    Short,
    WordGroup,
    becomes,
)
from detente.casefile.schema.times import Day, Length, Tick
from detente.casefile.schema.values import (
    Into,
    Makes,
    Means,
    Plain,
    StateName,
    StateText,
    Texts,
    Version,
    Word,
)
from detente.casefile.schema.words import PARTY, Parties
from detente.model.case import Case, Constraint, Term

__all__ = ["CaseEntry", "case_schema"]

Topics: TypeAlias = Group[Annotated[TopicEntry, Short("name", "text")]]

Moves: TypeAlias = Annotated[dict[StateText, States], Maps()]


def _over_time(field: str) -> Into:
    return Into(f"negotiation.{field}")


@becomes(Case)
class CaseEntry(Element):
    """Everything that a case file may say."""

    detente: Annotated[Version, Means.NOTHING] | None = None
    title: Texts | None = None
    as_of: Day | None = None
    summary: Texts | None = None
    author: Texts | None = None
    language: Plain | None = None
    sources: Group[Annotated[SourceEntry, Short("title", "text")]] | None = None
    bodies: Topics | None = None
    tracks: Topics | None = None
    parties: Group[PartyEntry] | None = None
    terms: Annotated[Group[Sentence], Makes(Term)] | None = None
    projects: Group[ProjectEntry] | None = None
    constraints: Annotated[Listed[Sentence], Makes(Constraint)] = Field(
        default_factory=list
    )
    preferences: Annotated[Group[Wants], PARTY] | None = None
    events: Listed[EventEntry] = Field(default_factory=list)
    claims: Annotated[Claims, Short(LISTED, "list")] | None = None
    variants: Group[VariantEntry] | None = None
    sees: Annotated[Group[ViewEntry], PARTY] | None = None
    states: Annotated[
        dict[Word, StateName], Maps(), Means.APART, Into("graph.states")
    ] = Field(default_factory=dict)
    status_quo: Annotated[StateText, Means.APART, Into("graph.status_quo")] | None = (
        None
    )
    moves: Annotated[dict[Word, Moves], Maps(), Means.APART, Into("graph.moves")] = (
        Field(default_factory=dict)
    )
    labels: Annotated[dict[Word, StateText], Maps(), Means.APART] = Field(
        default_factory=dict
    )
    published: (
        WordGroup[Annotated[PublishedEntry, Short("equilibria", "list")]] | None
    ) = None
    period: Annotated[Tick, _over_time("period")] | None = None
    patience: (
        Annotated[Patience, Short(DIRECT), Means.APART, _over_time("patience")] | None
    ) = None
    movers: Annotated[Parties, _over_time("movers")] = Field(default_factory=list)
    reversible_within: Annotated[Length, _over_time("reversible_within")] | None = None
    types: Annotated[Group[LeadershipEntry], _over_time("leaderships")] | None = None
    turnover: (
        Annotated[Group[OneOrMore[TurnoverEntry]], PARTY, _over_time("turnover")] | None
    ) = None
    guarantees: Annotated[Group[GuaranteeEntry], _over_time("guarantees")] | None = None
    deadlines: Annotated[Group[DeadlineEntry], _over_time("deadlines")] | None = None
    roadmaps: Annotated[Group[RoadMapEntry], _over_time("road_maps")] | None = None


def case_schema() -> dict[str, Any]:
    """Describe the case file for editors.

    Returns
    -------
    dict
        JSON Schema, draft 2020-12. It accepts every valid case file and refuses
        unknown keys; what needs the whole file to judge, it leaves to the reader.
    """
    schema = CaseEntry.model_json_schema()
    _tidy(schema)
    _explain(schema)
    events = schema["properties"]["events"]
    events["anyOf"].append({"type": "string", "pattern": r"\.csv$"})
    schema["required"] = ["detente", "parties"]
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A case file of Detente",
    }
    return head | schema


def _explain(schema: dict[str, Any]) -> None:
    """Put the meaning of every key beside it."""
    for name, node in (("CaseEntry", schema), *schema["$defs"].items()):
        known = COMMON | MEANINGS.get(name, {})
        for key, value in node.get("properties", {}).items():
            if key in known:
                value["description"] = known[key]


def _tidy(node: object) -> None:
    """Turn what stands directly in a mapping or list into JSON Schema's words."""
    if isinstance(node, list):
        for part in node:
            _tidy(part)
    if not isinstance(node, dict):
        return
    for part in list(node.values()):
        _tidy(part)
    for word in ("title", "default", "description"):
        if not isinstance(node.get(word, {}), dict):
            del node[word]
    if isinstance(node.get("anyOf"), list):
        node["anyOf"] = [part for part in node["anyOf"] if part != {"type": "null"}]
    if isinstance(node.get("properties"), dict):
        _open_group(node)


def _open_group(node: dict[str, Any]) -> None:
    for key in (DIRECT, LISTED):
        direct = node["properties"].pop(key, {})
        for pattern, item in direct.get("patternProperties", {}).items():
            node["additionalProperties"] = item
            node["propertyNames"] = {"pattern": pattern}
        if direct.get("additionalProperties"):
            node["additionalProperties"] = direct["additionalProperties"]
