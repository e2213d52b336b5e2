"""What each stage of a lattice needs, so that nobody breaches there."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from detente.engine.period.discounted import Values
from detente.study.deal.road_map import Node
from detente.study.deal.slack import Choice, Deviation, ThreatName, deviation
from detente.study.game.dynamics import Dynamics
from detente.study.search.package_graph import Edge, Lattice, put_before

__all__ = ["needs", "stay_slacks"]

_MYOPIC = 1e-9
_NOTHING = 1e-200
"""Below this the weight of what lies far ahead does not fall, so that it divides."""

Vector = npt.NDArray[np.float64]


def needs(
    dynamics: Dynamics,
    edge: Edge,
    threat: ThreatName,
    *,
    parties: Sequence[int] | None = None,
    proven: bool = False,
) -> tuple[Values, Values]:
    """Give what the value from an edge's end on must be for a given slack.

    In every period of the stage slack is that of an onward value of 0 plus d
    times the onward value, which is linear in the value from the end on. Of
    periods that repeat each other the first or the last binds.

    Parameters
    ----------
    dynamics : Dynamics
    edge : Edge
    threat : str
        breakdown or minmax.
    parties : sequence of int or None
        Those who may breach; None is all.
    proven : bool
        Whether a stage is closed where what follows its best breach goes
        round in a cycle, which proves nothing.

    Returns
    -------
    least, slope : float64 array, shape (n_periods, n_parties)
        A party complies in each of some periods, with slack sigma, where its
        value is at least `least + slope * sigma`.
    """
    n_parties = len(dynamics.parties)
    judged = range(n_parties) if parties is None else parties
    flow, carry = np.zeros(n_parties), np.ones(n_parties)
    rows: list[tuple[Vector, Vector]] = []
    for node, count in reversed(edge.runs):
        for later in sorted({0, count - 1}):
            after = put_before(dynamics, (node, later), flow, carry)
            least, slope = np.full(n_parties, -np.inf), np.zeros(n_parties)
            for party in judged:
                found = _needed(dynamics, node, threat, party, proven=proven)
                if found is not None:
                    onward, rise = found
                    share = max(float(after[1][party]), _NOTHING)
                    least[party] = (onward - after[0][party]) / share
                    slope[party] = rise / share
            rows.append((least, slope))
        flow, carry = put_before(dynamics, (node, count), flow, carry)
    return np.array([row[0] for row in rows]), np.array([row[1] for row in rows])


def _needed(
    dynamics: Dynamics, node: Node, threat: ThreatName, party: int, *, proven: bool
) -> tuple[float, float] | None:
    """Give the onward value at which slack is zero, and its rise with slack."""
    breach = _breach(dynamics, node, threat, party, 0.0)
    if breach is None or (threat == "minmax" and not breach.exact):
        return None
    d = max(float(dynamics.patience[party]), _MYOPIC)
    closed = np.isnan(breach.slack) or (proven and not breach.exact)
    return (np.inf if closed else -breach.slack / d), 1 / d


def _breach(
    dynamics: Dynamics, node: Node, threat: ThreatName, party: int, onward: float
) -> Deviation | None:
    if dynamics.reason(party) is not None:
        return None
    return deviation(dynamics, Choice(node, party, onward, "high"), threat)


def stay_slacks(
    dynamics: Dynamics, lattice: Lattice, threat: ThreatName
) -> dict[int, float]:
    """Give the least slack of staying for ever at each goal.

    Parameters
    ----------
    dynamics : Dynamics
    lattice : Lattice
    threat : str
        breakdown or minmax.

    Returns
    -------
    dict of int to float
        By place; infinite where nobody has another move, or it is not known.
    """
    found = {}
    for place, node in lattice.goals.items():
        breaches = (
            _breach(
                dynamics, node, threat, party, float(dynamics.utility[party, node.end])
            )
            for party in range(len(dynamics.parties))
        )
        slacks = [
            each.slack
            for each in breaches
            if each and not np.isnan(each.slack) and (each.exact or threat != "minmax")
        ]
        found[place] = min(slacks, default=np.inf)
    return found
