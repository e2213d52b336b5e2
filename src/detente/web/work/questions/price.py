"""Which sums to ask about: what a deal gives and takes, the first and the rest."""

from collections.abc import Sequence
from itertools import pairwise
from typing import TypeAlias

from detente.web.work.questions.sheet import LITERAL, Sheet, mapping, strip_not

Sum: TypeAlias = tuple[str, ...]
_MOST = 3
"""Questions of the first against the next two together."""


def price(sheet: Sheet, items: Sequence[str]) -> tuple[Sum, Sum]:
    """Tell what the first deal on the table gives somebody, and what it takes.

    Parameters
    ----------
    sheet : Sheet
    items : sequence of str
        What matters to them.

    Returns
    -------
    (tuple of str, tuple of str)
        What would be so that they want, and what would be no more.
    """
    changed = {strip_not(each): not each.startswith("not ") for each in steps_of(sheet)}
    now = {step.id: step.now for step in sheet.steps()}
    gives = [each for each in items if _becomes(each, changed, now)]
    takes = [each for each in items if _ends(each, changed, now)]
    return tuple(gives), tuple(takes)


def steps_of(sheet: Sheet) -> list[str]:
    """List the steps of the first deal, in their order."""
    deals = sheet.part("roadmaps")
    first = mapping(next(iter(deals.values()), None))
    stages = first.get("stages")
    found: list[str] = []
    for stage in stages if isinstance(stages, list) else ():
        steps = stage.get("steps") if isinstance(stage, dict) else stage
        listed = steps if isinstance(steps, list) else [steps]
        found += [str(each) for each in listed if LITERAL.fullmatch(str(each))]
    return found


def _becomes(literal: str, changed: dict[str, bool], now: dict[str, bool]) -> bool:
    step, wanted = strip_not(literal), not literal.startswith("not ")
    return changed.get(step) is wanted and now.get(step) is not wanted


def _ends(literal: str, changed: dict[str, bool], now: dict[str, bool]) -> bool:
    step, wanted = strip_not(literal), not literal.startswith("not ")
    return changed.get(step) is (not wanted) and now.get(step) is wanted


def sums_to_ask(
    row: Sequence[str],
    known: Sequence[tuple[Sum, Sum]],
    deal: tuple[Sum, Sum],
    skipped: Sequence[str],
) -> tuple[Sum, Sum] | None:
    """Find the next judgement between sums that would help; None where none would.

    Parameters
    ----------
    row : sequence of str
        What matters, the most important first.
    known : sequence of pairs of sums
        What was judged already.
    deal : pair of sums
        What the deal gives them and what it takes.
    skipped : sequence of str
        Those of which somebody could not say.
    """
    gives, takes = deal
    wished: list[tuple[Sum, Sum]] = []
    if gives and takes and len(gives) + len(takes) > 2:  # noqa: PLR2004 - else a pair
        wished.append(deal)
    for at, (second, third) in enumerate(pairwise(row[1 : _MOST + 2])):
        wished.append(((row[at],), (second, third)))
    told = {frozenset((frozenset(more), frozenset(than))) for more, than in known}
    for more, than in wished:
        mark = f"{' + '.join(more)}>{' + '.join(than)}"
        same = frozenset((frozenset(more), frozenset(than)))
        if mark not in skipped and same not in told and not _follows(row, more, than):
            return more, than
    return None


def _follows(row: Sequence[str], more: Sum, than: Sum) -> bool:
    """Whether the order alone says that one side outweighs the other."""
    return _outweighs(row, more, than) or _outweighs(row, than, more)


def _outweighs(row: Sequence[str], more: Sum, than: Sum) -> bool:
    if not set(row).issuperset((*more, *than)) or len(more) < len(than):
        return False
    places = sorted(map(row.index, more)), sorted(map(row.index, than))
    return all(a < b for a, b in zip(*places, strict=False))
