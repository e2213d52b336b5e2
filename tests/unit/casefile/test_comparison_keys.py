"""What is unknown, what is strong and what parties see, as keys of a case."""

import pytest

from detente.casefile import apply_view, dump_case, load_case, parse_case
from detente.engine import open_engine
from detente.model.formula import TRUE, And, Name, Not, Or
from detente.model.text import Text
from detente.study.check.warning import set_aside
from detente.study.check.warnings import review
from tests.faulty import CASE, CASE_OF_STATES, marked, only

WANTS = "preferences:\n  usa: [freeze, not relief]\n"
SEES = "preferences:\n  usa: [freeze, not relief]\nsees:\n  usa:\n    "


def wanting(entries):
    """The case with entries beside the statements of the usa."""
    wants = f"preferences:\n  usa:\n    statements: [freeze]\n    {entries}\n"
    return CASE.replace(WANTS, wants)


def unknown(entry):
    return parse_case(wanting(f"unknown: [{entry}]"), "case.yaml").preference["usa"]


def seeing(view):
    return CASE.replace(WANTS, SEES + view + "\n")


def pair(entry):
    (found,) = unknown(entry).unknown
    return found.first, found.second


def test_an_entry_can_be_a_formula():
    assert pair("relief and usa.drills") == (
        And((Name("relief"), Name("drills"))),
        None,
    )


STATES = {
    "YNN": And((Name("relief"), Not(Name("drills")), Not(Name("freeze")))),
    "Y-N": And((Name("relief"), Not(Name("freeze")))),
    "Y--": Name("relief"),
    '"---"': TRUE,
    "now +relief": And((Name("relief"), Name("drills"), Not(Name("freeze")))),
    "deal": Name("deal"),
    "relief or freeze": Or((Name("relief"), Name("freeze"))),
}


@pytest.mark.parametrize(("text", "formula"), STATES.items())
def test_a_side_of_a_pair_can_be_a_state_a_pattern_or_a_formula(text, formula):
    first, second = pair(f"[freeze, {text}]")
    assert first == Name("freeze")
    assert second == formula


def test_a_label_names_a_state_in_a_pair():
    text = wanting("unknown: [[start, freeze]]") + "labels: {start: NYN}\n"
    (found,) = parse_case(text, "case.yaml").preference["usa"].unknown
    assert found.first == And(
        (Not(Name("relief")), Name("drills"), Not(Name("freeze")))
    )


def test_what_is_both_a_label_and_an_option_is_the_option():
    text = wanting("unknown: [[relief, freeze]]") + "labels: {relief: NYN}\n"
    (found,) = parse_case(text, "case.yaml").preference["usa"].unknown
    assert found.first == Name("relief")


def test_a_state_that_is_listed_is_a_formula():
    text = CASE_OF_STATES + "preferences: {usa: {unknown: [calm, [calm, now]]}}\n"
    first, second = parse_case(text, "case.yaml").preference["usa"].unknown
    assert first.first == second.first == second.second == Name("calm")


def test_a_pair_can_have_a_long_form():
    (found,) = unknown("{is: [relief, freeze], note: why, assumed: yes}").unknown
    assert found.about.note == Text.plain("why")
    assert found.about.assumed


def test_a_single_state_is_written_as_one():
    case = parse_case(wanting("strong: [[deal, now]]"), "case.yaml")
    assert "strong: [[deal, NYN]]" in dump_case(case)


FAULTY_ENTRIES = [
    # the entry, code, what the marker underlines, sentence
    (
        "frieze",
        "unknown-name",
        "frieze",
        "there is no option, term or project 'frieze'",
    ),
    (
        "[relief, YN]",
        "state-length",
        "YN",
        "a state has 3 letters, one for each option, not 2",
    ),
    (
        "[Y-, relief]",
        "state-length",
        "Y-",
        "a pattern has 3 signs, one for each option, not 2",
    ),
    ("[a, b, c]", "pair", "[", "unknown compares two kinds of states, not 3"),
    ("[relief, ]", "pair", "[", "unknown compares two kinds of states, not 1"),
    ("{note: why}", "missing-key", "n", "number 1 of unknown needs the key 'is'"),
]


@pytest.mark.parametrize(("entry", "code", "value", "message"), FAULTY_ENTRIES)
def test_a_faulty_entry_is_told_at_its_place(entry, code, value, message):
    problem = only(wanting(f"unknown: [{entry}]"))
    assert (problem.code, str(problem.message)) == (code, message)
    assert marked(problem).startswith(value) or value in {"[", "n"}


def test_entries_stand_in_a_list():
    problem = only(wanting("strong: relief"))
    assert str(problem.message) == "strong must be a list, not 'relief'"


def test_a_misspelt_key_is_told_with_the_nearest():
    problem = only(wanting("stron: [relief]"))
    assert str(problem.hint) == "did you mean 'strong'?"


@pytest.mark.parametrize("key", ["unknown", "strong"])
def test_another_leadership_cannot_have_comparisons(key):
    hawk = "types: {hawk: {party: usa}}"
    wants = f"types: {{hawk: {{party: usa, preferences: {{{key}: [relief]}}}}}}"
    problem = only(CASE.replace(hawk, wants))
    message = f"another leadership of a party cannot have '{key}'"
    assert (problem.code, str(problem.message)) == ("leadership-comparison", message)
    place = problem.location
    marked = place.excerpt[place.column - 1 : place.column - 1 + place.width]
    assert marked == "relief"


