"""Every column of the tables of every answer holds what its heading says.

What a cell should hold is told from the JSON of the same answer, by its key. The
case is one in which no two columns of a table are alike, so that columns that
change places are seen.
"""

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest

import detente as dt
from detente.analysis.setting import Setting
from detente.report.document import Fold, Table
from detente.report.naming import Names
from detente.report.words import words_of
from tests import answers, columns_of_deals, columns_of_following, columns_of_states
from tests.answers import QUESTIONS
from tests.columns_words import ANYTHING, in_days
from tests.unit.coalition.test_force import STRAIT
from tests.unit.time.test_deal_turnover import LEADERS

FOLLOWED = Path(__file__).parents[2] / "data" / "followed.csv"
CORE = ("R", "GMR", "SMR", "SEQ", "SSEQ")
ORDERED = {*CORE, "month"}
TEXT = answers.FULL.replace(
    "    options:\n      freeze: {", "    options:\n      freeze: {now: yes, ", 1
)
TEXT = TEXT.replace(
    "claims:\n",
    """\
  - {date: 2019-01-20, kind: verification, parties: [un], option: test, value: yes}
  - {date: 2019-06-01, kind: deed, parties: [dprk], option: freeze, value: no}
  - {date: 2019-07-01, kind: meeting, parties: [usa, dprk]}
  - {date: 2017-01-01, kind: kept, parties: [usa]}
  - {date: 2017-02-01, kind: kept, parties: [usa]}
  - {date: 2017-03-01, kind: kept, parties: [usa]}
  - {date: 2017-04-01, kind: breach, parties: [usa], disputed: yes}
claims:
""",
    1,
)
FARMS = """
detente: 1
title: Three farms
parties:
  upper: {name: Upper, options: {x: {undo: never}}}
  lower: {name: Lower, options: {y: {}}}
  well: {name: The well, options: {pact: {now: yes}}}
preferences:
  upper: {weights: {x: -1, y: 3}}
  lower: {weights: {y: -1, x: 3}}
  well: {weights: {pact: -0.25}}
patience: 0.9
guarantees:
  shield: {by: well, protects: upper, against: lower, undoing: y, penalty: {flow: 0.5},
    compensation: {flow: 2}, believed: 0.5, when: pact}
roadmaps: {both: {name: Both, stages: [x, y]}, back: {name: Back, stages: [y, x]}}
"""
"""Of guarantors and of exposure."""

KEPT = """
detente: 1
title: Two banks of a river
period: 1 month
patience: {upper: 0.95, lower: 0.7}
movers: [lower, upper]
bodies: {un: {name: UN}}
parties:
  upper: {name: Upper, options: {x: {now: yes}}}
  lower: {name: Lower, options: {y: {undo: 3 months}}}
preferences:
  upper: {weights: {x: -1.92, y: 3.44, x and y: 3.27}}
  lower: {weights: {x: 5.16, y: -1.73, x and y: 2.35}}
roadmaps: {both: {name: Both, stages: [[y, not x]]}}
"""
"""Here what is proved and what is not refuted differ."""

DILEMMA = """
detente: 1
title: Two farms
parties:
  upper: {name: Upper, options: {x: {}}}
  lower: {name: Lower, options: {y: {}}}
preferences:
  upper: {weights: {x: -1, y: 3}}
  lower: {weights: {y: -1, x: 2}}
patience: 0.4
roadmaps: {both: {name: Both, stages: [x, y]}}
"""

ROUND = """
detente: 1
title: After a breach nobody settles
parties: {a: {options: {z: {}}}, b: {options: {y: {}}}}
movers: [a, b]
preferences: {a: {weights: {y and z: 1}}, b: {weights: {z: 3}}}
patience: 0.5
roadmaps: {deal: {stages: [[y, z]]}}
"""

WIDE = """
detente: 1
title: Two farms that know little
parties:
  upper: {name: Upper, options: {x: {undo: never}}}
  lower: {name: Lower, options: {y: {}}}
preferences:
  upper: {weights: {x: {value: -1, range: [-2.5, -0.5]}, y: {value: 3, range: [1, 4]}}}
  lower: {weights: {y: {value: -1.2, range: [-2.5, 0.1]}, x: 2}}
patience: 0.7
roadmaps: {both: {name: Both, stages: [x, y]}}
"""
"""Here numbers have ranges, and decide."""

ORDERS = Setting(wants="statements")
"""By statements more differs in this case than by weights."""

