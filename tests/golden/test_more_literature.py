"""What follows from the definitions, beyond the five core concepts."""

from pathlib import Path

import numpy as np
import pytest

import detente
from detente.casefile import load_case
from detente.engine import open_engine
from detente.model.concept import Assumptions, Concept
from detente.study.coalition.survey import survey_coalitions
from detente.study.preference.pairs_of_states import Pairs, prefers
from detente.study.preference.unknown_preference import unknown_stable
from detente.study.stability import sanctions
from detente.study.stability.limited_move import look_ahead, non_myopic, outlooks
from detente.study.stability.simultaneous import (
    seq_sim_stable,
    sim_stable,
)
from detente.study.stability.stable_sets import find_stable

CASES = Path(detente.__file__).parent / "cases"
GAMES = {
    "prisoners-dilemma": "Prisoner's dilemma",
    "chicken": "Chicken",
    "stag-hunt": "Stag hunt",
    "battle-of-the-sexes": "Battle of the sexes",
    "matching-pennies": "Matching pennies",
    "deadlock": "Deadlock",
}
FURTHER = {"SIM", "SEQ_SIM", "L2", "L3", "NM"}


def opened(name, variant=None):
    return open_engine(load_case(CASES / f"{name}.yaml", variant=variant))


def named(engine, mask):
    return {engine.state(int(state)) for state in np.flatnonzero(mask)}


def equilibria(engine, concept):
    """The equilibria under a concept beyond the core."""
    if concept == "NM":
        return non_myopic(engine).stable.all(axis=0)
    if concept[0] == "L":
        return look_ahead(engine, int(concept[1:])).stable.all(axis=0)
    kind = {"SIM": sim_stable, "SEQ_SIM": seq_sim_stable}[concept]
    parties = range(len(engine.parties))
    return np.logical_and.reduce([kind(engine, party) for party in parties])


def published():
    """Give every published list of a further concept."""
    for path in sorted(CASES.glob("*.yaml")):
        case = load_case(path)
        for variant in [None, *(variant.id for variant in case.variants)]:
            for each in load_case(path, variant=variant).published:
                if each.concept in FURTHER:
                    yield pytest.param(
                        path.stem,
                        variant,
                        each,
                        id=f"{path.stem} {variant or ''}: {each.concept}",
                    )


@pytest.mark.parametrize(("name", "variant", "table"), list(published()))
def test_the_equilibria_are_those_published(name, variant, table):
    engine = opened(name, variant)
    assert named(engine, equilibria(engine, table.concept)) == set(table.equilibria)


@pytest.mark.parametrize("name", GAMES, ids=GAMES.values())
def test_every_game_of_the_table_is_compared(name):
    case = load_case(CASES / f"{name}.yaml")
    assert {each.concept for each in case.published} >= {"SIM", "L2", "L3", "NM"}


def test_choices_in_matching_pennies_never_settle():
    assert non_myopic(opened("matching-pennies")).period > 1


@pytest.mark.parametrize("name", GAMES, ids=GAMES.values())
def test_strict_games_leave_no_doubt(name):
    assert non_myopic(opened(name)).unique.all()


def test_in_chicken_nobody_stays_once_both_look_two_moves_ahead():
    engine = opened("chicken")
    both_swerve = engine.index("YY")
    stays = {each.party: each.stays for each in outlooks(engine, both_swerve, 4)}
    assert stays == {
        "row": (False, False, True, True),
        "column": (False, False, True, True),
    }


def test_korea_2017_has_a_state_that_only_joint_fear_holds():
    engine = opened("korea-2017")
    core = find_stable(engine, [Concept.SEQ]).equilibria(Concept.SEQ)
    by_one_another = Assumptions(simultaneous="all")
    sets = find_stable(engine, [Concept.SEQ_SIM], by_one_another)
    added = sets.equilibria(Concept.SEQ_SIM) & ~core
    assert named(engine, added) == {"NNYN"}


@pytest.mark.parametrize("party", ["syria", "iraq"])
def test_euphrates_is_held_by_joint_moves_where_both_attack(party):
    engine = opened("euphrates-1975")
    position = engine.parties.index(party)
    assert "NYY" in named(engine, sim_stable(engine, position))


ELMIRA = {
    ("moe", "ur"): {"s2": ["s4"], "s5": ["s8"], "s6": ["s8"]},
    ("moe", "lg"): {"s1": ["s5"], "s3": ["s7"]},
    ("ur", "lg"): {"s2": ["s4", "s8"], "s6": ["s8"]},
    ("moe", "ur", "lg"): {"s2": ["s4", "s8"], "s6": ["s8"]},
}


@pytest.fixture(scope="module")
def elmira():
    engine = opened("elmira")
    sets = find_stable(engine, [Concept.R])
    return survey_coalitions(sets, engine.status_quo, most=100)


@pytest.mark.parametrize(("members", "expected"), ELMIRA.items())
def test_elmira_has_the_coalition_improvements_of_the_definitions(
    elmira, members, expected
):
    (found,) = [each for each in elmira.standpoints if each.members == members]
    assert {state: list(ends) for state, ends in found.improvements} == expected


def test_elmira_jumps_when_ministry_and_company_agree(elmira):
    (jump,) = elmira.jumps
    assert jump.members == ("moe", "ur")
    assert (jump.move.before, jump.move.after) == ("s5", "s8")


def test_garrison_loses_a_state_if_each_opponent_answers_once():
    engine = opened("garrison")
    full = find_stable(engine, [Concept.GMR]).equilibria(Concept.GMR)
    once = np.logical_and.reduce(
        [
            sanctions.stable(engine, party, Concept.GMR, Assumptions(sequences="once"))
            for party in range(len(engine.parties))
        ]
    )
    sixth = np.flatnonzero(engine.feasible)[5]
    assert np.flatnonzero(full & ~once).tolist() == [sixth]
    assert not (once & ~full).any()


GISBORNE = {
    ("a", "R"): [],
    ("a", "GMR"): [],
    ("a", "SMR"): [],
    ("a", "SEQ"): [],
    ("b", "R"): [4, 6],
    ("b", "GMR"): [4, 6, 8],
    ("b", "SMR"): [4, 6, 8],
    ("b", "SEQ"): [4, 6, 8],
    ("c", "R"): [],
    ("c", "GMR"): [4, 6, 8],
    ("c", "SMR"): [4, 6, 8],
    ("c", "SEQ"): [4, 6],
    ("d", "R"): [4, 6],
    ("d", "GMR"): [4, 6, 8],
    ("d", "SMR"): [4, 6, 8],
    ("d", "SEQ"): [4, 6, 8],
}


@pytest.mark.parametrize(("kind", "ordinals"), GISBORNE.items())
def test_gisborne_with_a_province_that_does_not_know(kind, ordinals):
    reading, concept = kind
    engine = opened("gisborne")
    better = [prefers(engine, party) for party in range(3)]
    unknown = [np.zeros((8, 8), np.bool_) for _ in range(3)]
    # It knows only that it would rather have no appeal, whatever the rest.
    province = engine.parties.index("province")
    known = prefers(engine, province) & prefers(
        opened("gisborne", "environment"), province
    )
    better[province] = known
    unknown[province] = ~(known | known.T | np.eye(8, dtype=bool))
    leaves = [better[party] | unknown[party] for party in range(3)]
    pairs = Pairs(engine, leaves)
    found = np.logical_and.reduce(
        [
            unknown_stable(
                pairs, party, Concept(concept), reading, better[party], unknown[party]
            )
            for party in range(3)
        ]
    )
    assert (np.flatnonzero(found) + 1).tolist() == ordinals
