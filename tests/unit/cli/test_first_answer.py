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


def loaded_by(*words):
    """Run a command in a fresh interpreter and give the modules it imported."""
    code = (
        "import sys; from detente.cli import main\n"
        "try: main()\n"
        "except SystemExit as end: assert not end.code\n"
        "print(*sys.modules)"
    )
    run = subprocess.run(
        [sys.executable, "-c", code, *words],
        capture_output=True,
        text=True,
        check=True,
        encoding="utf-8",
    )
    return run.stdout.splitlines()[-1].split()


@pytest.fixture(scope="module")
def loaded():
    return loaded_by("analyze", "chicken", "--output", "/dev/null")


def test_the_study_is_loaded(loaded):
    assert "detente.study.overview.survey" in loaded


@pytest.mark.parametrize("module", ABSENT)
def test_what_the_first_answer_does_not_need_is_not_loaded(loaded, module):
    assert module not in loaded


@pytest.mark.parametrize(
    "words", [("cases",), ("cases", "--format", "json"), ("--version",)]
)
@pytest.mark.parametrize("module", ["numpy", "ruamel.yaml", "lark", "rich"])
def test_a_list_or_a_number_loads_no_case_and_no_colours(words, module):
    assert module not in loaded_by(*words)
