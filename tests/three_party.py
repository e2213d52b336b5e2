"""The three-party test case of the theory page; its weights are invented."""

from decimal import Decimal

from detente.model.case import Case, Change, Constraint, Option, Party
from detente.model.formula import TRUE, Implies, Name
from detente.model.preference import Preference, Weight
from detente.model.quantity import Amount, Rate
from detente.model.road_map import Negotiation, RoadMap, Stage, Step
from detente.model.text import Text

OPTIONS = {
    "north": ("k0", "k1", "k2", "k3", "k4"),
    "us": ("u0", "u1", "u2", "u3"),
    "south": ("s0",),
}
IRREVERSIBLE = ("k2", "k3", "k4", "u3")
WEIGHTS = {
    "north": "-1 -2 -1.5 -3 -4 2 4 5 2 2",
    "us": "3 3 2 4 5 -1 -1.5 -2.5 -.5 0",
    "south": "2 1 1 1.5 1.5 -.3 .5 .5 1 -.5",
}
PLANS = {
    "denuclearise": "k0/k1/k2/k3/k4/u0/u1/s0/u2/u3",
    "bundled": "k0 k1/k2/k3/k4/u0 u1 s0/u2 u3",
    "big_bang": "k0 k1 k2 k3 k4 u0 u1 u2 u3 s0",
    "relief": "u0/u1/s0/u2/u3/k0/k1/k2/k3/k4",
    "action": "k0/u0/k1/u1/s0/k2/u3/k3/u2/k4",
    "packages": "k0 u0/k1 u1 s0/k2 u3/k3 u2/k4",
}


def amount(number: str | float) -> Amount:
    return Amount(Decimal(str(number)))


def plan(name: str, stages: str, *, escrow: bool = False) -> RoadMap:
    """Read `k0 u0/not k0`: stages by slashes, steps by spaces, `-k0` undoes."""
    return RoadMap(
        name,
        tuple(
            Stage(
                tuple(Step(word.lstrip("-"), word[0] != "-") for word in stage.split()),
                escrow=escrow,
            )
            for stage in stages.split("/")
        ),
    )


def three_party_case(patience: float = 0.95) -> Case:
    never = Change(never=TRUE)
    names = [option for own in OPTIONS.values() for option in own]
    return Case(
        title=Text.plain("Three parties"),
        parties=tuple(
            Party(
                party,
                tuple(
                    Option(
                        each, party, undo=never if each in IRREVERSIBLE else Change()
                    )
                    for each in own
                ),
            )
            for party, own in OPTIONS.items()
        ),
        constraints=(
            Constraint(Implies(Name("k4"), Name("k3"))),
            Constraint(Implies(Name("u2"), Name("u1"))),
        ),
        preferences=tuple(
            (
                party,
                Preference(
                    weights=tuple(
                        Weight(Name(option), amount(number))
                        for option, number in zip(names, row.split(), strict=True)
                    )
                ),
            )
            for party, row in WEIGHTS.items()
        ),
        negotiation=Negotiation(
            patience=(("", Rate(amount(patience))),),
            road_maps=tuple(plan(name, stages) for name, stages in PLANS.items()),
        ),
    )
