"""Long questions show signs of life on a terminal, and keep the answer asked for."""

import json
import os
import pty
import subprocess
import sys

import pytest

from tests.running import detente
from tests.unit.time.test_distant_dates import FAR


@pytest.fixture
def far(tmp_path):
    path = tmp_path / "far.yaml"
    text = FAR.format(date="2028-01-01", period="1 day", turnover="2020-02-01")
    path.write_text(text, encoding="utf-8")
    return path


def watched(*words):
    """Run `detente WORDS` before a terminal; give what the terminal got."""
    ours, theirs = pty.openpty()
    run = subprocess.Popen(
        [sys.executable, "-m", "detente", *map(str, words)],
        stdout=theirs,
        stderr=theirs,
    )
    os.close(theirs)
    got = b""
    while True:
        try:
            some = os.read(ours, 4096)
        except OSError:
            break
        if not some:
            break
        got += some
    os.close(ours)
    run.wait(timeout=20)
    return got.decode("utf-8", "replace")


@pytest.mark.parametrize(
    ("question", "seconds"),
    [
        (("roadmap", "thresholds", "CASE", "plan"), 4),
        (("roadmap", "check", "CASE", "plan", "--turnover"), 4),
        (("analyze", "CASE", "--report", "REPORT"), 6),
    ],
)
def test_a_long_question_shows_a_bar_on_a_terminal(far, question, seconds):
    places = {"CASE": far, "REPORT": far.with_name("report.html")}
    words = [places.get(word, word) for word in question]
    assert "\N{BOX DRAWINGS HEAVY HORIZONTAL}" in watched(*words, "--time", seconds)


def test_what_is_written_before_the_report_stays_where_the_time_ends(far, tmp_path):
    written, report = tmp_path / "answer.json", tmp_path / "report.html"
    asked = ("--report", report, "--output", written, "--format", "json")
    ran = detente("analyze", far, *asked, "--time", "3")
    assert ran.code == 3
    assert json.loads(written.read_text("utf-8"))["case"] == "far"
    assert not report.exists()
