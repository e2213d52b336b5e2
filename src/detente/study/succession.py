"""Threats under turnover: rows of values are combinations of leaders."""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from detente.engine.discounted import Landings, Values, breakdown_period, minmax_period
from detente.engine.turn import Turn
from detente.study.breakdown import Aftermath, Leaving, tie_tolerance
from detente.study.dynamics import Dynamics
from detente.study.guarantee import Levy, Promise, owed_flows, owed_lumps
from detente.study.leadership import Leaders
from detente.study.slack import ThreatName
from detente.study.threat import Threat

__all__ = ["Successions"]

Period = Callable[[tuple[Turn, ...], Values], Landings]

_SWEEPS = 2048
_FIXED = 1e-10


class Successions:
    """One threat, by breacher and promise, each solved once.

    Parameters
    ----------
    dynamics : Dynamics
        Its countdown reaches to the last scheduled change of leaders.
    leaders : Leaders
    name : str
        breakdown or minmax.
    wanted : int64 array, shape (n_wanted,)
        The states, ascending, at which values will be asked for.
    """

    def __init__(
        self,
        dynamics: Dynamics,
        leaders: Leaders,
        name: ThreatName,
        wanted: npt.NDArray[np.int64],
    ) -> None:
        self.dynamics = dynamics
        self.leaders = leaders
        self.name = name
        self.wanted = wanted
        self.patience = np.nan_to_num(dynamics.patience)
        self._threats: dict[object, Threat] = {}

    @property
    def exact(self) -> bool:
        """Whether all that has been solved is a fixed point."""
        return all(each.all_exact for each in self._threats.values())

    def get(self, party: int, promise: Promise) -> Threat:
        """Give what follows a breach; rows are those of `rows`.

        Parameters
        ----------
        party : int
            The breacher.
        promise : Promise
            What it had promised; empty is nothing.

        Returns
        -------
        Threat
        """
        idle, minmax = not any(map(any, promise)), self.name == "minmax"
        key = (None if idle and not minmax else party, () if idle else promise)
        if key not in self._threats:
            self._threats[key] = self._open(party, key[1], minmax=minmax)
        return self._threats[key]

    def rows(self, party: int) -> slice:
        """Give the rows of a party's values, one a profile."""
        if self.name == "minmax":
            return slice(None)
        return slice(party, None, len(self.patience))

    def _open(self, party: int, promise: Promise, *, minmax: bool) -> Threat:
        """Stack the profiles' rows: all parties', or under min-max the party's."""
        dynamics, (n_profiles, n_parties, n_states) = (
            self.dynamics,
            self.leaders.utility.shape,
        )
        rows = [party] if minmax else list(range(n_parties))
        pledges = dynamics.pledges if promise else ()
        flows = owed_flows(pledges, party, promise, (n_parties, n_states))
        utility = (self.leaders.utility + flows)[:, rows]
        discount = np.tile(self.patience[rows], n_profiles)[:, np.newaxis]
        levies = owed_lumps(pledges, party, promise, n_parties)
        period = self._period(rows, party if minmax else None)
        return Threat(
            row=0,
            breacher=rows.index(party),
            turns=dynamics.turns,
            countdown=dynamics.countdown,
            utility=utility.reshape(-1, n_states),
            levies=tuple(
                Levy(levy.where, np.tile(levy.adds[rows], n_profiles))
                for levy in levies
            ),
            discount=discount,
            solve=lambda turns, flow, leaving: self._solve(
                (flow, discount, leaving), lambda values: period(turns, values)
            ),
            period=period,
            wanted=self.wanted,
            mix=lambda time, later: _mixed(self.leaders.into(time), later),
        )

    def _period(self, rows: list[int], hurt: int | None) -> Period:
        """Let all take their turns, under each combination of leaders."""
        feasible, prices = self.dynamics.engine.feasible, (1 - self.patience)[rows]
        tolerance = tie_tolerance(self.leaders.utility.reshape(-1, feasible.size))

        def period(turns: tuple[Turn, ...], values: Values) -> Landings:
            blocks = np.split(values, len(self.leaders.profiles))
            landings = [
                breakdown_period(turns, block, feasible, prices, tolerance)
                if hurt is None
                else minmax_period(turns, hurt, block, feasible, float(prices[0]))
                for block in blocks
            ]
            return landings[0]

        return period

    def _solve(
        self,
        terms: tuple[Values, Values, Leaving | None],
        period: Callable[[Values], Landings],
    ) -> Aftermath:
        """Iterate from "frozen for ever", leaders changing, until nothing changes."""
        flow, discount, leaving = terms
        usual = self.leaders.usual
        values = self._frozen(flow, discount)
        fixed = _FIXED * max(1.0, float(np.abs(flow).max(initial=0.0)))
        low = high = values
        for sweep in range(1, _SWEEPS + 1):
            then = (
                values if leaving is None else np.where(leaving[0], leaving[1], values)
            )
            following = (1 - discount) * flow + discount * _mixed(usual, then)
            ends = period(following)
            if np.abs(following - values).max() <= fixed:
                return Aftermath(following, following, following, ends, sweep, 1)
            values = following
            low, high = np.minimum(low, values), np.maximum(high, values)
            if sweep & (sweep - 1) == 0 and sweep < _SWEEPS:
                low = high = values
        return Aftermath(values, low, high, ends, _SWEEPS, 0)

    def _frozen(self, flow: Values, discount: Values) -> Values:
        """Give what staying everywhere for ever is worth, leaders changing."""
        n_profiles = len(self.leaders.profiles)
        frozen = np.where(self.dynamics.engine.feasible, flow, 0.0)
        frozen = frozen.reshape(n_profiles, -1, flow.shape[1])
        rows = discount.reshape(n_profiles, -1)[0]
        for place, d in enumerate(rows):
            chain = np.eye(n_profiles) - d * self.leaders.usual
            frozen[:, place] = np.linalg.solve(chain, (1 - d) * frozen[:, place])
        return frozen.reshape(flow.shape)


def _mixed(chances: Values, rows: Values) -> Values:
    """Give what rows are worth before it is known who rules."""
    return (chances @ rows.reshape(len(chances), -1)).reshape(rows.shape)
