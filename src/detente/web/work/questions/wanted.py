"""What somebody wants, as the text says it: trade-offs read, added, put in order."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from detente.casefile.yaml.emitter import Block, Lines
from detente.records import dataclass
from detente.web.work.questions.order import Pair, chain, consistent
from detente.web.work.questions.sheet import (
    ForeignError,
    Sheet,
    listing,
    literals,
    mapping,
)

_SIDES = 2
NUMBERS, WORDS, NOTHING = "numbers", "words", "nothing"


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody who wants something: a party, or another leadership of one.

    Attributes
    ----------
    id, party, name : str
    leads : bool
        Whether it is another leadership.
    """

    id: str
    party: str
    name: str
    leads: bool = False


def holders(sheet: Sheet) -> list[Holder]:
    """List who wants something: the parties, then who may come next."""
    parties = [
        Holder(str(id_), str(id_), sheet.named(node, str(id_)))
        for id_, node in sheet.parties().items()
    ]
    known = {each.id for each in parties}
    leading = [
        Holder(
            str(id_), str(node.get("party")), sheet.named(node, str(id_)), leads=True
        )
        for id_, node in sheet.part("types").items()
        if isinstance(node, dict) and str(node.get("party")) in known
    ]
    return parties + leading


class Wants:
    """What somebody wants, as the text says it.

    Parameters
    ----------
    sheet : Sheet
    holder : Holder
    """

    def __init__(self, sheet: Sheet, holder: Holder) -> None:
        self._sheet, self._holder = sheet, holder
        if holder.leads:
            above = mapping(sheet.part("types").get(holder.id))
            node = above.get("preferences")
        else:
            node = sheet.part("preferences").get(holder.id)
        self.listed = isinstance(node, list)
        self.node = node if isinstance(node, dict) else {}
        if node is not None and not isinstance(node, dict | list):
            raise ForeignError
        self.judged = listing(self.node.get("tradeoffs"))

    @property
    def form(self) -> str:
        """What is given beside trade-offs: numbers, statements, or nothing."""
        if "weights" in self.node:
            return NUMBERS
        if self.listed or "statements" in self.node or "ranking" in self.node:
            return WORDS
        return NOTHING

    def sides(self, each: object) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
        """Read a trade-off between sums of literals; None for any other."""
        if not isinstance(each, dict):
            return None
        more, than = literals(each.get("more")), literals(each.get("than"))
        return None if more is None or than is None else (more, than)

    @property
    def known(self) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
        """Give the trade-offs that the questions can show."""
        return [sides for each in self.judged if (sides := self.sides(each))]

    @property
    def items(self) -> list[str]:
        """Give what matters to them, as first named."""
        named = (each for more, than in self.known for each in (*more, *than))
        return list(dict.fromkeys(named))

    @property
    def pairs(self) -> list[Pair]:
        """Give what is known to matter more than one other thing."""
        return consistent(
            (more[0], than[0])
            for more, than in self.known
            if len(more) == len(than) == 1
        )

    @property
    def sums(self) -> list[tuple[int, tuple[str, ...], tuple[str, ...]]]:
        """Give the judgements between sums, with their places in the list."""
        found = ((at, self.sides(each)) for at, each in enumerate(self.judged))
        return [
            (at, *sides)
            for at, sides in found
            if sides and not (len(sides[0]) == len(sides[1]) == 1) and not _alone(sides)
        ]

    def write(self, items: Sequence[str], row: Sequence[str]) -> None:
        """Write what matters, and the order of what is placed; keep what still fits.

        Parameters
        ----------
        items : sequence of str
            All that matters to them.
        row : sequence of str
            What is placed, the most important first.
        """
        steps = list(pairwise(row))
        place = {item: at for at, item in enumerate(row)}
        for at in reversed(range(len(self.judged))):
            sides = self.sides(self.judged[at])
            if sides and not _stays(sides, items, place, self.judged[at]):
                del self.judged[at]
        known = {(more, than) for more, than in self.known}
        self.add([((a,), (b,)) for a, b in steps if ((a,), (b,)) not in known])
        named = {
            each
            for more, than in self.known
            if not _alone((more, than))
            for each in (*more, *than)
        }
        for at in reversed(range(len(self.judged))):
            sides = self.sides(self.judged[at])
            if sides and _alone(sides) and sides[1][0] in named:
                del self.judged[at]
        named |= set(self.items)
        self.add([((each, each), (each,)) for each in items if each not in named])
        self._end()

    def add(
        self, judgements: Sequence[tuple[tuple[str, ...], tuple[str, ...]]]
    ) -> None:
        """Add judgements: the first sum matters more than the second."""
        for more, than in judgements:
            entry = {"more": " + ".join(more), "than": " + ".join(than)}
            if self.judged:
                self.judged.append(self._sheet.made(entry))
            else:
                made = self._sheet.made(Lines([entry]))
                self._opened()["tradeoffs"] = self.judged = made

    def drop(self, at: int) -> None:
        """Take a judgement away; what it alone named stays wanted."""
        items, row = self.items, chain(self.items, self.pairs)
        del self.judged[at]
        self.write(items, row)

    def _opened(self) -> dict[str, Any]:
        """Give the mapping of these wants; statements that stand alone move into it."""
        sheet, holder = self._sheet, self._holder
        above = (
            mapping(sheet.part("types")[holder.id])
            if holder.leads
            else sheet.opened("preferences")
        )
        key = "preferences" if holder.leads else holder.id
        node = above.get(key)
        if not isinstance(node, dict):
            above[key] = made = sheet.made(Block({"x": "x"}))
            del made["x"]
            if isinstance(node, list) and node:
                made["statements"] = node
            self.node = made
        return self.node

    def _end(self) -> None:
        """Leave no empty list behind."""
        if "tradeoffs" in self.node and not self.judged:
            del self.node["tradeoffs"]
            if not self.node and not self._holder.leads:
                preferences = self._sheet.part("preferences")
                del preferences[self._holder.id]
                if not preferences:
                    del self._sheet.data["preferences"]


def _alone(sides: tuple[tuple[str, ...], tuple[str, ...]]) -> bool:
    """Whether it says of one thing that it is worth something, and no more."""
    more, than = sides
    return len(than) == 1 and set(more) == set(than)


def _stays(
    sides: tuple[tuple[str, ...], tuple[str, ...]],
    items: Sequence[str],
    place: dict[str, int],
    entry: dict[str, Any],
) -> bool:
    more, than = sides
    if not set(items).issuperset((*more, *than)):
        return False
    if len(more) == len(than) == 1 and more[0] in place and than[0] in place:
        apart = place[than[0]] - place[more[0]]
        return apart == 1 or (apart > 0 and len(entry) > _SIDES)
    return True
