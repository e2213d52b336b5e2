"""Slack in tables: who is closest to a breach, and all parties at all stages."""

from dataclasses import replace
from typing import Any

from detente.report.document import Cell, Column, Number, Table
from detente.report.naming import Names, stage_name
from detente.report.pages.deal.breach_words import breach_text
from detente.report.step_words import steps_text
from detente.study.deal.verdict import RoadMapCheck, Slack, StageCheck


def tightest_table(stages: tuple[StageCheck, ...], names: Names) -> Table:
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
