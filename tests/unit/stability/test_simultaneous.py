"""Two readings of simultaneous moves."""

import json

import pytest

import detente as dt
from tests.running import detente

TWO = """
detente: 1
title: Two roads
parties: {row: {options: {x: {}}}, column: {options: {y: {}}}}
preferences:
  row: {ranking: [NN, YN, NY, YY]}
  column: {ranking: [NN, YY, YN, NY]}
"""


def asked(*words):
    ran = detente(
        "stability", "-", "--concepts", "SEQ_SIM", *words, "--format", "json", stdin=TWO
    )
    assert ran.code == 0, ran.err
    return json.loads(ran.out)


def test_by_default_each_party_may_count_on_simultaneous_moves():
    assert asked()["concepts"]["SEQ_SIM"]["equilibria"] == ["NN", "YN"]


def test_for_fraser_and_hipel_one_alone_may_not_count_on_them():
    found = asked("--simultaneous", "all")["concepts"]["SEQ_SIM"]["equilibria"]
    assert found == ["NN"]


@pytest.mark.parametrize("reading", ["each", "all"])
def test_the_reading_stands_in_the_result(reading):
    assumptions = asked("--simultaneous", reading)["assumptions"]
    assert assumptions["simultaneous"] == reading


@pytest.mark.parametrize(
    ("reading", "said"),
    [("each", "each party by SEQ or by SIM"), ("all", "Fraser and Hipel")],
)
def test_the_reading_is_told_where_it_matters(reading, said):
    words = ("--concepts", "SEQ_SIM", "--simultaneous", reading)
    ran = detente("stability", "korea-2017", *words)
    assert said in " ".join(ran.out.split())


def test_the_reading_is_not_told_where_it_has_no_say():
    assert "SEQ_SIM" not in detente("stability", "korea-2017").out


EVEN = """
detente: 1
title: Nothing lost
parties: {row: {options: {x: {}}}, column: {options: {y: {}}}}
preferences:
  row: {ranking: [YN, [NN, YY], NY]}
  column: {ranking: [[NY, YY], [NN, YN]]}
"""


@pytest.mark.parametrize(("sanction", "held"), [("weak", True), ("strict", False)])
def test_what_costs_nothing_is_no_strict_sanction_at_the_same_time(sanction, held):
    setting = dt.Setting(sanction=sanction)
    found = dt.stability(EVEN, concepts=["SIM", "SEQ_SIM"], setting=setting)
    assert ("NN" in found.stable("SIM", "row")) is held
    assert ("NN" in found.stable("SEQ_SIM", "row")) is held


def test_an_unknown_reading_is_refused():
    with pytest.raises(dt.QuestionError):
        dt.stability(TWO, setting=dt.Setting(simultaneous="both"))
