"""A few hundred damaged files and odd questions; `python -m tests.fuzz` tries more."""

import subprocess
import sys

import pytest

from tests.fuzz.trials import TRIALS

SEED = 20190425


@pytest.mark.parametrize("kind", TRIALS)
def test_whatever_is_given_there_is_an_answer_or_placed_problems(kind):
    """In a process of its own, within a limit of memory and of time for each."""
    words = ["--kind", kind, "--trials", "80", "--seed", str(SEED)]
    run = subprocess.run(
        [sys.executable, "-m", "tests.fuzz", *words],
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.stdout == "80 trials, 0 failed\n", run.stdout + run.stderr
