"""What situations are marked with is what the answer says of them, in its words."""

import re

import pytest

import detente as dt
from detente.analysis.graph import state_graph
from detente.analysis.reading import load
from detente.analysis.setting import Setting
from detente.casefile.source import bundled_cases
from detente.report.document import tables_of
from detente.report.figure.graph.hold import hold_words
from detente.report.naming import Names
from detente.report.pages.overview.first_screen import first_answers
from detente.report.words import SPOKEN, words_of
from detente.study.stability.hold import Hold
from detente.study.stability.path import find_distances
from detente.web.work.kinds import KINDS
from tests.pictures import drawn

UNSAID = """
detente: 1
title: T
parties: {a: {options: {x: {}}}, b: {options: {y: {}}}}
"""

ANSWERED = """
detente: 1
title: T
parties: {a: {options: {x: {}}}, b: {options: {y: {}}}}
preferences: {a: {weights: {x: 1, y: -3}}, b: {weights: {y: -1, x and y: 2}}}
"""
CASES = {**{name: name for name in bundled_cases()}, "answered": ANSWERED}


def asked(kind, case, language, **given):
    """What a page of the web app is told."""
    return KINDS[kind](load(case), words_of(language), given)


def names_of(case, language="en"):
    return Names(load(case), words_of(language), SPOKEN)


def cells(result, names):
    """What the table of the situations says of each: whether it will last."""
    nodes, *_ = tables_of(result.document(names))
    lasts = [column.key for column in nodes.columns].index("lasts")
    return [row[lasts] for row in nodes.rows]


def answer(case, names):
    said = dict(first_answers(dt.analyze(case).answers, names))
    return said[names.say("Will it last?")]


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_the_mark_of_now_begins_the_answer(case, language):
    """In the same words: "hardly" in the table, "Hardly." in the answer."""
    names = names_of(case, language)
    result = dt.state_graph(case)
    (now,) = [place for place, node in enumerate(result.graph.nodes) if node.is_now]
    assert re.match(rf"{cells(result, names)[now]}[.:]", answer(case, names).lower())


def test_verdicts_of_all_kinds_were_compared():
    told = {answer(case, names_of(case)).split()[0] for case in CASES.values()}
    assert told == {"Yes:", "As", "Hardly.", "No."}


@pytest.mark.parametrize(
    ("hold", "language", "said"),
    [
        (Hold.RESTS, "en", "would last"),
        (Hold.ANSWERED, "en", "lasts as long as each expects an answer"),
        (Hold.HARDLY, "en", "would hardly last"),
        (Hold.RESTS, "ru", "удержится"),
        (Hold.ANSWERED, "ru", "держится, пока каждый ждёт ответа"),
        (Hold.HARDLY, "ru", "едва ли удержится"),
    ],
)
def test_no_two_verdicts_are_marked_alike(hold, language, said):
    names = names_of("korea-2019", language)
    assert hold_words(hold, names) == said


def test_what_somebody_would_leave_bears_no_mark():
    assert hold_words(Hold.LEFT, names_of("chicken")) == ""


@pytest.mark.parametrize(
    ("language", "mark", "said"),
    [
        ("en", "would hardly last", "Hardly anybody is held here"),
        ("ru", "едва ли удержится", "Едва ли кого-то здесь что-то держит"),
    ],
)
def test_the_page_of_situations_says_of_now_what_its_reasons_say(language, mark, said):
    page = asked("graph", "korea-2019", language)
    now, *others = page["situations"]
    assert (now["now"], now["held"]) == (True, mark)
    assert f": {mark}" not in page["html"]
    why = asked("explain", "korea-2019", language, state=now["state"])
    assert said in why["html"]
    firm = [each["tone"] for each in others]
    order = ["good", "open", "bad", ""]
    assert firm == sorted(firm, key=order.index)


def test_marks_differ_by_their_lines_and_the_legend_says_what_they_mean():
    names = names_of("iran-2015")
    result = dt.state_graph("iran-2015")
    (found,) = result.pictures(names)
    svg = drawn(found.svg)
    for meaning in (
        "would last: nobody would gain by leaving",
        "lasts as long as each expects an answer",
        "would hardly last: what should hold it would come anyway",
    ):
        assert meaning in svg.texts
    dashes: dict[Hold | None, set[str | None]] = {}
    for node, box in zip(result.held.nodes, svg.of_class("dt-node"), strict=True):
        lines = [each for each in box.iter() if each.tag.endswith("rect")]
        dashes.setdefault(node.hold, set()).update(
            each.get("stroke-dasharray") for each in lines[1:]
        )
    assert dashes[Hold.LEFT] == set()
    inner = [dashes[each] for each in (Hold.RESTS, Hold.ANSWERED, Hold.HARDLY)]
    assert [len(each) for each in inner] == [1, 1, 1]
    assert len(set.union(*inner)) == 3


def test_in_the_terms_of_the_field_equilibria_are_marked_as_such():
    (found,) = dt.state_graph("iran-2015").pictures(
        Names(load("iran-2015"), words_of("en"))
    )
    texts = drawn(found.svg).texts
    assert "equilibrium under SEQ" in texts
    assert not [each for each in texts if "last" in each]


def test_of_situations_that_nobody_is_said_to_want_nothing_is_marked():
    names = names_of(UNSAID)
    result = state_graph(load(UNSAID))
    assert set(cells(result, names)) == {"not to be told yet"}
    (found,) = result.pictures(names)
    assert "last" not in " ".join(drawn(found.svg).texts)
    assert "would" not in found.alt
    said = asked("explain", UNSAID, "en", state="now")["html"]
    assert "Not to be told yet" in said
    assert "Nobody would leave" not in said
    assert answer(UNSAID, names).startswith("Not to be told yet")


def test_where_no_answers_are_named_a_situation_lasts_or_does_not():
    setting = Setting(sanction="strict")
    names = names_of("korea-2019")
    told = cells(dt.state_graph("korea-2019", setting=setting), names)
    assert set(told) == {"yes", "no"}


def test_marks_of_a_large_case_do_not_walk_through_all_its_situations(monkeypatch):
    # Every arm is dear to whoever lays it down alone: nobody is held, each by each.
    arms = {party: [f"{party}{place}" for place in range(5)] for party in "abc"}
    lines = ["detente: 1", "title: Arms", "parties:"]
    for party, own in arms.items():
        options = ", ".join(f"{each}: {{now: yes}}" for each in own)
        lines.append(f"  {party}: {{options: {{{options}}}}}")
    lines.append("preferences:")
    for party, mine in arms.items():
        worth = {o: -1 if o in mine else 3 for own in arms.values() for o in own}
        told = ", ".join(f"{option}: {value}" for option, value in worth.items())
        lines.append(f"  {party}: {{weights: {{{told}}}}}")
    found = state_graph("\n".join(lines) + "\n")
    walked = []

    def walk(*given, **options):
        walked.append(given)
        return find_distances(*given, **options)

    monkeypatch.setattr("detente.study.stability.explanation.find_distances", walk)
    held = [node.hold for node in found.held.nodes]
    assert held.count(Hold.HARDLY) > len(held) / 2
    assert not walked
