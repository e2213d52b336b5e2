"""Who can force what, as users ask it."""

import json

import pytest

import detente as dt
from detente.study.coalition import forced_by_chance
from tests.running import detente

STRAIT = {
    "detente": 1,
    "title": "The strait",
    "parties": {
        "north": {"options": {"gate": {"name": "Open the gate"}}},
        "south": {"options": {"pilots": {"requires": "gate"}}},
        "registry": {
            "options": {"record": {"undo": "never", "requires": "gate and pilots"}}
        },
    },
}
ORDERED = STRAIT | {"movers": ["south", "north", "registry"]}


def forced(to, coalition=None, case=STRAIT, **more):
    return dt.force(case, to, coalition, **more).forced


def test_an_owner_forces_its_own_option_in_a_round_and_keeps_it():
    found = forced("gate", ["north"])
    assert found.verdict == "yes"
    assert {(each.rounds, each.keeps) for each in found.orders} == {(1, True)}


def test_what_needs_a_refuser_is_not_forced():
    assert forced("record", ["north", "south"]).verdict == "no"


def test_the_smallest_coalition_is_found():
    found = forced("record")
    assert (found.named, found.coalition) == (False, ("north", "south", "registry"))


def test_how_many_rounds_it_takes_hangs_on_the_order():
    everyone = ["north", "south", "registry"]
    rounds = {each.order: each.rounds for each in forced("record", everyone).orders}
    assert rounds["north", "south", "registry"] == 1
    assert rounds["south", "north", "registry"] == 2
    assert rounds["registry", "south", "north"] == 3


def test_the_way_is_that_of_the_order_in_which_it_takes_longest():
    found = forced("record", ["north", "south", "registry"])
    assert found.way[-1].round == max(each.rounds or 0 for each in found.orders) == 3


def test_a_bound_on_rounds_decides():
    everyone = ["north", "south", "registry"]
    assert forced("record", everyone, within=2).verdict == "depends"
    assert forced("record", everyone, within=3).verdict == "yes"


def test_who_moves_last_decides_what_stands():
    found = forced("gate and not pilots", ["north"])
    first = {
        each.order.index("north") < each.order.index("south")
        for each in found.orders
        if each.rounds is None
    }
    assert found.verdict == "depends"
    assert first == {True}


def test_the_order_of_the_case_is_the_only_one():
    found = forced("gate and not pilots", ["north"], ORDERED)
    assert (found.verdict, found.given, found.n_orders) == ("yes", True, 1)


def test_an_answer_that_prevents_it_is_named():
    found = forced("gate and not pilots", ["north"])
    turns = [(each.party, each.before, each.after) for each in found.prevention]
    assert turns == [("south", "YNN", "YYN")]


def test_what_the_others_can_undo_is_not_kept():
    found = forced("gate and not pilots", ["north"], ORDERED)
    assert not found.orders[0].keeps


def test_what_holds_is_forced_by_nobody_in_no_round():
    found = forced("not gate")
    assert (found.verdict, found.coalition) == ("yes", ())
    assert found.orders[0].rounds == 0


def test_what_holds_nowhere_is_forced_by_nobody():
    assert forced("record and not record").verdict == "no"
    assert "no situation" in dt.force(STRAIT, "false").text()


def test_more_orders_than_24_hold_the_coalition_first_and_last():
    parties: dict[str, object] = {
        name: {"options": {f"o{name}": {}}} for name in "abcde"
    }
    case = {"detente": 1, "title": "Five", "parties": parties}
    found = forced("oe", ["e"], case)
    orders = [each.order for each in found.orders]
    assert len(orders) == len(set(orders)) == 24
    assert found.n_orders == 120
    assert ("e", "a", "b", "c", "d") in orders
    assert ("a", "b", "c", "d", "e") in orders


def test_json_gives_what_the_command_found():
    ran = detente(
        "force", "elmira", "--to", "s9", "--coalition", "ur", "--format", "json"
    )
    data = json.loads(ran.out)
    assert (data["verdict"], data["coalition"], data["holds_in"]) == ("yes", ["ur"], 1)
    assert data["orders"][0]["rounds"] == 1
    assert data["way"] == [{"round": 1, "party": "ur", "from": "s1", "to": "s9"}]


@pytest.mark.parametrize("language", ["en", "ru"])
def test_every_verdict_is_told(language):
    asked = [
        ("gate", ["north"], None),
        ("record", None, None),
        ("record", ["north"], 2),
        ("gate and not pilots", ["north"], None),
        ("not gate", ["north"], None),
        ("record and not gate and pilots and gate", None, None),
        ("pilots or not pilots", None, None),
        ("record", None, 1),
    ]
    told = {
        dt.force(STRAIT, to, who, within=within).text(language)
        for to, who, within in asked
    }
    assert len(told) == len(asked)


