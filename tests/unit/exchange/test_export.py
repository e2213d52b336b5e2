"""Cases are written for other programs."""

import json
import re
from dataclasses import replace

import pytest

import detente as dt
from detente.engine import open_engine
from tests.running import detente
from tests.two_options import TWO

networkx = pytest.importorskip("networkx")


def written(case, file):
    ran = detente("export", case, file)
    assert ran.code == 0, ran.err
    return file.read_text("utf-8")


def of_free_options(count):
    options: dict[str, object] = {f"o{place}": {} for place in range(count)}
    return {"detente": 1, "title": "x", "parties": {"p": {"options": options}}}


def codes(exported):
    return {problem.code for problem in exported.warnings}


def test_what_fills_the_gaps_of_a_normal_form_is_said():
    case = TWO | {"constraints": ["not (a and c)"]}
    assert {"filled", "one-shot"} <= codes(dt.convert_case(case, "nfg"))


def test_nothing_is_filled_where_every_combination_is_feasible():
    assert "filled" not in codes(dt.convert_case(TWO, "nfg"))


def test_weights_are_refused_where_a_party_has_none():
    ran = detente("export", "korea-2017", "-", "--to", "nfg", "--payoffs", "weights")
    assert ran.code == 2
    assert "us, nk have no weights" in ran.err


def test_a_normal_form_that_is_too_large_is_refused_before_the_work():
    case = of_free_options(17)
    with pytest.raises(dt.TooLargeError, match="131072 outcomes"):
        dt.convert_case(case, "nfg")


def test_the_size_of_a_normal_form_counts_what_feasible_states_use():
    options = {f"o{k}": {"now": not k} for k in range(40)}
    rule = f"exactly(1, {', '.join(options)})"
    case = {"detente": 1, "title": "x", "parties": {"p": {"options": options}}}
    text = dt.convert_case(case | {"constraints": [rule]}, "nfg").text
    assert text.splitlines()[-1] == " ".join(map(str, range(1, 41)))


@pytest.mark.parametrize("form", ["gmcr", "nfg"])
def test_a_case_without_options_is_refused_with_what_would_work(form):
    ran = detente("export", "elmira", "-", "--to", form)
    assert ran.code == 2
    assert ".graphml" in ran.err


@pytest.mark.parametrize("case", ["korea-2017", "elmira"])
def test_networkx_reads_states_and_moves(case, tmp_path):
    file = tmp_path / "graph.graphml"
    written(case, file)
    graph = networkx.read_graphml(file)
    engine = open_engine(dt.load(case))
    states = [s for s in range(engine.n_states) if engine.feasible[s]]
    moves = {
        (party, engine.state(s), engine.state(int(t)))
        for place, party in enumerate(engine.parties)
        for s in states
        for t in engine.moves(place, s)
    }
    state = networkx.get_node_attributes(graph, "state")
    found = {
        (data["party"], state[start], state[end])
        for start, end, data in graph.edges(data=True)
    }
    assert found == moves
    assert list(state.values()) == [engine.state(s) for s in states]


def test_nodes_carry_names_payoffs_and_which_of_them_is_now(tmp_path):
    file = tmp_path / "graph.graphml"
    written("korea-2017", file)
    nodes = networkx.read_graphml(file).nodes
    assert nodes["s1"]["now"] is True
    assert nodes["s2"]["name"] == "now +strike"
    assert nodes["s2"]["payoff_us"] == 3


def test_edges_say_whether_the_mover_gains(tmp_path):
    file = tmp_path / "graph.graphml"
    written("korea-2017", file)
    graph = networkx.read_graphml(file)
    better = {
        data["improvement"]
        for start, end, data in graph.edges(data=True)
        if data["party"] == "us"
        and graph.nodes[end]["payoff_us"] > graph.nodes[start]["payoff_us"]
    }
    assert better == {True}


def test_a_graph_that_is_too_large_is_refused():
    case = of_free_options(15)
    with pytest.raises(dt.TooLargeError, match="32768 states"):
        dt.convert_case(case, "graphml")


