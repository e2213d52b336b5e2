"""Bars of histories that broke at one time stand on each other."""

from collections import defaultdict
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

import pytest

import detente as dt
from detente.model.quantity import Duration
from detente.report.figure.breaks import breaks_picture
from detente.report.naming import Names
from detente.report.words import words_of
from tests.pictures import drawn
from tests.three_party import plan
from tests.unit.time.test_turnover import leaders_case


def test_of_two_stages_in_one_bar_the_second_begins_where_the_first_ends():
    # Five years in weeks are drawn three weeks a bar: in the first some break at the
    # second stage and some while staying.
    case = leaders_case(0.1)
    talks = replace(
        case.negotiation,
        road_maps=(plan("p", "x/y"),),
        period=Duration(Decimal(1), "week"),
    )
    case = replace(case, negotiation=talks)
    found = dt.simulate(case, "p", 1000).simulation
    picture = breaks_picture(found, Names(case, words_of("en")))
    assert picture is not None
    bars = defaultdict(list)
    for each in drawn(picture.svg).all("rect"):
        if each.get("y") is not None and each.get("height") != "14":
            top, height = float(each.get("y")), float(each.get("height"))
            bars[each.get("x")].append((top + height, top))
    foot = max(bar[0][0] for bar in bars.values())
    stacked = [bar for bar in bars.values() if len(bar) > 1]
    assert stacked
    for bar in bars.values():
        assert bar[0][0] == pytest.approx(foot, abs=0.11)
        for below, above in pairwise(bar):
            assert above[0] == pytest.approx(below[1], abs=0.11)
