"""Threats under turnover: rows of values are combinations of leaders."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cached_property
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from detente.engine.bits import as_set
from detente.engine.period.branches import Branches
from detente.records import dataclass
from detente.study.deal.deviation import ThreatName
from detente.study.game.continuation_game import promised
from detente.study.game.dated_deadlines import DatedDeadlines
from detente.study.game.debt import Lapsing, Levy, owed_flows, owed_lumps
from detente.study.game.dynamics import Dynamics
from detente.study.game.guarantee import Promise, by_end
from detente.study.game.recursion import (
    Rules,
    all_against,
    all_for,
    each_for_itself,
    tie_tolerance,
)
from detente.study.time.course import Arenas, Course
from detente.study.time.leadership import Leaders
from detente.study.time.parts import (
    bound_together,
    independent_parts,
    told_by_dates,
    told_by_guarantees,
)
from detente.study.time.stakes import Stakes
from detente.study.time.succession_threat import Key, SuccessionThreat, threat_key

Numbers: TypeAlias = npt.NDArray[np.int64]


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
    asked : mapping of a threat to states
        Those about which one threat alone is asked, where they are fewer.
    whole : bool
        Whether options that have nothing to do with each other are played together
        all the same.
    """

    def __init__(
        self,
        dynamics: Dynamics,
        leaders: Leaders,
        name: ThreatName,
        wanted: Numbers,
        asked: Mapping[Key, Iterable[int]] | None = None,
        *,
        whole: bool = False,
    ) -> None:
        self.dynamics = dynamics
        self.leaders = leaders
        self.name = name
        self.wanted = wanted
        self.patience = np.nan_to_num(dynamics.patience)
        self._asked = asked or {}
        self._whole = whole
        self._threats: dict[Key, SuccessionThreat] = {}
        self._courses: dict[object, Course] = {}
        self._branches = Branches()
        self._arenas: Arenas = {}

    @property
    def exact(self) -> bool:
        """Whether all that has been solved is a fixed point."""
        return all(each.all_exact for each in self._threats.values())

    def get(self, party: int, promise: Promise) -> SuccessionThreat:
        """Give what follows a breach; rows are those of `rows`.

        Parameters
        ----------
        party : int
            The breacher.
        promise : Promise
            What it had promised; empty is nothing.

        Returns
        -------
        SuccessionThreat
            The same one each time; solved when asked for values.
        """
        key = threat_key(self.name, party, promise)
        if key not in self._threats:
            focal = party if self.name == "minmax" else None
            self._threats[key] = self._opened(key, party, promise, focal)
        return self._threats[key]

    def best(self, party: int, breacher: int, promise: Promise) -> SuccessionThreat:
        """Give the most that one party can have after a breach by any.

        Parameters
        ----------
        party, breacher : int
            Positions in the file; they may be the same.
        promise : Promise
            What the breacher had promised; empty is nothing.

        Returns
        -------
        SuccessionThreat
            With one row a profile.
        """
        # For its good means: the others do what is best for it, at whatever cost to
        # themselves. No play gives it more, so it bounds all of them.
        owed = promise if promised(promise) else ()
        key = "best", party, (breacher, owed) if owed else None
        if key not in self._threats:
            self._threats[key] = self._opened(key, breacher, owed, party)
        return self._threats[key]

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

    def _opened(
        self, key: Key, party: int, promise: Promise, focal: int | None
    ) -> SuccessionThreat:
        """Open a threat, by the groups of options that are played apart."""
        n_parties = len(self.patience)
        rows = list(range(n_parties)) if focal is None else [focal]
        promise = promise if promised(promise) else ()
        pledges = self.dynamics.pledges if promise else ()
        lumps = owed_lumps(pledges, party, promise, n_parties)
        asked = self._asked.get(key)
        breach = _Breach(
            party=party,
            promise=promise,
            rows=rows,
            levies=tuple(replace(levy, adds=levy.adds[rows]) for levy in lumps),
            rules=self._rules(key, focal),
            wanted=self.wanted if asked is None else np.array(sorted(asked), np.int64),
        )
        closed = self.dynamics.closed_sets.closed(
            self.dynamics.countdown, breach.wanted
        )
        told = told_by_guarantees(self.dynamics, promise)
        courses = []
        for place, part in enumerate(self._parts(told)):
            course = self._course(breach, closed, part, first=place == 0, told=told)
            if course is not None:
                outside = int(course.states[0]) & ~part
                states = course.states[course.wanted]
                at = np.searchsorted(states, breach.wanted & part | outside)
                courses.append((course, at))
        row = party if focal is None else 0
        return SuccessionThreat(breach.wanted, tuple(courses), breach.levies, row)

    def _rules(self, key: Key, focal: int | None) -> Rules:
        if focal is None:
            rules = each_for_itself(self.patience, self.tolerance)
            return replace(rules, branches=self._branches)
        every = all_for if key[0] == "best" else all_against
        return every(focal, self.patience)

    @cached_property
    def _bound(self) -> frozenset[int]:
        return bound_together(self.dynamics)

    @cached_property
    def _dated(self) -> int:
        return told_by_dates(self.dynamics)

    def _parts(self, told: int) -> tuple[int, ...]:
        """List the groups of options, the one in which something is owed first."""
        if self._whole:
            return (as_set(range(len(self.dynamics.bits))),)
        parts = independent_parts(self.dynamics, {*self._bound, told})
        return tuple(sorted(parts, key=lambda part: not part & told))

    def _course(
        self, breach: "_Breach", closed: Numbers, part: int, *, first: bool, told: int
    ) -> Course | None:
        """Give the course on one group of options, the others as they stand first."""
        outside = int(closed[0]) & ~part
        states = closed[closed & ~part == outside]
        if states.size == 1 and not first:
            return None
        owing = bool(part & told)
        key = (
            breach.rules.movers,
            (states & part).tobytes(),
            outside if first else -1,
            (breach.party, breach.promise) if owing else (),
        )
        if key not in self._courses:
            # Where nothing is owed, what is played is the same after every breach.
            wanted = breach.wanted if owing or first else self.wanted
            inside = np.unique(wanted & part | outside)
            self._courses[key] = Course(
                states=states,
                turns=self.dynamics.turns,
                countdown=self._countdown(part, states, owing=owing),
                stakes=self._stakes(breach, states, first=first, owing=owing),
                leaders=self.leaders,
                wanted=np.searchsorted(states, inside[np.isin(inside, states)]),
                arenas=self._arenas,
            )
        return self._courses[key]

    def _countdown(self, part: int, states: Numbers, *, owing: bool) -> DatedDeadlines:
        countdown = self.dynamics.countdown
        ending = owing and any(pledge.until for pledge in self.dynamics.pledges)
        if part & self._dated or ending:
            return countdown.within(states)
        return DatedDeadlines((), countdown.horizon)

    def _stakes(
        self, breach: "_Breach", states: Numbers, *, first: bool, owing: bool
    ) -> Stakes:
        """Give what is played for in one group, beside what stands first."""
        rows, every = breach.rows, self.leaders.utility.transpose(1, 0, 2)[breach.rows]
        utility = every[:, :, states]
        lapsing: tuple[Lapsing, ...] = ()
        if not first:
            utility = utility - every[:, :, states[:1]]
        if owing:
            shape = (len(self.patience), states.size)
            pledges = self.dynamics.pledges

            def owed(promise: Promise) -> npt.NDArray[np.float64]:
                return owed_flows(pledges, breach.party, promise, shape, states)[rows]

            ends = by_end(pledges, breach.promise)
            utility = utility + owed(ends.pop(0))[:, np.newaxis]
            lapsing = tuple(Lapsing(until, owed(each)) for until, each in ends.items())
        levies = breach.levies if owing else ()
        return Stakes(
            utility=utility,
            discount=self.patience[rows],
            levies=tuple(replace(levy, where=levy.where[states]) for levy in levies),
            rules=breach.rules,
            alone=len(rows) == 1,
            lapsing=lapsing,
        )


@dataclass(frozen=True, eq=False)
class _Breach:
    """What a threat follows, the rows of its values, and what is asked about it."""

    party: int
    promise: Promise
    rows: list[int]
    levies: tuple[Levy, ...]
    rules: Rules
    wanted: Numbers
