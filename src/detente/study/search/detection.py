"""How soon, and how surely, a breach has to be noticed for a road map to hold.

Delays are whole periods. More delay need not be worse: each question is answered by a
union of spans, found by a scan and by closing in on every change, so that both ends of
a span have been judged.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from math import ceil, inf, isnan, log

import numpy as np

from detente.engine.bits import is_taken
from detente.engine.budget import counted, kept
from detente.records import dataclass
from detente.study.deal.deviation import ThreatName
from detente.study.deal.road_map import Layout
from detente.study.deal.tolerance import slight
from detente.study.deal.unseen_breach import Asked, UnseenBreaches
from detente.study.deal.value_along import values_along
from detente.study.deal.watch import Watch, open_watches, with_watches
from detente.study.game.aftermath import Bound
from detente.study.game.dynamics import Dynamics
from detente.study.search.intervals import Interval, Margins, find_intervals
from detente.study.search.thresholds import least_margins

NEVER = Watch(0, 0.0)
_FIRST = 12
"""Delays up to so many periods are tried one by one."""
_FAR = 1200
_NOTHING = 1e-6
_CHANCES = tuple(np.linspace(0.0, 1.0, 21))


@dataclass(frozen=True, slots=True)
class Span:
    """Delays, in whole periods, with which something holds; None is never noticed."""

    low: int
    high: int | None


@dataclass(frozen=True, slots=True)
class Detection:
    """With what detection a road map holds, the rest being as written.

    Attributes
    ----------
    option : str or None
        The step of which a breach is noticed so late, or so rarely; None is all of
        them together.
    party : str or None
        Whose step it is.
    proved, possible : tuple of Span
        How late it may be noticed: no slack of anybody is negative under
        breakdown, and under min-max.
    chance, chance_possible : tuple of Interval
        With what chance per period, from the delay as written on.
    mends : bool
        Whether the road map, which is not proved as written, would be if a breach of
        this were noticed at once.
    """

    option: str | None
    party: str | None
    proved: tuple[Span, ...]
    possible: tuple[Span, ...]
    chance: tuple[Interval, ...]
    chance_possible: tuple[Interval, ...]
    mends: bool = False

    @property
    def longest(self) -> float:
        """The longest delay, from none at all, that is proved to do; -1 for none.

        Infinite where it need not be noticed.
        """
        if not self.proved or self.proved[0].low > 0:
            return -1
        high = self.proved[0].high
        return inf if high is None else high


def find_detection(dynamics: Dynamics, layout: Layout) -> tuple[Detection, ...]:
    """Find how soon and how surely breaches have to be noticed, step by step.

    Parameters
    ----------
    dynamics : Dynamics
        The case; threats solved before are kept in it.
    layout : Layout
        A road map that is possible.

    Returns
    -------
    tuple of Detection
        All steps of the road map together, then each that it changes, in file order;
        none where nobody has both weights and patience.
    """
    if all(dynamics.reason(party) for party in range(len(dynamics.parties))):
        return ()
    return kept(_found(dynamics, layout))


def steps_of(dynamics: Dynamics, layout: Layout) -> tuple[str, ...]:
    """List the options that a road map changes at some time, in file order."""
    agreed = layout.nodes[0].agreed
    bits = dynamics.bits.items()
    return tuple(option for option, bit in bits if is_taken(agreed, bit))


def matters_most(found: Sequence[Detection]) -> tuple[str, ...]:
    """Name the steps of which a breach has to be noticed soonest.

    Parameters
    ----------
    found : sequence of Detection

    Returns
    -------
    tuple of str
        Those with the least delay that does; empty where no step need be noticed, or
        where noticing at once does not help.
    """
    known = [each for each in found if each.option and 0 <= each.longest < inf]
    least = min((each.longest for each in known), default=inf)
    return tuple(each.option for each in known if each.option and each.longest == least)


def _found(dynamics: Dynamics, layout: Layout) -> Iterator[Detection]:
    scan = _Scan(dynamics, layout)
    steps = steps_of(dynamics, layout)
    groups = [steps, *((step,) for step in steps)] if len(steps) > 1 else [steps]
    for group in counted(groups):
        one = group[0] if len(group) == 1 else None
        owner = dynamics.case.option[one].party if one else None
        yield replace(_varied(scan, group), option=one, party=owner)


def _varied(scan: "_Scan", group: tuple[str, ...]) -> Detection:
    """Vary how late, then how surely, a breach of some steps is noticed."""
    if scan.hopeless:
        return Detection(None, None, (), (), (), ())
    written = {step: scan.written(step) for step in group}

    def late(periods: int | None) -> Margins:
        if periods is None:
            return scan.margins(dict.fromkeys(group, NEVER))
        return scan.margins(
            {step: Watch(periods, each.chance) for step, each in written.items()}
        )

    def rarely(chance: float) -> Margins:
        return scan.margins(
            {step: Watch(each.delay, chance) for step, each in written.items()}
        )

    proved, possible = _spans(late, scan.delays)
    chance, chance_possible = find_intervals(rarely, _CHANCES)
    fails = scan.margins({})[0] < 0
    at_once = scan.margins(dict.fromkeys(group, Watch()))[0] >= 0
    return Detection(
        None, None, proved, possible, chance, chance_possible, fails and at_once
    )


def _spans(
    margins: Callable[[int | None], Margins], delays: Sequence[int]
) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Find the delays with which each margin is not negative."""
    judged: dict[int | None, Margins] = {}

    def holds(which: int, periods: int | None) -> bool:
        if periods not in judged:
            judged[periods] = margins(periods)
        return judged[periods][which] >= 0

    def spans(which: int) -> Iterator[Span]:
        low: int | None = None
        for before, periods in zip([None, *delays], delays, strict=False):
            now = holds(which, periods)
            if before is None:
                low = periods if now else None
            elif now != (low is not None):
                end = _last(lambda each: holds(which, each), before, periods)
                if low is None:
                    low = end + 1
                else:
                    yield Span(low, end)
                    low = None
        if low is not None:
            # What holds at the farthest delay and never noticed holds between them: the
            # more it is delayed, the nearer it comes to that.
            yield Span(low, None if holds(which, None) else delays[-1])

    return tuple(spans(0)), tuple(spans(1))


