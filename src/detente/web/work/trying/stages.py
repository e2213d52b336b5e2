"""The stages of a road map as they stand in the text, to be put in another order."""

from collections.abc import Mapping

from detente.casefile.yaml.one_line import yaml_line
from detente.model.case import Case
from detente.model.road_map import Stage
from detente.report.naming import Names
from detente.report.step_words import steps_text
from detente.report.words import Words
from detente.study.lever.change import step_text
from detente.web.work.trying.tree import at, read_twice


def stages(text: str, words: Words, given: Mapping[str, str]) -> dict[str, object]:
    """Say what the stages of a road map are.

    Parameters
    ----------
    text : str
    words : Words
    given : mapping
        `road_map`: its id.

    Returns
    -------
    dict
        `name`; of `stages` each with its `name`, `steps` by party, and `text`, as an
        edit takes it; none where there is no such road map.

    Raises
    ------
    CaseError
        Where the text is no case.
    """
    case, data, names = read_twice(text, words)
    name = given["road_map"]
    node = at(data, "roadmaps", name, "stages")
    plan = next((each for each in case.negotiation.road_maps if each.id == name), None)
    if plan is None or not isinstance(node, list) or len(node) != len(plan.stages):
        return {"name": "", "stages": []}
    return {
        "name": names.element(name),
        "stages": [
            {
                "name": names.text(stage.about.name),
                "steps": _by_party(stage, case, names),
                "text": yaml_line(written),
            }
            for stage, written in zip(plan.stages, node, strict=True)
        ],
    }


def _by_party(stage: Stage, case: Case, names: Names) -> list[dict[str, object]]:
    found: dict[str, list[str]] = {}
    for step in stage.steps:
        party = case.option[step.option].party
        found.setdefault(party, []).append(steps_text([step_text(step)], names))
    return [
        {"party": names.party(party), "steps": steps} for party, steps in found.items()
    ]
