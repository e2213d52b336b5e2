"""What the first answers say under a trial; pages compare it with the case."""

from collections.abc import Mapping
from dataclasses import asdict

from detente.analysis.overview.facts import facts, outliving_facts, plan_facts
from detente.model.case import Case
from detente.report.naming import Names
from detente.report.words import SPOKEN, Words
from detente.web.work.trying.trial import Trial


def answers(case: Case, words: Words, given: Mapping[str, str]) -> dict[str, object]:
    """Say what the first screen says, piece by piece."""
    found = facts(case, Names(case, words, SPOKEN), Trial.of(given).numbers)
    return {"facts": [asdict(each) for each in found]}


def deals(case: Case, words: Words, given: Mapping[str, str]) -> dict[str, object]:
    """Say of each road map who would sign it and call it off; that is quick."""
    found = plan_facts(case, Names(case, words, SPOKEN), Trial.of(given).numbers)
    leaders = bool(case.negotiation.turnover and case.negotiation.road_maps)
    return {"facts": [asdict(each) for each in found], "leaders": leaders}


def outlives(case: Case, words: Words, given: Mapping[str, str]) -> dict[str, object]:
    """Say of each road map how likely it outlives those who sign it."""
    found = outliving_facts(case, Names(case, words, SPOKEN), Trial.of(given).numbers)
    return {"facts": [asdict(each) for each in found]}
