"""Which deal is on the table, in which order, and how much the years to come count."""

from collections.abc import Mapping
from typing import Any

from detente.casefile.yaml.emitter import Block, Lines, Node
from detente.web.work.questions.given import Given
from detente.web.work.questions.sheet import (
    ForeignError,
    Sheet,
    listing,
    mapping,
)

MOST_STAGES = 12
PATIENCE: Mapping[str, tuple[str, str, str]] = {
    "unknown": ("0.8", "0.4", "0.98"),
    "months": ("0.4", "0.2", "0.6"),
    "years": ("0.8", "0.65", "0.9"),
    "decades": ("0.95", "0.9", "0.99"),
}
"""What a year later weighs beside now: a guess, and from where to where."""


def told(sheet: Sheet, given: Given) -> dict[str, Any]:
    """Say which deals there are and what the one that is open asks for."""
    deals = sheet.part("roadmaps")
    ids = list(deals)
    at = _at(given, len(ids))
    fresh = at >= len(ids)
    stages = [] if fresh else [_steps(each) for each in _stages(deals[ids[at]])]
    placed = {step: number + 1 for number, stage in enumerate(stages) for step in stage}
    rows = [
        {
            "id": literal,
            "name": step.name,
            "now": step.now,
            "party": sheet.party_name(step.party),
            "stage": placed.get(literal, 0),
        }
        for step in sheet.steps()
        for literal in (f"not {step.id}" if step.now else step.id,)
    ]
    shown = {row["id"] for row in rows}
    return {
        "deals": [sheet.named(deals[id_], str(id_)) for id_ in ids],
        "at": at + 1,
        "fresh": fresh,
        "name": "" if fresh else sheet.named(deals[ids[at]], str(ids[at])),
        "rows": rows,
        "stages": [
            [
                {"id": each, "name": sheet.said(each), "fixed": each not in shown}
                for each in stage
            ]
            for stage in stages
        ],
        "most": min(len(stages) + 1, MOST_STAGES),
        "patience": _patience(sheet),
    }


def _at(given: Given, count: int) -> int:
    """Give the deal that is asked about, from 0; one behind the last is a new one."""
    text = given.one("at")
    if not text.isdecimal() or len(text) > 5:  # noqa: PLR2004
        return 0
    return min(max(int(text) - 1, 0), count)


def _stages(road_map: object) -> list[Any]:
    return listing(mapping(road_map).get("stages"))


def _steps(stage: object) -> list[str]:
    steps = stage.get("steps") if isinstance(stage, dict) else stage
    if isinstance(steps, str):
        return [steps]
    if not isinstance(steps, list) or not all(isinstance(each, str) for each in steps):
        raise ForeignError
    return [" ".join(each.split()) for each in steps]


def _patience(sheet: Sheet) -> str:
    """Tell which of the answers stands there; `own` for another number."""
    node = sheet.data.get("patience")
    if node is None:
        return ""
    ends = node.get("range") if isinstance(node, dict) else None
    value = node.get("value") if isinstance(node, dict) else node
    stands = [str(each) for each in (value, *(ends if isinstance(ends, list) else ()))]
    for key, guess in PATIENCE.items():
        if stands == [f"{each} per year" for each in guess]:
            return key
    return "own"


def answer(sheet: Sheet, given: Given) -> None:
    """Write the stages of a deal and how much later years count."""
    deals = sheet.part("roadmaps")
    at = _at(given, len(deals))
    verb, what = given.act
    if at < len(deals) and verb == "remove":
        del deals[list(deals)[at]]
        if not deals:
            del sheet.data["roadmaps"]
        return
    asked = _asked(sheet, given)
    if at == len(deals):
        if any(asked.values()):
            _begin(sheet, given, asked)
    elif asked:
        _arrange(sheet, deals[list(deals)[at]], asked)
        sheet.call(deals[list(deals)[at]], given.words("name"))
        if verb in {"up", "down"} and what.isdecimal():
            _swap(deals[list(deals)[at]], int(what), -1 if verb == "up" else 1)
    _write_patience(sheet, given.one("patience"))


