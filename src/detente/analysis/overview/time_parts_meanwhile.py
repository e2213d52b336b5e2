"""What a report tells of time, found on a second processor while the rest is."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import NamedTuple, TypeAlias

from detente.analysis.overview.time_parts import (
    TimeParts,
    find_time_parts,
    price_of_time_parts,
)
from detente.analysis.setting import Setting
from detente.engine import open_engine
from detente.engine.budget import current
from detente.engine.memory import allowed
from detente.model.case import Case
from detente.study.game.dynamics import Dynamics, open_dynamics
from detente.study.game.dynamics_size import bytes_needed
from detente.study.processors import Opening, meanwhile

_WORTH = 3.0
"""Seconds of work for which a processor is started: it opens the case anew first."""
_KNOWN = 1 << 29
"""Bytes that a processor uses beside the arrays of the case."""

Found: TypeAlias = Callable[[], TimeParts]


class _Asked(NamedTuple):
    """What the other processor is told."""

    failing: frozenset[str]
    full: bool


@contextmanager
def time_parts_meanwhile(
    dynamics: Dynamics, failing: frozenset[str], setting: Setting, *, full: bool
) -> Iterator[Found]:
    """Find what a report tells of time while this processor does something else.

    Parameters
    ----------
    dynamics : Dynamics
        The case, with options and road maps.
    failing : frozenset of str
        Road maps that fail.
    setting : Setting
        Where it allows one processor only, where the work is short and where a time is
        set, by which what is done is kept, it is found here when it is asked for.
    full : bool
        Whether it is told however long that takes.

    Yields
    ------
    function
        Gives the parts.
    """
    alone = setting.workers == 1 or current().seconds is not None
    if alone or not _pays(dynamics, setting, full=full):
        yield partial(find_time_parts, dynamics, failing, full=full)
        return
    opening = Opening(_opened, (dynamics.case, dynamics.engine.name))
    with meanwhile(opening, _found, _Asked(failing, full)) as found:
        yield found


def _pays(dynamics: Dynamics, setting: Setting, *, full: bool) -> bool:
    """Whether it is worth opening the case once more, and there is room for that."""
    if price_of_time_parts(dynamics, full=full) < _WORTH:
        return False
    needed = bytes_needed(dynamics.engine, dynamics.case, dynamics.countdown)
    return allowed(setting.memory) >= 2 * (needed + _KNOWN)


def _opened(case: Case, engine: str) -> Dynamics:
    return open_dynamics(case, open_engine(case, engine))


def _found(dynamics: Dynamics, asked: _Asked) -> TimeParts:
    return find_time_parts(dynamics, asked.failing, full=asked.full)
