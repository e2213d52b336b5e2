"""Coding sheets: what may be coded, how faults are told, what case comes of it."""

import re
from dataclasses import asdict
from pathlib import Path

import numpy as np
import pytest

import detente as dt
from detente.casefile import dump_case, parse_case
from detente.casefile.coding import load_sheet
from detente.errors import CaseError
from detente.report.words import words_of
from detente.study.history.coded_case import coded_case
from detente.study.history.table import TABLE, HistoryTable
from tests.project_files import ROOT
from tests.running import detente

LAKE = Path(__file__).with_name("lake.yaml")
TEXT = LAKE.read_text("utf-8")


def faults(old, new):
    assert TEXT.count(old) == 1, old
    with pytest.raises(CaseError) as refused:
        load_sheet(TEXT.replace(old, new))
    return refused.value.problems


@pytest.fixture(scope="module")
def case():
    return dt.coded_case(LAKE)


def test_steps_are_options_of_their_owners_with_undo_times_and_what_stands(case):
    told = {
        each.id: (each.party, each.now, each.undo.is_never, float(each.undo.takes.days))
        for each in case.options
    }
    month = 365.25 / 12
    assert told == {
        "dam": ("north", False, True, 0),
        "flow": ("north", False, False, 7),
        "fish": ("south", False, False, pytest.approx(6 * month)),
        "stock": ("south", False, False, pytest.approx(3 * 365.25)),
        "patrol": ("south", True, False, 7),
    }


def test_a_step_is_worth_its_size_and_costs_its_owner_a_share_of_it(case):
    def wants(preference):
        return {str(w.of): float(w.amount.value) for w in preference.weights}

    north = parse_case(dump_case(case), "lake.yaml").preference["north"]
    told = [float(weight.amount.value) for weight in north.weights]
    assert told == [2, 1, 2, 1, 1]
    assert all(weight.amount.about.assumed for weight in north.weights)
    (first, second) = case.negotiation.leaderships
    assert (first.id, first.party) == ("north_successor", "north")
    # Costs stay, gains shrink to a quarter.
    told = [float(weight.amount.value) for weight in first.preference.weights]
    assert told == [2, 1, 0.5, 0.25, 0.25]
    assert second.id == "south_successor"
    assert wants(first.preference)


def test_who_sees_a_step_and_when_makes_its_detection(case):
    seen = {each.id: each.seen for each in case.options}
    assert seen["dam"] is None
    assert seen["patrol"] is None
    assert float(seen["flow"].after.days) == pytest.approx(3 * 365.25 / 12)
    assert float(seen["flow"].chance.amount.value) == 0.5
    assert seen["fish"].after is None
    assert float(seen["fish"].chance.amount.value) == 0.5
    assert float(seen["stock"].chance.amount.value) == 0


def test_stages_last_from_one_date_to_the_next(case):
    (plan,) = case.negotiation.road_maps
    assert plan.id == "deal"
    told = [
        (
            [step.option for step in stage.steps],
            stage.within and float(stage.within.days),
        )
        for stage in plan.stages
    ]
    assert told == [
        (["flow", "fish"], 61),
        (["dam"], pytest.approx(6 * 365.25 / 12)),
        (["stock"], None),
    ]


def test_an_enforcer_protects_each_against_those_that_it_answers(case):
    (found,) = case.negotiation.guarantees
    assert (found.id, found.by, found.protects) == (
        "payer_1_north",
        ("union",),
        "north",
    )
    assert found.against == ("south",)
    assert (float(found.penalty_flow.value), float(found.believed.value)) == (2, 0.6)
    assert found.binding


def test_leaders_change_by_the_calendar_or_else_as_often_as_there(case):
    north, *south = case.negotiation.turnover
    assert (north.after, north.on) == ("north_successor", None)
    assert float(north.hazard.amount.value) == pytest.approx(0.184, abs=0.001)
    assert float(north.share.value) == 0.7
    assert [each.on.isoformat() for each in south] == ["2003-04-01", "2006-04-01"]
    assert {float(each.probability.value) for each in south} == {0.2}


def test_the_case_reads_back_and_is_judged(case):
    assert parse_case(dump_case(case), "lake.yaml") == case
    found = dt.check_road_map(case, "deal")
    assert found.check.verdict is not None
    run = detente("history", "--case", LAKE)
    assert run.out == dump_case(case)


def test_another_table_gives_another_case():
    sheet = load_sheet(LAKE)
    dear = coded_case(sheet, {}, HistoryTable(own_cost=0.9))
    costs = [float(w.amount.value) for w in dear.preference["north"].weights[:2]]
    assert costs == [pytest.approx(3.6), pytest.approx(1.8)]
    assert not [each for each in dear.negotiation.turnover if each.party == "north"]
    assert coded_case(sheet, {}) == coded_case(sheet, {}, TABLE)


