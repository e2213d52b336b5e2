"""The commands, a file a family: each reads its words, asks once, shows the answer.

A command registers itself (`detente.cli.registry`).
"""

__all__ = ["FAMILIES"]

FAMILIES = (
    "overview",
    "check",
    "stability",
    "preference",
    "graph",
    "coalition",
    "deal",
    "search",
    "lever",
    "robustness",
    "time",
    "record",
    "exchange",
    "web",
)
"""In the order in which the help page lists them."""
