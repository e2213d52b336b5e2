"""What would move a road map, as users ask it."""

import json

import pytest

import detente as dt
from detente.analysis.lever.levers import moved_soon
from detente.report.naming import Names
from detente.report.pages.lever.change import change_text
from detente.report.words import words_of
from detente.study.lever.change import Kind, What, plan_of
from detente.study.lever.clause import list_clauses
from detente.study.lever.goal import Goal
from tests.running import detente

SWAP = """
detente: 1
title: The swap
as_of: 2024-01-01
period: 1 month
patience: 0.99
parties:
  north:
    name: North
    options:
      hand_over: {name: Hand over, undo: never, by_nature: no}
  south:
    name: South
    options:
      pay: {name: Pay, undo: 1 month}
      visit: {name: Visit, undo: 1 month}
  bank:
    name: Bank
    options:
      loan: {name: Lend, undo: 1 month}
preferences:
  north:
    weights: {hand_over: -1, pay: 3, visit: 0.2}
  south:
    weights: {hand_over: 2, pay: {value: -1, range: [-3, -0.5], assumed: yes}}
  bank:
    weights: {loan: -0.1}
roadmaps:
  pay_last: {stages: [[hand_over], [pay]]}
  together: {stages: [[hand_over, pay]]}
  free: {stages: [[hand_over]]}
"""


def found(plan, case=SWAP, **more):
    return dt.levers(case, plan, **more).found.levers


def answers(plan, case, typed):
    """Questions 1 and 2, once something was typed after `--set`."""
    judged = dt.calling_off(case, plan, edits=typed).found
    assert judged is not None
    return judged


def shares(standing):
    assert standing.calling_off is not None
    return standing.calling_off.shares


def edits(levers, goal):
    return [" + ".join(each.edits) for each in levers.to(goal)]


def test_who_has_what_it_wants_calls_it_off_unless_that_can_go_back():
    """South takes its money back once North has handed over, whoever is first."""
    levers = found("pay_last")
    assert levers.standing.next is Goal.GOES_ON
    single = edits(levers, Goal.GOES_ON)
    assert "options.hand_over.undo=1 year" in single
    assert "roadmaps.pay_last.stages=[[pay], [hand_over]]" not in single


@pytest.mark.parametrize(
    ("said", "offered"),
    [
        ("undo: never, by_nature: no", True),
        ("undo: never, by_nature: yes", False),
        ("undo: never", False),
    ],
)
def test_how_fast_nature_lets_it_be_taken_back_is_no_clause(said, offered):
    case = SWAP.replace("undo: never, by_nature: no", said)
    single = edits(found("pay_last", case), Goal.GOES_ON)
    assert ("options.hand_over.undo=1 year" in single) is offered


def test_what_can_be_taken_back_at_will_is_a_clause_unless_nature_sets_the_time():
    def times(said):
        case = dt.load(SWAP.replace("Pay, undo: 1 month", f"Pay, undo: 1 month{said}"))
        listed = list_clauses(case, plan_of(case, "pay_last"))
        return [each.change.about for each in listed if each.change.what is What.UNDO]

    assert "pay" in times("")
    assert "pay" not in times(", by_nature: yes")


def test_clauses_come_before_steps_and_steps_before_wants():
    kinds = [each.changes[0].kind for each in found("pay_last").found]
    assert kinds == sorted(kinds, key=list(Kind).index)
    assert kinds[0] is Kind.CLAUSE
    assert kinds[-1] is Kind.WANT


def test_the_smallest_weight_is_the_one_at_which_it_turns():
    levers = [
        each.changes[0]
        for each in found("free").to(Goal.SIGNED)
        if each.changes[0].what is What.WEIGHT
    ]
    (north,) = levers
    assert (north.party, north.before, north.after) == ("north", -1.0, 0.0)


def test_a_weight_that_is_too_large_falls_to_the_one_at_which_it_turns():
    case = """
detente: 1
period: 1 month
patience: 0.99
parties:
  north: {options: {hand_over: {}}}
  south: {options: {keep: {now: yes}}}
preferences:
  north: {weights: {keep: -2, hand_over: -1}}
  south: {weights: {hand_over: 2, keep: 3}}
roadmaps: {swap: {stages: [[hand_over, not keep]]}}
"""
    fallen = {
        (each.changes[0].party, each.changes[0].before, each.changes[0].after)
        for each in found("swap", case).to(Goal.SIGNED)
        if each.changes[0].what is What.WEIGHT
    }
    assert fallen >= {("south", 3.0, 2.0), ("south", 2.0, 3.0)}


