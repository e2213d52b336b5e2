"""An option that lacks its value does not take the name of the next one for it."""

import json

import pytest

from tests.running import detente


@pytest.mark.parametrize(
    "words",
    [
        ("--report", "--output", "x.html"),
        ("--report=--output", "x.html"),
        ("--report", "--lang=ru"),
        ("--lang", "en", "--report", "--full"),
    ],
)
def test_the_option_that_lacks_it_is_named_and_nothing_is_written(
    words, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    ran = detente("analyze", "chicken", *words)
    assert ran.code == 2
    assert ran.err.startswith("--report: its value is missing: another option follows")
    assert "Write the report to this HTML file or directory." in ran.err
    assert ran.out == ""
    assert not list(tmp_path.iterdir())


def test_a_value_that_only_begins_like_an_option_is_one(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    ran = detente("states", "chicken", "--format", "json", "--output=--odd")
    assert ran.code == 0
    assert json.loads((tmp_path / "--odd").read_text("utf-8"))


def test_an_option_may_be_the_last_word():
    ran = detente("states", "chicken", "--quiet")
    assert ran.code == 0
