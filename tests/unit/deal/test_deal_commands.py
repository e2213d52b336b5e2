"""The commands of the negotiation, as a user types them."""

import json
import re
from dataclasses import replace

import pytest

import detente as dt
from detente.analysis.deal import check_road_map
from detente.study.deal.verdict import Tightest
from tests.running import detente

STRIKE = """
detente: 1
title: A strike
parties:
  union:
    options:
      strike: {now: yes}
      new_shifts: {}
  company:
    options:
      raise_pay: {}
      hire_back: {undo: never}
      promote: {requires: hire_back}
constraints:
  - not (promote and raise_pay)
preferences:
  union:
    weights: {strike: 1, new_shifts: -2, raise_pay: 4, hire_back: 2}
  company:
    weights: {strike: -4, new_shifts: 3, raise_pay: -2, hire_back: -1, promote: -1}
patience: 0.9
roadmaps:
  bad: {name: Jobs for peace, stages: [[hire_back], [not strike, new_shifts]]}
  good:
    name: Step for step
    stages: [[not strike, raise_pay], [new_shifts], [hire_back]]
  barred: {stages: [[promote]]}
  clashing: {stages: [[hire_back, promote, raise_pay]]}
  begun: {stages: [[strike], [not strike, raise_pay]]}
"""

ORDER_ONLY = """
detente: 1
title: Two orders
parties:
  a: {options: {x: {}}}
  b: {options: {y: {}}}
preferences:
  a: [y, not x]
  b: [x, not y]
roadmaps:
  both: {stages: [[x, y]]}
"""

DILEMMA = """
detente: 1
title: A prisoner's dilemma
parties:
  a: {options: {x: {}}}
  b: {options: {y: {}}}
preferences:
  a: {weights: {x: -1, y: 2}}
  b: {weights: {y: -1, x: 2}}
patience: 0.9
roadmaps:
  both: {stages: [[x, y]]}
"""

FIND = ["roadmap", "find", "CASE", "--to"]
QUESTIONS = {
    "exposure": ["exposure", "CASE"],
    "one": ["exposure", "CASE", "--roadmap", "good"],
    "list": ["roadmap", "list", "CASE"],
    "check": ["roadmap", "check", "CASE", "good"],
    "find": ["roadmap", "find", "CASE", "--to", "hire_back and new_shifts"],
    "nowhere": ["roadmap", "find", "CASE", "--to", "promote", "--objective=exposure"],
    "guarantee": [*FIND, "now +hire_back +new_shifts", "--objective=guarantee"],
    "exposed": [*FIND, "now +hire_back +raise_pay", "--objective=exposure"],
    "map": ["roadmap", "map", "DILEMMA", "both", "--grid=3"],
    "thresholds": ["roadmap", "thresholds", "DILEMMA", "both"],
    "sustain": ["sustain", "CASE"],
    "target": ["sustain", "CASE", "--to", "now -strike +new_shifts"],
}
WITHOUT_TABLE = {("nowhere", "csv"), ("nowhere", "latex")}


