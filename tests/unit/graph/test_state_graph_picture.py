"""The picture of a state graph: what is in it, and that it stands alone."""

import json
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

import detente as dt
from detente.report.figure.graph.state_graph import explain_anchor, graph_picture
from detente.report.figure.style import (
    PAPER,
    breadth,
    caption_width,
    marks,
    party_line,
)
from detente.report.naming import Names
from detente.report.words import words_of
from tests.pictures import NAMESPACE, drawn
from tests.running import detente

CASES = ["chicken", "cuba-1962", "elmira", "korea-2017", "garrison", "korea-2019"]


def picture(case, show="reachable", language="en", **asked):
    result = dt.state_graph(case, show, **asked)
    (found,) = result.pictures(Names(result.case, words_of(language)))
    return result, found


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("collapse", [False, True])
def test_every_node_is_drawn_once(case, collapse):
    result, found = picture(case, collapse=collapse)
    states = [each.get("data-state") for each in drawn(found.svg).of_class("dt-node")]
    assert states == [node.state for node in result.graph.nodes]


@pytest.mark.parametrize("case", CASES)
def test_now_is_marked_once(case):
    (now,) = drawn(picture(case)[1].svg).of_class("dt-now")
    assert now.get("data-state") == dt.load(case).status_quo


@pytest.mark.parametrize("case", CASES)
def test_equilibria_under_the_lead_concept_are_marked(case):
    result, found = picture(case, concepts=["R"])
    marked = {
        each.get("data-state") for each in drawn(found.svg).of_class("dt-equilibrium")
    }
    resting = {node.state for node in result.graph.nodes if node.equilibria}
    assert marked == resting


@pytest.mark.parametrize("case", ["elmira", "korea-2017"])
def test_a_move_says_whether_it_can_be_taken_back_and_a_full_head_that_one_gains(case):
    result, found = picture(case)
    svg, arcs = drawn(found.svg), result.graph.arcs
    marks = [t for t in svg.titles if "\N{RIGHTWARDS ARROW}" in t or "↔" in t]
    assert sum("↔" in each for each in marks) == sum(arc.both_ways for arc in arcs)
    assert len(marks) == len(arcs)
    assert "full head: the mover gains that way" in svg.texts


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_legend_names_every_party_that_moves(case, language):
    result, found = picture(case, language=language)
    names = Names(result.case, words_of(language))
    moving = {names.party(arc.party) for arc in result.graph.arcs}
    assert moving <= set(drawn(found.svg).texts)


@pytest.mark.parametrize("case", CASES)
def test_parties_differ_by_dash(case):
    result, found = picture(case)
    lines = [
        (each.get("stroke"), each.get("stroke-dasharray"))
        for each in drawn(found.svg).all("g")
        if each.get("stroke") and each.get("fill") == "none"
    ]
    moving = {arc.party for arc in result.graph.arcs}
    assert len({dash for _, dash in lines}) == len(lines) == len(moving)


@pytest.mark.parametrize("case", CASES)
def test_nothing_comes_from_outside(case):
    svg = picture(case)[1].svg.replace("http://www.w3.org/2000/svg", "")
    assert re.findall(r"https?:|<script|@import|url\(|<image", svg) == []


@pytest.mark.parametrize("case", CASES)
def test_a_picture_says_what_it_shows(case):
    _, found = picture(case)
    root = drawn(found.svg).root
    assert root[0].text == found.caption
    assert root[1].text == found.alt
    assert root.get("aria-labelledby") == root[0].get("id")
    assert root.get("aria-describedby") == root[1].get("id")


def test_every_node_can_be_reached_by_keyboard_and_tells_itself():
    nodes = drawn(picture("chicken")[1].svg).of_class("dt-node")
    assert {node.get("tabindex") for node in nodes} == {"0"}
    assert nodes[0][0].text == "now [crash]; everything as it is now; now"


def test_a_picture_alone_has_no_links():
    assert drawn(picture("chicken")[1].svg).all("a") == []


def test_nodes_lead_to_the_anchors_given():
    result = dt.state_graph("chicken")
    names = Names(result.case, words_of("en"))
    anchors = {"YN": explain_anchor("YN")}
    links = drawn(graph_picture(result.graph, names, anchors).svg).all("a")
    assert [link.get("href") for link in links] == ["#explain-YN"]


def test_few_nodes_bear_their_changes_from_now():
    texts = drawn(picture("korea-2017")[1].svg).texts
    assert "+withdraw +abandon" in texts


