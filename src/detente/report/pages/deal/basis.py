"""What the verdict on a road map rests on: who acts when, and how fast things undo."""

from detente.model.preference import POINTS
from detente.model.text import About
from detente.report.naming import Names
from detente.report.verdict_words import verdict_text
from detente.study.deal.verdict import RoadMapCheck, UndoTimes


def both_ways_text(undo: UndoTimes, names: Names) -> str:
    """Say what comes of the road map where times to undo are rounded both ways."""
    if undo.same:
        return names.say(
            "It comes out the same if every option whose time to undo is rounded is "
            "undone within a period, and if none of them ever is."
        )
    told = {
        "within": verdict_text(undo.within, names),
        "never": verdict_text(undo.never, names),
        "rounded": verdict_text(undo.rounded, names),
    }
    if names.field:
        said = names.say(
            "If all options whose time to undo is rounded are undone within a period: "
            "{within}; if none of them ever is: {never}; as the case rounds them: "
            "{rounded}.",
            **told,
        )
    else:
        said = names.say(
            "If all options whose time to undo is rounded are undone within a period, "
            "it {within}; if none of them ever is, it {never}; as the case rounds "
            "them, it {rounded}.",
            **told,
        )
    if not undo.hangs_on:
        return said
    hangs = names.say(
        "It hangs on how fast {options} can be undone.",
        options=names.options(undo.hangs_on),
    )
    return f"{hangs} {said}"


def order_of_play_text(check: RoadMapCheck, names: Names) -> str:
    """Say what is assumed of who acts when, and proved of nothing else."""
    movers = names.case.negotiation.movers
    at_once = names.say(
        "Assumed: all do their parts of a stage at once; after a breach the parties "
        "act one after the other"
    )
    n_judged = sum(count for _, count in check.orders)
    if movers.parties:
        order = ", ".join(map(names.party, movers.parties))
        after = _written_order(order, movers.about, names)
    elif not n_judged:
        return at_once + "."
    else:
        after = names.count(
            "in {n} of {all} possible orders",
            "in {n} of {all} possible orders",
            n_judged,
            all=names.number(check.n_orders),
        )
    return f"{at_once}, {after}."


def _written_order(order: str, about: About, names: Names) -> str:
    """Give the order of a case, with who says so."""
    named = {each.source for each in about.evidence}
    if named:
        titles = [
            names.text(each.title, each.id)
            for each in names.case.sources
            if each.id in named
        ]
        sources = names.listed(titles)
        return names.say(
            "in the order {order} ({sources})", order=order, sources=sources
        )
    if about.assumed:
        return names.say("in the order {order}, which the case assumes", order=order)
    return names.say(
        "in the order {order}, which the case gives without a source", order=order
    )


def points_sentence(names: Names) -> str:
    """Say whose wants are given by trade-offs alone, and what is made of them.

    Parameters
    ----------
    names : Names

    Returns
    -------
    str
        Empty where there are none.
    """
    parties = [party for party, wants in names.case.preferences if wants.by_trade_offs]
    if not parties:
        return ""
    return names.say(
        "The wants of {parties} are not given in numbers but by what matters more to "
        "each: {points} points are shared out in every way that fits these judgements, "
        "and “as written” is one of the ways.",
        parties=names.parties(tuple(parties)),
        points=POINTS,
    )
