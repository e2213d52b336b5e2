"""Odd but valid negotiations: everything that may run away, in small cases.

`odd_talks(seed)` gives the text of a case file. What is odd about it is drawn:
long durations in short periods, distant dates, patience near 0 or 1, rules
that look at a party's own options, many early steps, many parties, leaders
that change, guarantees that cover everything.
"""

import json
import random

MOODS = ("plain", "own rules", "far", "early", "many parties", "leaders", "wide")
PERIODS = ("1 day", "1 week", "1 month", "1 month", "1 year")
RATES = (0.5, "0.9 per year", 0.95, 0.999, 0.99999, 0.0001)
SPANS = ("1 day", "2 weeks", "3 months", "1 year", "5 years", "50 years")
DAYS = ("2020-01-02", "2020-03-01", "2021-06-30", "2028-02-29", "2049-12-31")


def odd_talks(seed):
    """Give the text of a case file; the same seed gives the same text."""
    rng = random.Random(seed)
    mood = rng.choice(MOODS)
    owners = parties_of(rng, mood)
    options = [option for own in owners.values() for option in own]
    case = {
        "detente": 1,
        "title": f"{mood}, seed {seed}",
        "as_of": "2020-01-01",
        "parties": {
            party: {"options": {each: rules(rng, each, own, options) for each in own}}
            for party, own in owners.items()
        },
        "preferences": {party: wants(rng, options) for party in owners},
        "period": rng.choice(PERIODS[:1] if mood == "far" else PERIODS),
        "patience": rng.choice(RATES),
        "movers": rng.sample(list(owners), len(owners)),
        "reversible_within": rng.choice(("1 year", "1 day", "60 years")),
        "roadmaps": road_maps(rng, owners, mood),
    }
    if mood == "far" or rng.random() < 0.3:
        case["deadlines"] = deadlines(rng, owners)
    if mood == "early" or rng.random() < 0.3:
        case["guarantees"] = guarantees(rng, owners)
    if mood == "leaders":
        case |= leaders(rng, owners, options)
    return json.dumps(case, indent=1)


def parties_of(rng, mood):
    """Draw who has how many options."""
    n_parties = rng.randint(5, 8) if mood == "many parties" else rng.randint(1, 3)
    most = {"wide": 14, "many parties": 9, "own rules": 9}.get(mood, 7)
    owners: dict[str, list[str]] = {f"p{k}": [] for k in range(n_parties)}
    for k in range(rng.randint(n_parties, max(most, n_parties))):
        home = "p0" if rng.random() < 0.4 else rng.choice(list(owners))
        owners[home].append(f"x{k}")
    return owners


def rules(rng, option, own, options):
    """Draw how an option changes."""
    found = {}
    looks = own if rng.random() < 0.5 else options
    others = [each for each in looks if each != option] or options
    if rng.random() < 0.3:
        found["undo"] = rng.choice(("never", rng.choice(SPANS)))
    elif rng.random() < 0.3:
        found["undo"] = {"never": formula(rng, others), "takes": rng.choice(SPANS)}
    if rng.random() < 0.2:
        found["requires"] = formula(rng, others)
    if rng.random() < 0.2:
        found["takes"] = rng.choice(SPANS)
    if rng.random() < 0.2:
        found["cost"] = rng.choice((0.5, 1, 100))
    return found


def formula(rng, names):
    """Draw a formula that is true when nothing is taken half of the time."""
    parts = rng.sample(names, min(len(names), rng.randint(1, 3)))
    joint = rng.choice((" and ", " or ")).join(parts)
    return rng.choice((joint, f"not ({joint})"))


def wants(rng, options):
    """Draw what a party wants."""
    if rng.random() < 0.1:
        return [formula(rng, options) for _ in range(3)]
    values = (-5, -1, -0.1, 0.1, 1, 1, 3, 1000)
    weights = {each: rng.choice(values) for each in options}
    weights |= {formula(rng, options): rng.choice(values) for _ in range(2)}
    if rng.random() < 0.3:
        name = rng.choice(options)
        weights[name] = {"value": 1, "range": [-1, 3], "assumed": True}
    return {"weights": weights}


def road_maps(rng, owners, mood):
    """Draw stages of steps."""
    found = {}
    for name in ("first", "second"):
        steps = [option for own in owners.values() for option in own]
        rng.shuffle(steps)
        stages: list[object] = []
        while steps and len(stages) < 6:
            size = 1 if mood == "early" else rng.randint(1, 3)
            stage: dict[str, object] = {"steps": steps[:size]}
            if rng.random() < 0.2:
                stage["escrow"] = True
            if rng.random() < 0.2:
                stage["within"] = rng.choice(SPANS)
            stages.append(stage)
            steps = steps[size:]
        found[name] = {"stages": stages}
    return found


def deadlines(rng, owners):
    """Draw dates on which something opens or happens."""
    options = [option for own in owners.values() for option in own]
    return {
        f"d{k}": {
            "date": rng.choice(DAYS),
            "unless": formula(rng, options),
            "then": rng.sample(options, 1),
        }
        for k in range(rng.randint(1, 3))
    }


def guarantees(rng, owners):
    """Draw what a breach costs."""
    names = list(owners)
    return {
        f"g{k}": {
            "by": [rng.choice(names)],
            "protects": rng.choice(names),
            "against": rng.sample(names, rng.randint(1, len(names))),
            "penalty": {rng.choice(("flow", "lump")): rng.choice((0.5, 5))},
            "believed": rng.choice((0.5, 1)),
        }
        for k in range(rng.randint(1, 2))
    }


def leaders(rng, owners, options):
    """Draw other leaderships, and how they come to rule."""
    types: dict[str, object] = {}
    turnover: dict[str, list[object]] = {}
    for party in owners:
        for k in range(rng.randint(0, 3)):
            name = f"{party}_t{k}"
            other = {each: rng.choice((-3, 2)) for each in options}
            types[name] = {
                "party": party,
                "preferences": {"weights": other},
                "now": 0.1,
            }
            rule = (
                {"to": name, "hazard": rng.choice(("0.5 per year", 0.01))}
                if rng.random() < 0.6
                else {"to": name, "on": rng.choice(DAYS), "probability": 0.5}
            )
            turnover.setdefault(party, []).append(rule)
    return {"types": types, "turnover": turnover} if types else {}
