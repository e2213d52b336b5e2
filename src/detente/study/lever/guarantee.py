"""Guarantees as changes: new ones, and what the text says of those there are.

A new guarantee is given by somebody the case knows, to one party, against another, for
what that one does at one stage, or on the whole road map; its amount is found by
`further`. Of a guarantee that the case has: that it is binding, believed for certain,
ends later or never, or costs the breacher more.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import ROUND_CEILING, Decimal
from itertools import chain, count
from typing import NamedTuple

from detente.model.case import Case
from detente.model.quantity import DAYS
from detente.model.road_map import Guarantee, RoadMap
from detente.study.game.belief import belief
from detente.study.game.dynamics import Dynamics
from detente.study.lever.change import FOR_EVER, NEVER, Change, Kind, Value, What
from detente.study.lever.want import rounded

PLEDGE = "pledge"
"""What a new guarantee is called."""
_YEARS = (1, 2, 5, 10)
"""A guarantee ends so many years later."""
_FIGURES = 3


class Sought(NamedTuple):
    """A guarantee whose least amount is looked for.

    Attributes
    ----------
    party : str
        Against whom.
    options : tuple of str
        What it is not to leave undone, or undo; of a new one only.
    stage : int or None
        The stage at which it does all of that; None is the whole road map.
    kind : str
        flow or lump.
    known : Guarantee or None
        The one whose penalty is raised; None is a new one.
    """

    party: str
    options: tuple[str, ...]
    stage: int | None
    kind: str
    known: Guarantee | None = None


def list_terms(case: Case, plan: RoadMap) -> Iterator[Change]:
    """List the changes of guarantees that have no amount to be found.

    Parameters
    ----------
    case : Case
    plan : RoadMap
        One of its road maps.

    Yields
    ------
    Change
        Only of guarantees with a penalty against a party that has a part in it.
    """
    for each in case.negotiation.guarantees:
        against = [party for party in each.against if party in _parts(case, plan)]
        if not against or not (each.penalty_flow or each.penalty_lump):
            continue
        path, party = f"guarantees.{each.id}", against[0]
        if not each.binding and any(giver in case.party for giver in each.by):
            yield _term(each, party, What.BINDING, f"{path}.binding=yes")
        believed = belief(case, each)
        if believed < 1:
            yield _term(
                each, party, What.BELIEVED, f"{path}.believed=1", (believed, 1.0)
            )
        if each.until is not None:
            for years in _YEARS:
                day = each.until + timedelta(days=round(years * DAYS["year"]))
                told = each.until, day
                edit = f"{path}.until={day.isoformat()}"
                days = float((day - each.until).days)
                yield _term(each, party, What.LASTS, edit, told, days)
            for_ever = each.until, NEVER
            edit = f"{path}.until={NEVER}"
            yield _term(each, party, What.LASTS, edit, for_ever, FOR_EVER)


def _term(
    guarantee: Guarantee,
    party: str,
    what: What,
    edit: str,
    told: tuple[Value, Value] | None = None,
    days: float = 0.0,
) -> Change:
    before, after = told or (None, None)
    return Change(
        Kind.GUARANTEE,
        what,
        (edit,),
        about=guarantee.id,
        party=party,
        before=before,
        after=after,
        size=(0.0, days),
    )


def list_sought(case: Case, plan: RoadMap, party: str) -> Iterator[Sought]:
    """List the guarantees against one party whose least amount may be looked for.

    Parameters
    ----------
    case : Case
    plan : RoadMap
        One of its road maps.
    party : str

    Yields
    ------
    Sought
        New ones for all that it does, and for what it does at each stage where it does
        something at several; then those of the case, with a larger penalty.
    """
    parts = _parts(case, plan).get(party, {})
    every = tuple(dict.fromkeys(chain.from_iterable(parts.values())))
    kinds = ("flow", "lump")
    if every:
        alone = next(iter(parts)) if len(parts) == 1 else None
        yield from (Sought(party, every, alone, kind) for kind in kinds)
    if len(parts) > 1:
        for stage, options in parts.items():
            yield from (Sought(party, options, stage, kind) for kind in kinds)
    for each in case.negotiation.guarantees:
        for kind in kinds:
            if party in each.against and _penalty(each, kind) > 0:
                yield Sought(party, each.undoing, None, kind, each)


def _penalty(guarantee: Guarantee, kind: str) -> float:
    lump = kind == "lump"
    found = guarantee.penalty_lump if lump else guarantee.penalty_flow
    return float(found.value) if found else 0.0


def _parts(case: Case, plan: RoadMap) -> dict[str, dict[int, tuple[str, ...]]]:
    """Give what each party does at each stage, by party and stage from 1."""
    found: dict[str, dict[int, tuple[str, ...]]] = {}
    for number, stage in enumerate(plan.stages, 1):
        for step in stage.steps:
            stages = found.setdefault(case.option[step.option].party, {})
            known = stages.get(number, ())
            stages[number] = tuple(dict.fromkeys((*known, step.option)))
    return found


def list_givers(case: Case, plan: RoadMap, party: str) -> tuple[str, ...]:
    """List who could give a guarantee against a party.

    Parameters
    ----------
    case : Case
    plan : RoadMap
        One of its road maps.
    party : str

    Returns
    -------
    tuple of str
        Those who give one in the case and the parties without a part in the road map;
        where there are none, the other parties.
    """
    known = chain.from_iterable(each.by for each in case.negotiation.guarantees)
    parts = _parts(case, plan)
    outside = (each.id for each in case.parties if each.id not in parts)
    found = [each for each in dict.fromkeys((*known, *outside)) if each != party]
    return tuple(found or (each.id for each in case.parties if each.id != party))


def with_amount(
    dynamics: Dynamics, plan: RoadMap, sought: Sought, expected: float
) -> Iterator[Change]:
    """Write a guarantee of some amount as changes, one a guarantor.

    Parameters
    ----------
    dynamics : Dynamics
    plan : RoadMap
    sought : Sought
    expected : float
        What the breach is to cost: the amount as far as it is believed. Of one that the
        case has, how much more.

    Yields
    ------
    Change
    """
    case = dynamics.case
    place = dynamics.parties.index(sought.party)
    scale = dynamics.payoff_range(place) or 1.0
    if sought.kind == "lump":
        # What a lump is worth in each period for ever.
        scale /= 1 - float(dynamics.patience[place])
    if sought.known is not None:
        yield _raised(case, sought, expected, scale)
        return
    for giver in list_givers(case, plan, sought.party):
        new = Guarantee(PLEDGE, (giver,), "", (sought.party,))
        believed = belief(case, new)
        after = rounded(expected / believed, _FIGURES, ROUND_CEILING)
        change = _pledge(case, plan, sought, giver, (after, float(after) / scale))
        yield replace(change, before=believed)


def _raised(case: Case, sought: Sought, more: float, scale: float) -> Change:
    known = sought.known
    assert known is not None  # noqa: S101 - asked for those alone
    before = _penalty(known, sought.kind)
    aim = before + more / (belief(case, known) or 1.0)
    after = rounded(aim, _FIGURES, ROUND_CEILING)
    return Change(
        Kind.GUARANTEE,
        What.PENALTY,
        (f"guarantees.{known.id}.penalty.{sought.kind}={after}",),
        about=known.id,
        party=sought.party,
        before=before,
        after=float(after),
        size=((float(after) - before) / scale, 0.0),
        amount=sought.kind,
    )


def _pledge(
    case: Case,
    plan: RoadMap,
    sought: Sought,
    giver: str,
    amount: tuple[Decimal, float],
) -> Change:
    after, size = amount
    others = [each for each in _parts(case, plan) if each not in (sought.party, giver)]
    rest = [each.id for each in case.parties if each.id not in (sought.party, giver)]
    protected = (*others, *rest, giver)[0]
    undoing = ", ".join(sought.options)
    text = (
        f"{{by: [{giver}], protects: {protected}, against: [{sought.party}], "
        f"undoing: [{undoing}], penalty: {{{sought.kind}: {after}}}}}"
    )
    known = {*case.elements, *(each.id for each in case.negotiation.guarantees)}
    names = chain([PLEDGE], (f"{PLEDGE}_{n}" for n in count(2)))
    name = next(each for each in names if each not in known)
    return Change(
        Kind.GUARANTEE,
        What.PLEDGE,
        (f"guarantees.{name}={text}",),
        about=name,
        party=sought.party,
        stage=sought.stage,
        steps=sought.options,
        after=float(after),
        size=(size, 0.0),
        by=giver,
        protects=protected,
        amount=sought.kind,
    )
