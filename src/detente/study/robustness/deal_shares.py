"""In how many draws all sign a road map, and nobody calls it off: no game is solved.

For each draw the answer is a product of the party's numbers with the linear form of
the road map, so that a million draws take seconds.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from detente.model.quantity import DAYS
from detente.model.road_map import RoadMap
from detente.study.deal.calling_off import PartyShare, Shares
from detente.study.deal.linear_form import Discount, LinearForm, linear_form
from detente.study.deal.road_map import Layout, lay_out
from detente.study.deal.tolerance import HOLDS
from detente.study.deal.verdict import RoadMapCheck
from detente.study.game.dynamics import Dynamics
from detente.study.robustness.drawn_numbers import NumberDraws
from detente.study.search.best_deal import BestDeal

Drawn = npt.NDArray[np.float64]
Answers = npt.NDArray[np.bool_]

READINGS = 1000
"""So many draws are made where none are asked for: they take milliseconds."""


class DealDraws:
    """Road maps whose first two questions are asked of many draws.

    Parameters
    ----------
    dynamics : Dynamics
        The case as it stands.
    layouts : sequence of Layout
        Road maps that are possible.
    """

    def __init__(self, dynamics: Dynamics, layouts: Sequence[Layout]) -> None:
        self.draws = NumberDraws(dynamics.case)
        self.parties = tuple(
            _Drawn(dynamics, party, self.draws)
            for party in range(len(dynamics.parties))
            if dynamics.reason(party) is None
        )
        self.forms = tuple(
            tuple(linear_form(dynamics, layout, each.party) for each in self.parties)
            for layout in layouts
        )

    def answers(self, seed: int, samples: int) -> Iterator[list[tuple[Answers, ...]]]:
        """Ask both questions of many draws.

        Parameters
        ----------
        seed, samples : int

        Yields
        ------
        list of tuple of bool array, shape (2, n_draws)
            For each road map, by party: whether it signs, and whether it never calls
            off; a part of the draws at a time.
        """
        if not self.forms:
            return
        for drawn in self.draws.blocks(seed, samples):
            # A party's numbers are the same on every road map, and so are the powers
            # of its patience.
            columns = [
                (each.numbers(form, drawn), each.discount(drawn))
                for each, form in zip(self.parties, self.forms[0], strict=True)
            ]
            yield [
                tuple(
                    _goes_along(form, *told)
                    for form, told in zip(forms, columns, strict=True)
                )
                for forms in self.forms
            ]

    def shares(self, seed: int, samples: int) -> tuple[Shares | None, ...]:
        """Count the draws in which all sign, and in which nobody calls it off.

        Parameters
        ----------
        seed, samples : int
            At least one sample.

        Returns
        -------
        tuple of Shares or None
            One a road map; None where nothing is assumed.
        """
        if not (self.draws.assumptions and self.parties and self.forms):
            return (None,) * len(self.forms)
        each = np.zeros((len(self.forms), len(self.parties), 2))
        together = np.zeros((len(self.forms), 2))
        for answers in self.answers(seed, samples):
            for place, by_party in enumerate(answers):
                found = np.stack(by_party)
                each[place] += found.sum(axis=2)
                signs = found[:, 0].all(axis=0)
                together[place] += signs.sum(), found.all(axis=(0, 1)).sum()
        names = [each.name for each in self.parties]
        return tuple(
            Shares(
                samples=samples,
                seed=seed,
                signs=float(together[place, 0] / samples),
                nobody=float(together[place, 1] / samples),
                parties=tuple(
                    PartyShare(name, *(each[place, row] / samples).tolist())
                    for row, name in enumerate(names)
                ),
            )
            for place in range(len(self.forms))
        )


class _Drawn:
    """One party's numbers in draws: its weights and costs, and its patience."""

    def __init__(self, dynamics: Dynamics, party: int, draws: NumberDraws) -> None:
        self.party, self.name = party, dynamics.parties[party]
        self._columns = {each.path: k for k, each in enumerate(draws.assumptions)}
        self._patience = float(dynamics.patience[party])
        given = dict(dynamics.case.negotiation.patience)
        self._rate = self.name if self.name in given else ""
        per = given[self._rate].per
        period = dynamics.case.negotiation.period
        self._power = float(period.days / DAYS[per]) if per else 1.0

    def numbers(self, form: LinearForm, drawn: Drawn) -> Drawn:
        """Give the numbers of a form in each draw; shape (n_draws, n_variables)."""
        found = np.tile(form.values, (len(drawn), 1))
        for place, path in enumerate(form.variables):
            if path in self._columns:
                found[:, place] = drawn[:, self._columns[path]]
        return found

    def discount(self, drawn: Drawn) -> Discount:
        """Give the party's patience per period in each draw."""
        column = self._columns.get(f"patience.{self._rate or 'all'}")
        if column is None:
            return Discount(self._patience)
        return Discount(drawn[:, column] ** self._power)


def _goes_along(form: LinearForm, numbers: Drawn, discount: Discount) -> Answers:
    """Say in which draws a party signs, and in which it never calls it off."""
    had = form.had(numbers)
    least = -HOLDS * (had.max(axis=0) - had.min(axis=0))
    goes_on = np.ones(len(numbers), np.bool_)
    for slack in form.slack(had, discount):
        goes_on &= slack >= least
    return np.stack([form.worth(had, discount) >= least, goes_on])


def with_shares(
    dynamics: Dynamics,
    road_maps: Sequence[RoadMap],
    checks: Sequence[RoadMapCheck],
    draws: tuple[int, int] = (READINGS, 0),
) -> tuple[RoadMapCheck, ...]:
    """Add to road maps that are judged how often they are signed and never called off.

    Parameters
    ----------
    dynamics : Dynamics
        The case as it stands.
    road_maps : sequence of RoadMap
    checks : sequence of RoadMapCheck
        The first of them, or all, as they were judged.
    draws : (int, int)
        How many, and their seed.

    Returns
    -------
    tuple of RoadMapCheck
        As they were, with shares.
    """
    samples, seed = draws
    judged = [
        lay_out(dynamics, plan)
        for plan, check in zip(road_maps, checks, strict=False)
        if check.calling_off is not None
    ]
    shares = iter(DealDraws(dynamics, judged).shares(seed, samples))
    return tuple(
        check
        if check.calling_off is None
        else replace(check, calling_off=replace(check.calling_off, shares=next(shares)))
        for check in checks
    )


def with_share(
    dynamics: Dynamics, deal: BestDeal, draws: tuple[int, int] = (READINGS, 0)
) -> BestDeal:
    """Add to a deal that was found how often it is signed and never called off.

    Parameters
    ----------
    dynamics : Dynamics
        The case as it stands.
    deal : BestDeal
    draws : (int, int)
        How many, and their seed.

    Returns
    -------
    BestDeal
        As it was, with shares; None in their place where nothing is assumed.
    """
    samples, seed = draws
    layout = lay_out(dynamics, deal.road_map)
    (shares,) = DealDraws(dynamics, [layout]).shares(seed, samples)
    return replace(deal, calling_off=replace(deal.calling_off, shares=shares))
