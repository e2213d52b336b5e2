"""Random small deals over time, from a seed: patience to .9999, guarantees, dates.

Weights are in hundredths, so that ties are those of the rules and not of numbers.
"""

import datetime
import random
from dataclasses import dataclass, replace
from decimal import Decimal

from detente.model.case import Case, Change, Constraint, Option, Party, Topic
from detente.model.formula import FALSE, TRUE, And, Formula, Implies, Name, Not, Or
from detente.model.preference import Preference, Weight
from detente.model.quantity import AT_ONCE, Amount, Duration, Rate
from detente.model.road_map import (
    Deadline,
    Guarantee,
    Movers,
    Negotiation,
    RoadMap,
    Stage,
    Step,
)
from detente.model.text import Text

USUAL = ("0.05", "0.3", "0.5", "0.7", "0.8", "0.9", "0.95", "0.99")
PATIENT = ("0.99", "0.999", "0.9995", "0.9999", "0.99995")
TODAY = datetime.date(2020, 1, 1)
PLAN = "p"


@dataclass(frozen=True)
class Wants:
    """What a random deal has: the largest sizes, and how often the rest."""

    options: int = 5
    parties: int = 3
    rules: float = 0.3
    costs: float = 0.3
    guarantees: int = 0
    lumps: float = 0.5
    deadlines: int = 0
    ends: float = 0.0
    escrow: float = 0.25
    waits: float = 0.0
    slow: float = 0.0
    constraint: float = 0.25
    patience: tuple[str, ...] = USUAL


def number(rng, low, high):
    return Amount(Decimal(rng.randint(low, high)) / 100)


def formula(rng, names):
    one, two = (Name(rng.choice(names)) for _ in range(2))
    return rng.choice([one, Not(one), And((one, Not(two))), Or((one, two))])


def option(rng, name, party, names, wants):
    others = [each for each in names if each != name]
    undo: Formula = FALSE
    requires: Formula = TRUE
    if rng.random() < wants.rules:
        undo = rng.choice([TRUE, TRUE, *map(Name, others)])
    if rng.random() < wants.rules:
        requires = Name(rng.choice(others))
    return Option(
        name,
        party,
        now=undo is not TRUE and rng.random() < 0.3,
        undo=Change(undo, _takes(rng, wants)),
        redo=Change(FALSE, _takes(rng, wants)),
        requires=requires,
        cost_do=number(rng, 5, 90) if rng.random() < wants.costs else None,
        cost_undo=number(rng, 5, 90) if rng.random() < wants.costs else None,
    )


def _takes(rng, wants):
    """How long to change it back: now and then longer than counts as reversible."""
    if not wants.slow or rng.random() > wants.slow:
        return AT_ONCE
    return Duration(Decimal(rng.choice((5, 13, 15, 24))), "month")


def preference(rng, party, options):
    """A dilemma at heart: doing one's part costs, the others' parts are good."""
    names = [each.id for each in options]
    weights = []
    for each in options:
        sign = (-1, 4) if each.party != party else (-4, 1)
        weights.append(Weight(Name(each.id), number(rng, 100 * sign[0], 100 * sign[1])))
    for _ in range(rng.choice((0, 1, 1, 2))):
        one, two = rng.sample(names, 2) if len(names) > 1 else names * 2
        both = And((Name(one), rng.choice([Name(two), Not(Name(two))])))
        weights.append(Weight(both, number(rng, -300, 400)))
    return Preference(weights=tuple(rng.sample(weights, len(weights))))


def guarantee(rng, name, parties, names, wants):
    breacher, protected = rng.sample(parties, 2) if len(parties) > 1 else parties * 2

    def amount(chance):
        return number(rng, 10, 600) if rng.random() < chance else None

    return Guarantee(
        name,
        ("un",),
        protected,
        (breacher,),
        undoing=tuple(x for x in names if rng.random() < 0.5),
        penalty_flow=amount(0.6),
        penalty_lump=amount(wants.lumps),
        compensation_flow=amount(0.3),
        compensation_lump=amount(0.3 * wants.lumps),
        believed=Amount(Decimal(rng.choice(("1", "0.5", "0.25")))),
        when=TRUE if rng.random() < 0.6 else formula(rng, names),
    )


