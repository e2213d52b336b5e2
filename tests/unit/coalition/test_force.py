"""Who can force what, as users ask it."""

import json

import pytest

import detente as dt
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
