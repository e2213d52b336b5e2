"""Draws on several processors: the same results, whatever their number."""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

import detente as dt
from detente.analysis.setting import Setting
from detente.study.game.dynamics import open_dynamics
from detente.study.processors import Workers
from detente.study.robustness import workers
from detente.study.robustness.robust import study_robustness
from detente.study.robustness.sampling import Draws
from detente.study.robustness.workers import at_work, over_workers
from tests.answers import full_case
from tests.unit.deal.test_road_map import two_party_case
from tests.unit.robustness.test_robust import PLANS, assumed_for

CASE = assumed_for(two_party_case(1, 3, d=0.5), "a")


@pytest.fixture
def always(monkeypatch):
    """Start processors for the least of work."""
    monkeypatch.setattr(workers, "_SOON", 0)


def double(study: Draws, number: int) -> int:
    return 2 * number + 0 * len(study.layouts)


def study() -> Draws:
    return Draws(open_dynamics(CASE), PLANS)


@pytest.mark.usefixtures("always")
def test_two_processors_give_what_one_gives():
    one, two = (
        study_robustness(
            open_dynamics(CASE), PLANS, samples=5, seed=1, workers=Workers(number)
        )
        for number in (1, 2)
    )
    assert one == two
    assert one.flips


@pytest.mark.usefixtures("always")
def test_results_come_in_the_order_of_the_pieces():
    assert list(over_workers(study(), double, range(7), Workers(2))) == list(
        range(0, 14, 2)
    )


@pytest.mark.usefixtures("always")
def test_everyone_is_told_how_far_the_work_is():
    told = []
    progress = Workers(2, progress=lambda done, of: told.append((done, of)))
    study_robustness(open_dynamics(CASE), PLANS, samples=3, workers=progress)
    assert told == [(n, 7) for n in range(1, 8)]


def test_short_work_starts_no_processor():
    assert at_work(Workers(8), study(), 100) == 1


@pytest.mark.usefixtures("always")
def test_no_more_processors_start_than_fit_the_memory():
    assert at_work(Workers(8, memory=1 << 20), study(), 100) == 1


@pytest.mark.usefixtures("always")
def test_no_more_processors_start_than_there_are_pieces():
    assert at_work(Workers(8, memory=1 << 40), study(), 3) == 3


@pytest.mark.usefixtures("always")
def test_claims_are_judged_the_same_on_two_processors():
    one, two = (
        dt.claims(full_case(), Setting(workers=number), variants=(), samples=4)
        for number in (1, 2)
    )
    assert one.findings == two.findings
    assert any(each.figure.samples for each in one.findings if each.figure)


LONG = """\
import time
from detente.study.robustness import workers
from tests.unit.robustness.test_workers import sleep, study

if __name__ == "__main__":
    workers._SOON = 0
    print(list(workers.over_workers(study(), sleep, range(100), workers.Workers(2))))
"""


def sleep(_study: Draws, _number: int) -> None:
    """Tell that this processor works, and do so longer than any test waits."""
    Path(os.environ["AT_WORK"], str(os.getpid())).touch()
    time.sleep(600)


def lives(pid):
    """Tell whether a process is there."""
    with suppress(ProcessLookupError):
        os.kill(pid, 0)
        return True
    return False


def until(there):
    """Wait for something, for a minute at most."""
    for _ in range(600):
        if there():
            return True
        time.sleep(0.1)
    return False


@pytest.mark.parametrize("number", ["SIGKILL", "SIGTERM", "SIGINT", "SIGHUP"])
def test_no_processor_outlives_the_program(tmp_path, number):
    script, at_work = tmp_path / "long.py", tmp_path / "at-work"
    script.write_text(LONG, "utf-8")
    at_work.mkdir()
    path = os.pathsep.join([str(Path(__file__).parents[3]), *sys.path])
    with subprocess.Popen(
        [sys.executable, str(script)],
        env=os.environ | {"PYTHONPATH": path, "AT_WORK": str(at_work)},
        stderr=subprocess.DEVNULL,
    ) as program:
        assert until(lambda: len(list(at_work.iterdir())) == 2)
        program.send_signal(getattr(signal, number))
        ended = until(lambda: program.poll() is not None)
        program.kill()
        assert ended
        started = [int(each.name) for each in at_work.iterdir()]
        assert until(lambda: not any(map(lives, started)))
