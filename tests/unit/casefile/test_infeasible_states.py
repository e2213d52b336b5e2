"""Of a state that is not feasible the reason is told: what is settled, or a rule."""

import pytest

from tests.faulty import only, problems

OPTIONS = ("a", "b", "c", "d")
SETTLED = {"b": True, "c": False, "d": True}
NOW = "NYNY"

CASE = """\
detente: 1
parties:
  p: {options: {a: {}, b: {now: yes, undo: never}}}
  q: {options: {c: {redo: never}, d: {now: yes, undo: never}}}
"""


def labelled(*states):
    """The case with labels, each for one state."""
    names = ", ".join(f"s{place}: {state}" for place, state in enumerate(states))
    return f"{CASE}labels: {{{names}}}\n"


def with_changed(*options):
    """The state now, but for some options."""
    signs = {True: "Y", False: "N"}
    return "".join(
        signs[(sign == "Y") != (option in options)]
        for option, sign in zip(OPTIONS, NOW, strict=True)
    )


@pytest.mark.parametrize("option", SETTLED)
@pytest.mark.parametrize("beside", [(), ("a",)])
def test_a_state_against_what_is_settled_names_that_option(option, beside):
    problem = only(labelled(with_changed(option, *beside)))
    assert problem.code == "infeasible"
    assert problem.hint == f"'{option}' is settled as it is now"


def test_each_of_many_states_has_its_own_reason():
    states = [with_changed(), *(with_changed(option) for option in SETTLED)]
    hints = [problem.hint for problem in problems(labelled(*states))]
    assert hints == [f"'{option}' is settled as it is now" for option in SETTLED]


def test_the_first_of_what_is_broken_is_the_reason():
    rules = "constraints: [not a or not b, not (a and d), a or b]\n"
    told = {
        with_changed("a"): "it breaks the constraint 'not a or not b'",
        with_changed("a", "b"): "'b' is settled as it is now",
        with_changed("c", "d"): "'c' is settled as it is now",
    }
    hints = [problem.hint for problem in problems(labelled(*told) + rules)]
    assert hints == list(told.values())


def test_a_rule_is_told_of_the_state_that_breaks_it():
    text = CASE.replace("a: {}", "a: {}, e: {}")
    rules = "constraints: [not (a and e), a or not e]\nlabels: {x: YYYNY, y: NYYNY}\n"
    hints = [problem.hint for problem in problems(text + rules)]
    assert hints == [
        "it breaks the constraint 'not (a and e)'",
        "it breaks the constraint 'a or not e'",
    ]
