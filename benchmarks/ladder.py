"""The ladder: seconds and memory of the five core concepts as cases grow.

Run `python benchmarks/ladder.py` for the whole of it, or name the largest power of
two: `python benchmarks/ladder.py 16`. With `--page` the table and its picture are
written into the documents. Each rung is a made-up case in which every party has a
one-way option and fifteen statements and some states are infeasible; nothing is random,
so that two runs measure the same work.
"""

import argparse
import platform
import random
import statistics
import time
import tracemalloc
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from pathlib import Path

import numpy as np
from dense_matrices import judge_all, make_matrices
from growth import Line, growth_picture

from detente.engine import Engine, open_engine
from detente.engine.fast.compiled import fill, prefer
from detente.model.case import Case, Change, Constraint, Option, Party
from detente.model.concept import CORE_CONCEPTS, Concept
from detente.model.formula import TRUE, And, Formula, Name, Not, Or
from detente.model.preference import Preference, Statement
from detente.model.text import Text
from detente.study.stability.core_concepts import stable

POWERS = (8, 10, 12, 14, 16, 18, 20, 22, 24, 26)
PARTIES = (3, 5)
STATEMENTS = 15
_LONG = 18
"""Beyond this power a run is measured once."""
MATRICES, ARCS, NUMPY, COMPILED = METHODS = ("matrices", "arcs", "NumPy", "compiled")
LARGEST = {MATRICES: 10, ARCS: 14, NUMPY: 20, COMPILED: 26}
"""By method the largest power that it is tried on."""
DOCS = Path(__file__).parents[1] / "docs"
PAGE, PICTURE = DOCS / "reference" / "speed.md", DOCS / "images" / "ladder.svg"
BEGIN, END = "<!-- ladder -->\n", "<!-- end of ladder -->\n"


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


@dataclass(frozen=True)
class Rung:
    """What one method takes on one case.

    Attributes
    ----------
    power, n_parties : int
        There are 2**power states.
    method : str
        One of `METHODS`.
    concepts : tuple of float
        Seconds of the processor for each concept and all parties, once it is open.
    whole, wall : float
        Seconds from opening to all verdicts, of the processor and on the clock.
    sort, copy : float
        Seconds of the processor to sort as many numbers as there are payoffs, and to
        copy them.
    bytes_a_state : float
        The most that arrays take at once on the way.
    """

    power: int
    n_parties: int
    method: str
    concepts: tuple[float, ...]
    whole: float
    wall: float
    sort: float
    copy: float
    bytes_a_state: float


def measure(work: Callable[[], object], repeats: int) -> tuple[float, float]:
    """Give the medians of several runs: seconds of the processor, and on the clock."""
    taken = []
    for _ in range(repeats):
        start, begun = time.process_time(), time.perf_counter()
        work()
        taken.append((time.process_time() - start, time.perf_counter() - begun))
    spent, passed = zip(*taken, strict=True)
    return statistics.median(spent), statistics.median(passed)


def climb(power: int, n_parties: int, method: str) -> Rung:
    """Measure one method on one case."""
    case = make_case(power, n_parties)
    long = method == MATRICES or power > LARGEST[NUMPY]
    repeats = 1 if long or power > _LONG else 5
    prefer(on=method == COMPILED)
    name = ARCS if method == ARCS else "cube"

    def whole() -> None:
        if method == MATRICES:
            judge_all(matrices)
        else:
            judge(open_engine(case, name), CORE_CONCEPTS)

    opened = open_engine(case, name)
    concepts: tuple[float, ...] = ()
    held = 0
    if method == MATRICES:
        # Making the matrices is not counted: authors begin with them.
        matrices = make_matrices(opened)
        held = matrices.size
    elif not long:
        judge(opened, CORE_CONCEPTS)
        asked = [partial(judge, opened, (concept,)) for concept in CORE_CONCEPTS]
        concepts = tuple(measure(ask, repeats)[0] for ask in asked)
    tracemalloc.start()
    spent, passed = measure(whole, 1)
    peak = tracemalloc.get_traced_memory()[1] + held
    tracemalloc.stop()
    # What is traced is slower by a count of each array: small cases are run again.
    if not long:
        spent, passed = measure(whole, repeats)
    numbers = np.random.default_rng(0).integers(
        0, 1 << STATEMENTS, opened.n_states * n_parties, np.int32
    )
    sort, copy = (
        measure(work, 3)[0] for work in (partial(np.sort, numbers), numbers.copy)
    )
    a_state = peak / opened.n_states
    return Rung(power, n_parties, method, concepts, spent, passed, sort, copy, a_state)


