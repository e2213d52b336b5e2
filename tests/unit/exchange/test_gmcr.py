"""Files of GMCR+ are read and written."""

import json
from pathlib import Path

import pytest

import detente as dt
from detente.casefile.formats import read_gmcr
from detente.casefile.formats.identifiers import Identifiers
from detente.model.formula import written
from tests.running import detente

BARRED = "x.gmcr: $.infeasibles"
RANKING = "x.gmcr: $.decisionMakers[0].preferenceRanking"
TWICE = "$.decisionMakers[0].preferenceRanking[2][0]"
FOLDER = Path(__file__).parents[2] / "data" / "gmcr"


def imported(name):
    return dt.import_case(FOLDER / f"{name}.gmcr")


def said(read):
    return {problem.code: str(problem.message) for problem in read.warnings}


def faults(text):
    with pytest.raises(dt.CaseError) as raised:
        read_gmcr(text if isinstance(text, str) else json.dumps(text), "x.gmcr")
    return [str(problem) for problem in raised.value.problems]


def small(**changes):
    """A file of two options and two decision makers, changed."""
    file = {
        "options": [
            {"name": "a", "permittedDirection": "both"},
            {"name": "b", "permittedDirection": "both"},
        ],
        "decisionMakers": [
            {"name": "p", "options": [0], "preferences": [[[1, "Y"]]]},
            {"name": "q", "options": [1], "preferences": []},
        ],
        "infeasibles": [],
    }
    return file | changes


def read(**changes):
    return read_gmcr(json.dumps(small(**changes)), "x.gmcr")


def ranked(ranking):
    makers = [
        {"name": "p", "options": [0], "preferences": [], "preferenceRanking": ranking},
        {
            "name": "q",
            "options": [1],
            "preferences": [],
            "preferenceRanking": [[1, 2, 3, 4]],
        },
    ]
    return {"decisionMakers": makers, "useManualPreferenceRanking": True}


def test_parties_and_options_get_ids_from_their_names():
    case = imported("dam").case
    assert [party.id for party in case.parties] == ["upstream", "downstream"]
    assert [option.id for option in case.options] == [
        "fill_the_reservoir",
        "share_the_data",
        "go_to_court",
        "keep_the_old_treaty",
    ]


def test_names_are_kept():
    case = imported("dam").case
    assert str(case.option["go_to_court"].about.name) == "Go to court"


def test_the_first_feasible_state_is_now_and_it_is_said():
    read = imported("dam")
    assert read.case.status_quo == "YNNN"
    assert "first feasible state, YNNN" in said(read)["status-quo"]


def test_directions_become_what_can_be_undone_and_taken():
    options = [
        {"name": "a", "permittedDirection": "fwd"},
        {"name": "b", "permittedDirection": "back"},
    ]
    case = read(options=options, statusQuo="NY").case
    assert case.option["a"].undo.is_never
    assert case.option["b"].redo.is_never


def test_states_of_an_option_that_cannot_change_any_more_are_kept():
    found = imported("dam")
    listed = dt.states(found.case).render("csv").splitlines()[1:]
    states = [line.split(",")[0] for line in listed]
    assert states == ["YNNN", "YYNN", "YNYN", "NNNY", "NYNY", "NNYY"]
    assert "settled" in said(found)


def test_a_compound_statement_is_a_choice_of_conditions():
    statement = imported("dam").case.preference["upstream"].statements[0]
    assert written(statement.formula) == (
        "fill_the_reservoir and not go_to_court or share_the_data and not go_to_court"
    )


def test_a_compound_condition_bars_states():
    constraint = imported("dam").case.constraints[2]
    assert written(constraint.formula) == "not (share_the_data and go_to_court)"


def test_what_is_read_can_be_analysed():
    result = dt.analyze(imported("dam").case)
    assert "YNNN" in result.stability.equilibria("SEQ")


def test_options_stand_in_the_order_of_their_owners():
    case = imported("old_names").case
    assert [option.id for option in case.options] == [
        "patrol_2",
        "open_the_pass",
        "patrol",
    ]


def test_a_ranking_under_its_old_name_numbers_the_feasible_states():
    ranking = imported("old_names").case.preference["highland"].ranking
    assert ranking == (("YYN",), ("NNN", "YNN"), ("NYN",), ("YNY",), ("NNY",))


