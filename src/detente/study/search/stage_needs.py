"""What each stage of a lattice needs, so that nobody breaches there."""

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from detente.engine.period.discounted import Values
from detente.records import dataclass
from detente.study.deal.deviation import Choice, Deviation, ThreatName, deviation
from detente.study.deal.road_map import Node
from detente.study.game.dynamics import Dynamics
from detente.study.search.best_breaches import BestBreaches
from detente.study.search.package_graph import Edge, Lattice, put_before
from detente.study.search.stage_waits import Run

MYOPIC = 1e-9
"""The least patience reckoned with, since it divides."""
_NOTHING = 1e-200
"""Below this the weight of what lies far ahead does not fall, so that it divides."""

Vector = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Needs:
    """What the value from a stage's end on must be, for nobody to breach there.

    A party complies in each of some periods, with slack sigma, where its value
    is at least `least + slope * sigma`.

    Attributes
    ----------
    least : float64 array, shape (n_periods, n_parties)
        In utility; minus infinity where nothing is needed, infinity where no
        value is enough.
    slope : float64 array, shape (n_periods, n_parties)
        Not negative.
    """

    least: Values
    slope: Values


def needs(
    dynamics: Dynamics,
    edge: Edge,
    threat: ThreatName,
    *,
    parties: Sequence[int] | None = None,
    proven: bool = False,
    best: BestBreaches | None = None,
) -> Needs:
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
    best : BestBreaches or None
        What is found for all edges together, under the same threat.

    Returns
    -------
    Needs
        A row for each period that may bind.
    """
    judged = range(len(dynamics.parties)) if parties is None else parties

    def needed(node: Node, party: int) -> tuple[float, float] | None:
        if dynamics.reason(party) is not None:
            return None
        if best is not None and best.serves(node, party):
            breach = best.slack(node, party)
        else:
            known = _breach(dynamics, node, threat, party, 0.0)
            breach = None if known is None else (known.slack, known.exact)
        if breach is None or (threat == "minmax" and not breach[1]):
            return None
        return _needed(float(dynamics.patience[party]), breach, proven=proven)

    return gathered(dynamics, edge, needed, judged)


def gathered(
    dynamics: Dynamics,
    edge: Edge,
    needed: Callable[[Node, int], tuple[float, float] | None],
    parties: Sequence[int],
) -> Needs:
    """Gather what the periods of an edge need, as of what comes after the edge.

    Parameters
    ----------
    dynamics : Dynamics
    edge : Edge
    needed : function of a node and a party
        Gives the value from the next period on at which slack is zero, and its
        rise with slack; None where nothing is needed.
    parties : sequence of int
        Those of whom something may be needed.

    Returns
    -------
    Needs
        A row for each period that may bind.
    """
    n_parties = len(dynamics.parties)
    flow, carry = np.zeros(n_parties), np.ones(n_parties)
    rows: list[tuple[Vector, Vector]] = []
    for node, count in reversed(edge.runs):
        # What comes after a repeated period drifts one way from repeat to repeat,
        # since each mixes in the same flow: it is worst in the first or the last.
        for later in sorted({0, count - 1}):
            after = put_before(dynamics, Run(node, later), flow, carry)
            least, slope = np.full(n_parties, -np.inf), np.zeros(n_parties)
            for party in parties:
                found = needed(node, party)
                if found is not None:
                    onward, rise = found
                    share = max(float(after[1][party]), _NOTHING)
                    least[party] = (onward - after[0][party]) / share
                    slope[party] = rise / share
            rows.append((least, slope))
        flow, carry = put_before(dynamics, Run(node, count), flow, carry)
    return Needs(np.array([row[0] for row in rows]), np.array([row[1] for row in rows]))


def _needed(
    patience: float, breach: tuple[float, bool], *, proven: bool
) -> tuple[float, float]:
    """Give the onward value at which slack is zero, and its rise with slack."""
    # Slack rises by d with each unit of the onward value, so what it is at 0 says
    # from where on it is not negative.
    slack, exact = breach
    d = max(patience, MYOPIC)
    closed = np.isnan(slack) or (proven and not exact)
    return (np.inf if closed else -slack / d), 1 / d


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
