"""Work that is stopped at one of its steps, as when its time is over there."""

from contextlib import contextmanager
from unittest import mock

from detente.engine.budget import allowing


class Clock:
    """How many steps have been taken; at one of them the time is over."""

    def __init__(self, last=None):
        self.last = last
        self.steps = 0

    def has_come(self):
        self.steps += 1
        return self.last is not None and self.steps >= self.last


@contextmanager
def stopped_at(last=None):
    """Stop whatever is asked inside at a step; None lets it come to its end."""
    clock = Clock(last)
    with allowing() as budget:
        go_on = budget.tick

        def tick():
            if clock.has_come():
                budget.stop()
            go_on()

        with mock.patch.object(budget, "tick", tick):
            yield clock, budget


def sampled_stops(steps, count):
    """Give some steps to stop at, from the first to the last."""
    return sorted({max(1, round(steps * each / count)) for each in range(count + 1)})
