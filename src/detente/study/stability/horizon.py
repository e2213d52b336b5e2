"""How many moves ahead each of two parties may look before it leaves a state.

The choices at one horizon follow from those at the horizon before, so they
repeat for ever from the first that has been seen before. Looking until then
answers for every horizon.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from detente.engine import Engine
from detente.records import dataclass
from detente.study.stability.limited_move import (
    LONGEST,
    Lookahead,
    fingerprint,
    lookaheads,
    refuse_restless,
)


@dataclass(frozen=True, slots=True)
class Foresight:
    """One party in one state, as it looks further ahead.

    Attributes
    ----------
    state, party : str
        The state, and the party that chooses first there.
    stays : tuple of bool
        For horizons 1, 2, ... until the choices repeat.
    unique : tuple of bool
        For the same horizons: whether no indifference had a say.
    leaves_at : int or None
        The first horizon at which it does not stay; None where it always
        stays.
    moves_to, leads_to : str or None
        Its move then, and where play stops.
    """

    state: str
    party: str
    stays: tuple[bool, ...]
    unique: tuple[bool, ...]
    leaves_at: int | None
    moves_to: str | None
    leads_to: str | None


@dataclass(frozen=True, slots=True)
class Horizon:
    """How far each of two parties stays in some states.

    Attributes
    ----------
    views : tuple of View
        State by state, party by party; every one covers the horizons from 1
        to `repeats_from` + `period`.
    repeats_from, period : int
        The choices at a horizon beyond `repeats_from` are those at `period`
        fewer moves; with period 1 nothing changes any more.
    """

    views: tuple[Foresight, ...]
    repeats_from: int
    period: int

    def of(self, party: str) -> "Horizon":
        """Give what concerns one party."""
        mine = tuple(view for view in self.views if view.party == party)
        return replace(self, views=mine)

    def at(self, horizon: int) -> int:
        """Give the horizon among those covered at which the choices are the same."""
        covered = self.repeats_from + self.period
        if horizon <= covered:
            return horizon
        return covered - self.period + 1 + (horizon - covered - 1) % self.period


def look_far(engine: Engine, states: Sequence[int]) -> Horizon:
    """Find how far ahead two parties may look before they leave some states.

    Parameters
    ----------
    engine : Engine
        A case with two parties.
    states : sequence of int
        Numbers of feasible states.

    Returns
    -------
    Horizon

    Raises
    ------
    QuestionError
        Where the case does not have two parties.
    TooLargeError
        Where the moves would not fit the memory that is free, or the choices
        do not repeat within 100,000 moves.

    References
    ----------
    Zagare (1984); Kilgour (1985); Brams and Wittman (1981).
    """
    seen: dict[bytes, int] = {}
    found: list[list[_Choice]] = []
    places = [(party, state) for state in states for party in (0, 1)]
    for ahead in islice(lookaheads(engine), LONGEST):
        if ahead.horizon:
            found.append([_choice(ahead, *place) for place in places])
        first = seen.setdefault(fingerprint(ahead), ahead.horizon)
        if first < ahead.horizon:
            views = (
                _view(engine, place, [choices[column] for choices in found])
                for column, place in enumerate(places)
            )
            return Horizon(tuple(views), first, ahead.horizon - first)
    raise refuse_restless()


@dataclass(frozen=True, slots=True)
class _Choice:
    stays: bool
    unique: bool
    move: int
    end: int


def _choice(ahead: Lookahead, party: int, state: int) -> _Choice:
    return _Choice(
        stays=bool(ahead.stable[party, state]),
        unique=bool(ahead.unique[party, state]),
        move=int(ahead.moves[party, state]),
        end=int(ahead.ends[party, state]),
    )


def _view(engine: Engine, place: tuple[int, int], choices: list[_Choice]) -> Foresight:
    party, state = place
    left = next((at for at, each in enumerate(choices) if not each.stays), None)
    first = None if left is None else choices[left]
    return Foresight(
        state=engine.state(state),
        party=engine.parties[party],
        stays=tuple(each.stays for each in choices),
        unique=tuple(each.unique for each in choices),
        leaves_at=None if left is None else left + 1,
        moves_to=None if first is None else engine.state(first.move),
        leads_to=None if first is None else engine.state(first.end),
    )
