"""What an offer would bring, if it were taken up: to whom."""

from detente.model.case import Case
from detente.model.event import Event
from detente.model.formula import And, Formula, Name, Not
from detente.records import dataclass
from detente.study.preference.preference_at import holds_at, score
from detente.study.record.project import ways_to


@dataclass(frozen=True, slots=True)
class Offer:
    """An offer, and what it would bring against now.

    Attributes
    ----------
    event : Event
        Who offers, what, and on which condition.
    holds : bool
        Whether what is offered and what is asked for is so already.
    changes : tuple of (str, bool)
        The smallest changes that bring about both; empty where there are none.
    state : str or None
        Where they lead.
    movers : tuple of str
        Who would have to move.
    gained, lost : tuple of str
        Whose order ranks that above, or below, now.
    """

    event: Event
    holds: bool
    changes: tuple[tuple[str, bool], ...] = ()
    state: str | None = None
    movers: tuple[str, ...] = ()
    gained: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()


def judge_offers(case: Case) -> tuple[Offer, ...]:
    """Say of each offer that is good on the day of the case whom it would suit.

    Parameters
    ----------
    case : Case
        With options; offers are events of this kind, whoever makes them.

    Returns
    -------
    tuple of Offer
        By date. An offer that is later, has expired or was corrected is left out.
    """
    offers = [
        event
        for event in case.standing_events
        if event.kind == "offer" and _is_good(case, event)
    ]
    return tuple(_judge(case, each) for each in sorted(offers, key=_day))


def _day(event: Event) -> str:
    return event.date.isoformat()


def _is_good(case: Case, event: Event) -> bool:
    if case.as_of is None:
        return True
    is_over = event.expires is not None and event.expires < case.as_of
    return event.date <= case.as_of and not is_over


def _judge(case: Case, event: Event) -> Offer:
    now = case.status_quo
    if not case.options:
        return Offer(event, holds=False)
    wanted = _wanted(event)
    if holds_at(case, wanted, now):
        return Offer(event, holds=True)
    ways = ways_to(case, wanted)
    if not ways:
        return Offer(event, holds=False)
    way = ways[0]
    gained, lost = [], []
    for party, preference in case.preference.items():
        before, after = score(case, preference, now), score(case, preference, way.state)
        if after > before:
            gained.append(party)
        if after < before:
            lost.append(party)
    return Offer(
        event,
        holds=False,
        changes=way.changes,
        state=way.state,
        movers=way.movers,
        gained=tuple(gained),
        lost=tuple(lost),
    )


def _wanted(event: Event) -> Formula:
    """Give what holds where an offer is taken up: what is offered, and the price."""
    parts = [] if event.condition is None else [event.condition]
    if event.option is not None:
        offered = Name(event.option)
        parts.insert(0, offered if event.taken else Not(offered))
    return And(tuple(parts))
