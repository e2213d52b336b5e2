"""How long placing the nodes of a state graph takes; the machine is named.

Run with `python benchmarks/layout.py` from the root of the checkout.
"""

import platform
import statistics
import time
from os import cpu_count

import numpy as np

from detente.report.figure.graph.layout import Spacing, arrange

SIZES = (30, 100, 300, 1_000, 2_000, 5_000)
ARCS_A_NODE = 4
LAYERS = 12
REPEATS = 5


def seconds(n_nodes: int, fold: int) -> float:
    """Give the median processor time for a random layered graph."""
    rng = np.random.default_rng(n_nodes)
    layers = np.sort(rng.integers(0, LAYERS, n_nodes))
    arcs = rng.integers(0, n_nodes, (ARCS_A_NODE * n_nodes, 2))
    spent = []
    for _ in range(REPEATS):
        begun = time.process_time()
        arrange(layers, arcs, Spacing(150, 46, fold, 52))
        spent.append(time.process_time() - begun)
    return statistics.median(spent)


def main() -> None:
    """Print one row a size."""
    print(
        f"{platform.processor() or platform.machine()}, {cpu_count()} cores, "
        f"Python {platform.python_version()}, NumPy {np.__version__}\n"
    )
    print("| nodes | arcs | columns folded, s | columns whole, s |")
    print("|---|---|---|---|")
    for n_nodes in SIZES:
        folded, whole = seconds(n_nodes, 30), seconds(n_nodes, n_nodes)
        print(
            f"| {n_nodes:,} | {ARCS_A_NODE * n_nodes:,} | {folded:.3f} | {whole:.3f} |"
        )


if __name__ == "__main__":
    main()
