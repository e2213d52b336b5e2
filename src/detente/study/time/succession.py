"""Threats under turnover: rows of values are combinations of leaders."""

from functools import cached_property

import numpy as np
import numpy.typing as npt

from detente.engine.period.arena import Arena, Places
from detente.engine.period.discounted import Values
from detente.study.deal.slack import ThreatName
from detente.study.game.aftermath import Aftermath, Terms
from detente.study.game.continuation_game import ContinuationGame, open_threat, promised
from detente.study.game.dynamics import Dynamics
from detente.study.game.guarantee import Promise
from detente.study.game.punishment import Threat
from detente.study.game.recursion import Rules, tie_tolerance
from detente.study.time.changing_leaders import settle_changing
from detente.study.time.leadership import Leaders


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
            The same one each time; solved when asked for values.
        """
        # If each plays for itself and nothing is owed, it is all one who breached: one
        # solution serves all. All against one are against somebody.
        idle, minmax = not promised(promise), self.name == "minmax"
        key = (None if idle and not minmax else party, () if idle else promise)
        if key not in self._threats:
            opened = open_threat(self._scene, party, key[1], minmax=minmax)
            self._threats[key] = opened
        return self._threats[key]

    def best(self, party: int, breacher: int, promise: Promise) -> Threat:
        """Give the most that one party can have after a breach by any.

        Parameters
        ----------
        party, breacher : int
            Positions in the file; they may be the same.
        promise : Promise
            What the breacher had promised; empty is nothing.

        Returns
        -------
        Threat
            With one row a profile.
        """
        # For its good means: the others do what is best for it, at whatever cost to
        # themselves. No play gives it more, so it bounds all of them.
        owed = promise if promised(promise) else ()
        key = "best", party, (breacher, owed) if owed else None
        if key not in self._threats:
            opened = open_threat(self._scene, breacher, owed, best_for=party)
            self._threats[key] = opened
        return self._threats[key]

    def at(self, states: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        """Give the columns in which wanted states are kept."""
        return np.searchsorted(self.wanted, states)

    @cached_property
    def tolerance(self) -> float:
        """Differences of values up to this are ties."""
        utility = self.leaders.utility
        return tie_tolerance(utility.reshape(-1, utility.shape[-1]))

    def rows(self, party: int) -> slice:
        """Give the rows of a party's values, one a profile.

        Parameters
        ----------
        party : int
            Its position in the file.

        Returns
        -------
        slice
            All rows under min-max, which has those of one party.
        """
        if self.name == "minmax":
            return slice(None)
        return slice(party, None, len(self.patience))

    @cached_property
    def _scene(self) -> ContinuationGame:
        utility = self.leaders.utility
        return ContinuationGame(
            closed_sets=self.dynamics.closed_sets,
            countdown=self.dynamics.countdown,
            pledges=self.dynamics.pledges,
            utility=utility,
            patience=self.patience,
            tolerance=self.tolerance,
            solve=self._solve,
            period=self._period,
            mix=lambda time, later: _mixed(self.leaders.into(time), later),
            wanted=self.wanted,
        )

    def _period(self, arena: Arena, rules: Rules, values: Values) -> Places:
        """Let all take their turns, under each combination of leaders."""
        # Who rules is seen before anybody moves, so each combination plays its own
        # period. Where play lands is told under the first one, the parties' own wants.
        blocks = np.split(values, len(self.leaders.profiles))
        ends = [rules.play(arena, block) for block in blocks]
        return ends[0]

    def _solve(self, arena: Arena, rules: Rules, terms: Terms) -> Aftermath:
        """Solve what follows the last date, leaders changing as usual."""
        rows = len(terms.utility) // len(self.leaders.profiles)
        return settle_changing(arena, rules, terms, self.leaders.usual, alone=rows == 1)


def _mixed(chances: Values, rows: Values) -> Values:
    """Give what rows are worth before it is known who rules."""
    return (chances @ rows.reshape(len(chances), -1)).reshape(rows.shape)
