"""Numbers of states, and sets of places, as bits."""

import numpy as np
from hypothesis import given, strategies as st

from detente.engine import bits

PLACES = st.sets(st.integers(0, 40))


@given(PLACES)
def test_a_set_has_the_members_that_it_was_written_with(places):
    assert list(bits.members(bits.as_set(places))) == sorted(places)


@given(PLACES, st.integers(0, 40))
def test_an_option_is_taken_where_its_place_is_a_member(places, place):
    assert bits.is_taken(bits.as_set(places), place) == (place in places)


@given(st.lists(PLACES, min_size=1), st.integers(0, 40))
def test_arrays_are_read_as_their_numbers_are(sets, place):
    states = np.array([bits.as_set(each) for each in sets])
    assert bits.taken(states, place).tolist() == [place in each for each in sets]


@given(PLACES, PLACES)
def test_two_states_differ_by_what_is_flipped_between_them(first, second):
    start, end = bits.as_set(first), bits.as_set(second)
    apart = bits.differing(start, end)
    assert set(bits.members(apart)) == first ^ second
    assert bits.flipped(start, bits.members(apart)) == end


def test_as_many_sets_as_states_of_so_many_options():
    assert [bits.n_subsets(n) for n in (0, 1, 4)] == [1, 2, 16]


@given(PLACES, PLACES)
def test_a_set_is_flipped_as_its_places_are(state, flips):
    number = bits.as_set(state)
    moved = bits.moved(number, bits.as_set(flips))
    assert moved == bits.flipped(number, flips)


@given(PLACES, st.integers(0, 40), st.booleans())
def test_an_option_that_is_set_is_as_it_was_set_and_the_others_as_they_were(
    state, place, taken
):
    found = set(bits.members(bits.set_to(bits.as_set(state), place, taken=taken)))
    assert (place in found) == taken
    assert found - {place} == state - {place}


@given(st.lists(st.booleans(), min_size=1), st.integers(0, 40))
def test_the_set_of_one_place_stands_where_something_is_true(true, place):
    sets = bits.sets_where(np.array(true), place)
    assert [set(bits.members(each)) for each in sets.tolist()] == [
        {place} if each else set() for each in true
    ]


@given(st.lists(PLACES, min_size=1), PLACES)
def test_distances_count_the_places_that_differ(sets, other):
    states, end = np.array([bits.as_set(each) for each in sets]), bits.as_set(other)
    counts = [len(each ^ other) for each in sets]
    assert bits.distances(states, end).tolist() == counts
    assert [bits.distance(state, end) for state in states.tolist()] == counts


@given(PLACES, PLACES)
def test_sets_are_joined_and_taken_apart(first, second):
    some, others = bits.as_set(first), bits.as_set(second)
    assert set(bits.members(bits.joined(some, others))) == first | second
    assert set(bits.members(bits.without(some, others))) == first - second


@given(st.sets(st.integers(0, 40), max_size=6))
def test_every_set_of_some_places_is_given_once(places):
    number = bits.as_set(places)
    given_ = [set(bits.members(part)) for part in bits.subsets(number)]
    assert len({bits.as_set(part) for part in given_}) == bits.n_subsets(len(places))
    assert all(part <= places for part in given_)
    assert given_[0] == set()
    assert given_[-1] == places


@given(st.lists(PLACES, min_size=1))
def test_states_are_what_was_chosen_option_by_option(sets):
    states = np.array([bits.as_set(each) for each in sets])
    choices = [bits.taken(states, place) for place in range(41)]
    assert np.array_equal(bits.as_states(choices, len(sets)), states)
