"""Every question that can be asked of a case, and a case that answers them all."""

from collections.abc import Callable
from functools import cache, partial

import detente as dt
from detente.analysis.result import Result
from detente.casefile import parse_case

FULL = """\
detente: 1
title: {en: Two sides, ru: Две стороны}
summary: {en: They bargain., ru: Они торгуются.}
author: {en: A. Author, ru: Некто}
as_of: 2019-04-23
sources:
  daily: {title: {en: The Daily, ru: Газета}, author: {en: B. Writer, ru: Б. Писатель},
    date: 2019-01-01}
tracks: {talks: {name: {en: Talks, ru: Переговоры}}}
bodies: {un: {name: {en: The United Nations, ru: Объединённые нации}}}
parties:
  usa:
    name: {en: United States, ru: США}
    options:
      relief: {name: {en: Relief, ru: Послабление}, track: talks,
        undo: {takes: 1 month}, cost: {do: 0.5, undo: 1}}
      threat: {name: {en: Threat, ru: Угроза}}
  dprk:
    name: {en: North Korea, ru: КНДР}
    options:
      freeze: {name: {en: Freeze, ru: Заморозка}, undo: {takes: 4 months}}
      test: {name: {en: Tests, ru: Испытания}, now: yes, note: {en: n, ru: з}}
terms: {deal: {is: "at_least(2, relief, freeze)", name: {en: Deal, ru: Сделка},
  assumed: yes}}
projects: {rail: {name: {en: Railway, ru: Дорога}, parties: [usa, dprk], needs: deal,
  blocked_by: test}}
constraints: [not (threat and relief)]
preferences:
  usa:
    statements: [not test, freeze, not relief]
    weights: {freeze: 5, not relief: {value: 1.25, range: [0, 3], assumed: yes},
      not test: 2}
    unknown: [[relief, threat]]
    strong: [not test]
  dprk:
    statements: [relief, not threat, not freeze]
    weights: {relief: {value: 6, evidence: {source: daily, quote: relief first}},
      not freeze: {value: 1, range: [0, 8], assumed: yes}, test: 0.5}
period: 1 month
patience: {usa: 0.9 per year, dprk: {value: 0.95, range: [0.9, 0.99], assumed: yes}}
types: {hawk: {name: {en: Hawks, ru: Ястребы}, party: usa,
  preferences: {weights: {freeze: 3}}, now: 0.2}}
turnover: {usa: [{to: hawk, hazard: 0.184 per year, share: 0.3}]}
guarantees:
  pact: {name: {en: Pact, ru: Пакт}, by: usa, protects: dprk, against: [usa],
    penalty: {flow: 2}}
deadlines: {end: {name: {en: End, ru: Конец}, date: 2019-12-31, unless: deal, by: usa,
  then: threat}}
roadmaps:
  plan: {name: {en: Plan, ru: План}, since: 2019-01-01,
    stages: [freeze, {steps: [relief], escrow: yes}]}
  other: {name: {en: Other, ru: Другой}, stages: [relief, freeze, not test]}
scopes:
  all: {name: {en: Everything, ru: Всё}, option: freeze, counts: [small, large]}
  some: {name: {en: What is large, ru: Крупное}, option: freeze, counts: [large]}
events:
  - {date: 2018-06-12, kind: meeting, parties: [usa, dprk], place: Singapore,
      source: daily, quote: they met}
  - {date: 2019-01-01, kind: deed, parties: [dprk], option: test, value: yes}
  - {date: 2019-02-01, kind: statement, parties: [usa], option: relief, value: yes,
      title: {en: Promised, ru: Обещано}}
  - {date: 2019-03-01, kind: breach, parties: [usa], option: relief}
  - {date: 2019-03-02, kind: message, parties: [usa], to: dprk, through: un,
      option: relief, title: {en: Word sent, ru: Передано}}
  - {date: 2019-03-03, kind: offer, parties: [usa], option: relief, if: freeze}
  - {id: hand, date: 2019-03-07, kind: offer, parties: [un], option: threat, if: test}
  - {date: 2019-03-04, kind: deed, parties: [dprk], option: freeze, value: yes,
      source: daily}
  - {date: 2019-03-05, kind: deed, parties: [dprk], option: freeze, value: no,
      tags: [small]}
  - {date: 2019-03-06, kind: begun, parties: [usa], option: relief}
claims:
  met: {kind: fact, source: daily, quote: they met twice, test: {met: [[usa, dprk, 2]]}}
  holds: {kind: forecast, source: daily, quote: it holds,
    test: {stable: test and not freeze}}
labels: {good: now +relief +freeze}
published: {R: {equilibria: [NNNY], stable: {usa: [NNNY]}}}
variants: {v: {title: {en: Without undoing, ru: Без отмены},
  set: {options.relief.undo: never}}}
sees: {usa: {title: {en: As they see it, ru: Как они видят}, set:
  {options.freeze.undo: never}}}
"""


def full_case():
    """Read the case that answers every question."""
    return parse_case(FULL, "full.yaml")


TARGET = "relief and freeze"
QUESTIONS: dict[str, Callable[..., Result]] = {
    "analyze": lambda case, **more: dt.analyze(case, **more).in_full(),
    "check": dt.check,
    "states": dt.states,
    "stability": dt.stability,
    "explain": dt.explain,
    "evolve": partial(dt.evolve, to=TARGET),
    "graph": dt.state_graph,
    "coalitions": partial(dt.coalitions, members=["usa", "dprk"], merged=True),
    "force": partial(dt.force, to="freeze xor relief", coalition=["usa"]),
    "horizon": dt.horizon,
    "unknown": dt.unknown_stability,
    "strength": dt.strength,
    "hypergame": dt.hypergame,
    "inverse": partial(dt.inverse, to="freeze and not threat"),
    "paper": dt.paper_tables,
    "exposure": dt.exposure,
    "sustain": partial(dt.sustain, to=TARGET),
    "robust": partial(dt.robust, samples=8),
    "roadmap list": lambda case, **more: dt.list_road_maps(
        case, samples=2, **more
    ).in_full(),
    "roadmap check": lambda case, **more: dt.check_road_map(
        case, "plan", samples=2, **more
    ).in_full(),
    "roadmap weights": partial(dt.going_along, road_map="plan"),
    "roadmap thresholds": partial(
        dt.road_map_thresholds, road_map="plan", turnover=False
    ),
    "roadmap map": partial(dt.map_road_map, road_map="plan", grid=3),
    "roadmap find": partial(dt.find_best_road_map, to=TARGET),
    "roadmap find gain": dt.find_best_deal,
    "roadmap find share": dt.find_surest_road_map,
    "roadmap find exposure": partial(
        dt.find_best_road_map, to=TARGET, objective="exposure"
    ),
    "roadmap find guarantee": partial(
        dt.find_best_road_map, to=TARGET, objective="guarantee"
    ),
    "claims": partial(dt.claims, samples=5),
    "record": dt.record,
    "follow": lambda case, **more: dt.follow(
        case, "plan", changed_since="2019-01-15", **more
    ),
    "compare": dt.compare,
}
"""A function of a case for every answer; those of the command line and no other."""
LONG = {"roadmap thresholds", "roadmap find share"}
"""Those that take seconds, of what all the others show too."""


@cache
def answer(question):
    """Ask a question of the case once for all tests."""
    return QUESTIONS[question](full_case())
