"""The picture of the test of history: each deal where it was said and what it did."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from detente.analysis.overview.history import HistoryResult, kept_history
from detente.casefile.coding import load_sheet
from detente.errors import QuestionError
from detente.model.coding import Outcome
from detente.model.text import Text
from detente.report.figure.style import PAPER
from detente.report.pages.overview.history import deals_table
from detente.report.words import words_of
from detente.study.history.prediction import Prediction
from detente.study.history.trial import Deal, Trial
from tests.pictures import at, drawn, number, scale
from tests.running import detente

LAKE = load_sheet(Path(__file__).with_name("lake.yaml"))


def deal(name, chance, stood):
    """A deal of which a chance was said, and whether it stood."""
    sheet = replace(LAKE, name=name, title=Text.plain(f"Deal {name}"))
    said = Prediction(name, chance, chance, 1, "north", 3, 2)
    told = None if stood is None else Outcome(name, stood=stood)
    return Deal(sheet, said if chance is not None else None, told, 0.5)


def trial(*deals):
    return Trial(tuple(deal(*each) for each in deals), samples=1, seed=0)


def picture(found, language="en"):
    (only,) = HistoryResult(found).pictures(language)
    return only


def dots(svg):
    """Chance, height and whether it is filled, of each dot that has a name."""
    marks = [
        (float(each.get("x")), number(each.text))
        for each in svg.all("text")
        if each.get("text-anchor") == "middle" and number(each.text or "") is not None
    ]
    value = scale(marks)
    found = [each for each in svg.all("circle") if len(each)]
    return sorted(
        (
            round(value(float(each.get("cx"))), 2),
            float(each.get("cy")),
            each.get("fill") != PAPER,
        )
        for each in found
    )


THREE = trial(
    ("a", 0.2, True),
    ("b", 0.9, True),
    ("c", 0.45, False),
    ("control", None, True),
    ("unknown", 0.3, None),
)


def test_each_scored_deal_is_a_dot_above_its_chance_on_the_edge_of_what_happened():
    svg = drawn(picture(THREE).svg)
    edges = {
        each.text: at(each)[1]
        for each in svg.all("text")
        if each.text in ("stood", "fell")
    }
    assert edges["stood"] < edges["fell"]
    told = [(x, filled) for x, y, filled in dots(svg) if abs(y - edges["stood"]) < 0.1]
    assert told == [(0.2, False), (0.9, True)]
    told = [(x, filled) for x, y, filled in dots(svg) if abs(y - edges["fell"]) < 0.1]
    assert told == [(0.45, True)]
    assert len(dots(svg)) == 3


def test_names_stand_right_of_their_dots_each_on_a_line_of_its_own():
    svg = drawn(picture(THREE).svg)
    names = {each.text: at(each) for each in svg.all("text") if "Deal" in each.text}
    assert set(names) == {"Deal a", "Deal b", "Deal c"}
    assert len({y for _, y in names.values()}) == 3
    chance = {"Deal a": 0.2, "Deal b": 0.9, "Deal c": 0.45}
    left = sorted(names, key=lambda each: names[each][0])
    assert left == sorted(chance, key=chance.__getitem__)


def test_the_band_that_says_nothing_lies_between_a_third_and_two_thirds():
    svg = drawn(picture(THREE).svg)
    band, sample = svg.of_class("dt-tint")
    assert float(sample.get("width")) < float(band.get("width"))
    marks = [
        (float(each.get("x")), number(each.text))
        for each in svg.all("text")
        if each.get("text-anchor") == "middle" and number(each.text or "") is not None
    ]
    value = scale(marks)
    left = float(band.get("x"))
    assert value(left) == pytest.approx(1 / 3, abs=0.002)
    right = left + float(band.get("width"))
    assert value(right) == pytest.approx(2 / 3, abs=0.002)
    (slanted, _) = [each for each in svg.all("line") if each.get("stroke-dasharray")]
    ends = [value(float(slanted.get(key))) for key in ("x1", "x2")]
    assert ends == pytest.approx([0, 1], abs=0.002)
    heights = {y for _, y, _ in dots(svg)}
    assert {float(slanted.get(key)) for key in ("y1", "y2")} == heights


def test_no_line_to_a_name_crosses_another_name():
    rng = np.random.default_rng(3)
    many = trial(
        *(
            (f"number {k}", float(chance), bool(k % 2))
            for k, chance in enumerate(rng.random(14))
        )
    )
    svg = drawn(picture(many).svg)
    names = [each for each in svg.all("text") if "Deal" in each.text]
    stems = [
        each
        for each in svg.all("line")
        if each.get("x1") == each.get("x2") and not each.get("stroke-width")
    ]
    assert len(stems) == 14
    for name in names:
        x, y = at(name)
        for stem in stems:
            low, high = sorted(float(stem.get(key)) for key in ("y1", "y2"))
            across = float(stem.get("x1"))
            assert not (low < y - 1 and y + 1 < high and across > x)


def test_what_is_read_out_names_every_deal():
    shown = picture(THREE)
    assert shown.alt == (
        "Deal a: 0.20, stood; Deal c: 0.45, did not stand; Deal b: 0.90, stood"
    )
    assert shown.table == deals_table(THREE, words_of("en"))
    assert "Deal c: 0,45, не устояла" in picture(THREE, "ru").alt


def test_nothing_is_drawn_where_nothing_is_scored():
    found = HistoryResult(trial(("control", None, True)))
    assert found.pictures() == ()
    with pytest.raises(QuestionError, match="no picture"):
        found.render("svg")
    assert "Deal control" in found.text()


@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_run_that_is_kept_is_drawn_by_the_command(tmp_path, language):
    target = tmp_path / "drawn.svg"
    run = detente("history", "--kept", "--lang", language, "--output", target)
    assert (run.code, run.out) == (0, "")
    assert target.read_text("utf-8") == kept_history().render("svg", language)
    assert len(dots(drawn(target.read_text("utf-8")))) == 8


def test_the_worst_misses_stand_first():
    missed = ("a", 0.5, True), ("b", 0.9, False), ("c", 0.1, False), ("d", None, True)
    rows = deals_table(trial(*missed), words_of("en")).rows
    assert [row[0] for row in rows] == ["Deal b", "Deal a", "Deal c", "Deal d"]
