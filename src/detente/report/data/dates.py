"""What dates change, as plain dictionaries."""

from detente.report.plain import Data, declare, fields, plain
from detente.study.time.dates import DateStory, Stake
from detente.study.time.latest_start import LatestStart, Span

declare(Stake, "at_once answered waiting payoff_range=size")


def dates_data(stories: tuple[DateStory, ...], starts: tuple[LatestStart, ...]) -> Data:
    """Write each date to come, and how late each road map may begin."""
    return {
        "dates": [plain(each) for each in stories],
        "first_step": {each.road_map: plain(each) for each in starts},
    }


@plain.register
def _story(story: DateStory) -> Data:
    return fields(
        story,
        "id kind date party options steps met stakes leads_to reasons",
        date=story.day.isoformat(),
        party=story.owner,
        stakes={each.party: each for each in story.stakes},
    )


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
    }
