"""What if: a case under other numbers, beside the case as it is."""

import json
from collections.abc import Mapping
from dataclasses import asdict

from detente.analysis.overview.facts import (
    assumed_numbers,
    changes,
    facts,
    named_number,
)
from detente.model.case import Case
from detente.report.naming import Names
from detente.report.words import Words

_MOST = 200
"""Numbers that a page can show."""
_STEPS = 100


def knobs(case: Case, words: Words, given: Mapping[str, str]) -> dict[str, object]:
    """List what can be tried: numbers with their ranges, options that can be undone."""
    del given
    names = Names(case, words)
    numbers = [
        {
            "path": each.path,
            "label": named_number(each.path, names),
            "group": _group(each.path, names),
            "value": each.value,
            "low": min(each.low, each.value),
            "high": max(each.high, each.value),
            "step": (each.high - each.low) / _STEPS or 1.0,
        }
        for each in assumed_numbers(case)[:_MOST]
    ]
    options = [
        {"id": each.id, "label": names.option(each.id), "now": each.now}
        for each in case.options
        if not each.settled
    ]
    return {"numbers": numbers, "options": options}


def _group(path: str, names: Names) -> str:
    section, of, *_ = path.split(".")
    if section == "preferences":
        return names.say("What {party} wants", party=names.party(of))
    told = {
        "patience": names.say("Patience"),
        "guarantees": names.say("Guarantees"),
    }
    return told.get(section) or names.say("Options")


def what_if(case: Case, words: Words, given: Mapping[str, str]) -> dict[str, object]:
    """Say what the changes change in the first answers."""
    names = Names(case, words)
    told = json.loads(given["numbers"])
    known = {each.path: each for each in assumed_numbers(case)}
    numbers = {
        path: min(max(float(value), known[path].low), known[path].high)
        for path, value in told.items()
        if path in known
    }
    edits = tuple(json.loads(given["edits"]))
    before = facts(case, names)
    after = facts(case, names, numbers, edits)
    return {"changed": [asdict(each) for each in changes(before, after)]}
