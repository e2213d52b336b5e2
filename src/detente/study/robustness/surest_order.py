"""The road map that holds in the largest share of the draws of what is assumed.

Candidates are those found with the numbers as written and with those of each of some
draws. All are asked in the same draws whether all sign and nobody calls it off; of the
best of them a game is solved too, draw by draw, and it is asked whether somebody would
cheat.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import field, replace
from enum import StrEnum
from functools import partial
from time import perf_counter
from typing import TypeAlias

import numpy as np

from detente.engine import Bools
from detente.engine.budget import (
    counted,
    current,
    expect,
    finishing,
    kept,
    unless_stopped,
)
from detente.model.road_map import RoadMap, Stage
from detente.records import dataclass
from detente.study.deal.calling_off import Shares
from detente.study.deal.road_map import lay_out
from detente.study.deal.tolerance import slight
from detente.study.deal.verdict import Verdict
from detente.study.game.dynamics import Dynamics
from detente.study.robustness.deal_shares import READINGS, SIGNING, DealDraws
from detente.study.robustness.sampling import Draws
from detente.study.search.best_deal import PACKAGE, find_best_deal
from detente.study.search.find_road_map import find_road_map

SEARCHED = 50
"""Draws in which a road map is searched too."""
JUDGED = 20
"""Draws in which it is asked of the best candidates whether somebody would cheat."""
_SHORT = 8
"""Candidates of which a game is solved."""
_NONE: tuple[tuple[Stage, ...], ...] = ()
_TARGETS = 16
"""Targets that are tried in each draw."""


class Break(StrEnum):
    """How a road map ends before its time."""

    SIGNING = "does not sign"
    CALLING_OFF = "calls off"
    CHEATING = "cheats"


Reproach: TypeAlias = tuple[int | None, int, Break]
"""A stage, a party by position, and what it does there."""


@dataclass(frozen=True, slots=True)
class Weakest:
    """Where a road map breaks most often.

    Attributes
    ----------
    stage : int or None
        None is staying at the target, or signing.
    party : str
    share : float
        Of the draws that were judged: those in which the party breaks it there.
    how : Break
    """

    stage: int | None
    party: str
    share: float
    how: Break


@dataclass(frozen=True, slots=True)
class Candidate:
    """One road map, and how often it holds.

    Attributes
    ----------
    target : str
        The state where it ends.
    found : int
        In how many draws it was the best one.
    written : bool
        Whether it is so with the numbers as written.
    shares : Shares or None
        How often all sign and nobody calls it off; None where nothing is assumed.
    keeps : float or None
        Of the draws that were judged: those in which nobody would cheat; None where
        this was not asked.
    holds : float or None
        Those in which nobody would cheat, nor call it off, and all sign.
    weakest : Weakest or None
        Where it breaks most often; None where it never does, or was not judged.
    """

    road_map: RoadMap
    target: str
    found: int
    written: bool
    shares: Shares | None
    keeps: float | None = None
    holds: float | None = None
    weakest: Weakest | None = None


@dataclass(frozen=True, slots=True)
class Surest:
    """The road map that holds most often, and the others.

    Attributes
    ----------
    candidates : tuple of Candidate
        The best first; empty where none was found.
    searched, judged : int
        In how many draws road maps were searched, and cheating was asked about.
    seed : int
    unfinished : bool
        Whether the time was over before the numbers as written were searched through.
    """

    candidates: tuple[Candidate, ...]
    searched: int
    judged: int
    seed: int
    unfinished: bool = False


def find_surest(
    dynamics: Dynamics,
    among: Bools | None = None,
    *,
    package: int = PACKAGE,
    seed: int = 0,
) -> Surest:
    """Find the road map that holds in the largest share of the draws.

    Parameters
    ----------
    dynamics : Dynamics
        The case as it stands.
    among : bool array, shape (n_states,), or None
        Where it may end; None is anywhere.
    package : int
        Steps in a stage at most.
    seed : int
        Of the draws.

    Returns
    -------
    Surest
        By the share in which it holds in every respect, then by that in which nobody
        would cheat, then by that in which nobody calls it off.
    """
    draws = Draws(dynamics, ())
    numbers = range(SEARCHED if draws.assumptions or draws.ordinal else 0)
    pool = _Pool(dynamics, among, package, 1 + len(numbers))
    begun = perf_counter()
    pool.search_written()
    # What the search costs hangs on what it meets: the first tells of the others.
    if not current().stopped:
        expect((perf_counter() - begun) * len(numbers), measured=True)
    searched = kept(
        pool.search_drawn(draws.drawn(seed, number)) for number in counted(numbers)
    )
    if not pool.targets:
        return Surest((), len(searched), 0, seed)
    with finishing():
        ranked = sorted(pool.candidates(seed), key=_in_questions_1_and_2)
    short, rest = ranked[:_SHORT], ranked[_SHORT:]
    judged = _Judged(dynamics, tuple(each.road_map for each in short), seed)
    told = [judged.told(place, each) for place, each in enumerate(short)]
    order = (*sorted(told, key=_in_all), *rest)
    return Surest(order, len(searched), judged.n_draws, seed, pool.unfinished)


@dataclass(eq=False)
class _Pool:
    """What is found, each road map once."""

    dynamics: Dynamics
    among: Bools | None
    package: int
    n_searches: int
    targets: dict[tuple[Stage, ...], str] = field(default_factory=dict)
    times: Counter[tuple[Stage, ...]] = field(default_factory=Counter)
    written: set[tuple[Stage, ...]] = field(default_factory=set)
    unfinished: bool = False

    def search_written(self) -> None:
        """Add the best road maps under the numbers as written, or what is known.

        Raises
        ------
        StoppedError
            Where nothing is.
        """
        searches = [self._best_deal]
        if self.among is not None:
            searches.append(partial(self._most_slack, self.among))
        for search in searches:
            found = unless_stopped(partial(search, self.dynamics), _NONE)
            if not current().stopped:
                self.written.update(found)
        stop = current().stopped
        if stop and not self.targets:
            raise stop
        self.unfinished = stop is not None

    def search_drawn(self, drawn: Dynamics) -> int:
        """Add the best road map under other numbers; give how many there are.

        Raises
        ------
        StoppedError
            Where the time is over before it is the best one.
        """
        known = dict(self.targets)
        found = self._best_deal(drawn)
        if stop := current().stopped:
            self.targets = known
            raise stop
        self.times.update(found)
        return len(found)

    def _best_deal(self, drawn: Dynamics) -> tuple[tuple[Stage, ...], ...]:
        deal = find_best_deal(
            drawn,
            self.among,
            package=self.package,
            targets=_TARGETS,
            times=self.n_searches if drawn is self.dynamics else 1,
        )
        if deal is None:
            return ()
        self.targets[deal.road_map.stages] = deal.target
        return (deal.road_map.stages,)

    def _most_slack(
        self, among: Bools, drawn: Dynamics
    ) -> tuple[tuple[Stage, ...], ...]:
        found = find_road_map(drawn, among, package=self.package)
        if found.road_map is None or found.target is None:
            return ()
        self.targets[found.road_map.stages] = found.target
        return (found.road_map.stages,)

    def candidates(self, seed: int) -> Iterator[Candidate]:
        """Ask of all in the same draws who signs and who calls it off."""
        plans = [RoadMap("found", stages) for stages in self.targets]
        layouts = [lay_out(self.dynamics, plan) for plan in plans]
        shares = DealDraws(self.dynamics, layouts).shares(seed, READINGS)
        for plan, each in zip(plans, shares, strict=True):
            yield Candidate(
                road_map=plan,
                target=self.targets[plan.stages],
                found=self.times[plan.stages],
                written=plan.stages in self.written,
                shares=each,
            )


def _in_questions_1_and_2(each: Candidate) -> tuple[float, float, bool, int]:
    shares = each.shares
    nobody, signs = (shares.nobody, shares.signs) if shares else (0.0, 0.0)
    return -nobody, -signs, not each.written, -each.found


def _in_all(each: Candidate) -> tuple[float, ...]:
    own = _in_questions_1_and_2(each)
    return -(each.holds or 0.0), -(each.keeps or 0.0), *own


class _Judged:
    """Some road maps in some draws, with all that is asked of them."""

    def __init__(
        self, dynamics: Dynamics, plans: tuple[RoadMap, ...], seed: int
    ) -> None:
        self.dynamics = dynamics
        with finishing():
            study = Draws(dynamics, plans)
        varied = bool(study.assumptions or study.ordinal)
        self.drawn = kept(
            study.sample(seed, number) if varied else study.as_it_stands
            for number in counted(range(JUDGED if varied else 1))
        )
        self.n_draws = len(self.drawn)
        with finishing():
            deals = DealDraws(dynamics, study.layouts)
            self.going_on = deals.going_on(seed, self.n_draws)

    def told(self, place: int, candidate: Candidate) -> Candidate:
        """Add to a candidate how often nobody cheats, and how often it holds."""
        if not self.drawn:
            return candidate
        verdicts = [each[place].verdict for each in self.drawn]
        keeps = np.array([verdict == Verdict.PROVED for verdict in verdicts])
        along = np.logical_and.reduce(
            [keeps, *(each for each in self.going_on[place].values())]
        )
        return replace(
            candidate,
            keeps=float(keeps.mean()),
            holds=float(along.mean()),
            weakest=self.weakest(place),
        )

    def weakest(self, place: int) -> Weakest | None:
        """Name where one of them breaks most often, the first of equals."""
        breaks: Counter[Reproach] = Counter()
        for (stage, party), goes_on in self.going_on[place].items():
            how = Break.SIGNING if stage == SIGNING else Break.CALLING_OFF
            breaks[stage or None, party, how] += int((~goes_on).sum())
        for judged in (each[place] for each in self.drawn):
            for (stage, party), slack in zip(judged.places, judged.slacks, strict=True):
                least = -slight(self.dynamics, party)
                breaks[stage, party, Break.CHEATING] += int(slack < least)
        worst = max(breaks, key=lambda each: breaks[each], default=None)
        if worst is None or not breaks[worst]:
            return None
        stage, party, how = worst
        name = self.dynamics.parties[party]
        return Weakest(stage, name, breaks[worst] / self.n_draws, how)
