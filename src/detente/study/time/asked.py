"""What follows every breach of some road maps, opened for what is asked about it."""

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from detente.engine.bits import differing, moved
from detente.study.deal.breach import find_breaches
from detente.study.deal.delivery import debts
from detente.study.deal.deviation import ThreatName
from detente.study.deal.road_map import Layout, Node
from detente.study.game.dynamics import Dynamics
from detente.study.time.leadership import Leaders
from detente.study.time.succession import Successions
from detente.study.time.succession_threat import Key, threat_key

Numbers = npt.NDArray[np.int64]


def open_successions(
    dynamics: Dynamics,
    leaders: Leaders,
    name: ThreatName,
    layouts: Iterable[Layout],
    *,
    whole: bool = False,
) -> Successions:
    """Open what follows every breach of some road maps, each solved once for them all.

    Parameters
    ----------
    dynamics : Dynamics
        Its countdown reaches to the last scheduled change of leaders.
    leaders : Leaders
    name : str
        breakdown or minmax.
    layouts : iterable of Layout
        Road maps that can be carried out.
    whole : bool
        As of `Successions`.

    Returns
    -------
    Successions
    """
    asked: dict[Key, set[int]] = {}
    landings = set[int]()
    parties = range(len(dynamics.parties))
    for node in (node for layout in layouts for node in layout.nodes):
        if name == "minmax":
            landings.update(landings_after(dynamics, node).tolist())
        for party in parties:
            breaches = find_breaches(dynamics, node, party).landings
            for states in (breaches, np.array([node.start])):
                for at, promise in debts(dynamics, node, party, states):
                    key = threat_key(name, party, promise)
                    asked.setdefault(key, set()).update(states[at].tolist())
    landings.update(*asked.values())
    wanted = np.array(sorted(landings), np.int64)
    return Successions(dynamics, leaders, name, wanted, asked, whole=whole)


def landings_after(dynamics: Dynamics, node: Node) -> Numbers:
    """List the states at which a period may land in which somebody breaches.

    Parameters
    ----------
    dynamics : Dynamics
        The case, played in periods.
    node : Node
        The period, and the package due in it.

    Returns
    -------
    int64 array, shape (n_landings,)
        Its start, and every landing of every party's breaches, whichever of
        the others leave their parts out; ascending.
    """
    ends = [node.end]
    for turn in dynamics.turns:
        part = differing(node.start, node.end) & int(turn.flips[-1])
        if part:
            ends += [moved(end, part) for end in ends]
    landings = [
        find_breaches(dynamics, node._replace(end=end), party).landings
        for end in ends
        for party in range(len(dynamics.parties))
    ]
    return np.unique(np.concatenate([[node.start], *landings]))