def test_a_third_party_can_pay_what_is_lacking():
    paid = [
        each.changes[0]
        for each in found("free").to(Goal.SIGNED)
        if each.changes[0].what is What.PAYMENT
    ]
    assert [(each.party, each.after) for each in paid] == [("north", 1.0)]


def test_a_step_somebody_could_take_is_added():
    added = "roadmaps.free.stages.0=[hand_over, pay]"
    assert added in edits(found("free"), Goal.SIGNED)


def test_a_step_of_a_party_outside_is_a_third_partys():
    case = SWAP.replace("visit: 0.2", "loan: 4").replace("loan: -0.1", "loan: 0")
    outside = [
        each.changes[0].about
        for each in found("free", case).to(Goal.SIGNED)
        if each.changes[0].what is What.OPEN
    ]
    assert set(outside) == {"loan", "pay"}


def test_pairs_are_tried_where_no_clause_or_step_does_alone():
    case = SWAP.replace("pay: 3", "pay: 0.6").replace("visit: 0.2", "visit: 0.6")
    case = case.replace("value: -1, range: [-3, -0.5]", "value: -0.5")
    levers = found("free", case)
    pairs = [each for each in levers.found if len(each.changes) == 2]
    assert levers.pairs > 0
    assert ["pay", "visit"] in [
        sorted(change.about for change in each.changes) for each in pairs
    ]


def test_every_change_that_is_told_was_judged_on_the_file():
    told = dt.levers(SWAP, "pay_last").found
    assert told.refuted == 0
    for goal, effects in told.told:
        assert effects or goal is Goal.KEEPS
        for each in effects:
            again = answers("pay_last", SWAP, each.lever.edits)
            assert again.all_sign
            assert again.nobody or goal is not Goal.GOES_ON


def test_what_does_so_less_often_in_the_draws_is_not_told():
    """As written the south would not sign, in most draws it does."""
    rare = SWAP.replace("pay: {value: -1,", "pay: {value: -2.6,")
    told = dt.levers(rare, "pay_last", most=9).found
    before = shares(told.standing)
    assert told.as_written == 2
    assert [len(effects) for _, effects in told.told[:2]] == [6, 3]
    for goal, effects in told.told:
        name = "nobody" if goal is Goal.GOES_ON else "signs"
        for each in effects:
            after = shares(each.standing)
            assert after is None or getattr(after, name) >= getattr(before, name)


def test_other_road_maps_that_come_further_are_named():
    effects = [
        each
        for _, told in dt.levers(SWAP, "pay_last", most=9).found.told
        for each in told
        if each.lever.changes[0].what is What.UNDO
    ]
    assert effects


def test_nothing_is_to_be_moved_where_all_sign_and_go_on():
    case = SWAP.replace("pay: {name: Pay, undo: 1 month}", "pay: {undo: never}")
    case = case.replace(
        "[[hand_over, pay]]", "[{steps: [hand_over, pay], escrow: yes}]"
    )
    # What is taken up for a period and dropped again costs too little to be sure.
    case = case.replace("weights: {hand_over: 2,", "weights: {hand_over: 2, visit: -1,")
    case = case.replace("patience: 0.99", "patience: 0.9")
    result = dt.levers(case, "together")
    assert result.found.levers.found == ()
    assert "nothing to move" in result.text()


def test_the_command_prints_what_one_types():
    ran = detente("levers", "korea-2019", "--roadmap", "hanoi_2019", "--most", "1")
    assert ran.code == 0
    (typed,) = (
        line
        for line in ran.out.splitlines()
        if "other_sites" in line and "--set" in line
    )
    edit = typed.split("'")[1]
    assert answers("hanoi_2019", "korea-2019", [edit]).all_sign


def test_json_says_what_was_tried_and_what_follows():
    data = json.loads(dt.levers(SWAP, "pay_last").to_json())
    assert data["roadmap"] == "pay_last"
    goal, further = data["goals"]
    assert further["goal"] == "keeps_itself"
    assert goal["goal"] == "nobody_calls_off"
    first = goal["levers"][0]
    assert first["changes"][0]["kind"] == "clause"
    assert first["then"]["nobody_calls_off"] is True
    assert set(data["tried"]) == {"clause", "step", "third_party", "want"}


def test_a_table_has_a_row_a_lever():
    rows = dt.levers(SWAP, "pay_last").render("csv").splitlines()
    assert rows[0].startswith("number,goal,kind,set,signs_before")
    assert len(rows) > 2


