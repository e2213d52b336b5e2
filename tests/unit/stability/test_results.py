"""Results in Python, as the public contract shows them."""

import json
from dataclasses import FrozenInstanceError

import pytest

import detente as dt


@pytest.fixture(scope="module")
def stability():
    return dt.stability(dt.load("korea-2017"), concepts=["R", "SEQ"])


def test_states_are_strings_in_option_order(stability):
    assert stability.equilibria("SEQ") == ("NNNN", "YNYN", "NYNY")
    assert stability.stable("R", "nk") == ("NNNN", "YNYN", "NYYN")


def test_a_concept_that_was_not_asked_for_is_refused(stability):
    with pytest.raises(ValueError, match="GMR was not asked for"):
        stability.equilibria("GMR")


def test_a_result_cannot_be_changed(stability):
    with pytest.raises(FrozenInstanceError):
        stability.sets = None


def test_a_frame_has_one_row_a_state(stability):
    frame = stability.to_frame()
    assert list(frame.columns) == ["state", "changes", "R", "SEQ"]
    assert len(frame) == 12


def test_json_is_the_dictionary(stability):
    assert json.loads(stability.to_json()) == stability.to_dict()


def test_a_notebook_shows_tables(stability):
    assert "<table" in stability._repr_html_()


def test_an_explanation_is_text_in_both_languages():
    found = dt.explain("korea-2017", "now +withdraw", party="us", concept="SEQ")
    assert "SEQ" in found.text("en")
    assert found.text("en") != found.text("ru")
