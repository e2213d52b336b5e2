"""What reading judges at once, against judging one by one."""

from itertools import product

import pytest
from hypothesis import given, settings, strategies as st

from detente.casefile import load_case, parse_case
from detente.casefile.formula.truth import TruthTable
from detente.casefile.yaml.commas import _closing
from detente.casefile.yaml.tree import Origin, Place, Scalar
from detente.errors import CaseError, QuestionError
from detente.model.formula import holds, written
from tests.full_values import formulas
from tests.unit.casefile.test_hostile_input import FULL

OPTIONS = "abcd"
STATES = ["".join(letters) for letters in product("YN", repeat=4)]
RULES = st.lists(formulas(tuple(OPTIONS)), min_size=1, max_size=5)


def is_true(formula, state):
    taken = dict(zip(OPTIONS, (letter == "Y" for letter in state), strict=True))
    return holds(formula, taken.__getitem__)


def text_of(rules, now, more=""):
    options = ", ".join(
        f"{option}: {{now: {'yes' if letter == 'Y' else 'no'}}}"
        for option, letter in zip(OPTIONS, now, strict=True)
    )
    listed = "".join(f"- {{is: '{written(rule)}'}}\n" for rule in rules)
    parties = f"parties: {{p: {{options: {{{options}}}}}}}"
    return f"detente: 1\n{parties}\nconstraints:\n{listed}{more}"


def told(text):
    try:
        parse_case(text, "case.yaml")
    except CaseError as error:
        return error.problems
    return ()


@settings(max_examples=80)
@given(RULES, st.sampled_from(STATES))
def test_a_status_quo_is_refused_by_the_rules_it_breaks_or_by_their_clash(rules, now):
    broken = [at for at, rule in enumerate(rules) if not is_true(rule, now)]
    feasible = [s for s in STATES if all(is_true(rule, s) for rule in rules)]
    problems = told(text_of(rules, now))
    if broken and not feasible:
        assert [problem.code for problem in problems] == ["contradiction"]
    else:
        assert [problem.code for problem in problems] == ["status-quo"] * len(broken)
        assert [problem.location.line - 4 for problem in problems] == broken


@settings(max_examples=80)
@given(RULES)
def test_of_rules_that_clash_each_that_is_named_is_needed(rules):
    for problem in told(text_of(rules, "NNNN")):
        if problem.code != "contradiction":
            continue
        named = [rules[problem.location.line - 4]]
        if "constraints" in problem.message.values:
            texts = str(problem.message.values["constraints"]).split("; ")
            named = [rule for rule in rules if written(rule) in texts]
        kept = [
            {s for s in STATES if all(is_true(r, s) for r in named if r != rule)}
            for rule in named
        ]
        assert not any(all(is_true(rule, s) for rule in named) for s in STATES)
        assert all(kept)


@settings(max_examples=80)
@given(RULES, st.lists(st.sampled_from(STATES), min_size=1, max_size=6))
def test_labels_are_refused_where_they_are_not_feasible(rules, labelled):
    now = next((s for s in STATES if all(is_true(rule, s) for rule in rules)), None)
    if now is None:
        return
    lines = "".join(f"  l{at}: {state}\n" for at, state in enumerate(labelled))
    problems = told(text_of(rules, now, f"labels:\n{lines}"))
    wrong = [
        at
        for at, state in enumerate(labelled)
        if not all(is_true(rule, state) for rule in rules)
    ]
    first = 5 + len(rules)
    assert [problem.location.line - first for problem in problems] == wrong


@given(formulas(tuple(OPTIONS)), st.lists(st.sampled_from(STATES), max_size=9))
def test_a_table_of_states_says_of_each_whether_a_formula_holds(formula, states):
    table = TruthTable.of_states(OPTIONS, states, {})
    expected = sum(is_true(formula, state) << at for at, state in enumerate(states))
    assert table.where(formula) == expected


