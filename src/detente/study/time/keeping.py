"""Who keeps to a road map that may be called off as well as cheated on."""

import numpy as np
import numpy.typing as npt

from detente.study.deal.road_map import Layout
from detente.study.time.called_off import CallingsOff
from detente.study.time.compliance import Succession
from detente.study.time.kept import HOW, Ended, Kept, tell_kept
from detente.study.time.succession import Successions


class Keeping(Succession):
    """One road map under turnover, each doing instead of its part what is best for it.

    Cheating, calling off, not signing: marks are set and taken back as of `Succession`.
    Where a leadership is known to cheat the breakdown begins, and where it is known to
    call off or not to sign everything goes back.
    """

    def __init__(self, threats: Successions, layout: Layout) -> None:
        super().__init__(threats, layout)
        dynamics, leaders, patience = self.dynamics, self.leaders, self.patience
        self.called = CallingsOff(dynamics, leaders, layout, patience)
        self._instead = np.maximum(self._breached, self.called.best)
        # What is worth as much as cheating is no cheating.
        self._calls = self.called.best >= self._breached

    def kept(self) -> Kept:
        """Weigh who ends it, and how, by chance."""
        case = self.dynamics.case
        return tell_kept(case, self.nodes, self.leaders, self.ended())

    def ended(self) -> Ended:
        """Mark who ends it where, how, and who else would."""
        ended = self.mark().broken
        places = np.arange(len(ended))[:, np.newaxis]
        profiles = np.arange(ended.shape[1])
        calls = self._calls[places, profiles, ended]
        how = np.where(calls, HOW.index("calls_off"), HOW.index("cheats"))
        unsigned = self.called.unsigned[profiles, ended[0]]
        how[0, calls[0] & unsigned] = HOW.index("does_not_sign")
        return Ended(ended, how, self._others(ended))

    def _others(self, ended: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
        """Find who else would end it where a party does, if that one kept to it."""
        others = np.zeros(self._instead.shape, np.bool_)
        for party in set(ended[ended >= 0].tolist()):
            # With its later marks left, others would leave it only because it leaves.
            own = ended == party
            slack = self._slack(self._values(np.where(own, -1, ended)))
            others[own] = slack[own] < 0
            others[own, party] = False
        return others

    def _collapse(
        self,
        values: npt.NDArray[np.float64],
        place: int,
        broken: npt.NDArray[np.int64],
    ) -> None:
        """Where somebody ends it, the breakdown begins, or everything goes back."""
        profiles = np.arange(len(broken))
        calls = (broken >= 0) & self._calls[place, profiles, broken]
        super()._collapse(values, place, np.where(calls, -1, broken))
        values[calls] = self.called.over[place, calls]
