"""The picture of what happened when, on a phone."""

from detente.analysis.reading import load
from detente.report.figure.style import NARROW, caption_width
from detente.report.figure.timeline import timeline_picture
from detente.report.naming import Names
from detente.report.words import words_of
from tests.pictures import drawn


def test_what_its_marks_mean_is_seen_without_pushing_it_sideways():
    case = load("korea-2019")
    picture = timeline_picture(case.events, case.as_of, Names(case, words_of("ru")))
    assert picture is not None
    legend = [
        each
        for each in drawn(picture.svg).all("text")
        if each.get("x") and float(each.get("x")) > 20 and not each.get("text-anchor")
    ]
    meanings = {each.text for each in legend}
    assert {"предложение"} <= meanings
    for each in legend:
        assert float(each.get("x")) + caption_width(each.text) <= NARROW
