"""Work that is stopped at one of its steps, as when its time is over there."""

from contextlib import contextmanager
from functools import partial
from unittest import mock

from detente.engine.budget import allowing


class Clock:
    """How many steps have been taken; at one of them the time is over."""

    def __init__(self, last=None):
        self.last = last
        self.steps = 0
        self.muted = False

    def tick(self, budget):
        if self.muted:
            return
        self.steps += 1
        if self.last is not None and self.steps >= self.last:
            budget.stop()
            raise budget.stopping()


@contextmanager
def stopped_at(last=None):
    """Stop whatever is asked inside at a step; None lets it come to its end."""
    clock = Clock(last)
    with allowing() as budget:
        muted = budget.finishing

        @contextmanager
        def finishing():
            with muted(), mock.patch.object(clock, "muted", new=True):
                yield

        with (
            mock.patch.object(budget, "tick", partial(clock.tick, budget)),
            mock.patch.object(budget, "finishing", finishing),
        ):
            yield clock, budget


def sampled_stops(steps, count):
    """Give some steps to stop at, from the first to the last."""
    return sorted({max(1, round(steps * each / count)) for each in range(count + 1)})
