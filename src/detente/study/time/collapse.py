"""What a road map comes to where a leadership does not do its part.

Everybody sees who rules. Where a leadership breaks, nobody is taken in: the
breakdown begins in that period, from the state that it finds, and the breacher
owes what it had promised there. That is what is proved; what may happen at
most is bounded apart.
"""

import numpy as np
import numpy.typing as npt

from detente.records import dataclass
from detente.study.deal.breach import find_breaches
from detente.study.deal.delivery import debts
from detente.study.deal.road_map import Node
from detente.study.game.dynamics import Dynamics
from detente.study.time.asked import landings_after
from detente.study.time.succession import Successions


@dataclass(frozen=True, eq=False)
class Collapses:
    """The breakdown after a break by some leadership, or bounds on what follows.

    Attributes
    ----------
    dynamics : Dynamics
    threats : Successions
        What follows, asked at every landing of the road map's breaches.
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
        threat = self.threats.get(party, promise)
        begun = threat.begins(node.time, node.world)
        column = threat.at(np.array([node.start]))[0]
        n_parties = len(self.dynamics.parties)
        worth: npt.NDArray[np.float64]
        worth = begun[:, column].reshape(-1, n_parties)
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
        asked = landings_after(self.dynamics, node)
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
                    begun = threat.begins(node.time, node.world)[:, threat.at(asked)]
                    best[:, party] = np.maximum(best[:, party], begun.max(axis=1))
        return best
