"""States that a person names: the last list, road maps and their stages."""

import json
import os
import pwd
import re
from pathlib import Path

import pytest

import detente as dt
from detente.casefile import read_state
from detente.errors import QuestionError
from detente.study.deal.road_map import lay_out
from detente.study.game.dynamics import open_dynamics
from tests.running import detente

DEAL = """
detente: 1
title: A deal
parties:
  north:
    options:
      freeze: {undo: 1 week, now: yes}
      dismantle: {undo: never, requires: freeze}
  south:
    options:
      relief: {undo: 1 month}
      {open}
preferences:
  north: {weights: {relief: 3, dismantle: -1, freeze: -1}}
  south: {weights: {dismantle: 3, relief: -1, freeze: 1}}
patience: 0.9
roadmaps:
  by_steps:
    from: START
    stages: [[freeze], [relief], [dismantle]]
variants:
  cold: {title: Cold, set: {"preferences.south": [relief]}}
"""


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path


@pytest.fixture
def deal(home):
    return written(home, "deal.yaml", "now")


def written(folder: Path, name: str, start: str, extra: str = "") -> Path:
    path = folder / name
    text = DEAL.replace("START", start).replace("{open}", extra)
    path.write_text(text, encoding="utf-8")
    return path


R = ("--concepts", "R")
OTHERS = ("--concepts", "GMR", "--where", "relief")


def listed(case: Path, asked: tuple[str, ...] = R, *reading: str) -> str:
    """Print a list and give the state that E1 stands for right after it."""
    ran = detente("stability", case, *asked, *reading)
    assert "E1 " in ran.out
    return explained(case, "E1", *reading)


def explained(case: Path, *words: str) -> str:
    ran = detente("explain", case, *words, "--format", "json")
    assert ran.code == 0, ran.err
    return str(json.loads(ran.out)["state"])


def test_the_list_of_one_case_does_not_take_away_that_of_another(home):
    first = written(home, "first.yaml", "now")
    second = written(home, "second.yaml", "now")
    expected = listed(first)
    assert listed(second, OTHERS) != expected
    assert explained(first, "E1") == expected


def test_a_variant_has_a_list_of_its_own(deal):
    expected = listed(deal)
    other = listed(deal, R, "--variant", "cold")
    assert other != expected
    assert explained(deal, "E1") == expected
    assert explained(deal, "E1", "--variant", "cold") == other


def test_an_edit_has_a_list_of_its_own(deal):
    listed(deal)
    ran = detente("explain", deal, "E1", "--set", "options.freeze.now=no")
    assert ran.code == 2
    assert "no list" in ran.err
    assert "--set" in ran.err


def test_another_terminal_has_a_list_of_its_own(deal, monkeypatch):
    expected = listed(deal)
    with monkeypatch.context() as elsewhere:
        elsewhere.setattr(os, "getsid", lambda _: 4711)
        assert listed(deal, OTHERS) != expected
    assert explained(deal, "E1") == expected


def test_a_new_terminal_knows_the_newest_list_of_the_case(deal, monkeypatch):
    expected = listed(deal)
    monkeypatch.setattr(os, "getsid", lambda _: 4711)
    assert explained(deal, "E1") == expected


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "[]",
        "7",
        "null",
        '{"states": 7}',
        '{"states": [7]}',
        '{"states": ["NO"]}',
        '{"states": ["YNNNN"]}',
        "[" * 100_000,
        '{"states": ' + "9" * 5_000 + "}",
        "\x00\xff",
    ],
)
def test_a_damaged_list_is_told_kindly(deal, home, content):
    listed(deal)
    (kept,) = (home / "cache" / "detente" / "lists").iterdir()
    kept.write_bytes(content.encode("latin-1"))
    ran = detente("explain", deal, "E1")
    assert ran.code == 2
    assert "cannot be read" in ran.err
    assert "Traceback" not in ran.err


def test_what_is_no_file_is_no_list(deal, home):
    listed(deal)
    (kept,) = (home / "cache" / "detente" / "lists").iterdir()
    kept.unlink()
    os.mkfifo(kept)
    assert "no list" in detente("explain", deal, "E1").err