def _asked(sheet: Sheet, given: Given) -> dict[str, int]:
    """Give the stage that each step was put into; 0 for none."""
    found: dict[str, int] = {}
    for step in sheet.steps():
        literal = f"not {step.id}" if step.now else step.id
        stage = given.one(f"stage-{literal}")
        if stage.isdecimal() and int(stage[:4]) <= MOST_STAGES + 2:
            found[literal] = int(stage[:4])
    return found


def _begin(sheet: Sheet, given: Given, asked: dict[str, int]) -> None:
    name = given.words("name") or sheet.words.say("The deal")
    stages = _by_stage(asked)
    id_ = sheet.new_id(name, "deal")
    made = sheet.made(Block({"name": name, "stages": Lines(stages)}))
    sheet.opened("roadmaps")[id_] = made


def _by_stage(asked: dict[str, int]) -> list[Node]:
    numbers = sorted({stage for stage in asked.values() if stage})
    return [[step for step, at in asked.items() if at == each] for each in numbers]


def _arrange(sheet: Sheet, road_map: dict[str, Any], asked: dict[str, int]) -> None:
    """Move steps to their stages; what the form did not show stays where it is."""
    stages = _stages(road_map)
    if not stages:
        road_map["stages"] = sheet.made(Lines(_by_stage(asked)))
        return
    before = [_steps(stage) for stage in stages]
    where = {step: at + 1 for at, stage in enumerate(before) for step in stage}
    for step, stage in asked.items():
        if where.get(step, 0) == stage:
            continue
        if step in where:
            _take(stages, where[step] - 1, step)
        if stage:
            _put(sheet, stages, min(stage, len(stages) + 1) - 1, step)
    for at in reversed(range(len(stages))):
        if not _steps(stages[at]):
            del stages[at]
    if not stages:
        del road_map["stages"]
        _forget_empty(sheet, road_map)


def _forget_empty(sheet: Sheet, road_map: dict[str, Any]) -> None:
    deals = sheet.part("roadmaps")
    for id_ in [id_ for id_, node in deals.items() if node is road_map]:
        del deals[id_]
    if not deals:
        del sheet.data["roadmaps"]


def _own_list(stages: list[Any], at: int) -> list[Any]:
    stage = stages[at]
    steps = stage["steps"] if isinstance(stage, dict) else stage
    if isinstance(steps, list):
        return steps
    if isinstance(stage, dict):
        stage["steps"] = [steps]
        return list(stage["steps"])
    stages[at] = [steps]
    return list(stages[at])


def _take(stages: list[Any], at: int, step: str) -> None:
    steps = _own_list(stages, at)
    for place in reversed(range(len(steps))):
        if " ".join(str(steps[place]).split()) == step:
            del steps[place]


def _put(sheet: Sheet, stages: list[Any], at: int, step: str) -> None:
    if at == len(stages):
        stages.append(sheet.made([step]))
    else:
        _own_list(stages, at).append(sheet.made(step))


def _swap(road_map: dict[str, Any], number: int, by: int) -> None:
    stages = listing(road_map.get("stages"))
    one, other = number - 1, number - 1 + by
    if 0 <= one < len(stages) and 0 <= other < len(stages):
        first, second = sorted((one, other))
        stages.insert(first, stages.pop(second))


def _write_patience(sheet: Sheet, chosen: str) -> None:
    if chosen not in PATIENCE or chosen == _patience(sheet):
        return
    if not sheet.data.get("roadmaps"):
        return
    middle, low, high = (f"{each} per year" for each in PATIENCE[chosen])
    entry: dict[str, Node] = {"value": middle, "range": [low, high], "assumed": True}
    sheet.data["patience"] = sheet.made(entry)
