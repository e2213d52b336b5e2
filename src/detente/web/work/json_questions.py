"""The questions that a program asks, with what each can be told besides the case.

Names and parameters are those of the commands; nothing of the engine is loaded here.
"""

from collections.abc import Mapping
from typing import TypeAlias

from detente.errors import Message
from detente.records import dataclass

PREFIX = "json:"
"""What the kinds of these questions begin with, among all kinds."""
OBJECTIVES = ("gain", "share", "slack", "exposure", "guarantee")
SHOWN = ("reachable", "equilibria", "improvements", "all")


@dataclass(frozen=True, slots=True)
class Parameter:
    """Something that a question can be told.

    Attributes
    ----------
    name : str
    told : Message
        What it is for.
    needed : bool
        Whether the question cannot be asked without it.
    choices : tuple of str
        What it can be; empty for any text.
    least, most : int or None
        The bounds of a whole number; None where it is none.
    """

    name: str
    told: Message
    needed: bool = False
    choices: tuple[str, ...] = ()
    least: int | None = None
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """A question.

    Attributes
    ----------
    told : Message
        What it answers.
    command : str
        The command that prints the same.
    parameters : tuple of Parameter
    """

    told: Message
    command: str
    parameters: tuple[Parameter, ...] = ()


Questions: TypeAlias = Mapping[str, Asked]
_CONCEPTS = Parameter(
    "concepts", Message("Solution concepts, such as R,SEQ; by default all five.")
)
_CONCEPT = Parameter("concept", Message("One solution concept, such as SEQ."))
_WHERE = Parameter("where", Message("Only situations of which this formula is true."))
_PARTY = Parameter("party", Message("Only this party."))
_STATE = Parameter(
    "state", Message("A situation, such as `now +relief`; by default now.")
)
_TO = Parameter("to", Message("A situation or a formula to reach."))
_PLAN = Parameter(
    "roadmap",
    Message("A road map of the case; can be left out where there is one only."),
)
_ONE_PLAN = Parameter("roadmap", Message("Only this road map."))
_SEED = Parameter("seed", Message("What the draws begin with."), least=0, most=2**31)

QUESTIONS: Questions = {
    "check": Asked(
        Message("Only the file: problems and warnings."), "detente check CASE"
    ),
    "analyze": Asked(
        Message("The main job: what holds, why, and where the dispute can go."),
        "detente analyze CASE",
        (_CONCEPTS,),
    ),
    "states": Asked(
        Message("The feasible situations as a table."),
        "detente states CASE",
        (
            _WHERE,
            Parameter("limit", Message("At most so many."), least=1, most=100_000),
        ),
    ),
    "stability": Asked(
        Message("Who would stay where, and the equilibria."),
        "detente stability CASE",
        (_CONCEPTS, _WHERE, _PARTY),
    ),
    "explain": Asked(
        Message("Why a situation holds, or does not."),
        "detente explain CASE STATE",
        (_STATE, _PARTY, _CONCEPT),
    ),
    "evolve": Asked(
        Message("How the dispute can move from where it stands."),
        "detente evolve CASE",
        (_TO, Parameter("from", Message("The situation to start from."))),
    ),
    "graph": Asked(
        Message("The state graph: situations, and who moves where."),
        "detente graph CASE",
        (Parameter("show", Message("Which situations."), choices=SHOWN), _CONCEPTS),
    ),
    "compare": Asked(
        Message("Variants side by side: what changed."), "detente compare CASE"
    ),
    "record": Asked(
        Message("The events: who met whom, words, deeds, commitments."),
        "detente record CASE",
    ),
    "exposure": Asked(
        Message("Who holds what, how long to undo it, and who is exposed."),
        "detente exposure CASE",
        (_ONE_PLAN,),
    ),
    "sustain": Asked(
        Message("Where all could stay, whatever the order."),
        "detente sustain CASE",
        (_TO,),
    ),
    "roadmaps": Asked(
        Message("Every road map of the case, judged."), "detente roadmap list CASE"
    ),
    "roadmap": Asked(
        Message("Who would sign a road map, call it off, or cheat."),
        "detente roadmap check CASE NAME",
        (_PLAN,),
    ),
    "thresholds": Asked(
        Message("Least patience and least guarantees, as intervals."),
        "detente roadmap thresholds CASE NAME",
        (_PLAN,),
    ),
    "find": Asked(
        Message("The best deal, or the best order of steps from now to a target."),
        "detente roadmap find CASE",
        (
            _TO,
            Parameter("objective", Message("What is best."), choices=OBJECTIVES),
            Parameter("package", Message("Steps in a stage at most."), least=1, most=8),
        ),
    ),
    "levers": Asked(
        Message("What would move it: the smallest changes that mend a road map."),
        "detente levers CASE",
        (
            Parameter("roadmap", Message("The road map to move.")),
            _TO,
            Parameter(
                "most", Message("Changes of a kind that are told."), least=1, most=20
            ),
        ),
    ),
    "robust": Asked(
        Message("How often each verdict holds over the ranges of what is assumed."),
        "detente robust CASE",
        (Parameter("samples", Message("How many draws."), least=1, most=2_000), _SEED),
    ),
    "deadlines": Asked(
        Message("The dates to come: for whom a threat, for whom a temptation."),
        "detente deadlines CASE",
        (_ONE_PLAN,),
    ),
    "follow": Asked(
        Message("A road map against what happened: done, owed, broken, what is new."),
        "detente follow CASE",
        (_PLAN, Parameter("as_of", Message("The last day that counts."))),
    ),
}
"""By name."""
