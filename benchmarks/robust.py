"""What `robust` and `roadmap thresholds` take on korea-2019, in processor seconds.

Draws are judged one by one on one processor, then each assumed number is moved alone,
then all thresholds of the small deal are found. Sorting a million numbers before and
after each says how busy the machine was: processor time grows where cores are shared.

Run with `python -m benchmarks.robust` from the root of the checkout; a number after it
is how many draws are made.
"""

import platform
import statistics
import sys
import time
from collections.abc import Callable
from functools import partial

import numpy as np

from detente import load
from detente.study.game.dynamics import open_dynamics
from detente.study.robustness.sampling import Draws
from detente.study.robustness.switching_value import find_flips
from detente.study.search.thresholds import find_thresholds

SAMPLES = 200


def spent(work: Callable[[], object]) -> float:
    """Give the processor seconds of some work."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


def sorting() -> float:
    """Give the processor seconds of sorting a million numbers, the median of five."""
    numbers = np.random.default_rng(0).random(1_000_000)
    return statistics.median(spent(lambda: np.sort(numbers)) for _ in range(5))


def told(name: str, work: Callable[[], float]) -> None:
    """Print what some work takes, and how busy the machine was around it."""
    before = sorting()
    seconds = work()
    after = sorting()
    print(f"{name}: {seconds:.1f} s (a sort: {before:.3f}, {after:.3f})", flush=True)


def main() -> None:
    """Print a line a question."""
    samples = int(sys.argv[1]) if sys.argv[1:] else SAMPLES
    print(
        f"{platform.processor()}, Python {platform.python_version()}, "
        f"NumPy {np.__version__}"
    )
    case = load("korea-2019")
    study = Draws(open_dynamics(case), case.negotiation.road_maps)
    each: list[float] = []

    def draws() -> float:
        each.extend(spent(partial(study.sample, 0, k)) for k in range(samples))
        return sum(each)

    told(f"{samples} draws of six road maps", draws)
    print(
        f"  of a draw, median {statistics.median(each):.2f} s, longest {max(each):.2f}"
    )
    count = len(study.assumptions)
    told(
        f"{count} numbers moved alone",
        lambda: spent(lambda: find_flips(study, lambda: None)),
    )
    plan = case.negotiation.road_maps[-1]
    told(
        "all thresholds of the small deal, each party's patience included",
        lambda: spent(lambda: find_thresholds(open_dynamics(case), plan)),
    )


if __name__ == "__main__":
    main()
