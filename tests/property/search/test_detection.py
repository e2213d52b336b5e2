"""How soon breaches must be noticed, against judging every delay by itself."""

from itertools import pairwise
from math import inf

from hypothesis import given, settings, strategies as st

from detente.study.deal.road_map import lay_out
from detente.study.deal.watch import Watch, with_watches
from detente.study.game.dynamics import open_dynamics
from detente.study.search.detection import NEVER, Span, _spans, find_detection, steps_of
from detente.study.search.thresholds import least_margins
from tests.property.deal.test_unseen_breaches import random_case

TRIED = 16


def judged(case, watches):
    """Margins of a case of its own, nothing kept from another."""
    dynamics = open_dynamics(with_watches(case, watches))
    return least_margins(dynamics, lay_out(dynamics, case.negotiation.road_maps[0]))


def chance_of(seen):
    return (
        1.0 if seen is None or seen.chance is None else float(seen.chance.amount.value)
    )


def inside(spans, delay):
    return any(
        each.low <= delay <= (inf if each.high is None else each.high) for each in spans
    )


@given(st.integers(0, 10**6))
@settings(max_examples=12, deadline=None)
def test_spans_hold_the_delays_with_which_it_holds(seed):
    case = random_case(seed)
    dynamics = open_dynamics(case)
    layout = lay_out(dynamics, case.negotiation.road_maps[0])
    if layout.reasons:
        return
    steps = steps_of(dynamics, layout)
    for found in find_detection(dynamics, layout):
        group = (found.option,) if found.option else steps
        seen = {step: case.option[step].seen for step in group}
        chances = {
            step: 1.0
            if each is None or each.chance is None
            else float(each.chance.amount.value)
            for step, each in seen.items()
        }
        for delay in range(13):
            margins = judged(
                case, {step: Watch(delay, chances[step]) for step in group}
            )
            assert inside(found.proved, delay) == (margins[0] >= 0)
            if margins[0] < 0:
                assert inside(found.possible, delay) == (margins[1] >= 0)
        never = judged(case, dict.fromkeys(group, NEVER))[0] >= 0
        assert inside(found.proved, inf) <= never
        at_once = judged(case, dict.fromkeys(group, Watch()))[0] >= 0
        assert found.mends == (at_once and judged(case, {})[0] < 0)


@given(st.sets(st.integers(0, 60)), st.booleans())
def test_spans_are_the_runs_of_what_holds(holding, never):
    far = 60
    holding = holding | ({far} if never else set())

    def margins(periods):
        holds = never if periods is None else periods in holding
        return (0.0, 0.0) if holds else (-1.0, -1.0)

    proved, possible = _spans(margins, range(far + 1))
    assert proved == possible
    found = {
        delay
        for each in proved
        for delay in range(each.low, (far if each.high is None else each.high) + 1)
    }
    assert found == holding
    assert all((a.high or 0) + 1 < b.low for a, b in pairwise(proved))
    assert (bool(proved) and proved[-1].high is None) == (never and far in holding)


def test_the_end_of_a_span_between_two_points_of_the_scan_is_found():
    def margins(periods):
        holds = periods is None or periods >= 37
        return (0.0, 0.0) if holds else (-1.0, -1.0)

    assert _spans(margins, (0, 1, 10, 100))[0] == (Span(37, None),)
