"""The test of history: predictions from readings, scores beside rivals, in words."""

import csv
import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import detente as dt
from detente.casefile.coding import load_sheet
from detente.casefile.outcomes import load_outcomes
from detente.engine.budget import current
from detente.errors import CaseError, QuestionError
from detente.model.coding import Outcome
from detente.study.deal.calling_off import find_calling_off
from detente.study.deal.mover_orders import in_order, list_orders
from detente.study.deal.quick_check import judge
from detente.study.deal.road_map import lay_out
from detente.study.game.dynamics import open_dynamics
from detente.study.history import trial
from detente.study.history.coded_case import coded_case
from detente.study.history.prediction import (
    Prediction,
    predict,
    predict_rows,
    rank_of_order,
)
from detente.study.history.reading import ABLATIONS, EVERYTHING
from detente.study.history.score import Comparison, Score, brier, compare, score
from detente.study.history.table import TABLE
from detente.study.time.turnover import check_turnover
from tests.running import detente

LAKE = Path(__file__).with_name("lake.yaml")
TEXT = LAKE.read_text("utf-8").replace(
    "seen_by: nobody, seen_within: never", "seen_by: inspector, seen_within: days"
)
HAZARDS = {"USA": 0.18}
OUTCOMES = """
outcomes: 1
sources: {press: {title: Press}}
deals:
  lake:
    standing_after_five_years: no
    first_omission:
      {date: 2003-05-01, stage: 2, party: north, evidence: [{source: press}]}
    disputed: yes
    evidence: [{source: press}]
  pond: {standing_after_five_years: yes, evidence: [{source: press}]}
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Two invented deals, a third with nothing to judge, and what happened to two."""
    made = tmp_path_factory.mktemp("history")
    (made / "lake.yaml").write_text(TEXT, "utf-8")
    (made / "pond.yaml").write_text(
        TEXT.replace("rejected: yes", "rejected: no")
        .replace("The lake", "The pond")
        .replace("size: 4", "size: 2")
        .replace("2001-05-10\ncoder", "2001-05-09\ncoder"),
        "utf-8",
    )
    (made / "outcomes.yaml").write_text(OUTCOMES, "utf-8")
    return made


@pytest.fixture(scope="module")
def found(folder):
    return dt.history(folder, samples=4)


def told_of(sheet, hazards, samples, **asked):
    """The prediction of a deal with steps on both sides."""
    found = predict(sheet, hazards, samples, **asked)
    assert found is not None
    return found


def read(sheet, number):
    """One reading, spelled out: how far it holds, how likely it outlives."""
    case = coded_case(sheet, HAZARDS, TABLE.drawn(0, number))
    dynamics = open_dynamics(case)
    orders = list_orders(dynamics)
    rng = np.random.default_rng([0, number, 1])
    dynamics = in_order(dynamics, orders[int(rng.integers(len(orders)))])
    plan = case.negotiation.road_maps[0]
    layout = lay_out(dynamics, plan)
    called = find_calling_off(dynamics, layout)
    if called.refusing or called.callers:
        return 0.0, 0.0
    verdict = judge(dynamics, layout).verdict
    kept = {"proved": 1.0, "depends": 0.5}.get(str(verdict), 0.0)
    outliving = check_turnover(dynamics, plan).outliving
    assert outliving is not None
    after = next(each.chance for each in outliving.standing if each.years == 5)
    return kept, after


def test_a_prediction_is_the_mean_over_readings_of_holding_times_outliving():
    sheet = replace(load_sheet(TEXT), name="lake")
    readings = [read(sheet, number) for number in range(6)]
    found = told_of(sheet, HAZARDS, 6)
    assert found.holds == pytest.approx(np.mean([kept for kept, _ in readings]))
    assert found.stands == pytest.approx(np.mean([a * b for a, b in readings]))
    assert any(kept for kept, _ in readings)


def test_rows_leave_out_what_they_do_not_ask():
    names = [name for name, _ in ABLATIONS]
    assert names == [
        "signing and calling off",
        "cheating",
        "turnover",
        "enforcement",
        "verification",
    ]
    asked = [
        (each.cheating, each.turnover, each.enforcement, each.verification)
        for _, each in ABLATIONS
    ]
    assert asked == [tuple(place < known for place in range(4)) for known in range(5)]
    assert ABLATIONS[-1][1] == EVERYTHING
    sheet = load_sheet(TEXT)
    first, second, third = (
        told_of(sheet, HAZARDS, 3, asked=each) for _, each in ABLATIONS[:3]
    )
    assert first.stands == first.holds >= second.holds >= third.stands
    assert second.stands == second.holds == third.holds