def test_many_nodes_bear_numbers_and_the_key_names_some():
    result, found = picture("korea-2019")
    texts = drawn(found.svg).texts
    assert {str(place) for place in range(1, len(result.graph.nodes) + 1)} <= set(texts)
    assert "1: now" in texts


def test_names_are_escaped():
    case = {
        "detente": 1,
        "title": '<b> & "q"',
        "parties": {"a": {"name": "A<&>", "options": {"x": {}}}},
    }
    found = drawn(picture(case)[1].svg)
    assert "A<&>" in found.texts
    assert '<b> & "q"' in found.titles[0]


def test_what_is_left_out_is_said():
    ran = detente("graph", "garrison", "--limit", "5")
    assert "5 of 23 situations are drawn" in ran.out
    assert "18 are left out" in ran.out


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "5 of 23 situations are drawn, 18 are left out."),
        ("ru", "Нарисовано ситуаций: 5 из 23, опущено 18."),
    ],
)
def test_the_picture_itself_says_what_it_leaves_out(language, said):
    _, found = picture("garrison", language=language, limit=5)
    assert said in found.caption
    assert said in found.alt


def test_the_picture_counts_moves_that_smaller_ones_add_up_to():
    result, found = picture("korea-2019")
    said = f"{result.graph.n_composite} moves are left out"
    assert said in found.caption
    assert said in found.alt


def test_a_picture_of_everything_says_nothing_of_what_is_left_out():
    _, found = picture("chicken")
    assert "left out" not in found.caption + found.alt


def test_one_node_is_said_in_the_singular():
    _, found = picture("chicken", limit=1)
    assert found.alt.startswith("1 node and 0 moves between them.")


def test_classes_with_an_equilibrium_are_counted_as_classes():
    result, found = picture("korea-2019", collapse=True)
    resting = [n for n in result.graph.nodes if result.graph.lead in n.equilibria]
    said = f"Classes with an equilibrium under SEQ: {len(resting)}, among them"
    assert said in found.alt


def twelve(*names):
    """A case of parties that need each other in turn, with these names."""
    count = len(names)
    return {
        "detente": 1,
        "title": "Many",
        "parties": {
            f"p{k}": {"name": name, "options": {f"o{k}": {}}}
            for k, name in enumerate(names)
        },
        "preferences": {
            f"p{k}": [f"o{(k + 1) % count}", f"not o{k}"] for k in range(count)
        },
    }


def test_nodes_bear_numbers_where_names_would_make_the_picture_too_broad():
    result, found = picture(twelve(*(f"Party number {k}" for k in range(10))))
    svg = drawn(found.svg)
    assert len(result.graph.nodes) == 30
    assert "1: now" in svg.texts
    assert float(svg.root.get("width")) <= 1300


def test_up_to_twelve_parties_have_a_dash_and_a_colour_of_their_own():
    looks = [party_line(place) for place in range(12)]
    assert len({look["stroke"] for look in looks}) == 12
    assert len({look["stroke_dasharray"] for look in looks}) == 12


def test_the_thirteenth_party_differs_from_the_first_by_its_breadth():
    assert party_line(0)["stroke_dasharray"] == party_line(12)["stroke_dasharray"]
    assert breadth(12) > breadth(0)


def test_twelve_parties_have_marks_of_their_own():
    found = [ET.fromstring(marks(place, [(0, 0)])) for place in range(12)]
    looks = {(each.get("fill") == PAPER, ET.tostring(each[0])) for each in found}
    assert len(looks) == 12


def test_a_move_that_can_be_taken_back_in_one_has_two_heads_among_many_nodes():
    case = {
        "detente": 1,
        "title": "Two steps together",
        "parties": {
            "p": {"options": {"a": {}, "b": {}}},
            "q": {"options": {each: {} for each in "cdef"}},
        },
        "preferences": {
            "p": ["a iff b", "a"],
            "q": {"weights": dict.fromkeys("cdef", 1)},
        },
    }
    graph = dt.state_graph(case).graph
    states = [node.state for node in graph.nodes]
    found = {
        (states[arc.start], states[arc.end]): arc.both_ways
        for arc in graph.arcs
        if arc.party == "p"
    }
    assert found["NNNNNN", "YYNNNN"]


def test_moves_that_smaller_ones_add_up_to_are_counted():
    ran = detente("graph", "korea-2019", "--quiet")
    assert "can make in smaller steps" in ran.out


