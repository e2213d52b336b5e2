"""What dates change, as plain dictionaries."""

from detente.report.plain import Data, fields, plain
from detente.study.time.dates import DateStory
from detente.study.time.dates_in_orders import Dates, Ordered
from detente.study.time.latest_start import LatestStart, Span


def dates_data(dates: Dates, starts: tuple[LatestStart, ...]) -> Data:
    """Write each date to come, and how late each road map may begin."""
    told = zip(dates.stories, dates.ordered, strict=True)
    return {
        "dates": [_story(story, ordered) for story, ordered in told],
        "first_step": {each.road_map: plain(each) for each in starts},
        "orders": [list(order) for order in dates.orders],
        "all_orders": dates.n_orders,
    }


def _story(story: DateStory, ordered: tuple[Ordered, ...]) -> Data:
    over = {each.party: each for each in ordered}
    return fields(
        story,
        "id kind date party options steps met stakes leads_to reasons",
        date=story.day.isoformat(),
        party=story.owner,
        stakes={
            each.party: fields(
                each,
                "at_once answered waiting payoff_range=size orders",
                orders=_over(over[each.party]),
            )
            for each in story.stakes
        },
    )


def _over(each: Ordered) -> Data:
    return {
        "answered": plain(each.answered),
        "waiting": plain(each.waiting),
        "meanings": [[plain(meaning), count] for meaning, count in each.meanings],
        "first": list(each.first),
        "waits": [[str(waits), count] for waits, count in each.waits],
    }


@plain.register
def _start(start: LatestStart) -> Data:
    latest = start.latest
    return fields(
        start,
        "latest spans every reasons",
        latest=None if latest is None else latest.isoformat(),
    )


@plain.register
def _span(span: Span) -> Data:
    first, last = span.periods
    return {
        "from": span.first.isoformat(),
        "to": None if span.last is None else span.last.isoformat(),
        "periods": [first, last],
        "verdict": None if span.verdict is None else str(span.verdict),
        "orders": [[plain(verdict), count] for verdict, count in span.orders],
    }