@pytest.mark.parametrize("number", ["E0", "E9", "E" + "9" * 5_000, "e" + "0" * 5_000])
def test_a_number_that_no_list_has_is_told_kindly(deal, number):
    listed(deal)
    ran = detente("explain", deal, number)
    assert ran.code == 2
    assert "ends at E" in ran.err
    assert len(ran.err) < 500


def test_old_lists_are_cleared_away(deal, home):
    folder = home / "cache" / "detente" / "lists"
    folder.mkdir(parents=True)
    for number in range(300):
        (folder / f"{number:032d}-1.json").write_text("{}")
    listed(deal)
    assert len(list(folder.iterdir())) <= 200
    assert explained(deal, "E1")


def test_where_nothing_can_be_kept_the_answer_comes_all_the_same(deal, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", "/dev/null/none")
    ran = detente("stability", deal)
    assert (ran.code, ran.err) == (0, "")
    assert "no list" in detente("explain", deal, "E1").err


def test_a_cache_of_this_folder_is_none(deal, monkeypatch):
    monkeypatch.chdir(deal.parent)
    monkeypatch.setenv("HOME", str(deal.parent / "home"))
    monkeypatch.setenv("XDG_CACHE_HOME", "cache")
    listed(deal)
    assert not Path("cache").exists()
    assert list(Path("home").rglob("detente/lists/*.json"))


def test_without_a_home_the_answer_comes_all_the_same(deal, monkeypatch):
    def nobody(_number):
        raise KeyError

    for name in ("HOME", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name)
    monkeypatch.setattr(pwd, "getpwuid", nobody)
    ran = detente("stability", deal)
    assert (ran.code, ran.err) == (0, "")
    assert "no list" in detente("explain", deal, "E1").err


@pytest.mark.parametrize(
    ("name", "state"),
    [
        ("by_steps", "YYYN"),
        ("by_steps@0", "NNNN"),
        ("by_steps@1", "YNNN"),
        ("by_steps@2", "YNYN"),
        ("by_steps@3", "YYYN"),
    ],
)
def test_the_states_along_a_road_map_have_names(home, name, state):
    case = written(home, "deal.yaml", "NNNN", "later: {}")
    assert explained(case, name) == state
    reached = detente("evolve", case, "--to", name, "--format", "json")
    assert reached.code == 0, reached.err
    sustained = detente("sustain", case, "--to", name, "--format", "json")
    assert json.loads(sustained.out)["target"][0]["state"] == state


def test_an_id_that_an_option_has_is_not_taken_by_a_road_map(home):
    case = dt.load(written(home, "deal.yaml", "now", "by_steps: {}"))
    assert read_state("by_steps@3", case) == "YYYN"
    with pytest.raises(QuestionError):
        read_state("by_steps", case)


def test_a_stage_too_many_names_the_last(deal):
    ran = detente("explain", deal, "by_steps@4")
    assert ran.code == 2
    assert re.search("by_steps@[0-3]", ran.err)


@pytest.mark.parametrize(
    "start", ["now -freeze", "-freeze", "now - north.freeze", "сейчас -freeze", "NNN"]
)
def test_a_road_map_starts_wherever_a_state_can_be_named(home, start):
    case = written(home, "deal.yaml", start)
    assert detente("analyze", case).code == 0
    ran = detente("roadmap", "check", case, "by_steps", "--format", "json")
    assert json.loads(ran.out)["stages"][0]["from"] == "NNN"


@pytest.mark.parametrize("name", ["korea-2019"])
def test_the_names_of_stages_are_the_states_that_are_judged(name):
    case = dt.load(name)
    dynamics = open_dynamics(case)
    for plan in case.negotiation.road_maps:
        layout = lay_out(dynamics, plan)
        for leg in layout.legs:
            state = read_state(f"{plan.id}@{leg.stage}", case)
            assert dynamics.engine.index(state) == leg.end


def test_a_state_behind_a_deadline_says_which_one():
    ran = detente("explain", "korea-2019", "now +plan_b -stop_tests")
    assert ran.code == 2
    assert "31 December 2019" in ran.err
    assert "--deadline after" in ran.err


def test_a_state_that_is_ruled_out_for_good_does_not_speak_of_deadlines(home):
    case = written(home, "deal.yaml", "now", "war: {redo: never}")
    ran = detente("explain", case, "now +war")
    assert "settled" in ran.err
    assert "deadline" not in ran.err