def climb_all(largest: int) -> Iterator[Rung]:
    """Measure every method on every case up to a power of two."""
    fill()
    for power in POWERS:
        for n_parties in PARTIES:
            for method in METHODS:
                few = n_parties == PARTIES[0] or power <= LARGEST[NUMPY]
                if power <= min(largest, LARGEST[method]) and few:
                    yield climb(power, n_parties, method)


def row(rung: Rung, smaller: Rung | None) -> str:
    """Write one rung as a row of the table, held against the one a quarter as large."""
    each = rung.concepts or (None,) * len(CORE_CONCEPTS)
    grown = rung.whole / smaller.whole if smaller else None
    cells = [
        f"2^{rung.power}",
        str(rung.n_parties),
        rung.method,
        *("" if seconds is None else f"{seconds:.4f}" for seconds in each),
        f"{rung.whole:.4f}",
        f"{rung.wall:.4f}",
        "" if grown is None else f"{grown:.1f}",
        f"{rung.whole / rung.sort:.3g}",
        f"{rung.whole / max(rung.copy, 1e-9):.2g}",
        f"{rung.bytes_a_state:.0f}",
    ]
    return f"| {' | '.join(cells)} |"


def machine() -> str:
    """Name the processor, the versions and how quickly memory is copied."""
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as table:  # noqa: PTH123
            models = [line for line in table if line.startswith("model name")]
        name = models[0].partition(":")[2].strip()
    except (OSError, IndexError):
        name = platform.processor() or platform.machine()
    large = np.zeros(1 << 27, np.int8)
    target = large.copy()
    seconds = measure(lambda: np.copyto(target, large), 5)[0]
    made = f"Python {platform.python_version()}, NumPy {version('numpy')}"
    speed = f"{2 * large.size / seconds / 1e9:.0f} GB/s, read and written"
    return (
        f"{name}, two cores shared with other work; {made}, numba {version('numba')}; "
        f"memory is copied at {speed}."
    )


TITLES = (
    "states",
    "parties",
    "method",
    *CORE_CONCEPTS,
    "all five",
    "clock",
    "growth",
    "sorts",
    "copies",
    "bytes/state",
)


def write_page(text: str, rungs: list[Rung]) -> None:
    """Put the table and the picture into the documents."""
    page = PAGE.read_text("utf-8")
    before, _, rest = page.partition(BEGIN)
    after = rest.partition(END)[2]
    PAGE.write_text(f"{before}{BEGIN}\n{text}\n{END}{after}", "utf-8")
    lines = [
        Line(f"{method}, {n} parties", points, dashed=n != PARTIES[0])
        for method in METHODS
        for n in PARTIES
        if (
            points := [
                (rung.power, rung.whole)
                for rung in rungs
                if (rung.method, rung.n_parties) == (method, n)
            ]
        )
    ]
    PICTURE.write_text(growth_picture(lines), "utf-8")


def main() -> None:
    """Print the table, a row as soon as it is measured."""
    asked = argparse.ArgumentParser(description="Measure the engines side by side.")
    asked.add_argument("largest", type=int, nargs="?", default=POWERS[-1])
    asked.add_argument(
        "--page", action="store_true", help="write it into the documents"
    )
    given = asked.parse_args()
    lines = [machine(), "", f"| {' | '.join(TITLES)} |", "|---" * len(TITLES) + "|"]
    print("\n".join(lines), flush=True)
    rungs: dict[tuple[int, int, str], Rung] = {}
    for rung in climb_all(given.largest):
        smaller = rungs.get((rung.power - 2, rung.n_parties, rung.method))
        lines.append(row(rung, smaller))
        print(lines[-1], flush=True)
        rungs[rung.power, rung.n_parties, rung.method] = rung
    if given.page:
        write_page("\n".join(lines) + "\n", list(rungs.values()))


if __name__ == "__main__":
    main()
