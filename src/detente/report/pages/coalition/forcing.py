"""Who can force what, in words."""

import numpy as np

from detente.report.document import (
    Block,
    Column,
    Document,
    Heading,
    Listing,
    Number,
    Paragraph,
    Table,
)
from detente.report.naming import Names
from detente.study.coalition.forced_target import ForcedTarget, InOrder, Turn


def force_page(forced: ForcedTarget, target: str, names: Names) -> Document:
    """Say whether a coalition can force a target, how, and what prevents it."""
    say = names.say
    start = names.against_now(forced.engine.state(forced.state))
    blocks: list[Block] = [
        Heading(names.title(), 1),
        Paragraph(say("Starting from: {state}", state=start)),
        Paragraph(
            say("To be brought about: {target}", target=target_name(target, names))
        ),
        Paragraph(_verdict(forced, names), emphasis=True),
        *_orders(forced, names),
        *_way(forced, names),
        *_prevention(forced, names),
    ]
    return (*blocks, Paragraph(_assumed(names)))


def target_name(target: str, names: Names) -> str:
    """Name what is asked for, where it is one thing of the case."""
    if target in names.case.option:
        return names.quoted(names.option(target))
    return names.element(target)


def _assumed(names: Names) -> str:
    return names.say(
        "Assumed: in each round every party has one turn, for one move or none, and "
        "sees what was done before; the coalition acts as one, all others as one "
        "against it, whatever they want; what is to be brought about counts where a "
        "round ends."
    )


def _verdict(forced: ForcedTarget, names: Names) -> str:
    say, who = names.say, names.parties(forced.coalition)
    if not (forced.target & forced.engine.feasible).any():
        return say("There is no situation in which it holds.")
    if forced.target[forced.state]:
        return say("It holds already.") + _later(forced, names)
    if forced.verdict == "yes":
        return _forced(forced, who, names)
    if not forced.named:
        return _nobody(forced, names)
    if forced.verdict == "no":
        return _prevented(forced, who, names)
    return say(
        "Whether {who} can force it hangs on the order in which the parties act: in "
        "{n} of {all} orders the others cannot prevent it, in the rest they can.",
        who=who,
        n=forced.n_forcing,
        all=len(forced.orders),
    )


def _forced(forced: ForcedTarget, who: str, names: Names) -> str:
    rounds = max(each.rounds or 0 for each in forced.orders)
    if not forced.coalition:
        said = names.count(
            "It comes about within {n} round, whatever anybody does.",
            "It comes about within {n} rounds, whatever anybody does.",
            rounds,
        )
    elif forced.named:
        said = names.count(
            "{who} can force it within {n} round, whatever the others do.",
            "{who} can force it within {n} rounds, whatever the others do.",
            rounds,
            who=who,
        )
    else:
        said = names.count(
            "The smallest coalition that can force it: {who}, within {n} round, "
            "whatever the others do.",
            "The smallest coalition that can force it: {who}, within {n} rounds, "
            "whatever the others do.",
            rounds,
            who=who,
        )
    return said + _later(forced, names)


def _later(forced: ForcedTarget, names: Names) -> str:
    """Say whether it can be kept; a space before it."""
    if not forced.coalition:
        return ""
    keeping = {each.keeps for each in forced.orders}
    who = names.parties(forced.coalition)
    if keeping == {True}:
        said = names.say(
            "{who} can also see to it that it stands from some round on.", who=who
        )
    elif keeping == {False}:
        said = names.say(
            "{who} cannot keep it so: the others can undo it again.", who=who
        )
    else:
        said = names.say(
            "Whether {who} can keep it so hangs on the order of movers.", who=who
        )
    return " " + said


def _prevented(forced: ForcedTarget, who: str, names: Names) -> str:
    if forced.within is None:
        return names.say(
            "{who} cannot force it: the others can prevent it for ever.", who=who
        )
    return names.count(
        "{who} cannot force it within {n} round: the others can prevent it so long.",
        "{who} cannot force it within {n} rounds: the others can prevent it so long.",
        forced.within,
        who=who,
    )


