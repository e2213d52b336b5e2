"""Histories of a road map: where it broke, who had lost what, how long it took."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from math import ceil

from detente.model.quantity import Duration
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
    rounded,
)
from detente.report.naming import Names, stage_name
from detente.report.pages.time.causes_in_words import causes_in_words
from detente.report.pages.time.turnover import (
    cheating_alone,
    noticed_at_once,
    order_of_play,
)
from detente.report.quantity import duration, in_hundred
from detente.study.time.outcomes import (
    Broken,
    RealisedPayoff,
    Simulation,
    Spread,
    Tally,
    completion,
)
from detente.study.time.script import Script
from detente.study.time.told import Told, tell_histories

_ENDS = 3
"""So many situations at the end are named at most."""


def simulation_page(found: Simulation, names: Names) -> Document:
    """Tell what the histories of a road map come to."""
    say, name = names.say, names.element(found.check.road_map)
    script, histories, tally = found.script, found.histories, found.tally
    if script is None or histories is None or tally is None:
        reasons = tuple(names.reason(each) for each in found.check.reasons)
        return (Heading(name, 1), Listing(reasons))
    count = len(histories.broke)
    title = say("{name}: what becomes of it", name=name)
    if not script.chanceless:
        title = names.count(
            "{name}: {n} history of who comes to rule",
            "{name}: {n} histories of who comes to rule",
            count,
            name=name,
        )
    blocks: list[Block] = [Heading(title, 1)]
    if script.chanceless:
        blocks.append(Paragraph(_chanceless(names)))
        blocks.append(Paragraph(_only(tally, script, names), emphasis=True))
    else:
        blocks.append(Paragraph(_completed(found, tally, names), emphasis=True))
    if not found.check.exact:
        said = say("The breakdown goes round in a cycle; this is approximate.")
        blocks.append(Paragraph(said))
    if tally.breaks and not script.chanceless:
        blocks += [_breaks_table(tally, names), Paragraph(_took(tally, names))]
    blocks.append(_outcomes_table(tally, count, names))
    if tally.ends:
        blocks.append(Paragraph(names.say("Where it broke, it ends with:")))
        blocks.append(Listing(_ends(tally, names)))
    blocks.append(Paragraph(_basis(found, script, names)))
    blocks.append(Paragraph(cheating_alone(names)))
    blocks += [*order_of_play(names), *noticed_at_once(names)]
    return tuple(blocks)


def _chanceless(names: Names) -> str:
    if names.case.negotiation.turnover:
        return names.say(
            "Nothing is drawn here, for no change of leadership has a chance: there is "
            "one history only."
        )
    return names.say(
        "Nothing is drawn here, for the case has no `turnover`: there is one history "
        "only. `detente hazard` helps to write how likely leaders change."
    )


def _only(tally: Tally, script: Script, names: Names) -> str:
    """Tell the one history there is."""
    if not tally.breaks:
        return names.say(
            "It is completed after {time}, and stands.",
            time=_time(completion(script), names),
        )
    (broken,) = tally.breaks
    told = {"party": names.party(broken.party), "time": _passed(broken, names)}
    if broken.stage is None:
        return names.say(
            "It is completed, and {party} leaves it {time}.",
            **told,
        )
    return names.say(
        "It breaks at {stage} {time}: {party} does not do its part.",
        **told,
        stage=stage_name(broken.stage, names),
    )


def _median(broken: Broken, names: Names) -> str:
    return _time(round(broken.periods.middle), names)


def _passed(broken: Broken, names: Names) -> str:
    periods = round(broken.periods.middle)
    if not periods:
        return names.say("at once")
    return names.say("after {time}", time=_time(periods, names))


def _within(periods: int, names: Names) -> str:
    if not periods:
        return names.say("at once")
    return names.say("within {time}", time=_time(periods, names))


def _completed(found: Simulation, tally: Tally, names: Names) -> str:
    """Say how many were completed and stand at the end, beside the exact chances."""
    outliving, script = found.check.outliving, found.script
    curve = outliving.curve if outliving else (0.0,)
    last = 0 if script is None else script.last
    return names.say(
        "Completed in {completed}; {stands} still stand after {time}. By the exact "
        "chances that is {chance} and {exact}.",
        completed=names.number(tally.completed),
        stands=names.number(tally.stands),
        time=_time(last, names),
        chance=in_hundred(found.check.completed or 0.0, names),
        exact=in_hundred(curve[-1], names),
    )


def _time(periods: int, names: Names) -> str:
    """Say how long some periods are."""
    period = names.case.negotiation.period
    return duration(Duration(period.count * Decimal(periods), period.unit), names)


def _day(period: float, names: Names) -> str:
    """Give the day on which a period begins, or its number."""
    if names.case.as_of is None:
        return names.number(round(period))
    return names.date(_begins(period, names.case.as_of, names))


def _begins(period: float, first: date, names: Names) -> date:
    """Give the day on which a period begins."""
    days = float(names.case.negotiation.period.days) * period
    return first + timedelta(days=ceil(days))


def _breaks_table(tally: Tally, names: Names) -> Table:
    say = names.say
    return Rows(tally.breaks, caption=say("Where it broke")).under(
        Column("stage", say("stage"), lambda each: stage_name(each.stage, names)),
        Column(
            "party",
            say("who does not do its part"),
            lambda each: names.party(each.party),
        ),
        Column(
            "leaders",
            say("while these rule"),
            lambda each: causes_in_words(each.under, names),
        ),
        Number("histories", say("histories"), lambda each: names.number(each.count)),
        Column("after", say("after (median)"), lambda each: _median(each, names)),
    )


def _took(tally: Tally, names: Names) -> str:
    took = tally.took
    if took is None:
        return ""
    low, middle, high = (
        _within(round(each), names) for each in (took.low, took.middle, took.high)
    )
    if low == high:
        return names.say("All that broke did so {middle}.", middle=middle)
    return names.say(
        "Of those that broke, half did so {middle}, 5 in 100 {low}, 95 in 100 {high}.",
        middle=middle,
        low=low,
        high=high,
    )


def _outcomes_table(tally: Tally, count: int, names: Names) -> Table:
    say = names.say
    broke = count - tally.stands
    caption = say(
        "Who lost what, in utility per period against the start: where it stands, in "
        "the {broke} that broke (in brackets: how many had less than at the start), "
        "and over all {count}, discounted",
        broke=names.number(broke),
        count=names.number(count),
    )
    return Rows(tally.outcomes, caption).under(
        Column("party", say("party"), lambda each: names.party(each.party)),
        Number(
            "stands", say("where it stands"), lambda each: _figure(each.stands, names)
        ),
        Number("then", say("when it broke"), _with_lost("then", names)),
        Number("end", say("at the end"), _with_lost("end", names)),
        Number("worth", say("all in all"), _with_lost("worth", names)),
        Number("range", say("5 to 95 in 100"), lambda each: _range(each.worth, names)),
    )


def _with_lost(which: str, names: Names) -> Callable[[RealisedPayoff], str]:
    """Give a median, and in how many histories it was a loss."""

    def cell(each: RealisedPayoff) -> str:
        spread, lost = {
            "then": (each.then, each.lost_then),
            "end": (each.end, each.lost_at_end),
            "worth": (each.worth, each.lost),
        }[which]
        if spread is None:
            return Cell("-", None)
        figure = names.figure(spread.middle, "+.2f")
        return Cell(f"{figure} ({names.number(lost)})", spread.middle)

    return cell


def _figure(value: float | None, names: Names) -> str:
    return "-" if value is None else names.figure(value, "+.2f")


def _range(spread: Spread, names: Names) -> str:
    low, high = (names.figure(each, "+.2f") for each in (spread.low, spread.high))
    return names.say("{low} to {high}", low=low, high=high)


def _ends(tally: Tally, names: Names) -> tuple[str, ...]:
    shown = [
        f"{names.number(n)}: {names.against_now(state)}"
        for state, n in tally.ends[:_ENDS]
    ]
    rest = sum(n for _, n in tally.ends[_ENDS:])
    if rest:
        shown.append(names.say("{n}: something else", n=names.number(rest)))
    return tuple(shown)


def _basis(found: Simulation, script: Script, names: Names) -> str:
    until = _day(script.last, names)
    if script.chanceless:
        return names.say(
            "As written, followed until {until}; everyone is judged by what it wants "
            "today.",
            until=until,
        )
    return names.say(
        "As written, followed until {until}; everyone is judged by what it wants "
        "today, whoever rules later. Seed {seed}.",
        until=until,
        seed=Cell.whole(found.seed),
    )


def histories_table(found: Simulation, names: Names) -> tuple[Table, ...]:
    """Give one row a history."""
    parties = [party.id for party in names.case.parties]
    columns: list[Column[Told]] = [
        Column("history", "history", lambda each: Cell.whole(each.number)),
        Column("completed", "completed", lambda each: names.yes(each.completed)),
        Column("stands", "stands", lambda each: names.yes(each.broke is None)),
        Column("stage", "stage", lambda each: _stage(each, names)),
        Column("period", "period", lambda each: _number(each.broke)),
        Column("date", "date", lambda each: _broke_on(each, names)),
        Column("party", "party", lambda each: each.party or "-"),
        Column("leadership", "leadership", lambda each: each.leadership or "-"),
        Column("leaders", "leaders", lambda each: each.leaders or "-"),
        Column("state", "state", lambda each: each.state),
    ]
    columns += [
        Number(f"{what}_{party}", f"{what}_{party}", _value(what, row))
        for what in ("then", "end", "worth")
        for row, party in enumerate(parties)
    ]
    return (Rows(tell_histories(names.case, found)).under(*columns),)


def _stage(each: Told, names: Names) -> str:
    return "-" if each.broke is None else stage_name(each.stage, names)


def _broke_on(each: Told, names: Names) -> str:
    day = names.case.as_of
    if each.broke is None or day is None:
        return "-"
    return _begins(each.broke, day, names).isoformat()


def _number(value: int | None) -> str:
    return "-" if value is None else Cell.whole(value)


def _value(what: str, row: int) -> Callable[[Told], str]:
    def cell(each: Told) -> str:
        told = {"then": each.then, "end": each.end, "worth": each.worth}[what]
        return Cell(f"{told[row]:.6g}", rounded(told[row])) if told else "-"

    return cell
