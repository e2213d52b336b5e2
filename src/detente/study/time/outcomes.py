"""What many histories of a road map come to: where it broke, who lost, how long."""

from collections import Counter

import numpy as np
import numpy.typing as npt

from detente.engine.memory import refuse_beyond
from detente.errors import Message
from detente.model.road_map import RoadMap
from detente.records import dataclass
from detente.study.deal.road_map import lay_out
from detente.study.game.dynamics import Dynamics
from detente.study.processors import ALONE, Workers
from detente.study.time.compliance import TurnoverCheck
from detente.study.time.outliving import last_period
from detente.study.time.script import Script, write_script
from detente.study.time.simulation import (
    STANDS,
    Histories,
    bytes_of_histories,
    simulate,
)
from detente.study.time.successor import list_breaks

LOW, HIGH = 0.05, 0.95
_TIE = 1e-9


@dataclass(frozen=True, slots=True)
class Spread:
    """What is usual: 5 in 100 are not above `low`, 95 in 100 not above `high`."""

    low: float
    middle: float
    high: float


@dataclass(frozen=True, slots=True)
class Broken:
    """Histories that broke at one stage, by one party.

    Attributes
    ----------
    stage : int or None
        None is after completion.
    party : str
        Who did not do its part.
    under : tuple of tuple of str
        Leaderships under which it does not, each entry enough by itself; an empty one
        is always.
    count : int
    periods : Spread
        How many periods of the road map had passed.
    """

    stage: int | None
    party: str
    under: tuple[tuple[str, ...], ...]
    count: int
    periods: Spread


@dataclass(frozen=True, slots=True)
class RealisedPayoff:
    """What one party had, per period against the start of the road map.

    Attributes
    ----------
    party : str
    stands : float or None
        At the end where the road map still stands; None where it never does.
    then, end : Spread or None
        When it broke, and at the end, in the histories in which it broke; None where
        it never does.
    lost_then, lost_at_end : int
        In how many of these it had less than at the start.
    worth : Spread
        The discounted value of all histories, what stands at the end counted for ever.
    mean_worth : float
        Its mean.
    lost : int
        In how many of all histories that is less than staying at the start.
    """

    party: str
    stands: float | None
    then: Spread | None
    lost_then: int
    end: Spread | None
    lost_at_end: int
    worth: Spread
    mean_worth: float
    lost: int


@dataclass(frozen=True, slots=True)
class Tally:
    """What histories come to.

    Attributes
    ----------
    completed, stands : int
        In how many the target is reached, and in how many the road map stands at the
        end.
    took : Spread or None
        After how many periods it broke, where it did; None where it never does.
    breaks : tuple of Broken
        The most frequent first.
    outcomes : tuple of RealisedPayoff
        One a party.
    ends : tuple of (str, int)
        The states at the end of those that broke, the most frequent first.
    """

    completed: int
    stands: int
    took: Spread | None
    breaks: tuple[Broken, ...]
    outcomes: tuple[RealisedPayoff, ...]
    ends: tuple[tuple[str, int], ...]


@dataclass(frozen=True, eq=False)
class Simulation:
    """Histories of a road map.

    Attributes
    ----------
    check : TurnoverCheck
        What changes of leadership do to it, by exact chances; its reasons say why
        there are no histories.
    seed : int
    script : Script or None
    histories : Histories or None
    tally : Tally or None
    states : tuple of (int, str)
        What the numbers of the states at the end stand for.
    """

    check: TurnoverCheck
    seed: int
    script: Script | None = None
    histories: Histories | None = None
    tally: Tally | None = None
    states: tuple[tuple[int, str], ...] = ()


def simulate_road_map(
    dynamics: Dynamics,
    road_map: RoadMap,
    runs: int,
    seed: int = 0,
    workers: Workers = ALONE,
) -> Simulation:
    """Draw histories of a road map, and count what they come to.

    Parameters
    ----------
    dynamics : Dynamics
        The case.
    road_map : RoadMap
        Its stages, in order.
    runs, seed : int
        As of `simulate`.
    workers : Workers

    Returns
    -------
    Simulation

    Raises
    ------
    TooLargeError
        For more histories than fit the memory.
    """
    _refuse_too_many(dynamics, road_map, runs, workers)
    check, script = write_script(dynamics, road_map, workers)
    if script is None:
        return Simulation(check, seed)
    histories = simulate(script, runs, seed, workers)
    tally = count_outcomes(dynamics, check, script, histories)
    numbers = np.unique(histories.states).tolist()
    states = tuple((each, dynamics.engine.state(each)) for each in numbers)
    return Simulation(check, seed, script, histories, tally, states)