MORE: dict[str, Callable[..., Any]] = {
    "analyze by orders": lambda case: dt.analyze(case, setting=ORDERS).in_full(),
    "horizon by orders": lambda case: dt.horizon(case, setting=ORDERS),
    "record by orders": lambda case: dt.record(case, setting=ORDERS),
    "followed": lambda case: dt.follow(case, "plan", events=FOLLOWED, tolerance=0),
    "guarantors": lambda _: dt.check_road_map(FARMS, "both").in_full(),
    "turned": lambda _: dt.check_road_map(answers.full_case(), "plan").in_full(),
    "exposures": lambda _: dt.exposure(FARMS),
    "outlived": lambda _: dt.list_road_maps(LEADERS, turnover=True),
    "thresholds": lambda _: dt.road_map_thresholds(DILEMMA, "both"),
    "one way": lambda _: dt.road_map_thresholds(KEPT, "both"),
    "latitudes": lambda _: dt.going_along(WIDE, "both"),
    "draws": lambda _: dt.robust(answers.full_case(), 8),
    "forced": lambda _: dt.force(STRAIT, "gate and not pilots", ["north"]),
    "fallback": lambda _: dt.sustain(DILEMMA.replace("y: -1", "y: 0.5"), "x and y"),
    "stay": lambda _: dt.sustain(DILEMMA.replace("y: -1", "y: 0.5")),
    "surest": lambda _: dt.find_surest_road_map(answers.full_case()),
    "slack": lambda _: dt.check_road_map(ROUND, "deal").in_full(),
    "guarantee": lambda _: dt.find_best_road_map(DILEMMA, "x and y", "guarantee"),
}


class Asked(NamedTuple):
    """An answer: its JSON, its tables, and how the case names things."""

    data: dict[str, Any]
    tables: list[Table]
    names: Names


@cache
def asked(question):
    asking: dict[str, Any] = {**QUESTIONS, **MORE}
    result = asking[question](dt.load(TEXT))
    names = Names(result.case, words_of("en"))
    return Asked(result.to_dict(), list(inside(result.document(names))), names)


def inside(blocks):
    for block in blocks:
        if isinstance(block, Table):
            yield block
        if isinstance(block, Fold):
            yield from inside(block.blocks)


TABLES = {
    # answer and the first keys of the table: what it should hold
    ("analyze", "concept verdict"): columns_of_states.now,
    ("analyze", "by states"): columns_of_states.reach,
    ("analyze", "concept usa dprk"): columns_of_states.counts,
    ("analyze", "concept leave_before"): columns_of_states.deadline,
    ("analyze by orders", "concept leave_before"): columns_of_states.deadline,
    ("horizon by orders", "state"): columns_of_states.horizon,
    ("record by orders", "date parties"): columns_of_deals.deeds,
    ("analyze", "road_map stages"): columns_of_deals.road_maps,
    ("check", "party option"): columns_of_states.options,
    ("check", "party moves"): columns_of_states.clashes,
    ("states", "state"): columns_of_states.payoffs,
    ("stability", "concept usa dprk"): columns_of_states.counts,
    ("stability", "state"): columns_of_states.stayers,
    ("evolve", "by states"): columns_of_states.reach,
    ("evolve", "move"): columns_of_states.path,
    ("graph", "from"): columns_of_states.arcs,
    ("coalitions", "coalition improvements"): columns_of_states.coalition,
    ("coalitions", "coalition from"): columns_of_states.coalition_moves,
    ("coalitions", "concept equilibria"): columns_of_states.surviving,
    ("coalitions", "concept count"): columns_of_states.merged,
    ("forced", "order"): columns_of_states.movers,
    ("horizon", "state"): columns_of_states.horizon,
    ("unknown", "concept"): columns_of_states.readings,
    ("unknown", "state"): columns_of_states.readings_of_states,
    ("strength", "concept"): columns_of_states.strengths,
    ("strength", "state"): columns_of_states.strengths_of_states,
    ("hypergame", "concept as_written"): columns_of_states.games,
    ("hypergame", "state"): columns_of_states.games_of_states,
    ("hypergame", "concept parties"): columns_of_states.errors,
    ("exposure", "party option"): columns_of_deals.asymmetry,
    ("exposures", "party max"): columns_of_deals.exposures,
    ("sustain", "state"): columns_of_deals.targets,
    ("stay", "party gain"): columns_of_deals.best_gains,
    ("fallback", "party now"): columns_of_deals.fallback,
    ("robust", "road_map verdict shares"): columns_of_deals.shares,
    ("draws", "first"): columns_of_deals.comparisons,
    ("robust", "road_map assumption"): columns_of_deals.flips,
    ("roadmap list", "road_map stages"): columns_of_deals.road_maps,
    ("roadmap list", "road_map kept_completed"): columns_of_deals.outliving,
    ("outlived", "road_map kept_completed"): columns_of_deals.outliving,
    ("roadmap check", "party signs"): columns_of_deals.signing,
    ("guarantors", "party signs"): columns_of_deals.signing,
    ("roadmap check", "stage usa dprk"): columns_of_deals.calling_off,
    ("slack", "stage party breakdown"): columns_of_deals.tightest,
    ("roadmap check", "date what"): columns_of_deals.standing,
    ("turned", "stage party leaders"): columns_of_deals.breaks,
    ("turned", "date what"): columns_of_deals.standing,
    ("guarantors", "guarantor"): columns_of_deals.guarantors,
    ("thresholds", "kind"): columns_of_deals.thresholds,
    ("one way", "kind"): columns_of_deals.thresholds,
    ("guarantee", "kind"): columns_of_deals.least_guarantees,
    ("roadmap weights", "party sign"): columns_of_deals.latitudes,
    ("latitudes", "party sign"): columns_of_deals.latitudes,
    ("latitudes", "party question"): columns_of_deals.deciding,
    ("surest", "stages holds"): columns_of_deals.surest,
    ("claims", "claim"): columns_of_deals.claims,
    ("record", "date end"): columns_of_deals.chronology,
    ("record", "pair"): columns_of_deals.meetings,
    ("record", "party option"): columns_of_deals.words_and_deeds,
    ("record", "who"): columns_of_deals.records,
    ("record", "date parties"): columns_of_deals.deeds,
    ("record", "date from"): columns_of_following.messages,
    ("record", "date by"): columns_of_following.offers,
    ("followed", "stage step"): columns_of_following.steps,
    ("follow", "stage step"): columns_of_following.steps,
    ("follow", "step scope"): columns_of_following.scopes,
    ("followed", "step scope"): columns_of_following.scopes,
    ("follow", "step date"): columns_of_following.contradictions,
    ("followed", "year"): columns_of_following.months,
    ("follow", "year"): columns_of_following.months,
    ("followed", "date event"): columns_of_following.news,
}


