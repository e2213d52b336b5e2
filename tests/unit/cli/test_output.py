"""Where a result goes, in which form, and what happens when it cannot."""

import io
import json
import os
import sys
from unittest import mock

import pytest

from detente.cli.app import open_app
from detente.cli.failure import guarded
from tests.running import detente


class Full(io.StringIO):
    """A standard output without room."""

    def write(self, _text):
        raise OSError(28, "No space left on device")

    def fileno(self):
        return os.open(os.devnull, os.O_WRONLY)


@pytest.fixture
def full():
    """Run a command whose standard output is full; give exit code and errors."""

    def run(*words):
        errors = io.StringIO()
        with (
            mock.patch.object(sys, "argv", ["detente", *words]),
            mock.patch.object(sys, "stdout", Full()),
            mock.patch.object(sys, "stderr", errors),
        ):
            return guarded(open_app(sys.argv[1:])), errors.getvalue()

    return run


@pytest.mark.parametrize("words", [("check", "chicken"), ("cases",), ("schema",)])
def test_a_full_standard_output_is_told_in_a_sentence(full, words):
    assert full(*words) == (
        2,
        "detente: standard output cannot be written: No space left on device\n",
    )


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("x.json", "{"),
        ("x.csv", "state,"),
        ("x.md", "# "),
        ("x.tex", "%"),
        ("x.html", "<!doctype html>"),
        ("x.svg", "<svg"),
        ("x.log", "Chicken\n"),
    ],
)
def test_the_ending_of_the_file_says_the_form(tmp_path, name, start):
    file = tmp_path / name
    assert detente("stability", "chicken", "--output", file).code == 0
    assert file.read_text("utf-8").lower().startswith(start.lower())


def test_a_form_that_is_asked_for_wins_over_the_ending(tmp_path):
    file = tmp_path / "x.json"
    detente("check", "chicken", "--output", file, "--format", "text")
    assert file.read_text("utf-8").startswith("Chicken\n")


def test_a_report_as_pdf_is_refused_with_a_way_there(tmp_path):
    ran = detente("analyze", "chicken", "--report", tmp_path / "x.pdf")
    assert ran.code == 2
    assert "x.html; a browser prints it to PDF" in ran.err


def test_the_bundled_cases_can_be_had_as_data():
    listed = json.loads(detente("cases", "--format", "json").out)["cases"]
    assert {"name": "chicken", "title": "Chicken"} in listed


def test_the_bundled_cases_can_be_had_as_a_sheet(tmp_path):
    file = tmp_path / "cases.csv"
    detente("cases", "--output", file)
    assert "chicken,Chicken" in file.read_text("utf-8").splitlines()


def test_a_form_that_the_list_of_cases_does_not_have_is_refused():
    assert detente("cases", "--format", "svg").code == 2


def test_the_schema_can_be_written_to_a_file(tmp_path):
    file = tmp_path / "schema.json"
    detente("schema", "--output", file)
    assert file.read_text("utf-8") == detente("schema").out
