"""State graphs of the literature, as they are drawn."""

import detente as dt


def arcs(result):
    """Arcs as (party, from, to, both ways, gains, gains back)."""
    nodes = result.graph.nodes
    return {
        (
            arc.party,
            nodes[arc.start].state,
            nodes[arc.end].state,
            arc.both_ways,
            arc.improvement,
            arc.improvement_back,
        )
        for arc in result.graph.arcs
    }


def layers(result):
    return {node.state: node.layer for node in result.graph.nodes}


def test_chicken_is_a_square():
    result = dt.state_graph("chicken")
    assert layers(result) == {"NN": 0, "YN": 1, "NY": 1, "YY": 2}
    assert arcs(result) == {
        ("row", "NN", "YN", True, True, False),
        ("column", "NN", "NY", True, True, False),
        ("column", "YN", "YY", True, False, True),
        ("row", "NY", "YY", True, False, True),
    }


def test_chicken_marks_both_equilibria():
    nodes = dt.state_graph("chicken", concepts=["R"]).graph.nodes
    assert {node.state for node in nodes if node.equilibria} == {"YN", "NY"}


def test_by_improvements_chicken_ends_where_one_swerves():
    result = dt.state_graph("chicken", "improvements")
    assert layers(result) == {"NN": 0, "YN": 1, "NY": 1}


def test_elmira_has_the_layers_and_arcs_of_its_figure():
    # Hipel, Fang, Kilgour and Peng (1993): the company's and the ministry's
    # moves cannot be taken back, the town's can.
    result = dt.state_graph("elmira")
    one, two, three = {"s2", "s3", "s5", "s9"}, {"s4", "s6", "s7"}, {"s8"}
    expected = {"s1": 0} | dict.fromkeys(one, 1) | dict.fromkeys(two, 2)
    assert layers(result) == expected | dict.fromkeys(three, 3)
    found = {(party, start, end, both) for party, start, end, both, *_ in arcs(result)}
    ends = {"s1": "s3", "s2": "s4", "s5": "s7", "s6": "s8"}
    assert {each for each in found if each[0] == "ur"} == {
        *(("ur", start, end, False) for start, end in ends.items()),
        *(("ur", f"s{k}", "s9", False) for k in range(1, 9)),
    }
    assert {each for each in found if each[0] == "moe"} == {
        ("moe", f"s{k}", f"s{k + 1}", False) for k in (1, 3, 5, 7)
    }
    assert {(frozenset(each[1:3]), each[3]) for each in found if each[0] == "lg"} == {
        (frozenset({f"s{k}", f"s{k + 4}"}), True) for k in (1, 2, 3, 4)
    }


def test_elmira_collapses_what_the_town_can_take_back():
    nodes = dt.state_graph("elmira", collapse=True).graph.nodes
    assert sorted((node.state, node.size) for node in nodes) == [
        ("s1", 2),
        ("s2", 2),
        ("s3", 2),
        ("s4", 2),
        ("s9", 1),
    ]


def test_by_improvements_elmira_stops_where_the_town_insists():
    assert layers(dt.state_graph("elmira", "improvements")) == {"s1": 0, "s5": 1}


def test_what_cannot_be_undone_makes_the_classes_of_korea_in_2019():
    nodes = dt.state_graph("korea-2019", collapse=True).graph.nodes
    lasting = {
        option.id for option in dt.load("korea-2019").options if option.undo.is_never
    }
    shared = [{option for option, _ in node.fixed} for node in nodes]
    assert shared[0] == set()
    assert all(lasting & fixed for fixed in shared[1:])
