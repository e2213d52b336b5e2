"""In how many draws all sign a road map, and nobody calls it off: no game is solved.

For each draw the answer is a product of the party's numbers with the linear form of
the road map, so that a million draws take seconds.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from detente.model.quantity import DAYS
from detente.study.deal.calling_off import PartyShare, Shares
from detente.study.deal.discount import Discount
from detente.study.deal.linear_form import LinearForm, linear_form
from detente.study.deal.road_map import Layout
from detente.study.deal.tolerance import HOLDS
from detente.study.game.dynamics import Dynamics
from detente.study.game.flow import ROUNDED
from detente.study.robustness.drawn_numbers import NumberDraws

Drawn = npt.NDArray[np.float64]
Answers = npt.NDArray[np.bool_]

Place: TypeAlias = tuple[int | None, int]
"""A stage, and a party by its position in the file."""

SIGNING = 0
"""Stands for signing, before the first stage."""
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
        self.dynamics = dynamics
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
            columns = self._columns(drawn)
            yield [_answers(forms, columns) for forms in self.forms]

    def judged(self, place: int, drawn: Drawn) -> tuple[Answers, ...]:
        """Ask both questions on one road map, under given numbers.

        Parameters
        ----------
        place : int
            Of the road map among the layouts.
        drawn : float64 array, shape (n_draws, n_assumptions)
            Columns as the assumptions of `draws`.

        Returns
        -------
        tuple of bool array, shape (2, n_draws)
            By party, as of `answers`.
        """
        return _answers(self.forms[place], self._columns(drawn))

    def _columns(self, drawn: Drawn) -> "list[_Told]":
        """Give each party's numbers, patience and doubts in each draw.

        Its numbers are the same on every road map, and so are the powers of its
        patience.
        """
        return [
            each.told(form, drawn)
            for each, form in zip(self.parties, self.forms[0], strict=True)
        ]

    def going_on(self, seed: int, samples: int) -> tuple[dict[Place, Answers], ...]:
        """Say stage by stage in which draws each party goes on.

        Parameters
        ----------
        seed, samples : int

        Returns
        -------
        tuple of dict of (int or None, int) to bool array, shape (samples,)
            One a road map, by stage and the party's position in the file; stage
            `SIGNING` is signing, and None is staying at the target.
        """
        drawn = self.draws.array(seed, samples)
        found: tuple[dict[Place, Answers], ...] = tuple({} for _ in self.forms)
        for places, forms in zip(found, self.forms, strict=True):
            for each, form in zip(self.parties, forms, strict=True):
                numbers, discount, chances = each.told(form, drawn)
                had = form.had(numbers, chances)
                least = _least(had)
                signs = form.worth(had, discount) >= least
                places[SIGNING, each.party] = signs
                slacks = form.slack(had, discount)
                for left, slack in zip(form.exits, slacks, strict=True):
                    place = left.stage, each.party
                    places[place] = places.get(place, True) & (slack >= least)
        return found

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


class _Told(NamedTuple):
    """One party's numbers and patience in draws, and how likely what it doubts is."""

    numbers: Drawn
    discount: Discount
    chances: Drawn | None


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

    def told(self, form: LinearForm, drawn: Drawn) -> "_Told":
        """Give all of it in each draw."""
        numbers = self.numbers(form, drawn)
        return _Told(numbers, self.discount(drawn), self._chances(form, drawn))

    def _chances(self, form: LinearForm, drawn: Drawn) -> Drawn | None:
        """Give how likely each equal is; None where that is as written in all."""
        paths = [each.path for each in form.doubts]
        if not any(path in self._columns for path in paths):
            return None
        found = np.tile([each.chance for each in form.doubts], (len(drawn), 1))
        for place, path in enumerate(paths):
            if path in self._columns:
                found[:, place] = drawn[:, self._columns[path]]
        return found

    def discount(self, drawn: Drawn) -> Discount:
        """Give the party's patience per period in each draw."""
        column = self._columns.get(f"patience.{self._rate or 'all'}")
        if column is None:
            return Discount(self._patience)
        return Discount(drawn[:, column] ** self._power)


def _answers(
    forms: tuple[LinearForm, ...], columns: list[_Told]
) -> tuple[Answers, ...]:
    """Ask both questions of every party on one road map."""
    return tuple(
        _goes_along(form, told) for form, told in zip(forms, columns, strict=True)
    )


def _goes_along(form: LinearForm, told: _Told) -> Answers:
    """Say in which draws a party signs, and in which it never calls it off."""
    numbers, discount, chances = told
    had = form.had(numbers, chances)
    least = _least(had)
    goes_on = np.ones(len(numbers), np.bool_)
    for slack in form.slack(had, discount):
        goes_on &= slack >= least
    return np.stack([form.worth(had, discount) >= least, goes_on])


def _least(had: Drawn) -> Drawn:
    """Give how little counts as nothing in each draw."""
    high, low = had.max(axis=0), had.min(axis=0)
    rounded = ROUNDED * np.maximum(np.abs(high), np.abs(low))
    least: Drawn = -np.maximum(HOLDS * (high - low), rounded)
    return least
