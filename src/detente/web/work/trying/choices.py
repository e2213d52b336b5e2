"""What can be tried: numbers to move, options for good, a want first, a party gone."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from detente.analysis.overview.knobs import Group, Knob, list_knobs
from detente.casefile.yaml.one_line import yaml_line
from detente.model.case import Case, Option, Party
from detente.model.quantity import Duration
from detente.model.road_map import Guarantee
from detente.report.formula_words import formula_text
from detente.report.naming import Names
from detente.report.quantity import duration
from detente.report.words import Words
from detente.web.work.questions.sheet import strip_not
from detente.web.work.trying.tree import at, read_twice

_MOST = 200
"""Numbers that a page can show."""


def choices(text: str, words: Words, _given: Mapping[str, str]) -> dict[str, object]:
    """List what can be tried with a case.

    Parameters
    ----------
    text : str
    words : Words

    Returns
    -------
    dict
        `groups` of numbers, each with a `title` and `knobs`; `never`, `gone`, each with
        a `label` and its `edits`, a line each; `first`, for each party with a list of
        wants its `label` and `wants`.
    """
    case, data, names = read_twice(text, words)
    return {
        "groups": _groups(case, names),
        "never": [
            {"label": names.option(each.id), "edits": f"options.{each.id}.undo=never"}
            for each in case.options
            if not each.settled and not each.undo.is_never
        ],
        "gone": [
            {"label": names.party(each.id), "edits": "\n".join(_gone(case, data, each))}
            for each in case.parties
        ]
        if len(case.parties) > 1
        else [],
        "first": list(_first(case, data, names)),
    }


def _groups(case: Case, names: Names) -> list[dict[str, object]]:
    found: dict[str, list[Knob]] = {}
    for each in list_knobs(case, names)[:_MOST]:
        found.setdefault(_title(each, names), []).append(each)
    return [
        {
            "title": title,
            "hint": _hint(knobs[0], names),
            "knobs": [asdict(each) for each in knobs],
        }
        for title, knobs in found.items()
    ]


def _hint(knob: Knob, names: Names) -> str:
    if knob.group is not Group.PATIENCE:
        return ""
    terms = names.case.negotiation
    per = next(rate.per for _, rate in terms.patience)
    length = Duration(Decimal(1), per) if per else terms.period
    return names.say(
        "How much a gain that comes {time} later counts beside the same gain today: "
        "near 1 almost as much, near 0 hardly at all.",
        time=duration(length, names),
    )


def _title(knob: Knob, names: Names) -> str:
    if knob.group is Group.WANTS:
        return names.say("What {party} wants", party=names.party(knob.party))
    return {
        Group.PATIENCE: names.say("Patience"),
        Group.GUARANTEES: names.say("Guarantees"),
        Group.NOTICING: names.say("How soon a breach is noticed"),
        Group.LEADERS: names.say("Changes of leadership"),
        Group.OPTIONS: names.say("What steps cost"),
    }[knob.group]


def _first(case: Case, data: object, names: Names) -> Iterator[dict[str, object]]:
    """Let each want of a party that has them in order be the first."""
    for party, preference in case.preference.items():
        node, path = _statements(data, party)
        if preference.weights or len(node) != len(preference.statements):
            continue
        wants = [
            {
                "label": formula_text(statement.formula, names),
                "edits": f"{path}={yaml_line(_first_of(node, place))}",
            }
            for place, statement in enumerate(preference.statements)
        ]
        if len(wants) > 1:
            yield {"label": names.party(party), "wants": wants}


def _first_of(listed: list[Any], place: int) -> list[Any]:
    return [listed[place], *listed[:place], *listed[place + 1 :]]


def _statements(data: object, party: str) -> tuple[list[Any], str]:
    node = at(data, "preferences", party)
    if isinstance(node, list):
        return node, f"preferences.{party}"
    node = at(data, "preferences", party, "statements")
    return (node if isinstance(node, list) else []), f"preferences.{party}.statements"


def _gone(case: Case, data: object, party: Party) -> Iterator[str]:
    """Write what it means that a party is gone.

    What it did stays, what it has not done nobody does; its steps leave the road maps,
    its word is worth nothing, and it wants nothing, so that nobody asks it.
    """
    for option in party.options:
        yield _settled(option)
    own = {option.id for option in party.options}
    for plan in case.negotiation.road_maps:
        yield from _without(data, plan.id, own)
    for guarantee in case.negotiation.guarantees:
        yield from _unguarded(guarantee, party.id)
    if at(data, "turnover", party.id):
        yield f"turnover.{party.id}=[]"
    yield from _indifferent(case, data, party.id)


def _settled(option: Option) -> str:
    return f"options.{option.id}.{'undo' if option.now else 'redo'}=never"


def _without(data: object, plan: str, own: set[str]) -> Iterator[str]:
    """Take the steps of a party out of a road map that others have steps in too."""
    stages = at(data, "roadmaps", plan, "stages")
    if not isinstance(stages, list):
        return
    left = [each for each in (_lighter(stage, own) for stage in stages) if each]
    if left and left != stages:
        yield f"roadmaps.{plan}.stages={yaml_line(left)}"


def _lighter(stage: Any, own: set[str]) -> Any:  # noqa: ANN401 - plain data
    steps = stage.get("steps") if isinstance(stage, dict) else stage
    listed = steps if isinstance(steps, list) else [steps]
    left = [
        each for each in listed if strip_not(" ".join(str(each).split())) not in own
    ]
    if left == listed:
        return stage
    if not left:
        return None
    return stage | {"steps": left} if isinstance(stage, dict) else left


def _unguarded(guarantee: Guarantee, party: str) -> Iterator[str]:
    path, others = f"guarantees.{guarantee.id}", [*guarantee.by]
    if guarantee.protects == party or others == [party]:
        yield f"{path}.believed=0"
    elif party in others:
        others.remove(party)
        yield f"{path}.by=[{', '.join(others)}]"


def _indifferent(case: Case, data: object, party: str) -> Iterator[str]:
    """Let a party with numbers or judgements want nothing; an order stays."""
    node = at(data, "preferences", party, "weights")
    if isinstance(node, dict):
        for key in node:
            yield f"preferences.{party}.weights.{key}=0"
    elif party in case.preference and case.preference[party].by_trade_offs:
        yield f"preferences.{party}={{weights: {{{case.options[0].id}: 0}}}}"