@pytest.mark.parametrize("case", dt.bundled_cases())
def test_json_reads_back_as_the_same_case(case, tmp_path):
    file = tmp_path / "case.json"
    written(case, file)
    assert replace(dt.load(file), file="") == replace(dt.load(case), file="")


def test_json_of_a_graph_case_holds_its_states_and_moves():
    data = json.loads(dt.convert_case("elmira", "json").text)
    assert list(data["states"])[:2] == ["s1", "s2"]
    assert data["moves"]["lg"]["s1"] == ["s5"]


def test_json_keeps_numbers_as_they_were_written():
    text = dt.convert_case(TWO, "json").text
    assert re.search(r'"b": 0\.2,?\n', text)


def test_what_a_format_cannot_hold_is_one_warning_that_lists_it():
    ran = detente("export", "korea-2019", "-", "--to", "gmcr")
    (line,) = [line for line in ran.err.splitlines() if "has no place for" in line]
    for key in ("guarantees", "roadmaps", "events", "takes", "cost", "evidence"):
        assert key in line


def test_rules_that_gmcr_cannot_express_are_named():
    case = TWO | {
        "parties": {"p": {"options": {"a": {"requires": "b"}, "b": {}, "c": {}}}}
    }
    case["preferences"] = {}
    (problem,) = [
        each for each in dt.convert_case(case, "gmcr").warnings if each.code == "rules"
    ]
    assert problem.message.values["options"] == "a"


def test_statements_stay_statements():
    case = TWO | {"preferences": {"us": ["not c", "a if c"]}}
    data = json.loads(dt.convert_case(case, "gmcr").text)
    assert data["useManualPreferenceRanking"] is False
    assert data["decisionMakers"][0]["preferences"] == [
        [[2, "N"]],
        {"compound": True, "members": [[[2, "N"]], [[0, "Y"]]]},
    ]


def test_weights_become_a_ranking_and_it_is_said():
    exported = dt.convert_case(TWO, "gmcr")
    assert json.loads(exported.text)["useManualPreferenceRanking"] is True
    assert "weights" in codes(exported)


def test_a_file_of_gmcr_reads_back_through_the_commands(tmp_path):
    file = tmp_path / "korea.gmcr"
    written("korea-2017", file)
    ran = detente("import", file)
    assert dt.stability(ran.out, ["SEQ"]).equilibria("SEQ") == (
        dt.stability("korea-2017", ["SEQ"]).equilibria("SEQ")
    )
    assert ran.err == ""


def test_the_command_says_what_it_wrote(tmp_path):
    file = tmp_path / "case.json"
    assert detente("export", "korea-2017", file).out == f"Wrote {file}.\n"


def test_the_warnings_of_an_export_stand_in_json(tmp_path):
    file = tmp_path / "case.nfg"
    data = json.loads(detente("export", "korea-2017", file, "--format", "json").out)
    assert data["written"] == str(file)
    assert "one-shot" in {warning["code"] for warning in data["warnings"]}


def test_edits_are_exported():
    ran = detente(
        "export",
        "korea-2017",
        "-",
        "--to",
        "json",
        "--set",
        "options.strike.undo=3 days",
    )
    data = json.loads(ran.out)
    assert data["parties"]["us"]["options"]["strike"]["undo"] == "3 days"


def test_an_ending_that_no_format_has_is_refused(tmp_path):
    ran = detente("export", "korea-2017", tmp_path / "case.doc")
    assert ran.code == 2
    assert "there is no format 'doc' here" in ran.err


def test_statements_of_a_very_large_case_are_written_without_its_states():
    case = of_free_options(60) | {"preferences": {"p": ["o1 or o2"]}}
    assert len(json.loads(dt.convert_case(case, "gmcr").text)["options"]) == 60


def test_a_ranking_that_is_too_long_is_refused():
    case = of_free_options(17) | {"preferences": {"p": {"weights": {"o1": 1}}}}
    with pytest.raises(dt.TooLargeError, match="131072 situations"):
        dt.convert_case(case, "gmcr")
