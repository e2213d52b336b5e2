"""The score of a road map at the end of each month."""

import datetime
from calendar import monthrange
from collections.abc import Iterator, Sequence
from itertools import accumulate

from detente.records import dataclass
from detente.study.record.course import Course, Standing
from detente.study.record.reports import Rule


@dataclass(frozen=True, slots=True)
class Month:
    """How far a road map was kept at the end of a month.

    Attributes
    ----------
    day : date
        The last day of the month, or the last day that counts.
    due : int
        Steps that should have been done by then, had every stage taken its time
        and no longer, and that were still owed then.
    standing, disputed : int
        Those of them that stood, and those of which sources say opposite things.
    done : int
        Steps that stood, due or not.
    """

    day: datetime.date
    due: int
    standing: int
    disputed: int
    done: int

    @property
    def score(self) -> float | None:
        """The share of the steps due that stood; None where none was due."""
        return self.standing / self.due if self.due else None

    @property
    def at_best(self) -> float | None:
        """The same, with what is disputed taken as done."""
        return (self.standing + self.disputed) / self.due if self.due else None


def score_by_month(
    courses: Sequence[Sequence[Course]],
    lengths: Sequence[int],
    rule: Rule,
) -> tuple[Month, ...]:
    """Score a road map at the end of each month since it began.

    Parameters
    ----------
    courses : sequence of sequence of Course
        The steps, stage by stage.
    lengths : sequence of int
        How many days each stage may take.
    rule : Rule
        Whence and up to when; without a first day the first report's is taken.

    Returns
    -------
    tuple of Month
        From the month in which it began to that of the last day that counts.
    """
    steps = [course for stage in courses for course in stage]
    days = [turn.day for course in steps for turn in course.turns]
    first = rule.since or min(days, default=None)
    last = rule.as_of or max(days, default=first)
    if first is None or last is None:
        return ()
    ends = [first.toordinal() + n_days for n_days in accumulate(lengths)]
    due = [
        (end, course)
        for end, stage in zip(ends, courses, strict=True)
        for course in stage
    ]
    return tuple(_month(day, due, steps) for day in _month_ends(first, last))


def _month(
    day: datetime.date, due: Sequence[tuple[int, Course]], steps: Sequence[Course]
) -> Month:
    asked = [
        course.at(day)
        for end, course in due
        if end <= day.toordinal() and (course.ended is None or day < course.ended)
    ]
    return Month(
        day=day,
        due=len(asked),
        standing=asked.count(Standing.DONE),
        disputed=asked.count(Standing.DISPUTED),
        done=[course.at(day) for course in steps].count(Standing.DONE),
    )


def _month_ends(first: datetime.date, last: datetime.date) -> Iterator[datetime.date]:
    """Give the last day of each month, of the last month the last day that counts."""
    year, month = first.year, first.month
    while (year, month) <= (last.year, last.month):
        _, n_days = monthrange(year, month)
        yield min(datetime.date(year, month, n_days), last)
        year, month = year + month // 12, month % 12 + 1
