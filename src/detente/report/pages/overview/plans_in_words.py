"""Road maps in words, a line each: who would not sign, where it breaks, how surely."""

from collections.abc import Iterator

from detente.model.road_map import Step
from detente.report.calling_words import of_hundred
from detente.report.naming import Names
from detente.report.pages.deal.deciding import deciding_text
from detente.report.pages.deal.plans_table import called_off_text
from detente.report.quantity import percent
from detente.study.deal.calling_off import CallingOff
from detente.study.deal.verdict import RoadMapCheck
from detente.study.overview.survey import Overview
from detente.study.overview.variant_reading import VariantReading
from detente.study.search.best_deal import BestDeal, Standard

_HANGS = 3
"""So many numbers are named, of different road maps."""
_LETTERS = 400
"""So much is said of them at most: the screen has thirty lines."""


def best_sentence(best: BestDeal, names: Names) -> str:
    """Tell the best deal by which nobody loses: its order, its gains, how surely."""
    told = _standard(best, names)
    if best.standard is not Standard.KEPT:
        # An order that nobody would keep to is for `find` to tell.
        return names.say("{told}.", told=told)
    order = "; ".join(
        f"{place}. {_package(stage.steps, names)}"
        for place, stage in enumerate(best.road_map.stages, 1)
    )
    return names.say(
        "{told}: {order}. Gains, as shares of the stakes: {gains}.",
        told=told,
        order=order,
        gains=names.listed([*_gains(best.calling_off, names)]),
    )


def _standard(best: BestDeal, names: Names) -> str:
    if best.standard is Standard.KEPT:
        return _kept(best.share, names)
    if best.standard is Standard.CALLED_OFF:
        return names.say(
            "the one by which nobody loses is called off too, at {place}",
            place=called_off_text(best.calling_off, names),
        )
    losers = names.parties(best.losers)
    if best.n_left_out:
        return names.say(
            "none by which nobody loses was found; by the nearest one these lose: "
            "{parties}",
            parties=losers,
        )
    return names.say(
        "there is none by which nobody loses; by the nearest one these lose: {parties}",
        parties=losers,
    )


def _kept(share: float | None, names: Names) -> str:
    if share is None:
        return names.say("nobody loses by it, refuses it or calls it off")
    return names.say(
        "nobody loses by it, refuses it or calls it off ({n})", n=of_hundred(share)
    )


def _gains(found: CallingOff, names: Names) -> Iterator[str]:
    for each in found.signing:
        if each.relative is not None:
            share = names.figure(100 * each.relative, "+.0f")
            yield f"{names.party(each.party)} {share}\u00a0%"


def _package(steps: tuple[Step, ...], names: Names) -> str:
    # What ends stands last: else it would seem that what follows ends too.
    ordered = sorted(steps, key=lambda step: not step.taken)
    quoted = [(step, names.quoted(names.option(step.option))) for step in ordered]
    told = [
        said if step.taken else names.say("an end to {option}", option=said)
        for step, said in quoted
    ]
    return names.listed(told)


def hanging_sentence(checks: tuple[RoadMapCheck, ...], names: Names) -> str:
    """Name the numbers that soonest turn an answer on a road map, one a road map.

    A number that turns several road maps at one value is told once.
    """
    soonest: list[tuple[float, str, str]] = []
    for check in checks:
        found = check.calling_off
        if found is None or found.decided_by is None:
            continue
        numbers = (
            found.decided_by.calling_off if found.all_sign else found.decided_by.signing
        )
        if numbers:
            said = deciding_text(numbers[0], found, names)
            soonest.append((numbers[0].fraction, check.road_map, said))
    turned: dict[str, list[str]] = {}
    for _, plan, said in sorted(soonest):
        turned.setdefault(said, []).append(names.quoted(names.element(plan)))
    told: list[str] = []
    for said, plans in tuple(turned.items())[:_HANGS]:
        more = f"{names.listed(plans)}: {said}"
        if told and sum(map(len, [*told, more])) > _LETTERS:
            break
        told.append(more)
    return "; ".join(told) + "." if told else ""


def exposed_sentence(checks: tuple[RoadMapCheck, ...], names: Names) -> str:
    """Name the party that can come to be worst off, and on which road map."""
    most: tuple[float, str, str, bool] | None = None
    for check in checks:
        ranges = dict(check.payoff_range)
        for each in check.exposure:
            size = ranges.get(each.party, 0.0)
            if size and not each.ranks and each.maximum > 0:
                here = (
                    each.maximum / size,
                    each.party,
                    check.road_map,
                    each.by_others,
                )
                most = here if most is None or here > most else most
    if most is None:
        return ""
    share, party, plan, by_others = most
    told = {
        "party": names.party(party),
        "plan": names.quoted(names.element(plan)),
        "share": percent(share),
    }
    if by_others:
        return names.say(
            "{party} most: on {plan} the others could leave it worse off than today by "
            "{share} of all that is at stake for it, by taking back what they gave.",
            **told,
        )
    return names.say(
        "{party} most: on {plan} it comes to be worse off than today by {share} of all "
        "that is at stake for it, even while nobody takes anything back.",
        **told,
    )


def variants_sentence(
    overview: Overview,
    checks: tuple[RoadMapCheck, ...],
    variants: tuple[VariantReading, ...],
    names: Names,
) -> str:
    """Say in which variants the first answers are others, and in which."""
    if not variants:
        return ""
    leaving = {each.party for each in overview.tempted if not each.stable}
    before = {check.road_map: _refusers(check.calling_off) for check in checks}
    told = []
    for each in variants:
        differs = []
        if set(each.leaving) != leaving:
            who = names.parties(each.leaving) or names.say("nobody")
            differs.append(names.say("{who} would leave now", who=who))
        refused: dict[tuple[str, ...], list[str]] = {}
        for plan, found in each.plans:
            refusers = _refusers(found)
            if plan in before and refusers != before[plan]:
                named = names.quoted(names.element(plan))
                refused.setdefault(refusers, []).append(named)
        differs += [
            names.say(
                "{who} would not sign {plans}",
                who=names.parties(refusers) or names.say("nobody"),
                plans=_first(plans, names),
            )
            for refusers, plans in refused.items()
        ]
        if differs:
            title = names.quoted(names.variant(each.name))
            told.append(f"{title}: {', '.join(differs)}")
    if not told:
        return names.count(
            "The same is said of now and of signing in {n} variant.",
            "The same is said of now and of signing in all {n} variants.",
            len(variants),
        )
    return "; ".join(told) + "."


def _first(quoted: list[str], names: Names) -> str:
    """Name one of several road maps; `compare` tells all."""
    return ", ".join(names.with_rest(quoted[:1], len(quoted)))


def _refusers(found: CallingOff | None) -> tuple[str, ...]:
    return () if found is None else tuple(sorted(e.party for e in found.refusing))
