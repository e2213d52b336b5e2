"""Many options of which few combinations are feasible: from the file to the answer.

`python benchmarks/sparse.py` reads two cases and judges five concepts: 20 options with
138,240 feasible situations, 40 options with 1,048,576; the median of three runs.
"""

import platform
from statistics import median
from time import perf_counter, process_time

import numpy as np

import detente as dt
from detente.engine import open_engine
from detente.study.stability.stable_sets import find_stable

_RUNS = 3


def twenty() -> str:
    """Ten free options, three pairs of at most one, four of at most one."""
    rules = [f"at_most(1, o{k}, o{k + 1})" for k in (10, 12, 14)]
    return _text(20, [*rules, "at_most(1, o16, o17, o18, o19)"], taken=())


def forty() -> str:
    """Twenty pairs, of each exactly one."""
    pairs = range(0, 40, 2)
    rules = [f"exactly(1, o{k}, o{k + 1})" for k in pairs]
    return _text(40, rules, taken=pairs)


def _text(n_options: int, rules: list[str], taken: tuple[int, ...] | range) -> str:
    thirds = [n_options * k // 3 for k in range(4)]
    parties, wants = [], []
    for party, first, last in zip("abc", thirds, thirds[1:], strict=False):
        options = ", ".join(
            f"o{k}: {{now: {'yes' if k in taken else 'no'}}}"
            for k in range(first, last)
        )
        parties.append(f"  {party}: {{options: {{{options}}}}}")
        own, other = f"o{first}", f"o{(last + 1) % n_options}"
        wants.append(
            f"  {party}: {{weights: {{{own}: -2, {other}: 3, {own} and {other}: 1}}}}"
        )
    lines = (
        *("detente: 1", "title: Few of many", "parties:", *parties),
        *("constraints:", *(f"  - {rule}" for rule in rules), "preferences:", *wants),
    )
    return "\n".join(lines) + "\n"


def main() -> None:
    """Print seconds on the clock and of the processor."""
    print(f"{platform.machine()}, Python {platform.python_version()}", np.__version__)
    for text, gate in ((twenty(), 3), (forty(), 20)):
        clocks, spent = [], []
        for _ in range(_RUNS):
            clock, used = perf_counter(), process_time()
            engine = open_engine(dt.load(text))
            find_stable(engine)
            clocks.append(perf_counter() - clock)
            spent.append(process_time() - used)
        print(
            f"{engine.n_feasible:9,} situations, {engine.name:6} clock "
            f"{median(clocks):6.2f} s  processor {median(spent):6.2f} s  gate {gate} s"
        )


if __name__ == "__main__":
    main()
