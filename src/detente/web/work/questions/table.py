"""Who is at the table, and what it is about."""

from datetime import date
from typing import Any

from detente.casefile.yaml.emitter import Block
from detente.web.work.questions.forgetting import forget_party
from detente.web.work.questions.given import Given, one_line
from detente.web.work.questions.sheet import Sheet


def told(sheet: Sheet, _given: Given) -> dict[str, Any]:
    """Say what the case is called and who is there."""
    return {
        "title": sheet.told(sheet.data.get("title")),
        "as_of": str(sheet.data.get("as_of") or ""),
        "parties": [
            {
                "id": str(party),
                "name": sheet.named(node, str(party)),
                "steps": len(sheet.options(party)),
            }
            for party, node in sheet.parties().items()
        ],
    }


def answer(sheet: Sheet, given: Given) -> None:
    """Write the title, the day, the names; take in who is new."""
    sheet.call(sheet.data, given.words("title"), "title")
    day = given.day("as_of")
    if day and day != str(sheet.data.get("as_of") or ""):
        sheet.data["as_of"] = sheet.made(date.fromisoformat(day))
    verb, what = given.act
    for party in list(sheet.parties()):
        if verb == "remove" and what == party:
            forget_party(sheet, party)
        elif given.words(f"name-{party}"):
            _open_party(sheet, party)
            sheet.call(sheet.parties()[party], given.words(f"name-{party}"))
    for name in filter(None, map(one_line, given.all("new") if given.pressed else ())):
        party = sheet.new_id(name, "party")
        sheet.opened("parties")[party] = sheet.made(Block({"name": name}))


def _open_party(sheet: Sheet, party: str) -> None:
    if sheet.parties()[party] is None:
        sheet.parties()[party] = sheet.made(Block({"name": party}))
