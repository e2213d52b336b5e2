"""A road map on a page: who would sign it, call it off, cheat."""

from detente.report.document import (
    Block,
    Document,
    Heading,
    Listing,
    Paragraph,
)
from detente.report.naming import Names, stage_name
from detente.report.pages.deal.basis import (
    both_ways_text,
    order_of_play_text,
    points_sentence,
)
from detente.report.pages.deal.breach_words import breach_text, judged_stage_text
from detente.report.pages.deal.calling_off import calling_off_section
from detente.report.pages.deal.plan_line import answers_text
from detente.report.pages.deal.slack_tables import of_road_map, tightest_table
from detente.report.quantity import duration
from detente.report.verdict_words import judged_text
from detente.study.deal.verdict import (
    Breach,
    RoadMapCheck,
    Slack,
    Tightest,
)

_REASONS = 3


def check_page(
    check: RoadMapCheck, names: Names, *, full: bool = False, listed: bool = True
) -> Document:
    """Judge one road map: its stages, and the first three questions.

    Parameters
    ----------
    check : RoadMapCheck
    names : Names
    full : bool
        With the tables of slack, and with what comes out the same.
    listed : bool
        With its stages.
    """
    title = names.say("Road map: {name}", name=names.element(check.road_map))
    short = names.say("In short: {answers}.", answers=answers_text(check, names))
    blocks: list[Block] = [Heading(title, 1)]
    if listed:
        blocks += stages_listing(check, names)
    if owed := _owed_until(check, names):
        blocks.append(Paragraph(owed))
    if check.calling_off is not None:
        blocks.insert(1, Paragraph(short, emphasis=True))
    if check.calling_off is not None:
        blocks += calling_off_section(check.calling_off, names, full=full)
        blocks.append(Heading(names.say("Would anybody cheat?")))
    if check.stay is not None:
        names = Names(names.case, names, end=check.stay.end)
    blocks += _cheating(check, names, full=full)
    blocks.append(Paragraph(_assumed(check, names)))
    return tuple(filter(None, blocks))


def _owed_until(check: RoadMapCheck, names: Names) -> str:
    plans = names.case.negotiation.road_maps
    plan = next((each for each in plans if each.id == check.road_map), None)
    if plan is None or not plan.until:
        return ""
    # Imported where it is needed: few road maps end.
    from detente.report.endings import promised_until  # noqa: PLC0415

    return promised_until(plan, names)


def stages_listing(check: RoadMapCheck, names: Names) -> Document:
    """List the stages with their steps, each with its owner."""
    told = tuple(judged_stage_text(stage, names) for stage in check.stages)
    return (Listing(told),) if told else ()


def _cheating(check: RoadMapCheck, names: Names, *, full: bool) -> list[Block]:
    blocks: list[Block] = [Paragraph(judged_text(check, names), emphasis=True)]
    if check.holds_until is not None:
        said = names.say(
            "Until {date} nobody gains by a breach; whether somebody stops before that "
            "day because all see it coming is not asked.",
            date=names.date(check.holds_until),
        )
        blocks.append(Paragraph(said))
    # The story of what refutes it says where the breakdown leads.
    if check.reasons and (full or check.refuting is None):
        shown = check.reasons[:_REASONS]
        blocks.append(Listing(tuple(names.reason(each) for each in shown)))
    if check.binding is not None:
        blocks += [Paragraph(story) for story in _stories(check, check.binding, names)]
    if check.undo is not None and (full or not check.undo.same):
        blocks.append(Paragraph(both_ways_text(check.undo, names)))
    stages = check.judged_stages
    if full and any(stage.slack for stage in stages):
        tightest = tightest_table(stages, names)
        blocks.append(of_road_map(check.road_map, tightest, names))
    return blocks


def _assumed(check: RoadMapCheck, names: Names) -> str:
    """Say with what patience it is judged, and who acts when."""
    known = [(party, value) for party, value in check.patience if value is not None]
    values = {value for _, value in known}
    said = [points_sentence(names)]
    time = duration(names.case.negotiation.period, names)
    if len(values) == 1 and len(known) == len(check.patience):
        said.append(
            names.say(
                "A gain that comes {time} later counts {value} of the same gain today, "
                "for all.",
                time=time,
                value=names.figure(values.pop(), ".4g"),
            )
        )
    elif known:
        patience = ", ".join(
            names.party(party) + " " + names.figure(value, ".4g")
            for party, value in known
        )
        said.append(
            names.say(
                "What a gain that comes {time} later counts, of the same gain today: "
                "{patience}.",
                time=time,
                patience=patience,
            )
        )
    if check.stay is not None:
        said.append(order_of_play_text(check, names))
    return " ".join(filter(None, said))


def _stories(check: RoadMapCheck, place: Tightest, names: Names) -> list[str]:
    """Tell the breach that decides; of a refuted one also what breakdown does.

    `place` is where the slack is least, under breakdown where that is known.
    """
    found = _slack_at(check, place)
    bound = _told(place, found.breach or found.breach_minmax, names)
    if check.refuting is None:
        return [
            names.say(
                "Weakest point, {stage}: {party} could {breach}; that is worth {now} "
                "now and {later} later (slack {slack}), and leads to {end}.",
                **bound,
            )
        ]
    breach = _slack_at(check, check.refuting).breach_minmax
    refuting = _told(check.refuting, breach, names)
    said = names.say(
        "Where it fails, {stage}: {party} would {breach}, which is worth {now} now "
        "and {later} later (slack {slack}), however hard the others answer.",
        **refuting,
    )
    if found.breach is None:
        return [said]
    if all(bound[key] == refuting[key] for key in ("stage", "party", "breach")):
        after = names.say(
            "If everyone then acts for itself, that leads to {end}.", end=bound["end"]
        )
        return [f"{said} {after}"]
    return [
        said,
        names.say(
            "If everyone acts for itself after a breach, the weakest point is "
            "{stage}: {party} could {breach}; that is worth {now} now and {later} "
            "later (slack {slack}), and leads to {end}.",
            **bound,
        ),
    ]


def _slack_at(check: RoadMapCheck, place: Tightest) -> Slack:
    number, party, _ = place
    stage = next(each for each in check.judged_stages if each.stage == number)
    return next(each for each in stage.slack if each.party == party)


def _told(place: Tightest, breach: Breach | None, names: Names) -> dict[str, str]:
    """Put a breach in words: where, whose, what it is worth, where it leads."""
    number, party, slack = place
    told = {
        "stage": stage_name(number, names),
        "party": names.party(party),
        "slack": names.figure(slack, "+.3f"),
    }
    if breach is None:
        return told | dict.fromkeys(("breach", "now", "later", "end"), "-")
    return told | {
        "breach": breach_text(breach, names),
        "now": names.figure(breach.gain_now, "+.2f"),
        "later": names.figure(-breach.loss_later, "+.2f"),
        "end": _rest(breach, names),
    }


def _rest(breach: Breach, names: Names) -> str:
    """Say where a breach leads, or through what it goes round."""
    ends = "; ".join(map(names.against_now, breach.leads_to))
    if len(breach.leads_to) > 1:
        return names.say("a round without end ({states})", states=ends)
    return ends
