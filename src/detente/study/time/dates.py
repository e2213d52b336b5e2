"""What each date to come changes: for whom a threat, for whom a temptation.

What a date opens is judged where all stands as it does now until then: what taking it
is worth at once, if nobody answers, and from then on, if everyone plays for itself from
the next period on. What the date itself is worth to a party is the difference that it
makes to what that party has if everyone plays for itself from now on: who has more with
it gains by waiting for it.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import numpy as np

from detente.engine.bits import differing, is_taken
from detente.engine.budget import tick
from detente.engine.period.turn import Turn, own_moves
from detente.errors import Message
from detente.records import dataclass
from detente.study.deal.breach import land
from detente.study.game.dated_deadlines import Due, Moment
from detente.study.game.dynamics import Dynamics

BARRED = Message("as things stand it cannot be taken then")


@dataclass(frozen=True, slots=True)
class Stake:
    """What a date means to one party, in flow utility per period.

    Attributes
    ----------
    party : str
    at_once : float or None
        What taking what is opened is worth if nobody answers it, for ever, against
        staying; its own cost left out. None where nothing can be taken.
    answered : float or None
        What it is worth if everyone plays for itself from the next period on, its cost
        included.
    waiting : float or None
        What the coming of the date is worth if everyone plays for itself from now on.
    size : float
        The payoff range of the party.
    """

    party: str
    at_once: float | None
    answered: float | None
    waiting: float | None
    size: float


@dataclass(frozen=True, slots=True)
class DateStory:
    """One date to come.

    Attributes
    ----------
    id : str
        Of the deadline, the option or the guarantee.
    kind : str
        opens, becomes, right or guarantee: what the date opens, changes by itself, or
        ends.
    day : date
    owner : str or None
        Whose option it opens or ends.
    options : tuple of str
        What it opens or ends.
    steps : tuple of str
        The owner's best move that takes it, with `not` before what that undoes.
    met : bool
        Whether it opens nothing where all stands as it does now.
    stakes : tuple of Stake
        One a party, in file order.
    leads_to : tuple of str
        Where everyone's own play ends once what is opened has been taken; several
        states go round. Empty where nothing is taken.
    reasons : tuple of Message
        Why figures are missing.
    """

    id: str
    kind: str
    day: date
    owner: str | None
    options: tuple[str, ...]
    steps: tuple[str, ...]
    met: bool
    stakes: tuple[Stake, ...]
    leads_to: tuple[str, ...]
    reasons: tuple[Message, ...] = ()


def tell_dates(dynamics: Dynamics) -> tuple[DateStory, ...]:
    """Tell what each date to come changes.

    Parameters
    ----------
    dynamics : Dynamics
        The case, played in periods; parties act in its order.

    Returns
    -------
    tuple of DateStory
        By day; dates of one day in file order.
    """
    dues = [
        (place, due)
        for place, due in enumerate(dynamics.countdown.dues)
        if due.time is not None and due.time > 0
    ]
    told = [_told(dynamics, place, due) for place, due in dues]
    return tuple(sorted(told, key=lambda each: each.day))


def _told(dynamics: Dynamics, place: int, due: Due) -> DateStory:
    tick()
    changes = bool((due.becomes != np.arange(due.becomes.size)).any())
    kind = "becomes" if changes and not due.opens else "opens"
    if due.certain:
        kind = "right" if due.closes else "guarantee"
    named = due.opens | due.closes
    options = tuple(
        option for option, bit in dynamics.bits.items() if is_taken(named, bit)
    )
    met = not due.certain and not is_taken(_morning(dynamics, due)[0], place)
    taken = None if met else _opened(dynamics, place, due)
    reasons = [] if met or due.certain or not due.opens or taken else [BARRED]
    waiting = _waiting(dynamics, place)
    if (obstacle := dynamics.obstacle()) is not None:
        reasons.append(obstacle)
    owners = {dynamics.case.option[option].party for option in options}
    return DateStory(
        id=due.id,
        kind=kind,
        day=due.date,
        owner=owners.pop() if len(owners) == 1 else None,
        options=options,
        steps=() if taken is None else _steps(dynamics, taken),
        met=met,
        stakes=tuple(_stakes(dynamics, taken, waiting)),
        leads_to=_leads_to(dynamics, taken),
        reasons=tuple(reasons),
    )


@dataclass(frozen=True, slots=True)
class _Taken:
    """What is opened, taken on its date where all stood as now until then."""

    moment: Moment
    start: int
    landing: int
    owner: int
    cost: float


def _morning(dynamics: Dynamics, due: Due) -> tuple[int, int]:
    """Give what has opened by a date, and the state, where nobody moves until then.

    Other dates may change the state by themselves on the way.
    """
    clock, start = dynamics.countdown, dynamics.engine.status_quo
    world = clock.first_world(start)
    for period in range(1, (due.time or 0) + 1):
        world, start = clock.pass_on(period, world, start)
    return world, start


def _opened(dynamics: Dynamics, place: int, due: Due) -> _Taken | None:
    """Find the owner's best move on a date that takes what the date opens."""
    world, start = _morning(dynamics, due)
    if not is_taken(world, place):
        return None
    found = [
        taken
        for turn in dynamics.turns
        for taken in _ways(
            dynamics, turn, Moment(due.time or 0, world), start, due.opens
        )
    ]
    return max(found, key=lambda each: _worth(dynamics, each), default=None)


