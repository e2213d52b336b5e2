"""Single figures, arrows and reasons: both sides of every edge, and each arm."""

import re
from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest

import detente as dt
from detente.errors import Message
from detente.model.quantity import Duration
from detente.report.data.deal import rounded_data
from detente.report.document import Cell, Listing, Paragraph, Table
from detente.report.figure.axis import Scale
from detente.report.figure.gains import _arrow, _gain
from detente.report.naming import Names
from detente.report.pages.deal.guarantors import guarantors_section
from detente.report.pages.lever.levers import _figure as share_figure
from detente.report.pages.robustness.robust import robust_line
from detente.report.pages.search.detection import detection_blocks
from detente.report.pages.stability.states import state_payoffs
from detente.report.pages.time.dates import _figure, _span
from detente.report.quantity import amount
from detente.report.words import words_of
from detente.study.deal.asymmetry import Rounded
from detente.study.deal.calling_off import CallingOff, Shares
from detente.study.deal.guarantor import GuarantorCheck
from detente.study.deal.verdict import Verdict
from detente.study.robustness.robust import Share
from detente.study.search.detection import Detection
from tests.unit.report.test_pictures_tell_numbers import DEAL


@pytest.fixture(scope="module")
def names():
    named = DEAL.replace("x: {undo", "x: {name: Dam, undo")
    return Names(dt.load(named), words_of("en"))


@pytest.mark.parametrize(
    ("value", "told", "in_russian"),
    [
        (0.0, "0.00", "0,00"),
        (1e-9, "<0.01", "<0,01"),
        (0.0049, "<0.01", "<0,01"),
        (0.0051, "0.01", "0,01"),
        (1.5, "1.50", "1,50"),
    ],
)
def test_what_somebody_gains_is_never_told_as_nothing(value, told, in_russian):
    assert str(amount(value, words_of("en"))) == told
    assert str(amount(value, words_of("ru"))) == in_russian


def test_who_loses_a_thousandth_is_not_said_to_lose_nothing():
    case = """
detente: 1
parties: {upper: {options: {x: {}}}, lower: {options: {y: {}}}}
preferences:
  upper: {weights: {x: -1.001, y: 0.5, x and y: 0.5}}
  lower: {weights: {y: -1, x: 2}}
patience: 0.9
roadmaps: {p: {stages: [[x, y]]}}
"""
    told = " ".join(dt.check_road_map(case, "p").text().replace("\u00a0", "~").split())
    assert "the whole is worth <0.01 less than today (<1~% of all" in told


@pytest.mark.parametrize(
    ("value", "size", "told"),
    [
        (0, 1, "+0.00"),
        (-1e-12, 1, "+0.00"),
        (3, 1, "+3.00"),
        (-0.006, 1, "-0.01"),
        # A billionth of a large range is nothing, of either sign.
        (0.1, 1e8, "+0.00"),
        (-0.1, 1e8, "+0.00"),
        (0.11, 1e8, "+0.11"),
        (-0.11, 1e8, "-0.11"),
        # A range below 1 counts as 1.
        (0.11, 0, "+0.11"),
    ],
)
def test_what_is_slight_beside_all_that_is_at_stake_is_nothing(
    names, value, size, told
):
    assert _figure(value, size, names) == told


@pytest.mark.parametrize(
    ("ends", "told"),
    [
        (None, "-"),
        ((0.01, 0.1), "+0.00"),
        ((-0.05, 0.3), "+0.00 to +0.30"),
        ((-1.004, -0.996), "-1.00"),
        ((-2, 1), "-2.00 to +1.00"),
    ],
)
def test_a_span_of_two_equal_figures_is_one(names, ends, told):
    assert _span(ends, 1e8, names) == told


def points(markup):
    (found,) = re.findall(r'points="([^"]*)"', markup)
    return [tuple(map(float, each.split(","))) for each in found.split()]


@pytest.mark.parametrize(
    ("start", "end", "neck"),
    [(0, 30, 24), (30, 0, 6), (10, 16, 10), (16, 10, 16), (10, 16.5, 10.5), (5, 6, 5)],
)
def test_an_arrow_has_a_head_at_its_end_and_no_neck_where_there_is_no_room(
    start, end, neck
):
    shaft = [(start, 8), (neck, 8), (neck, 4), (end, 10)]
    assert points(_arrow(1, (start, end), 10)) == [
        *shaft,
        *((neck, 16), (neck, 12), (start, 12)),
    ]


@pytest.mark.parametrize("place", [None, 0, 2])
def test_an_arrow_of_no_length_is_a_dot_where_it_would_begin(place):
    dot = _arrow(place, (5, 5.9), 10)
    assert dot.startswith('<circle cx="5" cy="10" r="2.5"')
    assert ("dt-ink" if place is None else f"dt-f{place}") in dot
    assert ("dt-ink" if place is None else f"dt-f{place}") in _arrow(place, (5, 9), 10)


@pytest.mark.parametrize(
    ("end", "lowest", "dashed"),
    [
        (0.5, 0.0, None),
        (0.5, -0.25, -0.25),
        (-0.25, -0.25, None),
        (-0.25, -0.5, -0.5),
        (0.5, 0.25, None),
    ],
)
def test_the_lowest_point_is_drawn_where_it_is_below_today_and_below_the_end(
    end, lowest, dashed
):
    across = Scale(-1, 1, 0, 200)
    parts = _gain(0, across, 10, (end, lowest))
    assert len(parts) == (1 if dashed is None else 3)
    # The arrow covers the line on which it stands.
    assert points(parts[0 if dashed is None else 1])[3] == (across(end), 10)
    if dashed is not None:
        line, _, ring = parts
        assert f'x1="100" y1="10" x2="{across(dashed):g}" y2="10"' in line
        assert f'cx="{across(dashed):g}" cy="10" r="4.5"' in ring


