"""What somebody said matters more, as an order: what is placed, what to ask next."""

from collections.abc import Iterable, Sequence
from typing import TypeAlias

Pair: TypeAlias = tuple[str, str]
"""What matters more, and what less."""


def consistent(pairs: Iterable[Pair]) -> list[Pair]:
    """Leave out pairs that would close a circle, the later ones."""
    kept: list[Pair] = []
    for more, less in pairs:
        if more != less and more not in below(kept, less):
            kept.append((more, less))
    return kept


def below(pairs: Sequence[Pair], item: str) -> set[str]:
    """Give everything that matters less than something, by some pairs."""
    found: set[str] = set()
    left = [item]
    while left:
        here = left.pop()
        new = {less for more, less in pairs if more == here} - found
        found |= new
        left += new
    return found


def chain(items: Sequence[str], pairs: Sequence[Pair]) -> list[str]:
    """Give the longest row of items, each known to matter more than the next.

    Parameters
    ----------
    items : sequence of str
        All that matters; of equally long rows the one that begins with an earlier item.
    pairs : sequence of Pair
        Without circles.
    """
    rows: dict[str, list[str]] = {}

    def longest(item: str) -> list[str]:
        if item not in rows:
            lower = [less for more, less in pairs if more == item and less in items]
            rows[item] = [item, *max(map(longest, lower), key=len, default=[])]
        return rows[item]

    return max(map(longest, items), key=len, default=[])


def next_pair(
    items: Sequence[str], pairs: Sequence[Pair], skipped: Sequence[Pair]
) -> Pair | None:
    """Find the two of which it would help most to know which matters more.

    An item without a place is held against the middle of where it could stand, so that
    few questions place it.

    Parameters
    ----------
    items : sequence of str
    pairs : sequence of Pair
        What is known, without circles.
    skipped : sequence of Pair
        What somebody could not say, in either order.

    Returns
    -------
    Pair or None
        None where every item has its place, or nothing more can be asked.
    """
    row = chain(items, pairs)
    for item in items:
        if item in row:
            continue
        lower = below(pairs, item)
        open_ = [
            each for each in row if each not in lower and item not in below(pairs, each)
        ]
        tried = sorted(
            open_, key=lambda each: abs(2 * open_.index(each) + 1 - len(open_))
        )
        for each in tried:
            if (each, item) not in skipped and (item, each) not in skipped:
                return each, item
    return None
