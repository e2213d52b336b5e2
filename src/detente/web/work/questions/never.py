"""What must never stand together, and what comes only after something else."""

import re
from typing import Any

from detente.casefile.yaml.emitter import Lines
from detente.web.work.questions.given import Given
from detente.web.work.questions.sheet import LITERAL, Sheet, listing

_NOT_ALL = re.compile(r"not \(([^()]+)\)")
_LEAST = 2


def together(formula: object) -> tuple[str, ...] | None:
    """Read what a rule forbids to stand together; None where it says anything else."""
    found = _NOT_ALL.fullmatch(formula.strip()) if isinstance(formula, str) else None
    parts = found[1].split(" and ") if found else ()
    named = tuple(" ".join(part.split()) for part in parts)
    fine = len(named) >= _LEAST and all(map(LITERAL.fullmatch, named))
    return named if fine else None


def _formula(node: object) -> object:
    return node.get("is") if isinstance(node, dict) else node


def told(sheet: Sheet, _given: Given) -> dict[str, Any]:
    """Say which rules there are."""
    rules = listing(sheet.data.get("constraints"))
    known = [(place, together(_formula(each))) for place, each in enumerate(rules)]
    steps = sheet.steps()
    by_id = {step.id: step for step in steps}
    return {
        "rules": [
            {"place": place, "members": [sheet.said(each) for each in members]}
            for place, members in known
            if members
        ],
        "others": sum(members is None for _, members in known),
        "steps": [
            {"id": step.id, "name": step.name, "party": sheet.party_name(step.party)}
            for step in steps
        ],
        "firsts": [
            {"id": step.id, "name": step.name, "first": by_id[first].name}
            for step in steps
            if (first := _first(step.node)) in by_id
        ],
    }


def _first(node: object) -> str:
    return str(node.get("requires")) if isinstance(node, dict) else ""


def answer(sheet: Sheet, given: Given) -> None:
    """Write a rule that is new; take one away."""
    verb, what = given.act
    if not verb:
        return
    rules = listing(sheet.data.get("constraints"))
    if verb == "remove" and what.isdecimal() and int(what) < len(rules):
        del rules[int(what)]
        if not rules:
            del sheet.data["constraints"]
    if verb == "free":
        for step in sheet.steps():
            if step.id == what and isinstance(step.node, dict):
                step.node.pop("requires", None)
    known = [step.id for step in sheet.steps()]
    picked = [each for each in known if each in given.all("pick")]
    if len(picked) >= _LEAST:
        _forbid(sheet, f"not ({' and '.join(picked)})")
    later, first = given.one("later"), given.one("first")
    if later in known and first in known and later != first:
        _order(sheet, later, first)


def _forbid(sheet: Sheet, rule: str) -> None:
    rules = listing(sheet.data.get("constraints"))
    if rule in map(_formula, rules):
        return
    if rules:
        rules.append(sheet.made(rule))
    else:
        sheet.data["constraints"] = sheet.made(Lines([rule]))


def _order(sheet: Sheet, later: str, first: str) -> None:
    for step in sheet.steps():
        if step.id == later:
            if isinstance(step.node, dict):
                step.node["requires"] = sheet.made(first)
            else:
                sheet.options(step.party)[later] = sheet.made({"requires": first})
