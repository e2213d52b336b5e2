"""What `--time` and `--memory` take."""

import re
from math import isnan
from typing import Annotated

import typer

from detente.cli.language import help_words
from detente.errors import Location, Message, Problem, QuestionError

say = help_words().say

_AMOUNT = re.compile(r"(?P<number>[0-9]{1,15}(\.[0-9]{0,9})?)(?P<unit>[KMGT]?)I?B?")
_POWERS = {"": 0, "K": 10, "M": 20, "G": 30, "T": 40}
_YEARS = 100_000_000
"""Seconds that every system's clock can count."""


def _numbered(seconds: float | None) -> float | None:
    """Refuse `nan`, which no range keeps out: it is neither less nor more."""
    if seconds is not None and isnan(seconds):
        raise typer.BadParameter(say("this must be a number of seconds."))
    return seconds


Seconds = Annotated[
    float | None,
    typer.Option(
        "--time",
        min=0.001,
        max=_YEARS,
        callback=_numbered,
        help=say("Seconds allowed."),
    ),
]


def bytes_of(amount: str) -> int:
    """Give an amount of memory in bytes.

    Raises
    ------
    QuestionError
        Where it is not a number with K, M, G or T.
    """
    found = _AMOUNT.fullmatch(amount.strip().upper())
    if found and float(found["number"]) > 0:
        return int(float(found["number"]) * 2 ** _POWERS[found["unit"]])
    problem = Problem(
        "bad-memory",
        Message("--memory must be an amount such as 2G, not '{value}'", value=amount),
        Location("--memory"),
        amount,
        Message("write a number with K, M, G or T"),
    )
    raise QuestionError([problem])
