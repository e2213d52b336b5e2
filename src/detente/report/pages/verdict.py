"""The verdict on a road map in words."""

from typing import TYPE_CHECKING

from detente.report.naming import Names

if TYPE_CHECKING:
    from detente.study.verdict import RoadMapCheck

__all__ = ["judged_text", "verdict_text"]


def verdict_text(verdict: str, names: Names) -> str:
    """Give a verdict in the reader's language."""
    words = names.words
    return {
        "proved": words.say("holds by itself (proved)"),
        "refuted": words.say("does not hold (refuted)"),
        "depends": words.say("depends on how harsh the punishment is"),
        "impossible": words.say("impossible"),
    }[verdict]


def judged_text(check: "RoadMapCheck", names: Names) -> str:
    """Give the verdict on a road map, and tell a breakdown without end apart.

    No breach pays there, but what follows one is known only within a band.
    """
    held = check.binding is not None and check.binding[2] >= 0
    if check.verdict == "depends" and held and not check.exact:
        return names.words.say("not proved: the breakdown goes round without end")
    return verdict_text(check.verdict, names)
