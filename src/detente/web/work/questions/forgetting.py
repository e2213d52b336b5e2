"""A party or a step taken away, and what the questions wrote of it elsewhere."""

from typing import Any

from detente.web.work.questions.sheet import Sheet, literals, mapping, strip_not


def forget_party(sheet: Sheet, party: str) -> None:
    """Take a party away, with what it can do and wants."""
    for step in list(sheet.options(party)):
        forget_step(sheet, step)
    del sheet.parties()[party]
    for section in ("preferences", "turnover", "patience", "sees"):
        part = sheet.data.get(section)
        if isinstance(part, dict):
            part.pop(party, None)
            _end_if_empty(sheet, section)
    for id_, node in list(_section(sheet, "types").items()):
        if isinstance(node, dict) and str(node.get("party")) == party:
            forget_leadership(sheet, id_)
    _drop(sheet, "events", lambda node: party in _listed(node.get("parties")))
    guarantees = _section(sheet, "guarantees")
    for id_, node in list(guarantees.items()):
        if isinstance(node, dict) and _guards(node, party):
            del guarantees[id_]
    _end_if_empty(sheet, "guarantees")


def forget_leadership(sheet: Sheet, leadership: str) -> None:
    """Take another leadership of a party away, with its coming."""
    del sheet.part("types")[leadership]
    _end_if_empty(sheet, "types")
    turnover = sheet.part("turnover")
    for party, changes in list(turnover.items()):
        if isinstance(changes, list):
            for place in reversed(range(len(changes))):
                if str(mapping(changes[place]).get("to")) == leadership:
                    del changes[place]
            if not changes:
                del turnover[party]
    _end_if_empty(sheet, "turnover")


def _section(sheet: Sheet, key: str) -> dict[str, Any]:
    found = sheet.data.get(key)
    return found if isinstance(found, dict) else {}


def _guards(node: dict[str, Any], party: str) -> bool:
    """Take a party out of a guarantee; tell whether nothing is left of it."""
    if str(node.get("protects")) == party:
        return True
    for key in ("by", "against"):
        listed = node.get(key)
        if isinstance(listed, list) and party in map(str, listed):
            listed.remove(party)
            if not listed:
                return True
    return False


def forget_step(sheet: Sheet, step: str) -> None:
    """Take a step away, wherever the questions name it."""
    for party in sheet.parties():
        options = sheet.options(party)
        if step in options:
            del options[step]
            if not options:
                del sheet.parties()[party]["options"]
        for other in options.values():
            if isinstance(other, dict) and str(other.get("requires")) == step:
                del other["requires"]
    _drop(sheet, "constraints", lambda node: _names(node.get("is"), step))
    _drop(sheet, "events", lambda node: str(node.get("option")) == step)
    for section in ("preferences", "types"):
        for node in _section(sheet, section).values():
            _forget_wanted(node, step)
            if isinstance(node, dict):
                _forget_wanted(node.get("preferences"), step)
    for road_map in mapping(sheet.data.get("roadmaps")).values():
        _forget_staged(road_map, step)


def _forget_wanted(node: Any, step: str) -> None:  # noqa: ANN401 - plain data
    judged = node.get("tradeoffs") if isinstance(node, dict) else None
    if not isinstance(judged, list):
        return
    for place in reversed(range(len(judged))):
        each = judged[place]
        sides = (each.get("more"), each.get("than")) if isinstance(each, dict) else ()
        if any(_sums(side, step) for side in sides):
            del judged[place]
    if not judged:
        del node["tradeoffs"]


def _forget_staged(road_map: Any, step: str) -> None:  # noqa: ANN401 - plain data
    stages = road_map.get("stages") if isinstance(road_map, dict) else None
    if not isinstance(stages, list):
        return
    for place in reversed(range(len(stages))):
        stage = stages[place]
        steps = stage.get("steps") if isinstance(stage, dict) else stage
        if isinstance(steps, list):
            for at in reversed(range(len(steps))):
                if strip_not(str(steps[at])) == step:
                    del steps[at]
            if not steps:
                del stages[place]


def _drop(sheet: Sheet, section: str, gone: Any) -> None:  # noqa: ANN401 - a function
    listed = sheet.data.get(section)
    if not isinstance(listed, list):
        return
    for place in reversed(range(len(listed))):
        node = listed[place]
        if gone(node if isinstance(node, dict) else {"is": node}):
            del listed[place]
    _end_if_empty(sheet, section)


def _end_if_empty(sheet: Sheet, section: str) -> None:
    if section in sheet.data and not sheet.data[section]:
        del sheet.data[section]


def _names(formula: object, step: str) -> bool:
    from detente.web.work.questions.never import together  # noqa: PLC0415 - a circle

    return step in map(strip_not, together(formula) or ())


def _sums(side: object, step: str) -> bool:
    return step in map(strip_not, literals(side) or ())


def _listed(node: object) -> list[str]:
    return list(map(str, node)) if isinstance(node, list) else [str(node)]