def _refuse_too_many(
    dynamics: Dynamics, road_map: RoadMap, runs: int, workers: Workers
) -> None:
    """Refuse more histories than fit the memory, before anything is solved."""
    nodes = lay_out(dynamics, road_map).nodes
    if nodes:
        n_periods = last_period(dynamics.case, nodes) + 1
        needed = bytes_of_histories(runs, n_periods, len(dynamics.parties))
        hint = Message("ask for fewer histories with --runs")
        refuse_beyond(needed, workers.memory, hint)


def count_outcomes(
    dynamics: Dynamics, check: TurnoverCheck, script: Script, histories: Histories
) -> Tally:
    """Count what histories come to.

    Parameters
    ----------
    dynamics : Dynamics
        The case.
    check : TurnoverCheck
        Who breaks where.
    script : Script
        What the histories went by.
    histories : Histories

    Returns
    -------
    Tally
    """
    broke = histories.broke != STANDS
    lost_way = broke & (histories.broke < completion(script))
    states = Counter(histories.states[broke].tolist())
    parties = enumerate(dynamics.parties)
    return Tally(
        completed=int((~lost_way).sum()),
        stands=int((~broke).sum()),
        took=spread(histories.broke[broke]),
        breaks=_breaks(dynamics, check, script, histories),
        outcomes=tuple(_outcome(name, row, histories) for row, name in parties),
        ends=tuple((dynamics.engine.state(k), n) for k, n in states.most_common()),
    )


def completion(script: Script) -> int:
    """Give the period in which the road map is completed if nobody breaks it."""
    return next(node.time for node in script.nodes if node.stage is None)


def broken_at(script: Script, histories: Histories) -> npt.NDArray[np.int64]:
    """Give the node at which each history broke; of no meaning where it stands."""
    return np.minimum(histories.broke, len(script.nodes) - 1)


def breakers(script: Script, histories: Histories) -> npt.NDArray[np.int64]:
    """Give the party that broke each history, by its place; -1 where it stands."""
    rows = np.arange(len(histories.broke))
    ruling = histories.leaders[rows, histories.broke]
    who = script.broken[broken_at(script, histories), ruling]
    return np.where(histories.broke == STANDS, -1, who)


def breaks_by_period(
    script: Script, histories: Histories, width: int = 1
) -> dict[tuple[int, int | None], int]:
    """Count the histories that broke, by period and stage.

    Parameters
    ----------
    script : Script
    histories : Histories
    width : int
        How many periods are counted together.

    Returns
    -------
    dict of (int, int or None) to int
        By the first of these periods and the stage; None is after completion.
    """
    broke = histories.broke != STANDS
    places = broken_at(script, histories)[broke].tolist()
    periods = (histories.broke[broke] // width * width).tolist()
    stages = (script.nodes[place].stage for place in places)
    return dict(Counter(zip(periods, stages, strict=True)))


def _breaks(
    dynamics: Dynamics, check: TurnoverCheck, script: Script, histories: Histories
) -> tuple[Broken, ...]:
    who, places = breakers(script, histories), broken_at(script, histories)
    stages = np.array([node.stage or 0 for node in script.nodes])[places]
    found = []
    for each in list_breaks(dynamics.case, check):
        party = dynamics.parties.index(each.party)
        periods = histories.broke[(who == party) & (stages == (each.stage or 0))]
        usual = spread(periods)
        if usual is not None:
            count = len(periods)
            found.append(Broken(each.stage, each.party, each.under, count, usual))
    return tuple(sorted(found, key=lambda each: -each.count))


def _outcome(party: str, row: int, histories: Histories) -> RealisedPayoff:
    broke = histories.broke != STANDS
    then, end = histories.then[broke, row], histories.end[broke, row]
    worth, standing = histories.worth[:, row], histories.end[~broke, row]
    usual = spread(worth)
    if usual is None:
        raise ValueError
    return RealisedPayoff(
        party=party,
        stands=float(standing[0]) if standing.size else None,
        then=spread(then),
        lost_then=_lost(then),
        end=spread(end),
        lost_at_end=_lost(end),
        worth=usual,
        mean_worth=float(worth.mean()),
        lost=_lost(worth),
    )


def _lost(values: npt.NDArray[np.float64]) -> int:
    return int((values < -_TIE).sum())


def spread(values: npt.NDArray[np.float64] | npt.NDArray[np.int64]) -> Spread | None:
    """Give what is usual among some values; None where there are none."""
    if not values.size:
        return None
    # Values that some history has, not some in between.
    found = np.quantile(values, (LOW, 0.5, HIGH), method="inverted_cdf")
    low, middle, high = map(float, found)
    return Spread(low, middle, high)
