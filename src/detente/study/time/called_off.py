"""What calling a road map off is worth while leaders change.

Who rules is seen by all. A leadership calls it off where that is worth more to it than
going on (`study.deal.way_out` has the ways, the others' parts going through once).
Where it is known to do so nobody is taken in, and everything goes back from that
period on. Afterwards nothing moves any more, but leaders go on changing, and with them
what a party wants.
"""

from collections.abc import Iterator
from functools import cached_property
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from detente.records import dataclass
from detente.study.deal.put_back import PutBack, put_back
from detente.study.deal.road_map import Layout
from detente.study.deal.way_out import find_ways_out
from detente.study.game.dynamics import Dynamics
from detente.study.time.leadership import Leaders

Values = npt.NDArray[np.float64]
States = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class CallingsOff:
    """Calling off, by period, leaders and party.

    Attributes
    ----------
    dynamics : Dynamics
    leaders : Leaders
    layout : Layout
        A road map that is possible.
    patience : float64 array, shape (n_parties,)
        Per period.
    """

    dynamics: Dynamics
    leaders: Leaders
    layout: Layout
    patience: Values

    @cached_property
    def best(self) -> Values:
        """What each has that calls it off the best way, or does not sign.

        Shape (n_nodes, n_profiles, n_parties), in flow units per period, larger is
        better; -inf where there is nothing to call off. Who does not sign, in the
        first period, has all stay as it is.
        """
        best = self._begun.copy()
        best[0] = np.maximum(best[0], self.over[0])
        return best

    @property
    def unsigned(self) -> npt.NDArray[np.bool_]:
        """Who would rather not sign than begin and call off.

        Shape (n_profiles, n_parties); what both are worth counts as not to sign.
        """
        unsigned: npt.NDArray[np.bool_] = self.over[0] >= self._begun[0]
        return unsigned

    @cached_property
    def _begun(self) -> Values:
        """What calling off is worth to each by what it leaves out or undoes."""
        nodes, parties = self.layout.nodes, range(len(self.patience))
        best = np.full((len(nodes), *self.leaders.utility.shape[:2]), -np.inf)
        for place, node in enumerate(nodes):
            for party in parties:
                ways = find_ways_out(self.dynamics, self.layout, place, party)
                if ways is None:
                    continue
                price = 1 - self.patience[party]
                now = self._flows(party, ways.landings) - ways.costs
                later = self.leaders.into(node.time + 1) @ self._back(
                    party, node.time, ways.back
                )
                worth = price * now + self.patience[party] * later
                best[place, :, party] = worth.max(axis=1)
        return best

    @cached_property
    def over(self) -> Values:
        """What each has where it is known to be called off.

        Shape (n_nodes, n_profiles, n_parties): nobody does its part any more, and
        everything goes back, what takes no longer than a period in this one.
        """
        return np.stack(list(self._over()))

    def _over(self) -> Iterator[Values]:
        begin, parties = self.layout.begin, range(len(self.patience))
        for node in self.layout.nodes:
            # What all see coming goes back as if it had been called off a period ago.
            ago, found = node.time - 1, np.array([node.start])
            back = put_back(self.dynamics, node.agreed, begin, found, ago)
            had = [self._back(party, ago, back) for party in parties]
            yield np.concatenate(had, axis=1)

    def _flows(self, party: int, states: States) -> Values:
        """Give one party's flows; shape (n_profiles, n_states)."""
        flows: Values = self.leaders.utility[:, party, states]
        return flows

    def _back(self, party: int, time: int, back: PutBack) -> Values:
        """Give what is had while all goes back, from the period after some time on.

        Shape (n_profiles, n_landings), by who rules in that period.
        """
        d = self.patience[party]
        # Many ways out go back to few states.
        states, rows = np.unique(back.states, axis=0, return_inverse=True)
        values = self._staying(party, time + back.since[-1], states[:, -1])
        spans = [*pairwise(back.since)]
        for column, (first, end) in reversed([*enumerate(spans)]):
            flows = self._flows(party, states[:, column])
            for since in range(end - 1, first - 1, -1):
                values = self._before(d, time + since, flows, values)
        return values[:, rows.ravel()]

    def _staying(self, party: int, time: int, states: States) -> Values:
        """Give what a state is worth that stands from a period on, for ever."""
        d, flows = self.patience[party], self._flows(party, states)
        chain = np.eye(len(flows)) - d * self.leaders.usual
        values: Values = np.linalg.solve(chain, (1 - d) * flows)
        last = max(self.leaders.scheduled, default=0)
        for each in range(last - 1, time - 1, -1):
            values = self._before(d, each, flows, values)
        return values

    def _before(self, d: float, time: int, flows: Values, values: Values) -> Values:
        """Give what a period is worth, of what the next one is."""
        return (1 - d) * flows + d * (self.leaders.into(time + 1) @ values)
