"""A case as if another leadership of a party ruled already, for certain."""

from dataclasses import replace
from typing import TYPE_CHECKING

from detente.model.road_map import NOT_NOW, Leadership, Turnover
from detente.records import dataclass

if TYPE_CHECKING:
    from detente.model.case import Case


@dataclass(frozen=True, slots=True)
class Ruling:
    """Which leadership a party has been given, and the case before that.

    Attributes
    ----------
    party, leadership : str
    before : str
        The id that the party's leadership as written has now.
    case : Case
        As it was read.
    """

    party: str
    leadership: str
    before: str
    case: "Case"


def ruled(case: "Case", leadership: str) -> "Case":
    """Give a case as if a leadership ruled its party already, for certain.

    Parameters
    ----------
    case : Case
    leadership : str
        The id of one of its leaderships.

    Returns
    -------
    Case
        What the leadership wants is what its party wants; the party's own wants are
        those of a leadership that may come back where turnover says so.
    """
    terms = case.negotiation
    chosen = next(each for each in terms.leaderships if each.id == leadership)
    party, before = chosen.party, _free(case, f"{chosen.party}_as_written")
    names = {leadership: party, party: before}
    others = tuple(
        replace(each, now=NOT_NOW) if each.party == party else each
        for each in terms.leaderships
        if each is not chosen
    )
    former = Leadership(before, party, case.preference[party])
    turnover = tuple(
        _renamed(each, names) if each.party == party else each
        for each in terms.turnover
    )
    wants = dict(case.preferences) | {party: chosen.preference}
    ruling = Ruling(party, leadership, before, case)
    return replace(
        case,
        preferences=tuple(
            (each.id, wants[each.id]) for each in case.parties if each.id in wants
        ),
        negotiation=replace(terms, leaderships=(former, *others), turnover=turnover),
        rulings=(*case.rulings, ruling),
    )


def _renamed(rule: Turnover, names: dict[str, str]) -> Turnover:
    before, after = (
        names.get(each, each) for each in (rule.before or rule.party, rule.after)
    )
    return replace(rule, before=None if before == rule.party else before, after=after)


def _free(case: "Case", name: str) -> str:
    taken = {*case.elements, *(each.id for each in case.negotiation.leaderships)}
    while name in taken:
        name += "_"
    return name
