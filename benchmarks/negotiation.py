"""How long questions about time take; medians, with the machine named.

Processor time is measured, so that a busy machine does not blur it.

Run with `python -m benchmarks.negotiation` from the root of the checkout.
"""

import platform
import resource
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from os import cpu_count

import numpy as np
from tests.three_party import amount, three_party_case

from detente import load
from detente.engine.period.discounted import breakdown_period, minmax_period
from detente.engine.period.turn import Turn
from detente.model.case import Case, Option
from detente.model.formula import Name
from detente.model.preference import Weight
from detente.model.text import About
from detente.study.deal.self_enforcement import check_road_map
from detente.study.game.dynamics import open_dynamics
from detente.study.robustness.robust import study_robustness
from detente.study.robustness.sampling import Draws
from detente.study.search.find_road_map import find_road_map
from detente.study.search.thresholds import find_thresholds
from detente.study.time.outcomes import simulate_road_map

N_OPTIONS, N_PARTIES = 20, 4
DRAWS = 16
"""So many draws are timed one by one."""


def typical(work: Callable[[], object], repeats: int) -> float:
    """Give the time that the processor spends on some work, in seconds.

    The median; of pieces that are not the same (many repeats) the mean, since a few
    that take long decide what all take.
    """
    spent = []
    for _ in range(repeats):
        begun = time.process_time()
        work()
        spent.append(time.process_time() - begun)
    return statistics.mean(spent) if repeats == DRAWS else statistics.median(spent)


def large_period() -> tuple[Callable[[], object], Callable[[], object]]:
    """Set up one period of each threat on 2^20 states and 4 parties."""
    own = N_OPTIONS // N_PARTIES
    turns = [
        Turn(
            party=party,
            bits=tuple(range(own * party, own * (party + 1))),
            takes=(True,) * own,
            drops=(True,) * (own - 1) + (False,),
            requires=(None,) * own,
            costs=((0.0, 0.0),) * own,
        )
        for party in range(N_PARTIES)
    ]
    rng = np.random.default_rng(0)
    values = rng.normal(size=(N_PARTIES, 1 << N_OPTIONS))
    feasible = rng.random(1 << N_OPTIONS) < 0.9  # noqa: PLR2004 - a tenth is out
    prices = np.full(N_PARTIES, 0.1)
    return (
        lambda: breakdown_period(turns, values.copy(), feasible, prices, 1e-12),
        lambda: minmax_period(turns, 0, values[:1].copy(), feasible, 0.1),
    )


def flagship() -> list[tuple[str, Callable[[], object], int, float]]:
    """Set up questions about the largest bundled case, 2^16 states, 5 parties."""
    case = load("korea-2019")
    plans = case.negotiation.road_maps
    study = Draws(open_dynamics(case), plans)
    numbers = iter(range(1000))

    def judged() -> object:
        dynamics = open_dynamics(case)
        return [check_road_map(dynamics, plan) for plan in plans]

    return [
        ("korea-2019: open it and check 6 plans", judged, 3, 3),
        (
            "korea-2019: a sample of 6 plans, the first 16 draws on average",
            lambda: study.sample(0, next(numbers)),
            DRAWS,
            0.06,
        ),
        (
            "korea-2019: patience from which the small deal holds",
            lambda: find_thresholds(open_dynamics(case), plans[-1], ["patience"]),
            1,
            2,
        ),
        (
            "korea-2019: 10,000 histories of the small deal, on one processor",
            lambda: simulate_road_map(open_dynamics(case), plans[-1], 10_000),
            1,
            20,
        ),
    ]


def with_a_step_more(case: Case) -> Case:
    """Give the last party a step more, which it dislikes and the others like."""
    last = case.parties[-1]
    own = (*last.options, Option("more", last.id))
    likes = [Weight(Name("more"), amount(number)) for number in (1.2, 0.7, -0.4)]
    return replace(
        case,
        parties=(*case.parties[:-1], replace(last, options=own)),
        preferences=tuple(
            (party, replace(wants, weights=(*wants.weights, like)))
            for (party, wants), like in zip(case.preferences, likes, strict=True)
        ),
    )


def found(case: Case) -> Callable[[], object]:
    """Set up the search for an order of packages of 2 in which all steps are taken."""
    n_states = open_dynamics(case).engine.n_states
    target = np.arange(n_states) == n_states - 1
    return lambda: find_road_map(open_dynamics(case), target, package=2)


def main() -> None:
    """Print one line a question: what, the typical time, the goal, their ratio."""
    case = three_party_case()
    plans = case.negotiation.road_maps
    dynamics = open_dynamics(case)
    target = np.arange(dynamics.engine.n_states) == dynamics.engine.n_states - 1
    assumed = About(assumed=True)
    doubtful = replace(
        case,
        preferences=tuple(
            (party, replace(wants, about=assumed)) for party, wants in case.preferences
        ),
    )
    breakdown, minmax = large_period()
    lines: list[tuple[str, Callable[[], object], int, float]] = [
        ("one period of breakdown, 2^20 states, 4 parties", breakdown, 5, 1.0),
        ("one period of min-max, 2^20 states, 4 parties", minmax, 5, 1.0),
        (
            "open the case and check a plan",
            lambda: check_road_map(open_dynamics(case, dynamics.engine), plans[4]),
            15,
            0.02,
        ),
        (
            "check a plan, threats known",
            lambda: check_road_map(dynamics, plans[4]),
            15,
            0.02,
        ),
        (
            "find a road map, packages of 1",
            lambda: find_road_map(dynamics, target),
            3,
            2,
        ),
        ("find a road map, packages of 2", found(case), 3, 2),
        (
            "the same among 2,048 situations",
            found(with_a_step_more(case)),
            3,
            3,
        ),
        (
            "all thresholds of a plan",
            lambda: find_thresholds(open_dynamics(case), plans[0]),
            3,
            2,
        ),
        (
            "200 samples of all 6 plans",
            lambda: study_robustness(open_dynamics(doubtful), plans, flips=False),
            1,
            20,
        ),
        *flagship(),
    ]
    print(f"{platform.processor() or platform.machine()}, {cpu_count()} cores,")
    print(f"Python {platform.python_version()}, NumPy {np.__version__}")
    for name, work, repeats, goal in lines:
        spent = typical(work, repeats)
        print(
            f"{name:50} {spent:8.3f} s  goal {goal:6.2f} s  ratio {spent / goal:5.2f}"
        )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    print(f"peak memory {peak:.2f} GiB", file=sys.stdout)


if __name__ == "__main__":
    main()
