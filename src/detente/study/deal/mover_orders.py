"""Verdicts over the orders in which the parties may act after a breach.

Nobody knows who moves first once a deal is off. Where the case does not say
(key `movers`), a road map is proved, or refuted, only if it is so in every order;
there are as many as there are parties who can change anything, in every sequence,
of which at most 24 are judged.
"""

from collections import Counter
from dataclasses import replace
from itertools import islice, permutations
from math import factorial

import numpy as np

from detente.records import dataclass
from detente.study.deal.quick_check import Witness, judge_leeway, still_refuted
from detente.study.deal.road_map import Layout
from detente.study.deal.tolerance import CLOSE
from detente.study.deal.verdict import (
    Leeway,
    Verdict,
    common_leeway,
)
from detente.study.game.dynamics import Dynamics

MANY = 100_000
"""So many states times orders are judged along the way."""

MANY_ASKED = 500_000
"""So many are where a road map, or the list of them, is asked for."""

MOST_ORDERS = 24


@dataclass(frozen=True, slots=True)
class OrderVerdicts:
    """What comes out in the orders that were judged.

    Attributes
    ----------
    counts : tuple of (Verdict or None, int)
        How often each verdict came out, the most frequent first.
    leeway : Leeway
        What holds in every order, slack being as it is, smaller, and larger.
    n_orders : int
        How many orders there are.
    other : tuple of str
        An order with another verdict than that of the file's order; empty where
        there is none.
    """

    counts: tuple[tuple[Verdict | None, int], ...]
    leeway: Leeway
    n_orders: int
    other: tuple[str, ...] = ()

    @property
    def fewer(self) -> bool:
        """Whether there are more orders that could be judged."""
        return self.n_judged < min(MOST_ORDERS, self.n_orders)

    @property
    def n_judged(self) -> int:
        """How many orders were judged."""
        return sum(count for _, count in self.counts)

    @property
    def verdict(self) -> Verdict | None:
        """What holds in every order."""
        return self.leeway.verdict


def list_orders(dynamics: Dynamics, seed: int = 0) -> tuple[tuple[int, ...], ...]:
    """List the orders of those who can change something, the file's order first.

    Parameters
    ----------
    dynamics : Dynamics
        The case, played in periods.
    seed : int
        Of the draw, where there are more than 24.

    Returns
    -------
    tuple of tuple of int
        Positions of parties.
    """
    movers = tuple(turn.party for turn in dynamics.turns if turn.bits)
    if factorial(len(movers)) <= MOST_ORDERS:
        return tuple(permutations(movers))
    drawn = {movers: None}
    rng = np.random.default_rng(seed)
    while len(drawn) < MOST_ORDERS:
        drawn[tuple(map(int, rng.permutation(movers)))] = None
    return tuple(islice(drawn, MOST_ORDERS))


def open_orders(dynamics: Dynamics) -> tuple[tuple[int, ...], ...]:
    """List the orders that are possible: the one that the case gives, else all.

    Parameters
    ----------
    dynamics : Dynamics
        The case, played in periods.

    Returns
    -------
    tuple of tuple of int
        At least one, that of the dynamics first.
    """
    orders = list_orders(dynamics)
    return orders[:1] if dynamics.case.negotiation.movers.parties else orders


def judge_orders(
    dynamics: Dynamics,
    layout: Layout,
    first: Leeway,
    most: int = MANY,
    witness: Witness | None = None,
) -> OrderVerdicts | None:
    """Judge a road map in every order of movers.

    Parameters
    ----------
    dynamics : Dynamics
        The case, played in periods.
    layout : Layout
        A road map that is possible.
    first : Leeway
        What comes out in the file's order.
    most : int
        Of states times orders; beyond it fewer orders are judged.
    witness : Witness or None
        What refutes it in the file's order, which most often does so in all.

    Returns
    -------
    OrderVerdicts or None
        None where the case gives the order, or there is but one.
    """
    if len(open_orders(dynamics)) == 1:
        return None
    orders = judged_orders(dynamics, most)
    found = [first]
    other: tuple[str, ...] = ()
    for order in orders[1:]:
        found.append(_judged(in_order(dynamics, order), layout, first, witness))
        if found[-1].verdict is not first.verdict and not other:
            other = tuple(dynamics.parties[party] for party in order)
    counts = Counter(each.verdict for each in found).most_common()
    n_orders = factorial(len(orders[0]))
    return OrderVerdicts(tuple(counts), common_leeway(found), n_orders, other)


def _judged(
    dynamics: Dynamics, layout: Layout, first: Leeway, witness: Witness | None
) -> Leeway:
    """Judge a road map in one order, by what refutes it in another one first."""
    # Where one order is close, all of them together are: how close this one is does
    # not count.
    by = CLOSE if first.larger is Verdict.REFUTED else 0.0
    if witness is not None and still_refuted(dynamics, layout, witness, by):
        return Leeway(Verdict.REFUTED, Verdict.REFUTED, first.larger)
    return judge_leeway(dynamics, layout)


def judged_orders(dynamics: Dynamics, most: int = MANY) -> tuple[tuple[int, ...], ...]:
    """List the orders in which a road map is judged.

    Parameters
    ----------
    dynamics : Dynamics
        The case, played in periods.
    most : int
        Of states times orders; beyond it fewer orders are judged, evenly spread.

    Returns
    -------
    tuple of tuple of int
        At least one, that of the dynamics first.
    """
    orders = open_orders(dynamics)
    n = max(1, min(len(orders), most // dynamics.engine.n_feasible))
    return tuple(orders[place * len(orders) // n] for place in range(n))


def in_order(dynamics: Dynamics, order: tuple[int, ...]) -> Dynamics:
    """Let the parties act in another order after a breach.

    Parameters
    ----------
    dynamics : Dynamics
        The case, played in periods.
    order : tuple of int
        Positions of those who can change something.

    Returns
    -------
    Dynamics
        The same one each time it is asked for.
    """
    if order not in dynamics.reordered:
        rest = [turn for turn in dynamics.turns if turn.party not in order]
        turns = [dynamics.turn(party) for party in order]
        # Who acts first changes nothing of what each may do.
        reordered = replace(
            dynamics.with_numbers(turns=(*turns, *rest)),
            breaches=dynamics.breaches,
            ways=dynamics.ways,
        )
        dynamics.reordered[order] = reordered
    return dynamics.reordered[order]