GUARDED = TEXT.replace("{kind: inspectors, by: [union],", "{kind: forces, by: [union],")


@pytest.mark.parametrize("text", [TEXT, GUARDED])
def test_what_rows_share_changes_nothing_in_any_of_them(text):
    sheet = load_sheet(text)
    rows = [asked for _, asked in ABLATIONS]
    together = predict_rows(sheet, HAZARDS, 2, 2, rows)
    assert together == tuple(predict(sheet, HAZARDS, 2, 2, asked) for asked in rows)
    assert len({each.stands for each in together if each}) > 1


def test_what_nobody_sees_is_not_kept_where_verification_is_asked():
    sheet = load_sheet(LAKE)
    blind = told_of(sheet, HAZARDS, 4)
    sighted = told_of(sheet, HAZARDS, 4, asked=dict(ABLATIONS)["enforcement"])
    assert blind.holds == 0 < sighted.holds


def test_where_it_breaks_is_where_it_is_not_signed_or_called_off_most_often():
    text = TEXT.replace("size: 4", "size: 1").replace(
        "size: 2, seen_by: other_side, seen_within: days",
        "size: 4, seen_by: other_side, seen_within: days",
    )
    found = told_of(load_sheet(text), HAZARDS, 8, asked=ABLATIONS[0][1])
    assert (found.stage, found.party) == (1, "south")


def prediction(stands, stage=None, party=None, n_stages=4):
    return Prediction("deal", stands, stands, stage, party, n_stages, 2)


STOOD = Outcome("deal", stood=True)


def fell(stage, party):
    return Outcome("deal", stood=False, stage=stage, party=party)


def test_scores_count_squares_and_hits_of_what_broke():
    told = [
        prediction(0.8, 2, "a"),
        prediction(0.4, 1, "b"),
        prediction(0.1, None, "b"),
    ]
    was = [STOOD, fell(1, "a"), fell(None, "b")]
    found = score("model", told, was)
    assert found.brier == pytest.approx((0.2**2 + 0.4**2 + 0.1**2) / 3)
    assert (found.stages, found.parties) == ((2, 2), (1, 2))
    assert brier([1, 0], [True, True]) == 0.5


def test_rivals_are_a_coin_the_other_deals_always_and_who_is_on_the_ground():
    plain = load_sheet(TEXT.replace("kind: payer", "kind: snapback"))
    paid = load_sheet(TEXT)
    sheets = [plain, paid, plain, plain]
    was = [STOOD, STOOD, fell(1, "a"), STOOD]
    told = [prediction(each) for each in (0.9, 0.9, 0.2, 0.6)]
    found = compare(sheets, told, was)
    rivals = {each.name: each.brier for each in found.rivals}
    assert rivals == {
        "a coin": pytest.approx(0.25),
        "the base rate of the other deals": pytest.approx((3 * (1 / 3) ** 2 + 1) / 4),
        "always stands": pytest.approx(0.25),
        "stands if an outside enforcer is on the ground or pays": pytest.approx(0.5),
    }
    assert found.model.brier == pytest.approx((0.01 + 0.01 + 0.04 + 0.16) / 4)
    assert found.better_by == pytest.approx(0.25 - found.model.brier)
    assert found.covered == 0.75
    assert found.guess == pytest.approx((0.25, 0.5))
    low, high = found.interval
    assert low < found.better_by < high
    assert found.says_something is (low > 0)
    assert compare(sheets, told, was) == found
    worse = compare(sheets, [prediction(0.5)] * 4, was)
    assert (worse.better_by, worse.says_something) == (0, False)


@pytest.mark.parametrize(
    ("better_by", "interval", "so"),
    [
        (0.05, (0.01, 0.1), True),
        (0.049, (0.01, 0.1), False),
        (0.3, (0.0, 0.5), False),
        (0.3, (-0.01, 0.5), False),
        (-0.3, (-0.5, -0.1), False),
    ],
)
def test_something_is_said_by_both_halves_of_the_rule(better_by, interval, so):
    row = Score("model", 0.2)
    found = Comparison(row, (row,), 1.0, better_by, interval, (1.0, 1.0))
    assert found.says_something is so


