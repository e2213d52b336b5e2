"""What would move a road map: the smallest changes of the case that mend it."""

from collections.abc import Sequence
from itertools import chain, count
from typing import Unpack

from detente.analysis.reading import Readable, ReadAs, load, variant_of
from detente.analysis.result import Result
from detente.analysis.setting import DEFAULT, Setting, target_states
from detente.analysis.timed import named_road_map, open_timed
from detente.engine.budget import expect
from detente.errors import Location, Message, Problem, QuestionError
from detente.model.case import Case
from detente.model.road_map import RoadMap
from detente.records import dataclass
from detente.report.data.lever import levers_data
from detente.report.document import Document, Picture
from detente.report.naming import Names
from detente.report.pages.lever.levers import levers_page, levers_table
from detente.study.deal.road_map import lay_out
from detente.study.deal.verdict import RoadMapCheck
from detente.study.game.dynamics import Dynamics
from detente.study.lever.change import is_agreed, plan_of, plan_text
from detente.study.lever.effect import Effects, find_effects
from detente.study.lever.further import find_further, has_further
from detente.study.lever.price import price_of_levers, prices_of_further
from detente.study.lever.search import find_levers
from detente.study.lever.shortfall import find_shortfall
from detente.study.price import price_of_stays
from detente.study.price_of_orders import price_of_find
from detente.study.search.find_road_map import find_road_map

_AT_ONCE, _SOON = 0.5, 5.0
"""Seconds that single changes may take in a report, for all of them to be tried, and
for clauses and steps alone."""
FOUND = "found"
"""What a road map is called that was looked for."""


@dataclass(frozen=True)
class LeversResult(Result):
    """What would move a road map: the smallest changes, smallest first.

    Attributes
    ----------
    found : Effects
        What was found, with what it changes.
    given : tuple of str
        The edits by which a road map that was looked for stands in the case.
    """

    found: Effects
    given: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, object]:
        """Give how far it comes, and for each goal the levers with what they change."""
        return levers_data(self.found) | {"given": list(self.given)}

    def document(self, names: Names) -> Document:
        """Say it change by change."""
        return levers_page(self.found, names, self.given)

    def sheet(self, names: Names) -> Document:
        """Give one row a lever."""
        return (levers_table(self.found, names),)

    def pictures(self, names: Names) -> tuple[Picture, ...]:
        """Draw what the road map gives each party, before and after."""
        from detente.report.figure.lever import levers_picture  # noqa: PLC0415

        drawn = levers_picture(self.found, names)
        return () if drawn is None else (drawn,)


def levers(
    case: Readable,
    road_map: str | None = None,
    to: str | None = None,
    setting: Setting = DEFAULT,
    *,
    most: int = 2,
    turnover: bool | None = None,
    **read_as: Unpack[ReadAs],
) -> LeversResult:
    """Find the smallest changes by which a road map comes further.

    Parameters
    ----------
    case : Case or anything that `load` reads
        The case.
    road_map : str or None
        Its name; None is the one that `to` chooses, or the only one of the case.
    to : str or None
        A state or a formula: of the road maps that end there the one that comes
        furthest, or, where none does, the best one from now (`find_best_road_map`).
    setting : Setting
        Engine and memory.
    most : int
        So many changes of a kind are told for each goal.
    turnover : bool or None
        Whether to look for what makes it outlive those who sign it; None is where the
        case has `turnover` and that does not take long.
    **read_as : ReadAs
        `variant` and `edits`, as of `load`.

    Returns
    -------
    LeversResult
        Every change that is told was made in the file, by `edits`, and judged again.

    Raises
    ------
    CaseError, QuestionError, TooLargeError, UnsupportedError
    """
    read = load(case, **read_as)
    dynamics = open_timed(read, setting)
    name, given = _asked(dynamics, road_map, to)
    if given:
        read = variant_of(read, None, given)
        dynamics = open_timed(read, setting)
    plan = plan_of(read, name)
    expect(price_of_levers(dynamics, plan))

    def again(edits: tuple[str, ...]) -> Dynamics:
        return open_timed(variant_of(read, None, edits), setting)

    found = find_levers(dynamics, plan)
    prices = prices_of_further(dynamics, found, plan, turnover=turnover)
    if has_further(found):
        expect(prices.all(most))
    found = find_further(dynamics, found, again, prices, most)
    return LeversResult(read, find_effects(dynamics, found, again, most), given)


def moved_soon(
    dynamics: Dynamics, checks: Sequence[RoadMapCheck], setting: Setting = DEFAULT
) -> Effects | None:
    """Find what would move the road map that comes furthest, where that is quick.

    Parameters
    ----------
    dynamics : Dynamics
        The case.
    checks : sequence of RoadMapCheck
        Its road maps, judged.
    setting : Setting
        Engine and memory.

    Returns
    -------
    Effects or None
        By clauses and steps alone where the rest would take long; None where some road
        map is signed by all and called off by nobody, and where even that takes long.
    """
    known = [each for each in checks if each.calling_off is not None]
    if not known or not all(each.over_before for each in known):
        return None
    signed = [each for each in known if each.calling_off and each.calling_off.all_sign]
    case = dynamics.case
    plan = plan_of(case, (*signed, *known)[0].road_map)
    price = price_of_levers(dynamics, plan, pairs=False)
    if price > _SOON:
        return None

    def again(edits: tuple[str, ...]) -> Dynamics:
        return open_timed(variant_of(case, None, edits), setting)

    found = find_levers(dynamics, plan, is_agreed if price > _AT_ONCE else None)
    return find_effects(dynamics, found, again, most=1 if price > _AT_ONCE else 2)


def _asked(
    dynamics: Dynamics, name: str | None, to: str | None
) -> tuple[str, tuple[str, ...]]:
    """Give the name of the road map that is asked about, and how it got in."""
    plans = dynamics.case.negotiation.road_maps
    if name is not None or (to is None and len(plans) == 1):
        return named_road_map(dynamics.case, name or plans[0].id).id, ()
    if to is None:
        hint = Message("name one with --roadmap, or a target with --to")
        message, place = Message("no road map is named"), Location("--roadmap")
        raise QuestionError([Problem("no-road-map", message, place, hint=hint)])
    there = _ending(dynamics, to)
    if there is not None:
        return there.id, ()
    target = target_states(dynamics.engine, to)
    price = price_of_find(dynamics, target, "slack", 1)
    expect(price_of_stays(dynamics) + price)
    found = find_road_map(dynamics, target).road_map
    if found is None:
        message = Message("no order of steps leads from now to '{target}'", target=to)
        hint = Message("`detente roadmap find --to` says what stands in the way")
        raise QuestionError([Problem("no-way", message, Location("--to"), to, hint)])
    new = _free_name(dynamics.case)
    return new, (plan_text(new, found),)


def _ending(dynamics: Dynamics, to: str) -> RoadMap | None:
    """Give the road map to a target that comes furthest, the first of equals."""
    target = target_states(dynamics.engine, to)
    judged = []
    for place, plan in enumerate(dynamics.case.negotiation.road_maps):
        layout = lay_out(dynamics, plan)
        if not layout.reasons and target[layout.nodes[-1].end]:
            lacks = find_shortfall(dynamics, layout)
            judged.append((-lacks.reached, lacks.lacking(3), place, plan))
    return min(judged, key=lambda each: each[:3])[-1] if judged else None


def _free_name(case: Case) -> str:
    known = {*case.elements, *(each.id for each in case.negotiation.road_maps)}
    names = chain([FOUND], (f"{FOUND}_{n}" for n in count(2)))
    return next(name for name in names if name not in known)
