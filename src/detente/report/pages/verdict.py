"""The verdict on a road map in words."""

from detente.report.naming import Names

__all__ = ["verdict_text"]


def verdict_text(verdict: str, names: Names) -> str:
    """Give a verdict in the reader's language."""
    words = names.words
    return {
        "proved": words.say("holds by itself (proved)"),
        "refuted": words.say("does not hold (refuted)"),
        "depends": words.say("depends on how harsh the punishment is"),
        "impossible": words.say("impossible"),
    }[verdict]
