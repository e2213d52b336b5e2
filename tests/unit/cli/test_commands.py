"""Every command, as a user types it."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from tests.running import detente

STRIKE = """
detente: 1
title: A strike
parties:
  union:
    options:
      strike: {}
  company:
    options:
      raise_pay: {}
      close_plant: {undo: never}
constraints:
  - not (strike and raise_pay)
preferences:
  union: [raise_pay, not close_plant, not strike]
  company: [not close_plant, not strike, not raise_pay]
"""


@pytest.fixture
def strike(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    path = tmp_path / "strike.yaml"
    path.write_text(STRIKE, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "command", ["analyze", "check", "states", "stability", "explain", "evolve"]
)
@pytest.mark.parametrize("form", ["text", "json", "csv", "markdown", "latex"])
@pytest.mark.parametrize("language", ["en", "ru"])
def test_every_question_answers_in_every_form(strike, command, form, language):
    ran = detente(command, strike, "--format", form, "--lang", language)
    assert ran.code == 0
    assert ran.out.strip() or (command, form) in {
        ("explain", "csv"),
        ("explain", "latex"),
    }


@pytest.mark.parametrize("command", ["analyze", "stability", "explain", "evolve"])
def test_text_fits_a_hundred_columns(command):
    ran = detente(command, "korea-2019", "--quiet")
    assert max(map(len, ran.out.splitlines())) <= 100


def test_json_stands_alone_on_standard_output(strike):
    ran = detente("analyze", strike, "--format", "json")
    assert json.loads(ran.out)["feasible"] == 6


def test_stability_json_has_the_fields_of_the_contract(strike):
    ran = detente("stability", strike, "--format", "json", "--concepts", "R,SEQ")
    data = json.loads(ran.out)
    assert data["parties"] == ["union", "company"]
    assert data["options"] == ["strike", "raise_pay", "close_plant"]
    assert data["status_quo"] == "NNN"
    assert list(data["concepts"]) == ["R", "SEQ"]
    assert data["assumptions"]["sanction"] == "weak"
    found = data["concepts"]["SEQ"]
    assert found["equilibria_count"] == len(found["equilibria"])
    assert found["stable_count"]["union"] == len(found["stable"]["union"])


def test_a_case_comes_from_standard_input():
    assert detente("check", "-", stdin=STRIKE).code == 0


def test_the_same_question_gives_the_same_bytes(strike):
    first = detente("analyze", strike, "--format", "json").out
    assert detente("analyze", strike, "--format", "json").out == first


def test_a_result_goes_to_a_file(strike, tmp_path):
    target = tmp_path / "out.csv"
    ran = detente("states", strike, "--format", "csv", "--output", target)
    assert ran.out == ""
    assert target.read_text(encoding="utf-8").startswith("state,changes,union,company")


def test_arrays_go_to_an_npz_file(strike, tmp_path):
    target = tmp_path / "out.npz"
    assert detente("stability", strike, "--output", target).code == 0
    with np.load(target) as arrays:
        assert arrays["stable_SEQ_union"].shape == arrays["state"].shape == (6,)


def test_the_number_of_an_equilibrium_can_be_said_of_the_last_list(strike):
    listed = detente("stability", strike, "--concepts", "R", "--format", "json")
    first = json.loads(listed.out)["concepts"]["R"]["equilibria"][0]
    ran = detente("explain", strike, "E1", "--format", "json")
    assert json.loads(ran.out)["state"] == first


def test_a_number_beyond_the_list_is_refused(strike):
    detente("stability", strike, "--concepts", "R")
    ran = detente("explain", strike, "E99")
    assert ran.code == 2
    assert "E99" in ran.err


def test_a_state_is_said_by_changes_from_now(strike):
    ran = detente("explain", strike, "now +strike", "--format", "json")
    assert json.loads(ran.out)["state"] == "YNN"


def test_a_state_needs_no_quotes():
    ran = detente("explain", "korea-2019", "now", "-stop_tests", "--format", "json")
    assert json.loads(ran.out)["state"][1] == "N"


def test_a_misspelt_option_of_explain_is_refused(strike):
    ran = detente("explain", strike, "--fromat", "json")
    assert ran.code == 2
    assert "--fromat" in ran.err


def test_check_writes_problems_as_data(tmp_path):
    path = tmp_path / "wrong.yaml"
    path.write_text(STRIKE.replace("never", "nevr"), encoding="utf-8")
    ran = detente("check", path, "--format", "json")
    (problem,) = json.loads(ran.out)["problems"]
    assert ran.code == 2
    assert (problem["line"], problem["value"]) == (11, "nevr")


@pytest.mark.parametrize("concepts", ["SIM,SEQ_SIM", "L1,L2,L30,NM"])
def test_further_concepts_are_judged(strike, concepts):
    ran = detente("stability", strike, "--concepts", concepts, "--format", "json")
    assert ",".join(json.loads(ran.out)["concepts"]) == concepts


def test_a_switch_stands_in_the_output(strike):
    words = ["--sanction", "strict", "--no-return", "--format", "json"]
    data = json.loads(detente("stability", strike, *words).out)
    assert data["assumptions"]["sanction"] == "strict"
    assert data["assumptions"]["return_is_sanction"] is False


def test_an_infeasible_state_is_refused_with_a_hint(strike):
    ran = detente("explain", strike, "now +strike +raise_pay")
    assert ran.code == 2
    assert "not feasible" in ran.err


def test_an_edit_changes_the_case(strike):
    ran = detente(
        "stability", strike, "--set", "options.strike.undo=never", "--format", "json"
    )
    assert ran.code == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--concepts", "R,SEX"], "SEX"),
        (["--concepts", ""], "no concept"),
        (["--concepts", "L2", "--witnesses"], "L2"),
        (["--party", "mars"], "mars"),
        (["--where", "strike and"], "strike and"),
        (["--where", "strik"], "strike"),
        (["--engine", "steam"], "steam"),
        (["--memory", "lots"], "lots"),
        (["--memory", "²"], "²"),
        (["--memory", "9" * 5000], "999"),
        (["--variant", "none"], "none"),
        (["--set", "options.strike"], "options.strike"),
        (["--output", "/nowhere/at/all.txt"], "/nowhere/at/all.txt"),
    ],
)
def test_a_wrong_question_is_said_and_exits_with_two(strike, words, said):
    ran = detente("stability", strike, *words)
    assert ran.code == 2
    assert said in ran.err
    assert "Traceback" not in ran.err


def test_too_little_memory_is_said_before_the_work(strike):
    ran = detente("analyze", strike, "--memory", "100")
    assert ran.code == 3
    assert "hint" in ran.err


def test_too_little_time_ends_the_work(tmp_path):
    options = "\n".join(f"      o{k}: {{}}" for k in range(19))
    path = tmp_path / "large.yaml"
    path.write_text(
        f"detente: 1\ntitle: Large\nparties:\n  a:\n    options:\n{options}\n"
        "  b:\n    options:\n      p: {}\npreferences: {a: [o1, o2], b: [not o1]}\n",
        encoding="utf-8",
    )
    assert detente("stability", path, "--time", "0.05").code == 3


def test_new_writes_a_case_that_analyzes(tmp_path):
    path = tmp_path / "mine.yaml"
    assert detente("new", path).code == 0
    ran = detente("analyze", path)
    assert ran.code == 0
    assert ran.err == ""


def test_new_never_writes_over_a_file(strike):
    ran = detente("new", strike)
    assert ran.code == 2
    assert strike.read_text(encoding="utf-8") == STRIKE


def test_cases_lists_the_flagship():
    assert "korea-2019" in detente("cases").out


def test_schema_is_json():
    assert json.loads(detente("schema").out)["type"] == "object"


def test_help_is_said_in_russian():
    ran = subprocess.run(
        [sys.executable, "-m", "detente", "--lang", "ru", "analyze", "--help"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback" not in ran.stderr


def verified(found):
    script = Path(__file__).parents[3] / "examples" / "verify.py"
    return subprocess.run(
        [sys.executable, script],
        input=json.dumps(found),
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("case", ["korea-2017", "garrison", "cuba-1962"])
def test_every_witness_is_checked_without_detente(case):
    ran = detente("stability", case, "--witnesses", "--format", "json")
    assert verified(json.loads(ran.out)).returncode == 0


def test_a_false_verdict_does_not_pass_the_check():
    ran = detente("stability", "korea-2017", "--witnesses", "--format", "json")
    found = json.loads(ran.out)
    found["witnesses"][0]["stable"] = not found["witnesses"][0]["stable"]
    assert verified(found).returncode != 0


BOUND = """
detente: 1
title: Bound
parties:
  a:
    options:
      main: {undo: {never: summary, takes: 3 months}}
      other: {now: yes, redo: {never: main, takes: 1 week}}
      summary: {takes: 2 months}
