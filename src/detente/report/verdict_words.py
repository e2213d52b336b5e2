"""The verdict on a road map in words."""

from typing import TYPE_CHECKING

from detente.errors import Message
from detente.report.naming import Names

if TYPE_CHECKING:
    from detente.study.deal.verdict import RoadMapCheck

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


_COUNTED = {
    "proved": Message("proved in {count} of {all} orders"),
    "refuted": Message("refuted in {count} of {all} orders"),
}


def judged_text(check: "RoadMapCheck", names: Names) -> str:
    """Give the verdict on a road map, and how far it hangs on the order of moves.

    A breakdown without end is told apart: no breach pays there, but what follows
    one is known only within a band.
    """
    words = names.words
    counts = {str(verdict): count for verdict, count in check.orders}
    n_judged = sum(counts.values())
    if len(counts) > 1:
        told = "; ".join(
            words.say(said.template, count=counts[verdict], all=n_judged)
            for verdict, said in _COUNTED.items()
            if verdict in counts
        )
        return words.say(
            "hangs on who moves first after a breach ({orders})", orders=told
        )
    held = check.binding is not None and check.binding[2] >= 0
    said = verdict_text(check.verdict, names)
    if check.verdict == "depends" and held and not check.exact:
        said = words.say("not proved: the breakdown goes round without end")
    if n_judged == 1:
        return words.say("{verdict}, in the order of the file", verdict=said)
    return said
