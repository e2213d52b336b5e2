"""What commands say that they need, and what they take; each in a new process.

Run with `python -m benchmarks.memory` from the root of the checkout.
"""

import sys
import tempfile
from pathlib import Path

from tests.peaks import deal, estimated, two_parties

QUESTIONS = (
    "states CASE --all",
    "states CASE --all --format json",
    "states CASE --all --format csv",
    "states CASE --all --format html",
    "states CASE --all --output s.xlsx",
    "stability CASE --all --format json",
    "analyze CASE",
    "analyze CASE --report r.html",
)
OF_A_DEAL = (
    "roadmap check CASE plan",
    "roadmap thresholds CASE plan",
    "robust CASE --samples 3000 --workers 1",
    "robust CASE --samples 30000 --workers 1",
)


def main() -> None:
    """Print one line a question: the estimate and the peak in MiB, their ratio."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for n_options in (12, 16):
            for apart in (False, True):
                text = two_parties(n_options, apart=apart)
                label = f"{n_options} options{', all resting' * apart}"
                for question in QUESTIONS:
                    measure(folder, label, text, question)
        text = two_parties(12, apart=False)
        measure(folder, "12 options", text, "coalitions CASE")
        for question in OF_A_DEAL:
            measure(folder, "a deal", deal(), question)


def measure(folder: Path, label: str, text: str, question: str) -> None:
    """Print one line."""
    path = folder / "case.yaml"
    path.write_text(text)
    places = {"CASE": str(path), "r.html": str(folder / "r.html")}
    places["s.xlsx"] = str(folder / "s.xlsx")
    estimate, peak = estimated([places.get(word, word) for word in question.split()])
    figures = f"{estimate >> 20:6} {peak >> 20:6} {estimate / peak:6.2f}"
    sys.stdout.write(f"{label:24} {question:42} {figures}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
