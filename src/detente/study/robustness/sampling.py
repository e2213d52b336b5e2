"""Road maps under other numbers: drawn all at once, or set one at a time."""

from collections.abc import Mapping
from functools import cached_property

import numpy as np

from detente.engine.period.discounted import Values
from detente.model.road_map import RoadMap
from detente.study.deal.exposure import worth
from detente.study.deal.mover_orders import in_order, judge_orders, open_orders
from detente.study.deal.quick_check import (
    Judged,
    Witness,
    find_witness,
    judge,
    judge_leeway,
    still_refuted,
)
from detente.study.deal.road_map import lay_out
from detente.study.deal.verdict import Verdict
from detente.study.game.dynamics import Dynamics
from detente.study.game.flow import order_only
from detente.study.robustness.drawn_numbers import NumberDraws
from detente.study.robustness.with_values import renumbered


class Draws:
    """Judges road maps under other numbers.

    Parameters
    ----------
    dynamics : Dynamics
        The case as it stands.
    road_maps : tuple of RoadMap

    Attributes
    ----------
    layouts : tuple of Layout
    assumptions : tuple of Assumption
        What varies.
    number_draws : NumberDraws
        Its values, one draw at a time or as an array.
    ordinal : tuple of int
        Parties with an order only, whose utilities are drawn.
    as_it_stands : tuple of Judged
        With the numbers of the case and the file's order of movers; empty where
        a party has an order only.
    """

    def __init__(self, dynamics: Dynamics, road_maps: tuple[RoadMap, ...]) -> None:
        self.dynamics = dynamics
        self.road_maps = road_maps
        self.layouts = tuple(lay_out(dynamics, road_map) for road_map in road_maps)
        self._witnesses: dict[int, Witness | None] = {}
        self.number_draws = NumberDraws(dynamics.case)
        self.assumptions = self.number_draws.assumptions
        self.ordinal = tuple(
            party
            for party, name in enumerate(dynamics.parties)
            if order_only(dynamics.case.preference[name])
        )

    @cached_property
    def as_it_stands(self) -> tuple[Judged, ...]:
        """Judge with the numbers of the case, once it is asked: claims do not ask."""
        if self.ordinal:
            return ()
        return tuple(judge(self.dynamics, each) for each in self.layouts)

    def base(self, place: int) -> Verdict | None:
        """Give the verdict as the numbers stand, over all orders of movers."""
        if not self.as_it_stands:
            return None
        found, layout = self.as_it_stands[place].verdict, self.layouts[place]
        if layout.reasons or len(open_orders(self.dynamics)) == 1:
            return found
        orders = judge_orders(
            self.dynamics, layout, judge_leeway(self.dynamics, layout)
        )
        return found if orders is None else orders.verdict

    def drawn(self, seed: int, number: int) -> Dynamics:
        """Draw all assumptions once, the order of movers where none is given too.

        Parameters
        ----------
        seed, number : int
            Each number has a seed of its own.

        Returns
        -------
        Dynamics
        """
        rng = np.random.default_rng([seed, number])
        wants = {party: self._utility(party, rng) for party in self.ordinal}
        orders = open_orders(self.dynamics)
        order = orders[int(rng.integers(len(orders)))] if len(orders) > 1 else None
        return self.under(self.numbers(seed, number), wants, order)

    def numbers(self, seed: int, number: int) -> dict[str, float]:
        """Give the numbers of one draw, by the path of each assumption."""
        return self.number_draws.numbers(seed, number)

    def sample(self, seed: int, number: int) -> tuple[Judged, ...]:
        """Judge every road map under one draw of all assumptions."""
        dynamics = self.drawn(seed, number)
        return tuple(judge(dynamics, layout) for layout in self.layouts)

    def verdicts(self, seed: int, number: int) -> tuple[Verdict | None, ...]:
        """Give the verdict alone on every road map under one draw."""
        dynamics = self.drawn(seed, number)
        places = range(len(self.layouts))
        return tuple(self.verdict(dynamics, place) for place in places)

    def verdict(self, dynamics: Dynamics, place: int) -> Verdict | None:
        """Judge one road map, first by what refutes it as the numbers stand.

        Parameters
        ----------
        dynamics : Dynamics
            The case under other numbers.
        place : int
            Of the road map.

        Returns
        -------
        Verdict or None
            As of `judge`; for what is still refuted no breakdown is solved.
        """
        layout = self.layouts[place]
        if place not in self._witnesses:
            self._witnesses[place] = find_witness(self.dynamics, layout)
        witness = self._witnesses[place]
        if witness is not None and still_refuted(dynamics, layout, witness):
            return Verdict.REFUTED
        return judge(dynamics, layout).verdict

    def under(
        self,
        numbers: Mapping[str, float],
        wants: Mapping[int, Values] | None = None,
        order: tuple[int, ...] | None = None,
    ) -> Dynamics:
        """Give the case under other numbers, flow utilities and order of movers."""
        dynamics = self.dynamics if order is None else in_order(self.dynamics, order)
        dynamics = renumbered(dynamics, numbers)
        return dynamics.with_utility(wants) if wants else dynamics

    def _utility(self, party: int, rng: np.random.Generator) -> Values:
        """Draw flow utilities that are consistent with an order."""
        ranks = worth(self.dynamics, party).astype(np.int64)
        steps = rng.dirichlet(np.ones(max(int(ranks.max()), 1)))
        heights: Values = np.concatenate([[0.0], np.cumsum(steps)])[ranks]
        return heights