@pytest.fixture
def strike(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    path = tmp_path / "strike.yaml"
    path.write_text(STRIKE, encoding="utf-8")
    return path


@pytest.fixture
def dilemma(tmp_path):
    path = tmp_path / "dilemma.yaml"
    path.write_text(DILEMMA, encoding="utf-8")
    return path


@pytest.fixture
def orders(tmp_path):
    path = tmp_path / "orders.yaml"
    path.write_text(ORDER_ONLY, encoding="utf-8")
    return path


@pytest.fixture
def ask(strike, dilemma):
    files = {"CASE": strike, "DILEMMA": dilemma}

    def asked(question, *words):
        spelled = [files.get(word, word) for word in QUESTIONS[question]]
        return detente(*spelled, *words)

    return asked


def checked(case, name, *words):
    ran = detente("roadmap", "check", case, name, "--format", "json", *words)
    return ran.code, json.loads(ran.out)


FORMS = [
    # Each form, and text in both languages: the others differ by their words alone.
    *(("text", "en"), ("text", "ru"), ("json", "en")),
    *(("csv", "ru"), ("markdown", "en"), ("latex", "ru")),
]


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize(("form", "language"), FORMS)
def test_every_question_answers_in_every_form(ask, question, form, language):
    ran = ask(question, "--format", form, "--lang", language)
    assert ran.code == 0
    assert ran.out.strip() or (question, form) in WITHOUT_TABLE
    if form == "text":
        assert max(map(len, ran.out.splitlines())) <= 100
    if form == "json":
        assert isinstance(json.loads(ran.out), dict)


@pytest.mark.parametrize(
    ("name", "code"),
    [("good", 0), ("bad", 1), ("barred", 1)],
)
def test_the_exit_code_says_whether_a_road_map_holds(strike, name, code):
    assert detente("roadmap", "check", strike, name).code == code


def test_a_road_map_that_cannot_be_judged_exits_with_one_and_names_the_key(orders):
    code, data = checked(orders, "both")
    assert (code, data["verdict"]) == (1, None)
    assert "(write `preferences.a.weights`)" in data["reasons"][0]


def test_check_has_the_fields_of_the_contract(strike):
    _, data = checked(strike, "good")
    assert {
        "roadmap",
        "verdict",
        "self_enforcing",
        "patience",
        "stages",
        "stay",
        "binding",
        "exposure",
        "warnings",
        "assumptions",
    } <= set(data)


def test_check_says_what_holds_and_at_what_patience(strike):
    _, data = checked(strike, "good")
    kept = {"roadmap": "good", "verdict": "proved", "self_enforcing": True}
    assert data | kept | {"patience": 0.9} == data


def test_a_stage_goes_from_one_state_to_the_next(strike):
    _, data = checked(strike, "good")
    assert [(each["stage"], each["from"], each["to"]) for each in data["stages"]] == [
        (1, "YNNNN", "NNYNN"),
        (2, "NNYNN", "NYYNN"),
        (3, "NYYNN", "NYYYN"),
    ]


def test_slack_is_given_under_both_threats(strike):
    _, data = checked(strike, "good")
    slack = data["stay"]["slack"]["union"]
    assert slack["breakdown"] == pytest.approx(0.9 * 4 - 3)
    assert slack["minmax"] == pytest.approx(0.9 * 4 - 3)


def test_the_best_breach_says_what_it_does_gains_and_loses(strike):
    _, data = checked(strike, "good")
    breach = data["stay"]["best_breach"]["union"]
    assert (breach["omits"], breach["undoes"], breach["takes"]) == (
        [],
        ["new_shifts"],
        ["strike"],
    )
    assert breach["gain_now"] == pytest.approx(0.3)
    assert breach["loss_later"] == pytest.approx(0.9)
    assert breach["leads_to"] == "YNNYN"


def test_the_binding_place_is_the_least_slack(strike):
    _, data = checked(strike, "bad")
    assert (data["binding"]["stage"], data["binding"]["party"]) == (2, "union")
    assert data["binding"]["slack"] == pytest.approx(-3)


def test_the_exposure_of_a_check_is_that_of_the_question(strike, ask):
    _, data = checked(strike, "good")
    asked = json.loads(ask("one", "--format", "json").out)
    assert data["exposure"] == asked["roadmaps"]["good"]


def test_an_irreversible_step_exposes_the_one_who_takes_it(strike):
    _, data = checked(strike, "bad")
    assert data["exposure"]["company"]["by_stage"] == [1.0, 1.0]


def test_a_party_without_another_move_has_no_slack(tmp_path):
    path = tmp_path / "onlooker.yaml"
    onlooker = STRIKE.replace("parties:\n", "parties:\n  onlooker: {options: {}}\n")
    path.write_text(onlooker, encoding="utf-8")
    _, data = checked(path, "good")
    assert data["stay"]["slack"]["onlooker"] is None
    assert data["stay"]["best_breach"]["onlooker"] is None


def test_a_party_with_an_order_only_has_a_reason_instead_of_a_slack(orders):
    _, data = checked(orders, "both")
    slack = data["stages"][0]["slack"]["a"]
    assert (slack["breakdown"], slack["reason"]) == (None, "order only")


def test_an_impossible_road_map_gives_its_reason(strike):
    code, data = checked(strike, "barred")
    assert (code, data["verdict"]) == (1, "impossible")
    assert data["reasons"][0] == "stage 1: 'promote' requires hire_back"


def test_a_step_that_waits_for_a_deadline_says_until_when(strike):
    edits = "{then: new_shifts, date: 2020-01-01, by: union}"
    words = ("--set", "as_of=2019-01-01", "--set", f"deadlines.spring={edits}")
    _, data = checked(strike, "good", *words)
    assert data["reasons"][0] == (
        "stage 2: 'new_shifts' waits for the deadline of 2020-01-01"
    )


def test_a_road_map_against_a_constraint_names_it(strike):
    _, data = checked(strike, "clashing")
    assert data["reasons"] == [
        "stage 1 would break the constraint not (promote and raise_pay)"
    ]


def test_the_reason_of_an_impossible_road_map_stands_in_the_list(strike):
    ran = detente("roadmap", "list", strike, "--format", "csv")
    assert "'promote' requires hire_back" in ran.out


def test_a_stage_that_is_done_already_is_skipped_and_said_so(strike):
    ran = detente("roadmap", "check", strike, "begun")
    assert "Stage 1: union: strike (done already)" in ran.out


@pytest.mark.parametrize("question", ["check", "thresholds"])
def test_an_unknown_road_map_is_refused_with_those_there_are(strike, question):
    ran = detente("roadmap", question, strike, "goood")
    assert ran.code == 2
    assert "good" in ran.err.replace("goood", "")


def test_exposure_on_an_unknown_road_map_is_refused(strike):
    assert detente("exposure", strike, "--roadmap", "worse").code == 2


def test_a_wrong_target_is_refused(strike):
    assert detente("roadmap", "find", strike, "--to", "hire_bak").code == 2


def test_a_found_road_map_ends_at_the_target_and_holds(ask):
    data = json.loads(ask("find", "--format", "json").out)
    assert data["check"]["verdict"] == "proved"
    assert data["check"]["stages"][-1]["to"] == data["target"]


@pytest.mark.parametrize(("package", "stages"), [(1, None), (2, [["x", "y"]])])
def test_steps_that_only_go_together_need_a_package(dilemma, package, stages):
    text = dilemma.read_text("utf-8") + "constraints: [x iff y]\n"
    dilemma.write_text(text, encoding="utf-8")
    find = ["roadmap", "find", dilemma, "--to", "x and y", "--package", package]
    assert json.loads(detente(*find, "--format", "json").out)["stages"] == stages


def test_what_stops_the_best_road_map_is_named(strike):
    target = "now -strike +new_shifts +hire_back"
    ran = detente("roadmap", "find", strike, "--to", target, "--format", "json")
    blocked = json.loads(ran.out)["blocked"]
    assert (blocked["stage"], blocked["party"]) == ("stay", "union")
    assert blocked["lump"] == pytest.approx(3 / 0.1)


def test_the_least_patience_is_what_a_step_costs_over_what_it_gives(ask):
    data = json.loads(ask("thresholds", "--format", "json").out)
    patience = next(each for each in data["thresholds"] if each["kind"] == "patience")
    assert patience["least"] == pytest.approx(1 / 2, abs=data["within"])
    assert data["within"] == 1e-6


def test_what_can_be_stayed_at_is_counted_and_shown(ask):
    data = json.loads(ask("sustain", "--format", "json").out)
    assert 0 < data["proved"] <= data["possible"] <= data["feasible"] == 24
    assert data["fallback"]["union"]["breakdown"] == pytest.approx(1)


def test_an_edit_can_break_a_road_map(strike):
    code, data = checked(strike, "good", "--set", "patience=0.5")
    assert (code, data["verdict"]) == (1, "refuted")


def test_a_study_of_days_is_refused_beforehand():
    ran = detente("robust", "korea-2019", "--samples", "10000000")
    assert ran.code == 3
    assert re.search(r"this would take about \d+ days", ran.err)


def blocked(case, to, *words):
    ran = detente("roadmap", "find", case, "--to", to, "--format", "json", *words)
    return json.loads(ran.out)["blocked"]


def test_what_could_be_kept_in_hand_is_named(strike):
    found = blocked(strike, "now -strike +new_shifts +hire_back")
    assert found["in_hand"] == ["raise_pay"]


def test_a_step_kept_in_hand_makes_the_road_map_hold(strike):
    edit = "roadmaps.bad.stages=[[not strike],[new_shifts],[hire_back,raise_pay]]"
    code, data = checked(strike, "bad", "--set", edit)
    assert (code, data["verdict"]) == (0, "proved")


def test_a_smaller_target_on_the_way_is_named(strike):
    target = "now -strike +raise_pay +new_shifts +hire_back"
    heavy = ("--set", "preferences.company.weights.hire_back=-9")
    found = blocked(strike, target, *heavy)
    assert (found["smaller"], found["left_out"]) == ("NYYNN", ["hire_back"])


def test_the_flow_that_would_open_a_stage_is_enough(dilemma):
    found = blocked(dilemma, "x and not y")
    assert found["flow"] is None or found["flow"] > 0
    assert found["lump"] > 0


def test_where_the_breakdown_goes_round_the_text_says_so(dilemma):
    result = check_road_map(str(dilemma), "both")
    staying = result.check.stay
    assert staying is not None
    slack = staying.slack[0]
    assert slack.breach is not None
    breach = replace(slack.breach, leads_to=("NN", "YN"))
    stay = replace(staying, slack=(replace(slack, breach=breach),))
    check = replace(result.check, stay=stay, binding=Tightest(None, "a", -1.0))
    said = replace(result, check=check).text()
    assert (
        "leads to a round without end (how things stand now; now, with “x”)"
        in " ".join(said.split())
    )


def test_ways_of_least_exposure_are_found_in_ranks_for_an_order_only(orders):
    kept = orders.read_text("utf-8").replace(": {}}", ": {undo: never}}")
    orders.write_text(kept, encoding="utf-8")
    find = ["roadmap", "find", orders, "--to", "x and y", "--objective", "exposure"]
    data = json.loads(detente(*find, "--format", "json").out)
    figures = sorted(tuple(each["largest"].values()) for each in data["routes"])
    assert figures == [(0.0, 1.0), (1.0, 0.0)]
    assert [each["lexicographic"] for each in data["routes"]] == [True, False]


@pytest.fixture(scope="module")
def korea():
    # With the order given, both judge one; along the way analyze judges fewer of many.
    order = "movers=[dprk, usa, rok, china, russia]"
    return dt.load("korea-2019", edits=[order])


@pytest.fixture(scope="module")
def analysis(korea):
    return dt.analyze(korea)


def test_analyze_judges_road_maps_as_their_own_command_does(analysis, korea):
    answers = (analysis, dt.list_road_maps(korea))
    passing, listed = (json.loads(each.to_json())["roadmaps"] for each in answers)
    for here, there in zip(passing, listed, strict=True):
        # Along the way times to undo are rounded one way only.
        assert here["verdict"] == there["undo"]["rounded"]
        for figure in ("signing", "calling_off", "binding", "exposure", "orders"):
            assert here[figure] == there[figure]


def test_analyze_judges_claims_as_the_numbers_stand(analysis, korea):
    judged = dt.claims(korea, variants=(), samples=0).findings
    pairs = zip(analysis.overview.findings, judged, strict=True)
    apart = [there.claim.id for here, there in pairs if here != there]
    # Only `claims` opens variants to compare the case with, and takes the time that
    # changes of leadership need.
    assert apart == ["who_comes_next", "strengthens_pyongyang"]
