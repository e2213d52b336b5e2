"""Numbers as people read them."""

import pytest

from detente.report.words import words_of


@pytest.mark.parametrize(
    ("form", "written"), [("+.3f", "+0.000"), (".2f", "0.00"), (".4g", "0")]
)
def test_a_zero_has_no_minus(form, written):
    assert words_of("en").figure(-0.0, form) == written


def test_what_rounds_to_zero_has_no_minus():
    assert words_of("ru").figure(-0.0004, "+.3f") == "+0,000"


def test_a_small_loss_that_does_not_round_to_zero_keeps_its_minus():
    assert words_of("en").figure(-0.0005, ".2g") == "-0.0005"
