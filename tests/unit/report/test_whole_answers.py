"""Every word of every answer about small cases, as lines that a person has read."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

import detente as dt
from detente.analysis.result import Result
from tests.answers import LONG, QUESTIONS, answer
from tests.small_cases import (
    BLOW,
    CROSSING,
    DUEL,
    GRAPH,
    LEADERS,
    MANY,
    ORDERS,
    VILLAGES,
    WATCHED,
)
from tests.unit.report.test_pictures_tell_numbers import DEAL
from tests.whole import answered, reported, spoken

ROOT = Path(__file__).parents[3]
KEPT = ROOT / "tests" / "data" / "answers"
OF_OTHERS = ("trust",)
"""What a report says of other cases."""

IN_OTHERS = {
    "analyze",
    "roadmap list",
    "roadmap find",
    "roadmap find exposure",
    "roadmap find guarantee",
}
"""Their JSON is made of what that of other answers holds."""
FORMS = ("markdown", "latex", "csv")
RECORDED = {"calling off", "levers", "simulate", "deadlines"}
"""What is not asked of the full case."""

ASKED: dict[str, tuple[str, dict[str, Callable[..., Result]]]] = {
    "farms": (
        DEAL,
        {
            "calling off": partial(dt.calling_off, road_map="first"),
            "coalitions": partial(dt.coalitions, state="+x +v +y"),
            "compare": dt.compare,
            "evolve": partial(dt.evolve, to="not x", start="now +x +v"),
            "explain": partial(dt.explain, state="+x +v +y"),
            "find": partial(
                dt.find_best_road_map, to="x and y and v", objective="exposure"
            ),
            "force": partial(dt.force, to="x and y", coalition=["upper", "lower"]),
            "graph": partial(dt.state_graph, collapse=True),
            "inverse": partial(dt.inverse, to="x and y"),
            "levers": partial(dt.levers, road_map="last"),
            "roadmap check": lambda case: dt.check_road_map(case, "last").in_full(),
            "states": partial(dt.states, limit=5),
            "sustain": partial(dt.sustain, to="x or z"),
        },
    ),
    "leaders": (
        LEADERS,
        {
            "analyze": dt.analyze,
            "roadmap check": partial(
                dt.check_road_map, road_map="turns", turnover=True, samples=2
            ),
            "simulate": partial(dt.simulate, road_map="both", runs=20, samples=2),
        },
    ),
    "crossing": (
        CROSSING,
        {
            "analyze": dt.analyze,
            "coalitions": partial(dt.coalitions, state="+go +drive"),
            "explain": dt.explain,
            "evolve": partial(dt.evolve, to="go and horn"),
            "inverse": partial(dt.inverse, to="go and drive"),
            "hypergame": dt.hypergame,
            "inverse of what is so": partial(dt.inverse, to="drive and not go"),
            "stability": partial(dt.stability, witnesses=True),
        },
    ),
    "duel": (DUEL, {"analyze": dt.analyze, "explain": dt.explain}),
    "monks": (
        ORDERS,
        {
            "analyze": dt.analyze,
            "exposure": dt.exposure,
            "paper": dt.paper_tables,
            "roadmap check": lambda case: dt.check_road_map(case, "vow").in_full(),
            "roadmap list": lambda case: dt.list_road_maps(case).in_full(),
            "sustain": dt.sustain,
        },
    ),
    "blow": (
        BLOW,
        {
            "analyze": dt.analyze,
            "deadlines": dt.deadlines,
            "follow": partial(dt.follow, road_map="wait"),
            "sustain": dt.sustain,
        },
    ),
    "quarrel": (
        GRAPH,
        {
            "analyze": lambda case: dt.analyze(case).in_full(),
            "coalitions": dt.coalitions,
            "evolve": partial(dt.evolve, start="words"),
            "graph": dt.state_graph,
            "horizon": dt.horizon,
            "paper": dt.paper_tables,
            "states": dt.states,
        },
    ),
    "villages": (
        VILLAGES,
        {
            "analyze in short": dt.analyze,
            "claims": dt.claims,
            "exposure": dt.exposure,
            "follow": partial(dt.follow, road_map="pact"),
            "record": dt.record,
        },
    ),
    "watched": (
        WATCHED,
        {"roadmap check": lambda case: dt.check_road_map(case, "pact").in_full()},
    ),
}


def _of_full(question):
    return answered(answer(question), records=question not in IN_OTHERS)


def _in_form(form):
    return dt.paper_tables(dt.load(GRAPH)).render(form)


def _asked(text, name, ask):
    return answered(ask(dt.load(text)), records=name in RECORDED)


WRITTEN: dict[str, Callable[[], str]] = {
    **{
        f"full/{question}": partial(_of_full, question)
        for question in QUESTIONS
        if question not in LONG
    },
    **{
        f"{name}/{question}": partial(_asked, text, question, ask)
        for name, (text, questions) in ASKED.items()
        for question, ask in questions.items()
    },
    **{f"quarrel/paper in {form}": partial(_in_form, form) for form in FORMS},
    "crossing/graph where nothing is typed": lambda: spoken(
        dt.state_graph(dt.load(CROSSING))
    ),
    "farms/report": lambda: reported(dt.load(DEAL), OF_OTHERS),
    "villages/report": lambda: reported(dt.load(VILLAGES), OF_OTHERS),
    "monks/answers": lambda: reported(dt.load(ORDERS), only="answers"),
    "gates/answers": lambda: reported(dt.load(MANY), only="answers"),
}


def _file(name):
    return KEPT / f"{name.replace(' ', '-')}.txt"


@pytest.mark.parametrize("name", WRITTEN)
def test_an_answer_is_what_was_read(name):
    assert WRITTEN[name]() == _file(name).read_text("utf-8")


def test_no_answer_is_kept_that_nobody_gives():
    assert {*KEPT.rglob("*.txt")} == {*map(_file, WRITTEN)}


if __name__ == "__main__":
    for name, write in WRITTEN.items():
        _file(name).parent.mkdir(parents=True, exist_ok=True)
        _file(name).write_text(write(), "utf-8")