FAULTY_VIEWS = [
    # the view, code, what the marker underlines, sentence
    (
        "set: {preferences.usa: [friez]}",
        "unknown-name",
        "friez",
        "in what usa sees: there is no option, term or project 'friez'",
    ),
    (
        "set: {preference.usa: [freeze]}",
        "edit",
        "preference.usa",
        "in what usa sees: 'preference.usa' leads nowhere: there is no 'preference'",
    ),
    (
        "set: {parties.usa.options.more: {}}",
        "view-options",
        "set: {parties.usa.options.more: {}}",
        "in what usa sees: the parties and options are not those of the case",
    ),
    (
        "remove: [parties.dprk.options.freeze]",
        "view-options",
        "remove: [parties.dprk.options.freeze]",
        "in what usa sees: the parties and options are not those of the case",
    ),
    (
        "set: {sees.usa.only: relief}",
        "nested-view",
        "sees.usa.only",
        "in what usa sees: a party cannot see what parties see: 'sees.usa.only'",
    ),
    (
        "only: relief and not relief",
        "nothing-perceived",
        "relief and not relief",
        "in what usa sees: no state is left that it perceives",
    ),
    (
        "set: {constraints: [deal]}",
        "status-quo",
        "deal",
        "in what usa sees: the status quo breaks the constraint 'deal'",
    ),
    (
        "only: relef",
        "unknown-name",
        "relef",
        "there is no option, term or project 'relef'",
    ),
    ("onyl: relief", "unknown-key", "onyl", "usa has no key 'onyl'"),
]


@pytest.mark.parametrize(("view", "code", "value", "message"), FAULTY_VIEWS)
def test_a_faulty_view_is_told_at_its_place(view, code, value, message):
    problem = only(seeing(view))
    assert (problem.code, str(problem.message)) == (code, message)
    assert marked(problem) == value[: len(marked(problem))]


def test_a_view_is_of_a_party():
    assert "there is no party 'us'" in str(only(CASE + "sees: {us: {only: relief}}\n"))


def test_what_a_view_perceives_is_named_in_the_view():
    view = "set: {terms: {other: relief}, constraints: []}\n    only: deal"
    assert "in what usa sees: its view has no 'deal'" in str(only(seeing(view)))


def test_a_variant_must_leave_the_views_right():
    text = (
        seeing("remove: [constraints.0]") + "variants: {loose: {remove: [constraints]}}"
    )
    problem = only(text)
    assert problem.message.startswith("in the variant 'loose': in what usa sees: ")
    assert marked(problem) == "loose"


def test_a_party_sees_what_its_view_sets():
    case = parse_case(seeing("set: {preferences.dprk: [relief]}"), "case.yaml")
    seen = apply_view(case, "usa")
    assert seen.preference["dprk"].statements[0].formula == Name("relief")
    assert (seen.sees, seen.variants) == ((), ())


def test_a_party_without_a_view_sees_the_case():
    case = parse_case(seeing("set: {preferences.dprk: [relief]}"), "case.yaml")
    assert apply_view(case, "dprk").preferences == case.preferences


def test_a_view_can_be_set_where_there_is_none():
    case = load_case("korea-2017", edits=["sees.us={only: not strike}"])
    assert case.sees[0].only == Not(Name("strike"))


def test_states_that_are_listed_can_be_left_out_of_a_view():
    case = parse_case(CASE_OF_STATES + "sees: {usa: {only: calm}}\n", "case.yaml")
    assert case.sees[0].only == Name("calm")


def test_a_formula_about_listed_states_holds_at_them():
    text = CASE_OF_STATES + "terms: {quiet: calm or not tense}\n"
    engine = open_engine(parse_case(text, "case.yaml"))
    assert engine.truth(Name("quiet")).tolist() == [True, False]


def codes(case):
    return [remark.code for remark in review(open_engine(case))]


def test_a_case_with_such_keys_is_warned_of():
    assert codes(load_case("gisborne"))[-2:] == [
        "unknown-set-aside",
        "strong-set-aside",
    ]


def test_a_case_without_such_keys_is_not():
    assert set_aside(load_case("korea-2019")) == ()


def test_a_warning_names_the_parties_and_the_command():
    (remark,) = set_aside(load_case("gisborne"), "strong")
    assert "`unknown` of province" in remark.message
    assert "`detente unknown`" in remark.message


def test_an_entry_that_speaks_of_no_two_states_is_warned_of():
    case = parse_case(wanting("unknown: [[deal and drills, now]]"), "case.yaml")
    (remark,) = (
        each for each in review(open_engine(case)) if each.code == "comparison-idle"
    )
    assert "[deal and drills, NYN]" in remark.message


def test_an_entry_that_speaks_of_some_hides_none_that_speaks_of_no_two():
    idle = "[deal and drills, now]"
    case = parse_case(wanting(f"unknown: [[deal, drills], {idle}]"), "case.yaml")
    told = codes(case)
    assert told.count("comparison-idle") == 1
