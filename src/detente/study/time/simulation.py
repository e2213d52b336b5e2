"""Histories of a road map: who came to rule when, where it broke, what all then had.

Leaders are drawn period by period, as the case has it; all else follows from the
script. Histories are drawn in blocks, each with a seed of its own, so that neither the
number of processors nor that of histories changes any of them.
"""

from functools import partial

import numpy as np
import numpy.typing as npt

from detente.engine.budget import kept
from detente.engine.period.discounted import Values
from detente.records import dataclass
from detente.study.processors import ALONE, Workers
from detente.study.spread import over_held
from detente.study.time.breakdown_walk import ASLEEP
from detente.study.time.script import Script

Numbers = npt.NDArray[np.int64]

BLOCK = 1000
"""Histories that are drawn at once, by one seed."""
STANDS = -1
_WORTH = 25
"""Blocks that take longer than starting a processor."""


@dataclass(frozen=True, eq=False)
class Histories:
    """Histories of one road map.

    Attributes
    ----------
    leaders : int16 array, shape (n_histories, n_periods)
        Which combination of leaders ruled in each period.
    broke : int64 array, shape (n_histories,)
        The period in which it broke; -1 where it still stands.
    states : int64 array, shape (n_histories,)
        The state at the end.
    then : float64 array, shape (n_histories, n_parties)
        The flow per period when it broke, against the start; not a number where it
        stands.
    end : float64 array, shape (n_histories, n_parties)
        The same at the end, of what then stands.
    worth : float64 array, shape (n_histories, n_parties)
        The discounted value, what stands at the end counted for ever, against staying
        at the start for ever.
    """

    leaders: npt.NDArray[np.int16]
    broke: Numbers
    states: Numbers
    then: Values
    end: Values
    worth: Values


def bytes_of_histories(runs: int, n_periods: int, n_parties: int) -> int:
    """Estimate the bytes that histories take at the peak.

    Parameters
    ----------
    runs, n_periods, n_parties : int

    Returns
    -------
    int
    """
    # Blocks are put together while they are still there, and counted by copies.
    return 2 * runs * (2 * n_periods + 16 + 4 * 8 * n_parties)


def simulate(
    script: Script, runs: int, seed: int = 0, workers: Workers = ALONE
) -> Histories:
    """Draw histories.

    Parameters
    ----------
    script : Script
        What they go by.
    runs : int
        How many; one is enough where nothing is drawn.
    seed : int
        The same seed gives the same histories; more of them begin with the same.
    workers : Workers

    Returns
    -------
    Histories
        Fewer where the work was stopped.
    """
    runs = 1 if script.chanceless else runs
    blocks = range(-(-runs // BLOCK))
    drawn = over_held(script, partial(_block, seed), blocks, workers, _WORTH)
    done = kept(drawn, least=1)
    return Histories(
        *(
            np.concatenate(parts)[:runs]
            for parts in zip(*map(_fields, done), strict=True)
        )
    )


def _fields(each: Histories) -> tuple[npt.NDArray[np.generic], ...]:
    return each.leaders, each.broke, each.states, each.then, each.end, each.worth


def _block(seed: int, script: Script, number: int) -> Histories:
    """Draw one block."""
    return follow(script, draw_leaders(script, np.random.default_rng([seed, number])))


def draw_leaders(script: Script, rng: np.random.Generator) -> npt.NDArray[np.int16]:
    """Draw who rules, period by period.

    Parameters
    ----------
    script : Script
    rng : numpy.random.Generator

    Returns
    -------
    int16 array, shape (BLOCK, n_periods)
    """
    luck = rng.random((script.last + 1, BLOCK))
    leaders = np.empty((BLOCK, script.last + 1), np.int16)
    now = _drawn(np.broadcast_to(script.start, (BLOCK, script.start.size)), luck[0])
    leaders[:, 0] = now
    for time in range(1, script.last + 1):
        now = _drawn(script.into(time)[now], luck[time])
        leaders[:, time] = now
    return leaders


def _drawn(chances: Values, luck: npt.NDArray[np.float64]) -> npt.NDArray[np.intp]:
    """Draw one of several, by a number between 0 and 1; never one without a chance."""
    up_to = chances.cumsum(axis=1)
    # Chances add up to 1 but for rounding, and the last one must not be found beyond.
    up_to /= up_to[:, -1:]
    return np.asarray((up_to <= luck[:, np.newaxis]).sum(axis=1))


def follow(script: Script, leaders: npt.NDArray[np.int16]) -> Histories:
    """Follow what happens while some leaders rule.

    Parameters
    ----------
    script : Script
    leaders : int16 array, shape (n_histories, n_periods)
        Which combination rules in each period.

    Returns
    -------
    Histories
    """
    count, n_periods = leaders.shape
    n_parties, today = script.discount.size, script.before[0]
    at = np.full((count, len(script.walks)), ASLEEP, np.int32)
    broke, states = np.full(count, STANDS), np.zeros(count, np.int64)
    then = np.full((count, n_parties), np.nan)
    worth, weight = np.zeros((count, n_parties)), 1 - script.discount
    for time in range(n_periods):
        place, now = min(time, len(script.nodes) - 1), leaders[:, time]
        breaks = (broke == STANDS) & (script.broken[place, now] >= 0)
        at[breaks] = script.entries[place, now[breaks]]
        states[breaks] = script.kept[place, now[breaks]]
        then[breaks] = script.before[place] - today
        broke[breaks] = time
        stands = (broke == STANDS)[:, np.newaxis]
        flow = np.where(stands, script.after[place] - script.costs[place], 0.0)
        for each, walk in enumerate(script.walks):
            flow += walk.flows[at[:, each], now]
        worth += weight * flow
        weight = weight * script.discount
        if time < n_periods - 1:
            for each, walk in enumerate(script.walks):
                at[:, each] = walk.onward[at[:, each], now]
    end = np.where(stands, script.after[place], 0.0)
    for each, walk in enumerate(script.walks):
        end += walk.lasting[at[:, each], now]
        states |= walk.states[at[:, each], now]
    states[broke == STANDS] = script.nodes[place].end
    # After n periods all that is still to come weighs the patience of n periods.
    worth += script.discount**n_periods * end
    return Histories(leaders, broke, states, then, end - today, worth - today)
