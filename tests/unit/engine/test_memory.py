import pytest

from detente.engine.memory import PROGRAM, allowed, available, refuse_beyond
from detente.errors import Message, TooLargeError

HINT = Message("make it smaller")


def refusal(estimate, memory):
    with pytest.raises(TooLargeError) as caught:
        refuse_beyond(estimate, memory, HINT)
    return caught.value


def test_what_the_kernel_calls_available_is_available(tmp_path):
    table = tmp_path / "meminfo"
    table.write_text("MemTotal:  64 kB\nMemAvailable:   48 kB\n")
    assert available(table) == 48 * 1024


def test_without_the_kernels_table_the_machines_memory_is_counted(tmp_path):
    assert available(tmp_path / "absent") > 2**20


def test_three_quarters_of_what_is_available_are_allowed_by_default():
    assert 0 < allowed(None) <= available() * 0.8


def test_a_limit_given_is_the_limit():
    assert allowed(12345) == 12345


def test_the_limit_itself_is_allowed():
    refuse_beyond(1000, PROGRAM + 1000, HINT)
    assert refusal(1001, PROGRAM + 1000)


def test_work_beyond_the_limit_is_refused_with_both_figures():
    assert refusal(3 * 2**30 // 2 - PROGRAM, 2**20).message.values == {
        "estimate": "1.5 GiB",
        "limit": "1.0 MiB",
    }


def test_small_figures_are_written_in_bytes():
    assert refusal(1001, 1000).message.values["limit"] == "1000 bytes"


def test_the_program_itself_counts():
    assert refusal(0, PROGRAM - 1).message.values["estimate"] == "72.0 MiB"


def test_figures_beyond_all_units_are_named_as_such():
    assert refusal(2**200, 1000).message.values["estimate"] == "more than 1024 EiB"


def test_a_refusal_says_what_would_help():
    assert refusal(1001, 1000).hint == "make it smaller"
