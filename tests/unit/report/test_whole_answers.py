"""Every word of every answer about small cases, as lines that a person has read."""

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

import pytest

import detente as dt
from detente.analysis.result import Result
from detente.analysis.setting import Setting
from detente.report.words import words_of
from tests.answers import LONG, QUESTIONS, answer
from tests.small_cases import (
    BLOW,
    CROSSING,
    DUEL,
    GRAPH,
    LEADERS,
    MANY,
    ORDERS,
    REIGN,
    VALLEY,
    VILLAGES,
    WATCHED,
)
from tests.unit.coalition.test_force import ORDERED, STRAIT
from tests.unit.report.sentences import SENTENCES
from tests.unit.report.test_columns import FARMS, KEPT as BANKS
from tests.unit.report.test_pictures_tell_numbers import DEAL
from tests.whole import answered, reported, spoken, whole

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


def strictly(case):
    return dt.analyze(case, setting=Setting(sanction="strict"))


ASKED: dict[str, tuple[str | dict[str, object], dict[str, Callable[..., Result]]]] = {
    "farms": (
        DEAL,
        {
            "robust": partial(dt.robust, samples=2),
            "find with all": partial(dt.find_best_road_map, to="x and y and z and v"),
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
            "thresholds": partial(
                dt.road_map_thresholds, road_map="both", turnover=False
            ),
            "roadmap weights": partial(dt.going_along, road_map="turns"),
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
    "duel": (
        DUEL,
        {"analyze": dt.analyze, "explain": dt.explain, "find gain": dt.find_best_deal},
    ),
    "duel of the patient": (
        DUEL + "patience: 0.9\n",
        {"find": partial(dt.find_best_road_map, to="x")},
    ),
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
            "find gain": dt.find_best_deal,
            "analyze": dt.analyze,
            "deadlines": dt.deadlines,
            "follow": partial(dt.follow, road_map="wait"),
            "sustain": dt.sustain,
        },
    ),
    "quarrel": (
        GRAPH,
        {
            "analyze by strict sanctions": strictly,
            "claims": dt.claims,
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
    "banks": (
        BANKS,
        {
            "analyze by strict sanctions": strictly,
            "find": partial(dt.find_best_road_map, to="y and not x"),
            "thresholds": partial(dt.road_map_thresholds, road_map="both"),
        },
    ),
    "reign": (
        REIGN,
        {
            "compare": dt.compare,
            "deadlines": dt.deadlines,
            "levers": partial(dt.levers, road_map="never"),
            "roadmap check": partial(dt.check_road_map, road_map="both", samples=0),
            "roadmap check of what waits": partial(dt.check_road_map, road_map="never"),
            "simulate": partial(dt.simulate, road_map="both", runs=20),
            "claims": partial(dt.claims, samples=0),
            "follow": partial(
                dt.follow, road_map="both", changed_since=date(2020, 3, 1)
            ),
        },
    ),
    "shield": (
        FARMS,
        {
            "roadmap check": lambda case: dt.check_road_map(case, "both").in_full(),
            "roadmap check in short": partial(dt.check_road_map, road_map="back"),
        },
    ),
    "strait": (
        STRAIT,
        {
            "force": partial(dt.force, to="record", coalition=["north", "south"]),
            "force by chance": lambda case: dt.force(
                case, "gate and pilots", ["north", "south"], within=2
            ).by_chance({"pilots": 0.25}),
            "force in the end": lambda case: dt.force(
                case, "record", ["north", "south", "registry"]
            ).by_chance({"pilots": 0.25}),
            "force in two rounds": partial(
                dt.force, to="record and not gate", within=2
            ),
        },
    ),
    "strait in order": (ORDERED, {"force": partial(dt.force, to="record", within=1)}),
    "valley": (
        VALLEY,
        {
            "robust": partial(dt.robust, samples=3),
            "coalitions": dt.coalitions,
            "analyze": dt.analyze,
            "find": partial(dt.find_best_road_map, to="dam and mill and guard"),
            "find gain": dt.find_best_deal,
            "roadmap check": lambda case: dt.check_road_map(
                case, "swap", samples=2
            ).in_full(),
            "roadmap weights": partial(dt.going_along, road_map="gift"),
            "sustain": partial(dt.sustain, to="dam and mill"),
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


def _exported(text, form):
    return dt.convert_case(dt.load(text), form).text


def _lines(say):
    return "".join(f"{line}\n" for line in say())


def _hazard():
    found = dt.hazard("USA,PRK")
    sheet = found.sheet(words_of("en", plain=True))
    return whole(found.page(words_of("en"))) + whole(sheet)


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
    **{
        f"crossing/export to {form}": partial(_exported, CROSSING, form)
        for form in ("nfg", "graphml", "gmcr")
    },
    **{f"sentences/{about}": partial(_lines, say) for about, say in SENTENCES.items()},
    "crossing/graph where nothing is typed": lambda: spoken(
        dt.state_graph(dt.load(CROSSING))
    ),
    "villages/record in latex": lambda: dt.record(dt.load(VILLAGES)).render("latex"),
    "countries/hazard": _hazard,
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
