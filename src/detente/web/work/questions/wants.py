"""What each wants most: what they want, and what matters more to them than what.

What is said becomes trade-offs, so that no number is asked for.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from detente.casefile.yaml.emitter import Block, Lines
from detente.web.work.questions.given import Given
from detente.web.work.questions.order import Pair, chain, consistent, next_pair
from detente.web.work.questions.price import price, sums_to_ask
from detente.web.work.questions.sheet import (
    ForeignError,
    Sheet,
    listing,
    literals,
    mapping,
    strip_not,
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
        Holder(str(id_), str(node.get("party")), sheet.named(node, str(id_)), leads=True)
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
        steps = [pair for pair in zip(row, row[1:], strict=False)]
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


def told(sheet: Sheet, given: Given) -> dict[str, Any]:
    """Say what one of them wants, and which two things to ask about."""
    people = holders(sheet)
    at = min(max(_number(given.one("at")), 1), max(len(people), 1))
    listed = [
        {"name": each.name, "leads": each.leads, "answered": bool(_items(sheet, each))}
        for each in people
    ]
    page: dict[str, Any] = {"people": listed, "at": at, "last": at >= len(people)}
    if not people:
        return page
    holder = people[at - 1]
    page |= {"name": holder.name, "leads": holder.leads}
    return page | _told(sheet, holder, given)


def _items(sheet: Sheet, holder: Holder) -> list[str]:
    try:
        return Wants(sheet, holder).items
    except ForeignError:
        return []


def _told(sheet: Sheet, holder: Holder, given: Given) -> dict[str, Any]:
    wants = Wants(sheet, holder)
    row = chain(wants.items, wants.pairs)
    ids = {step.id for step in sheet.steps()}
    loose = [each for each in wants.items if each not in row and strip_not(each) in ids]
    asked = next_pair([*row, *loose], wants.pairs, _skipped(given))
    if len(row) == 1 and not loose:
        asked = None
    wanted = {strip_not(each): each for each in wants.items}
    steps = [
        {
            "id": step.id,
            "name": step.name,
            "party": sheet.party_name(step.party),
            "own": step.party == holder.party,
            "now": step.now,
            "want": "" if step.id not in wanted
            else "no" if wanted[step.id].startswith("not ") else "yes",
        }
        for step in sheet.steps()
    ]
    sums = sums_to_ask(row, wants.known, price(sheet, wants.items), _cannot_say(given))
    return {
        "form": wants.form,
        "steps": sorted(steps, key=lambda step: not step["own"]),
        "row": [_named(sheet, each) for each in row if strip_not(each) in ids],
        "loose": [_named(sheet, each) for each in loose],
        "ask": [_named(sheet, each) for each in asked or ()],
        "ask_sums": [[_named(sheet, each) for each in side] for side in sums or ()],
        "skipped": _cannot_say(given),
        "sums": [
            {"place": at, "more": list(map(sheet.said, more)),
             "than": list(map(sheet.said, than))}
            for at, more, than in wants.sums
        ],
    }


def _named(sheet: Sheet, literal: str) -> dict[str, str]:
    return {"id": literal, "name": sheet.said(literal)}


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 6 else 1  # noqa: PLR2004


def _cannot_say(given: Given) -> list[str]:
    """List what somebody could not say, the last one included."""
    found = list(given.all("skipped"))
    if given.act[0] == "skip":
        found.append(f"{given.one('first')}>{given.one('second')}")
    return found


def _skipped(given: Given) -> list[Pair]:
    parts = (each.split(">") for each in _cannot_say(given) if "+" not in each)
    return [(part[0], part[1]) for part in parts if len(part) == _SIDES]


def answer(sheet: Sheet, given: Given) -> None:
    """Write what one of them wants, the order of it, and judgements."""
    people = holders(sheet)
    at = _number(given.one("at"))
    if not 1 <= at <= len(people):
        return
    wants = Wants(sheet, people[at - 1])
    if wants.form == NUMBERS:
        return
    verb, what = given.act
    items, row = _arranged(sheet, wants, given)
    if verb in {"up", "down"}:
        row = moved(row, items, what, -1 if verb == "up" else 1)
        items = [*row, *(each for each in items if each not in row)]
    wants.write(items, row)
    if verb in {"more", "less"}:
        _judge(wants, given, first=verb == "more")
    if verb == "drop" and what.isdecimal():
        places = [place for place, *_ in wants.sums]
        if int(what) in places:
            wants.drop(int(what))


def _arranged(
    sheet: Sheet, wants: Wants, given: Given
) -> tuple[list[str], list[str]]:
    """Give what matters by the form that came in, and the order of what is placed."""
    before = wants.items
    chosen: list[str] = []
    asked: set[str] = set()
    for step in sheet.steps():
        if given.has(f"want-{step.id}"):
            asked.add(step.id)
            want = given.one(f"want-{step.id}")
            if want in {"yes", "no"}:
                chosen.append(step.id if want == "yes" else f"not {step.id}")
    if not asked:
        chosen = list(before)
    else:
        chosen += [each for each in before if strip_not(each) not in asked]
    sent = [each for each in given.all("row") if each in chosen]
    row = list(dict.fromkeys(sent)) if given.has("row") else chain(before, wants.pairs)
    row = [each for each in row if each in chosen]
    rest = [each for each in before if each in chosen and each not in row]
    rest += [each for each in chosen if each not in row and each not in rest]
    return [*row, *rest], row


def moved(row: Sequence[str], items: Sequence[str], item: str, by: int) -> list[str]:
    """Move an item up or down in a row; one without a place comes in at the end."""
    row = list(row)
    if item not in items:
        return row
    if item not in row:
        return [*row, item]
    at = row.index(item)
    to = min(max(at + by, 0), len(row) - 1)
    row.insert(to, row.pop(at))
    return row


def _judge(wants: Wants, given: Given, *, first: bool) -> None:
    """Add the judgement that was asked for: the first side matters more, or less."""
    sides = literals(given.one("first")), literals(given.one("second"))
    if sides[0] is None or sides[1] is None:
        return
    if not set(wants.items).issuperset((*sides[0], *sides[1])):
        return
    more, than = (sides[0], sides[1]) if first else (sides[1], sides[0])
    if len(more) == len(than) == 1:
        pair = more[0], than[0]
        if pair not in consistent([*wants.pairs, pair]):
            return
    wants.add([(more, than)])
    if len(more) == len(than) == 1:
        items = wants.items
        wants.write(items, chain(items, wants.pairs))
