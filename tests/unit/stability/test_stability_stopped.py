"""Who would stay where, the time being over before every concept is judged."""

import math

import pytest

import detente as dt
from detente.analysis.setting import DEFAULT, open_static
from detente.engine.budget import Budget
from detente.errors import StoppedError
from detente.model.concept import Concept
from detente.study.stability.price import price_of_stable
from detente.study.stability.stable_sets import find_stable
from tests.running import detente
from tests.stopping import sampled_stops, stopped_at

ASKED = ("R", "GMR", "SEQ", "SIM")
MANY = """\
detente: 1
parties:
  a: {options: {x: {}, x2: {}, x3: {}}}
  b: {options: {y: {}, y2: {}}}
  c: {options: {z: {}}}
preferences: {a: [x], b: [y, not x]}
"""


def ask():
    return dt.stability(MANY, ASKED)


def parts():
    with stopped_at() as (clock, _):
        ask()
    for last in sampled_stops(clock.steps, 12):
        with stopped_at(last) as (_, budget):
            try:
                found = ask()
            except StoppedError:
                continue
            with budget.finishing():
                if found.sets.unjudged:
                    yield found, budget.stopped, found.text("en"), found.text("ru")


@pytest.fixture(scope="module")
def found():
    return list(parts())


def test_a_part_agrees_with_the_whole_concept_by_concept(found):
    whole = ask().to_dict()["concepts"]
    for part, stopped, *_ in found:
        assert stopped is not None
        told = part.to_dict()["concepts"]
        assert list(told) == list(ASKED)
        judged = [concept for concept in ASKED if told[concept] is not None]
        assert judged == list(ASKED[: len(judged)]) == list(part.sets.concepts)
        assert 0 < len(judged) < len(ASKED)
        assert all(told[concept] == whole[concept] for concept in judged)
    assert len({part.sets.concepts for part, *_ in found}) > 1


def test_what_was_not_judged_is_named_and_nothing_else_is_said_of_it(found):
    for part, _, english, russian in found:
        left = ", ".join(part.sets.unjudged)
        assert f"There was no time to judge under {left}:" in " ".join(english.split())
        assert f"Оценить по {left} не успели:" in " ".join(russian.split())
        assert all(f"under {each}\n" not in english for each in part.sets.unjudged)
        with pytest.raises(ValueError, match="no time to judge under SIM"):
            part.equilibria("SIM")
    assert "no time" not in ask().text("en")


def test_ways_to_equilibria_are_not_said_to_be_none_where_nobody_looked(found):
    whole = ask()
    assert "improvements from now reach 8" in whole.text("en")
    for _, _, english, _ in found:
        assert "reach, there was no time to see" in english
        assert "improvements from now reach 8" not in english


def test_who_needs_every_concept_gets_no_part():
    engine = open_static(dt.load("korea-2017"), DEFAULT)
    asked = [Concept.R, Concept.GMR]
    with stopped_at() as (clock, _):
        find_stable(engine, asked)
    for last in range(1, clock.steps + 1):
        with stopped_at(last), pytest.raises(StoppedError):
            find_stable(engine, asked)


def test_simultaneous_moves_are_dear_and_their_price_is_told():
    with stopped_at() as (_, budget):
        dt.stability(MANY, ASKED)
    assert budget.expected < 1
    options = {
        party: ", ".join(f"{party}{place}: {{}}" for place in range(4))
        for party in "abcd"
    }
    text = "detente: 1\nparties:\n" + "".join(
        f"  {party}: {{options: {{{each}}}}}\n" for party, each in options.items()
    )
    with stopped_at(1) as (_, budget), pytest.raises(StoppedError):
        dt.stability(text, ["SIM"])
    assert budget.expected > 10


def test_the_price_grows_with_what_is_asked():
    engine = open_static(dt.load(MANY), DEFAULT)
    core = price_of_stable(engine, [Concept.R])
    assert math.isclose(price_of_stable(engine, [Concept.R, Concept.SEQ]), 2 * core)
    assert price_of_stable(engine, [Concept.SEQ_SIM]) > core


def test_a_picture_does_not_say_all_where_some_concepts_were_not_judged():
    case = dt.load("korea-2017")
    assert "E: all" in dt.stability(case, ["R", "GMR"]).render("svg")
    with stopped_at() as (clock, _):
        dt.stability(case, ["R", "GMR", "SEQ"])
    with stopped_at(clock.steps) as (_, budget):
        part = dt.stability(case, ["R", "GMR", "SEQ"])
        with budget.finishing():
            drawn = part.render("svg")
    assert part.sets.unjudged == (Concept.SEQ,)
    assert "E: all" not in drawn
    assert "E: R GMR" in drawn


def test_who_was_shown_everything_can_say_e1_though_the_time_is_over(
    tmp_path, monkeypatch
):
    """The list is remembered after the answer is shown: that is not stopped."""
    case = tmp_path / "many.yaml"
    case.write_text(MANY)
    steps, last = 0, None
    go_on = Budget.tick

    def tick(budget):
        nonlocal steps
        steps += 1
        if steps == last:
            budget.stop()
        go_on(budget)

    monkeypatch.setattr(Budget, "tick", tick)
    whole = detente("stability", case)
    steps, last = 0, steps
    again = detente("stability", case)
    assert steps == last
    assert (again.code, again.out) == (whole.code, whole.out) == (0, whole.out)


def test_nothing_is_refused_by_a_rough_price_where_constraints_leave_little():
    """Two parties with a thousand moves each, were there no constraints."""
    places = range(10)
    own, others = (
        ", ".join(f"{each}{place}: {{}}" for place in places) for each in "xy"
    )
    tied = ", ".join(f"x{n} and y{n} or not (x{n} or y{n})" for n in places)
    text = f"""
detente: 1
parties: {{a: {{options: {{{own}}}}}, b: {{options: {{{others}}}}}}}
constraints: [{tied}]
"""
    engine = open_static(dt.load(text), DEFAULT)
    assert engine.n_feasible == 1024
    for concept in (Concept.SIM, Concept.SEQ_SIM, Concept.NM):
        assert price_of_stable(engine, [concept]) < 1
