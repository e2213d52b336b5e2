"""How long a million draws of signing and calling off take; the machine is named.

Run with `python benchmarks/deal_draws.py` from the root of the checkout. Draws, linear
forms and shares of all road maps of a case, one after the other on one core.
"""

import platform
import time
from os import cpu_count, getloadavg

import numpy as np

import detente as dt
from detente.study.deal.road_map import lay_out
from detente.study.game.dynamics import open_dynamics
from detente.study.robustness.deal_flips import find_deal_flips
from detente.study.robustness.deal_shares import DealDraws

CASES = ("korea-2019", "iran-2015")
SAMPLES = 1_000_000


def timed(case: str) -> str:
    """Give one row: the case, and what opening, drawing and deciding numbers take."""
    dynamics = open_dynamics(dt.load(case))
    layouts = [lay_out(dynamics, plan) for plan in dynamics.case.negotiation.road_maps]
    possible = [layout for layout in layouts if not layout.reasons]
    begun = time.process_time()
    asked = DealDraws(dynamics, possible)
    formed = time.process_time() - begun
    begun, clock = time.process_time(), time.perf_counter()
    asked.shares(0, SAMPLES)
    spent, waited = time.process_time() - begun, time.perf_counter() - clock
    begun = time.process_time()
    for place in range(len(possible)):
        find_deal_flips(asked, place)
    decided = time.process_time() - begun
    return (
        f"| {case} | {len(possible)} | {len(asked.draws.assumptions)} | {formed:.2f} "
        f"| {spent:.1f} | {waited:.1f} | {decided:.2f} |"
    )


def main() -> None:
    """Print one row a case."""
    print(
        f"{platform.processor() or platform.machine()}, {cpu_count()} cores with a "
        f"load of {getloadavg()[0]:.0f}, Python {platform.python_version()}, "
        f"NumPy {np.__version__}\n"
    )
    print(
        "| case | road maps | assumed numbers | forms | draws, processor "
        "| draws, clock | what decides |"
    )
    print("|---|---|---|---|---|---|---|")
    for case in CASES:
        print(timed(case))


if __name__ == "__main__":
    main()
