"""Random cases, small enough for the oracle, with everything that can go wrong.

`random_case(rng)` is quick and seeded; `cases()` lets hypothesis choose the
seed, so that a failure is one number.
"""

import random
from decimal import Decimal
from fractions import Fraction
from itertools import product

from hypothesis import strategies as st

from detente.model.case import (
    Case,
    Change,
    Constraint,
    Option,
    Party,
    Project,
    Term,
)
from detente.model.formula import (
    FALSE,
    TRUE,
    And,
    Constant,
    Count,
    If,
    Iff,
    Implies,
    Name,
    Not,
    Or,
    Xor,
    holds,
)
from detente.model.preference import Preference, Statement, Weight
from detente.model.quantity import Amount
from detente.model.text import Text

THIRDS = ("1/3", "-1/3", "2/3", "1/7", "1")
WEIGHTS = ("0.1", "0.2", "0.3", "-0.1", "-0.3", "1", "2", "-1", "0", "0.25", "1e3")
VAST = ("1e12", "-1e12", "99999999999999999999", "1e-9", "-3e21", "1e21")


def number(text):
    """A decimal or a fraction, exact."""
    return Fraction(text) if "/" in text else Decimal(text)


def random_formula(rng, names, depth=2):
    """A formula over some names, of every kind."""
    if depth == 0 or rng.random() < 0.25:
        if not names or rng.random() < 0.05:
            return Constant(rng.random() < 0.5)
        name = Name(rng.choice(names))
        return Not(name) if rng.random() < 0.4 else name

    def part():
        return random_formula(rng, names, depth - 1)

    parts = tuple(part() for _ in range(rng.choice((2, 2, 3))))
    kind = rng.choice((And, And, Or, Or, Xor, Not, If, Implies, Iff, Count))
    if kind in (And, Or, Xor):
        return kind(parts)
    if kind is Not:
        return Not(part())
    if kind is Count:
        bound = rng.randint(0, len(parts))
        return Count(rng.choice(("at_least", "at_most", "exactly")), bound, parts)
    return kind(part(), part())


def random_case(rng, *, most_options=8, own_rules=0.05):
    """A random case.

    `own_rules` is how often a rule of an option may look at options of its
    own party; such cases may be refused by the cube.
    """
    owners = random_owners(rng, most_options)
    ids = {party: [f"{party}{k}" for k in range(n)] for party, n in owners.items()}
    everything = [option for options in ids.values() for option in options]
    terms, projects = random_definitions(rng, everything)
    parties = tuple(
        Party(
            party,
            tuple(random_option(rng, option, party, ids, own_rules) for option in own),
        )
        for party, own in ids.items()
    )
    plain = Case(Text.plain("a random case"), parties, terms=terms, projects=projects)
    names = [*everything, *plain.definitions]
    constraints = random_constraints(rng, plain, names)
    preferences = [
        (party, random_preference(rng, plain, names))
        for party in ids
        if rng.random() < 0.93
    ]
    return Case(
        plain.title,
        parties,
        terms=terms,
        projects=projects,
        constraints=constraints,
        preferences=tuple(preferences),
    )


def random_owners(rng, most_options):
    """How many options each party has; sometimes none."""
    n_parties = rng.choice((2, 2, 3, 3, 3, 4, 5))
    n_options = rng.randint(1, most_options)
    owners = dict.fromkeys([f"p{k}" for k in range(n_parties)], 0)
    for _ in range(n_options):
        owners[rng.choice(list(owners))] += 1
    return owners


def random_definitions(rng, options):
    """Terms that build on one another, and sometimes a project."""
    names, terms = list(options), []
    for k in range(rng.choice((0, 1, 2))):
        terms.append(Term(f"term{k}", random_formula(rng, names)))
        names.append(f"term{k}")
    if rng.random() < 0.7:
        return tuple(terms), ()
    needs, blocked = (random_formula(rng, names, 1) for _ in range(2))
    return tuple(terms), (Project("project", (), needs, blocked),)


def random_option(rng, option, party, ids, own_rules):
    """An option: free, one-way, settled or with rules that look at others."""
    others = [o for owner, own in ids.items() if owner != party for o in own]
    seen = others + ids[party] if rng.random() < own_rules else others
    kind = rng.choice(("free",) * 5 + ("one_way", "one_way", "ruled", "ruled"))
    now = rng.random() < 0.4
    if kind == "free":
        return Option(option, party, now)
    if kind == "one_way":
        undo, redo = rng.choice(((TRUE, FALSE), (FALSE, TRUE), (TRUE, TRUE)))
        if rng.random() < 0.7:
            now = redo == TRUE
        return Option(option, party, now, Change(undo), Change(redo))
    undo, redo, requires = (
        random_formula(rng, seen, 1) if rng.random() < 0.5 else default
        for default in (FALSE, FALSE, TRUE)
    )
    return Option(option, party, now, Change(undo), Change(redo), requires)


def random_constraints(rng, case, names):
    """Constraints that the status quo satisfies."""
    found = []
    for _ in range(rng.choice((0, 0, 1, 2))):
        formula = random_formula(rng, names)
        if not holds_now(case, formula):
            formula = Not(formula)
        found.append(Constraint(formula))
    return tuple(found)


def holds_now(case, formula):
    """Whether a formula holds in the status quo."""

    def truth(name):
        if name in case.option:
            return case.option[name].now
        return holds(case.definitions[name], truth)

    return holds(formula, truth)


def random_preference(rng, case, names):
    """Statements, a ranking with ties, weights with ties, or indifference."""
    kind = rng.choice(("statements",) * 3 + ("ranking",) * 3 + ("weights",) * 3 + ("",))
    if kind == "statements":
        count = rng.choice((1, 2, 3, 4, 6, 35))
        formulas = [random_formula(rng, names, 1) for _ in range(count)]
        return Preference(statements=tuple(map(Statement, formulas)))
    if kind == "ranking":
        return Preference(ranking=random_ranking(rng, len(case.options)))
    if kind == "weights":
        values = rng.choice((WEIGHTS,) * 8 + (WEIGHTS + VAST, THIRDS))
        return Preference(
            weights=tuple(
                Weight(
                    random_formula(rng, names, rng.choice((0, 0, 1))),
                    Amount(number(rng.choice(values))),
                )
                for _ in range(rng.randint(1, 7))
            )
        )
    return Preference()


def random_ranking(rng, n_options):
    """All states in random order with ties, some written as patterns."""
    open_places = rng.randint(0, n_options) if rng.random() < 0.4 else 0
    dashes = set(rng.sample(range(n_options), open_places))
    patterns = [
        "".join(choice)
        for choice in product(*("-" if k in dashes else "NY" for k in range(n_options)))
    ]
    rng.shuffle(patterns)
    ties = rng.choice((0.0, 0.2, 0.6))
    ranking = [[patterns[0]]]
    for pattern in patterns[1:]:
        if rng.random() < ties:
            ranking[-1].append(pattern)
        else:
            ranking.append([pattern])
    return tuple(map(tuple, ranking))


def cases(**limits):
    """Random cases, for hypothesis."""
    seeds = st.integers(0, 2**32 - 1)
    return seeds.map(lambda seed: random_case(random.Random(seed), **limits))
