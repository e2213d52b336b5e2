"""The shape of a case file, for its reader and for editors."""

import re
from collections.abc import Mapping, Sequence
from types import UnionType
from typing import Annotated, Any, TypeAlias, Union, get_args

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
    MoversEntry,
    Patience,
    RoadMapEntry,
    TurnoverEntry,
)
from detente.casefile.schema.records import (
    Claims,
    EventEntry,
    PublishedEntry,
    ScopeEntry,
    SourceEntry,
    TopicEntry,
    VariantEntry,
    ViewEntry,
)
from detente.casefile.schema.shape import (
    DIRECT,
    LISTED,
    NO_KEYS,
    Element,
    Group,
    Kind,
    Listed,
    Lists,
    Maps,
    OneOrMore,
    Short,
    WordGroup,
    alias,
    becomes,
    class_of,
    declared,
    outer,
)
from detente.casefile.schema.times import Day, Length, Tick
from detente.casefile.schema.values import (
    Into,
    Makes,
    Means,
    Plain,
    Read,
    StateName,
    StateText,
    Texts,
    Version,
    Word,
)
from detente.casefile.schema.words import PARTY
from detente.model.case import Case, Constraint, Term

Json: TypeAlias = dict[str, Any]

Topics: TypeAlias = Group[Annotated[TopicEntry, Short("name", "text")]]

Moves: TypeAlias = Annotated[Mapping[StateText, States], Maps()]


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
    constraints: Annotated[Listed[Sentence], Makes(Constraint)] = ()
    preferences: Annotated[Group[Wants], PARTY] | None = None
    events: Listed[EventEntry] = ()
    scopes: Group[ScopeEntry] | None = None
    claims: Annotated[Claims, Short(LISTED, "list")] | None = None
    variants: Group[VariantEntry] | None = None
    sees: Annotated[Group[ViewEntry], PARTY] | None = None
    states: Annotated[
        Mapping[Word, StateName], Maps(), Means.APART, Into("graph.states")
    ] = NO_KEYS
    status_quo: Annotated[StateText, Means.APART, Into("graph.status_quo")] | None = (
        None
    )
    moves: Annotated[Mapping[Word, Moves], Maps(), Means.APART, Into("graph.moves")] = (
        NO_KEYS
    )
    labels: Annotated[Mapping[Word, StateText], Maps(), Means.APART] = NO_KEYS
    published: (
        WordGroup[Annotated[PublishedEntry, Short("equilibria", "list")]] | None
    ) = None
    period: Annotated[Tick, _over_time("period")] | None = None
    patience: (
        Annotated[Patience, Short(DIRECT), Means.APART, _over_time("patience")] | None
    ) = None
    movers: Annotated[MoversEntry, Short("is", "both"), _over_time("movers")] | None = (
        None
    )
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
    shapes: dict[str, Json] = {}
    _describe(CaseEntry, shapes)
    case = shapes.pop("CaseEntry")
    whole: Json = {"$defs": dict(sorted(shapes.items()))} | case
    whole["properties"]["events"]["anyOf"].append(
        {"type": "string", "pattern": r"\.csv$"}
    )
    whole["required"] = ["detente", "parties"]
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A case file of Detente",
    }
    return head | whole


def _describe(kind: Kind, shapes: dict[str, Json]) -> Json:
    """Describe the values of a type; entries are gathered by their names."""
    origin, inner = outer(kind), get_args(kind)
    if class_of(kind):
        name = re.sub(r"\W", "_", _named(kind))
        if name not in shapes:
            shapes[name] = {}
            shapes[name] = _described(kind, name, shapes)
        return {"$ref": f"#/$defs/{name}"}
    if origin is Annotated:
        return _marked(inner[0], inner[1:], shapes)
    if origin in (Union, UnionType):
        described = _describe(inner[0], shapes)
        return {"anyOf": described.get("anyOf", [described])}
    if origin is Sequence:
        return {"items": _describe(inner[0], shapes), "type": "array"}
    if origin is Mapping:
        names, values = (_describe(each, shapes) for each in inner)
        if "pattern" in names:
            return {"patternProperties": {names["pattern"]: values}, "type": "object"}
        return {"additionalProperties": values or True, "type": "object"}
    return {}


def _marked(kind: Kind, marks: tuple[object, ...], shapes: dict[str, Json]) -> Json:
    """Describe what a type accepts in the forms that its marks allow."""
    read = next((mark for mark in marks if isinstance(mark, Read)), None)
    found = _sorted(read.schema) if read else _describe(kind, shapes)
    for mark in marks:
        match mark:
            case Lists(single=True):
                found = {"anyOf": [found["items"], found, {"const": None}]}
            case Lists() | Maps():
                found = {"anyOf": [found, {"const": None}]}
            case Short(key=key):
                short = {
                    alias(name, each): each for name, each in declared(kind).items()
                }
                found = {"anyOf": [_describe(short[key], shapes), found]}
    return found


def _described(kind: Kind, name: str, shapes: dict[str, Json]) -> Json:
    """Describe an entry: its keys, each with its meaning."""
    meanings = COMMON | MEANINGS.get(name, {})
    found: Json = {"additionalProperties": False, "properties": {}}
    required: list[str] = []
    rest: Json = {}
    for attribute, each in declared(kind).items():
        key = alias(attribute, each)
        described = _describe(each, shapes)
        if key.startswith(DIRECT):
            for pattern, item in described.get("patternProperties", {}).items():
                found["additionalProperties"] = item
                rest["propertyNames"] = {"pattern": pattern}
            if described.get("additionalProperties"):
                found["additionalProperties"] = described["additionalProperties"]
            continue
        meaning = {"description": meanings[key]} if key in meanings else {}
        found["properties"][key] = described | meaning
        if not hasattr(class_of(kind), attribute):
            required.append(key)
    if required:
        found["required"] = required
    return found | {"type": "object"} | rest


def _named(kind: Kind) -> str:
    """Write the name of a type, with those of what is in it."""
    inner = get_args(kind)
    if outer(kind) is Annotated:
        marks = "".join(f", {type(mark).__name__}" for mark in inner[1:])
        return f"Annotated[{_named(inner[0])}{marks}]"
    name = {Sequence: "list"}.get(outer(kind)) or (outer(kind) or kind).__name__
    return f"{name}[{', '.join(map(_named, inner))}]" if inner else name


def _sorted(schema: Any) -> Any:  # noqa: ANN401
    """Sort the words of a description, all the way down."""
    if isinstance(schema, dict):
        return {word: _sorted(schema[word]) for word in sorted(schema)}
    return [_sorted(each) for each in schema] if isinstance(schema, list) else schema
