"""Labels: what the rest of a road map is worth to each party, set backward.

Whether somebody breaches a stage hangs on what comes after it through the value
that this has for the party, and on nothing else; and more of it never tempts
anybody to breach, here or earlier. So of two ways on from a place, one that is
worth as much to every party makes the other needless, whatever led there: the
ways on are carried by their values alone, and most of them fall away.
"""

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from detente.engine.budget import ticking
from detente.engine.period.discounted import Values
from detente.model.road_map import Stage
from detente.study.deal.deviation import ThreatName
from detente.study.game.dynamics import Dynamics
from detente.study.search.best_breaches import BestBreaches
from detente.study.search.package_graph import Lattice
from detente.study.search.stage_needs import Needs, needs

Vector = npt.NDArray[np.float64]

_SLIGHT = 1e-12
"""Values as near as this, for their size, differ by rounding alone."""


class Labels:
    """The ways through one lattice, for trial after trial.

    Parameters
    ----------
    dynamics : Dynamics
        Parties without flow utility or patience are left out of account.
    lattice : Lattice
    threat : str
        breakdown or minmax.
    required : sequence of Needs, or None
        What each stage needs; None is to be computed.

    Attributes
    ----------
    n_labels : int
        How many labels were kept in all trials.
    """

    def __init__(
        self,
        dynamics: Dynamics,
        lattice: Lattice,
        threat: ThreatName,
        required: Sequence[Needs] | None = None,
    ) -> None:
        rows = [
            party
            for party in range(len(dynamics.parties))
            if dynamics.reason(party) is None
        ]
        self.lattice = lattice
        self.n_labels = 0
        best = BestBreaches(dynamics, threat)
        found = required or [
            needs(dynamics, edge, threat, best=best) for edge in ticking(lattice.edges)
        ]
        self._needs = [
            Needs(each.least[:, rows], each.slope[:, rows]) for each in found
        ]
        self._flow = [edge.flow[rows] for edge in lattice.edges]
        # Without patience nothing carries over; a trace is left, to divide by.
        self._carry = [np.maximum(edge.carry[rows], 1e-300) for edge in lattice.edges]
        self._stay = dynamics.utility[rows, lattice.target]

    def route(self, sigma: float, goals: Iterable[int]) -> tuple[Stage, ...] | None:
        """Find a route on which no slack is below sigma.

        Parameters
        ----------
        sigma : float
            Minus infinity accepts every route.
        goals : iterable of int
            The places where it may end.

        Returns
        -------
        tuple of Stage, or None
            None where there is none.
        """
        lattice = self.lattice
        # Told apart, since a slope of 0 times minus infinity is no number. Of the
        # periods of a stage the one that needs most decides.
        if sigma == -np.inf:
            bounds = [np.full_like(flow, -np.inf) for flow in self._flow]
        else:
            bounds = [
                (each.least + each.slope * sigma).max(axis=0) for each in self._needs
            ]
        clips = self._clips(bounds)
        labels: dict[int, Values] = dict.fromkeys(goals, self._stay[np.newaxis])
        back: dict[int, list[tuple[int, int]]] = {}
        for place in ticking(reversed(lattice.order)):
            values, origins = self._collect(place, labels, bounds)
            if origins:
                # What exceeds every earlier need decides nothing: cut down to it,
                # labels that differ only there become one.
                values = np.minimum(values, clips[place])
                kept = _undominated(values)
                labels[place] = values[kept]
                back[place] = [origins[each] for each in kept]
                self.n_labels += len(kept)
        return self._trace(back) if 0 in labels else None

    def _clips(self, bounds: list[Vector]) -> dict[int, Vector]:
        """Give the value beyond which no earlier stage binds, by place."""
        lattice = self.lattice
        nothing = np.full_like(self._stay, -np.inf)
        # A need at an earlier place is asked of this one through the stages in
        # between: less what they give, and the more the less they let through.
        clips = {0: nothing}
        for here in ticking(lattice.order[1:]):
            clip = nothing
            for number in lattice.into[here]:
                before = clips[lattice.edges[number].start]
                # What comes so late that it weighs nothing may have to be endless.
                with np.errstate(over="ignore"):
                    carried = (before - self._flow[number]) / self._carry[number]
                clip = np.maximum(clip, np.maximum(bounds[number], carried))
            clips[here] = clip
        return clips

    def _collect(
        self, here: int, labels: dict[int, Values], bounds: list[Vector]
    ) -> tuple[Values, list[tuple[int, int]]]:
        """Give the labels of a place by every stage that nobody breaches."""
        values, origins = [np.empty((0, self._stay.size))], []
        for number in self.lattice.out_of[here]:
            onward = labels.get(self.lattice.edges[number].end)
            if onward is None:
                continue
            # On the edge a label is kept: the checker judges what is found, and
            # a way that is dropped for its rounding would never come before it.
            slight = _SLIGHT * np.maximum(1.0, np.abs(onward))
            keeps = np.flatnonzero((onward >= bounds[number] - slight).all(axis=1))
            values.append(self._flow[number] + self._carry[number] * onward[keeps])
            origins += [(number, int(label)) for label in keeps]
        return np.concatenate(values), origins

    def _trace(self, back: dict[int, list[tuple[int, int]]]) -> tuple[Stage, ...]:
        here, label = 0, 0
        stages = []
        while here in back:
            number, label = back[here][label]
            edge = self.lattice.edges[number]
            here = edge.end
            if edge.stage is not None:
                stages.append(edge.stage)
        return tuple(stages)


def _undominated(values: Values) -> list[int]:
    """Give the rows that no other row reaches or exceeds in every column."""
    # No row reaches one of a larger sum everywhere, so that going by sums each has
    # to be held only against those kept before it. Where infinite entries upset
    # the order a row too many may be kept, which costs time and is never wrong.
    finite = np.where(np.isinf(values), 0.0, values)
    order = np.argsort(-finite.sum(axis=1))
    enough = (values - _SLIGHT * np.maximum(1.0, np.abs(finite)))[order]
    rows, left, kept = values[order], np.arange(len(order)), list[int]()
    while left.size:
        best = int(left[0])
        kept.append(int(order[best]))
        left = left[1:]
        left = left[~(rows[best] >= enough[left]).all(axis=1)]
    return kept
