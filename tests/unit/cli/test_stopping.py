"""A stop comes out as a stop, whosever code it falls into."""

import os
import signal
import time
from pathlib import Path

import numpy as np
import pytest

import detente
from detente.cli.options import Shared
from detente.cli.stopping import limited
from detente.errors import StoppedError
from tests.running import detente as ask

HERE = Path(detente.__file__).parent


def compiled(source, path, **given):
    """Run source as if it stood in a file, and give what it defines."""
    names = dict(given)
    exec(compile(source, str(path), "exec"), names)
    return names


def busy(seconds):
    """Code of others: works a while, and makes an error of whatever stops it."""
    source = """
def busy(seconds):
    try:
        begun = clock()
        while clock() - begun < seconds:
            pass
    except BaseException as error:
        raise TypeError("these cannot be compared") from error
"""
    clock = time.monotonic
    return compiled(source, "/elsewhere/theirs.py", clock=clock)["busy"](seconds)


def ours(work):
    """Run work again and again from a file of the package, for some seconds."""
    source = """
def ours(work):
    begun = clock()
    while clock() - begun < 20:
        work()
"""
    return compiled(source, HERE / "made.py", clock=time.monotonic)["ours"](work)


def test_a_stop_waits_for_the_code_of_others_to_come_back():
    calls = []

    def work():
        busy(0.3)
        calls.append(True)

    begun = time.monotonic()
    with pytest.raises(StoppedError), limited(Shared(time=0.05, quiet=True)):
        ours(work)
    assert calls
    assert time.monotonic() - begun < 10


def test_a_stop_does_not_wait_for_ever():
    with pytest.raises(StoppedError), limited(Shared(time=0.05, quiet=True)):
        busy(20)


def test_a_stop_in_a_comparison_of_records_is_told_as_a_stop():
    records = np.array([(6, 0)], dtype=[("f0", "i8"), ("f1", "i8")])
    same = records.copy()
    for _ in range(5):
        with pytest.raises(StoppedError), limited(Shared(time=0.02, quiet=True)):
            ours(lambda: records != same)


def test_an_interruption_that_others_made_an_error_is_one():
    def interrupt():
        os.kill(os.getpid(), signal.SIGINT)
        os.kill(os.getpid(), signal.SIGINT)
        busy(5)

    with pytest.raises(StoppedError) as stop, limited(Shared(quiet=True)):
        interrupt()
    assert stop.value.interrupted


@pytest.mark.parametrize("error", [TypeError("a fault"), ValueError("another")])
def test_an_error_without_a_stop_stays_what_it_is(error):
    with pytest.raises(type(error)), limited(Shared(quiet=True)):
        raise error


@pytest.mark.parametrize("question", [("check", "chicken"), ("history",)])
@pytest.mark.parametrize("seconds", ["nan", "inf", "1e400", "1e9", "0", "-1", "²"])
def test_a_time_that_no_clock_counts_is_refused(question, seconds):
    ran = ask(*question, "--time", seconds)
    assert ran.code == 2
    assert "--time" in ran.err
    assert "Traceback" not in ran.err
