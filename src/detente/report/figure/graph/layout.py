"""Where the nodes of a layered graph stand.

Layers are columns from left to right. Within a column the order comes from
barycentre sweeps; the heights from the neighbours, as far as the spacing
allows. A column that is too long is folded into several.
"""

import numpy as np
import numpy.typing as npt

from detente.records import dataclass

Floats = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]

_SWEEPS = 12


@dataclass(frozen=True, slots=True)
class Spacing:
    """Room for nodes, in the units of the picture.

    Attributes
    ----------
    across, down : float
        From the middle of one column to the next, from one node to the next.
    fold : int
        At most so many nodes in a column; a longer layer takes several.
    folded : float
        From one column to the next of the same layer.
    """

    across: float
    down: float
    fold: int = 30
    folded: float = 40.0


def arrange(layers: Places, arcs: Places, spacing: Spacing) -> Floats:
    """Place the nodes of a layered graph.

    Parameters
    ----------
    layers : int array, shape (n,)
        The layer of each node, from 0; layers may be empty.
    arcs : int array, shape (m, 2)
        Places of nodes that are joined; the direction does not count.
    spacing : Spacing
        Room for nodes.

    Returns
    -------
    float64 array, shape (n, 2)
        The middle of each node, x to the right and y downward; the first
        column at x = 0, the topmost node at y = 0. No two nodes share a
        place, and every node of a layer stands right of those before it.

    Notes
    -----
    Nodes that are drawn towards the same place keep the order of the input,
    so the same graph gives the same picture.

    References
    ----------
    Sugiyama, Tagawa and Toda (1981) for layers and barycentres.
    """
    if not layers.size:
        return np.zeros((0, 2))
    columns = [np.flatnonzero(layers == each) for each in np.unique(layers)]
    order = _sweep(columns, layers, arcs)
    if max(map(len, order)) > spacing.fold:
        return _folded(order, len(layers), spacing)
    return _settled(order, layers, arcs, spacing)


def _sweep(columns: list[Places], layers: Places, arcs: Places) -> list[Places]:
    """Order each column by where the neighbours in the others stand."""
    height = np.zeros(len(layers))
    for column in columns:
        height[column] = _even(len(column))
    order, best = list(columns), np.inf
    trial = list(columns)
    for sweep in range(_SWEEPS):
        forth = sweep % 2 == 0
        for k in range(len(trial)) if forth else reversed(range(len(trial))):
            pulled = _pull(trial[k], height, layers, arcs, forth=forth)
            trial[k] = trial[k][np.argsort(pulled, kind="stable")]
            height[trial[k]] = _even(len(trial[k]))
        length = float(np.abs(np.diff(height[arcs], axis=1)).sum())
        if length < best - 1e-9:
            order, best = list(trial), length
    return order


def _even(count: int) -> Floats:
    """Spread heights evenly around 0, so that columns are centred."""
    return np.arange(count, dtype=np.float64) - (count - 1) / 2


def _pull(
    column: Places, height: Floats, layers: Places, arcs: Places, *, forth: bool
) -> Floats:
    """Give the mean height of each node's neighbours, here and on one side."""
    total, count = np.zeros(len(height)), np.zeros(len(height))
    for here, there in ((0, 1), (1, 0)):
        ahead = layers[arcs[:, there]] - layers[arcs[:, here]]
        side = arcs[ahead <= 0 if forth else ahead >= 0]
        np.add.at(total, side[:, here], height[side[:, there]])
        np.add.at(count, side[:, here], 1)
    mean = np.where(count > 0, total / np.maximum(count, 1), height)
    pulled: Floats = mean[column]
    return pulled


def _settled(
    order: list[Places], layers: Places, arcs: Places, spacing: Spacing
) -> Floats:
    """Move each column towards its neighbours, the order and the room kept."""
    height = np.zeros(len(layers))
    for column in order:
        height[column] = _even(len(column)) * spacing.down
    across = arcs[layers[arcs[:, 0]] != layers[arcs[:, 1]]]
    for sweep in range(_SWEEPS):
        forth = sweep % 2 == 0
        for column in order if forth else reversed(order):
            pulled = _pull(column, height, layers, across, forth=forth)
            height[column] = _apart(pulled, spacing.down)
    position = np.zeros((len(layers), 2))
    for place, column in enumerate(order):
        position[column, 0] = place * spacing.across
    position[:, 1] = height - height.min()
    return position


def _apart(wanted: Floats, room: float) -> Floats:
    """Give the heights nearest to those wanted that leave room between nodes.

    Neighbours that want to be closer are pooled around their common mean,
    which is the least-squares answer (Robertson, Wright and Dykstra 1988).
    """
    steps = np.arange(len(wanted)) * room
    pools: list[tuple[float, int]] = []
    for value in (wanted - steps).tolist():
        total, count = value, 1
        while pools and pools[-1][0] * count >= total * pools[-1][1]:
            before, many = pools.pop()
            total, count = total + before, count + many
        pools.append((total, count))
    means = [total / count for total, count in pools for _ in range(count)]
    settled: Floats = np.array(means) + steps
    return settled


def _folded(order: list[Places], count: int, spacing: Spacing) -> Floats:
    """Set long columns side by side, in the order of the column row by row."""
    position = np.zeros((count, 2))
    left = 0.0
    for column in order:
        n_columns = -(-len(column) // spacing.fold)
        rows, turns = np.divmod(np.arange(len(column)), n_columns)
        position[column, 0] = left + turns * spacing.folded
        # A step of a fraction from one column to the next, so that arcs
        # between rows do not run through the nodes of the same row.
        position[column, 1] = (rows + turns / n_columns - rows[-1] / 2) * spacing.down
        left += (n_columns - 1) * spacing.folded + spacing.across
    position[:, 1] -= position[:, 1].min()
    return position