WHY = Message("as things stand it cannot be taken then")


def guarantor(**found):
    return GuarantorCheck("both", "upper", "lower", "third", **found)


@pytest.mark.parametrize(
    ("found", "told"),
    [
        ({}, "-"),
        ({"reason": WHY}, "as things stand it cannot be taken then"),
        ({"credible": True, "lasts": True}, "yes"),
        ({"credible": True, "lasts": False}, "at first, not to the end"),
        ({"credible": True, "lasts": None}, "at first, then open"),
        ({"credible": True, "lasts": None, "reason": WHY}, "at first, then open"),
        ({"credible": False, "lasts": True}, "no"),
        ({"credible": False, "lasts": False}, "no"),
        ({"credible": False, "lasts": None, "reason": WHY}, "no"),
    ],
)
def test_whether_a_guarantor_stands_by_it_is_told_in_each_case(names, found, told):
    check = guarantor(
        **found, gain_now=0.0004, gain=-0.0005, victim_loses=None, breacher_gains=7
    )
    _, table, *rest = guarantors_section((check,), names)
    figures = ("0.000", "-0.001", "-")
    assert isinstance(table, Table)
    assert table.rows == (("Upper", "Both at once", "Lower", told, *figures),)
    # Why it is open is told below where it stands by it at first.
    listed = [block for block in rest if WHY.template in str(block)]
    assert bool(listed) is (told == "at first, then open" and "reason" in found)
    _, stands, *_ = guarantors_section((check,), names, full=False)
    assert isinstance(stands, Listing)
    (said,) = stands.items
    asked = "would Upper stand by it? " if "credible" in found else ""
    assert said.endswith(f"against Lower: {asked}{told}")


def test_without_a_guarantor_nothing_is_told(names):
    assert guarantors_section((), names) == ()


@pytest.mark.parametrize(("name", "share"), [("signs", 0.75), ("nobody", 0.5)])
def test_a_share_is_told_of_the_question_that_was_asked(names, name, share):
    shares = Shares(200, 0, 0.75, 0.5, ())
    cell = share_figure(CallingOff((), (), shares), name, names)
    assert isinstance(cell, Cell)
    assert (str(cell), cell.value) == (f"{100 * share:.0f}", share)
    for unknown in (None, CallingOff((), ())):
        cell = share_figure(unknown, name, names)
        assert (str(cell), cell.value) == ("-", None)


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"party": "upper"}, "Upper"),
        ({"party": "nobody of these"}, "nobody of these"),
        ({"party": 3}, "3"),
        ({"step": "x"}, "Dam"),
        ({"step": "not there"}, "not there"),
        ({"step": 3}, "3"),
        ({"needed": "x"}, "Dam"),
        ({"needed": "not there"}, "not there"),
        ({"order": "third, upper"}, "Third, Upper"),
        ({"order": 3}, "3"),
        ({"state": "NNNN"}, "how things stand now"),
        ({"state": "YNNN, NNNN"}, "now, with “Dam”; how things stand now"),
        ({"state": 3}, "3"),
    ],
)
def test_a_reason_names_what_the_case_knows(names, values, told):
    ((key, _),) = values.items()
    assert names.reason(Message(f"it is {{{key}}}", **values)) == f"it is {told}"


@pytest.mark.parametrize(
    ("irreversible", "counts"), [(True, "never"), (False, "within a period")]
)
def test_a_rounded_time_is_written_with_what_it_counts_as(irreversible, counts):
    each = Rounded("x", Duration(Decimal(3), "year"), irreversible=irreversible)
    assert rounded_data(each) == {
        "option": "x",
        "undo": "3 year",
        "counts_as": counts,
    }


@pytest.mark.parametrize(
    ("option", "mends", "told"),
    [("x", True, True), ("x", False, False), (None, True, False), (None, False, False)],
)
def test_only_a_step_that_mends_is_said_to_mend(names, option, mends, told):
    party = None if option is None else "upper"
    found = Detection(option, party, (), (), (), (), mends=mends)
    said = [
        block.text
        for block in detection_blocks((found,), "both", names)
        if isinstance(block, Paragraph)
    ]
    assert any("it would if a breach" in each for each in said) is told


def test_payoffs_are_given_of_the_states_that_are_shown():
    engine = dt.analyze(DEAL).overview.sets.engine
    shown = np.zeros(engine.n_states, np.bool_)
    shown[[0, 3]] = True
    states = [state for state, _ in state_payoffs(engine, shown)]
    assert states == [engine.state(0), engine.state(3)]


def test_the_line_on_robustness_is_that_of_its_own_road_map(names):
    proved, refuted = (
        Share(plan, verdict, ((verdict, 1.0),), None)
        for plan, verdict in (("both", Verdict.PROVED), ("first", Verdict.REFUTED))
    )
    known = dt.robust(DEAL, samples=2).robustness
    found = replace(known, shares=(proved, refuted), drawn=("upper",))
    own, other = (robust_line(found, plan, names) for plan in ("both", "first"))
    assert "keeps itself in 100" in own
    assert "keeps itself in 100" not in other
