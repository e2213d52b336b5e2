"""The commands about what is unknown, strong or misperceived."""

import csv
import json

import pytest

import detente as dt
from detente.casefile import parse_case
from detente.casefile.read import truth_tables
from detente.errors import TooLargeError
from tests.bluff import BLUFF
from tests.running import detente


@pytest.fixture
def bluff(tmp_path):
    path = tmp_path / "bluff.yaml"
    path.write_text(BLUFF, encoding="utf-8")
    return path


def flat(text):
    """The same without the breaks of lines."""
    return " ".join(text.split())


def test_unknown_shows_the_four_readings_side_by_side():
    ran = detente("unknown", "gisborne")
    assert "24 of 28 pairs" in ran.out
    assert "YYY    now +continue_ban +lift +appeal  -   bcd  bcd  bd   bd" in ran.out


def test_unknown_lists_where_one_party_stays():
    ran = detente(
        *("unknown", "gisborne", "--party", "province", "--concepts", "SEQ"),
        *("--where", "not appeal"),
    )
    assert "NNN    now                      bcd" in ran.out
    assert "NNY" not in ran.out


def test_unknown_gives_states_by_concept_and_reading():
    data = json.loads(detente("unknown", "gisborne", "--format", "json").out)
    reading = data["concepts"]["SEQ"]["c"]
    assert reading["equilibria"] == ["YYN", "YNY"]
    assert reading["stable_count"] == {"federal": 4, "province": 6, "support": 6}
    assert data["unknown"] == {
        "province": {"entries": ["continue_ban", "lift"], "pairs": 24}
    }


def test_strength_tells_strong_equilibria_from_weak_ones():
    ran = detente("strength", "gisborne", "--concepts", "R,GMR,SMR")
    assert "+lift +appeal  -            strong       weak" in ran.out


def test_strength_lists_how_one_party_is_held():
    ran = detente("strength", "gisborne", "--party", "support", "--concepts", "GMR")
    assert "NYY    now +lift +appeal                strong" in ran.out


def test_strength_gives_the_three_kinds():
    data = json.loads(detente("strength", "gisborne", "--format", "json").out)
    found = data["concepts"]["GMR"]
    assert found["strong"]["stable"]["support"] == ["NYY", "YYY"]
    assert found["strong_equilibria"] == ["YYY"]
    assert found["equilibria_count"] == 2
    assert data["strong"]["federal"] == {"entries": ["[true, NYY]"], "pairs": 7}


def test_hypergame_shows_what_each_expects_and_who_errs(bluff):
    ran = detente("hypergame", bluff, "--concepts", "SEQ")
    assert "North sees a game of its own: 4 situations. South would fight." in ran.out
    assert "SEQ      North     -                              now +march" in ran.out


def test_hypergame_says_what_is_hidden(bluff):
    edit = "sees.south={only: not march}"
    ran = detente("hypergame", bluff, "--set", edit)
    assert "It does not perceive 2 situations that can come about." in flat(ran.out)


def test_hypergame_says_what_is_imagined(bluff):
    edits = ["constraints=[not march or not resist]"]
    edits += ["sees.north={set: {constraints: []}, only: resist}"]
    edits += [f"preferences.{party}=[resist]" for party in ("north", "south")]
    words = [word for edit in edits for word in ("--set", edit)]
    ran = detente("hypergame", bluff, *words)
    assert "1 situation that it perceives cannot come about." in flat(ran.out)


def test_hypergame_says_that_nobody_errs(bluff):
    ran = detente("hypergame", bluff, "--set", "sees.north={title: The same}")
    assert "Nobody errs: what each expects is what lasts." in ran.out


def test_hypergame_gives_every_game(bluff):
    data = json.loads(
        detente("hypergame", bluff, "--concepts", "SEQ", "--format", "json").out
    )
    assert data["concepts"]["SEQ"]["equilibria"] == ["NN", "YN", "NY"]
    south, north = data["concepts"]["SEQ"]["games"]
    assert (south["parties"], south["unforeseen"]) == (["south"], ["NN"])
    assert (north["equilibria"], north["missed"]) == (["NN", "NY"], [])
    assert [game["as_written"] for game in data["games"]] == [True, False]