def test_what_cannot_be_reached_is_counted():
    result = dt.state_graph(
        {
            "detente": 1,
            "title": "One way",
            "parties": {"a": {}},
            "states": {"p": "Here", "q": "There"},
            "status_quo": "p",
            "moves": {"a": {"q": ["p"]}},
        }
    )
    assert [node.state for node in result.graph.nodes] == ["p"]
    assert "1 feasible situation cannot be reached" in result.text()


@pytest.mark.parametrize("case", ["chicken", "elmira", "korea-2017", "garrison"])
@pytest.mark.parametrize("language", ["en", "ru"])
def test_what_is_written_on_a_node_stays_inside(case, language):
    for node in drawn(picture(case, language=language)[1].svg).of_class("dt-node"):
        (*_, box) = node.iter(f"{NAMESPACE}rect")
        lines = [each.text for each in node.iter(f"{NAMESPACE}text")]
        assert max(map(caption_width, lines)) <= float(box.get("width"))


@pytest.mark.parametrize("show", ["reachable", "equilibria", "improvements", "all"])
def test_json_gives_nodes_with_places_and_arcs(show):
    ran = detente("graph", "elmira", "--show", show, "--format", "json")
    data = json.loads(ran.out)
    assert data["show"] == show
    places = {(node["x"], node["y"]) for node in data["nodes"]}
    assert len(places) == len(data["nodes"]) == data["drawn"]
    numbers = {node["node"] for node in data["nodes"]}
    assert {arc[end] for arc in data["arcs"] for end in ("from", "to")} <= numbers


@pytest.mark.parametrize("form", ["text", "csv", "markdown", "latex", "svg", "json"])
@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_command_answers_in_every_form(form, language):
    words = ["--format", form, "--lang", language]
    ran = detente("graph", "chicken", *words)
    assert ran.code == 0
    assert ran.out.strip()


@pytest.mark.parametrize("command", ["analyze", "stability", "graph"])
def test_the_state_graph_is_the_picture_of_the_static_answers(command):
    ran = detente(command, "chicken", "--format", "svg")
    assert ran.code == 0
    assert len(drawn(ran.out).of_class("dt-node")) == 4


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--show", "some"], "some"),
        (["--limit", "0"], "--limit"),
        (["--concepts", "SEX"], "SEX"),
    ],
)
def test_a_wrong_question_is_said_and_exits_with_two(words, said):
    ran = detente("graph", "chicken", *words)
    assert ran.code == 2
    assert said in ran.err


def test_a_wrong_question_in_python_names_what_can_be_shown():
    with pytest.raises(dt.QuestionError, match="no picture of 'some'"):
        dt.state_graph("chicken", "some")


def test_at_least_one_situation_is_drawn():
    with pytest.raises(dt.QuestionError, match="at least one"):
        dt.state_graph("chicken", limit=0)


def test_a_notebook_shows_the_picture():
    result = dt.state_graph("chicken")
    assert drawn(result._repr_svg_()).of_class("dt-now")
    assert "<svg" in result._repr_html_()


def test_the_same_question_gives_the_same_picture():
    first, second = (picture("garrison")[1].svg for _ in range(2))
    assert first == second


def test_the_picture_in_the_documents_is_what_the_command_draws():
    kept = Path(__file__).parents[3] / "docs" / "images" / "elmira.svg"
    ran = detente("graph", "elmira", "--format", "svg")
    assert kept.read_text(encoding="utf-8") == ran.out


@pytest.mark.parametrize("case", ["chicken", "elmira", "korea-2017"])
def test_names_of_nodes_are_bold_and_what_holds_there_is_not(case):
    for node in drawn(picture(case)[1].svg).of_class("dt-node"):
        lines = [each for each in node if each.tag.endswith("text")]
        weights = {each.text: each.get("font-weight") for each in lines}
        heavy = "700" if "dt-now" in node.get("class").split() else "600"
        assert weights[lines[0].text] == heavy
        assert all(w is None for words, w in weights.items() if words[:2] == "E:")


@pytest.mark.parametrize("case", ["elmira", "korea-2019"])
def test_samples_in_the_legend_have_the_shape_of_the_nodes(case):
    svg = drawn(picture(case)[1].svg)
    nodes = svg.of_class("dt-node")
    inside = {id(each) for node in nodes for each in node.iter()}
    _, *samples = [e for e in svg.all("rect") if id(e) not in inside]
    boxes = [each for node in nodes for each in node.iter(f"{NAMESPACE}rect")]

    def is_disc(box):
        return 2 * float(box.get("rx")) == pytest.approx(float(box.get("width")))

    assert {is_disc(box) for box in samples} == {is_disc(box) for box in boxes}
