"""Which leaderships are enough by themselves, by hand."""

import pytest

from detente.study.time.causes import causes

TYPES: list[tuple[str, ...]] = [("a", "hawk"), ("b", "dove")]


@pytest.mark.parametrize(
    ("breaking", "found"),
    [
        ({("hawk", "dove")}, (("hawk", "dove"),)),
        ({("hawk", "dove"), ("hawk", "b")}, (("hawk",),)),
        ({("hawk", "b"), ("a", "dove")}, (("hawk", "b"), ("a", "dove"))),
        ({(a, b) for a in TYPES[0] for b in TYPES[1]}, ((),)),
        (set(), ()),
    ],
)
def test_what_is_enough_is_told_in_as_few_leaderships_as_it_takes(breaking, found):
    assert set(causes(breaking, TYPES)) == set(found)
