"""Slack: what a party's best breach loses, at every node under both threats.

``V(k) = (1 - d) (u(end) - cost) + d V(k + 1)`` is what the road map is worth
to a party; a breach that lands at t is worth ``(1 - d) (u(t) - cost - lump) +
d B(t)``, with B the value of the threat from the next period on.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

import numpy as np
import numpy.typing as npt

from detente.engine.discounted import Values
from detente.study.breach import find_breaches, part_cost
from detente.study.dynamics import Breaches, Dynamics
from detente.study.road_map import Layout, Node
from detente.study.threat import Bound, Threat
from detente.study.verdict import Verdict

__all__ = [
    "HOLDS",
    "Deviation",
    "SlackTable",
    "deviation",
    "slack_table",
    "values_along",
]

ThreatName: TypeAlias = Literal["breakdown", "minmax"]
Breacher: TypeAlias = tuple[int, int, Bound]

_SHOWN: tuple[ThreatName, ThreatName] = ("breakdown", "minmax")

HOLDS = 1e-9
"""A slack above minus this share of the payoff range counts as not negative."""


@dataclass(frozen=True, slots=True)
class Deviation:
    """The best breach of one party at one node, under one threat.

    Attributes
    ----------
    flips, landing : int
        What it does, as a set of bits, and the state where that lands.
    promised : int
        The state that holds what it had promised, and what it took early.
    gain_now, loss_later : float
        In flow units per period for ever; slack is the second less the first.
    exact : bool
        Whether the threat is a verified fixed point after every breach.
    """

    flips: int
    landing: int
    promised: int
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
    exact : bool array, shape (n_nodes, n_parties)
        Whether the breakdown used is a verified fixed point.
    tolerance : float64 array, shape (n_parties,)
        A slack above minus this counts as not negative.
    breaches : dict of (str, int, int) to Deviation
        The best breach by threat, node and party.
    """

    breakdown: Values
    optimistic: Values
    minmax: Values
    exact: npt.NDArray[np.bool_]
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
    breach : (int, int, str)
        The party, the start of the road map, the end of the band to use.

    Returns
    -------
    Deviation or None
        None where the party has no other move.

    Notes
    -----
    What is taken early and covered by a guarantee is owed for if it is undone
    later. Breaches with early steps are first judged without that debt, and
    again with it only where they would be the best.
    """
    party, start, _ = breach
    moves = find_breaches(dynamics, node, party)
    if not moves.flips.size:
        return None
    early = moves.landings & (dynamics.covered(party) & ~start & ~node.end)
    best: Deviation | None = None
    for each in _early_sets(early):
        group = np.flatnonzero(early == each) if early.any() else slice(None)
        promises = {node.end, node.end | each}
        for promised in sorted(promises):
            follows = threat_after(dynamics, threat, party, (promised, start))
            found = _best(dynamics, (moves, group), follows, (node, onward, breach))
            if best is not None and found.slack >= best.slack:
                break
        else:
            best = replace(found, promised=promised)
    return best


def _early_sets(early: npt.NDArray[np.int64]) -> list[int]:
    """List what can be taken early, nothing first."""
    return list(map(int, np.unique(early))) if early.any() else [0]


def _best(
    dynamics: Dynamics,
    moves: tuple[Breaches, npt.NDArray[np.int64] | slice],
    follows: Threat,
    breach: tuple[Node, float, Breacher],
) -> Deviation:
    """Find the best of some breaches that are followed by the same."""
    breaches, group = moves
    node, onward, (party, _, bound) = breach
    d, own = dynamics.patience[party], dynamics.utility[party]
    landings = breaches.landings[group]
    after = follows.after(node.time + 1, node.world, bound)[follows.row, landings]
    flow = own[landings] - breaches.costs[group]
    if follows.levies:
        flow = flow - follows.lump()[landings]
    gain = (1 - d) * (flow - (own[node.end] - breaches.part_cost))
    loss = d * (onward - after)
    best = int(np.argmin(loss - gain))
    return Deviation(
        flips=int(breaches.flips[group][best]),
        landing=int(landings[best]),
        promised=node.end,
        gain_now=float(gain[best]),
        loss_later=float(loss[best]),
        exact=follows.exact(node.time + 1, node.world),
    )


def threat_after(
    dynamics: Dynamics, threat: ThreatName, party: int, promised: tuple[int, int]
) -> Threat:
    """Give a threat by its name, for a breacher and what it had promised.

    Parameters
    ----------
    dynamics : Dynamics
    threat : str
        breakdown or minmax.
    party : int
    promised : (int, int)
        The state that holds its promises, and the start of the road map.

    Returns
    -------
    Threat
    """
    promise = dynamics.promise(party, *promised)
    if threat == "breakdown":
        return dynamics.breakdown(party, promise)
    return dynamics.minmax(party, promise)


def slack_table(
    dynamics: Dynamics, layout: Layout, parties: Sequence[int] | None = None
) -> SlackTable:
    """Compute slack at every node, for every party, under both threats.

    Parameters
    ----------
    dynamics : Dynamics
    layout : Layout
        A road map that is possible.
    parties : sequence of int or None
        Those to judge, None being all; the others count as having no choice.

    Returns
    -------
    SlackTable
    """
    shape = (len(layout.nodes), len(dynamics.parties))
    tables = [np.full(shape, np.inf) for _ in range(3)]
    exact = np.ones(shape, np.bool_)
    onward = values_along(dynamics, layout.nodes)[1:]
    breaches: dict[tuple[ThreatName, int, int], Deviation] = {}
    for party in range(shape[1]) if parties is None else parties:
        for place, node in enumerate(layout.nodes):
            if find_breaches(dynamics, node, party).flips.size:
                at = (node, float(onward[place, party]), layout.start or 0)
                best = _best_breaches(dynamics, party, *at)
                for table, found in zip(tables, best, strict=True):
                    table[place, party] = found.slack if found else np.nan
                for name, found in zip(_SHOWN, best[::2], strict=True):
                    if found:
                        breaches[name, place, party] = found
                exact[place, party] = best[0] is None or best[0].exact
    scale = [max(dynamics.payoff_range(party), 1e-300) for party in range(shape[1])]
    return SlackTable(
        breakdown=tables[0],
        optimistic=tables[1],
        minmax=tables[2],
        exact=exact,
        tolerance=HOLDS * np.array(scale),
        breaches=breaches,
    )


def _best_breaches(
    dynamics: Dynamics, party: int, node: Node, onward: float, start: int
) -> tuple[Deviation | None, Deviation | None, Deviation | None]:
    """Give the best breach under breakdown, by both ends of its band, and min-max."""
    if dynamics.reason(party) is not None:
        return None, None, None

    def best(threat: ThreatName, bound: Bound) -> Deviation | None:
        return deviation(dynamics, node, onward, threat, (party, start, bound))

    minmax = best("minmax", "values")
    if dynamics.obstacle() is not None:
        return None, None, minmax
    high = best("breakdown", "high")
    low = high if high is None or high.exact else best("breakdown", "low")
    return high, low, minmax