@pytest.mark.parametrize("form", ["csv", "markdown", "latex"])
@pytest.mark.parametrize("command", ["unknown", "strength"])
def test_states_are_written_in_every_form(command, form):
    ran = detente(command, "gisborne", "--format", form)
    assert ran.code == 0
    assert "YYY" in ran.out


@pytest.mark.parametrize("form", ["csv", "markdown", "latex"])
def test_a_hypergame_is_written_in_every_form(bluff, form):
    ran = detente("hypergame", bluff, "--format", form)
    assert ran.code == 0
    assert "NY" in ran.out


@pytest.mark.parametrize(
    ("command", "key"),
    [("unknown", "'unknown'"), ("strength", "'strong'"), ("hypergame", "'sees'")],
)
def test_a_case_without_the_key_is_refused_by_its_name(command, key):
    ran = detente(command, "korea-2017")
    assert ran.code == 2
    assert key in ran.err
    assert "hint" in ran.err


@pytest.mark.parametrize(
    "words",
    [("--concepts", "SIM"), ("--sanction", "strict"), ("--no-return",)],
)
@pytest.mark.parametrize("command", ["unknown", "strength"])
def test_what_pairs_cannot_answer_is_refused(command, words):
    assert detente(command, "gisborne", *words).code == 2


def test_a_party_that_is_none_is_refused():
    assert (
        "no party 'canada'" in detente("unknown", "gisborne", "--party", "canada").err
    )


@pytest.mark.parametrize("key", ["unknown", "strong"])
def test_pairs_that_would_not_fit_are_refused_before_the_work(key):
    options = ", ".join(f"o{number}: {{}}" for number in range(14))
    text = (
        f"detente: 1\nparties: {{a: {{options: {{{options}}}}}}}\n"
        f"preferences: {{a: {{statements: [o1], {key}: [o0]}}}}\n"
    )
    ask = {"unknown": dt.unknown_stability, "strong": dt.strength}[key]
    with pytest.raises(TooLargeError):
        ask(parse_case(text, "large.yaml"), setting=dt.Setting(memory=2**30))


ANSWERS = [
    ("analyze", "gisborne"),
    ("check", "gisborne"),
    ("states", "gisborne"),
    ("stability", "gisborne"),
    ("explain", "gisborne"),
    ("evolve", "gisborne"),
    ("compare", "gisborne"),
    ("exposure", "gisborne"),
]


@pytest.mark.parametrize("words", ANSWERS, ids=lambda words: words[0])
def test_every_other_command_says_once_what_it_takes_no_account_of(words):
    ran = detente(*words)
    said = " ".join((ran.out + ran.err).split())
    assert said.count("`detente unknown` takes it into account") == 1
    assert said.count("`detente strength` takes it into account") == 1


def test_a_command_warns_of_the_keys_that_are_not_its_own():
    ran = detente("unknown", "gisborne")
    assert "`detente strength`" in ran.err
    assert "`detente unknown`" not in ran.err


LARGE = """\
detente: 1
parties:
  a: {options: {o0: {}, o1: {}, o2: {}, o3: {}, o4: {}, o5: {}}}
preferences:
  a: {unknown: [o0], strong: [o1]}
sees:
  a: {only: o0 or not o0}
"""


@pytest.mark.parametrize("command", ["unknown", "strength", "hypergame"])
def test_more_states_than_fit_are_not_listed(command):
    ran = detente(command, "-", stdin=LARGE)
    assert "64 situations are too many to list here" in ran.out


@pytest.mark.parametrize("command", ["unknown", "strength", "hypergame"])
def test_everything_is_in_the_table_of_many_states(command):
    ran = detente(command, "-", "--format", "csv", "--concepts", "R", stdin=LARGE)
    assert len(ran.out.splitlines()) == 65