def same(cell, value):
    """Whether a cell says a value, as it is written for people."""
    text = str(cell)
    if value is ANYTHING:
        return True
    if value is None:
        return text in {"-", ""}
    if isinstance(value, bool):
        return text == ("yes" if value else "no")
    if isinstance(value, int | float):
        return number(text) == pytest.approx(value, rel=6e-3, abs=6e-3)
    if isinstance(value, list | tuple):
        text = text.replace("..", " ")
        found = re.findall(r"(?<![\w.])[+-]?\d[\d.]*(?:e-?\d+)?", text)
        found = list(map(number, found))
        return found == pytest.approx(list(value), rel=6e-3, abs=0.6)
    return text == in_days(value)


def number(text):
    try:
        return float(text.replace("\N{MINUS SIGN}", "-"))
    except ValueError:
        return float("nan")


def tables_of(question, keys):
    """Give the tables of an answer that begin with these keys."""
    first = keys.split()
    found = asked(question).tables
    tables = [each for each in found if list(each.keys[: len(first)]) == first]
    assert tables
    return tables


@pytest.mark.parametrize(("question", "keys"), TABLES)
def test_every_column_holds_what_its_key_says(question, keys):
    found, tables = asked(question), tables_of(question, keys)
    expected = list(TABLES[question, keys](found))
    groups = expected if isinstance(expected[0], list) else [expected] * len(tables)
    for table, rows in zip(tables, groups, strict=True):
        assert len(table.rows) == len(rows) > 0
        for cells, row in zip(table.rows, rows, strict=True):
            assert set(table.keys) == set(row)
            wrong = {
                key: (str(cell), row[key])
                for key, cell in zip(table.keys, cells, strict=True)
                if not same(cell, row[key])
            }
            assert wrong == {}


@pytest.mark.parametrize("told", dict.fromkeys(TABLES.values()))
def test_no_two_columns_could_change_places_unseen(told):
    tables = [
        table
        for (question, keys), each in TABLES.items()
        if each is told
        for table in tables_of(question, keys)
    ]
    # Concepts and months stand in their order, and some are alike in so small a case.
    pairs = [
        {one, other}
        for one in tables[0].keys
        for other in tables[0].keys
        if one < other and not {one.split("_")[0], other.split("_")[0]} <= ORDERED
    ]
    alike = [
        pair
        for pair in pairs
        if all(len({column(table, key) for key in pair}) == 1 for table in tables)
    ]
    assert alike == []


def column(table, key):
    place = table.keys.index(key)
    return tuple(str(row[place]) for row in table.rows)


ELSEWHERE = {
    # The JSON of the tables for papers holds the tables: test_paper reads them.
    "paper",
    # One column a variant: test_variants reads them.
    "compare",
}


@pytest.mark.parametrize(
    "question",
    [each for each in QUESTIONS if each not in ELSEWHERE | {"roadmap thresholds"}],
)
def test_every_table_is_read(question):
    beginnings = [tuple(keys.split()) for _, keys in TABLES]
    unread = [
        table.keys
        for table in asked(question).tables
        if not any(table.keys[: len(each)] == each for each in beginnings)
    ]
    assert unread == []
