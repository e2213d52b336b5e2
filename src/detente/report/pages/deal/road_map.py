"""Whether a road map holds by itself, and what would make it hold."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, TypeAlias

from detente.report.calling_words import caller_text, refusing_text
from detente.report.document import (
    Block,
    Cell,
    Column,
    Document,
    Heading,
    Listing,
    Number,
    Paragraph,
    Rows,
    Table,
)
from detente.report.naming import Names, stage_name
from detente.report.pages.deal.basis import both_ways_text, order_of_play_text
from detente.report.pages.deal.calling_off import calling_off_section
from detente.report.verdict_words import judged_text
from detente.study.deal.verdict import (
    Breach,
    RoadMapCheck,
    Slack,
    StageCheck,
)

_REASONS = 3

Place: TypeAlias = tuple[int | None, str, float]
"""A stage (None is staying at the target), a party, and its slack there."""


def road_maps_page(checks: tuple[RoadMapCheck, ...], names: Names) -> Document:
    """Show every road map of the case, or say that there is none."""
    heading = Heading(names.title(), 1)
    if not checks:
        said = names.say("The case has no road maps (key `roadmaps`).")
        return (heading, Paragraph(said))
    return (heading, road_maps_table(checks, names))


def road_maps_table(checks: tuple[RoadMapCheck, ...], names: Names) -> Table:
    """Set road maps side by side."""
    say = names.say
    caption = say(
        "Road maps; slack is what the best breach loses, in utility per period for "
        "ever, negative where a breach pays"
    )
    judged: tuple[Column[RoadMapCheck], ...] = (
        Column("road_map", say("road map"), lambda each: names.element(each.road_map)),
        Number("stages", say("stages"), lambda each: Cell.whole(each.n_stages)),
        Column(
            "refusing",
            say("would not sign"),
            lambda each: refusing_text(each.calling_off, names),
        ),
        Column(
            "calling_off",
            say("called off at"),
            lambda each: caller_text(each.calling_off, names),
        ),
        Column("verdict", say("verdict"), lambda each: judged_text(each, names)),
        Number("slack", say("least slack"), lambda each: _at(each.binding, names)[0]),
    )
    places = Rows(checks, caption).under(*judged, *_places(names))
    return Rows(checks, caption, (places,) if names.plain else ()).under(
        *judged,
        Column(
            "binding",
            names.term(say("weakest point"), say("where it binds")),
            lambda each: _binding(each, names),
        ),
    )


def _places(names: Names) -> tuple[Column[RoadMapCheck], ...]:
    """Tell programs where road maps bind and are refuted, one value a cell."""
    cells: dict[str, Callable[[RoadMapCheck], str]] = {
        "close": lambda each: names.yes(each.close),
        "stage": lambda each: _at(each.binding, names)[1],
        "party": lambda each: _at(each.binding, names)[2],
        "refuted_slack": lambda each: _at(each.refuting, names)[0],
        "refuted_stage": lambda each: _at(each.refuting, names)[1],
        "refuted_party": lambda each: _at(each.refuting, names)[2],
        "reason": lambda each: _reasons(each, names),
    }
    return tuple(Column(key, key, cell) for key, cell in cells.items())


def _at(place: Place | None, names: Names) -> tuple[str, str, str]:
    if place is None:
        return ("-", "-", "-")
    stage, party, slack = place
    return names.figure(slack, "+.3f"), stage_name(stage, names), names.party(party)


def _reasons(check: RoadMapCheck, names: Names) -> str:
    return "; ".join(names.reason(reason) for reason in check.reasons) or "-"


def _binding(check: RoadMapCheck, names: Names) -> str:
    if check.binding is None:
        return _reasons(check, names)
    place = f"{stage_name(check.binding[0], names)}, {names.party(check.binding[1])}"
    refuting = check.refuting
    if not names.field or refuting is None or refuting[:2] == check.binding[:2]:
        return place
    stage, party, slack = refuting
    return names.say(
        "{place}; refuted at {stage}, {party} (min-max {slack})",
        place=place,
        stage=stage_name(stage, names),
        party=names.party(party),
        slack=names.figure(slack, "+.3f"),
    )


def check_page(check: RoadMapCheck, names: Names) -> Document:
    """Judge one road map stage by stage, in words and figures."""
    title = names.say("Road map: {name}", name=names.element(check.road_map))
    blocks: list[Block] = [Heading(title, 1)]
    if check.calling_off is not None:
        blocks += calling_off_section(check.calling_off, names)
        blocks.append(Heading(names.say("Would anybody cheat?")))
    blocks.append(Paragraph(judged_text(check, names), emphasis=True))
    if check.reasons:
        shown = check.reasons[:_REASONS]
        blocks.append(Listing(tuple(names.reason(each) for each in shown)))
    if check.binding is not None:
        blocks += [Paragraph(story) for story in _stories(check, check.binding, names)]
    if check.undo is not None:
        blocks.append(Paragraph(both_ways_text(check.undo, names)))
    stages = check.judged_stages
    if any(stage.slack for stage in stages):
        tightest = _tightest_table(stages, names)
        blocks.append(of_road_map(check.road_map, tightest, names))
    skipped = [stage for stage in check.stages if stage.skipped]
    blocks += [
        Paragraph(
            names.say(
                "Stage {n} is skipped: {steps} done already.",
                n=stage.stage,
                steps=steps_text(stage.done, names),
            )
        )
        for stage in skipped
    ]
    patience = ", ".join(
        names.party(party) + " " + names.figure(value, ".4g")
        for party, value in check.patience
        if value is not None
    )
    if patience:
        said = names.say("Patience per period: {patience}.", patience=patience)
        blocks.append(Paragraph(said))
    if check.stay is not None:
        blocks.append(Paragraph(order_of_play_text(check, names)))
    return tuple(blocks)


def _stories(check: RoadMapCheck, place: Place, names: Names) -> list[str]:
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


def _slack_at(check: RoadMapCheck, place: Place) -> Slack:
    number, party, _ = place
    stage = next(each for each in check.judged_stages if each.stage == number)
    return next(each for each in stage.slack if each.party == party)


def _told(place: Place, breach: Breach | None, names: Names) -> dict[str, str]:
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


def breach_text(breach: Breach, names: Names) -> str:
    """Say what a breach is: what is left out, undone, taken."""
    kept = [step.removeprefix("not ") for step in breach.omits if " " in step]
    omitted = [step for step in breach.omits if " " not in step]
    parts = (
        (omitted, names.say("leave out {steps}")),
        (kept, names.say("keep {steps}")),
        (breach.undoes, names.say("undo {steps}")),
        (breach.takes, names.say("do {steps} unasked")),
    )
    return names.listed(
        [said.format(steps=names.options(steps)) for steps, said in parts if steps]
    )


def steps_text(steps: Sequence[str], names: Names) -> str:
    """Name steps in one line: what is done, and what is undone."""
    if names.plain:
        return " ".join(steps) or "-"
    undone = [step.removeprefix("not ") for step in steps if " " in step]
    done = [step for step in steps if " " not in step]
    said = [names.options(done)] if done else []
    if undone:
        said.append(names.say("undo {steps}", steps=names.options(undone)))
    return names.listed(said) or "-"


def _tightest_table(stages: tuple[StageCheck, ...], names: Names) -> Table:
    """Show, stage by stage, the party that is closest to a breach."""
    say = names.say
    return Table(
        columns=(
            Column("stage", say("stage")),
            Column("party", say("closest to a breach")),
            *_threats(names),
            Number("relative", say("% of range")),
            Column("breach", say("best breach")),
        ),
        rows=tuple(
            _slack_cells(stage, slack, names)
            for stage in stages
            for slack in _tightest(stage)
        ),
        caption=say(
            "Whose slack is least at each stage, if everyone acts for itself after a "
            "breach and, where it is another's, if all turn against it; in utility per "
            "period for ever"
        ),
    )


def _tightest(stage: StageCheck) -> tuple[Slack, ...]:
    """Give who is closest to a breach under each threat: one party, or two."""
    slacks = {slack.party: slack for slack in stage.slack}
    breakdown = {party: each.breakdown for party, each in slacks.items()}
    minmax = {party: each.minmax for party, each in slacks.items()}
    tightest: dict[str, Slack] = {}
    for threat in (breakdown, minmax):
        known = {party: slack for party, slack in threat.items() if slack is not None}
        if known:
            party = min(known, key=known.__getitem__)
            tightest[party] = slacks[party]
    return tuple(tightest.values()) or stage.slack[:1]


def _slack_cells(stage: StageCheck, slack: Slack, names: Names) -> tuple[str, ...]:
    return (
        stage_name(stage.stage, names),
        names.party(slack.party),
        _figure(slack.breakdown, slack, names),
        _figure(slack.minmax, slack, names),
        "-" if slack.relative is None else names.figure(100 * slack.relative, "+.1f"),
        _note(slack, names),
    )


def slack_table(check: RoadMapCheck, names: Names) -> Table:
    """Give every party's slack at every stage, under both threats."""
    say = names.say
    rows = [
        (cells[0], steps_text(stage.steps, names), *cells[1:])
        for stage in check.judged_stages
        for slack in stage.slack
        if (cells := _slack_cells(stage, slack, names))
    ]
    table = Table(
        columns=(
            Column("stage", say("stage")),
            Column("steps", say("steps")),
            Column("party", say("party")),
            *_threats(names),
            Number("relative", say("% of range")),
            Column("breach", say("best breach")),
        ),
        rows=tuple(rows),
        caption=say("Slack by stage and party, in utility per period for ever"),
    )
    return of_road_map(check.road_map, table, names)


def _threats(names: Names) -> tuple[Number[Any], Number[Any]]:
    """Head the columns of slack under both threats."""
    say = names.say
    return (
        Number(
            "breakdown",
            names.term(say("slack, each for itself"), say("slack, breakdown")),
        ),
        Number(
            "minmax", names.term(say("slack, all against it"), say("slack, min-max"))
        ),
    )


def of_road_map(road_map: str, table: Table, names: Names) -> Table:
    """Let a table say to programs of which road map it is."""
    if not names.plain or not road_map:
        return table
    key, named = Column[Any]("road_map", "road_map"), names.element(road_map)
    data = (
        each.widened(0, key, [named] * len(each.rows))
        for each in table.data or (table,)
    )
    return replace(table, data=tuple(data))


def _figure(value: float | None, slack: Slack, names: Names) -> str:
    if value is None:
        return Cell(names.say("no choice") if not slack.choice else "-", None)
    return names.figure(value, "+.3f")


def _note(slack: Slack, names: Names) -> str:
    breach = slack.breach or slack.breach_minmax
    if breach is None:
        return "-" if slack.reason is None else names.message(slack.reason)
    said = breach_text(breach, names)
    close = names.say("too close to call")
    return f"{said} ({close})" if slack.close else said
