"""By how much a road map misses its goals, and no more than it takes to tell.

Of periods that wait in one state only the first and the last are judged: the ways out
are the same in all of them, and what the road map is worth changes one way between.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from detente.study.deal.calling_off import later
from detente.study.deal.road_map import Layout, Node
from detente.study.deal.tolerance import Stakes, stakes_of
from detente.study.deal.value_along import values_along
from detente.study.deal.way_out import find_ways_out
from detente.study.game.dynamics import Dynamics

Values = npt.NDArray[np.float64]


class Shortfall(NamedTuple):
    """What a road map lacks, by party, as shares of their payoff ranges.

    Attributes
    ----------
    signing : tuple of (int, float)
        Those who would not sign, with what they lose by it.
    going_on : tuple of (int, float)
        Those who would call it off, with the most that they gain by that at a stage.
    known : bool
        Whether every party's wants and patience are known.
    """

    signing: tuple[tuple[int, float], ...]
    going_on: tuple[tuple[int, float], ...]
    known: bool = True

    @property
    def reached(self) -> int:
        """How many goals are reached, of the first three."""
        if self.signing or not self.known:
            return 1
        return 2 if self.going_on else 3

    def lacking(self, goal: int) -> float:
        """Give what is lacking until so many goals are reached, over all parties."""
        parts = [*self.signing, *(self.going_on if goal > 2 else ())]  # noqa: PLR2004
        return sum(share for _, share in parts)

    @property
    def parties(self) -> tuple[int, ...]:
        """Those with whom it fails."""
        return tuple(sorted({party for party, _ in (*self.signing, *self.going_on)}))


def find_shortfall(
    dynamics: Dynamics,
    layout: Layout,
    *,
    stakes: Sequence[Stakes] | None = None,
    quick: bool = False,
    suspects: Sequence[int] = (),
) -> Shortfall:
    """Say who would not sign a road map or would call it off, and by how much.

    Parameters
    ----------
    dynamics : Dynamics
        The case; no game is solved.
    layout : Layout
        A road map that is possible.
    stakes : sequence of Stakes or None
        What is at stake for each party, where that is known already.
    quick : bool
        Whether to stop where it is known how many goals are reached.
    suspects : sequence of int
        The parties to ask first, so that a quick answer comes sooner.

    Returns
    -------
    Shortfall
        As of `find_calling_off`, which names the ways out too.
    """
    values = values_along(dynamics, layout.nodes)
    every = range(len(dynamics.parties))
    stakes = stakes or [stakes_of(dynamics, party) for party in every]
    judged = [party for party in every if dynamics.reason(party) is None]
    known = len(judged) == len(stakes)
    signing, going_on = [], []
    for party in judged:
        gained = values[0, party] - dynamics.utility[party, layout.begin]
        if (worth := float(gained)) < -stakes[party].slight:
            signing.append((party, -stakes[party].share(worth)))
    places = () if quick and signing else tuple(telling(dynamics, layout.nodes))
    if quick:
        # Who calls a deal off does so mostly when it has had what it wanted.
        judged.sort(key=lambda party: party not in suspects)
        places = places[::-1]
    for party in judged:
        asked, slight = (values[:, party], places), stakes[party].slight
        enough = -slight if quick else -np.inf
        least = _least(dynamics, layout, party, asked, enough)
        if least < -slight:
            going_on.append((party, -stakes[party].share(least)))
            if quick:
                break
    return Shortfall(tuple(signing), tuple(going_on), known)


def telling(dynamics: Dynamics, nodes: Sequence[Node]) -> list[int]:
    """Give the periods of a road map in which somebody's answer can be least."""
    last = len(nodes) - 1
    if any(option.until is not None for option in dynamics.case.options):
        return list(range(last + 1))
    # Two periods are alike where they differ in nothing but their time.
    timeless = [node._replace(time=0) for node in nodes]
    alike = [one == two for one, two in pairwise(timeless)]
    return [
        place
        for place in range(last + 1)
        if place in {0, last} or not (alike[place - 1] and alike[place])
    ]


def _least(
    dynamics: Dynamics,
    layout: Layout,
    party: int,
    asked: tuple[Values, tuple[int, ...]],
    enough: float,
) -> float:
    """Give the least slack of a party; any that is below what is enough will do."""
    values, places = asked
    d, flows = float(dynamics.patience[party]), dynamics.utility[party]
    least = np.inf
    for place in places:
        ways = find_ways_out(dynamics, layout, place, party)
        if ways is not None:
            out = (1 - d) * (flows[ways.landings] - ways.costs) + later(ways, flows, d)
            least = min(least, float(values[place] - out.max()))
        if least < enough:
            break
    return least