def _nobody(forced: ForcedTarget, names: Names) -> str:
    if forced.verdict == "depends":
        return names.say(
            "Only all parties together could bring it about, and in some orders of "
            "movers not even they."
        )
    if forced.within is None:
        return names.say(
            "No coalition can force it: even all parties together never get there."
        )
    return names.count(
        "No coalition can force it: even all parties together need more than {n} "
        "round.",
        "No coalition can force it: even all parties together need more than {n} "
        "rounds.",
        forced.within,
    )


def _orders(forced: ForcedTarget, names: Names) -> list[Block]:
    """Say in how many situations it could be forced, and what orders change."""
    counts = sorted({each.n_from for each in forced.orders})
    values = {"least": counts[0], "most": counts[-1], "all": forced.engine.n_feasible}
    if len(counts) == 1:
        said = names.say(
            "It could be forced from {least} of {all} situations.", **values
        )
    else:
        said = names.say(
            "It could be forced from {least} to {most} of {all} situations, by the "
            "order of movers.",
            **values,
        )
    blocks: list[Block] = [Paragraph(f"{said} {_judged(forced, names)}")]
    if forced.verdict == "depends":
        blocks.append(orders_table(forced, names))
    return blocks


def _judged(forced: ForcedTarget, names: Names) -> str:
    if forced.given:
        return names.say("The case says in which order the parties act.")
    if len(forced.orders) < forced.n_orders:
        return names.say(
            "{n} of {all} orders were judged.",
            n=len(forced.orders),
            all=forced.n_orders,
        )
    return names.count(
        "{n} order was judged, there is no other.",
        "All {n} orders were judged.",
        len(forced.orders),
    )


def orders_table(forced: ForcedTarget, names: Names) -> Table:
    """Give one row an order of movers."""
    say = names.say
    return Table(
        columns=(
            Column("order", say("order of movers")),
            Column("forces", say("can force it")),
            Number("rounds", say("within rounds")),
            Number("from_count", say("from situations")),
            Column("keeps", say("can keep it")),
        ),
        rows=tuple(_row(each, names) for each in forced.orders),
        caption=say("What can be forced, by the order of movers"),
    )


def _row(each: InOrder, names: Names) -> tuple[str, ...]:
    return (
        ", ".join(map(names.party, each.order)),
        names.yes(each.rounds is not None),
        names.figure(each.rounds, "d"),
        names.number(each.n_from),
        names.yes(each.keeps),
    )


def _way(forced: ForcedTarget, names: Names) -> list[Block]:
    if not forced.way:
        return []
    order = max(forced.orders, key=lambda each: each.rounds or 0)
    told = ", ".join(map(names.party, order.order))
    if set(forced.coalition) == set(order.order):
        said = names.say(
            "In the order in which it takes longest ({order}):", order=told
        )
    else:
        said = names.say(
            "If the others put it off as long as they can ({order}):", order=told
        )
    items = [_turn(each, names) for each in forced.way]
    if not forced.complete:
        items.append(names.say("... and so on"))
    return [
        Heading(names.say("How it is forced")),
        Paragraph(said),
        Listing(tuple(items)),
    ]


def _turn(turn: Turn, names: Names) -> str:
    return names.say(
        "round {n}, {party}: {change}",
        n=turn.round,
        party=names.party(turn.party),
        change=names.move(turn.before, turn.after),
    )


def _prevention(forced: ForcedTarget, names: Names) -> list[Block]:
    """Say what the others have to do against it, where they are named."""
    failing = next((each for each in forced.orders if each.rounds is None), None)
    everyone = set(forced.coalition) >= set(forced.orders[0].order)
    if failing is None or not forced.named or everyone or not np.any(forced.target):
        return []
    order = ", ".join(map(names.party, failing.order))
    heading = Heading(names.say("How the others prevent it"))
    if not forced.prevention:
        said = names.say(
            "In the first round ({order}) they need do nothing: if they stay as they "
            "are, whatever the coalition does then does not force it.",
            order=order,
        )
        return [heading, Paragraph(said)]
    items = [
        names.say(
            "from {state}: {party} {change}",
            state=names.against_now(each.before),
            party=names.party(each.party),
            change=names.move(each.before, each.after),
        )
        for each in forced.prevention
    ]
    said = names.say(
        "In the first round ({order}) staying would let the coalition have it here; "
        "an answer that prevents it:",
        order=order,
    )
    return [heading, Paragraph(said), Listing(tuple(items))]