def test_there_are_twelve_numbers_drawn_between_half_and_twice():
    names = HistoryTable.__dataclass_fields__
    assert len(names) == 12
    drawn = [TABLE.drawn(0, number) for number in range(400)]
    for name in names:
        values = [getattr(each, name) for each in drawn]
        low, high = getattr(TABLE, name) / 2, getattr(TABLE, name) * 2
        if name == "patience":
            low, high = 0.9**2, 0.9**0.5
        assert low <= min(values) < max(values) <= high
        assert max(values) < 1 or name not in ("forces", "rejected", "patience")
        assert len(set(values)) > 200
    assert TABLE.drawn(0, 3) == TABLE.drawn(0, 3) != TABLE.drawn(1, 3)


def test_each_number_is_drawn_by_an_even_ratio_in_its_order_and_chances_stop_short():
    chances = {"noticed", "forces", "payer", "snapback", "rejected", "unrejected"}
    for seed, number in ((5, k) for k in range(400)):
        rng = np.random.default_rng([seed, number])
        drawn = TABLE.drawn(seed, number)
        for name, value in asdict(TABLE).items():
            told, ratio = getattr(drawn, name), 2 ** rng.uniform(-1, 1)
            if name == "patience":
                assert told == value**ratio
            elif name in chances:
                assert told == min(value * ratio, 0.99)
            else:
                assert told == value * ratio


def test_the_numbers_are_those_that_the_page_argues():
    page = (ROOT / "docs" / "theory" / "history.md").read_text("utf-8")
    argued = re.findall(r"^\| `(\w+)` \| ([\d.]+) \|", page, re.MULTILINE)
    assert {name: float(value) for name, value in argued} == asdict(TABLE)


@pytest.mark.parametrize(
    ("kind", "believed"),
    [
        ("forces", TABLE.forces),
        ("payer", TABLE.payer),
        ("snapback", TABLE.snapback),
        ("none", None),
    ],
)
def test_each_kind_of_enforcer_is_believed_by_its_number(kind, believed):
    case = dt.coded_case(TEXT.replace("kind: payer", f"kind: {kind}"))
    told = [
        float(each.believed.value)
        for each in case.negotiation.guarantees
        if each.believed is not None
    ]
    assert told == ([] if believed is None else [believed])


@pytest.mark.parametrize(
    ("old", "new", "said", "hint"),
    [
        (
            "undo: never",
            "undo: nevr",
            "undo must be one of weeks",
            "did you mean 'never'",
        ),
        ("size: 4", "size: 3", "size must be 1 (small), 2 (middle) or 4", None),
        (
            "size: 4, seen_by: inspector",
            "size: 4, seen_by: spy",
            "seen_by must be",
            None,
        ),
        ("gains: south", "gains: north", "that its owner gains by", "name the others"),
        (
            "owner: south, gains: [north], undo: months",
            "owner: soth, gains: [north], undo: months",
            "there is no party 'soth'",
            "did you mean 'south'",
        ),
        (
            "gains: [north], undo: months, ",
            "undo: months, ",
            "fish needs the key 'gains'",
            None,
        ),
        (
            "seen_by: nobody, seen_within: never",
            "seen_by: nobody, seen_within: days",
            "what nobody sees is seen never",
            "seen_by: nobody",
        ),
        (
            "[{source: treaty, place: Article 5}]",
            "[]",
            "stock names no source",
            "write evidence",
        ),
        (
            "[{source: treaty, place: Article 4}]",
            "[{source: treat}]",
            "there is no source 'treat'",
            "did you mean 'treaty'",
        ),
        (
            "steps: [stock], vague",
            "steps: [stok], vague",
            "there is no step 'stok'",
            "did you mean 'stock'",
        ),
        (
            "steps: [dam], within",
            "steps: [dam, flow], within",
            "'flow' is in several stages",
            None,
        ),
        ("now: yes, ", "", "the step 'patrol' is in no stage", "write now: yes"),
        (
            "date: 2001-07-10, ",
            "date: 2001-04-10, ",
            "due on 2001-04-10, before 2001-05-10",
            None,
        ),
        (
            "date: 2001-07-10, ",
            "date: 2001-07-10, within: 2 months, ",
            "a date and a length",
            "keep the one",
        ),
        (
            "kind: payer",
            "kind: paper",
            "kind must be one of none, inspectors",
            "did you mean 'payer'",
        ),
        ("against: south", "against: west", "there is no party 'west'", None),
        ("coding: 1", "coding: 2", "reads coding of version 1", "write coding: 1"),
        ("signed: 2001-05-10\n", "", "the sheet needs the key 'signed'", None),
        (
            "coder: first reader",
            "codr: first reader",
            "the sheet has no key 'codr'",
            "did you mean 'coder'",
        ),
        ("signed: 2001-05-10", "sigend: 2001-05-10", "no key 'sigend'", "'signed'"),
        ("gains: south", "gains: []", "the step 'flow' is for nobody", "write gains"),
        ("now: yes, ", "now: maybe, ", "now must be yes or no", "yes or no"),
        ("kind: payer, by: [union]", "kind: payer", "'payer' says not by whom", "by:"),
        ("2006-04-01]", "2003-04-01]", "'2003-04-01' is listed twice", None),
        (
            "2006-04-01]",
            "2006-05-11]",
            "south: 2006-05-11 is not within five years",
            None,
        ),
        (
            "[2003-04-01,",
            "[2001-05-10,",
            "south: 2001-05-10 is not within five years",
            None,
        ),
        ("parties:\n", "parties:\n  lone: {}\n", "'lone' does no step", "outside"),
        (
            "  union: {name: The Union}",
            "  union: {name: The Union}\n  north: {}",
            "'north' is a party and stands outside",
            "keep one",
        ),
        (
            "date: 2001-05-12",
            "date: 2001-05-18",
            "'press' is of 2001-05-18, after the week",
            "what was known then",
        ),
        ("date: 2001-05-12", "date: 2001-06", "'press' is of 2001-06", "known then"),
        ("  north: {rejected", "  nort: {rejected", "there is no party 'nort'", None),
    ],
)
def test_each_fault_has_one_placed_message(old, new, said, hint):
    found = faults(old, new)
    matching = [each for each in found if said in str(each.message)]
    assert matching, [str(each) for each in found]
    assert len(found) == len(matching) == 1, [str(each) for each in found]
    assert hint is None or hint in str(matching[0].hint)
    assert matching[0].location.line >= 1


