"""How soon a breach has to be noticed for a road map to hold."""

from detente.model.quantity import Duration
from detente.report.document import (
    Block,
    Column,
    Document,
    Heading,
    Paragraph,
    Rows,
    Table,
    tidy,
)
from detente.report.naming import Names
from detente.report.pages.deal.slack_tables import of_road_map
from detente.report.quantity import duration
from detente.study.search.detection import Detection, Span, matters_most
from detente.study.search.intervals import Interval


def detection_section(
    found: tuple[Detection, ...], road_map: str, names: Names
) -> Document:
    """Show one row a step, the first all of them together.

    Parameters
    ----------
    found : tuple of Detection
    road_map : str
        Its id.
    names : Names
    """
    if not found:
        return ()
    heading = Heading(names.say("How soon must a breach be noticed?"))
    return (heading, *detection_blocks(found, road_map, names))


def needed(found: tuple[Detection, ...], names: Names) -> str:
    """Say in one sentence what detection a road map needs.

    Parameters
    ----------
    found : tuple of Detection
        Not empty.
    names : Names
    """
    every = found[0]
    if not every.proved:
        if not every.possible:
            return names.say("fails even if every breach is noticed at once")
        return names.say("hangs on how a breach is answered, however soon it is seen")
    return names.say(
        "holds if a breach of any step is noticed: {times}",
        times=_spans(every.proved, names),
    )


def detection_blocks(
    found: tuple[Detection, ...], road_map: str, names: Names
) -> list[Block]:
    """Give the table, and which steps matter most.

    Parameters
    ----------
    found : tuple of Detection
        Not empty.
    road_map : str
    names : Names
    """
    blocks: list[Block] = []
    blocks.append(of_road_map(road_map, _table(found, names), names))
    soonest = matters_most(found)
    if soonest:
        said = names.say(
            "What has to be noticed soonest is a breach of {steps}.",
            steps=names.options(soonest),
        )
        blocks.append(Paragraph(said))
    mending = [each.option for each in found if each.mends and each.option]
    if mending:
        said = names.say(
            "As written it does not hold; it would if a breach were noticed at once of "
            "any one of: {steps}.",
            steps=names.options(mending),
        )
        blocks.append(Paragraph(said))
    return blocks


def _table(found: tuple[Detection, ...], names: Names) -> Table:
    say = names.say
    return Rows(
        found,
        caption=say(
            "How late, or with what chance a period, a breach of a step may be "
            "noticed, the rest being as written"
        ),
        data=(_data(found, names),) if names.plain else (),
    ).under(
        Column("option", say("step"), lambda each: _step(each, names)),
        Column(
            "party",
            say("party"),
            lambda each: "-" if each.party is None else names.party(each.party),
        ),
        Column(
            "proved",
            names.term(say("the road map holds"), say("holds (proved)")),
            lambda each: _spans(each.proved, names),
        ),
        Column(
            "possible", say("not refuted"), lambda each: _spans(each.possible, names)
        ),
        Column(
            "chance",
            say("holds with a chance of"),
            lambda each: _chances(each.chance, names),
        ),
    )


def _step(each: Detection, names: Names) -> str:
    if each.option is None:
        return names.say("all steps together")
    return names.option(each.option)


def _spans(spans: tuple[Span, ...], names: Names) -> str:
    return ", ".join(_span(each, names) for each in spans) or names.say("nowhere")


def _span(span: Span, names: Names) -> str:
    if span.high is None:
        if not span.low:
            return names.say("need not be noticed")
        return names.say("{time} or later", time=_time(span.low, names))
    if not span.low:
        if not span.high:
            return names.say("only at once")
        return names.say("up to {time} later", time=_time(span.high, names))
    return names.say(
        "{low} to {high} later",
        low=_time(span.low, names),
        high=_time(span.high, names),
    )


def _time(periods: int, names: Names) -> str:
    period = names.case.negotiation.period
    return duration(Duration(periods * period.count, period.unit), names)


def _chances(intervals: tuple[Interval, ...], names: Names) -> str:
    figure = names.figure
    told = (
        f"{figure(each.low, '.3g')}..{figure(each.high, '.3g')}" for each in intervals
    )
    return ", ".join(told) or names.say("nowhere")


def _data(found: tuple[Detection, ...], names: Names) -> Table:
    """Give a row a span or interval; what holds nowhere has a row without ends."""
    rows: list[tuple[str, ...]] = []
    for each in found:
        party = "-" if each.party is None else names.party(each.party)
        named = each.option or "-", party
        for verdict, spans in (("proved", each.proved), ("possible", each.possible)):
            ends = [_ends(span) for span in spans] or [("-", "-")]
            rows += [(*named, "delay", verdict, *pair) for pair in ends]
        for verdict, intervals in (
            ("proved", each.chance),
            ("possible", each.chance_possible),
        ):
            pairs = [(f"{x.low:.4g}", f"{x.high:.4g}") for x in intervals]
            rows += [
                (*named, "chance", verdict, *pair) for pair in pairs or [("-", "-")]
            ]
    title = names.say("How soon must a breach be noticed?")
    return tidy(("option", "party", "varies", "verdict", "low", "high"), rows, title)


def _ends(span: Span) -> tuple[str, str]:
    return str(span.low), "never" if span.high is None else str(span.high)
