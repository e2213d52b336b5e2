"""The ladder: seconds and memory of the five core concepts as cases grow.

Run `python benchmarks/ladder.py` for the whole of it, or name the largest
power of two: `python benchmarks/ladder.py 16`. Each rung is a made-up case in
which every party has a one-way option and fifteen statements and some states
are infeasible; nothing is random, so that two runs measure the same work.
"""

import platform
import random
import statistics
import sys
import time
import tracemalloc
from collections.abc import Callable
from functools import partial
from importlib.metadata import version

from detente.engine import Engine, open_engine
from detente.model.case import Case, Change, Constraint, Option, Party
from detente.model.concept import CORE_CONCEPTS, Concept
from detente.model.formula import TRUE, And, Formula, Name, Not, Or
from detente.model.preference import Preference, Statement
from detente.model.text import Text
from detente.study.stability.core_concepts import stable

POWERS = (8, 10, 12, 14, 16, 18, 20, 22)
PARTIES = (3, 5)
STATEMENTS = 15


def make_case(n_options: int, n_parties: int) -> Case:
    """Make a case with one-way options and infeasible states.

    Parameters
    ----------
    n_options : int
        None of them settled, so there are 2**n_options states.
    n_parties : int
        They share the options as evenly as can be, side by side.

    Returns
    -------
    Case
    """
    dice = random.Random(n_options * 100 + n_parties)
    ids = [f"o{k}" for k in range(n_options)]
    parties = []
    for j in range(n_parties):
        first, last = (n_options * k // n_parties for k in (j, j + 1))
        options = [Option(name, f"p{j}") for name in ids[first:last]]
        options[0] = Option(ids[first], f"p{j}", undo=Change(TRUE))
        parties.append(Party(f"p{j}", tuple(options)))
    pairs = [dice.sample(ids, 2) for _ in range(2)]
    constraints = tuple(
        Constraint(Not(And((Name(first), Name(second))))) for first, second in pairs
    )
    preferences = tuple((party.id, make_preference(dice, ids)) for party in parties)
    return Case(
        Text.plain("a rung of the ladder"),
        tuple(parties),
        constraints=constraints,
        preferences=preferences,
    )


def make_preference(dice: random.Random, ids: list[str]) -> Preference:
    """Make a list of statements over two or three options each."""
    statements = []
    for _ in range(STATEMENTS):
        first, second, third = (Name(name) for name in dice.sample(ids, 3))
        formula: Formula = Or((first, Not(second)))
        if dice.random() < 0.5:  # noqa: PLR2004 - a fair coin
            formula = And((formula, Not(third)))
        statements.append(Statement(formula))
    return Preference(statements=tuple(statements))


def judge(engine: Engine, concepts: tuple[Concept, ...]) -> None:
    """Find what is stable for every party under some concepts."""
    for concept in concepts:
        for party in range(len(engine.parties)):
            stable(engine, party, concept)


def measure(work: Callable[[], None], repeats: int) -> float:
    """Give the median of several runs, in seconds of processor time.

    The work runs on one core, so on a machine that does nothing else these
    are seconds of the clock.
    """
    taken = []
    for _ in range(repeats):
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return statistics.median(taken)


def measure_peak(case: Case) -> int:
    """Give the most bytes that arrays take at once, from opening to verdicts."""
    tracemalloc.start()
    judge(open_engine(case), CORE_CONCEPTS)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


def climb(power: int, n_parties: int) -> str:
    """Measure one rung and write it as a row of the table."""
    case = make_case(power, n_parties)
    repeats = 5 if power <= 18 else 3  # noqa: PLR2004 - large rungs vary little
    opened = open_engine(case)
    judge(opened, CORE_CONCEPTS)
    each = [measure(partial(judge, opened, (c,)), repeats) for c in CORE_CONCEPTS]
    whole = measure(lambda: judge(open_engine(case), CORE_CONCEPTS), repeats)
    peak = measure_peak(case) / opened.n_states
    figures = "".join(f" {seconds:9.4f} |" for seconds in (*each, whole))
    return f"| 2^{power:<2} | {n_parties} |{figures} {peak:6.1f} |"


def machine() -> str:
    """Name the processor and the versions."""
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as table:  # noqa: PTH123
            models = [line for line in table if line.startswith("model name")]
        name = models[0].partition(":")[2].strip()
    except (OSError, IndexError):
        name = platform.processor() or platform.machine()
    return f"{name}; Python {platform.python_version()}, NumPy {version('numpy')}"


def main() -> None:
    """Print the table, a row as soon as it is measured."""
    largest = int(sys.argv[1]) if len(sys.argv) > 1 else POWERS[-1]
    print(machine(), "\n")
    titles = [*CORE_CONCEPTS, "all five", "bytes/state"]
    print("| states | parties |", " | ".join(titles), "|")
    print("|---" * (len(titles) + 2) + "|")
    for power in POWERS:
        for n_parties in PARTIES:
            if power <= largest:
                print(climb(power, n_parties), flush=True)


if __name__ == "__main__":
    main()
