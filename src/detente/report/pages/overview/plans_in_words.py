"""Road maps in words, a line each: who would not sign, where it breaks, how surely."""

from collections.abc import Iterator

from detente.model.road_map import Step
from detente.report.calling_words import caller_text, of_hundred, refusing_text
from detente.report.naming import Names, stage_name
from detente.report.pages.deal.deciding import deciding_text
from detente.report.quantity import percent
from detente.report.verdict_words import judged_text
from detente.study.deal.calling_off import CallingOff
from detente.study.deal.verdict import RoadMapCheck
from detente.study.overview.survey import Overview
from detente.study.overview.variant_reading import VariantReading
from detente.study.search.best_deal import BestDeal, Standard

_HANGS = 2
"""So many numbers are named, of different road maps."""


def plan_line(check: RoadMapCheck, names: Names) -> str:
    """Tell one road map as far as the first question that it fails.

    Who would cheat is told where all sign and nobody calls it off: elsewhere it is
    over before.
    """
    name = names.element(check.road_map)
    found = check.calling_off
    if found is None:
        verdict = judged_text(check, names)
        return names.say("{plan}: {verdict}.", plan=name, verdict=verdict)
    told = [_signing(found, names)]
    if found.callers and _named_already(found):
        stage = stage_name(found.callers[0].stage, names)
        told.append(names.say("it breaks at {place}", place=stage))
    elif found.callers:
        place = caller_text(found, names)
        told.append(names.say("it breaks at {place}", place=place))
    elif found.nobody is not None:
        nobody = caller_text(found, names)
        told.append(names.say("called off by {nobody}", nobody=nobody))
        told.append(judged_text(check, names))
    return names.say("{plan}: {answers}.", plan=name, answers="; ".join(told))


def _named_already(found: CallingOff) -> bool:
    """Whether who first calls it off is told as not signing, with the same share."""
    party = found.callers[0].party
    if party not in _refusers(found):
        return False
    drawn = None if found.shares is None else found.shares.of(party)
    return drawn is None or of_hundred(drawn.signs) == of_hundred(drawn.goes_on)


def _signing(found: CallingOff, names: Names) -> str:
    said = refusing_text(found, names)
    if found.refusing:
        return names.say("would not sign: {parties}", parties=said)
    return said


def best_sentence(best: BestDeal, names: Names) -> str:
    """Tell the best deal by which nobody loses: its order, its gains, how surely."""
    told = {
        Standard.KEPT: names.say("nobody loses by it and nobody calls it off"),
        Standard.CALLED_OFF: names.say(
            "none that nobody would call off; the best by which nobody loses breaks at "
            "{place}",
            place=caller_text(best.calling_off, names),
        ),
        Standard.NEAREST: names.say(
            "there is none by which nobody loses; by the nearest one these lose: "
            "{parties}",
            parties=names.parties(best.losers),
        ),
    }[best.standard]
    if best.standard is not Standard.KEPT:
        # An order that nobody would keep to is for `find` to tell.
        return names.say("{told}.", told=told)
    order = "; ".join(
        f"{place}. {_package(stage.steps, names)}"
        for place, stage in enumerate(best.road_map.stages, 1)
    )
    said = names.say(
        "{told}: {order}. Gains, as shares of what is at stake for each: {gains}.",
        told=told,
        order=order,
        gains=names.listed([*_gains(best.calling_off, names)]),
    )
    if best.share is None:
        return said
    verdict = names.say(
        "Signed by all and called off by nobody in {n} of 100 readings.",
        n=of_hundred(best.share),
    )
    return f"{said} {verdict}"


def _gains(found: CallingOff, names: Names) -> Iterator[str]:
    for each in found.signing:
        if each.relative is not None:
            share = names.figure(100 * each.relative, "+.0f")
            yield f"{names.party(each.party)} {share}\u00a0%"


def _package(steps: tuple[Step, ...], names: Names) -> str:
    quoted = [(step, names.quoted(names.option(step.option))) for step in steps]
    told = [
        said if step.taken else names.say("an end to {option}", option=said)
        for step, said in quoted
    ]
    return names.listed(told)


def hanging_sentence(checks: tuple[RoadMapCheck, ...], names: Names) -> str:
    """Name the numbers that soonest turn an answer on a road map, one a road map."""
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
    told = [
        f"{names.quoted(names.element(plan))}: {said}"
        for _, plan, said in sorted(soonest)[:_HANGS]
    ]
    return "; ".join(told) + "." if told else ""


def exposed_sentence(checks: tuple[RoadMapCheck, ...], names: Names) -> str:
    """Name the party that the others could leave worst off, and on which road map."""
    most: tuple[float, str, str] | None = None
    for check in checks:
        ranges = dict(check.payoff_range)
        for each in check.exposure:
            size = ranges.get(each.party, 0.0)
            if size and not each.ranks and each.maximum > 0:
                here = each.maximum / size, each.party, check.road_map
                most = here if most is None or here > most else most
    if most is None:
        return ""
    share, party, plan = most
    return names.say(
        "{party} most: on {plan} the others could leave it worse off than today by "
        "{share} of all that is at stake for it, by taking back what they gave.",
        party=names.party(party),
        plan=names.quoted(names.element(plan)),
        share=percent(share),
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
    signing = {check.road_map: _refusers(check.calling_off) for check in checks}
    told = []
    for each in variants:
        differs = []
        if set(each.leaving) != leaving:
            who = names.parties(each.leaving) or names.say("nobody")
            differs.append(names.say("{who} would leave now", who=who))
        for plan, found in each.plans:
            who_else = _refusers(found)
            if plan in signing and who_else != signing[plan]:
                listed = names.parties(tuple(who_else)) or names.say("nobody")
                plan_name = names.quoted(names.element(plan))
                differs.append(
                    names.say(
                        "{plan} would not be signed by {who}",
                        plan=plan_name,
                        who=listed,
                    )
                )
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


def _refusers(found: CallingOff | None) -> tuple[str, ...]:
    return () if found is None else tuple(sorted(e.party for e in found.refusing))