def deadline(rng, name, options, names):
    days = rng.choice((0, 10, 30, 31, 32, 60, 61, 62, 95))
    kind = rng.choice(("opens", "becomes", "opens", "both"))
    opened = None
    becomes: tuple[Step, ...] = ()
    free = [each for each in options if not each.now]
    if kind != "becomes" and free:
        opened = rng.choice(free)
    if kind != "opens":
        becomes = (Step(rng.choice(names), rng.random() < 0.5),)
    return Deadline(
        name,
        TODAY + datetime.timedelta(days=days),
        unless=FALSE if rng.random() < 0.4 else formula(rng, names),
        by=opened.party if opened else None,
        opens=(opened.id,) if opened else (),
        becomes=becomes,
    )


def stages(rng, options, wants):
    """A plan: mostly what is not yet done, in some order, now and then undone."""
    todo = rng.sample(options, rng.randint(1, len(options)))
    found, steps = [], []
    for each in todo:
        taken = (not each.now) if rng.random() < 0.9 else each.now
        steps.append(Step(each.id, taken))
        if rng.random() < 0.6:
            found.append(steps)
            steps = []
    found += [steps] if steps else []
    if rng.random() < 0.15:
        again = rng.choice(options)
        found.append([Step(again.id, rng.random() < 0.5)])
    return tuple(
        Stage(
            tuple(each),
            rng.random() < wants.escrow,
            Duration(Decimal(rng.randint(2, 3)), "month")
            if rng.random() < wants.waits
            else None,
        )
        for each in found
    )


def patiences(rng, parties, wants):
    """Mostly one patience for all."""
    usual = rng.choice(wants.patience)
    found = []
    for party in parties:
        number = usual if rng.random() < 0.7 else rng.choice(wants.patience)
        found.append((party, Rate(Amount(Decimal(number)))))
    return tuple(found)


def random_deal(rng: random.Random, wants: Wants) -> Case:
    """A case with one road map, `p`."""
    n = rng.randint(2, wants.options)
    names = [f"o{place}" for place in range(n)]
    parties = ["a", "b", "c"][: rng.randint(min(2, wants.parties), wants.parties)]
    owners = sorted(rng.choice(parties) for _ in names)
    options = [
        option(rng, name, party, names, wants)
        for name, party in zip(names, owners, strict=True)
    ]
    now = And(tuple(Name(o.id) if o.now else Not(Name(o.id)) for o in options))
    rule = Or((Implies(Name(rng.choice(names)), formula(rng, names)), now))
    case = Case(
        title=Text.plain("random"),
        as_of=TODAY,
        bodies=(Topic("un"),),
        parties=tuple(
            Party(p, tuple(o for o in options if o.party == p)) for p in parties
        ),
        constraints=(Constraint(rule),) if rng.random() < wants.constraint else (),
        preferences=tuple((p, preference(rng, p, options)) for p in parties),
        negotiation=Negotiation(
            patience=patiences(rng, parties, wants),
            movers=Movers(tuple(rng.sample(parties, len(parties)))),
            guarantees=tuple(
                guarantee(rng, f"g{k}", parties, names, wants)
                for k in range(rng.randint(min(1, wants.guarantees), wants.guarantees))
            ),
            deadlines=tuple(
                deadline(rng, f"d{k}", options, names)
                for k in range(rng.randint(min(1, wants.deadlines), wants.deadlines))
            ),
            road_maps=(RoadMap(PLAN, stages(rng, options, wants)),),
        ),
    )
    case = case if wants.deadlines or wants.ends else replace(case, as_of=None)
    return ending(rng, case, wants) if wants.ends else case


def some_day(rng):
    days = rng.choice((0, 10, 30, 31, 32, 60, 61, 62, 95, 130))
    return TODAY + datetime.timedelta(days=days)


def ending(rng, case, wants):
    """Let rights, guarantees and promises end."""

    def day():
        return some_day(rng) if rng.random() < wants.ends else None

    talks = case.negotiation
    plan = talks.road_maps[0]
    steps = {step.option for stage in plan.stages for step in stage.steps}
    kind = rng.random()
    until: tuple[tuple[str, datetime.date], ...] = ()
    if kind < wants.ends:
        until = tuple(
            (name, some_day(rng)) for name in sorted(steps) if rng.random() < 0.5
        )
    elif kind < 1.5 * wants.ends:
        until = (("", some_day(rng)),)
    parties = tuple(
        replace(party, options=tuple(replace(o, until=day()) for o in party.options))
        for party in case.parties
    )
    talks = replace(
        talks,
        guarantees=tuple(replace(each, until=day()) for each in talks.guarantees),
        road_maps=(replace(plan, until=until),),
    )
    return replace(case, parties=parties, negotiation=talks)
