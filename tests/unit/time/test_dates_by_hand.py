"""What dates mean to each party, against closed forms, and how it is told."""

import json

import pytest

import detente as dt
from detente.study.game.dynamics import open_dynamics
from detente.study.time.latest_start import put_off
from tests.running import detente

ANSWERED = """
detente: 1
title: a blow on a date, and its answer
as_of: 2020-01-01
parties:
  a: {{options: {{press: {{undo: never}}}}}}
  b: {{options: {{hit: {{undo: never}}}}}}
preferences:
  a: {{weights: {{hit: -{h}, press and hit: {e}, press: -0.1}}}}
  b: {{weights: {{hit: {g}, press: -{p}}}}}
patience: {d}
movers: [b, a]
deadlines:
  d: {{date: 2020-04-02, by: b, then: hit}}
"""
"""The date lies in the third period."""


@pytest.mark.parametrize("p", ["1", "9"])
@pytest.mark.parametrize("d", ["0.5", "0.9"])
def test_an_answer_comes_a_period_later_and_may_take_a_temptation_away(p, d):
    text = ANSWERED.format(h="4", e="1.1", g="2", p=p, d=d)
    (story,) = dt.deadlines(dt.load(text)).dates
    a, b = story.stakes
    d, p = float(d), float(p)
    assert (a.at_once, b.at_once) == (-4, 2)
    # From the next period on a presses, which is worth 1.1 - 0.1 to it.
    assert a.answered == pytest.approx(-4 + d)
    assert b.answered == pytest.approx(2 - d * p)
    # If each plays for itself b hits in the third period, where that pays although a
    # acts after it in the same one.
    comes = d**3 if p < 2 else 0.0
    assert b.waiting == pytest.approx(comes * (2 - p))
    assert a.waiting == pytest.approx(comes * -3)
    assert story.steps == ("hit",)
    assert story.leads_to == ("YY",)


def told(text, tmp_path):
    file = tmp_path / "case.yaml"
    file.write_text(text, encoding="utf-8")
    return detente("deadlines", str(file), "--format", "markdown").out


def test_who_is_tempted_and_who_is_threatened_is_told(tmp_path):
    out = told(ANSWERED.format(h="4", e="1.1", g="2", p="1", d="0.9"), tmp_path)
    assert "a temptation that pays" in out
    assert "a: a threat\n" in out
    out = told(ANSWERED.format(h="4", e="1.1", g="2", p="9", d="0.9"), tmp_path)
    assert "a temptation that the answer takes" in " ".join(out.split())
    assert "a: a threat that costs b" in " ".join(out.split())


LATE = """
detente: 1
title: a step at the last moment
as_of: 2020-01-01
parties:
  a: {options: {x: {undo: never}, idle: {redo: never}}}
  b: {options: {hit: {undo: never}}}
preferences:
  a: {weights: {x: -1, hit: -9}}
  b: {weights: {x: 1, hit: 0.5}}
patience: 0.9
movers: [a, b]
deadlines:
  d: {date: 2020-04-02, unless: x, by: b, then: hit}
roadmaps:
  give: {stages: [[x]]}
"""


DATE = """deadlines:
  d: {date: 2020-04-02, unless: x, by: b, then: hit}
"""


def test_the_first_step_may_come_in_the_last_period_before_the_date_alone(tmp_path):
    case = dt.load(LATE)
    (start,) = dt.deadlines(case, "give").first_steps
    assert start.every
    verdicts = [(span.periods, str(span.verdict)) for span in start.spans]
    assert verdicts == [((0, 1), "refuted"), ((2, 2), "proved"), ((3, None), "refuted")]
    assert str(start.latest) == "2020-03-02"
    # Each delay is judged as the road map would be that is written so.
    plan = case.negotiation.road_maps[0]
    late = put_off(open_dynamics(case), plan, 2)
    within = late.stages[0].within
    assert within is not None
    assert within.count == 3
    out = " ".join(told(LATE, tmp_path).split())
    assert "| give | 2 March 2020 | keeps itself |" in out


def test_what_a_date_ends_is_told_by_what_its_coming_is_worth(tmp_path):
    text = LATE.replace("hit: {undo: never}", "hit: {undo: never, until: 2020-03-05}")
    text = text.replace(
        "deadlines:\n  d: {date: 2020-04-02, unless: x, by: b, then: hit}\n", ""
    )
    case = dt.load(text)
    (story,) = dt.deadlines(case).dates
    a, b = story.stakes
    assert (story.kind, story.options, a.at_once) == ("right", ("hit",), None)
    # b hits at once while it can, so that its right is worth nothing later on.
    assert (a.waiting, b.waiting) == (0, 0)
    assert "From 5 March 2020 on b can no longer do “hit”" in told(text, tmp_path)


def test_a_case_without_dates_says_so(tmp_path):
    text = LATE.replace(
        "deadlines:\n  d: {date: 2020-04-02, unless: x, by: b, then: hit}\n", ""
    )
    assert "No date is to come" in told(text, tmp_path)
    file = tmp_path / "case.yaml"
    data = json.loads(detente("deadlines", str(file), "--format", "json").out)
    assert data["dates"] == []
    assert data["first_step"] == {}


def test_what_cannot_be_taken_as_things_stand_is_said(tmp_path):
    text = LATE.replace("hit: {undo: never}", "hit: {undo: never, requires: x}")
    (story,) = dt.deadlines(dt.load(text)).dates
    assert [str(each) for each in story.reasons] == [
        "as things stand it cannot be taken then"
    ]
    assert all(stake.at_once is None for stake in story.stakes)
    met = LATE.replace("x: {undo: never}", "x: {undo: never, now: yes}")
    assert "As things stand now nothing opens" in told(met, tmp_path)


@pytest.mark.parametrize(("cost", "steps"), [(1, ("hit", "jab")), (30, ("hit",))])
def test_the_best_way_to_use_a_date_counts_what_its_moves_cost(cost, steps):
    # Beside hitting, jabbing gives 1 for ever and costs once: 0.1 (1 - cost) + 0.9 x 1.
    text = ANSWERED.format(h="4", e="1.1", g="2", p="9", d="0.9")
    text = text.replace(
        "hit: {undo: never}}", f"hit: {{undo: never}}, jab: {{cost: {{do: {cost}}}}}}}"
    ).replace("hit: 2,", "hit: 2, jab: 1,")
    (story,) = dt.deadlines(dt.load(text)).dates
    assert story.steps == steps
