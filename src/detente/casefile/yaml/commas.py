"""Commas inside braces and brackets that cut a text without quotes in pieces.

In `[at_most(1, a, b), c]` YAML sees four texts, none of them a formula. They
are put together again, so that one fault is told and not one for each piece.
"""

from collections.abc import Sequence
from itertools import accumulate
from typing import TypeAlias, cast

from detente.casefile.yaml.tree import Listing, Mapping, Place, Scalar, Value
from detente.errors import Message, Problem

Piece: TypeAlias = tuple[Value, bool]
"""What stands between two commas or colons, and whether after a colon."""


def rejoined(value: Mapping | Listing) -> tuple[Problem, ...]:
    """Put formulas together again that commas cut in pieces.

    Parameters
    ----------
    value : Mapping or Listing
        What stands in braces or brackets; it gets the whole formulas instead
        of their pieces.

    Returns
    -------
    tuple of Problem
        One for each formula that was cut.
    """
    pieces = _pieces(value)
    if not any(_depth(piece) > 0 for piece, _ in pieces):
        return ()
    problems = []
    whole: list[Piece] = []
    closing = _closing(pieces)
    at = 0
    while at < len(pieces):
        piece, after_colon = pieces[at]
        end = closing.get(at)
        if isinstance(piece, Scalar) and end is not None:
            last, _ = pieces[end]
            joined = _between(piece, last.place)
            problems.append(comma_fault(piece, joined))
            piece, at = joined, end
        whole.append((piece, after_colon))
        at += 1
    if problems:
        _refill(value, whole)
    return tuple(problems)


def comma_fault(piece: Scalar, whole: str) -> Problem:
    """Say that a comma ended a text too early.

    Parameters
    ----------
    piece : Scalar
        What stands before the comma.
    whole : str
        What was meant, as written.

    Returns
    -------
    Problem
        At the piece.
    """
    message = Message("the comma after '{piece}' ends the text here", piece=str(piece))
    hint = Message('put the whole in quotes: "{text}"', text=whole.replace('"', "'"))
    return Problem("comma", message, piece.place.location, str(piece), hint)


def _pieces(value: Mapping | Listing) -> list[Piece]:
    if isinstance(value, Listing):
        return [(item, False) for item in value]
    pieces: list[Piece] = []
    for key, item in value.items():
        pieces.append((cast("Scalar", key), False))
        if not (isinstance(item, Scalar) and item.plain and item == ""):
            pieces.append((item, True))
    return pieces


def _depth(piece: Value) -> int:
    """Count the brackets that a text without quotes opens and does not close."""
    if not isinstance(piece, Scalar) or not piece.plain:
        return 0
    return piece.count("(") - piece.count(")")


def _closing(pieces: Sequence[Piece]) -> dict[int, int]:
    """Find for the pieces that open brackets those that close them."""
    level = list(accumulate((_depth(piece) for piece, _ in pieces), initial=0))
    ahead: dict[int, int] = {}
    closing = {}
    for at in reversed(range(len(pieces))):
        piece, after_colon = pieces[at]
        end = ahead.get(level[at])
        if level[at + 1] > level[at] and end is not None:
            last, _ = pieces[end]
            if _follows(piece.place, last.place):
                closing[at] = end
        if after_colon or not isinstance(piece, Scalar) or not piece.plain:
            ahead.clear()
        else:
            ahead[level[at + 1]] = at
    return closing


def _follows(first: Place | None, last: Place | None) -> bool:
    """Tell whether two places are in order, as those of aliases need not be."""
    return bool(
        first and last and first.origin is last.origin and first.end <= last.start
    )


def _between(first: Scalar, last: Place | None) -> Scalar:
    end = last.end if last else first.place.end
    text = first.place.origin.text[first.place.start : end]
    place = Place(first.place.origin, first.place.start, end)
    return Scalar(" ".join(text.split()), place, plain=False)


def _refill(value: Mapping | Listing, pieces: Sequence[Piece]) -> None:
    if isinstance(value, Listing):
        value[:] = [piece for piece, _ in pieces]
        return
    value.clear()
    key = ""
    for piece, after_colon in pieces:
        if after_colon:
            value[key] = piece
        elif isinstance(piece, Scalar):
            key = piece
            value[key] = Scalar("", piece.place)
