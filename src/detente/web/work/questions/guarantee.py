"""Who guarantees: for whom, how surely, and what breaking the deal then costs."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from detente.casefile.yaml.emitter import Node
from detente.web.work.questions.given import Given
from detente.web.work.questions.sheet import Sheet

SURE: Mapping[str, tuple[str, str, str]] = {
    "surely": ("0.9", "0.8", "1"),
    "likely": ("0.7", "0.5", "0.9"),
    "perhaps": ("0.4", "0.2", "0.6"),
}
"""How likely the guarantor stands by it: a guess, and from where to where."""
_HEAVY: Mapping[str, tuple[str, str, str]] = {
    "little": ("5", "2", "10"),
    "much": ("20", "10", "40"),
    "most": ("60", "40", "100"),
}
"""What a breach costs per period, of a hundred points for all that matters."""
HEAVY = tuple(_HEAVY)


def told(sheet: Sheet, _given: Given) -> dict[str, Any]:
    """Say who guarantees what."""
    parties = sheet.parties()
    return {
        "guarantees": [
            {"id": str(id_), **_told(sheet, node)}
            for id_, node in sheet.part("guarantees").items()
            if isinstance(node, dict)
        ],
        "parties": [
            {"id": str(id_), "name": sheet.named(node, str(id_))}
            for id_, node in parties.items()
        ],
        "bodies": [
            {"id": str(id_), "name": sheet.named(node, str(id_))}
            for id_, node in sheet.part("bodies").items()
        ],
        "sure": list(SURE),
        "heavy": list(HEAVY),
        "numbers": any(
            isinstance(node, dict) and "weights" in node
            for node in sheet.part("preferences").values()
        ),
    }


def _told(sheet: Sheet, node: dict[str, Any]) -> dict[str, Any]:
    return {
        "by": _names(sheet, node.get("by")),
        "protects": sheet.party_name(str(node.get("protects"))),
        "against": _names(sheet, node.get("against")),
    }


def _names(sheet: Sheet, node: object) -> list[str]:
    listed = node if isinstance(node, list) else [node] if node else []
    return [sheet.party_name(str(each)) for each in listed]


def answer(sheet: Sheet, given: Given) -> None:
    """Write a guarantee that is new; take one away."""
    verb, what = given.act
    if not verb:
        return
    guarantees = sheet.part("guarantees")
    if verb == "remove" and what in guarantees:
        del guarantees[what]
        if not guarantees:
            del sheet.data["guarantees"]
    parties = list(map(str, sheet.parties()))
    protects = given.one("protects")
    by = _guarantor(sheet, given, protects)
    if protects not in parties or by is None or by == protects:
        return
    against = [each for each in parties if each not in {protects, by}]
    if not against:
        return
    entry: dict[str, Node] = {
        "by": [by],
        "protects": protects,
        "against": list(against),
        "penalty": {"flow": _guess(_penalty(given))},
        "believed": _guess(SURE.get(given.one("sure"), SURE["likely"])),
    }
    name = f"{sheet.party_name(by)} {sheet.party_name(protects)}"
    sheet.opened("guarantees")[sheet.new_id(name, "guarantee")] = sheet.made(entry)


def _guarantor(sheet: Sheet, given: Given, protects: str) -> str | None:
    """Find who guarantees; somebody new outside the table is taken in."""
    if given.words("outsider") and protects in map(str, sheet.parties()):
        name = given.words("outsider")
        id_ = sheet.new_id(name, "guarantor")
        sheet.opened("bodies")[id_] = sheet.made({"name": name})
        return id_
    by = given.one("by")
    known = {*map(str, sheet.parties()), *map(str, sheet.part("bodies"))}
    return by if by in known else None


def _penalty(given: Given) -> tuple[str, str, str]:
    return _HEAVY.get(given.one("heavy"), _HEAVY["much"])


def _guess(guess: tuple[str, str, str]) -> dict[str, Node]:
    value, low, high = map(Decimal, guess)
    return {"value": value, "range": [low, high], "assumed": True}
