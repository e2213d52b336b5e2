"""Who may come next: another leadership, how often they change, what it would want."""

from decimal import Decimal
from typing import Any

from detente.casefile.yaml.emitter import Block, Lines, Node
from detente.study.time.hazard_table import countries
from detente.web.work.questions.forgetting import forget_leadership
from detente.web.work.questions.given import Given
from detente.web.work.questions.sheet import Sheet, mapping
from detente.web.work.questions.wanted import holders

YEARS = (2, 4, 8, 20)
"""So many years a leadership stays, where no country says it."""


def told(sheet: Sheet, _given: Given) -> dict[str, Any]:
    """Say who may come next."""
    parties = sheet.parties()
    leading = [
        {
            "id": each.id,
            "name": each.name,
            "party": sheet.party_name(each.party),
            "wants": at,
        }
        for at, each in enumerate(holders(sheet), 1)
        if each.leads
    ]
    by_name = sorted(
        ((sheet.words.text(each.name), each.code) for each in countries()),
    )
    return {
        "leaderships": leading,
        "parties": [
            {"id": str(id_), "name": sheet.named(node, str(id_))}
            for id_, node in parties.items()
        ],
        "countries": by_name,
        "years": YEARS,
    }


def answer(sheet: Sheet, given: Given) -> None:
    """Write a leadership that is new, with how likely it comes; take one away."""
    verb, what = given.act
    if not verb:
        return
    if verb == "remove" and what in sheet.part("types"):
        forget_leadership(sheet, what)
    party = given.one("party")
    name = given.words("new")
    if party not in map(str, sheet.parties()) or not name:
        return
    id_ = sheet.new_id(name, "leadership")
    entry: dict[str, Node] = {"name": name, "party": party}
    sheet.opened("types")[id_] = made = sheet.made(Block(entry))
    wants = mapping(sheet.data.get("preferences")).get(party)
    judged = wants.get("tradeoffs") if isinstance(wants, dict) else None
    if isinstance(judged, list) and judged:
        copied = [_plain(each) for each in judged if isinstance(each, dict)]
        made["preferences"] = sheet.made(Block({"tradeoffs": Lines(copied)}))
    turnover = sheet.opened("turnover")
    change = sheet.made({"to": id_, "hazard": _hazard(given)})
    if isinstance(turnover.get(party), list):
        turnover[party].append(change)
    else:
        turnover[party] = sheet.made(Lines(["x"]))
        turnover[party][0] = change


def _plain(judged: dict[str, Any]) -> Node:
    return {key: str(judged[key]) for key in ("more", "than") if key in judged}


def _hazard(given: Given) -> dict[str, Node]:
    """Give changes a year with their range: of a country, else of a guess."""
    code = given.one("country")
    found = next((each for each in countries() if each.code == code), None)
    if found is not None:
        rate = found.hazard.shrunk
        low, value, high = rate.low, rate.value, rate.high
    else:
        years = given.one("years")
        stays = int(years) if years in map(str, YEARS) else YEARS[1]
        low, value, high = 0.5 / stays, 1 / stays, 2 / stays
    return {
        "value": _per_year(value),
        "range": [_per_year(low), _per_year(high)],
        "assumed": True,
    }


def _per_year(rate: float) -> str:
    return f"{Decimal(str(round(rate, 3))):f} per year"
