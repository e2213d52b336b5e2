"""Hold the prices that long questions tell beforehand against what they take.

`python -m benchmarks.prices 50` asks about road maps of odd random cases (those that
the tests use) until that many questions of each kind took half a second or more, on
one processor, and says for how many the price told lies within a factor of three. What
is stopped after half a minute counts as right if more than a third of that was told.
What is found is printed as it comes, so that nothing is lost where it is stopped.
"""

import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Callable

from tests.odd_talks import odd_talks

import detente as dt
from detente.engine.budget import allowing
from detente.errors import DetenteError

MOST = 30.0
"""Seconds after which a question is stopped."""
LEAST = 0.5
SEEDS = 2_000
FACTOR = 3.0

Asked = Callable[[dt.Case, str], object]

QUESTIONS: dict[str, Asked] = {
    "roadmap check": lambda case, plan: dt.check_road_map(case, plan, samples=20),
    "roadmap thresholds": dt.road_map_thresholds,
    "robust": lambda case, _: dt.robust(case, samples=20),
    "dates": lambda case, _: dt.deadlines(case),
    "simulate": lambda case, plan: dt.simulate(case, plan, 1_000),
    "levers": dt.levers,
}


def tried(ask: Asked, case: dt.Case, plan: str) -> tuple[float, float] | None:
    """Give the seconds told beforehand and those taken; None where there is none."""
    start = time.process_time()
    with allowing(seconds=MOST) as budget:
        try:
            ask(case, plan)
        except DetenteError:
            if budget.stopped is None:
                return None
    taken = time.process_time() - start
    return None if budget.expected is None else (budget.expected, taken)


def is_right(told: float, taken: float) -> bool:
    """Whether a price was within the factor, as far as anybody waited to see."""
    if taken >= 0.9 * MOST:
        return told >= taken / FACTOR
    return taken / FACTOR <= told <= taken * FACTOR


def main() -> None:
    """Print what each question took, and then a line for each kind."""
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 50
    found = defaultdict[str, list[tuple[float, float]]](list)
    for seed in range(SEEDS):
        case = dt.load(odd_talks(seed))  # type: ignore[no-untyped-call]
        for plan in case.negotiation.road_maps[:1]:
            for name, ask in QUESTIONS.items():
                if len(found[name]) >= wanted:
                    continue
                pair = tried(ask, case, plan.id)
                if pair is not None and pair[1] >= LEAST:
                    found[name].append(pair)
                    print(f"{seed} {name}: told {pair[0]:.1f}, took {pair[1]:.1f}")
                    sys.stdout.flush()
    for name, pairs in found.items():
        ratios = sorted(told / taken for told, taken in pairs)
        right = sum(is_right(*pair) for pair in pairs)
        print(
            f"{name:20} {right} of {len(pairs)} within a factor of {FACTOR:.0f}; "
            f"told over taken: median {statistics.median(ratios):.2f}, "
            f"from {ratios[0]:.2f} to {ratios[-1]:.1f}"
        )


if __name__ == "__main__":
    main()
