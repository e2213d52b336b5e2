"""Why a verdict on a road map cannot be given, or is not exact."""

import numpy as np

from detente.errors import Message
from detente.study.deal.mover_orders import OrderVerdicts
from detente.study.deal.slack import SlackTable
from detente.study.deal.verdict import StageCheck
from detente.study.game.dynamics import NO_PATIENCE, Dynamics

ONLY_ORDERED = Message(
    "{party} has an order of wants only, which says nothing of what a breach is worth "
    "to it (write {key})"
)
NO_PATIENCE_OF = Message("no patience is given for {party} (write `patience`)")
APPROXIMATE = Message(
    "after a breach, everyone for itself goes round without end; what that is worth "
    "is known only within limits, and keeps nobody to the deal for sure"
)
UNSETTLED = Message(
    "patience is so close to 1 that the worst that others can do to a party is not "
    "known exactly (write a lower `patience`, or a longer `period`)"
)
NO_END = Message(
    "what follows a breach comes neither to rest nor goes round within the periods "
    "that are reckoned; it decides nothing"
)
HANGS_ON_ORDER = Message(
    "it hangs on who acts first after a breach: the figures are those of the order "
    "of the parties in the case, and the verdict is another one in the order {order} "
    "(write `movers` where the order is known)"
)
ONE_ORDER = Message(
    "who acts first after a breach is taken from the order of the parties in the "
    "case; other orders were not judged, and it may come out otherwise in them"
)
FEWER_ORDERS = Message(
    "not all orders of who acts first after a breach were judged, since there are so "
    "many situations; it may come out otherwise in others"
)
NO_PUNISHMENT = Message(
    "{party} need not fear the end of the deal: left alone, the others would go on "
    "to {state}"
)
ROUND_FOR_EVER = Message(
    "{party} need not fear the end of the deal: left alone, the others would go "
    "round for ever: {state}"
)
UNDO_LEFT_OUT = Message(
    "whether it hangs on how fast steps can be undone was left out for want of time"
)


def list_reasons(
    dynamics: Dynamics,
    table: SlackTable,
    stages: tuple[StageCheck, ...],
    orders: OrderVerdicts | None,
) -> tuple[Message, ...]:
    """Say what keeps a verdict from being given, or from being exact.

    Parameters
    ----------
    dynamics : Dynamics
        The case, played in periods.
    table : SlackTable
        Of the road map.
    stages : tuple of StageCheck
        The same by stage, the stay at the target included.
    orders : OrderVerdicts or None
        The verdicts over the orders of movers, where there are several.

    Returns
    -------
    tuple of Message
        What is missing, with the key to write, first.
    """
    reasons = _missing(dynamics, table, orders)
    if orders is not None and orders.other:
        order = ", ".join(orders.other)
        reasons.append(Message(HANGS_ON_ORDER.template, order=order))
    elif orders is not None and orders.n_judged == 1:
        reasons.append(ONE_ORDER)
    elif orders is not None and orders.fewer:
        reasons.append(FEWER_ORDERS)
    obstacle = dynamics.obstacle()
    if obstacle is not None and not reasons:
        reasons.append(obstacle)
    unknown = obstacle is None and bool(np.isnan(table.breakdown[~table.exact]).any())
    if unknown:
        reasons.append(NO_END)
    elif not table.exact.all():
        reasons.append(APPROXIMATE)
    if not table.settled.all():
        reasons.append(UNSETTLED)
    return tuple(dict.fromkeys([*reasons, *_fearless(stages)]))


def _missing(
    dynamics: Dynamics, table: SlackTable, orders: OrderVerdicts | None
) -> list[Message]:
    """Name what has to be written for a verdict that is not given."""
    verdict = table.verdict() if orders is None else orders.verdict
    if verdict is not None:
        return []
    return [
        _to_write(dynamics, party)
        for party in range(len(dynamics.parties))
        if dynamics.reason(party) is not None and _concerned(dynamics, table, party)
    ]


def _concerned(dynamics: Dynamics, table: SlackTable, party: int) -> bool:
    chooses = not np.isinf(table.minmax[:, party]).all()
    return bool(chooses or dynamics.turn(party).bits)


def _to_write(dynamics: Dynamics, party: int) -> Message:
    name = dynamics.parties[party]
    if dynamics.reason(party) is NO_PATIENCE:
        return Message(NO_PATIENCE_OF.template, party=name)
    key = f"`preferences.{name}.weights`"
    return Message(ONLY_ORDERED.template, party=name, key=key)


def _fearless(stages: tuple[StageCheck, ...]) -> list[Message]:
    """Name those for whom the end of the deal is no punishment, and what follows."""
    said = []
    for stage in stages:
        for slack in stage.slack:
            breach = slack.breach
            if breach and breach.no_punishment and breach.slack < 0:
                template = ROUND_FOR_EVER if len(breach.leads_to) > 1 else NO_PUNISHMENT
                state = ", ".join(breach.leads_to)
                said.append(Message(template.template, party=slack.party, state=state))
    return said
