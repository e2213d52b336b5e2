"""What follows a breach: everyone for itself (T1), all others against one (T2).

Both are the limit of a recursion that starts from "frozen for ever". T2 is a
contraction and has one limit, which strategy improvement finds. T1 is a
Markov-perfect equilibrium with sequential movers where the recursion stops,
which is then verified by one-shot deviations; where it goes round in a cycle
instead, the least and the largest values over the cycle are kept as a band,
and nothing that leads there is called exact.

References
----------
Maskin and Tirole (2001) for Markov-perfect equilibria.
"""

from math import ceil, log

import numpy as np

from detente.engine.period.arena import Arena
from detente.engine.period.discounted import Values
from detente.study.game.aftermath import Aftermath, Band, Terms
from detente.study.game.recursion import Outcome, Played, Recursion, Rules
from detente.study.game.strategy_improvement import improve

_FIXED = 1e-10
_SWEEPS = (64, 1024)
_LONGEST = 16
_TRAIL = 1 << 24


def settle(arena: Arena, rules: Rules, terms: Terms) -> Aftermath:
    """Solve what follows a breach, from the last deadline on.

    Parameters
    ----------
    arena : Arena
        The states, and what each party may do.
    rules : Rules
        By what each party decides.
    terms : Terms
        Flows, discount factors, and where the recursion goes over to values that
        are known.

    Returns
    -------
    Aftermath
        With one row for each row of the flows, at the states of the arena.
    """
    recursion = Recursion(arena, rules, terms)
    return _swept(recursion) if rules.against is None else improve(recursion)


def _swept(recursion: Recursion) -> Aftermath:
    """Go on from "frozen for ever" to a fixed point, a cycle or the horizon."""
    # A general-sum recursion may have several limits, and the start decides which it
    # comes to. From "frozen for ever" each sweep adds one period in which moves can
    # still be made: the limit is that of longer and longer finite breakdowns.
    values = recursion.frozen
    fixed = recursion.fixed
    horizon = _horizon(recursion.terms.discount)
    trail = _Trail(values.size)
    low = high = values
    for sweep in range(1, horizon + 1):
        following, played = recursion.period(values)
        still = bool(np.abs(following - values).max(initial=0.0) <= fixed)
        # When play repeats, the values are still on their way, by a factor of the
        # patience each sweep. So the play is solved for ever at once, and counts if one
        # more period changes nothing: nobody then gains by one deviation.
        if still or trail.repeats(played):
            settled = recursion.policy(played).for_ever()
            begun, _ = recursion.period(settled)
            if np.abs(begun - settled).max(initial=0.0) <= fixed:
                band = Band(settled, settled, settled)
                return recursion.ended(Outcome(band, played, sweep, 1))
        trail.add(played)
        values = following
        low, high = np.minimum(low, values), np.maximum(high, values)
        length = trail.cycle()
        if length:
            cycling = _band(recursion, trail.latest(length), fixed)
            if cycling is not None:
                return recursion.ended(Outcome(cycling, played, sweep, length))
        # The early periods come near the limit from afar and would widen the band for
        # ever: it is begun anew after every doubling.
        if sweep & (sweep - 1) == 0 and 2 * sweep <= horizon:
            low = high = values
    return recursion.ended(Outcome(Band(values, low, high), played, sweep, 0))


class _Trail:
    """What was done in the latest periods, to tell when it repeats."""

    def __init__(self, size: int) -> None:
        self._longest = max(2, min(_LONGEST, _TRAIL // max(size, 1)))
        self._latest: list[Played] = []
        self._prints: list[int] = []
        self._tried: dict[int, int] = {}

    def add(self, played: Played) -> None:
        """Take note of what was done in a period."""
        self._latest = [*self._latest, played][-self._longest :]
        self._prints.append(hash(played.ends.tobytes()))

    def repeats(self, played: Played) -> bool:
        """Whether it led where the period before led."""
        return bool(self._latest) and np.array_equal(played.ends, self._latest[-1].ends)

    def cycle(self) -> int:
        """Give the length of the cycle in which they go round, else 0."""
        seen = len(self._prints)
        for length in range(2, self._longest + 1):
            # A cycle that did not go on is looked at again only after as many periods
            # more, since solving one costs as much as many periods.
            rested = seen >= 2 * self._tried.get(length, 0)
            latest = self._prints[-length:]
            if rested and latest == self._prints[-2 * length : -length]:
                self._tried[length] = seen
                return length
        return 0

    def latest(self, length: int) -> list[Played]:
        """Give the latest periods, the earliest first."""
        return self._latest[-length:]


def _band(recursion: Recursion, cycle: list[Played], fixed: float) -> Band | None:
    """Give the values and the band of a cycle of periods, if it goes on for ever."""
    # The recursion runs backwards in time: the policy found last is played first, and
    # the one found before it comes after it.
    policies = [recursion.policy(played) for played in cycle]
    round_trip = policies[0]
    for policy in policies[1:]:
        round_trip = policy.before(round_trip)
    limit = round_trip.for_ever()
    # Choices may repeat a few times on their way to others. Only a cycle that goes
    # round once more from its own limit, with the same choices, is one.
    low = high = values = limit
    for policy in policies:
        values, played = recursion.period(values)
        if not np.array_equal(played.ends, policy.ends):
            return None
        low, high = np.minimum(low, values), np.maximum(high, values)
    return Band(values, low, high) if np.abs(values - limit).max() <= fixed else None


def _horizon(discount: Values) -> int:
    """Count the sweeps after which the start hardly weighs, within bounds."""
    least, most = _SWEEPS
    largest = float(discount.max(initial=0.0))
    if largest <= 0:
        return least
    return min(most, max(least, ceil(log(_FIXED) / log(largest))))
