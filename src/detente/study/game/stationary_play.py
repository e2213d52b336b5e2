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
from detente.study.game.constant_play import ConstantPlay
from detente.study.game.folded_recursion import (
    FoldedRecursion,
    folds,
    refolded,
    tree_of,
)
from detente.study.game.recursion import (
    Convergence,
    Played,
    Recursion,
    Rules,
    same_turns,
)
from detente.study.game.strategy_improvement import improve
from detente.study.game.trail import Trail

_FIXED = 1e-10
_SWEEPS = (64, 1024)
_STEADY = 16
"""Periods of the same play after which it is asked how much longer it lasts."""


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
    if rules.against is not None:
        return improve(Recursion(arena, rules, terms))
    if not folds(arena, rules):
        return _swept(Recursion(arena, rules, terms))
    return refolded(
        arena,
        lambda: _swept(FoldedRecursion(arena, rules, terms, tree_of(arena, rules))),
    )


def _swept(recursion: Recursion) -> Aftermath:
    """Go on from "frozen for ever" to a fixed point, a cycle or the horizon."""
    path = _Path(recursion)
    outcome = path.step()
    while outcome is None:
        outcome = path.step()
    return recursion.ended(outcome)


class _Path:
    """The recursion on its way, period by period backwards.

    A general-sum recursion may have several limits, and the start decides which it
    comes to. From "frozen for ever" each sweep adds one period in which moves can still
    be made: the limit is that of longer and longer finite breakdowns.
    """

    def __init__(self, recursion: Recursion) -> None:
        self.recursion = recursion
        self.values = recursion.frozen
        self.low = self.high = self.values
        self.sweep = 0
        self._fixed = recursion.fixed
        self._horizon = _horizon(recursion.terms.discount)
        self._trail = Trail(self.values.size)
        self._failed: tuple[Played, Values] | None = None

    def step(self) -> Convergence | None:
        """Play one period more; give the answer where it is found."""
        self.sweep += 1
        following, played = self.recursion.period(self.values)
        still = self.recursion.change(following, self.values) <= self._fixed
        if still or self._trail.repeats(played):
            settled = self._settled(played)
            if settled is not None:
                band = Band(settled, settled, settled)
                return Convergence(band, played, self.sweep, 1)
        self._trail.add(played)
        self.values = following
        self._widen()
        length = self._trail.cycle()
        if length:
            cycling = _band(self.recursion, self._trail.latest(length), self._fixed)
            if cycling is not None:
                return Convergence(cycling, played, self.sweep, length)
        self._begin_anew(self.sweep, self.values)
        self._leap(played)
        if self.sweep < self._horizon:
            return None
        return Convergence(
            Band(self.values, self.low, self.high), played, self.sweep, 0
        )

    def _settled(self, played: Played) -> Values | None:
        """Give what a play is worth for ever, if one more period changes nothing."""
        # When play repeats, the values are still on their way, by a factor of the
        # patience each sweep. So the play is solved for ever at once, and counts if one
        # more period changes nothing: nobody then gains by one deviation.
        if self._failed is not None and same_turns(self._failed[0], played):
            return None
        settled = self.recursion.policy(played).for_ever()
        begun, _ = self.recursion.period(settled)
        if self.recursion.change(begun, settled) <= self._fixed:
            return settled
        self._failed = played, settled
        return None

    def _widen(self) -> None:
        if self.sweep == 1:
            self.low = self.high = self.values
        self.low = np.minimum(self.low, self.values)
        self.high = np.maximum(self.high, self.values)

    def _begin_anew(self, sweep: int, values: Values) -> None:
        """Begin the band anew after every doubling."""
        # The early periods come near the limit from afar and would widen it for ever.
        if sweep & (sweep - 1) == 0 and 2 * sweep <= self._horizon:
            self.low = self.high = values

    def _leap(self, played: Played) -> None:
        """Go at once to the last period in which all still do the same."""
        alike, left = self._trail.alike, self._horizon - self.sweep
        if left < _STEADY or alike < _STEADY or alike & (alike - 1):
            return
        same = [played, *self._trail.latest(2)]
        if self._failed is None or not all(
            same_turns(self._failed[0], each) for each in same
        ):
            return
        steady = ConstantPlay(self.recursion, played, (self.values, self._failed[1]))
        if not steady.rests:
            return
        lasting = steady.lasting(left)
        doubled = 1 << (self.sweep + lasting).bit_length() - 1
        begun = self.sweep
        self.sweep += lasting
        self._trail.add(played, lasting)
        # All values go one way meanwhile, so that the ends bound what lies between.
        if doubled > begun:
            self._begin_anew(doubled, steady.at(doubled - begun))
        self.values = steady.at(lasting)
        self._widen()


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
