"""Linear programmes over assumed numbers against corners and vertices tried out."""

import os
from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from detente.study.deal.calling_off import find_calling_off
from detente.study.deal.linear_form import linear_form
from detente.study.robustness.assumed_numbers import list_assumptions
from detente.study.robustness.going_along import Answer, find_going_along
from detente.study.robustness.with_values import renumbered
from tests.assumed_deals import opened_deal

pytestmark = pytest.mark.needs("scipy")
MANY = settings(max_examples=int(os.environ.get("DETENTE_DEALS", "12")))
SEEDS = st.integers(0, 2**32 - 1)
NEAR = 1e-7


def own(dynamics, party):
    """The assumptions of one party: its weights, the costs of its options."""
    case, name = dynamics.case, dynamics.parties[party]
    costs = {f"options.{each.id}" for each in case.party[name].options}
    return [
        each
        for each in list_assumptions(case)
        if each.path.startswith(f"preferences.{name}.")
        or each.path.rpartition(".cost")[0] in costs
    ]


def both(each):
    """What is found of signing, and of going on to the end."""
    assert each.reason is None
    return each.signs, each.goes_along


def worth(dynamics, layout, party, numbers):
    """What signing is worth to a party under other numbers."""
    found = find_calling_off(renumbered(dynamics, numbers), layout)
    return found.signing[party].worth


def margins(found, party):
    """What a party gains by signing, and at least by that and by going on."""
    worth = found.signing[party].worth
    slacks = [stage.parties[party].slack for stage in found.stages]
    return worth, min([worth, *(each for each in slacks if each is not None)])


@given(SEEDS)
@MANY
def test_all_numbers_do_where_all_corners_of_their_box_do(seed):
    dynamics, layout = opened_deal(seed)
    for party, each in enumerate(find_going_along(dynamics, layout)):
        numbers = own(dynamics, party)
        corners = product(*({one.low, one.high} for one in numbers))
        tried = []
        for corner in corners:
            drawn = {one.path: x for one, x in zip(numbers, corner, strict=True)}
            found = find_calling_off(renumbered(dynamics, drawn), layout)
            tried.append(margins(found, party))
        for place, latitude in enumerate(both(each)):
            least = min(one[place] for one in tried)
            assert latitude.least == pytest.approx(least, abs=NEAR)
            assert latitude.most >= max(one[place] for one in tried) - 1e-7
            if abs(least) > 1e-6:
                assert (latitude.answer is Answer.ALWAYS) == (least > 0)


def polytope(dynamics, layout, party):
    """Rows over what is assumed, and its limits: both as `a @ x >= b`."""
    form = linear_form(dynamics, layout, party)
    rows = form.matrix(float(dynamics.patience[party]))
    numbers = own(dynamics, party)
    places = [form.variables.index(each.path) for each in numbers]
    rest = form.values.copy()
    rest[places] = 0
    limits, beyond = [], []
    for place, each in enumerate(numbers):
        unit = np.eye(len(numbers))[place]
        limits += [unit, -unit]
        beyond += [each.low, -each.high]
    wanted = dynamics.case.preference[dynamics.parties[party]]
    of = [weight.of for weight in wanted.weights]
    for judged in wanted.tradeoffs:
        row = np.zeros(len(form.variables))
        row[of.index(judged.more[0])] += 1
        row[of.index(judged.than[0])] -= 1
        limits.append(row[places])
        beyond.append(-row @ rest)
    if wanted.by_trade_offs:
        all_points = np.array(
            [each.path.startswith("preferences.") for each in numbers], float
        )
        limits += [all_points, -all_points]
        beyond += [100, -100]
    return rows[:, places], rows @ rest, np.array(limits), np.array(beyond)