preferences: {a: [other]}
"""


def checked(text, *words):
    """Give the table of the options, by the id of the option."""
    out = detente("check", "-", "--format", "csv", *words, stdin=text).out
    return {row["option"]: row for row in csv.DictReader(io.StringIO(out))}


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "3 months (never where summary)"),
        ("ru", "3 месяца (никогда, если summary)"),
    ],
)
def test_a_check_says_how_long_undoing_takes_and_where_it_is_forbidden(language, said):
    assert checked(BOUND, "--lang", language)["main"]["undo"] == said


def test_a_check_says_how_long_taking_lasts_and_where_it_is_forbidden():
    taken = {name: row["redo"] for name, row in checked(BOUND).items()}
    assert taken == {
        "main": "at once",
        "other": "1 week (never where main)",
        "summary": "2 months",
    }


def test_a_check_is_silent_on_taking_where_nothing_binds_it():
    free = BOUND.replace("redo: {never: main, takes: 1 week}", "")
    assert "redo" not in checked(free)["main"]


def test_a_csv_file_holds_what_standard_output_does(strike, tmp_path):
    target = tmp_path / "out.csv"
    detente("states", strike, "--format", "csv", "--output", target)
    shown = detente("states", strike, "--format", "csv").out
    assert target.read_bytes() == shown.encode()
