"""Random leaderships of a random deal: types, hazards, scheduled days, and back."""

import datetime
from dataclasses import replace
from decimal import Decimal

from detente.model.quantity import Amount, Rate
from detente.model.road_map import Leadership, Turnover
from tests.deal_oracle.random_deals import TODAY, preference


def chance(rng, most=60):
    return Amount(Decimal(rng.randint(5, most)) / 100)


def rule(rng, party, names, *, dated):
    after = rng.choice(names)
    before = rng.choice([None, *(each for each in names if each != after)])
    if dated:
        day = TODAY + datetime.timedelta(days=rng.choice((10, 31, 40, 61, 62, 80)))
        # Three changes of one day come to less than certainty.
        return Turnover(party, after, before, on=day, probability=chance(rng, 33))
    share = chance(rng) if rng.random() < 0.3 else None
    return Turnover(party, after, before, hazard=Rate(chance(rng)), share=share)


def with_leaders(rng, case, *, dated=0.3):
    """The case with one or two other leaderships and chains between them."""
    options = list(case.options)
    types, rules = [], []
    for party in rng.sample(list(case.party), rng.choice((1, 1, 2))):
        count = rng.choice((1, 1, 2))
        own = [f"{party}_{k}" for k in range(count)]
        for name in own:
            now = Amount(Decimal(rng.choice(("0", "0", "0.25"))))
            types.append(Leadership(name, party, preference(rng, party, options), now))
        names = [party, *own]
        rules += [
            rule(rng, party, names, dated=rng.random() < dated)
            for _ in range(rng.randint(1, 3))
        ]
    return replace(
        case,
        as_of=TODAY,
        negotiation=replace(
            case.negotiation, leaderships=tuple(types), turnover=tuple(rules)
        ),
    )