def vertices(limits, beyond):
    """Every point where as many limits meet as there are numbers, and all hold."""
    n = limits.shape[1]
    chosen = np.array(list(combinations(range(len(limits)), n)))
    systems, sides = limits[chosen], beyond[chosen]
    regular = np.abs(np.linalg.det(systems)) > 1e-9
    points = np.linalg.solve(systems[regular], sides[regular][..., None])[..., 0]
    return points[(points @ limits.T >= beyond - 1e-9).all(axis=1)]


@given(SEEDS, st.sampled_from([True, False, "alone"]))
@MANY
def test_programmes_find_what_the_vertices_show(seed, tradeoffs):
    dynamics, layout = opened_deal(seed, 2, tradeoffs=tradeoffs, options=3)
    for party, each in enumerate(find_going_along(dynamics, layout)):
        slopes, base, limits, beyond = polytope(dynamics, layout, party)
        if not slopes.shape[1] or (limits == 0).all(axis=1).any():
            continue
        points = vertices(limits, beyond)
        for n_rows, latitude in zip((1, len(base)), both(each), strict=True):
            shown = points @ slopes[:n_rows].T + base[:n_rows]
            assert latitude.least == pytest.approx(shown.min(), abs=NEAR)
            # The largest t with every row at t or above, one dimension up.
            above = np.hstack([slopes[:n_rows], -np.ones((n_rows, 1))])
            within = np.hstack([limits, np.zeros((len(limits), 1))])
            raised = vertices(
                np.vstack([above, within]), np.concatenate([-base[:n_rows], beyond])
            )
            assert latitude.most == pytest.approx(raised[:, -1].max(), abs=NEAR)


@given(SEEDS, st.sampled_from([True, False, "alone"]))
@MANY
def test_answers_say_what_least_and_most_say(seed, tradeoffs):
    dynamics, layout = opened_deal(seed, tradeoffs=tradeoffs)
    found = find_calling_off(dynamics, layout)
    for party, each in enumerate(find_going_along(dynamics, layout)):
        written = margins(found, party)
        for place, latitude in enumerate(both(each)):
            assert latitude.least <= written[place] + 1e-9
            assert written[place] <= latitude.most + 1e-7
            assert latitude.as_written == (written[place] >= -1e-9)
            if min(abs(latitude.least), abs(latitude.most)) > 1e-6:
                answer = {
                    (True, True): Answer.ALWAYS,
                    (False, True): Answer.DEPENDS,
                    (False, False): Answer.NEVER,
                }[latitude.least > 0, latitude.most > 0]
                assert latitude.answer is answer
            depends = latitude.answer is Answer.DEPENDS
            # Where trade-offs alone hold it back no range of a number does.
            assert depends or not latitude.decided_by
            assert tradeoffs or bool(latitude.decided_by) == depends


@given(SEEDS)
@MANY
def test_where_a_weight_is_said_to_turn_signing_it_is_worth_nothing(seed):
    dynamics, layout = opened_deal(seed)
    for party, each in enumerate(find_going_along(dynamics, layout)):
        for number in both(each)[0].decided_by:
            ends = [
                worth(dynamics, layout, party, {number.path: end})
                for end in (number.low, number.high)
            ]
            width = number.high - number.low
            assert number.marginal * width == pytest.approx(ends[1] - ends[0], abs=1e-6)
            turns = min(ends) < -1e-9 and max(ends) > 1e-9
            if number.turns_at is None:
                assert not turns
                continue
            there = {number.path: number.turns_at}
            assert worth(dynamics, layout, party, there) == pytest.approx(0, abs=1e-6)


@given(SEEDS)
@MANY
def test_numbers_are_named_by_how_far_they_move_what_decides(seed):
    dynamics, layout = opened_deal(seed, 5, options=5)
    for each in find_going_along(dynamics, layout):
        for latitude in both(each):
            moved = [
                abs(one.marginal) * (one.high - one.low) for one in latitude.decided_by
            ]
            assert len(moved) <= 3
            assert moved == sorted(moved, reverse=True)
