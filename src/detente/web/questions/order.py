"""The questions one after the other, and what they are called."""

from detente.records import dataclass
from detente.report.words import Words

ORDER = (
    "table",
    "steps",
    "never",
    "wants",
    "events",
    "deal",
    "guarantee",
    "successor",
    "result",
)
RESULT = "result"
"""The last page, which asks nothing: what follows, and what is missing."""


@dataclass(frozen=True, slots=True)
class Title:
    """What a question is called.

    Attributes
    ----------
    name : str
        As addresses have it.
    short, long : str
        In the list of questions, and above its page.
    """

    name: str
    short: str
    long: str


def titles(words: Words) -> dict[str, Title]:
    """Give what the questions are called, in their order."""
    say = words.say
    told = (
        ("table", say("At the table"), say("Who is at the table?")),
        ("steps", say("Steps"), say("What could each do?")),
        ("never", say("Never together"), say("What can never stand together?")),
        ("wants", say("Wants"), say("What does each want most?")),
        ("events", say("So far"), say("What has been promised and done?")),
        ("deal", say("Deal"), say("Which deal is on the table?")),
        ("guarantee", say("Guarantees"), say("Who guarantees it?")),
        ("successor", say("Who is next"), say("Who may come next?")),
        ("result", say("What follows"), say("What follows from it?")),
    )
    return {name: Title(name, short, long) for name, short, long in told}


def after(name: str) -> str:
    """Give the question that comes next; the last stays."""
    return ORDER[min(ORDER.index(name) + 1, len(ORDER) - 1)]


def before(name: str) -> str:
    """Give the question before; empty for the first."""
    at = ORDER.index(name)
    return ORDER[at - 1] if at else ""
