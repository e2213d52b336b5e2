"""What a command says that it needs is what it takes, up to a factor of three."""

import sys

import pytest

from tests.peaks import deal, estimated, run, two_parties

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="peaks are counted in KiB on Linux"
)


SMALL, LARGE, RESTING = (
    two_parties(n_options, apart=apart)
    for n_options, apart in ((12, False), (16, False), (14, True))
)
QUESTIONS = (
    (LARGE, "states CASE --all --format json"),
    (SMALL, "states CASE --all"),
    (RESTING, "stability CASE --all --format json"),
    (SMALL, "coalitions CASE"),
    (LARGE, "analyze CASE --report r.html"),
    (deal(), "roadmap thresholds CASE plan"),
    (deal(), "robust CASE --samples 3000 --workers 1"),
)


@pytest.mark.parametrize(("text", "question"), QUESTIONS, ids=lambda each: each[:9])
def test_the_estimate_is_at_least_the_peak_and_at_most_three_times_it(
    tmp_path, monkeypatch, text, question
):
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "case.yaml"
    path.write_text(text)
    words = [path if word == "CASE" else word for word in question.split()]
    estimate, peak = estimated(words)
    assert peak <= estimate <= 3 * peak


def test_draws_beyond_the_memory_are_refused_at_once(tmp_path):
    path = tmp_path / "case.yaml"
    path.write_text(deal())
    asked = ["robust", path, "--samples", "100000000", "--memory", "200M"]
    code, peak, said = run([*asked, "--time", "60"])
    assert code == 3
    assert peak < 200 * 2**20
    assert "--samples" in said