PLACES = {
    "date: 2001-07-10": ("date: 2001-04-10", "2001-04-10"),
    "2006-04-01]": ("2006-05-11]", "2006-05-11"),
    "date: 2001-05-12": ("date: 2001-06-12", "2001-06-12"),
    "kind: payer, by: [union]": ("kind: payer", "payer"),
    "now: yes, ": ("now: maybe, ", "maybe"),
}


@pytest.mark.parametrize("old", PLACES)
def test_a_fault_stands_at_the_value_that_is_wrong(old):
    new, value = PLACES[old]
    (problem,) = faults(old, new)
    at = problem.location
    line = TEXT.replace(old, new).splitlines()[at.line - 1]
    assert line[at.column - 1 :].startswith(value)


def test_what_the_rules_allow_is_no_fault():
    for old, new in (
        ("date: 2001-05-12", "date: 2001-05-17"),
        ("date: 2001-05-12", "date: 2001-05"),
        ("date: 2001-05-12", "date: 2001"),
        ("2006-04-01]", "2006-05-10]"),
        ("[2003-04-01,", "[2001-05-11,"),
        ("signed: 2001-05-10", "signed: 2000-02-29"),
    ):
        text = TEXT.replace("2006-04-01", "2005-02-28") if "signed" in old else TEXT
        text = (
            text.replace("date: 2001-05-1", "date: 2000-02-1")
            if "signed" in old
            else text
        )
        assert load_sheet(text.replace(old, new)).steps


def test_a_control_may_be_told_of_later():
    dam = "  - {steps: [dam]"
    text = TEXT.replace("date: 2001-05-12", "date: 2011-05-12")
    with pytest.raises(CaseError, match="after the week of the signature"):
        load_sheet(text)
    done = text.replace("undo: never,", "undo: never, now: yes,")
    done = done.replace("undo: weeks, size: 2", "undo: weeks, now: yes, size: 2")
    lines = [each for each in done.splitlines() if not each.startswith(dam)]
    sheet = load_sheet("\n".join(lines).replace("[flow, fish]", "[fish]"))
    assert not sheet.mutual


def test_wrong_files_are_told_of_as_what_they_are():
    (problem,) = faults("coder:", "weights: {north: 2}\ncoder:")
    assert str(problem.message) == "the sheet has no key 'weights'"
    said = words_of("ru").message(problem.message)
    assert said == "лист кодирования: ключа «weights» здесь не бывает"


def test_sheets_and_cases_are_told_apart():
    (problem,) = faults("coding: 1", "detente: 1")
    assert "this is a case, not a coding sheet" in str(problem.message)
    with pytest.raises(
        CaseError, match="this is a coding sheet, not a case"
    ) as refused:
        dt.load(LAKE)
    (problem,) = refused.value.problems
    assert "detente history --case" in str(problem.hint)


def test_a_country_that_the_table_does_not_have_is_named():
    with pytest.raises(CaseError, match="no country 'USB'") as refused:
        dt.coded_case(TEXT.replace("country: USA", "country: USB"))
    (problem,) = refused.value.problems
    assert problem.location.line == 9
    assert "did you mean" in str(problem.hint)


def test_a_deal_to_which_one_side_gives_nothing_has_nothing_to_judge():
    sheet = load_sheet(LAKE)
    assert sheet.mutual
    dam = "  - {steps: [dam], within: 6 months"
    start = TEXT.index(dam)
    without = TEXT[:start] + TEXT[TEXT.index("\n", start) + 1 :]
    one = load_sheet(
        without.replace("steps: [flow, fish]", "steps: [fish]")
        .replace("undo: never, size: 4", "undo: never, now: yes, size: 4")
        .replace("undo: weeks, size: 2", "undo: weeks, now: yes, size: 2")
    )
    assert not one.mutual
