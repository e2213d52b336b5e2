"""On what the answers rest: wants, patience, movers, leaderships, sources."""

from collections.abc import Iterator
from itertools import chain

from detente.model.quantity import ONE_YEAR, Rate, compounded
from detente.report.naming import Names
from detente.report.pages.deal.basis import points_sentence
from detente.report.quantity import percent


def basis_sentences(names: Names) -> Iterator[str]:
    """Say on what everything rests that is said of a case.

    Parameters
    ----------
    names : Names
        The case and the language.

    Yields
    ------
    str
        One sentence each on wants, patience, the order of movers, leaderships and
        sources, where the case has them.
    """
    yield from _wants(names)
    terms = names.case.negotiation
    if terms.road_maps and terms.patience:
        yield _patience(names)
    if terms.road_maps:
        yield _movers(names)
    if terms.leaderships:
        listed = names.listed([names.element(each.id) for each in terms.leaderships])
        yield names.say("Leaderships that may follow: {listed}.", listed=listed)
    if names.case.sources:
        yield names.count(
            "It draws on {n} source.",
            "It draws on {n} sources.",
            len(names.case.sources),
        )


def _wants(names: Names) -> Iterator[str]:
    """Say from what the wants of the parties come, and how much of it is assumed."""
    held: dict[str, list[str]] = {}
    for party, wants in names.case.preferences:
        if not wants.by_trade_offs:
            held.setdefault(wants.order, []).append(party)
    weighed, ordered = held.pop("weights", []), [*held.values()]
    n_assumed = sum(
        weight.amount.about.assumed or wants.about.assumed
        for _, wants in names.case.preferences
        for weight in wants.weights
        if wants.order == "weights" and not wants.by_trade_offs
    )
    shared_out = points_sentence(names)
    if shared_out:
        yield shared_out
    if weighed and not any(ordered) and not shared_out:
        yield names.say("What each party wants is written in weights.")
    elif weighed and not any(ordered):
        yield names.say(
            "The wants of {parties} are written in weights.",
            parties=names.parties(tuple(weighed)),
        )
    elif weighed:
        yield names.say(
            "The wants of {parties} are written in weights, those of the others in an "
            "order of what matters most.",
            parties=names.parties(tuple(weighed)),
        )
    elif any(ordered) and shared_out:
        yield names.say(
            "The wants of {parties} are written as an order of what matters most.",
            parties=names.parties(tuple(chain.from_iterable(ordered))),
        )
    elif any(ordered):
        yield names.say(
            "What each party wants is written as an order of what matters most."
        )
    if n_assumed:
        yield names.count(
            "{n} weight is a judgement that no source gives.",
            "{n} weights are judgements that no source gives.",
            n_assumed,
        )


def _patience(names: Names) -> str:
    """Say what a gain a year later is worth today, to whom."""
    rates = names.case.negotiation.patience
    told = [
        (names.party(party) if party else "", _yearly(rate, names))
        for party, rate in rates
    ]
    if len(told) == 1 and not told[0][0]:
        return names.say(
            "A gain a year from now counts {share} of the same gain today.",
            share=told[0][1],
        )
    others = names.say("all others")
    listed = [f"{party or others} {share}" for party, share in told]
    return names.say(
        "What a gain a year from now counts, of the same gain today: {listed}.",
        listed=names.listed(listed),
    )


def _yearly(rate: Rate, names: Names) -> str:
    per = rate.per or names.case.negotiation.period
    value = rate.amount.value
    if isinstance(per, str):
        return percent(compounded(value, per, ONE_YEAR))
    return percent(float(value) ** float(ONE_YEAR.days / per.days))


def _movers(names: Names) -> str:
    """Say in which order the parties act after a breach."""
    movers = names.case.negotiation.movers.parties
    if not movers:
        return names.say(
            "After a breach any party may act first: several orders are looked at."
        )
    return names.say(
        "After a breach they act in this order: {parties}.",
        parties=names.parties(movers),
    )
