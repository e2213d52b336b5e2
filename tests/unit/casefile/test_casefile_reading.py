"""What each part of a case file says, once it is right."""

import datetime
from decimal import Decimal

import pytest

from detente.casefile import parse_case
from detente.model import event
from detente.model.formula import FALSE, TRUE, And, Name, Not, Or
from detente.model.quantity import AT_ONCE, ONE_MONTH, ONE_YEAR, Duration
from detente.model.road_map import IN_ANY_ORDER, Stage, Step
from detente.model.text import Text

HEAD = """\
detente: 1
sources: {daily: The Daily}
bodies: {iaea: IAEA}
parties:
  usa: {options: {relief: , drills: {now: yes}}}
  dprk: {options: {freeze: }}
types: {hawk: {party: usa}}
roadmaps: {plan: {stages: [freeze]}, other: {stages: [relief]}}
"""


def read(text):
    return parse_case(HEAD + text + "\n", "case.yaml")


def option(keys):
    text = HEAD.replace("freeze: ", f"freeze: {{{keys}}}", 1)
    return parse_case(text, "case.yaml").option["freeze"]


def weights(entry):
    case = read(f"preferences: {{usa: {entry}}}")
    return case.preference["usa"].weights


def test_defaults_stand_where_nothing_is_written():
    case = read("")
    assert case.title == Text.plain("case")
    assert case.status_quo == "NYN"
    assert case.negotiation.period == ONE_MONTH
    assert case.negotiation.reversible_within == ONE_YEAR
    assert case.negotiation.movers == IN_ANY_ORDER
    freeze = case.option["freeze"]
    assert (freeze.undo.never, freeze.undo.takes) == (FALSE, AT_ONCE)
    assert (freeze.requires, freeze.takes, freeze.cost_do) == (TRUE, None, None)


@pytest.mark.parametrize("word", ["yes", "true"])
def test_truth_can_be_said_in_two_words(word):
    assert option(f"now: {word}").now


def test_what_is_never_undone_is_settled_once_taken():
    assert option("now: yes, undo: never").settled


def test_what_is_never_undone_is_not_settled_before():
    assert not option("undo: never").settled


@pytest.mark.parametrize(
    ("text", "days"),
    [("1 day", 1), ("2 weeks", 14), ("12 months", 365.25), ("1 year", 365.25)],
)
def test_a_length_of_time_has_days(text, days):
    assert option(f"undo: {text}").undo.takes.days == days


def test_what_is_undone_at_once_may_be_said_so():
    assert option("undo: at once").undo == option("now: no").undo
    assert option("undo: {never: relief, takes: at once}").undo.takes == AT_ONCE


def test_undoing_can_be_barred_from_some_states_only():
    change = option("undo: {never: relief, takes: 1 month}").undo
    assert (change.never, change.takes) == (Name("relief"), ONE_MONTH)


def test_a_single_cost_is_that_of_doing():
    freeze = option("cost: 0.5")
    assert (freeze.cost_do.value, freeze.cost_undo) == (Decimal("0.5"), None)


def test_a_cost_has_a_long_form():
    cost = option("cost: {value: 5, range: [3, 8], assumed: yes}").cost_do
    assert (cost.value, cost.low, cost.high, cost.about.assumed) == (5, 3, 8, True)


def test_doing_and_undoing_can_cost_differently():
    freeze = option("cost: {do: 1, undo: {value: 2, assumed: yes}}")
    assert (freeze.cost_do.value, freeze.cost_undo.about.assumed) == (1, True)


def test_a_body_can_verify():
    assert option("verify: iaea").verify == ("iaea",)


def test_a_text_has_a_version_in_each_language():
    name = option("name: {en: Freeze, ru: Мораторий}").about.name
    assert (name.get("ru"), name.get("fr")) == ("Мораторий", "Freeze")


def test_words_that_mean_something_elsewhere_are_texts_where_a_text_stands():
    case = read("title: no\nauthor: 2019\nsummary: 12:30")
    assert (str(case.title), str(case.author), str(case.summary)) == (
        "no",
        "2019",
        "12:30",
    )


def test_evidence_can_be_one_or_several():
    single = option("evidence: {source: daily, quote: so}").about.evidence
    listed = option("evidence: [{source: daily, quote: so}]").about.evidence
    assert single == listed


def test_numbers_are_exact():
    first, second = weights("{weights: {relief: .1, drills: 0.10}}")
    assert [str(weight.amount.value) for weight in (first, second)] == ["0.1", "0.10"]


def test_weights_can_be_listed():
    listed = weights("{weights: [{of: relief, value: 2}, {of: not drills, value: -1}]}")
    assert listed == weights("{weights: {relief: 2, not drills: -1}}")


