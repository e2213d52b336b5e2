"""Which tests the measurement of mutations puts a mutation to (benchmarks)."""

import runpy

from tests.project_files import ROOT

Entered = runpy.run_path(str(ROOT / "benchmarks" / "entered.py"))["Entered"]
FILE = "detente/study/some.py"


def chosen(seconds, budget, beside=()):
    """Ask which tests a function is put to that all of `seconds` enter."""
    entering = [f"tests/test_it.py::{name}" for name in seconds]
    other = [f"tests/test_it.py::{name}" for name in beside]
    tests = {f"{FILE} f": entering, "detente/study/other.py g": other}
    # A test of more than one function looks less closely.
    tests |= {f"{FILE} g{k}": entering[1:] for k in range(4)}
    known = Entered(tests, {f"tests/test_it.py::{k}": v for k, v in seconds.items()})
    return [test.rpartition("::")[2] for test in known.chosen(FILE, "f", budget=budget)]


def test_a_slow_test_that_enters_little_does_not_keep_cheap_ones_from_being_asked():
    seconds = {"test_slow": 30.0, "test_quick": 0.5, "test_slower": 0.6}
    assert chosen(seconds, 1) == ["test_quick"]
    assert chosen(seconds, 2) == ["test_quick", "test_slower"]
    assert chosen(seconds, 31) == ["test_slow", "test_quick"]


def test_where_none_fits_the_quickest_is_asked():
    assert chosen({"test_slow": 30.0, "test_less": 20.0}, 1) == ["test_less"]


def test_others_of_the_file_come_after_those_that_enter():
    seconds = {"test_it": 1.0, "test_more": 1.0}
    assert chosen(seconds, 2, ["test_beside"]) == ["test_it", "test_more"]
    assert chosen(seconds, 2.5, ["test_beside"])[-1] == "test_beside"


def test_what_nobody_enters_is_put_to_no_test():
    assert Entered({}, {}).chosen(FILE, "f", budget=10) == []
