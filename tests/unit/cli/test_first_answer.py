"""The first answer loads only what it needs."""

import subprocess
import sys

import pytest

ABSENT = (
    "detente.study.game.dynamics",
    "detente.study.overview.comparison",
    "detente.report.figure",
    "jinja2",
    "pandas",
)


@pytest.fixture(scope="module")
def loaded():
    code = (
        "import sys; from detente.cli.app import app\n"
        "try: app(['analyze', 'chicken', '--output', sys.argv[1]])\n"
        "except SystemExit: pass\n"
        "print(*sys.modules)"
    )
    run = subprocess.run(
        [sys.executable, "-c", code, "/dev/null"],
        capture_output=True,
        text=True,
        check=True,
    )
    return run.stdout.split()


def test_the_study_is_loaded(loaded):
    assert "detente.study.overview.survey" in loaded


@pytest.mark.parametrize("module", ABSENT)
def test_what_the_first_answer_does_not_need_is_not_loaded(loaded, module):
    assert module not in loaded
