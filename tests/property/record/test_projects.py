"""What opens a joint project, against every set of changes from now."""

import random
from fractions import Fraction
from itertools import combinations

from hypothesis import given, settings, strategies as st

from detente.model.case import Case, Option, Party, Project
from detente.model.formula import And, Name, parts
from detente.model.text import Text
from detente.study.record.project import judge_projects
from tests.oracle import may_change, true_at
from tests.strategies import random_case, random_formula

SEEDS = st.integers(0, 2**32 - 1)
MANY = settings(max_examples=60)


def with_project(seed):
    """A random case with a project that does not go ahead as a rule."""
    rng = random.Random(seed)
    while True:
        case = random_case(rng, most_options=6)
        if case.projects:
            return case
        names = [option.id for option in case.options]
        needs = And(tuple(random_formula(rng, names, 1) for _ in range(2)))
        return Case(
            case.title,
            case.parties,
            terms=case.terms,
            projects=(Project("project", (), needs, random_formula(rng, names, 0)),),
            constraints=case.constraints,
            preferences=case.preferences,
        )


def allowed(case, state):
    """Whether all may change at once from now to a feasible state."""
    now = case.status_quo
    return all(true_at(case, rule.formula, state) for rule in case.constraints) and all(
        may_change(case, option, before, after, now, state)
        for option, before, after in zip(case.options, now, state, strict=True)
    )


def changed(case, names):
    flip = {"Y": "N", "N": "Y"}
    return "".join(
        flip[choice] if option.id in names else choice
        for option, choice in zip(case.options, case.status_quo, strict=True)
    )


def worth(case, party, state):
    return sum(
        (
            Fraction(weight.amount.value)
            for weight in case.preference[party].weights
            if true_at(case, weight.of, state)
        ),
        Fraction(0),
    )


@given(SEEDS)
@MANY
def test_the_ways_are_all_the_smallest_changes_that_let_it_go_ahead(seed):
    case = with_project(seed)
    (said,) = judge_projects(case)
    ahead = true_at(case, said.project.formula, case.status_quo)
    assert said.holds == ahead
    assert said.blocked == true_at(case, said.project.blocked_by, case.status_quo)
    free = [option.id for option in case.options if not option.settled]
    expected = []
    for size in range(1, len(free) + 1):
        states = [changed(case, names) for names in combinations(free, size)]
        expected = [
            state
            for state in states
            if true_at(case, said.project.formula, state) and allowed(case, state)
        ]
        if expected:
            break
    found = [way.state for way in said.ways]
    assert sorted(found) == sorted([] if ahead else expected)


@given(SEEDS)
@MANY
def test_a_way_tells_its_changes_who_makes_them_and_who_gains(seed):
    case = with_project(seed)
    now = case.status_quo
    for way in judge_projects(case)[0].ways:
        differ = [
            option
            for option, old, new in zip(case.options, now, way.state, strict=True)
            if old != new
        ]
        assert way.changes == tuple((each.id, not each.now) for each in differ)
        assert way.movers == tuple(dict.fromkeys(each.party for each in differ))
        weighted = [p for p, wants in case.preference.items() if wants.weights]
        assert {p: Fraction(gain) for p, gain in way.gains} == {
            p: worth(case, p, way.state) - worth(case, p, now) for p in weighted
        }


@given(SEEDS)
@MANY
def test_what_is_unmet_are_the_parts_of_the_needs_that_fail_now(seed):
    case = with_project(seed)
    (said,) = judge_projects(case)
    now = case.status_quo
    met = true_at(case, said.project.needs, now)
    assert not any(true_at(case, each, now) for each in said.unmet)
    assert bool(said.unmet) == (not met)
    if isinstance(said.project.needs, And):
        failing = [p for p in parts(said.project.needs) if not true_at(case, p, now)]
        assert set(said.unmet) >= set(failing)


def needing(count):
    """A project that needs all of some options of one party."""
    names = [f"o{k}" for k in range(count)]
    needs = And(tuple(map(Name, names)))
    return Case(
        Text.plain("a large project"),
        (Party("a", tuple(Option(name, "a") for name in names)),),
        projects=(Project("project", ("a",), needs),),
    )


def test_up_to_six_changes_are_tried():
    assert [len(judge_projects(needing(n))[0].ways) for n in (5, 6, 7)] == [1, 1, 0]
