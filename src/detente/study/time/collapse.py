"""What a road map comes to where a leadership does not do its part.

Everybody sees who rules. Where a leadership breaks, nobody is taken in: the
breakdown begins in that period, from the state that it finds, and the breacher
owes what it had promised there. That is what is proved; what may happen at
most is bounded apart.
"""

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from detente.engine.bits import differing, moved
from detente.study.deal.breach import find_breaches
from detente.study.deal.delivery import debts
from detente.study.deal.road_map import Node
from detente.study.game.dynamics import Dynamics
from detente.study.time.succession import Successions

Places = npt.NDArray[np.int64]


def landings_after(dynamics: Dynamics, node: Node) -> Places:
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
        find_breaches(dynamics, replace(node, end=end), party).landings
        for end in ends
        for party in range(len(dynamics.parties))
    ]
    return np.unique(np.concatenate([[node.start], *landings]))


@dataclass(frozen=True, eq=False)
class Collapses:
    """The breakdown after a break by some leadership, or bounds on what follows.

    Attributes
    ----------
    dynamics : Dynamics
    threats : Successions
        What follows, asked at every landing of `landings_after`.
    """

    dynamics: Dynamics
    threats: Successions

    def worth(self, node: Node, party: int) -> npt.NDArray[np.float64]:
        """Give what a break by one party is worth to all, under breakdown.

        Parameters
        ----------
        node : Node
            The period, and the package due in it.
        party : int
            Who does not do its part.

        Returns
        -------
        float64 array, shape (n_profiles, n_parties)
            By who rules.
        """
        ((_, promise),) = debts(self.dynamics, node, party, np.array([node.start]))
        begun = self.threats.get(party, promise).begins(node.time, node.world)
        column = self.threats.at(np.array([node.start]))[0]
        n_parties = len(self.dynamics.parties)
        worth: npt.NDArray[np.float64]
        worth = begun.values[:, column].reshape(-1, n_parties)
        return worth

    def bound(self, node: Node) -> npt.NDArray[np.float64]:
        """Give the most that each party can have from a node on that is broken.

        Parameters
        ----------
        node : Node
            The period, and the package due in it.

        Returns
        -------
        float64 array, shape (n_profiles, n_parties)
            By who rules, whoever breaks; nobody has more by any play that
            begins there, or after a breach there.
        """
        columns = self.threats.at(landings_after(self.dynamics, node))
        parties = range(len(self.dynamics.parties))
        best = np.full((len(self.threats.leaders.profiles), len(parties)), -np.inf)
        for breacher in parties:
            moves = find_breaches(self.dynamics, node, breacher)
            if not moves.flips.size:
                continue
            landings = np.append(moves.landings, node.start)
            for _, promise in debts(self.dynamics, node, breacher, landings):
                for party in parties:
                    threat = self.threats.best(party, breacher, promise)
                    begun = threat.begins(node.time, node.world).values[:, columns]
                    best[:, party] = np.maximum(best[:, party], begun.max(axis=1))
        return best