def test_ties_of_a_ranking_are_kept():
    ranking = imported("old_names").case.preference["ravnina"].ranking
    assert [len(tie) for tie in ranking] == [3, 3]


def test_statements_beside_a_ranking_by_hand_are_said_to_be_left_out():
    assert "ravnina" in said(imported("old_names"))["statements"]


def test_coalitions_and_strange_keys_are_warnings():
    codes = set(said(imported("misperceived")))
    assert {"coalitions", "not-read"} <= codes


def test_misperceptions_become_what_the_party_sees():
    (view,) = imported("misperceived").case.sees
    assert view.party == "north"
    assert written(view.only) == "not (advance and not withdraw)"


def test_coalitions_are_kept_in_the_note_with_the_question_to_ask():
    found = imported("misperceived")
    assert str(found.case.about.note) == "GMCR+: north + south"
    assert "--members north,south --merged" in said(found)["coalitions"]


@pytest.mark.parametrize(
    ("misperceptions", "fault"),
    [
        ([[[7, "Y"]]], "[0][0][0]: there is no option 7"),
        (3, ": this must be a list, not 3"),
        (
            [[[0, "Y"]], [[0, "N"]]],
            ": no state is left that it perceives",
        ),
    ],
)
def test_a_wrong_misperception_is_told_with_its_path(misperceptions, fault):
    makers = small()["decisionMakers"]
    makers = [makers[0] | {"misperceptions": misperceptions}, makers[1]]
    path = "x.gmcr: $.decisionMakers[0].misperceptions"
    assert faults(small(decisionMakers=makers)) == [f"{path}{fault}"]


@pytest.mark.parametrize(
    ("coalitions", "fault"),
    [
        ([[0, 5]], "[0][1]: there is no decision maker 5"),
        ([[0, "1"]], '[0][1]: this must be a whole number, not "1"'),
        ("x", ': this must be a list, not "x"'),
    ],
)
def test_a_wrong_coalition_is_told_with_its_path(coalitions, fault):
    assert faults(small(coalitions=coalitions)) == [f"x.gmcr: $.coalitions{fault}"]


def test_the_file_s_own_status_quo_is_taken():
    found = read(statusQuo="NY")
    assert found.case.status_quo == "NY"
    assert found.warnings == ()


def test_a_status_quo_that_is_not_feasible_is_a_warning():
    found = read(statusQuo="YY", infeasibles=[[[0, "Y"], [1, "Y"]]])
    assert found.case.status_quo == "NN"
    assert "'YY' is no feasible state" in [str(p.message) for p in found.warnings]


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"options": None}, "x.gmcr: $.options: a list is missing here"),
        ({"options": 3}, "x.gmcr: $.options: this must be a list, not 3"),
        (
            {"options": [{"name": "a"}, "b"]},
            'x.gmcr: $.options[1]: this must be an object, not "b"',
        ),
        (
            {"infeasibles": [[[0, "Y"], [7, "Y"]]]},
            "x.gmcr: $.infeasibles[0][1][0]: there is no option 7",
        ),
        (
            {"infeasibles": [[[0, "Q"]]]},
            'x.gmcr: $.infeasibles[0][0][1]: "Q" cannot stand here',
        ),
        (
            {"infeasibles": [[[0]]]},
            f"{BARRED}[0][0]: a condition is a pair of an option and Y or N",
        ),
        (
            {"infeasibles": [[[0, "Y"]], [[0, "N"]]]},
            "x.gmcr: $.infeasibles: the infeasible conditions leave no feasible state",
        ),
        (
            {"infeasibles": [[]]},
            "x.gmcr: $.infeasibles: the infeasible conditions leave no feasible state",
        ),
        (
            {"decisionMakers": []},
            "x.gmcr: $.decisionMakers: there is no decision maker",
        ),
        (
            ranked([1, 2, 3]),
            f"{RANKING}: these states are not ranked: 4",
        ),
        (
            ranked([1, 2, [3, 3], 4]),
            f"{RANKING}[2][1]: the state 3 is ranked twice, first at {TWICE}",
        ),
        (
            ranked([1, 2, 3, 4, 5]),
            f"{RANKING}[4]: there is no feasible state 5",
        ),
        (
            ranked([1, 2, 0, 3, 4]),
            f"{RANKING}[2]: there is no feasible state 0",
        ),
        (
            ranked(None),
            f"{RANKING}: a list is missing here",
        ),
    ],
)
def test_a_fault_is_told_with_its_path(changes, fault):
    assert fault in faults(small(**changes))


