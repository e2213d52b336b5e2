"""What a breach meets: the game after it, for any breacher and any promise."""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from detente.engine.period.arena import Arena, Places
from detente.engine.period.branches import Branches
from detente.engine.period.discounted import Values
from detente.engine.period.play import Memory, reaching
from detente.records import dataclass
from detente.study.game.aftermath import Aftermath, Band, Terms
from detente.study.game.closed_sets import ClosedSets
from detente.study.game.continuation_values import ContinuationValues
from detente.study.game.dated_deadlines import DatedDeadlines
from detente.study.game.debt import Lapsing, owed_flows, owed_lumps
from detente.study.game.folded_recursion import recursion_of
from detente.study.game.guarantee import Pledge, Promise, by_end, droppable
from detente.study.game.punishment import Threat
from detente.study.game.recursion import Rules, all_against, all_for, each_for_itself

Numbers: TypeAlias = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class ContinuationGame:
    """Everything that threats have in common.

    Attributes
    ----------
    closed_sets : ClosedSets
    countdown : DatedDeadlines
    pledges : tuple of Pledge
    utility : float64 array, shape (n_profiles, n_parties, n_states)
        Flow utilities by combination of leaders; one where they never change.
    patience : float64 array, shape (n_parties,)
    tolerance : float
        Differences of values up to this are ties.
    solve : function
        Solves the time after the last deadline.
    period : function
        Lets all take their turns; gives what the beginning is worth, and where it ends.
    mix : function of a period and values, or None
        Gives what the rows are worth before it is known which leaders rule.
    wanted : int64 array or None
        The states at which values will be asked for; None is any.
    memory : Memory or None
        Where best landings are looked up.
    branches : Branches or None
        Where ways to play are kept; None plays all states, period by period.
    """

    closed_sets: ClosedSets
    countdown: DatedDeadlines
    pledges: tuple[Pledge, ...]
    utility: npt.NDArray[np.float64]
    patience: npt.NDArray[np.float64]
    tolerance: float
    solve: Callable[[Arena, Rules, Terms], Aftermath]
    period: Callable[[Arena, Rules, Values], tuple[Band, Places]]
    mix: Callable[[int, Values], Values] | None = None
    wanted: Numbers | None = None
    memory: Memory | None = None
    branches: Branches | None = None


def promised(promise: Promise) -> bool:
    """Whether anything was promised that a guarantee counts.

    Parameters
    ----------
    promise : Promise
        One entry a guarantee; empty is nothing.

    Returns
    -------
    bool
    """
    return any(promise)


def open_threat(
    scene: ContinuationGame,
    party: int,
    promise: Promise,
    *,
    minmax: bool = False,
    best_for: int | None = None,
) -> Threat:
    """Open what follows a breach; it is solved when asked for values.

    Parameters
    ----------
    scene : ContinuationGame
        What all threats of the case have in common.
    party : int
        The breacher.
    promise : Promise
        What it had promised; empty is nothing.
    minmax : bool
        Whether all others turn against it (T2) instead of each playing for
        itself (T1).
    best_for : int or None
        The party for whose good all play, for a bound on what it can have.

    Returns
    -------
    Threat
        Under min-max with the rows of the breacher, with those of `best_for`
        where it is given, else with those of all parties; only the breacher's
        are kept where it had promised something, nobody could drop a guarantee,
        and leaders never change.
    """
    n_profiles, n_parties, n_states = scene.utility.shape
    focal = party if minmax else best_for
    rows = list(range(n_parties)) if focal is None else [focal]
    pledges, promise = (scene.pledges, promise) if promised(promise) else ((), ())
    levies = tuple(
        replace(levy, adds=np.tile(levy.adds[rows], n_profiles))
        for levy in owed_lumps(pledges, party, promise, n_parties)
    )
    if focal is None:
        rules = each_for_itself(scene.patience, scene.tolerance)
    else:
        rules = (all_against if minmax else all_for)(focal, scene.patience)
    rules = replace(rules, memory=scene.memory, branches=scene.branches)
    alone = bool(pledges) and focal is None and scene.mix is None
    alone = alone and not droppable(pledges, party, promise)
    discount = np.tile(scene.patience[rows], n_profiles)[:, np.newaxis]

    def opened(states: Numbers) -> ContinuationValues:
        def arena(world: int) -> Arena:
            return scene.closed_sets.arena(scene.countdown, world, states)

        size = (n_parties, states.size)

        def owed(promise: Promise) -> Values:
            return owed_flows(pledges, party, promise, size, states)[rows]

        ends = by_end(pledges, promise)
        flows = scene.utility if focal is None else scene.utility[:, rows]
        utility = flows[:, :, states] + owed(ends.pop(0))
        lapsing = tuple(
            Lapsing(until, np.tile(owed(each), (n_profiles, 1)))
            for until, each in ends.items()
        )
        return ContinuationValues(
            states=states,
            countdown=scene.closed_sets.dated(scene.countdown, states),
            utility=utility.reshape(-1, states.size),
            levies=tuple(replace(levy, where=levy.where[states]) for levy in levies),
            discount=discount,
            solve=lambda world, flow, leaving: scene.solve(
                arena(world), rules, Terms(flow, discount, leaving)
            ),
            period=lambda world, values: scene.period(arena(world), rules, values),
            reaching=lambda world, marked: reaching(arena(world), marked),
            kept=(party,) if alone else None,
            mix=scene.mix,
            lapsing=lapsing,
            fold=lambda world, flow: recursion_of(
                arena(world), rules, Terms(flow, discount)
            ),
        )

    return Threat(
        row=party if focal is None and not alone else 0,
        breacher=party if focal is None else 0,
        levies=levies,
        countdown=scene.countdown,
        n_states=n_states,
        closed=lambda states: scene.closed_sets.closed(scene.countdown, states),
        solve=opened,
        wanted=scene.wanted,
    )
