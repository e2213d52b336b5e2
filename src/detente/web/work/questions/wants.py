"""What each wants most: what they want, and what matters more to them than what.

What is said becomes trade-offs, so that no number is asked for.
"""

from collections.abc import Sequence
from typing import Any

from detente.web.work.questions.given import Given
from detente.web.work.questions.order import Pair, chain, consistent, next_pair
from detente.web.work.questions.price import price, sums_to_ask
from detente.web.work.questions.sheet import (
    ForeignError,
    Sheet,
    literals,
    strip_not,
)
from detente.web.work.questions.wanted import (
    NOTHING,
    NUMBERS,
    Holder,
    Wants,
    holders,
)

_PAIR = 2


def told(sheet: Sheet, given: Given) -> dict[str, Any]:
    """Say what one of them wants, and which two things to ask about."""
    people = holders(sheet)
    at = min(max(_number(given.one("at")), 1), max(len(people), 1))
    listed = [
        {
            "name": each.name,
            "leads": each.leads,
            "answered": bool(_items(sheet, each)),
            "silent": _silent(sheet, each),
        }
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


def _silent(sheet: Sheet, holder: Holder) -> bool:
    """Whether nothing at all is said of what they want."""
    try:
        wants = Wants(sheet, holder)
    except ForeignError:
        return False
    return not wants.judged and wants.form == NOTHING


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
            "want": ""
            if step.id not in wanted
            else "no"
            if wanted[step.id].startswith("not ")
            else "yes",
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
            {
                "place": at,
                "more": list(map(sheet.said, more)),
                "than": list(map(sheet.said, than)),
            }
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
    return [(part[0], part[1]) for part in parts if len(part) == _PAIR]


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


def _arranged(sheet: Sheet, wants: Wants, given: Given) -> tuple[list[str], list[str]]:
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