def test_the_warnings_stand_in_the_json_too():
    data = json.loads(detente("strength", "gisborne", "--format", "json").out)
    assert [each["code"] for each in data["warnings"]] == ["unknown-set-aside"]


def test_quiet_is_quiet():
    assert detente("unknown", "gisborne", "--quiet").err == ""


def test_answers_in_python_refuse_what_was_not_asked():
    found = dt.unknown_stability("gisborne", ["R"])
    with pytest.raises(ValueError, match="SEQ was not asked for"):
        found.equilibria("a", "SEQ")
    with pytest.raises(ValueError, match="readings are a, b, c and d"):
        found.stable("e", "R", "province")


@pytest.mark.parametrize("ask", ["equilibria", "stable"])
def test_there_are_three_kinds_of_strength(ask):
    found = dt.strength("gisborne", ["R"])
    words = ("R",) if ask == "equilibria" else ("R", "federal")
    with pytest.raises(ValueError, match="general, strong, weak"):
        getattr(found, ask)(*words, "immense")


def test_a_view_that_hides_the_present_can_be_judged(bluff):
    ran = detente("hypergame", bluff, "--set", "sees.north={only: march}")
    assert ran.code == 0
    assert "It does not perceive 2 situations" in flat(ran.out)


ORDERED = """
detente: 1
title: Gates
parties:
  north: {options: {gate: {undo: {never: not key}}, key: {now: yes}}}
  south: {options: {wait: {}}}
preferences:
  north: [gate]
  south: [not gate]
sees:
  north: {only: wait}
"""


def test_a_view_that_hides_the_present_can_have_rules_that_go_by_order():
    ran = detente("hypergame", "-", stdin=ORDERED)
    assert ran.code == 0, ran.err


def test_a_view_of_many_options_has_to_show_the_present():
    others = [f"o{number}" for number in range(21)]
    options = ", ".join(f"{other}: {{}}" for other in others)
    case = ORDERED.replace("wait: {}", f"wait: {{}}, {options}")
    rule = f"constraints: ['at_most(0, {', '.join(others)})']"
    ran = detente("hypergame", "-", "--engine", "arcs", stdin=case + rule)
    assert ran.code == 2
    assert "the status quo has to be feasible" in ran.err


LISTED = """
detente: 1
title: Three rooms
states: {s1: One, s2: Two, s3: Three}
status_quo: s1
parties: {north: {}, south: {}}
moves: {north: {s1: [s2], s2: [s3]}, south: {}}
terms: {near: s1 or s2}
preferences: {north: {ranking: [s3, s2, s1]}, south: {ranking: [s1, s2, s3]}}
sees: {south: {only: near}}
"""


def test_a_view_of_listed_states_may_be_told_by_a_term():
    ran = detente("hypergame", "-", "--format", "json", stdin=LISTED)
    assert ran.code == 0, ran.err
    own, theirs = json.loads(ran.out)["games"]
    assert (own["perceived"], own["hidden"]) == (3, 0)
    # South does not see the third room.
    assert (theirs["perceived"], theirs["hidden"]) == (2, 1)


@pytest.mark.parametrize(("tried", "code"), [(9, 2), (1, 0)])
def test_a_view_of_nothing_is_refused_where_it_can_be_told(monkeypatch, tried, code):
    monkeypatch.setattr(truth_tables, "_MOST_TRIED", tried)
    text = LISTED.replace("only: near", "only: s1 and s2")
    ran = detente("check", "-", stdin=text)
    assert ("no state is left that it perceives" in ran.err) is (code == 2)


def test_hypergame_lists_by_state_who_does_not_perceive_it(bluff):
    edit = "sees.south={only: not march}"
    ran = detente("hypergame", bluff, "--set", edit, "--format", "csv")
    rows = csv.DictReader(ran.out.strip().splitlines())
    told = {row["state"]: row["not_perceived_by"] for row in rows}
    assert told == {"NN": "", "YN": "South", "NY": ""}
