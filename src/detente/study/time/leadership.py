"""Leaders as an independent chain per party: who rules, and who may rule next."""

from collections.abc import Mapping
from datetime import date
from functools import reduce
from itertools import product
from math import exp, log1p

import numpy as np
import numpy.typing as npt

from detente.engine.period.discounted import Values
from detente.model.case import Case
from detente.model.quantity import DAYS, Rate
from detente.model.road_map import Turnover
from detente.records import dataclass
from detente.study.game.distant_dates import refuse_distant
from detente.study.game.doubt import expected_flow
from detente.study.game.dynamics import Dynamics
from detente.study.game.flow import period_of

_CERTAIN = 700.0
"""A rate per period at which a change does not fail to come."""


@dataclass(frozen=True, eq=False)
class Leaders:
    """All combinations of leaderships, and how they follow each other.

    Attributes
    ----------
    profiles : tuple of tuple of str
        For each combination the id of each party's leadership, the party's
        own id meaning its own preferences; the first is all own.
    start : float64 array, shape (n_profiles,)
        The belief about who rules in the first period.
    usual : float64 array, shape (n_profiles, n_profiles)
        The chance of each combination in a period, by the one before.
    scheduled : dict of int to float64 array
        The same for periods that begin with a scheduled change.
    utility : float64 array, shape (n_profiles, n_parties, n_states)
    """

    profiles: tuple[tuple[str, ...], ...]
    start: npt.NDArray[np.float64]
    usual: Values
    scheduled: Mapping[int, Values]
    utility: npt.NDArray[np.float64]

    def into(self, time: int) -> Values:
        """Give the chances of each combination in a period, by the one before.

        Parameters
        ----------
        time : int
            The period, counted from the day of the case.

        Returns
        -------
        float64 array, shape (n_profiles, n_profiles)
            Rows add up to 1.
        """
        return self.scheduled.get(time, self.usual)


def chance_per_period(case: Case, rule: Turnover) -> float:
    """Give the chance of a change in one period: 1 - exp(-hazard share period).

    Parameters
    ----------
    case : Case
        Its period.
    rule : Turnover
        Its hazard, and the share of changes that lead to its leadership.

    Returns
    -------
    float
        From 0 to 1; 0 for a rule with a date only.
    """
    if rule.hazard is None:
        return 0.0
    share = float(rule.share.value) if rule.share else 1.0
    return 1 - exp(-_per_period(rule.hazard, case) * share)


def open_leaders(
    dynamics: Dynamics, chances: Mapping[int, float] | None = None
) -> Leaders:
    """Set up who may rule.

    Parameters
    ----------
    dynamics : Dynamics
        The case.
    chances : mapping of int to float, or None
        Other chances per period for some rules of turnover, by position.

    Returns
    -------
    Leaders
        With one combination where the case has no leaderships.
    """
    case = dynamics.case
    types = {party: _types(case, party) for party in dynamics.parties}
    profiles = tuple(product(*types.values()))
    usual, scheduled = _chains(dynamics, types, chances or {})
    wants = {
        leadership.id: leadership.preference
        for leadership in case.negotiation.leaderships
    }
    flows = {
        name: expected_flow(dynamics.engine, case, party, preference=wants[name])
        if name in wants
        else dynamics.utility[dynamics.parties.index(name)]
        for party in types
        for name in types[party]
    }
    now = {
        leadership.id: float(leadership.now.value)
        for leadership in case.negotiation.leaderships
    }
    starts = []
    for party, names in types.items():
        others = [now[name] for name in names if name != party]
        starts.append(np.array([1 - sum(others), *others]))
    return Leaders(
        profiles=profiles,
        start=_joint([start[np.newaxis] for start in starts])[0],
        usual=usual,
        scheduled=scheduled,
        utility=np.stack(
            [np.stack([flows[name] for name in profile]) for profile in profiles]
        ),
    )


def _types(case: Case, party: str) -> tuple[str, ...]:
    own = [
        leadership.id
        for leadership in case.negotiation.leaderships
        if leadership.party == party
    ]
    return (party, *own)


def _per_period(rate: Rate, case: Case) -> float:
    amount = float(rate.amount.value)
    if rate.per is None:
        return amount
    return float(amount * (case.negotiation.period.days / DAYS[rate.per]))


def _chains(
    dynamics: Dynamics,
    types: Mapping[str, tuple[str, ...]],
    chances: Mapping[int, float],
) -> tuple[Values, dict[int, Values]]:
    """Give the usual chances of all combinations, and those of scheduled periods."""
    case = dynamics.case
    rates = {party: np.zeros((len(n), len(n))) for party, n in types.items()}
    dated: dict[int, dict[date, dict[str, Values]]] = {}
    for place, rule in enumerate(case.negotiation.turnover):
        chance = chances.get(place, chance_per_period(case, rule))
        rate = -log1p(-chance) if chance < 1 else _CERTAIN
        _add(rates[rule.party], types[rule.party], rule, rate)
        if rule.on is not None and case.as_of is not None:
            time = period_of(rule.on, case.as_of, case.negotiation.period)
            refuse_distant([(rule.party, rule.on, time)])
            none = {party: np.zeros_like(rates[party]) for party in types}
            given = dated.setdefault(time, {}).setdefault(rule.on, none)
            chance = float(rule.probability.value) if rule.probability else 0.0
            _add(given[rule.party], types[rule.party], rule, chance)
    every = _joint([_competing(each) for each in rates.values()])
    scheduled = {
        time: reduce(
            np.matmul,
            (_joint([_staying(m) for m in days[day].values()]) for day in sorted(days)),
            every,
        )
        for time, days in dated.items()
        if time > 0
    }
    return every, scheduled


def _add(matrix: Values, names: tuple[str, ...], rule: Turnover, amount: float) -> None:
    """Note a rule at every leadership from which it leads to another."""
    after = names.index(rule.after)
    for before, name in enumerate(names):
        if before != after and rule.before in (None, name):
            matrix[before, after] += amount


def _competing(rates: Values) -> Values:
    """Give the chances of a period in which the first of several changes counts."""
    total = rates.sum(axis=1, keepdims=True)
    left = -np.expm1(-total)
    return _staying(left * rates / np.where(total > 0, total, 1.0))


def _staying(chances: Values) -> Values:
    """Add the chance that a leadership stays."""
    return chances + np.diag(1 - chances.sum(axis=1))


def _joint(matrices: list[Values]) -> Values:
    """Give the chances of combinations of independent chains."""
    joint: Values = np.ones((1, 1))
    for matrix in matrices:
        joint = np.asarray(np.kron(joint, matrix))
    return joint