def test_an_option_without_owner_is_a_fault():
    makers = [{"name": "p", "options": [0], "preferences": []}]
    assert faults(small(decisionMakers=makers)) == [
        "x.gmcr: $.options[1]: no decision maker holds the option 'b'"
    ]


def test_an_option_with_two_owners_is_a_fault():
    makers = [
        {"name": "p", "options": [0, 1], "preferences": []},
        {"name": "q", "options": [1], "preferences": []},
    ]
    assert faults(small(decisionMakers=makers)) == [
        "x.gmcr: $.decisionMakers[1].options[0]: the option 1 has two owners"
    ]


def test_an_unknown_direction_is_a_fault():
    options = [{"name": "a", "permittedDirection": "up"}, {"name": "b"}]
    assert faults(small(options=options)) == [
        'x.gmcr: $.options[0].permittedDirection: "up" cannot stand here'
    ]


def test_all_faults_are_told_in_one_pass():
    options = [{"name": 1}, {"name": ""}]
    assert len(faults(small(options=options, infeasibles=[[[9, "Y"]]]))) == 3


@pytest.mark.parametrize("text", ["{", "[1", '{"options": NaN}', "[1] 2"])
def test_what_is_no_json_is_one_message(text):
    (fault,) = faults(text)
    assert "not well-formed JSON" in fault


@pytest.mark.parametrize("text", ["[]", "3", '"x"', "null"])
def test_a_file_that_is_no_object_is_refused(text):
    assert any("$" in fault for fault in faults(text))


def test_ids_are_never_words_of_formulas_and_never_given_twice():
    ids = Identifiers()
    made = [
        ids.make(name, "option_1") for name in ("Not", "not", "名前", "Если", "9 lives")
    ]
    assert made == ["not_2", "not_3", "ming_qian", "esli", "lives"]


def test_the_command_prints_the_case_and_its_warnings():
    ran = detente("import", FOLDER / "dam.gmcr")
    assert ran.code == 0
    assert ran.out.startswith("detente: 1\n")
    assert "warning: the file says no status quo" in ran.err


def test_the_command_writes_a_case_that_can_be_analysed(tmp_path):
    case = tmp_path / "case.yaml"
    assert detente("import", FOLDER / "dam.gmcr", "--output", case).code == 0
    assert detente("check", case).code == 0


def test_the_command_does_not_write_over_a_case(tmp_path):
    case = tmp_path / "case.yaml"
    case.write_text("mine", encoding="utf-8")
    assert detente("import", FOLDER / "dam.gmcr", "--output", case).code == 2
    assert case.read_text(encoding="utf-8") == "mine"


def test_the_command_tells_everything_in_json():
    ran = detente("import", FOLDER / "misperceived.gmcr", "--format", "json")
    data = json.loads(ran.out)
    assert dt.load(data["case"]).status_quo == "NN"
    assert "coalitions" in {warning["code"] for warning in data["warnings"]}


def test_an_ending_that_names_no_format_asks_for_one(tmp_path):
    file = tmp_path / "case.txt"
    file.write_text("{}", encoding="utf-8")
    ran = detente("import", file)
    assert ran.code == 2
    assert "write --from and one of: gmcr, nfg, csv, xlsx, json, yaml" in ran.err
    assert ran.err.count("hint") == 1


def test_quiet_says_nothing():
    assert detente("import", FOLDER / "dam.gmcr", "--quiet").err == ""


def test_faults_of_a_file_exit_with_two(tmp_path):
    file = tmp_path / "x.gmcr"
    file.write_text("{}", encoding="utf-8")
    ran = detente("import", file)
    assert ran.code == 2
    assert "$.decisionMakers" in ran.err


def test_another_command_says_how_to_bring_such_a_file():
    ran = detente("analyze", FOLDER / "dam.gmcr")
    assert ran.code == 2
    assert "hint: detente import" in ran.err
