"""Orders of stages where breaches may go unnoticed for a while.

What a hidden breach is worth hangs on all that the others go on to do, so that no
label of what the rest is worth tells it. An order has never more slack with such
breaches than without them: the search that leaves them out gives a bound. The orders
that it meets on its way, and those that swap two neighbouring stages of the best of
them, are judged with hidden breaches; what remains between the best and the bound is
the gap.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from detente.engine.budget import unless_stopped
from detente.errors import Message
from detente.model.road_map import RoadMap, Stage
from detente.study.deal.road_map import Layout, lay_out
from detente.study.deal.watch import Watch, open_watches, with_watches
from detente.study.game.dynamics import Dynamics

UNSEEN = Message(
    "what is not noticed at once was weighed for the orders that came out best without "
    "it, not for all"
)

_MOST = 60
"""Orders that are judged with hidden breaches."""


def seen_at_once(dynamics: Dynamics) -> Dynamics:
    """Give the same case, of which every breach is noticed at once.

    Parameters
    ----------
    dynamics : Dynamics

    Returns
    -------
    Dynamics
        The same one where nothing goes unnoticed. Steps of which an equal may exist
        stay worth what they are.
    """
    if not open_watches(dynamics.case):
        return dynamics
    every = {option.id: Watch() for option in dynamics.case.options}
    return replace(dynamics, case=with_watches(dynamics.case, every))


def best_unseen(
    dynamics: Dynamics,
    met: Iterable[tuple[Stage, ...]],
    slack: Callable[[Layout], float],
) -> tuple[float, tuple[Stage, ...]] | None:
    """Find the order with the most slack, hidden breaches included, among a few.

    Parameters
    ----------
    dynamics : Dynamics
        The case.
    met : iterable of tuple of Stage
        Orders to one target, the likeliest last.
    slack : function of Layout
        Gives the least slack of an order.

    Returns
    -------
    (float, tuple of Stage) or None
        None where none can be carried out.
    """
    known: dict[tuple[Stage, ...], float] = {}

    def judged(stages: tuple[Stage, ...]) -> float:
        if stages not in known and len(known) < _MOST:
            layout = lay_out(dynamics, RoadMap("found", stages))
            worth = float("-inf")
            if not layout.reasons:
                worth = unless_stopped(lambda: slack(layout), worth)
            known[stages] = worth
        return known.get(stages, float("-inf"))

    for stages in reversed(list(dict.fromkeys(met))):
        judged(stages)
    if not known:
        return None
    best = max(known, key=lambda each: known[each])
    while (better := max(_swapped(best), key=judged, default=best)) and (
        judged(better) > known[best]
    ):
        best = better
    return known[best], best


def _swapped(stages: tuple[Stage, ...]) -> Iterator[tuple[Stage, ...]]:
    for place in range(len(stages) - 1):
        first, second = stages[place : place + 2]
        yield (*stages[:place], second, first, *stages[place + 2 :])