def closing_one_by_one(pieces):
    """Look for the closing piece of each as a person would."""
    found = {}
    for at, (first, _) in enumerate(pieces):
        level = first.count("(") - first.count(")")
        if level <= 0:
            continue
        for end in range(at + 1, len(pieces)):
            piece, after_colon = pieces[end]
            if after_colon or not piece.plain:
                break
            level += piece.count("(") - piece.count(")")
            if level == 0:
                found[at] = end
                break
    return found


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["(", ")", "((", "))", "x", "(x)"]),
            st.integers(0, 9).map(lambda n: n > 0),
            st.integers(0, 9).map(lambda n: n == 0),
        ),
        max_size=12,
    )
)
def test_brackets_are_closed_by_the_first_piece_that_can(signs):
    origin = Origin("case.yaml", " " * 100)
    pieces = [
        (Scalar(text, Place(origin, at, at + 1), plain=plain), after_colon)
        for at, (text, plain, after_colon) in enumerate(signs)
    ]
    plain = [
        piece
        if piece[0].plain
        else (Scalar("x", piece[0].place, plain=False), piece[1])
        for piece in pieces
    ]
    assert _closing(pieces) == closing_one_by_one(plain)


EDITS = [
    "set: {title: Another}",
    "set: {period: 2 months}",
    "set: {period: 0 days}",
    "set: {options.relief.undo: at once}",
    "set: {options.relief.undo: sometimes}",
    "set: {options.relief.now: yes}",
    "set: {constraints: [relief and not relief]}",
    "set: {labels: {good: YN}}",
    "set: {labels.bad: YNN}",
    "set: {labels.bad: now +relief}",
    "set: {terms.deal: nothing}",
    "set: {terms.deal: not deal}",
    "set: {preferences.usa: [deal]}",
    "set: {preferences.dprk: {ranking: [YY, NN]}}",
    "set: {events.0.option: nothing}",
    "set: {events.0.date: 2019-02-02}",
    "set: {events.7.date: 2019-02-02}",
    "set: {claims.c: {kind: fact, about: [pact]}}",
    "set: {claims.c: {kind: fact, about: [peace]}}",
    "set: {sources.daily: The Weekly}",
    "set: {variants.w: {title: Nested}}",
    "set: {nothing.at.all: x}",
    "set: {types.hawk.now: 2}",
    "set: {patience: 0.99999999999999999999}",
    "set: {parties.usa.options.new: {now: yes}}",
    "remove: [guarantees.pact]",
    "remove: [sources.daily]",
    "remove: [events]",
    "remove: [terms.deal]",
    "remove: [types.hawk]",
    "remove: [parties.usa.options.relief]",
    "remove: [labels.good, claims.c]",
]


@pytest.mark.parametrize("edit", EDITS)
def test_a_variant_is_told_as_wrong_where_it_is_wrong_when_it_is_asked_for(edit):
    """What is left out when variants are read again is never what is wrong."""
    text = FULL[: FULL.index("variants:")] + f"variants: {{v: {{{edit}}}}}\n"
    alone = None
    try:
        parse_case(text, "case.yaml", variant="v")
    except (CaseError, QuestionError) as error:
        alone = {problem.code for problem in error.problems}
    whole = {problem.code for problem in told(text)}
    assert whole == (alone or set())


@pytest.mark.parametrize("edit", EDITS)
def test_a_view_is_told_as_wrong_where_the_case_would_be(edit):
    body = edit.replace("{options.", "{parties.usa.options.")
    text = FULL[: FULL.index("variants:")]
    wrong = False
    try:
        parse_case(f"{text}variants: {{v: {{{body}}}}}\n", "case.yaml", variant="v")
    except (CaseError, QuestionError):
        wrong = True
    if wrong:
        assert told(f"{text}sees: {{dprk: {{{body}}}}}\n")


def test_data_beyond_the_limit_are_refused():
    with pytest.raises(CaseError, match="more than"):
        load_case({"detente": 1, "title": "x" * 6_000_000})