def test_between_a_third_and_two_thirds_nothing_is_said():
    chances = (0.3, 1 / 3, 0.34, 0.5, 0.66, 2 / 3, 0.67, 0.7)
    sheets = [load_sheet(TEXT)] * len(chances)
    told = [prediction(each) for each in chances]
    found = compare(sheets, told, [STOOD, fell(1, "a")] * 4)
    assert found.covered == pytest.approx(3 / 8)


def test_the_interval_is_that_of_resampled_deals():
    chances = np.array([0.91, 0.77, 0.13, 0.42, 0.68, 0.04, 0.59, 0.83, 0.22])
    stood = np.array([1, 1, 0, 1, 0, 0, 1, 1, 0])
    was = [STOOD if each else fell(2, "b") for each in stood]
    sheets = [load_sheet(TEXT.replace("kind: payer", "kind: snapback"))] * 9
    found = compare(sheets, [prediction(float(each)) for each in chances], was, seed=9)
    gains = 0.25 - (chances - stood) ** 2
    picked = np.random.default_rng(9).integers(9, size=(10_000, 9))
    means = gains[picked].mean(axis=1)
    assert found.interval == pytest.approx(tuple(np.quantile(means, (0.025, 0.975))))
    assert found.better_by == pytest.approx(gains.mean())


def test_an_enforcer_is_a_force_or_a_payer():
    kinds = ("forces", "payer", "snapback", "inspectors")
    sheets = [
        load_sheet(TEXT.replace("kind: payer", f"kind: {kind}")) for kind in kinds
    ]
    was = [STOOD, STOOD, fell(1, "a"), fell(1, "a")]
    found = compare(sheets, [prediction(0.5)] * 4, was)
    by_name = {each.name: each.brier for each in found.rivals}
    assert by_name["stands if an outside enforcer is on the ground or pays"] == 0
    assert found.better_by == pytest.approx(-0.25)


def test_the_order_agreed_is_ranked_among_all_orders_of_its_stages():
    sheet = load_sheet(TEXT)
    share = rank_of_order(sheet, HAZARDS)
    stages = sheet.stages
    turned = [
        rank_of_order(replace(sheet, stages=tuple(stages[k] for k in order)), HAZARDS)
        for order in ((0, 1, 2), (0, 2, 1), (1, 0, 2), (1, 2, 0), (2, 0, 1), (2, 1, 0))
    ]
    assert turned[0] == share
    assert 0 in turned
    assert rank_of_order(replace(sheet, stages=stages[:1]), HAZARDS) is None


def test_the_run_tells_the_verdict_first_and_misses_first(found):
    said = " ".join(found.text().split())
    verdict = said.index("By the rule fixed beforehand the model is not better")
    assert verdict < said.index(
        "The chance to stand five years that would have been said"
    )
    deals = json.loads(found.to_json())["deals"]
    assert [each["deal"] for each in deals] == ["pond", "lake"]
    assert deals[1]["outcome"] == {
        "stood": False,
        "date": "2003-05-01",
        "stage": 2,
        "party": "north",
        "disputed": True,
    }
    assert deals[0]["outcome"]["party"] is None
    russian = " ".join(found.text("ru").split())
    assert "По правилу, установленному заранее" in russian


def test_the_same_run_gives_the_same_bytes_in_another_process(folder, found):
    words = "history", "--sheets", folder, "--samples", "4", "--format", "json"
    told = subprocess.run(
        [sys.executable, "-m", "detente", *words],
        check=True,
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONHASHSEED": "7", "OMP_NUM_THREADS": "2"},
    )
    assert told.stdout == found.render("json")


def test_the_table_for_programs_has_a_value_a_cell(found):
    table = found.render("csv", "ru")
    told = json.loads(found.render("json"))["deals"]
    head, pond, lake = csv.reader(table.splitlines())
    assert head == [
        *("deal", "signed", "stands", "holds", "stage", "party", "stood"),
        *("broke_on", "broke_stage", "broke_party", "disputed", "better_orders"),
    ]
    for row, each in zip((pond, lake), told, strict=True):
        cells = dict(zip(head, row, strict=True))
        assert (cells["deal"], cells["signed"]) == (each["deal"], each["signed"])
        for key in ("stands", "holds"):
            assert float(cells[key]) == pytest.approx(each["prediction"][key])
        for key in ("stage", "party"):
            assert cells[key] == str(each["prediction"][key])
        assert float(cells["better_orders"]) == pytest.approx(each["better_orders"])
    assert pond[6:11] == ["да", "", "", "", "нет"]
    assert lake[6:11] == ["нет", "2003-05-01", "2", "north", "да"]


