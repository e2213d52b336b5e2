"""Following a road map, spelled out day by day from the definition, never quick.

A day is looked at by itself: which events are known on it, which of them say what of
a step, and whether any two of them contradict each other.
"""

from calendar import monthrange
from datetime import date, timedelta
from math import ceil


def known(case):
    """The events that no other corrects, in file order."""
    corrected = {event.supersedes for event in case.events if event.supersedes}
    return [event for event in case.events if event.id not in corrected]


def says(event, step):
    """Whether an event says that a step is as the road map asks; None: nothing."""
    if event.option != step.option:
        return None
    if event.kind == "breach" and event.value is None:
        return False
    if event.kind == "kept" and event.value is None:
        return True
    if event.kind in ("deed", "breach", "kept", "verification"):
        return (event.value is not False) == step.taken
    return None


def counted(case, event, step, scope):
    """Whether an event counts, by the scope asked for or the option's first."""
    own = [each for each in case.scopes if step.option in each.options]
    read = [each for each in own if each.id == scope] or own[:1]
    if not read or not event.tags:
        return True
    tags = {tag.lower() for tag in event.tags}
    wanted = {tag.lower() for tag in read[0].counts}
    if says(event, step):
        return all(each in tags for each in wanted)
    return any(each in tags for each in wanted)


def told(case, step, scope, upto):
    """Day, word and event of all that is said of a step up to a day, by day."""
    found = []
    for at, event in enumerate(known(case)):
        word = says(event, step)
        if word is None or not counted(case, event, step, scope):
            continue
        day = event.end if word and event.end else event.date
        if upto is None or day <= upto:
            found.append((day, at, word, event))
    return [(day, word, event) for day, _, word, event in sorted(found, key=first_two)]


def first_two(row):
    return row[:2]


def reading(reports, tolerance):
    """How the newest of some reports leaves a step: done, undone or disputed."""
    day, word, event = reports[-1]
    opposed = any(
        other is not word
        and each.source != event.source
        and abs((when - day).days) <= tolerance
        for when, other, each in reports
    )
    if event.disputed or opposed:
        return "disputed"
    return "done" if word else "reversed"


def held(case, step, start, since, tolerance, scope):
    """Whether a step was so when the road map began."""
    place = [option.id for option in case.options].index(step.option)
    if start is not None:
        return (start[place] == "Y") == step.taken
    everything = told(case, step, scope, None)
    before = [each for each in everything if since and each[0] < since]
    if before:
        return reading(before, tolerance) == "done"
    if everything:
        return False
    return case.options[place].now == step.taken


def begun(case, step, since, upto, scope):
    """The first day on which a step was begun."""
    first_days = [
        event.date
        for event in known(case)
        if event.option == step.option
        and event.kind == "begun"
        and (event.value is not False) == step.taken
    ]
    first_days += [
        event.date for _, word, event in told(case, step, scope, None) if word
    ]
    return min(
        (
            day
            for day in first_days
            if (upto is None or day <= upto) and (since is None or day >= since)
        ),
        default=None,
    )


def standing(case, step, day, start, since, *, tolerance, scope):  # noqa: PLR0913
    """How a step stands at the end of a day: done, disputed, reversed, not begun."""
    was = held(case, step, start, since, tolerance, scope)
    reports = [
        each
        for each in told(case, step, scope, day)
        if since is None or each[0] >= since
    ]
    if not reports:
        return "done" if was else "not begun"
    now = reading(reports, tolerance)
    if now == "reversed" and not was:
        started = begun(case, step, since, None, scope)
        days = sorted({each[0] for each in reports})
        ever = (started is not None and started <= days[-1]) or any(
            reading([r for r in reports if r[0] <= each], tolerance) == "done"
            for each in days
        )
        return "reversed" if ever else "not begun"
    return now


def length(case, stage):
    """Days that a stage may take."""
    takes = [case.option[step.option].takes for step in stage.steps]
    known_ = [each.days for each in (*takes, stage.within) if each is not None]
    return ceil(max(known_)) if known_ else ceil(case.negotiation.period.days)


def score(case, plan, month_end, look):
    """Steps due by a day, those of them that stand, and those disputed."""
    due, stand, disputed = 0, 0, 0
    end = plan.since
    for stage in plan.stages:
        end += timedelta(days=length(case, stage))
        for step in stage.steps:
            last = dict(plan.until).get(step.option, dict(plan.until).get(""))
            if end <= month_end and (last is None or month_end < last):
                due += 1
                stand += look(step, month_end) == "done"
                disputed += look(step, month_end) == "disputed"
    return due, stand, disputed


def month_ends(first, last):
    """The last day of each month, of the last one the day that counts."""
    ends, day = [], first
    while day <= last:
        if day == last or day.day == monthrange(day.year, day.month)[1]:
            ends.append(day)
        day += timedelta(days=1)
    return ends


def days(first, last):
    return [date.fromordinal(n) for n in range(first.toordinal(), last.toordinal() + 1)]
