"""How draws grow quicker with the processors that make them, here and on a cluster.

`python -m benchmarks.spread` judges all road maps of korea-2019 under so many draws, on
one processor, on as many as there are, and on Dask workers of this machine, each
already started: the clock, and how many times as quick that is as one processor. A
number after it is how many draws are made; their verdicts are compared.
"""

import os
import platform
import sys
import time
import warnings
from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
from distributed import Client, LocalCluster

from detente import load
from detente.study.game.dynamics import open_dynamics
from detente.study.processors import Workers
from detente.study.robustness.sampling import Draws
from detente.study.robustness.workers import over_workers

SAMPLES = 60
SEED = 0


def verdict(study: Draws, number: int) -> tuple[Any, ...]:
    """Judge every road map under one draw."""
    return tuple(each.verdict for each in study.sample(SEED, number))


def clocked(ask: Callable[[], list[Any]]) -> tuple[float, list[Any]]:
    """Give the seconds on the clock, and what came of it."""
    begun = time.perf_counter()
    found = ask()
    return time.perf_counter() - begun, found


def main() -> None:
    """Print a line for each way to share the draws out."""
    pieces = range(int(sys.argv[1]) if sys.argv[1:] else SAMPLES)
    count = len(os.sched_getaffinity(0))
    print(
        f"{platform.processor()}, {count} processors, Python "
        f"{platform.python_version()}, NumPy {np.__version__}: {len(pieces)} draws"
    )
    case = load("korea-2019")
    study = Draws(open_dynamics(case), case.negotiation.road_maps)
    verdict(study, 0)
    reference: list[Any] = []

    def told(name: str, workers: Workers) -> float:
        def ask() -> list[Any]:
            return list(over_workers(study, verdict, pieces, workers))

        seconds, found = clocked(ask)
        reference.extend([] if reference else found)
        same = "the same verdicts" if found == reference else "OTHER VERDICTS"
        print(f"  {name}: {seconds:.1f} s, {same}", flush=True)
        return seconds

    alone = told("one processor", Workers(1))
    told_ratio = partial(print, "    times as quick as one processor:")
    told_ratio(round(alone / told(f"{count} processors", Workers(count)), 2))
    for number in sorted({1, count}):
        with (
            LocalCluster(
                n_workers=number, threads_per_worker=1, dashboard_address=None
            ) as local,
            Client(local) as client,
        ):
            # What every worker lays out for itself is laid out before the clock runs.
            list(
                over_workers(study, verdict, range(4 * number), Workers(cluster=client))
            )
            name = f"a cluster of {number}"
            told_ratio(round(alone / told(name, Workers(cluster=client)), 2))


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    main()