@pytest.mark.parametrize(
    "entry",
    [
        "{of: relief, value: {value: 2, range: [1, 3], assumed: yes}}",
        "{of: relief, value: {value: 2, range: [1, 3]}, assumed: yes}",
        "{of: relief, value: {value: 2}, range: [1, 3], assumed: yes}",
    ],
)
def test_a_number_in_a_list_of_weights_may_have_its_long_form(entry):
    flat = weights("{weights: [{of: relief, value: 2, range: [1, 3], assumed: yes}]}")
    assert weights(f"{{weights: [{entry}]}}") == flat


def test_what_stands_under_an_assumed_mapping_is_assumed():
    first, second = weights(
        "{weights: {assumed: yes, relief: 2, drills: {value: 1, assumed: no}}}"
    )
    assert (first.amount.about.assumed, second.amount.about.assumed) == (True, False)


@pytest.mark.parametrize(
    "entry",
    [
        "assumed: yes\npreferences: {usa: {weights: {relief: 2}}}",
        "preferences: {assumed: yes, usa: {weights: {relief: 2}}}",
        "preferences: {usa: {assumed: yes, weights: {relief: 2}}}",
        "preferences: {usa: {weights: {relief: {value: 2, assumed: yes}}}}",
    ],
)
def test_assumed_reaches_down_from_every_level(entry):
    (weight,) = read(entry).preference["usa"].weights
    assert weight.amount.about.assumed


def test_a_list_of_preferences_is_a_list_of_statements():
    plain = read("preferences: {usa: [relief, not drills]}")
    long = read("preferences: {usa: {statements: [relief, {is: not drills}]}}")
    assert plain.preferences == long.preferences


def test_a_ranking_has_ties_and_patterns():
    case = read("preferences: {usa: {ranking: [YY-, [YN-, NN-], NYY, NYN]}}")
    assert case.preference["usa"].ranking[1] == ("YN-", "NN-")


def test_a_party_without_preferences_is_indifferent():
    assert read("").preference["usa"].order == "indifferent"


def test_the_long_form_of_an_option_is_the_option():
    (rule,) = read("constraints: [not (usa.relief and freeze)]").constraints
    assert rule.formula == Not(And((Name("relief"), Name("freeze"))))


def test_a_project_needs_and_is_blocked():
    case = read(
        "terms: {deal: relief or freeze}\n"
        "projects: {rail: {parties: [usa, dprk], needs: deal, blocked_by: drills}}"
    )
    assert case.definitions == {
        "deal": Or((Name("relief"), Name("freeze"))),
        "rail": And((Name("deal"), Not(Name("drills")))),
    }


def test_a_stage_is_a_list_a_step_or_a_mapping():
    text = HEAD.replace(
        "{stages: [freeze]}",
        "{stages: [freeze, [relief, not drills], "
        "{steps: usa.drills, escrow: yes, within: 3 months}]}",
    )
    plan = parse_case(text, "case.yaml").negotiation.road_maps[0]
    assert plan.stages == (
        Stage((Step("freeze"),)),
        Stage((Step("relief"), Step("drills", taken=False))),
        Stage((Step("drills"),), escrow=True, within=Duration(Decimal(3), "month")),
    )


def test_patience_is_for_all_or_by_party():
    everyone = read("patience: 0.9 per year").negotiation.patience
    each = read("patience: {usa: 0.9 per year, dprk: 0.8}").negotiation.patience
    ((name, rate),) = everyone
    assert (name, rate.amount.value, rate.per) == ("", Decimal("0.9"), "year")
    assert [(name, rate.per) for name, rate in each] == [
        ("usa", "year"),
        ("dprk", None),
    ]


def test_patience_has_a_range():
    ((_, rate),) = read(
        "patience: {value: 0.9 per year, range: [0.8 per year, 0.95 per year]}"
    ).negotiation.patience
    assert (rate.amount.low, rate.amount.high) == (Decimal("0.8"), Decimal("0.95"))


def test_turnover_is_one_or_several_a_party():
    one = read("turnover: {usa: {to: hawk, hazard: 2 per year, share: 0.3}}")
    several = read("turnover: {usa: [{to: hawk, hazard: 2 per year, share: 0.3}]}")
    assert one.negotiation.turnover == several.negotiation.turnover


def test_turnover_leads_back_on_a_day():
    case = read(
        "turnover: {usa: {from: hawk, to: usa, on: 2021-01-20, probability: 0.3}}"
    )
    (turnover,) = case.negotiation.turnover
    assert (turnover.before, turnover.after) == ("hawk", "usa")
    assert turnover.on == datetime.date(2021, 1, 20)


def test_a_guarantee_can_be_against_undoing_anything():
    case = read(
        "guarantees: {g: {by: iaea, protects: dprk, against: usa, undoing: any}}"
    )
    (guarantee,) = case.negotiation.guarantees
    assert (guarantee.by, guarantee.undoing) == (("iaea",), ())


