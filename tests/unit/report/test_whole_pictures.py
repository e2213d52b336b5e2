"""Every picture of small cases, as somebody has looked at it.

`python -m tests.unit.report.test_whole_pictures` draws anew what this compares with.
Open each file that changes, and look whether it still says what its numbers say.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

import detente as dt
from detente.analysis.overview.report import find_report
from detente.analysis.result import Result
from detente.report.document import Picture, pictures_of
from detente.report.naming import Names
from detente.report.words import words_of
from tests.answers import answer
from tests.small_cases import CROSSING, GRAPH, LEADERS, MANY, REIGN, VALLEY, VILLAGES
from tests.unit.overview.test_history_picture import picture, trial
from tests.unit.report.test_columns import KEPT as BANKS
from tests.unit.report.test_pictures_tell_numbers import DEAL

KEPT = Path(__file__).parents[2] / "data" / "pictures"


def _pictures(result):
    return result.pictures(Names(result.case, words_of("en")))


def _asked(text, ask):
    return _pictures(ask(dt.load(text)))


def _of_report(text):
    """Draw what page one and the record show."""
    case = dt.load(text)
    found = find_report(case)
    names = Names(case, words_of("en"))
    parts = {each.id: each for each in found.sections}
    record = parts["record"].document(names) if "record" in parts else ()
    return pictures_of((*found.first.pictures(names), *record))


ASKED: dict[str, tuple[str, Callable[..., Result]]] = {
    "classes": (DEAL, partial(dt.state_graph, collapse=True)),
    "improvements": (DEAL, partial(dt.state_graph, show="improvements")),
    "states": (GRAPH, dt.state_graph),
    "crossing": (CROSSING, dt.state_graph),
    "many-states": (VALLEY, dt.stability),
    "map-of-doubt": (BANKS, partial(dt.map_road_map, road_map="both", grid=4)),
    "what-waits": (REIGN, partial(dt.levers, road_map="never")),
    "map": (LEADERS, partial(dt.map_road_map, road_map="both", grid=5)),
    "slack": (DEAL, partial(dt.check_road_map, road_map="first")),
    "slack-of-much": (
        DEAL.replace("z: -2}", "z: -2000}"),
        partial(dt.check_road_map, road_map="first"),
    ),
    "road-maps": (DEAL, dt.list_road_maps),
    "exposure": (DEAL, partial(dt.exposure, road_map="last")),
    "levers": (DEAL, partial(dt.levers, road_map="both")),
    "leaders": (
        LEADERS,
        partial(dt.check_road_map, road_map="both", turnover=True, samples=0),
    ),
    "breaks": (LEADERS, partial(dt.simulate, road_map="both", runs=200)),
}
SAID = (("A", 0.1, False), ("B", 0.15, True), ("C", 0.4, True), ("D", 0.95, True))
"""Deals, the chances that were said of them, and whether they stood."""
DRAWN: dict[str, Callable[[], tuple[Picture, ...]]] = {
    "full": lambda: _pictures(answer("graph")),
    **{name: partial(_asked, *asked) for name, asked in ASKED.items()},
    "farms": partial(_of_report, DEAL),
    "villages": partial(_of_report, VILLAGES),
    "at-the-crossing": partial(_of_report, CROSSING),
    "chances": lambda: (picture(trial(*SAID)),),
    "gates": partial(_of_report, MANY),
}


def _written(name):
    """Give the text of each file: a line an element, so that a change is seen."""
    drawings = [
        drawing
        for picture in DRAWN[name]()
        for drawing in (picture.svg, picture.narrow)
        if drawing
    ]
    return {
        f"{name}-{place}.svg": str(drawing).replace("><", ">\n<") + "\n"
        for place, drawing in enumerate(drawings, 1)
    }


@pytest.mark.parametrize("name", DRAWN)
def test_a_picture_is_what_was_seen(name):
    kept = {each.name: each.read_text("utf-8") for each in KEPT.glob(f"{name}-?.svg")}
    assert _written(name) == kept


def test_no_picture_is_kept_that_nobody_draws():
    kept = {each.name.rpartition("-")[0] for each in KEPT.glob("*")}
    assert kept == set(DRAWN)


if __name__ == "__main__":
    KEPT.mkdir(exist_ok=True)
    for drawn in DRAWN:
        for file, text in _written(drawn).items():
            (KEPT / file).write_text(text, "utf-8")


@pytest.mark.parametrize("name", DRAWN)
def test_the_numbers_of_a_picture_have_words_to_unfold_them_by(name):
    assert all(each.table.caption for each in DRAWN[name]())
