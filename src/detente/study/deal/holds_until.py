"""Until when a road map holds that fails on some date while all stay at its target."""

from datetime import date

import numpy as np

from detente.study.deal.road_map import Layout
from detente.study.deal.slack import SlackTable
from detente.study.game.dynamics import Dynamics
from detente.study.game.flow import day_of


def holds_until(dynamics: Dynamics, layout: Layout, table: SlackTable) -> date | None:
    """Give the first day on which somebody gains by a breach, however answered.

    Parameters
    ----------
    dynamics : Dynamics
        The case.
    layout : Layout
        A road map that is possible.
    table : SlackTable
        Its slack, a row a period.

    Returns
    -------
    date or None
        None where nobody ever gains so, or somebody does before all has been stayed at
        for a period: then the stage tells when.

    Notes
    -----
    What a party gains by departing once, the others going on as agreed until then.
    Whether somebody stops earlier because all can see it coming is not asked.
    """
    today = dynamics.case.as_of
    fails = (table.minmax < -table.tolerance).any(axis=1)
    if today is None or not fails.any():
        return None
    first = int(np.argmax(fails))
    nodes = layout.nodes[max(first - 1, 0) : first + 1]
    if first == 0 or any(node.stage is not None for node in nodes):
        return None
    return day_of(layout.nodes[first].time, today, dynamics.case.negotiation.period)