def test_a_deadline_opens_options():
    case = read("deadlines: {end: {date: 2019-12-31, by: usa, then: drills}}")
    assert case.negotiation.deadlines[0].opens == ("drills",)


def test_a_deadline_changes_options_by_itself():
    case = read("deadlines: {end: {date: 2019-12-31, then: {becomes: [not drills]}}}")
    (deadline,) = case.negotiation.deadlines
    assert (deadline.opens, deadline.becomes) == ((), (Step("drills", taken=False),))


def test_an_event_says_when_an_offer_is_good():
    case = read(
        "events:\n- {date: 2019-01-01, kind: offer, parties: dprk, option: freeze, "
        "value: yes, if: relief, source: daily}"
    )
    (event,) = case.events
    assert (event.condition, event.value, event.parties) == (
        Name("relief"),
        True,
        ("dprk",),
    )


def test_a_position_supports_or_opposes():
    case = read(
        "events: [{date: 2019-01-01, kind: position, parties: usa, on: plan, "
        "value: opposes}]"
    )
    assert (case.events[0].on, case.events[0].value) == ("plan", False)


@pytest.mark.parametrize(
    ("text", "test"),
    [
        ("none", event.Test("none")),
        ("{formula: relief}", event.Test("formula", Name("relief"))),
        ("{stable: relief}", event.Test("stable", Name("relief"))),
        ("{better: [plan, other]}", event.Test("better", names=("plan", "other"))),
        ("{holds: plan}", event.Test("holds", names=("plan",))),
        ("{fails: plan}", event.Test("fails", names=("plan",))),
        ("{followed: plan}", event.Test("followed", names=("plan",))),
        (
            "{more_exposed: [usa, dprk]}",
            event.Test("more_exposed", names=("usa", "dprk")),
        ),
        (
            "{prefers: [usa, plan, other]}",
            event.Test("prefers", names=("usa", "plan", "other")),
        ),
        ("{met: [[usa, dprk, 2]]}", event.Test("met", met=(("usa", "dprk", 2),))),
    ],
)
def test_a_claim_asks_one_question(text, test):
    (claim,) = read(f"claims: {{c: {{kind: fact, test: {text}}}}}").claims
    assert claim.test == test


def test_listed_claims_are_numbered():
    claims = read("claims: [{kind: fact}, {kind: demand}]").claims
    assert [claim.id for claim in claims] == ["claim_1", "claim_2"]


def test_labels_name_states_however_they_are_written():
    labels = read("labels: {deal: now +relief -drills, calm: NNN}").labels
    assert labels == (("deal", "YNN"), ("calm", "NNN"))


def test_published_results_are_a_list_or_by_party():
    case = read(
        "published: {R: [YYN, now], SEQ: {equilibria: [NNN], stable: {usa: [YYY]}}}"
    )
    first, second = case.published
    assert (first.equilibria, first.stable) == (("YYN", "NYN"), ())
    assert (second.equilibria, second.stable) == (("NNN",), (("usa", ("YYY",)),))


def test_moves_can_be_written_out():
    case = read("moves: {usa: {now: [now +relief, NNN]}}")
    assert case.graph.moves == (("usa", (("NYN", ("YYN", "NNN")),)),)


def test_states_can_be_numbers():
    case = parse_case(
        "detente: 1\nparties: {a: , b: }\nstates: {1: One, 2: , 3: Three}\n"
        "status_quo: 2\nmoves: {a: {1: [2, 3]}}\n"
        "preferences: {a: {ranking: [3, [1, 2]]}}\n",
        "case.yaml",
    )
    assert case.status_quo == "2"
    assert [state for state, _ in case.graph.states] == ["1", "2", "3"]
    assert case.preference["a"].ranking == (("3",), ("1", "2"))


def test_an_only_option_makes_states_of_one_letter():
    case = parse_case(
        "detente: 1\nparties: {a: {options: {x: }}}\n"
        "preferences: {a: {ranking: [Y, N]}}\n",
        "case.yaml",
    )
    assert case.preference["a"].ranking == (("Y",), ("N",))


def test_a_variant_keeps_its_values_as_text_on_one_line():
    case = read(
        "variants:\n  v:\n    title: V\n    set:\n"
        "      preferences.usa:\n        weights:\n          relief: 1.50\n"
        '      options.relief.name: "yes, no"\n'
        "      options.relief.undo: never\n    remove: roadmaps.other"
    )
    (variant,) = case.variants
    assert variant.changes == (
        ("preferences.usa", "{weights: {relief: 1.50}}"),
        ("options.relief.name", '"yes, no"'),
        ("options.relief.undo", "never"),
    )
    assert variant.removals == ("roadmaps.other",)
