"""A question stops within its limits, and keeps what it has."""

import json
import os
import signal
import subprocess
import sys
import time

import pytest

import detente as dt
from detente.engine.budget import (
    INTERRUPTED,
    allowing,
    counted,
    current,
    finishing,
    kept,
    spending,
    tick,
    unless_stopped,
)
from detente.engine.memory import allowed
from detente.errors import Message, StoppedError
from detente.report.words import words_of
from tests.running import detente

FAR = """
detente: 1
as_of: 2020-01-01
parties:
  a: {options: {x: {}, p: {undo: never}}}
  b: {options: {y: {}, q: {}, r: {}}}
preferences:
  a: {weights: {x: -1, y: 3, q: 1, r and x: -1}}
  b: {weights: {y: -1, x: 3, p: 1, q: 0.5, r: {value: 0.1, range: [0, 2]}}}
period: 1 month
patience: 0.95 per year
movers: [a, b]
roadmaps:
  plan: {stages: [[x], [y]]}
  other: {stages: [[y], [x]]}
"""


@pytest.fixture
def far(tmp_path):
    path = tmp_path / "far.yaml"
    path.write_text(FAR)
    return str(path)


def stopping_at(pieces, last):
    for piece in pieces:
        if piece == last:
            current().stop(INTERRUPTED)
        tick()
        yield piece


def slept(seconds):
    time.sleep(seconds)
    return seconds


def test_without_a_budget_nothing_stops():
    tick()
    assert kept(counted([1, 2, 3])) == (1, 2, 3)


def test_what_is_done_is_kept_when_the_work_is_stopped():
    with allowing() as budget:
        assert kept(stopping_at([1, 2, 3, 4], 3)) == (1, 2)
    assert budget.stopped is not None
    assert budget.stopped.interrupted


def test_too_little_is_no_answer():
    with allowing(), pytest.raises(StoppedError):
        kept(stopping_at([1, 2, 3], 2), least=2)


def test_time_that_is_over_stops_at_the_next_step():
    with allowing(seconds=0.05) as budget:
        done = kept(slept(each) for each in counted([0.01] * 100))
    assert 0 < len(done) < 50
    assert budget.stopped is not None
    assert not budget.stopped.interrupted
    assert budget.stopped.message == "the time allowed (0.05 s) is over"


def test_once_stopped_nothing_new_is_begun():
    with allowing() as budget:
        kept(stopping_at([1], 1))
        assert kept(counted([1, 2])) == ()
        assert unless_stopped(lambda: sum(counted([1, 2])), 7) == 7
    assert budget.stopped is not None


def test_what_is_done_can_be_put_together_after_the_stop():
    with allowing():
        kept(stopping_at([1], 1))
        with finishing():
            tick()
        with pytest.raises(StoppedError):
            tick()


def test_work_inside_work_counts_as_a_part_of_its_piece():
    told: list[float] = []
    with allowing(progress=told.append):
        for _ in counted(range(4)):
            for _ in counted(range(5)):
                time.sleep(0.03)
    assert told == sorted(told)
    assert 0 < told[0] < 0.5 < told[-1] < 1
    assert any(abs(share * 4 - round(share * 4)) > 0.1 for share in told)


def test_what_took_most_of_the_time_is_named():
    slow, quick = Message("the first"), Message("the second")
    with allowing(seconds=0.1):
        with spending(quick):
            time.sleep(0.005)
        with spending(slow):
            time.sleep(0.12)
            with pytest.raises(StoppedError) as caught:
                tick()
    assert caught.value.hint == slow


def test_what_took_long_in_one_step_is_named_too():
    slow = Message("one long step")
    with allowing(seconds=0.1):
        with spending(slow):
            time.sleep(0.12)
        with pytest.raises(StoppedError) as caught:
            tick()
    assert caught.value.hint == slow


@pytest.mark.parametrize(
    ("seconds", "told"), [(30, "30 seconds"), (89, "90 seconds"), (90, "2 minutes")]
)
def test_beforehand_tens_of_seconds_are_told_and_then_minutes(seconds, told):
    said: list[Message] = []
    with allowing(announce=said.append) as budget:
        budget.expect(seconds, measured=True)
    assert told in words_of("en").message(said[0])


def test_what_takes_few_steps_is_no_cause():
    slow = Message("many steps")
    with allowing(seconds=0.1), spending(slow, past=5):
        for _ in range(4):
            tick()
        time.sleep(0.12)
        with pytest.raises(StoppedError) as caught:
            tick()
    assert caught.value.hint != slow


def test_the_budgets_memory_is_the_limit_where_none_is_given():
    with allowing(memory=12345):
        assert allowed(None) == 12345
        assert allowed(99) == 99


def test_fewer_draws_are_an_answer_that_says_so(far):
    ran = detente(
        *("robust", far, "--samples", "1000000", "--workers", "1"),
        *("--time", "4", "--format", "json"),
    )
    data = json.loads(ran.out)
    assert ran.code == 3
    assert 0 < data["samples"] < 1000000
    assert data["stopped"] == "the time allowed (4 s) is over"
    assert "a part of the answer only" in ran.err


def test_a_part_of_an_answer_says_so_first_in_both_languages(far):
    asked = ("robust", far, "--samples", "1000000", "--workers", "1", "--time", "4")
    assert "a part of the answer only" in detente(*asked).out.splitlines()[0]
    ran = detente(*asked, "--lang", "ru")
    assert "только часть ответа" in ran.out.splitlines()[0]


def test_the_library_keeps_what_is_done_too(far):
    with dt.allowing(seconds=1) as budget:
        found = dt.robust(far, samples=1000000)
    assert 0 < found.robustness.samples < 1000000
    assert budget.stopped is not None


@pytest.mark.parametrize("workers", ["1", "2"])
def test_ctrl_c_stops_soon_and_shows_what_is_done(far, workers):
    command = [sys.executable, "-m", "detente", "robust", far, "--format", "json"]
    command += ["--samples", "1000000", "--workers", workers]
    run = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    time.sleep(6)
    os.kill(run.pid, signal.SIGINT)
    out, err = run.communicate(timeout=20)
    assert run.returncode == 130, err
    if out:
        assert json.loads(out)["stopped"] == "interrupted"
    assert "Traceback" not in err


def test_no_time_at_all_is_over_and_told_as_such():
    with allowing(seconds=0):
        time.sleep(0.01)
        with pytest.raises(StoppedError) as stopped:
            tick()
    told = words_of("en").message(stopped.value.message)
    assert told == "the time allowed (0 s) is over"