def _ways(
    dynamics: Dynamics, turn: Turn, moment: Moment, start: int, opens: int
) -> Iterator[_Taken]:
    """List the moves of one party that take any of some options."""
    flips, costs = own_moves(turn, start)
    barred = dynamics.countdown.barred(moment.world)
    wanted = (flips & ~start & opens != 0) & (flips & ~start & barred == 0)
    flips, costs = flips[wanted], costs[wanted]
    landings, allowed = land(dynamics, start, flips, np.zeros_like(flips))
    for landing, cost in zip(landings[allowed], costs[allowed], strict=True):
        yield _Taken(moment, start, int(landing), turn.party, float(cost))


def _worth(dynamics: Dynamics, taken: _Taken) -> float:
    """Give what a move is worth to its owner, as far as that can be known."""
    flow = float(dynamics.utility[taken.owner, taken.landing]) - taken.cost
    if dynamics.obstacle() is not None:
        return flow
    d = float(dynamics.patience[taken.owner])
    return (1 - d) * flow + d * _later(dynamics, taken, taken.owner)


def _steps(dynamics: Dynamics, taken: _Taken) -> tuple[str, ...]:
    changed = differing(taken.start, taken.landing)
    return tuple(
        option if is_taken(taken.landing, bit) else f"not {option}"
        for option, bit in dynamics.bits.items()
        if is_taken(changed, bit)
    )


def _stakes(
    dynamics: Dynamics, taken: _Taken | None, waiting: list[float | None]
) -> Iterator[Stake]:
    for party, name in enumerate(dynamics.parties):
        known = dynamics.reason(party) is None
        at_once = answered = None
        if taken is not None and known:
            flows, d = dynamics.utility[party], float(dynamics.patience[party])
            staying = float(flows[taken.start])
            at_once = float(flows[taken.landing]) - staying
            if dynamics.obstacle() is None:
                had = float(flows[taken.landing])
                had -= taken.cost if party == taken.owner else 0.0
                answered = (1 - d) * had + d * _later(dynamics, taken, party) - staying
        size = dynamics.payoff_range(party)
        yield Stake(name, at_once, answered, waiting[party], size)


def _later(dynamics: Dynamics, taken: _Taken, party: int) -> float:
    threat = dynamics.breakdown(taken.owner)
    landing = np.array([taken.landing])
    rows = threat.rows(landing, taken.moment.time + 1, taken.moment.world)
    return float(rows[party, 0])


def _leads_to(dynamics: Dynamics, taken: _Taken | None) -> tuple[str, ...]:
    if taken is None or dynamics.obstacle() is not None:
        return ()
    threat = dynamics.breakdown(taken.owner)
    ends = threat.leads_to(taken.moment.time + 1, taken.moment.world, taken.landing)
    return tuple(map(dynamics.engine.state, ends))


def _waiting(dynamics: Dynamics, place: int) -> list[float | None]:
    """Give what each party has with a date, less what it has if it never comes."""
    if dynamics.obstacle() is not None:
        return [None] * len(dynamics.parties)
    with_it, without = _had(dynamics), _had(_never(dynamics, place))
    return [
        None if dynamics.reason(party) is not None else with_it[party] - without[party]
        for party in range(len(dynamics.parties))
    ]


def _never(dynamics: Dynamics, place: int) -> Dynamics:
    """Give the same case, of which one date never comes."""
    dues = tuple(
        replace(due, time=None) if at == place else due
        for at, due in enumerate(dynamics.countdown.dues)
    )
    # Nothing that was solved with the date is kept; which moves there are is.
    countdown = replace(dynamics.countdown, dues=dues)
    return replace(dynamics, countdown=countdown, ways={}, debts={}, _threats={})


def _had(dynamics: Dynamics) -> list[float]:
    now = dynamics.engine.status_quo
    world = dynamics.countdown.first_world(now)
    values = dynamics.breakdown(0).had_from(now, 0, world)
    return list(map(float, values))