def test_faults_of_all_sheets_of_a_folder_are_told(tmp_path):
    (tmp_path / "one.yaml").write_text(TEXT.replace("size: 4", "size: 3"), "utf-8")
    (tmp_path / "two.yaml").write_text(TEXT, "utf-8")
    (tmp_path / "case.yaml").write_text("detente: 1\ntitle: A case\n", "utf-8")
    with pytest.raises(CaseError) as refused:
        dt.history(tmp_path, samples=1)
    told = [Path(each.location.file).name for each in refused.value.problems]
    assert told == ["case.yaml", "one.yaml"]


def test_one_deal_gets_no_scores(tmp_path):
    (tmp_path / "one.yaml").write_text(TEXT, "utf-8")
    said = str(dt.history(tmp_path, samples=1))
    assert "Scores need two deals of which it is known what happened." in said
    assert "Brier" not in said


def test_a_folder_without_sheets_is_told(tmp_path):
    with pytest.raises(QuestionError, match="no coding sheets"):
        dt.history(tmp_path)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("party: north", "party: nort", "lake has no party 'nort'"),
        ("stage: 2", "stage: 9", "lake has 3 stages, not 9"),
        ("outcomes: 1\n", "", "needs the key 'outcomes'"),
        (
            "date: 2003-05-01",
            "date: 2001-05-01",
            "lake was signed on 2001-05-10, after",
        ),
        ("deals:", "deels:", "the file of outcomes has no key 'deels'"),
        ("stage: 2", "stage: x", "stage is the number of a stage, not 'x'"),
        (
            "{source: press}]}\n    disp",
            "{source: pres}]}\n    disp",
            "there is no source 'pres'",
        ),
        ("  pond: {", "  pnd: {", "there is no sheet of the deal 'pnd'"),
        ("standing_after_five_years: yes", "standing: yes", "has no key 'standing'"),
    ],
)
def test_faults_of_outcomes_have_their_place(old, new, said):
    sheets = [
        replace(load_sheet(TEXT), name="lake"),
        replace(load_sheet(TEXT), name="pond"),
    ]
    assert OUTCOMES.count(old) == 1
    with pytest.raises(CaseError) as refused:
        load_outcomes(OUTCOMES.replace(old, new), sheets)
    assert said in "; ".join(str(each.message) for each in refused.value.problems)
    assert refused.value.problems[0].location.line > bool(new)


def test_no_sheet_is_written_over(folder):
    sheet = folder / "lake.yaml"
    before = sheet.read_text("utf-8")
    for words in (
        ("--case", sheet, "--output", sheet),
        ("--sheets", folder, "--samples", 1, "--output", sheet),
        ("--sheets", folder, "--samples", 1, "--output", folder / "outcomes.yaml"),
    ):
        run = detente("history", *words)
        assert (run.code, run.out) == (2, "")
    assert sheet.read_text("utf-8") == before
    assert (folder / "outcomes.yaml").read_text("utf-8") == OUTCOMES


def test_where_no_deal_is_judged_in_time_it_is_said_what_would_help(folder):
    run = detente("history", "--sheets", folder, "--samples", 100_000, "--time", 3)
    assert (run.code, run.out) == (3, "")
    assert "--samples" in run.err


def test_time_keeps_the_deals_that_are_judged_and_names_the_others(folder, monkeypatch):
    def out_of_time(*given):
        found = rank_of_order(*given)
        current().stop()
        return found

    monkeypatch.setattr(trial, "rank_of_order", out_of_time)
    words = "--sheets", folder, "--samples", 1, "--time", 60
    run = detente("history", *words)
    assert run.code == 3
    said = " ".join(run.out.split())
    assert "Not judged in the time allowed: The lake treaty (invented)." in said
    told = json.loads(detente("history", *words, "--format", "json").out)
    assert told["left_out"] == ["lake"]
    assert len(told["deals"]) == 1
    assert told["comparison"] is None


def test_long_work_says_so_before(folder):
    words = "--sheets", folder, "--samples", 20, "--time", 1.5
    assert "takes about" in detente("history", *words).err