def test_bad_questions_are_placed():
    with pytest.raises(dt.QuestionError, match="there is no party 'west'"):
        forced("gate", ["west"])
    with pytest.raises(dt.QuestionError, match="so many rounds are none: 0"):
        forced("gate", ["north"], within=0)
    assert detente("force", "elmira", "--to", "s99").code == 2
    assert detente("force", "elmira").code == 2


def test_trying_twice_succeeds_as_often_as_it_should():
    found = dt.force(STRAIT, "gate", ["north"], within=2).by_chance({"gate": 0.85})
    assert found.found.lower == pytest.approx(0.9775, abs=1e-12)
    assert found.found.upper == pytest.approx(0.9775, abs=1e-12)


def test_trying_for_ever_succeeds():
    found = dt.force(STRAIT, "gate", ["north"]).by_chance({"gate": 0.01}).found
    assert (found.lower, found.upper) == (1.0, 1.0)


def test_what_can_be_prevented_by_one_lucky_move_has_a_chance():
    sure = dt.force(STRAIT, "gate and not pilots", ["north"])
    found = sure.by_chance({"pilots": 0.25})
    chances = {each.order: each.lower for each in found.found.orders}
    assert chances["south", "north", "registry"] == 1.0
    # Pilots that came once stay: all hangs on their first try.
    assert chances["north", "south", "registry"] == pytest.approx(0.75, abs=1e-8)
    once = dt.force(STRAIT, "gate and not pilots", ["north"], within=1)
    least = once.by_chance({"pilots": 0.25}).found.lower
    assert least == pytest.approx(0.75, abs=1e-12)


def test_in_a_large_case_the_coalition_acts_first_and_last(monkeypatch):
    monkeypatch.setattr(forced_by_chance, "_ALL_ORDERS", 1)
    found = dt.force(STRAIT, "gate", ["south"]).by_chance({"gate": 0.5}).found
    assert [each.order for each in found.orders] == [
        ("north", "south", "registry"),
        ("south", "north", "registry"),
        ("north", "registry", "south"),
    ]


@pytest.mark.parametrize("within", [None, 1])
@pytest.mark.parametrize("language", ["en", "ru"])
def test_a_chance_is_told(within, language):
    asked = dt.force(STRAIT, "gate and not pilots", ["north"], within=within)
    text = asked.by_chance({"pilots": 0.25}).text(language)
    assert "75" in text
    assert ("1 round" in text or "1 раунд" in text) == (within == 1)


def test_bad_chances_are_placed():
    ran = detente(
        "force", "chicken", "--to", "crash", "--chance", "row_swervs=0.5",
        "--chance", "column_swerves=2",
    )  # fmt: skip
    assert ran.code == 2
    assert "did you mean 'row_swerves'?" in ran.err
    assert "a number from 0 to 1, not '2'" in ran.err
    assert (
        "strike=0.8"
        in detente("force", "chicken", "--to", "crash", "--chance", "x").err
    )


def test_too_many_moves_are_refused(monkeypatch):
    monkeypatch.setattr(forced_by_chance, "_MOST", 3)
    with pytest.raises(dt.TooLargeError, match="at most 3 moves"):
        dt.force(STRAIT, "gate", ["north"]).by_chance({"gate": 0.5})


def test_a_case_where_nobody_moves_has_a_chance_of_all_or_nothing():
    case = {
        "detente": 1,
        "title": "Still",
        "parties": {"a": {"options": {"x": {"redo": "never"}}}},
    }
    assert dt.force(case, "not x", ["a"]).by_chance({"x": 0.5}).found.lower == 1.0


def test_json_gives_the_bounds_of_each_order():
    ran = detente(
        "force", "chicken", "--to", "row_swerves and not column_swerves",
        "--coalition", "row", "--chance", "column_swerves=0.5", "--format", "json",
    )  # fmt: skip
    data = json.loads(ran.out)
    assert (data["lower"], data["upper"]) == (0.5, 0.5)
    assert data["chances"] == {"column_swerves": 0.5}
    assert [each["order"] for each in data["orders"]] == [
        ["row", "column"],
        ["column", "row"],
    ]


def test_what_takes_a_round_too_long_is_prevented_by_staying():
    found = forced("pilots", ["north", "south"], within=1)
    assert found.verdict == "depends"
    assert {each.rounds for each in found.orders} == {1, None}
    assert found.prevention == ()
