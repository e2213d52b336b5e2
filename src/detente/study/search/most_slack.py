"""The order of steps to one target on which the least slack is largest.

For a trial slack a pass forward finds, for each state and party, the value beyond
which no earlier stage can bind; labels (what the rest of the road map is worth to each
party) are then set backward from the target, dropped where somebody would breach,
clipped at that value, and kept where no other label is as good for all. What is found
is judged again by the checker of road maps.
"""

from functools import partial

import numpy as np

from detente.engine.budget import current, unless_stopped
from detente.model.road_map import RoadMap, Stage
from detente.records import dataclass
from detente.study.deal.deviation import ThreatName
from detente.study.deal.road_map import Layout, lay_out
from detente.study.deal.slack import slack_table
from detente.study.deal.watch import open_watches
from detente.study.game.dynamics import Dynamics
from detente.study.search.label_setting import Labels
from detente.study.search.package_graph import Lattice
from detente.study.search.stage_needs import stay_slacks
from detente.study.search.unseen_orders import best_unseen, seen_at_once

_STEPS = 40
_GAP = 1e-6


@dataclass(frozen=True, eq=False)
class Route:
    """An order of steps to one target, and how good it is.

    Attributes
    ----------
    target : int
        A state.
    value : float
        The least slack, or the largest exposure.
    gap : float
        How much better another order to this target could be at most.
    stages : tuple of Stage
    n_edges, n_labels : int
        Stages and labels considered.
    cap : float
        What the slack of no order to this target exceeds; infinite where nothing
        bounds it.
    rank : tuple of float
        What orders routes by exposure, less being better; empty for slack.
    first : bool
        Whether it was taken because the time was over, before any was compared.
    """

    target: int
    value: float
    gap: float
    stages: tuple[Stage, ...]
    n_edges: int
    n_labels: int
    cap: float = np.inf
    rank: tuple[float, ...] = ()
    first: bool = False


def find_most_slack(dynamics: Dynamics, lattice: Lattice, threat: ThreatName) -> Route:
    """Try the cap; if no route has that much slack, bisect below it.

    Where nobody has another move at the target nothing caps a route, and a
    bound that none reaches is looked for first.

    Parameters
    ----------
    dynamics : Dynamics
    lattice : Lattice
        One that leads to its target.
    threat : str
        breakdown or minmax.

    Returns
    -------
    Route
        Where the time is over while it is closed in on, the best so far.

    Raises
    ------
    StoppedError
        Where the time is over before.
    """
    trials = _Trials(dynamics, lattice, threat)
    low, best, high = trials.bracket()
    for _ in range(_STEPS):
        if current().stopped or not high - low > trials.close:
            break
        middle = (low + high) / 2
        found = unless_stopped(partial(trials.at, middle), None)
        if found is None:
            high = high if current().stopped else middle
        else:
            low, best = max(middle, found[0]), found[1]
    low, best = _judged_unseen(dynamics, trials.met, threat) or (low, best)
    gap = high - low if np.isfinite(low) else 0.0
    n_labels = trials.labels.n_labels
    return Route(
        lattice.target, low, gap, best, len(lattice.edges), n_labels, trials.cap
    )


class _Trials:
    """Routes with at least some slack, as the checker finds it."""

    def __init__(
        self, dynamics: Dynamics, lattice: Lattice, threat: ThreatName
    ) -> None:
        self.dynamics, self.threat = dynamics, threat
        self.labels = Labels(dynamics, lattice, threat)
        self.stays = stay_slacks(dynamics, lattice, threat)
        self.cap = max(self.stays.values())
        self.close = close_by(dynamics)
        self.met: list[tuple[Stage, ...]] = []
        self._open_only = seen_at_once(dynamics)

    def at(self, slack: float) -> tuple[float, tuple[Stage, ...]] | None:
        """Give a route with at least this slack; None where there is none."""
        least = slack - self.close
        goals = [place for place, most in self.stays.items() if most >= least]
        stages = self.labels.route(slack, goals)
        if stages is None:
            return None
        layout = lay_out(self.dynamics, RoadMap("found", stages))
        worth = slack_of(self._open_only, layout, self.threat)
        self.met.append(stages)
        return None if worth < least else (worth, stages)

    def bracket(self) -> tuple[float, tuple[Stage, ...], float]:
        """Give some route with its slack, and what none exceeds."""
        low, best = self.at(-np.inf) or (-np.inf, ())
        size, capped = _size(self.dynamics), bool(np.isfinite(self.cap))
        high = self.cap if capped else low + size
        # A finite cap is tried once: it often is reached, and then nothing is better.
        # Without a cap the trial slack is doubled until no route has so much.
        for _ in range(_STEPS if np.isfinite(high) else 0):
            found = unless_stopped(partial(self.at, high), None)
            if found is None:
                break
            low, best = found
            if capped:
                break
            high = 2 * max(high, low) - low + size
        known = capped or not current().stopped
        return low, best, max(high, low) if known else np.inf


def close_by(dynamics: Dynamics) -> float:
    """Give how near each other two slacks are as good as each other.

    Parameters
    ----------
    dynamics : Dynamics

    Returns
    -------
    float
    """
    return _GAP * _size(dynamics)


def _size(dynamics: Dynamics) -> float:
    return max(map(dynamics.payoff_range, range(len(dynamics.parties))))


def _judged_unseen(
    dynamics: Dynamics, met: list[tuple[Stage, ...]], threat: ThreatName
) -> tuple[float, tuple[Stage, ...]] | None:
    """Judge orders with hidden breaches; None where everything is seen at once."""
    if not open_watches(dynamics.case):
        return None
    return best_unseen(dynamics, met, partial(slack_of, dynamics, threat=threat))


def slack_of(dynamics: Dynamics, layout: Layout, threat: ThreatName) -> float:
    """Give the least slack of a road map that is laid out, by the checker.

    Parameters
    ----------
    dynamics : Dynamics
    layout : Layout
        A road map that is possible.
    threat : str
        breakdown or minmax.

    Returns
    -------
    float
        Infinite where nobody is known to have another move.
    """
    table = slack_table(dynamics, layout)
    found = table.breakdown if threat == "breakdown" else table.minmax
    return float(np.nan_to_num(found, nan=np.inf, posinf=np.inf).min())
