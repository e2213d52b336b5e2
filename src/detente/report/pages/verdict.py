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
    if len(check.orders) > 1:
        return _by_order(check, names)
    held = check.binding is not None and check.binding[2] >= 0
    if check.verdict == "depends" and held and not check.exact:
        return names.words.say("not proved: the breakdown goes round without end")
    return verdict_text(check.verdict, names)


def _by_order(check: "RoadMapCheck", names: Names) -> str:
    """Tell a verdict that is not the same in every order of moves after a breach."""
    words, n_judged = names.words, sum(count for _, count in check.orders)
    said = "; ".join(
        words.say(
            "{verdict} in {count} of {all} orders",
            verdict=verdict_text(verdict, names),
            count=count,
            all=n_judged,
        )
        for verdict, count in check.orders
    )
    return words.say("hangs on who moves first after a breach: {orders}", orders=said)
