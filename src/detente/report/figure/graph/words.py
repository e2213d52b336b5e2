"""What is said of a state graph: what it shows, what it leaves out."""

from detente.report.figure.graph.hold import drawn_holds, hold_words
from detente.report.figure.graph.node import class_name
from detente.report.naming import Names
from detente.study.graph.state_graph import StateGraph
from detente.study.stability.hold import Hold

NAMED = 12
"""At most so many equilibria are named."""


def graph_caption(graph: StateGraph, names: Names) -> str:
    """Say what is shown, and how much is left out."""
    shown = {
        "reachable": names.say("what any moves lead to from now"),
        "improvements": names.say("what improvements lead to from now"),
        "equilibria": names.say("the equilibria, and what is one move away from them"),
        "all": names.say("all feasible situations"),
    }[graph.show]
    if names.spoken:
        said = names.say("{shown}; columns by fewest moves from now", shown=shown)
        said = said[:1].upper() + said[1:]
    else:
        said = names.say(
            "State graph of “{title}”: {shown}; columns by fewest moves from now",
            title=names.title(),
            shown=shown,
        )
    rest = [*_few(graph, names), *not_drawn(graph, names)]
    return ". ".join([said, " ".join(rest)]) if rest else said


def not_drawn(graph: StateGraph, names: Names) -> list[str]:
    """Count what nothing leads to, and moves that smaller ones add up to."""
    said = []
    if graph.show == "reachable" and graph.n_unreachable:
        said.append(
            names.count(
                "{n} feasible situation cannot be reached from now by any moves.",
                "{n} feasible situations cannot be reached from now by any moves.",
                graph.n_unreachable,
            )
        )
    if graph.n_composite:
        said.append(
            names.count(
                "{n} move is left out that its party can make in smaller steps.",
                "{n} moves are left out that their party can make in smaller steps.",
                graph.n_composite,
            )
        )
    return said


def graph_reading(graph: StateGraph, names: Names) -> str:
    """Say what can be read off the picture."""
    said = names.say(
        "{nodes} and {moves} between them.",
        nodes=names.count("{n} node", "{n} nodes", len(graph.nodes)),
        moves=names.count("{n} move", "{n} moves", len(graph.arcs)),
    )
    return " ".join(
        [said, *_few(graph, names), *not_drawn(graph, names), _equilibria(graph, names)]
    )


def _few(graph: StateGraph, names: Names) -> list[str]:
    """Say how many situations are drawn where not all are."""
    left = graph.n_asked - graph.n_drawn
    if not left:
        return []
    return [
        names.count(
            "{drawn} of {asked} situations are drawn, {n} is left out.",
            "{drawn} of {asked} situations are drawn, {n} are left out.",
            left,
            drawn=names.number(graph.n_drawn),
            asked=names.number(graph.n_asked),
        )
    ]


def _equilibria(graph: StateGraph, names: Names) -> str:
    if names.spoken:
        return _holds(graph, names)
    concept = str(graph.lead)
    resting = [
        class_name(node, names) for node in graph.nodes if graph.lead in node.equilibria
    ]
    if not resting and graph.collapsed:
        return names.say(
            "None of them holds an equilibrium under {concept}.", concept=concept
        )
    if not resting:
        return names.say(
            "None of them is an equilibrium under {concept}.", concept=concept
        )
    count, states = names.number(len(resting)), "; ".join(resting[:NAMED])
    if graph.collapsed:
        return names.say(
            "Classes with an equilibrium under {concept}: {count}, among them "
            "{states}.",
            concept=concept,
            count=count,
            states=states,
        )
    return names.say(
        "Equilibria under {concept} that are drawn: {count}, among them {states}.",
        concept=concept,
        count=count,
        states=states,
    )


def _holds(graph: StateGraph, names: Names) -> str:
    """Name the situations by what holds them, as the marks do."""
    said = [_held_so(graph, each, names) for each in drawn_holds(graph)]
    if said:
        return " ".join(said)
    if any(node.hold is Hold.LEFT for node in graph.nodes):
        return names.say("In each of them somebody would move on.")
    return ""


def _held_so(graph: StateGraph, hold: Hold, names: Names) -> str:
    held = [class_name(node, names) for node in graph.nodes if node.hold is hold]
    states = "; ".join(names.with_rest(held[:NAMED], len(held)))
    said = f"{hold_words(hold, names)}: {states}."
    return said[:1].upper() + said[1:]