def _last(holds: Callable[[int], bool], before: int, after: int) -> int:
    """Give the last delay, of those between two, that is judged like the first."""
    first = holds(before)
    while after - before > 1:
        middle = (before + after) // 2
        if holds(middle) == first:
            before = middle
        else:
            after = middle
    return before


class _Scan:
    """One road map under other ways to notice breaches of it."""

    def __init__(self, dynamics: Dynamics, layout: Layout) -> None:
        self.dynamics, self.layout = dynamics, layout
        self._values = values_along(dynamics, layout.nodes)
        self._written = open_watches(dynamics.case)
        self._known: dict[object, Margins] = {}

    def written(self, step: str) -> Watch:
        """Give how a breach of a step is noticed as the case has it."""
        return self._written.get(self.dynamics.bits[step], Watch())

    @cached_property
    def delays(self) -> tuple[int, ...]:
        """The delays to try: the first ones all, then ever fewer."""
        patience = self.dynamics.patience
        most = float(np.nanmax(patience)) if not np.isnan(patience).all() else 0.0
        far = ceil(log(_NOTHING) / log(most)) if 0 < most < 1 else _FIRST
        last = max(_FIRST, min(far, _FAR))
        rest = np.geomspace(_FIRST, last, 24).round().astype(int).tolist()
        return tuple(sorted({*range(_FIRST + 1), *rest}))

    def margins(self, watches: Mapping[str, Watch]) -> Margins:
        """Give the least slack above the tolerance, some steps being watched so."""
        case = with_watches(self.dynamics.case, watches)
        dynamics = replace(self.dynamics, case=case)
        found = self._at_once
        for party in range(len(dynamics.parties)):
            own = int(dynamics.turn(party).flips[-1])
            watched = open_watches(case).items()
            key = party, tuple(each for each in watched if is_taken(own, each[0]))
            if not key[1]:
                continue
            if key not in self._known:
                self._known[key] = self._hidden(dynamics, party)
            hidden = self._known[key]
            found = min(found[0], hidden[0]), min(found[1], hidden[1])
        return found

    @property
    def hopeless(self) -> bool:
        """Whether it fails even if all is noticed at once: later is never better."""
        return max(self._at_once) < 0

    @cached_property
    def _at_once(self) -> Margins:
        """Judge it as if every breach were noticed at once."""
        every = {option.id: Watch() for option in self.dynamics.case.options}
        case = with_watches(self.dynamics.case, every)
        return least_margins(replace(self.dynamics, case=case), self.layout)

    def _hidden(self, dynamics: Dynamics, party: int) -> Margins:
        """Give the least slack against one party's hidden breaches."""
        if dynamics.reason(party) is not None:
            return -inf, inf
        breaches = UnseenBreaches(dynamics, self.layout, self._values)
        tolerance = slight(dynamics, party)

        def least(threat: ThreatName, unknown: float) -> float:
            bound: Bound = "high" if threat == "breakdown" else "values"
            slacks = [inf]
            for place in range(len(self.layout.nodes)):
                found = breaches.least(Asked(place, party, threat, bound))
                if found is not None:
                    slack, exact = found
                    known = exact and not isnan(slack)
                    slacks.append(slack + tolerance if known else unknown)
            return min(slacks)

        breakdown = -inf
        if dynamics.obstacle() is None:
            breakdown = least("breakdown", -inf)
        # Where everyone for itself deters, all against one does too.
        return breakdown, inf if breakdown >= 0 else least("minmax", inf)
