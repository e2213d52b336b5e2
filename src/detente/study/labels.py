"""Labels: what the rest of a road map is worth to each party, set backward."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from detente.engine.discounted import Values
from detente.study.dynamics import Dynamics
from detente.study.lattice import Lattice, needs
from detente.study.slack import ThreatName

__all__ = ["Labels"]

Vector = npt.NDArray[np.float64]

_SLIGHT = 1e-12


class Labels:
    """The ways through one lattice, for trial after trial.

    Parameters
    ----------
    dynamics : Dynamics
        Parties without flow utility or patience are left out of account.
    lattice : Lattice
    threat : str
        breakdown or minmax.
    required : sequence of (float64 array, float64 array), or None
        What each stage needs, as `needs` gives it; None is to be computed.

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
        required: Sequence[tuple[Values, Values]] | None = None,
    ) -> None:
        rows = [
            party
            for party in range(len(dynamics.parties))
            if dynamics.reason(party) is None
        ]
        self.lattice = lattice
        self.n_labels = 0
        found = required or [
            needs(dynamics, edge, lattice.start, threat) for edge in lattice.edges
        ]
        self._needs = [(least[:, rows], slope[:, rows]) for least, slope in found]
        self._flow = [edge.flow[rows] for edge in lattice.edges]
        self._carry = [np.maximum(edge.carry[rows], 1e-300) for edge in lattice.edges]
        self._stay = dynamics.utility[rows, lattice.target]

    def route(self, sigma: float) -> tuple[int, ...] | None:
        """Find a route on which no slack is below sigma.

        Parameters
        ----------
        sigma : float
            Minus infinity accepts every route.

        Returns
        -------
        tuple of int, or None
            Its states, the start first; None where there is none.
        """
        lattice = self.lattice
        if sigma == -np.inf:
            bounds = [np.full_like(flow, -np.inf) for flow in self._flow]
        else:
            bounds = [
                (least + slope * sigma).max(axis=0) for least, slope in self._needs
            ]
        clips = self._clips(bounds)
        labels: dict[int, Values] = {lattice.target: self._stay[np.newaxis]}
        back: dict[int, list[tuple[int, int]]] = {}
        for state in reversed(lattice.states):
            values, origins = self._collect(state, labels, bounds)
            if origins:
                values = np.minimum(values, clips[state])
                kept = _undominated(values)
                labels[state] = values[kept]
                back[state] = [origins[place] for place in kept]
                self.n_labels += len(kept)
        return self._trace(back) if lattice.start in labels else None

    def _clips(self, bounds: list[Vector]) -> dict[int, Vector]:
        """Give the value beyond which no earlier stage binds, by state."""
        lattice = self.lattice
        nothing = np.full_like(self._stay, -np.inf)
        clips = {lattice.start: nothing}
        for state in lattice.states[1:]:
            clip = nothing
            for place in lattice.into[state]:
                before = clips[lattice.edges[place].start]
                # What comes so late that it weighs nothing may have to be endless.
                with np.errstate(over="ignore"):
                    carried = (before - self._flow[place]) / self._carry[place]
                clip = np.maximum(clip, np.maximum(bounds[place], carried))
            clips[state] = clip
        return clips

    def _collect(
        self, state: int, labels: dict[int, Values], bounds: list[Vector]
    ) -> tuple[Values, list[tuple[int, int]]]:
        """Give the labels of a state by every stage that nobody breaches."""
        values, origins = [np.empty((0, self._stay.size))], []
        for place in self.lattice.out_of[state]:
            onward = labels.get(self.lattice.edges[place].end)
            if onward is None:
                continue
            slight = _SLIGHT * np.maximum(1.0, np.abs(onward))
            keeps = np.flatnonzero((onward >= bounds[place] - slight).all(axis=1))
            values.append(self._flow[place] + self._carry[place] * onward[keeps])
            origins += [(place, int(label)) for label in keeps]
        return np.concatenate(values), origins

    def _trace(self, back: dict[int, list[tuple[int, int]]]) -> tuple[int, ...]:
        state, label = self.lattice.start, 0
        path = [state]
        while state != self.lattice.target:
            place, label = back[state][label]
            state = self.lattice.edges[place].end
            path.append(state)
        return tuple(path)


def _undominated(values: Values) -> list[int]:
    """Give the rows that no other row reaches or exceeds in every column."""
    order = np.argsort(-np.where(np.isinf(values), 0.0, values).sum(axis=1))
    kept: list[int] = []
    for place in map(int, order):
        row = values[place]
        slight = _SLIGHT * np.maximum(1.0, np.abs(np.where(np.isinf(row), 0.0, row)))
        if not kept or not (values[kept] >= row - slight).all(axis=1).any():
            kept.append(place)
    return kept
