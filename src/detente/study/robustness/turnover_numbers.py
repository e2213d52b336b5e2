"""Draws of what is assumed of changes of leadership: chances, successors' wants.

No verdict on a road map hangs on these numbers, only what becomes of it in time.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal

import numpy as np

from detente.model.case import Case
from detente.model.formula import written
from detente.model.quantity import Amount
from detente.model.road_map import Leadership, Turnover
from detente.study.robustness.assumed_numbers import Assumption, bounds_of
from detente.study.robustness.scale import Scale

_STREAM = 7
"""A stream of random numbers of its own: other draws stay as they are."""
_CHANCES = ("share", "probability", "now")

Visit = Callable[[str, Amount, bool], Amount]


def list_turnover_assumptions(case: Case) -> tuple[Assumption, ...]:
    """List the numbers of turnover and of successors that have a range or are assumed.

    Parameters
    ----------
    case : Case

    Returns
    -------
    tuple of Assumption
        In file order.
    """
    found: list[Assumption] = []

    def visit(path: str, amount: Amount, around: bool) -> Amount:  # noqa: FBT001
        bounds = bounds_of(path, amount, around)
        if bounds is not None:
            low, high = bounds
            if path.endswith(_CHANCES):
                high = max(float(amount.value), min(high, 1.0))
            given = amount.low is not None and amount.high is not None
            found.append(Assumption(path, float(amount.value), low, high, given))
        return amount

    _walk(case, visit)
    return tuple(found)


def draw_turnover(case: Case, seed: int, number: int) -> Case:
    """Draw what is assumed of changes of leadership once.

    Parameters
    ----------
    case : Case
    seed, number : int
        Each number has a seed of its own.

    Returns
    -------
    Case
        Chances that together would be more than 1 are made smaller in proportion.
    """
    assumptions = list_turnover_assumptions(case)
    rng = np.random.default_rng([seed, number, _STREAM])
    values = Scale(assumptions).values(rng.random((1, len(assumptions))))[0]
    paths = (each.path for each in assumptions)
    numbers = dict(zip(paths, values.tolist(), strict=True))

    def visit(path: str, amount: Amount, _: bool) -> Amount:  # noqa: FBT001
        return _set(amount, numbers[path]) if path in numbers else amount

    return _walk(case, visit)


def _set(amount: Amount, value: float) -> Amount:
    return replace(amount, value=Decimal(repr(float(value))))


def _walk(case: Case, visit: Visit) -> Case:
    terms = case.negotiation
    leaderships = tuple(_leadership(each, visit) for each in terms.leaderships)
    turnover = tuple(
        _rule(f"turnover.{each.party}.{place}", each, visit)
        for place, each in enumerate(terms.turnover)
    )
    terms = replace(
        terms,
        leaderships=tuple(_ruling(leaderships)),
        turnover=tuple(_scheduled(turnover)),
    )
    return replace(case, negotiation=terms)


def _leadership(each: Leadership, visit: Visit) -> Leadership:
    around, path = each.about.assumed, f"types.{each.id}"
    wants = each.preference
    weights = tuple(
        replace(
            weight,
            amount=visit(
                f"{path}.preferences.weights.{written(weight.of)}",
                weight.amount,
                around or wants.about.assumed,
            ),
        )
        for weight in wants.weights
    )
    now = visit(f"{path}.now", each.now, around)
    return replace(each, preference=replace(wants, weights=weights), now=now)


def _rule(path: str, rule: Turnover, visit: Visit) -> Turnover:
    around = rule.about.assumed
    hazard, share, probability = rule.hazard, rule.share, rule.probability
    if hazard is not None:
        amount = visit(f"{path}.hazard", hazard.amount, around)
        hazard = replace(hazard, amount=amount)
    if share is not None:
        share = visit(f"{path}.share", share, around)
    if probability is not None:
        probability = visit(f"{path}.probability", probability, around)
    return replace(rule, hazard=hazard, share=share, probability=probability)


def _ruling(leaderships: tuple[Leadership, ...]) -> Iterator[Leadership]:
    """Let beliefs that leaderships of one party rule already add up to 1 at most."""
    for each in leaderships:
        all_of_it = sum(
            float(other.now.value) for other in leaderships if other.party == each.party
        )
        if all_of_it > 1:
            yield replace(each, now=_set(each.now, float(each.now.value) / all_of_it))
        else:
            yield each


def _scheduled(rules: tuple[Turnover, ...]) -> Iterator[Turnover]:
    """Let chances of one party on one day add up to 1 at most."""
    for rule in rules:
        chance = rule.probability
        that_day = sum(
            float(other.probability.value)
            for other in rules
            if other.probability is not None
            and (other.party, other.on, other.before)
            == (rule.party, rule.on, rule.before)
        )
        if chance is not None and that_day > 1:
            lower = _set(chance, float(chance.value) / that_day)
            yield replace(rule, probability=lower)
        else:
            yield rule
