"""Verdicts on road maps, in plain words or in the terms of the field."""

from typing import TYPE_CHECKING

from detente.errors import Message
from detente.report.naming import Names, stage_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.study.deal.verdict import RoadMapCheck


def verdict_text(verdict: str | None, names: Names) -> str:
    """Give a bare verdict in the reader's language; None cannot be judged."""
    if names.field:
        return {
            "proved": names.say("proved"),
            "refuted": names.say("refuted"),
            "depends": names.say("depends on how harsh the punishment is"),
            "impossible": names.say("impossible"),
            None: names.say("no verdict"),
        }[verdict]
    return {
        "proved": names.say("keeps itself"),
        "refuted": names.say("fails"),
        "depends": names.say("hangs on how a breach is answered"),
        "impossible": names.say("cannot be carried out"),
        None: names.say("cannot be judged"),
    }[verdict]


_FEW = 3
_COUNTED: dict[str | None, Message] = {
    "proved": Message("keeps itself in {count} of {all} orders"),
    "refuted": Message("fails in {count} of {all} orders"),
    "depends": Message("hangs on the answer in {count} of {all} orders"),
    None: Message("cannot be judged in {count} of {all} orders"),
}


def judged_text(check: "RoadMapCheck", names: Names) -> str:
    """Give the verdict on a road map: what decides it, and whether it is close.

    Programs get the bare verdict.
    """
    if names.plain:
        return verdict_text(check.verdict, names)
    # Imported here: what speaks of no road map needs no study of them.
    from detente.study.deal.mover_orders import MOST_ORDERS  # noqa: PLC0415

    said = _judged(check, names)
    n_judged = sum(count for _, count in check.orders)
    if 0 < n_judged < min(MOST_ORDERS, check.n_orders) and len(check.orders) == 1:
        said = names.count(
            "{verdict}, in the {n} order judged",
            "{verdict}, in the {n} orders judged",
            n_judged,
            verdict=said,
        )
    if check.close:
        said = names.say("too close to call: {verdict}", verdict=said)
    return _with_share(check, said, names)


def briefly_judged(check: "RoadMapCheck", names: Names) -> str:
    """Give the verdict in a few words for a narrow column, with its share if drawn."""
    # Imported here: what speaks of no road map needs no study of them.
    from detente.study.deal.verdict import Verdict  # noqa: PLC0415

    if len(check.orders) > 1 and check.verdict is not None:
        said = names.say("hangs on who acts first")
    elif check.undo is not None and check.undo.hangs_on:
        said = names.say("hangs on how fast it can be undone")
    else:
        said = _judged(check, names)
    if check.close:
        said = names.say("too close to call")
    shares = check.shares
    if shares is None or not shares.samples or check.verdict == "impossible":
        return said
    if check.established is None:
        kept = round(100 * shares.of(Verdict.PROVED))
        return names.say("{said} (keeps itself: {n})", said=said, n=kept)
    if not check.established:
        said = names.say("not established")
    n = round(100 * shares.of(check.verdict))
    return names.say("{said} ({n})", said=said, n=n)


def _with_share(check: "RoadMapCheck", said: str, names: Names) -> str:
    """Say in how many draws it comes out; too few, and it is not established."""
    shares = check.shares
    if shares is None or check.verdict == "impossible":
        return said
    if not shares.samples:
        return names.say("{verdict}, as written", verdict=said)
    counted = {
        "verdict": said,
        "all": shares.samples,
        "n": _count(shares.of(check.verdict), shares.samples),
    }
    if check.established is None:
        counts = {str(each): share for each, share in shares.shares}
        kept, failed = counts.get("proved", 0.0), counts.get("refuted", 0.0)
        return names.say(
            "{verdict}; of {all} readings it keeps itself in {kept} and fails in "
            "{failed}",
            kept=_count(kept, shares.samples),
            failed=_count(failed, shares.samples),
            **counted,
        )
    if check.established:
        return names.say("{verdict} ({n} of {all})", **counted)
    return names.say("not established ({verdict}: {n} of {all})", **counted)


def _count(share: float, samples: int) -> int:
    return round(share * samples)


def _judged(check: "RoadMapCheck", names: Names) -> str:
    if len(check.orders) > 1:
        return _over_orders(check, names)
    undo = check.undo
    if undo is not None and undo.hangs_on:
        return _hangs_on_undoing(undo.hangs_on, names)
    place = check.refuting
    if place is None:
        return verdict_text(check.verdict, names)
    fails, party = verdict_text(check.verdict, names), names.party(place.party)
    if place.stage is None:
        return names.say("{fails} once all is done ({party})", fails=fails, party=party)
    stage = stage_name(place.stage, names)
    return names.say(
        "{fails} at {stage} ({party})", fails=fails, stage=stage, party=party
    )


def bare_verdict(
    verdict: str | None, undo: tuple[str, ...], names: Names, *, orders: bool
) -> str:
    """Say a verdict without its place, and what it hangs on.

    Parameters
    ----------
    verdict : str or None
    undo : tuple of str
        Options whose time to undo turns it, by how it is rounded.
    names : Names
    orders : bool
        Whether it comes out otherwise by who acts first after a breach.

    Returns
    -------
    str
    """
    if names.plain or verdict is None:
        return verdict_text(verdict, names)
    if orders:
        return names.say("hangs on who acts first")
    return _hangs_on_undoing(undo, names) if undo else verdict_text(verdict, names)


def _hangs_on_undoing(options: tuple[str, ...], names: Names) -> str:
    """Say that a verdict hangs on how fast some options can be undone."""
    return names.say(
        "hangs on how fast {options} can be undone", options=_first(options, names)
    )


def _first(options: tuple[str, ...], names: Names) -> str:
    """Name a few options; the page of the road map names all."""
    if len(options) <= _FEW:
        return names.options(options)
    listed = [names.quoted(names.option(each)) for each in options[: _FEW - 1]]
    return ", ".join(names.with_rest(listed, len(options)))


def _over_orders(check: "RoadMapCheck", names: Names) -> str:
    return over_orders(check.verdict, check.orders, names)


def over_orders(
    verdict: str | None, orders: "Sequence[tuple[str | None, int]]", names: Names
) -> str:
    """Say how often each verdict comes out over the orders of movers.

    Parameters
    ----------
    verdict : str or None
        What comes out over all of them.
    orders : sequence of (str or None, int)
        How often each verdict comes out.
    names : Names

    Returns
    -------
    str
    """
    n_judged = sum(count for _, count in orders)
    counts = dict(orders)
    told = "; ".join(
        names.say(said.template, count=counts[each], all=n_judged)
        for each, said in _COUNTED.items()
        if each in counts
    )
    if verdict is None:
        return names.say("cannot be judged ({orders} of who acts first)", orders=told)
    return names.say("hangs on who acts first after a breach ({orders})", orders=told)
