"""Which single assumption changes a verdict soonest.

Each assumption is moved alone from its value to both ends of its range. A
verdict that is the same there is taken to hold on the way; else the quarters
are tried, and the first change is closed in on by bisection.
"""

from collections.abc import Callable, Iterator
from functools import lru_cache

from detente.engine.budget import kept
from detente.records import dataclass
from detente.study.deal.quick_check import Witness, find_witness, judge, still_refuted
from detente.study.deal.verdict import Verdict
from detente.study.game.dynamics import Dynamics
from detente.study.processors import ALONE, Workers
from detente.study.robustness.assumed_numbers import Assumption
from detente.study.robustness.sampling import Draws
from detente.study.robustness.way import Sides, Way, find_way
from detente.study.robustness.with_values import renumbered
from detente.study.robustness.workers import over_workers

_QUARTERS = (0.25, 0.5, 0.75, 1.0)
_BISECTIONS = 6
_ORDER = (
    None,
    Verdict.IMPOSSIBLE,
    Verdict.REFUTED,
    Verdict.DEPENDS,
    Verdict.PROVED,
)
"""Verdicts, the worst first."""


@dataclass(frozen=True, eq=False)
class _Begun:
    """The case as it stands, remembering, and for each road map what refutes it."""

    dynamics: Dynamics
    witnesses: list[Witness | None]


@dataclass(frozen=True, slots=True)
class Flip:
    """One assumption that alone changes a verdict.

    Attributes
    ----------
    at : float
        The value at which the verdict first differs.
    fraction : float
        How far that is on the way from its value to the end of its range.
    way : Way
        Whether it enters what is gained or lost, else through which state it decides.
    """

    road_map: str
    path: str
    value: float
    at: float
    fraction: float
    verdict: Verdict | None
    way: Way


def find_flips(
    study: Draws, tell: Callable[[], None], workers: Workers = ALONE
) -> tuple[Flip, ...]:
    """Move one assumption at a time, and list those that change a verdict.

    Parameters
    ----------
    study : Draws
        Of road maps that have a verdict as the numbers stand.
    tell : function
        Called for each of the two ends of each assumption.
    workers : Workers
        The processors to use; they change no result.

    Returns
    -------
    tuple of Flip
        For each road map, in file order, the soonest first.
    """

    def told() -> Iterator[list[tuple[int, Flip]]]:
        for flips in over_workers(
            study, _moved, range(len(study.assumptions)), workers
        ):
            tell()
            tell()
            yield flips

    found = [flip for flips in kept(told()) for flip in flips]
    return tuple(flip for _, flip in sorted(found, key=lambda f: (f[0], f[1].fraction)))


def _moved(study: Draws, number: int) -> list[tuple[int, Flip]]:
    """Move one assumption to both ends, and find what changes first on the way."""
    assumption, soonest = study.assumptions[number], dict[int, Flip]()
    for end in study.number_draws.ends(number):
        line = _Line(study, _begun(study), assumption, end)
        for place in line.changed():
            flip, known = line.flip(place), soonest.get(place)
            if known is None or flip.fraction < known.fraction:
                soonest[place] = flip
    return list(soonest.items())


@lru_cache(maxsize=1)
def _begun(study: Draws) -> _Begun:
    """Judge as the numbers stand, noting what refutes and every best landing."""
    witnesses = [
        find_witness(study.dynamics, layout)
        if study.as_it_stands[place].verdict is Verdict.REFUTED
        else None
        for place, layout in enumerate(study.layouts)
    ]
    start = study.dynamics.remembering()
    for layout, witness in zip(study.layouts, witnesses, strict=True):
        if witness is None:
            judge(start, layout)
        elif not layout.reasons:
            still_refuted(start, layout, witness)
    # With one number changed most turns meet the values met here again. What is met
    # later is not kept: it would fill the memory, and is rarely met twice.
    if start.memory:
        start.memory.recording = False
    return _Begun(start, witnesses)


def _rank(verdict: Verdict | None) -> int:
    """Give how good a verdict is; one that cannot be given is the worst."""
    return _ORDER.index(verdict)


class _Line:
    """One assumption, from its value to one end of its range."""

    def __init__(
        self,
        study: Draws,
        begun: _Begun,
        assumption: Assumption,
        end: float,
    ) -> None:
        self.study = study
        self.start, self.witnesses = begun.dynamics, begun.witnesses
        self.assumption, self.end = assumption, end
        self._opened: dict[float, Dynamics] = {}
        self._verdicts: dict[tuple[float, int], Verdict | None] = {}

    def changed(self) -> list[int]:
        """List the road maps whose verdict differs at the end."""
        places = range(len(self.study.layouts))
        return [place for place in places if self._differs(1.0, place)]

    def flip(self, place: int) -> Flip:
        """Close in on the first change of one verdict."""
        above = next(each for each in _QUARTERS if self._differs(each, place))
        below = max(each for each in (0.0, *_QUARTERS) if each < above)
        for _ in range(_BISECTIONS):
            middle = (below + above) / 2
            if self._differs(middle, place):
                above = middle
            else:
                below = middle
        return Flip(
            road_map=self.study.road_maps[place].id,
            path=self.assumption.path,
            value=self.assumption.value,
            at=self._at(above),
            fraction=above,
            verdict=self._verdict(above, place),
            way=self._way(above, place),
        )

    def _way(self, fraction: float, place: int) -> Way:
        """Find how the number changes the verdict on one road map there."""
        layout = self.study.layouts[place]
        if layout.reasons:
            return Way(enters=True)
        path = self.assumption.path
        flipped = renumbered(self.study.dynamics, {path: self._at(fraction)})
        sides = self.study.dynamics, flipped
        before = self.study.as_it_stands[place].verdict
        if _rank(self._verdict(fraction, place)) < _rank(before):
            sides = sides[::-1]
        return find_way(path, Sides(*sides, layout))

    def _differs(self, fraction: float, place: int) -> bool:
        return (
            self._verdict(fraction, place) is not self.study.as_it_stands[place].verdict
        )

    def _at(self, fraction: float) -> float:
        value = self.assumption.value
        return value + fraction * (self.end - value)

    def _verdict(self, fraction: float, place: int) -> Verdict | None:
        key = (fraction, place)
        if key not in self._verdicts:
            self._verdicts[key] = self._judged(fraction, place)
        return self._verdicts[key]

    def _judged(self, fraction: float, place: int) -> Verdict | None:
        layout, witness = self.study.layouts[place], self.witnesses[place]
        if layout.reasons or (witness and not self._concerns(witness.party)):
            return self.study.as_it_stands[place].verdict
        # One at a time: a case under other numbers is large, and is seldom asked for
        # again once the next has been tried.
        if fraction not in self._opened:
            self._opened.clear()
            numbers = {self.assumption.path: self._at(fraction)}
            self._opened[fraction] = renumbered(self.start, numbers)
        dynamics = self._opened[fraction]
        # What refuted the road map as the numbers stand most often still does, and to
        # see that takes one breach instead of all.
        if witness and still_refuted(dynamics, layout, witness):
            return Verdict.REFUTED
        return judge(dynamics, layout).verdict

    def _concerns(self, party: int) -> bool:
        """Whether a party's min-max may change: not with the wants of another."""
        name = self.study.dynamics.parties[party]
        path = self.assumption.path
        return not path.startswith("preferences.") or path.startswith(
            f"preferences.{name}."
        )
