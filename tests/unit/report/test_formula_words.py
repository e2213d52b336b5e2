"""Formulas are told by the names of what they speak of."""

import detente as dt
from detente.model.formula import Name
from detente.report.formula_words import formula_text
from detente.report.naming import Names
from detente.report.words import words_of

SHARED = """
detente: 1
title: A ferry
tracks: {ferry: {name: Traffic}}
parties: {a: {name: A, options: {ferry: {name: The ferry runs, track: ferry}}}}
"""


def test_a_formula_speaks_of_the_option_where_a_track_has_the_same_id():
    names = Names(dt.load(SHARED), words_of("en"))
    assert "The ferry runs" in formula_text(Name("ferry"), names)
