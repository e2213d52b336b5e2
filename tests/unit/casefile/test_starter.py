"""The case that a new file starts with."""

import re

import pytest

from detente.casefile import parse_case, starter_text
from detente.engine import open_engine
from detente.errors import QuestionError
from detente.model.concept import Concept
from detente.study.check.warnings import review
from detente.study.stability.stable_sets import find_stable

LANGUAGES = ("en", "ru")
languages = pytest.mark.parametrize("language", LANGUAGES)


@pytest.fixture(name="engine", params=LANGUAGES)
def _engine(request):
    return open_engine(parse_case(starter_text(request.param), "new.yaml"))


def test_it_raises_no_warning(engine):
    assert review(engine) == ()


@pytest.mark.parametrize(("concept", "held"), [(Concept.R, False), (Concept.SEQ, True)])
def test_only_the_threat_of_a_sanction_holds_the_present_state(engine, concept, held):
    found = find_stable(engine, [concept])
    assert found.equilibria(concept)[engine.status_quo] == held


def test_the_deal_is_an_equilibrium_once_sanctions_count(engine):
    found = find_stable(engine, [Concept.SEQ])
    assert found.equilibria(Concept.SEQ)[engine.index("NYYN")]


@languages
def test_it_is_short(language):
    assert len(starter_text(language).splitlines()) < 90


@languages
def test_its_commented_examples_read_once_uncommented(language):
    head, rest = re.split(r"(?m)^# (?=summary)", starter_text(language))
    text = head + re.sub(r"(?m)^# ?", "", rest)
    case = parse_case(text, "new.yaml")
    assert all((case.variants, case.negotiation.turnover, case.claims, case.events))


def test_both_languages_tell_the_same_dispute():
    english, russian = (
        parse_case(starter_text(language), "new.yaml") for language in LANGUAGES
    )
    assert english.constraints == russian.constraints
    assert english.preferences == russian.preferences


def test_another_language_is_refused_with_those_there_are():
    with pytest.raises(QuestionError) as caught:
        starter_text("fr")
    assert caught.value.problems[0].hint == "choose one of: en, ru"
