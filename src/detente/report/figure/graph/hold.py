"""What holds a situation, as it is written and drawn: in the words of the answer.

The first screen says of now whether it will last. What is drawn is marked by the same
study in the same words, or a reader would meet two verdicts on one situation.
"""

from detente.records import dataclass
from detente.report.naming import Names
from detente.study.graph.state_graph import DrawnNode, StateGraph
from detente.study.stability.hold import Hold


@dataclass(frozen=True)
class Mark:
    """How a situation is drawn.

    Attributes
    ----------
    tinted : bool
        Whether its ground is tinted.
    dash : str or None
        The dashes of its inner line; None is a full one.
    """

    tinted: bool
    dash: str | None


_FULL = Mark(tinted=True, dash=None)
_MARKS = {
    Hold.RESTS: _FULL,
    Hold.ANSWERED: Mark(tinted=True, dash="6 3"),
    Hold.HARDLY: Mark(tinted=False, dash="1.5 3.5"),
}


def mark_of(graph: StateGraph, node: DrawnNode) -> Mark | None:
    """Give how a node is marked that nobody would leave; None where somebody would.

    Where it was not asked what holds the situations, and of classes, a full line
    marks the equilibria under the lead concept.
    """
    if node.hold is None:
        return _FULL if graph.lead in node.equilibria else None
    return _MARKS.get(node.hold)


def hold_words(hold: Hold | None, names: Names) -> str:
    """Say whether a situation would last, to stand on it; nothing where it is left."""
    return {
        Hold.RESTS: names.say("would last"),
        Hold.ANSWERED: names.say("lasts as long as each expects an answer"),
        Hold.HARDLY: names.say("would hardly last"),
    }.get(hold or Hold.LEFT, "")


def hold_meaning(hold: Hold, names: Names) -> str:
    """Say what a mark means."""
    return {
        Hold.RESTS: names.say("would last: nobody would gain by leaving"),
        Hold.ANSWERED: names.say("lasts as long as each expects an answer"),
        Hold.HARDLY: names.say(
            "would hardly last: what should hold it would come anyway"
        ),
    }.get(hold, "")


def hold_answer(node: DrawnNode, names: Names) -> str:
    """Answer in a table whether a situation will last."""
    return {
        Hold.RESTS: names.say("yes"),
        Hold.ANSWERED: names.say("as long as each expects an answer"),
        Hold.HARDLY: names.say("hardly"),
        Hold.LEFT: names.say("no"),
        Hold.UNTOLD: names.say("not to be told yet"),
        None: "-",
    }[node.hold]


def drawn_holds(graph: StateGraph) -> list[Hold]:
    """Give what holds the situations drawn and is marked, the firmest first."""
    found = {node.hold for node in graph.nodes}
    return [each for each in _MARKS if each in found]
