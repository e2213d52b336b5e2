"""Small files that could exhaust memory or time: reading keeps in proportion."""

import gc
import subprocess
import sys
import tracemalloc

import pytest

from detente.casefile import load_case, parse_case
from detente.casefile.faults import Faults
from detente.casefile.formula.resolve import parsed
from detente.casefile.limits import MOST_FAULTS
from detente.casefile.nearest import _letters
from detente.casefile.variants.again import Room
from detente.errors import LONGEST_QUOTED, CaseError, Location, Message, Problem
from tests.hostile import HEAD, KINDS
from tests.running import detente

FEW, MANY = 150, 300


def read(text):
    """Read a text, whatever is wrong with it; give its faults."""
    try:
        parse_case(text, "case.yaml")
    except CaseError as error:
        return error.problems
    return ()


def steps(text):
    """Count the calls that reading takes, those of built-in functions included."""
    count = 0

    def step(_frame, event, _function):
        nonlocal count
        count += event in {"call", "c_call"}

    for cache in (parsed, _letters):
        cache.cache_clear()
    gc.collect()
    before = sys.getprofile()
    sys.setprofile(step)
    try:
        read(text)
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize("kind", KINDS)
def test_twice_as_much_takes_no_more_than_about_twice_the_steps(kind):
    read(KINDS[kind](FEW))
    assert steps(KINDS[kind](MANY)) < 2.6 * steps(KINDS[kind](FEW))


@pytest.mark.parametrize("kind", KINDS)
def test_memory_stays_in_proportion_to_the_text(kind):
    text = KINDS[kind](MANY)
    read(text)
    gc.collect()
    tracemalloc.start()
    try:
        read(text)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 2_000_000 + 600 * len(text)


LARGE = """
import resource, sys
from tests.hostile import KINDS
from tests.unit.casefile.test_hostile_sizes import read
read(KINDS["rules"](1))
resource.setrlimit(resource.RLIMIT_CPU, (60, 60))
resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
for kind, text in KINDS.items():
    read(text(1_000))
    print(kind)
"""


def test_all_kinds_by_the_thousand_fit_into_little_memory_and_time():
    """Whatever grows with the square takes minutes and gigabytes here."""
    run = subprocess.run(
        [sys.executable, "-c", LARGE], capture_output=True, text=True, check=False
    )
    assert (run.returncode, run.stdout.splitlines()) == (0, [*KINDS]), run.stderr


def test_of_a_kind_of_fault_the_first_are_told_and_the_others_counted():
    problems = read(f"{HEAD}movers: [{', '.join(['p'] * 1000)}]\n")
    assert {problem.code for problem in problems} == {"listed-twice"}
    assert len(problems) == MOST_FAULTS + 1
    assert problems[-1].message == (
        f"'p' is listed twice; more faults of this kind: {998 - MOST_FAULTS}"
    )
    assert problems[-2].message == "'p' is listed twice"


def test_one_fault_more_than_are_told_is_told_too():
    problems = read(f"{HEAD}movers: [{', '.join(['p'] * (MOST_FAULTS + 2))}]\n")
    assert {problem.message for problem in problems} == {"'p' is listed twice"}


def test_another_kind_of_fault_is_told_after_many_of_one():
    many = ", ".join(["p"] * 1000)
    problems = read(f"{HEAD}movers: [{many}]\nconstraints: [z]\n")
    assert problems[-1].code == "unknown-name"


def test_of_a_long_line_a_problem_keeps_a_part():
    filler = "p, " * 5000
    (*_, last) = read(f"{HEAD}constraints: [x or zzz, {filler}]\n")[:1]
    problem = read(f"{HEAD}labels: {{{'a: now, ' * 3000}}}\n")[50]
    assert len(problem.location.excerpt) <= 300
    place = problem.location
    marked = place.excerpt[place.column - place.before - 1 :][: place.width]
    assert (marked, last.code) == ("a", "unknown-name")


def test_the_marker_stands_below_the_fault_in_a_long_line():
    text = f"{HEAD}title: {{en: {'long ' * 200}, xx1: a}}\n"
    ran = detente("check", "-", stdin=text)
    _, line, marker, *_ = ran.err.splitlines()
    assert line[marker.index("^") :].startswith("xx1")


@pytest.mark.parametrize(
    "text",
    [
        HEAD + "title: !" + "a" * 100_000 + " x\n",
        HEAD + "title: *" + "a" * 100_000 + "\n",
        HEAD + "a" * 1_000 + "b" * 100_000 + "\n",
        HEAD + "movers: [" + "a" * 100_000 + "]\n",
        HEAD + "labels: {a: '" + "+x " * 50_000 + "'}\n",
        HEAD + "constraints: ['" + "&" * 9_000 + "']\n",
        HEAD + f"sources: {{s: {{name: a, {', '.join(['b' * 500] * 50)}}}}}\n",
        "detente: 1\nparties: {"
        + ", ".join(f"{'p' * 300}{at}: {{options: {{o{at}: }}}}" for at in range(300))
        + "}\nmovers: [ppp]\n",
    ],
)
def test_a_message_quotes_no_more_than_a_person_reads(text):
    problems = read(text)
    assert problems
    for problem in problems:
        quoted = (problem.message, problem.hint or "", problem.location.excerpt)
        assert max(map(len, quoted)) < 3 * LONGEST_QUOTED


def test_names_that_are_very_long_get_no_hint():
    (problem,) = read(HEAD + f"terms: {{{'ab' * 50}: x}}\nconstraints: [{'ab' * 51}]\n")
    assert problem.hint is None


def test_a_name_among_thousands_gets_its_hint():
    terms = ", ".join(f"wall_{at}_of_stone: x" for at in range(1500))
    text = f"{HEAD}terms: {{{terms}, harbour: x}}\nconstraints: [harbuor]\n"
    (problem,) = read(text)
    assert problem.hint == "did you mean 'harbour'?"


def test_a_large_case_with_many_variants_is_refused():
    rules = ", ".join(f"l{at}: now" for at in range(2000))
    variants = ", ".join(f"v{at}: {{set: {{period: 2 days}}}}" for at in range(400))
    text = f"{HEAD}labels: {{{rules}}}\nvariants: {{{variants}}}\n"
    (problem,) = read(text)
    assert problem.code == "too-many-variants"
    assert load_case(text, edits=["variants="]).variants == ()


@pytest.mark.parametrize("command", ["check", "states", "compare", "record", "analyze"])
def test_the_time_allowed_covers_reading(command):
    """It ends before the fault in the last line is known."""
    text = KINDS["stages"](40_000) + "constraints: [nowhere]\n"
    ran = detente(command, "-", "--time", "0.001", stdin=text)
    assert (ran.code, ran.out) == (3, "")
    assert "time allowed" in ran.err
    assert "nowhere" not in ran.err


def test_the_first_fault_beyond_those_told_is_kept_and_further_ones_are_counted():
    faults = Faults()
    problem = Problem("mapping", Message("no"), Location("a.yaml", 1, 1, "", 1))
    for _ in range(MOST_FAULTS):
        faults.add(problem)
    assert not faults.is_full("mapping")
    faults.add(problem)
    assert faults.is_full("mapping")
    assert not faults.is_full("sheet")


def test_what_was_reckoned_once_leaves_less_for_the_next():
    room = Room(bits=10)
    asked = [(6, True), (6, False), (4, True), (1, False), (0, True)]
    assert [room.reckon(bits) for bits, _ in asked] == [fine for _, fine in asked]
