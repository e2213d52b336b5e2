"""The best order of steps to a target, and what stands in its way."""

from detente.model.road_map import RoadMap, Stage, Step
from detente.report.document import (
    Block,
    Column,
    Document,
    Heading,
    Listing,
    Number,
    Paragraph,
    Table,
)
from detente.report.naming import Names, stage_name
from detente.report.pages.deal.road_map import check_page
from detente.report.quantity import duration
from detente.report.step_words import steps_text
from detente.study.search.exposure_frontier import ExposedRoute
from detente.study.search.find_road_map import Found
from detente.study.search.first_way import NOT_COMPARED
from detente.study.search.obstruction import Blocked
from detente.study.search.untried import NO_WAY

_ROUTES = 7


def found_page(
    found: Found, names: Names, routes: tuple[ExposedRoute, ...] = ()
) -> Document:
    """Show the best road map found, or what stands in the way."""
    blocks: list[Block] = [Heading(names.say("The best order of steps"), 1)]
    if found.road_map is None:
        return (*blocks, *no_way_blocks(found, names))
    blocks += over_blocks(found, names)
    blocks.append(stages_listing(found.road_map, names))
    if found.unwanted:
        blocks.append(Paragraph(unwanted_text(found.unwanted, names)))
    blocks += reasons_blocks(found, names)
    if len(routes) > 1:
        blocks.append(_routes(routes, names))
    if found.cap is not None:
        said = names.say(
            "Staying at the target has slack {cap}, which no order can exceed.",
            cap=names.figure(found.cap, "+.3f"),
        )
        blocks.append(Paragraph(said))
    if found.check is not None:
        blocks += check_page(found.check, names, listed=False)[1:]
    if found.blocked is not None:
        blocks.append(Paragraph(_blocked(found.blocked, names), emphasis=True))
    return tuple(blocks)


def no_way_blocks(found: Found, names: Names) -> list[Block]:
    """Say that no order leads to the target, and what was not tried."""
    said = names.say("No order of allowed steps leads there from now.")
    return [Paragraph(said, emphasis=True), *reasons_blocks(found, names)]


def reasons_blocks(found: Found, names: Names) -> list[Block]:
    """List what was not tried, and what keeps the answer from being exact."""
    told = [
        names.reason(each)
        for each in found.reasons
        if each not in (NO_WAY, NOT_COMPARED)
    ]
    if not told:
        return []
    return [Paragraph(names.say("What this leaves open:")), Listing(tuple(told))]


def over_blocks(found: Found, names: Names) -> list[Block]:
    """Say that orders were not compared, where the time was over before."""
    if NOT_COMPARED not in found.reasons:
        return []
    said = names.say(
        "The time was over before orders were compared: this is the first one that can "
        "be carried out, and others may be better."
    )
    return [Paragraph(said, emphasis=True)]


def stages_listing(road_map: RoadMap, names: Names) -> Listing:
    """List the stages of a road map, numbered, with how long one waits."""
    lines = []
    for place, stage in enumerate(road_map.stages, 1):
        steps = stage_text(stage, names)
        if stage.within:
            span = duration(stage.within, names)
            steps = names.say("{steps} (within {span})", steps=steps, span=span)
        lines.append(f"{place}. {steps}")
    return Listing(tuple(lines))


def stage_text(stage: Stage, names: Names) -> str:
    """Name what each party does in a stage."""
    owned: dict[str, list[str]] = {}
    for step in stage.steps:
        party = names.case.option[step.option].party
        owned.setdefault(party, []).append(written_step(step))
    return "; ".join(
        names.say(
            "{party}: {option}",
            party=names.party(party),
            option=steps_text(steps, names),
        )
        for party, steps in owned.items()
    )


def unwanted_text(steps: tuple[Step, ...], names: Names) -> str:
    """Say which steps nobody wants, and what they are for."""
    return names.say(
        "For the time being, as a hostage: {steps}. Nobody on this road map gains from "
        "it, and the target does not ask for it; without it the deal would not hold, "
        "or could not be reached.",
        steps=steps_text([written_step(step) for step in steps], names),
    )


def _routes(routes: tuple[ExposedRoute, ...], names: Names) -> Table:
    """Show ways of which none exposes all parties less, a few of many."""
    parties = names.case.parties
    return Table(
        columns=(
            Column("stages", names.say("order of steps")),
            *(Number(party.id, names.party(party.id)) for party in parties),
        ),
        rows=tuple(
            (
                "; ".join(
                    " ".join(written_step(step) for step in stage.steps)
                    for stage in route.road_map.stages
                ),
                *(names.figure(value, "z.2f") for value in route.largest),
            )
            for route in routes[:_ROUTES]
        ),
        caption=names.say(
            "Each party's largest exposure on ways that no other undercuts for all; "
            "first the one with the least largest figure"
        ),
    )


def written_step(step: Step) -> str:
    """Write a step, with `not` before what is undone."""
    return step.option if step.taken else f"not {step.option}"


def _blocked(blocked: Blocked, names: Names) -> str:
    place = {
        "party": names.party(blocked.party),
        "stage": stage_name(blocked.stage, names),
        "slack": names.figure(blocked.slack, "+.3f"),
    }
    if blocked.threat == "minmax":
        said = names.say(
            "What refutes it: {party}, {stage} (slack {slack} under min-max).",
            **place,
        )
    else:
        said = names.say("What stops it: {party}, {stage} (slack {slack}).", **place)
    if blocked.lump is not None:
        amount = names.say("{lump} once", lump=names.figure(blocked.lump, ".2f"))
        said += " " + _with_it(blocked, "lump", amount, names)
    if blocked.flow is not None:
        amount = names.say(
            "{flow} per period, for as long as the breach stands",
            flow=names.figure(blocked.flow, ".3g"),
        )
        said += " " + _with_it(blocked, "flow", amount, names)
    if blocked.depends and (blocked.lump or blocked.flow):
        said += " " + names.say(
            "Even then it would at best hang on how a breach is answered."
        )
    if blocked.smaller is not None:
        said += " " + names.say(
            "A smaller target would hold in this order: {state} (left out: {steps}).",
            state=names.against_now(blocked.smaller),
            steps=steps_text(blocked.left_out, names),
        )
    if blocked.in_hand:
        said += " " + names.say(
            "It would hold with one of these beside it, kept in hand to be taken back "
            "after a breach: {steps}.",
            steps=steps_text(blocked.in_hand, names),
        )
    if blocked.escrow:
        said += " " + names.say("Escrow at that stage would open it.")
    return said


def _with_it(blocked: Blocked, kind: str, amount: str, names: Names) -> str:
    """Say for whom a guarantee is enough: for the party, or for the road map."""
    party = names.party(blocked.party)
    if kind in blocked.holds_with:
        return names.say(
            "With a guarantee against {party} of {amount}, believed for certain, the "
            "road map holds.",
            amount=amount,
            party=party,
        )
    return names.say(
        "With a guarantee against {party} of {amount}, believed for certain, this "
        "party keeps it; others may still break it.",
        amount=amount,
        party=party,
    )
