"""Where an id that is not there would have to stand."""

import pytest

from detente.casefile.read.context import _WHERE_LISTED, _first_of


@pytest.mark.parametrize("section", sorted(_WHERE_LISTED))
def test_the_first_section_in_which_it_may_stand_is_named(section):
    for sections in ((section,), (section, "terms")):
        assert str(_first_of(sections)) == f"name it under {section}"


def test_what_stands_in_no_section_of_its_own_is_named_nowhere():
    assert _first_of(("neither", *_WHERE_LISTED)) is None
