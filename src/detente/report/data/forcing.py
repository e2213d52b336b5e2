"""Who can force what, as plain dictionaries."""

import numpy as np

from detente.report.plain import Data, declare, fields
from detente.study.coalition.forced_by_chance import ChanceInOrder, ForcedByChance
from detente.study.coalition.forced_target import ForcedTarget, InOrder, Turn

declare(ChanceInOrder, "order lower upper")
declare(Turn, "round party from=before to=after")
declare(InOrder, "order rounds from_count=n_from keeps")


def forced_data(forced: ForcedTarget, target: str) -> Data:
    """Write the verdict, the orders, the way, and what prevents it."""
    return fields(
        forced,
        "state to holds_in coalition named within verdict orders_forcing orders_count "
        "order_given orders way way_complete prevention",
        state=forced.engine.state(forced.state),
        to=target,
        holds_in=int(np.count_nonzero(forced.target & forced.engine.feasible)),
        orders_forcing=forced.n_forcing,
        orders_count=forced.n_orders,
        order_given=forced.given,
        way_complete=forced.complete,
    ) | {"assumptions": {"turns": "one move or none", "counts": "end of round"}}


def by_chance_data(found: ForcedByChance, forced: ForcedTarget, target: str) -> Data:
    """Write the bounds of the chance, over all orders and in each."""
    return fields(
        found,
        "state to coalition within chances lower upper orders_count order_given orders",
        state=forced.engine.state(forced.state),
        to=target,
        coalition=list(forced.coalition),
        within=forced.within,
        chances=dict(found.chances),
        orders_count=forced.n_orders,
        order_given=forced.given,
    ) | {
        "assumptions": {
            "turns": "one move or none",
            "counts": "end of round",
            "failing": "nothing changes",
        }
    }
