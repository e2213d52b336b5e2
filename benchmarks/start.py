"""Measure how long commands take that compute nothing, and the first screen.

`python benchmarks/start.py`: the median, the quickest and the slowest of 15 runs
of each, on the clock, the interpreter's own start included; the load says what else
the machine did. `python -X importtime -m detente cases` shows where time goes.
"""

import os
import statistics
import subprocess
import sys
import time

COMMANDS = (("--version",), ("--help",), ("cases",), ("analyze", "korea-2019"))
RUNS = 15


def seconds(words: tuple[str, ...]) -> float:
    """Run a command once, on the clock."""
    start = time.perf_counter()
    program = [sys.executable, "-m", "detente", *words]
    subprocess.run(program, check=True, stdout=subprocess.DEVNULL)  # noqa: S603
    return time.perf_counter() - start


def main() -> None:
    """Print a line a command."""
    for words in COMMANDS:
        seconds(words)  # what is compiled at the first run is not counted
        taken = [seconds(words) for _ in range(RUNS)]
        load = f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"
        print(
            f"{' '.join(words):18} {statistics.median(taken):.2f} s "
            f"({min(taken):.2f} to {max(taken):.2f}), load {load}"
        )


if __name__ == "__main__":
    main()
