"""Random small deals of which some numbers are assumed, with ranges and trade-offs."""

import random
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from hypothesis import assume, reject

from detente.errors import UnsupportedError
from detente.model.preference import TradeOff
from detente.study.deal.road_map import lay_out
from detente.study.game.dynamics import open_dynamics
from detente.study.robustness.assumed_numbers import list_assumptions
from tests.deal_oracle.random_deals import Wants, random_deal


def opened_deal(seed, numbers=3, *, tradeoffs=False, patience=False, **wants):
    """A deal that can be carried out, at most so many numbers of each party assumed.

    `tradeoffs` may be "alone": all weights of a party are points shared out.
    """
    rng = random.Random(seed)
    case = random_deal(rng, Wants(**{"options": 4, "costs": 0.5, **wants}))
    preferences = tuple(
        (party, _assumed(rng, wanted, numbers, tradeoffs=tradeoffs))
        for party, wanted in case.preferences
    )
    case = replace(case, preferences=preferences)
    case = replace(case, parties=tuple(_dear(rng, party) for party in case.parties))
    if patience:
        case = replace(case, negotiation=_impatient(rng, case.negotiation))
    # In a file no formula has two weights of one party.
    paths = [each.path for each in list_assumptions(case)]
    assume(len(set(paths)) == len(paths))
    assume(
        all(len({w.of for w in p.weights}) == len(p.weights) for _, p in preferences)
    )
    try:
        dynamics = open_dynamics(case)
    except UnsupportedError:
        reject()
    layout = lay_out(dynamics, case.negotiation.road_maps[0])
    assume(not layout.reasons)
    return dynamics, layout


def _ranged(rng, amount):
    below, above = (Decimal(rng.randint(0, 400)) / 100 for _ in range(2))
    return replace(amount, low=amount.value - below, high=amount.value + above)


def _assumed(rng, wanted, numbers, *, tradeoffs):
    """Give some weights ranges, and judgements that the numbers as written satisfy."""
    places = rng.sample(range(len(wanted.weights)), min(numbers, len(wanted.weights)))
    weights = tuple(
        replace(weight, amount=_ranged(rng, weight.amount)) if k in places else weight
        for k, weight in enumerate(wanted.weights)
    )
    alone = tradeoffs == "alone" and bool(weights)
    if alone:
        weights = _points(rng, wanted.weights[: numbers + 1])
    judged = []
    for _ in range(2 if tradeoffs and len(weights) > 1 else 0):
        one, other = rng.sample(weights, 2)
        if one.amount.value < other.amount.value:
            one, other = other, one
        judged.append(TradeOff((one.of,), (other.of,)))
    return replace(
        wanted, weights=weights, tradeoffs=tuple(judged), by_trade_offs=alone
    )


def _points(rng, weights):
    """Share out points, at least one to each."""
    shares = [rng.randint(1, 20) for _ in weights]
    return tuple(
        replace(
            weight,
            amount=replace(
                weight.amount,
                value=Fraction(100 * share, sum(shares)),
                low=Decimal(0),
                high=Decimal(100),
            ),
        )
        for weight, share in zip(weights, shares, strict=True)
    )


def _dear(rng, party):
    """Make the cost of the first option that has one uncertain."""
    options = list(party.options)
    for place, option in enumerate(options):
        if option.cost_do is not None:
            costs = replace(
                option.cost_do, low=Decimal(0), high=Decimal(rng.randint(1, 5))
            )
            options[place] = replace(option, cost_do=costs)
            break
    return replace(party, options=tuple(options))


def _impatient(rng, talks):
    (party, rate), *others = talks.patience
    low, high = Decimal(rng.randint(1, 5)) / 100, Decimal("0.995")
    amount = replace(rate.amount, low=low, high=high)
    return replace(talks, patience=((party, replace(rate, amount=amount)), *others))