def test_an_unknown_road_map_is_a_question_that_is_wrong():
    with pytest.raises(dt.QuestionError):
        dt.levers(SWAP, "peace")


def test_russian_says_the_same():
    assert "Чтобы её подписали все" in dt.levers(SWAP, "free").text("ru")


def test_to_a_target_the_road_map_that_comes_furthest_is_moved():
    case = SWAP.replace("together: {stages: [[hand_over, pay]]}", FIRM)
    case = case.replace("pay: {name: Pay, undo: 1 month}", "pay: {undo: never}")
    assert dt.levers(case, to="hand_over and pay").found.levers.road_map == "together"


def test_to_a_target_where_none_ends_the_best_found_is_moved_and_told():
    result = dt.levers(SWAP, to="visit and hand_over and not pay")
    (given,) = result.given
    assert given.startswith("roadmaps.found={stages: [")
    assert f"--set '{given}'" in result.text()
    for _, told in result.found.told:
        for each in told:
            answers("found", SWAP, [given, *each.lever.edits])


def test_where_several_could_be_meant_one_has_to_be_named():
    with pytest.raises(dt.QuestionError, match="no road map is named"):
        dt.levers(SWAP)


@pytest.mark.parametrize(
    ("until", "edit", "says"),
    [
        (
            "{pay: 2026-01-01, hand_over: 2027-01-01}",
            "roadmaps.pay_last.until={hand_over: 2027-01-01}",
            "“Pay” is owed without end instead of until 1 January 2026.",
        ),
        (
            "2026-01-01",
            "roadmaps.pay_last.until=never",
            "All that is promised is owed without end instead of until 1 January 2026.",
        ),
    ],
)
def test_what_ends_may_end_never(until, edit, says):
    case = dt.load(SWAP, edits=[f"roadmaps.pay_last.until={until}"])
    listed = [
        each.change
        for each in list_clauses(case, plan_of(case, "pay_last"))
        if each.change.what is What.UNTIL
    ]
    (change,) = (each for each in listed if each.edits == (edit,))
    assert change.order == max(each.order for each in listed)
    assert change_text(change, Names(case, words_of("en"))) == says


CLAIMED = (
    SWAP
    + """
claims:
  some_change: {kind: forecast, test: {moves: pay_last}}
  of_north: {kind: forecast, test: {moves: {roadmap: free, by: [north]}}}
  of_south: {kind: forecast, test: {moves: {roadmap: free, by: [south]}}}
  given:
    kind: forecast
    test: {moves: {roadmap: free, set: {options.pay.undo: 1 week}}}
  nothing_left: {kind: forecast, test: {moves: together}}
"""
)


def test_a_claim_that_a_change_moves_a_road_map_is_judged():
    case = CLAIMED.replace("together: {stages: [[hand_over, pay]]}", FIRM)
    case = case.replace("pay: {name: Pay, undo: 1 month}", "pay: {undo: never}")
    judged = {each.claim.id: each for each in dt.claims(case, samples=0).findings}
    verdicts = {name: str(each.verdict) for name, each in judged.items()}
    assert verdicts["of_north"] == "contradicted"
    assert verdicts["of_south"] in {"supported", "only under assumed numbers"}
    assert verdicts["given"] == "contradicted"
    assert verdicts["nothing_left"] == "contradicted"
    assert judged["of_south"].figure.names[0] == "free"
    assert "pay" in judged["of_south"].figure.names[1]


FIRM = "together: {stages: [{steps: [hand_over, pay], escrow: yes}]}"


def test_a_claim_is_written_as_it_was_read():
    case = dt.load(CLAIMED)
    assert dt.load(dt.dump_case(case)).claims == case.claims


def test_a_picture_shows_where_it_breaks_before_and_after():
    (picture,) = dt.levers(SWAP, "free").pictures(names_of(SWAP))
    assert "with change 1" in picture.svg
    assert picture.alt.startswith("as it is: would not sign: North")


def names_of(case):
    return Names(dt.load(case), words_of("en"))


def test_the_report_has_a_part_on_it_where_no_road_map_comes_through():
    judged = dt.list_road_maps(dt.load(SWAP))
    found = moved_soon(judged.dynamics, judged.checks)
    assert found is not None
    assert found.levers.road_map == "pay_last"
    assert found.told


def test_on_the_command_line_a_target_finds_its_road_map(tmp_path):
    file = tmp_path / "swap.yaml"
    file.write_text(SWAP, encoding="utf-8")
    ran = detente("levers", file, "--to", "hand_over and not pay and not visit")
    assert ran.code == 0
    assert "free" in ran.out
