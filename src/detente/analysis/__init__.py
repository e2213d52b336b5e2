"""The questions as users ask them; the one way for library, commands and web.

Every function takes a case, or anything that `load` reads, and gives a result that is
frozen, carries its assumptions, and shows itself. The questions stand in families;
`reading` reads a case, `setting` is how a question is answered, `result` what every
answer can do, `timed` what questions about time start from.
"""

__all__ = ["FAMILIES"]

FAMILIES = (
    "check",
    "coalition",
    "deal",
    "exchange",
    "graph",
    "lever",
    "overview",
    "preference",
    "record",
    "robustness",
    "search",
    "stability",
    "time",
)
"""Packages below this one; each gives its questions and their answers."""
