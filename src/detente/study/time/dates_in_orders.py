"""What dates mean to each party in every order in which the parties may act.

What follows once something has been taken, and what the date itself is worth, hang on
who acts first. Where the case does not say, they are found in each order.
"""

from collections import Counter
from collections.abc import Sequence
from enum import StrEnum
from itertools import permutations
from math import factorial

from detente.engine.budget import kept
from detente.records import dataclass
from detente.study.deal.mover_orders import in_order, judged_orders
from detente.study.deal.tolerance import CLOSE
from detente.study.game.dynamics import Dynamics
from detente.study.time.dates import DateStory, Stake, tell_dates

_TWO = 2
_NOTHING = 1e-9
"""Less than this share of a payoff range is nothing."""


class Meaning(StrEnum):
    """What it is to a party that what a date opens is taken."""

    pays = "pays"
    answered = "answered"
    later = "later"
    none = "none"
    threat = "threat"
    costly = "costly"
    parried = "parried"
    gain = "gain"
    nothing = "nothing"


class Waits(StrEnum):
    """Whether a party gains by the coming of a date."""

    gains = "gains"
    loses = "loses"
    hardly = "hardly"
    nothing = "nothing"
    unknown = "unknown"


@dataclass(frozen=True, slots=True)
class Ordered:
    """What a date means to one party over the orders of movers.

    Attributes
    ----------
    party : str
    answered, waiting : (float, float) or None
        The least and the most of what `Stake` has; None where it is not known.
    meanings : tuple of (Meaning or None, int)
        What it is, in how many orders, the most frequent first; None where nothing is
        taken, or what follows is not known.
    waits : tuple of (Waits, int)
    first : tuple of str
        Two parties that decide between two meanings: it is the first of `meanings` in
        exactly the orders in which the first of them acts before the second. Empty
        where no two do.
    """

    party: str
    answered: tuple[float, float] | None
    waiting: tuple[float, float] | None
    meanings: tuple[tuple[Meaning | None, int], ...]
    waits: tuple[tuple[Waits, int], ...]
    first: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Dates:
    """The dates to come, over the orders of movers.

    Attributes
    ----------
    stories : tuple of DateStory
        By day, in the first order.
    ordered : tuple of tuple of Ordered
        For each of them, one a party.
    orders : tuple of tuple of str
        Those that were judged, the first being that of the case or of its file.
    n_orders : int
        How many there are.
    """

    stories: tuple[DateStory, ...]
    ordered: tuple[tuple[Ordered, ...], ...]
    orders: tuple[tuple[str, ...], ...]
    n_orders: int


def tell_in_orders(dynamics: Dynamics, most: int) -> Dates:
    """Tell what each date to come changes, in every order of movers.

    Parameters
    ----------
    dynamics : Dynamics
        The case, played in periods.
    most : int
        Of states times orders; beyond it fewer orders are judged, evenly spread. 0 is
        the first one alone.

    Returns
    -------
    Dates
    """
    orders = judged_orders(dynamics, most)
    first = tell_dates(dynamics)
    others = kept(tell_dates(in_order(dynamics, each)) for each in orders[1:])
    told = (first, *others) if first else ()
    named = [tuple(dynamics.parties[x] for x in order) for order in orders]
    named = named[: max(1, len(told))]
    ordered = tuple(
        tuple(_over(stories, place, named) for place in range(len(dynamics.parties)))
        for stories in zip(*told, strict=True)
    )
    given = bool(dynamics.case.negotiation.movers.parties)
    return Dates(
        stories=first,
        ordered=ordered,
        orders=tuple(named),
        n_orders=1 if given else factorial(len(orders[0])),
    )


def _over(
    stories: Sequence[DateStory], place: int, orders: Sequence[tuple[str, ...]]
) -> Ordered:
    stakes = [story.stakes[place] for story in stories]
    meanings = list(map(meaning_of, stories, stakes))
    counts = Counter(meanings).most_common()
    return Ordered(
        party=stakes[0].party,
        answered=_span([each.answered for each in stakes]),
        waiting=_span([each.waiting for each in stakes]),
        meanings=tuple(counts),
        waits=tuple(Counter(map(waits_for, stakes)).most_common()),
        first=_who_first(orders, [each == counts[0][0] for each in meanings])
        if len(counts) == _TWO
        else (),
    )


def _who_first(
    orders: Sequence[tuple[str, ...]], so: Sequence[bool]
) -> tuple[str, ...]:
    """Find two parties of which the first acts earlier in exactly some orders."""
    for pair in permutations(orders[0], 2):
        earlier = [order.index(pair[0]) < order.index(pair[1]) for order in orders]
        if earlier == list(so):
            return pair
    return ()


def _span(values: Sequence[float | None]) -> tuple[float, float] | None:
    known = [each for each in values if each is not None]
    return (min(known), max(known)) if len(known) == len(values) else None


def meaning_of(story: DateStory, stake: Stake) -> Meaning | None:
    """Tell what it is to a party that what a date opens is taken.

    Parameters
    ----------
    story : DateStory
    stake : Stake
        One of its stakes.

    Returns
    -------
    Meaning or None
        None where nothing can be taken, or what follows is not known.
    """
    if stake.at_once is None or stake.answered is None:
        return None
    once, answered = _sign(stake.at_once, stake), _sign(stake.answered, stake)
    if stake.party == story.owner:
        if once > 0:
            return Meaning.pays if answered > 0 else Meaning.answered
        return Meaning.later if answered > 0 else Meaning.none
    if answered < 0:
        owner = next((e for e in story.stakes if e.party == story.owner), None)
        costs = owner is not None and _sign(owner.answered, owner) < 0
        return Meaning.costly if costs else Meaning.threat
    if once < 0:
        return Meaning.parried
    return Meaning.gain if max(once, answered) > 0 else Meaning.nothing


def waits_for(stake: Stake) -> Waits:
    """Tell whether a party gains by the coming of a date.

    Parameters
    ----------
    stake : Stake

    Returns
    -------
    Waits
        `hardly` where it is less than a hundredth of what is at stake for it.
    """
    if stake.waiting is None:
        return Waits.unknown
    sign = _sign(stake.waiting, stake)
    if sign == 0:
        return Waits.nothing
    if abs(stake.waiting) < CLOSE * stake.size:
        return Waits.hardly
    return Waits.gains if sign > 0 else Waits.loses


def _sign(value: float | None, stake: Stake) -> int:
    if value is None or abs(value) <= _NOTHING * max(stake.size, 1.0):
        return 0
    return 1 if value > 0 else -1
