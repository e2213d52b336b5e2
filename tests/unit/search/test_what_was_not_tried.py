"""Which of the things that a search leaves out it tells, by what was looked for."""

import sys

import pytest

import detente as dt
from detente.errors import Message
from detente.study.search.find_road_map import find_road_map

FARMS = """
detente: 1
title: Two farms
period: 1 month
parties: {a: {options: {x: {}}}, b: {options: {y: {}}}}
preferences: {a: {weights: {x: -1, y: 3}}, b: {weights: {x: 3, y: -1}}}
patience: 0.9
"""
ORDERS = Message("not all orders were weighed")


@pytest.mark.parametrize(
    ("to", "objective", "told"),
    [
        ("x and y", "slack", True),
        ("x and y", "exposure", False),
        # Where there is none, what was not tried may hold one.
        ("x and not x", "slack", True),
        ("x and not x", "exposure", True),
    ],
)
def test_orders_that_were_not_weighed_are_told_where_they_count(
    monkeypatch, to, objective, told
):
    module = sys.modules[find_road_map.__module__]
    monkeypatch.setattr(module, "_unseen", lambda *_: (ORDERS,))
    found = dt.find_best_road_map(dt.load(FARMS), to, objective)
    assert (ORDERS in found.found.reasons) is told
