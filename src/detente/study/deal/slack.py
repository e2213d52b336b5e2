"""Slack: what a party's best breach loses, at every node under both threats.

``V(k) = (1 - d) (u(end) - cost) + d V(k + 1)`` is what the road map is worth
to a party; a breach that lands at t is worth ``(1 - d) (u(t) - cost - lump) +
d B(t)``, with B the value of the threat from the next period on.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import isnan
from typing import Literal, TypeAlias

import numpy as np
import numpy.typing as npt

from detente.engine.period.discounted import Values
from detente.study.deal.breach import find_breaches, part_cost
from detente.study.deal.delivery import debts
from detente.study.deal.road_map import Layout, Node
from detente.study.deal.verdict import HOLDS, Verdict
from detente.study.game.dynamics import Breaches, Dynamics
from detente.study.game.guarantee import Promise
from detente.study.game.punishment import Bound, Threat

__all__ = [
    "Breacher",
    "Deviation",
    "SlackTable",
    "ThreatName",
    "deviation",
    "slack_table",
    "values_along",
]

ThreatName: TypeAlias = Literal["breakdown", "minmax"]
Breacher: TypeAlias = tuple[int, Bound]


@dataclass(frozen=True, slots=True)
class Deviation:
    """The best breach of one party at one node, under one threat.

    Attributes
    ----------
    flips, landing : int
        What it does, as a set of bits, and the state where that lands.
    promise : Promise
        What it had promised the guarantees that are delivered, what it took
        early included.
    gain_now, loss_later : float
        In flow units per period for ever; slack is the second less the first.
    exact : bool
        Whether the threat is a verified fixed point after every breach.
    """

    flips: int
    landing: int
    promise: Promise
    gain_now: float
    loss_later: float
    exact: bool

    @property
    def slack(self) -> float:
        """What the breach loses on balance."""
        return self.loss_later - self.gain_now


@dataclass(frozen=True, eq=False)
class SlackTable:
    """Slack at every node of a road map.

    Attributes
    ----------
    breakdown, optimistic, minmax : float64 array, shape (n_nodes, n_parties)
        Under breakdown (the pessimistic end of its band, and the optimistic
        one) and under min-max. Infinite where there is no choice, not a
        number where it cannot be known.
    exact, settled : bool array, shape (n_nodes, n_parties)
        Whether the breakdown, and the min-max, used are verified fixed points.
        A min-max that is none is not a number.
    tolerance : float64 array, shape (n_parties,)
        A slack above minus this counts as not negative.
    breaches : dict of (str, int, int) to Deviation
        The best breach by threat, node and party.
    """

    breakdown: Values
    optimistic: Values
    minmax: Values
    exact: npt.NDArray[np.bool_]
    settled: npt.NDArray[np.bool_]
    tolerance: npt.NDArray[np.float64]
    breaches: dict[tuple[ThreatName, int, int], Deviation]

    def verdict(self, first: int = 0) -> Verdict:
        """Judge the nodes from one on.

        Parameters
        ----------
        first : int
            The first node that counts; -1 is staying for ever alone.
        """
        if bool((self.minmax[first:] < -self.tolerance).any()):
            return Verdict.REFUTED
        proved = (self.breakdown[first:] >= -self.tolerance) & self.exact[first:]
        return Verdict.PROVED if bool(proved.all()) else Verdict.DEPENDS


def values_along(dynamics: Dynamics, nodes: tuple[Node, ...]) -> Values:
    """Give what a road map is worth from each node on, if all comply.

    Parameters
    ----------
    dynamics : Dynamics
    nodes : tuple of Node
        The last one stays for ever.

    Returns
    -------
    float64 array, shape (n_nodes + 1, n_parties)
        The last row repeats what staying is worth.
    """
    patience, utility = dynamics.patience, dynamics.utility
    values = np.empty((len(nodes) + 1, len(patience)))
    values[-1] = utility[:, nodes[-1].end]
    for place in range(len(nodes) - 1, -1, -1):
        start, end = nodes[place].start, nodes[place].end
        flow = utility[:, end].copy()
        if start != end:
            for turn in dynamics.turns:
                flow[turn.party] -= part_cost(turn, start, end)
        values[place] = (1 - patience) * flow + patience * values[place + 1]
    return values


def deviation(
    dynamics: Dynamics, node: Node, onward: float, threat: ThreatName, breach: Breacher
) -> Deviation | None:
    """Find the best breach of one party at one node.

    Parameters
    ----------
    dynamics : Dynamics
    node : Node
        The package due.
    onward : float
        What the road map is worth to the party from the next period on.
    threat : str
        breakdown or minmax.
    breach : (int, str)
        The party, and the end of the band to use.

    Returns
    -------
    Deviation or None
        None where the party has no other move; its slack is not a number where
        what follows some breach is not settled.

    Notes
    -----
    What the road map takes later, and is taken early, is owed for if it is
    undone again, where a guarantee covers it; a breach with such early steps is
    always judged with that debt, since being committed can help the breacher.
    What no stage takes was never promised.
    """
    party, _ = breach
    moves = find_breaches(dynamics, node, party)
    if not moves.flips.size:
        return None
    best: Deviation | None = None
    exact = True
    for group, promise in debts(dynamics, node, party, moves.landings):
        follows = threat_after(dynamics, threat, party, promise)
        found = _best(dynamics, (moves, group), follows, (node, onward, breach))
        found = replace(found, promise=promise)
        if isnan(found.slack):
            return found
        exact &= found.exact
        if best is None or found.slack < best.slack:
            best = found
    return replace(best, exact=exact) if best is not None else None


def _best(
    dynamics: Dynamics,
    moves: tuple[Breaches, npt.NDArray[np.int64] | slice],
    follows: Threat,
    breach: tuple[Node, float, Breacher],
) -> Deviation:
    """Find the best of some breaches that are followed by the same."""
    breaches, group = moves
    node, onward, (party, _) = breach
    d, own = float(dynamics.patience[party]), dynamics.utility[party]
    landings = breaches.landings[group]
    flow = own[landings] - breaches.costs[group]
    if follows.levies:
        flow = flow - follows.lump()[landings]
    best, after, exact = _place(follows, (breaches, landings, flow), breach, d)
    gain = (1 - d) * (flow[best] - (own[node.end] - breaches.part_cost))
    return Deviation(
        flips=int(breaches.flips[group][best]),
        landing=int(landings[best]),
        promise=(),
        gain_now=float(gain),
        loss_later=d * (onward - after),
        exact=exact,
    )


def _place(
    follows: Threat,
    moves: tuple[Breaches, npt.NDArray[np.int64], npt.NDArray[np.float64]],
    breach: tuple[Node, float, Breacher],
    patience: float,
) -> tuple[int, float, bool]:
    """Find the best of some breaches, what it is worth afterwards, and how surely.

    What the road map is worth does not change which breach is best, so that
    one answer serves all periods with the same breaches and the same future.
    """
    breaches, landings, flow = moves
    node, _, (party, bound) = breach
    time = min(node.time, follows.countdown.horizon) + 1
    key = (party, breaches, landings.tobytes(), time, node.world, bound)
    if key not in follows.found:
        after = follows.worth(landings, time, node.world, bound)
        best = int(np.argmax((1 - patience) * flow + patience * after))
        exact = not follows.unsettled(landings, time, node.world).any()
        follows.found[key] = best, float(after[best]), exact
    return follows.found[key]


def threat_after(
    dynamics: Dynamics, threat: ThreatName, party: int, promise: Promise
) -> Threat:
    """Give a threat by its name, for a breacher and what it had promised.

    Parameters
    ----------
    dynamics : Dynamics
    threat : str
        breakdown or minmax.
    party : int
    promise : Promise

    Returns
    -------
    Threat
    """
    if threat == "breakdown":
        return dynamics.breakdown(party, promise)
    return dynamics.minmax(party, promise)


def slack_table(
    dynamics: Dynamics,
    layout: Layout,
    parties: Sequence[int] | None = None,
    *,
    decisive: bool = False,
) -> SlackTable:
    """Compute slack at every node, for every party, under both threats.

    Parameters
    ----------
    dynamics : Dynamics
    layout : Layout
        A road map that is possible.
    parties : sequence of int or None
        Those to judge, None being all; the others count as having no choice.
    decisive : bool
        Whether only the verdict is asked for. Slack under min-max is at least
        slack under an exact breakdown, so it is computed only where the latter
        is negative or unknown, until one is found negative; the others are
        left infinite.

    Returns
    -------
    SlackTable
    """
    shape = (len(layout.nodes), len(dynamics.parties))
    breakdown, optimistic, minmax = (np.full(shape, np.inf) for _ in range(3))
    exact, settled = np.ones(shape, np.bool_), np.ones(shape, np.bool_)
    scale = [max(dynamics.payoff_range(party), 1e-300) for party in range(shape[1])]
    tolerance = HOLDS * np.array(scale)
    onward = values_along(dynamics, layout.nodes)[1:]
    breaches: dict[tuple[ThreatName, int, int], Deviation] = {}

    def best(place: int, party: int, bound: Bound | None) -> Deviation | None:
        worth = float(onward[place, party])
        breach: Breacher = (party, bound or "values")
        name: ThreatName = "breakdown" if bound else "minmax"
        found = _known(dynamics, layout.nodes[place], worth, name, breach)
        if found and bound != "low":
            breaches[name, place, party] = found
        return found

    choices = [
        (place, party)
        for party in (range(shape[1]) if parties is None else parties)
        for place, node in enumerate(layout.nodes)
        if find_breaches(dynamics, node, party).flips.size
    ]
    for at in choices:
        high = best(*at, "high")
        low = high if decisive or not high or high.exact else best(*at, "low")
        breakdown[at], optimistic[at] = _slack(high), _slack(low)
        exact[at] = high is None or high.exact
    if decisive:
        choices = _open(choices, np.where(exact, breakdown, np.nan), tolerance)
    for at in choices:
        found = best(*at, None)
        minmax[at] = _slack(found) if found and found.exact else np.nan
        settled[at] = found is None or found.exact
        if decisive and minmax[at] < -tolerance[at[1]]:
            break
    return SlackTable(
        breakdown, optimistic, minmax, exact, settled, tolerance, breaches
    )


def _open(
    choices: list[tuple[int, int]], proved: Values, tolerance: npt.NDArray[np.float64]
) -> list[tuple[int, int]]:
    """List the nodes and parties that breakdown leaves open, the worst first."""
    left = [at for at in choices if not proved[at] >= -tolerance[at[1]]]
    return sorted(left, key=lambda at: float(np.nan_to_num(proved[at], nan=np.inf)))


def _slack(found: Deviation | None) -> float:
    return found.slack if found else np.nan


def _known(
    dynamics: Dynamics, node: Node, onward: float, name: ThreatName, breach: Breacher
) -> Deviation | None:
    """Give the best breach, None where what follows it cannot be known."""
    if dynamics.reason(breach[0]) is not None:
        return None
    if name == "breakdown" and dynamics.obstacle() is not None:
        return None
    return deviation(dynamics, node, onward, name, breach)
