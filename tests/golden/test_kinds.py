"""Published and hand-made answers about what is unknown, strong or misperceived."""

import pytest

import detente as dt
from detente.casefile import load_case, parse_case
from tests.bluff import BLUFF, RESOLVE

# Li, Hipel, Kilgour and Fang (2004); states by their place, 1 NNN to 8 YYY.
GISBORNE = {
    ("a", "R"): [],
    ("a", "GMR"): [],
    ("a", "SMR"): [],
    ("a", "SEQ"): [],
    ("b", "R"): [4, 6],
    ("b", "GMR"): [4, 6, 8],
    ("b", "SMR"): [4, 6, 8],
    ("b", "SEQ"): [4, 6, 8],
    ("c", "R"): [],
    ("c", "GMR"): [4, 6, 8],
    ("c", "SMR"): [4, 6, 8],
    ("c", "SEQ"): [4, 6],
    ("d", "R"): [4, 6],
    ("d", "GMR"): [4, 6, 8],
    ("d", "SMR"): [4, 6, 8],
    ("d", "SEQ"): [4, 6, 8],
}


def ordinal(state):
    return 1 + sum(1 << bit for bit, letter in enumerate(state) if letter == "Y")


@pytest.fixture(scope="module")
def gisborne():
    return dt.unknown_stability("gisborne")


@pytest.mark.parametrize(("kind", "ordinals"), GISBORNE.items())
def test_gisborne_with_a_province_that_does_not_know(gisborne, kind, ordinals):
    assert [ordinal(state) for state in gisborne.equilibria(*kind)] == ordinals


def test_in_gisborne_the_province_knows_only_that_it_wants_no_appeal(gisborne):
    assert gisborne.study.unknown == (0, 24, 0)


def test_unknown_preferences_are_the_same_whichever_view_is_written():
    environment = load_case(
        "gisborne",
        variant="environment",
        edits=["preferences.province.unknown=[continue_ban, lift]"],
    )
    found = dt.unknown_stability(environment)
    for (reading, concept), ordinals in GISBORNE.items():
        states = found.equilibria(reading, concept)
        assert [ordinal(state) for state in states] == ordinals


# By hand. Where the ban is lifted and they appeal, the supporters could end the
# appeal; ban and lift then lead to YNN, the one state that they like greatly
# less (GMR). From there they would appeal again, and YNY is only somewhat less
# (SMR).
@pytest.mark.parametrize(("concept", "kind"), [("GMR", "strong"), ("SMR", "weak")])
def test_the_supporters_in_gisborne_keep_up_their_appeal(concept, kind):
    found = dt.strength("gisborne", [concept])
    assert found.stable(concept, "support", kind) == ("NYY", "YYY")


def test_in_gisborne_one_equilibrium_rests_on_how_strongly_they_prefer():
    found = dt.strength("gisborne", ["GMR", "SMR"])
    assert found.equilibria("GMR", "strong") == ("YYY",)
    assert found.equilibria("SMR", "weak") == ("YYY",)


BLUFFED = {
    # concept: as written, as North sees it, where the views meet
    "R": ("YN", "", "YN"),
    "SEQ": ("YN NY", "NN NY", "NN YN NY"),
}


@pytest.mark.parametrize(("concept", "states"), BLUFFED.items())
def test_a_bluff_that_is_believed_keeps_the_peace(concept, states):
    found = dt.hypergame(parse_case(BLUFF, "bluff.yaml"))
    written, seen, meet = (tuple(each.split()) for each in states)
    assert found.expected(concept, "south") == written
    assert found.expected(concept, "north") == seen
    assert found.equilibria(concept) == meet


def test_who_believes_in_weakness_expects_what_does_not_last():
    found = dt.hypergame(parse_case(RESOLVE, "resolve.yaml"))
    assert found.expected("SEQ", "north") == ("YN", "NY")
    assert found.missed("SEQ", "north") == ("YN",)
    assert found.equilibria("SEQ") == ("NY",)


def test_who_does_not_see_a_threat_is_not_held_by_it():
    case = parse_case(RESOLVE, "resolve.yaml", edits=["sees.north={only: not resist}"])
    found = dt.hypergame(case)
    assert found.expected("SEQ", "north") == ("YN",)
    assert "NN" not in found.equilibria("SEQ")


def test_a_party_stays_where_it_does_not_know_that_it_is():
    case = parse_case(RESOLVE, "resolve.yaml", edits=["sees.north={only: not resist}"])
    assert "YY" in dt.hypergame(case).equilibria("SEQ")


def test_what_only_a_view_allows_does_not_come_about():
    edits = [
        "constraints=[not (march and resist)]",
        "preferences.north={ranking: [YN, NN, NY]}",
        "preferences.south={ranking: [NN, NY, YN]}",
        "sees.north.set={constraints: [], preferences: {north: [march, resist]}}",
    ]
    found = dt.hypergame(parse_case(BLUFF, "bluff.yaml", edits=edits), ["R"])
    assert "YY" in found.expected("R", "north")
    assert "YY" in found.missed("R", "north")
