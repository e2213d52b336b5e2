"""Under which leaders a road map breaks, told as briefly as can be."""

from dataclasses import replace
from itertools import product

from hypothesis import given, settings, strategies as st

from detente.model.case import Option, Party
from detente.model.road_map import Leadership
from detente.study.time.compliance import SuccessorBreak, TurnoverCheck
from detente.study.time.successor import list_breaks
from tests.three_party import amount
from tests.unit.deal.test_road_map import timed, two_party_case, weights

TYPES = (("a", "dove", "hawk"), ("b", "wolf"), ("c",))
PROFILES = tuple(product(*TYPES))
STAGES = st.sampled_from([1, 2, None])


def three_parties():
    case = two_party_case(1, 2)
    kinds = tuple(
        Leadership(name, names[0], weights(x=1), amount(0))
        for names in TYPES
        for name in names[1:]
    )
    third = Party("c", (Option("z", "c"),))
    return timed(replace(case, parties=(*case.parties, third)), leaderships=kinds)


def checked(breaks):
    return TurnoverCheck(
        road_map="p",
        threat="breakdown",
        breaks=tuple(breaks),
        completed=None,
        broken_at=(),
        every_leader_complies=False,
        first_leaders_comply=False,
        exact=True,
    )


def told(profiles):
    breaks = [SuccessorBreak(1, each, "b", -1.0) for each in sorted(profiles)]
    (found,) = list_breaks(three_parties(), checked(breaks))
    return found.under


def ruled(cause):
    """The combinations of leaders in which all of some names rule."""
    return {each for each in PROFILES if set(cause) <= set(each)}


PROFILE_SETS = st.sets(st.sampled_from(PROFILES), min_size=1)


@given(PROFILE_SETS)
def test_the_causes_cover_all_that_break_and_nothing_else(profiles):
    causes = told(profiles)
    assert set().union(*map(ruled, causes)) == profiles
    assert all(ruled(cause) for cause in causes)


@given(PROFILE_SETS)
def test_no_name_of_a_cause_could_be_left_out(profiles):
    for cause in told(profiles):
        for left_out in cause:
            assert not ruled(set(cause) - {left_out}) <= profiles


@given(PROFILE_SETS)
def test_every_cause_tells_something_that_those_before_it_do_not(profiles):
    causes = told(profiles)
    assert [len(cause) for cause in causes] == sorted(map(len, causes))
    for place, cause in enumerate(causes):
        known = set().union(*map(ruled, causes[:place]))
        assert not ruled(cause) <= known


def test_what_breaks_whoever_rules_needs_no_name():
    assert told(PROFILES) == ((),)


@given(
    st.lists(
        st.tuples(STAGES, st.sampled_from(PROFILES), st.sampled_from("ab")),
        min_size=1,
        unique=True,
    )
)
@settings(max_examples=40)
def test_breaks_are_gathered_by_stage_and_party_with_the_least_slack(places):
    breaks = [
        SuccessorBreak(stage, leaders, party, -float(k))
        for k, (stage, leaders, party) in enumerate(places)
    ]
    found = list_breaks(three_parties(), checked(breaks))
    order = list(dict.fromkeys((stage, party) for stage, _, party in places))
    assert [(each.stage, each.party) for each in found] == order
    for each in found:
        here = (each.stage, each.party)
        mine = {(b.leaders, b.slack) for b in breaks if (b.stage, b.party) == here}
        assert each.slack == min(slack for _, slack in mine)
        assert set().union(*map(ruled, each.under)) == {who for who, _ in mine}
