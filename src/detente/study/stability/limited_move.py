"""Looking several moves ahead, for two parties: L2, L3, ... and NM.

The parties move in turn, and each may stop where it is. A party that looks h
moves ahead judges each of its moves by where the other, looking h - 1 moves
ahead, would take it. It moves only for something strictly better. With
indifference its choice need not be unique; then the first such state in the
order of the case is taken, and the result says so.
"""

from collections.abc import Iterator
from hashlib import sha256
from itertools import islice

import numpy as np

from detente.engine import Bools, Engine, Indices
from detente.engine.arcs.rows import Rows
from detente.engine.budget import tick
from detente.errors import Location, Message, Problem, QuestionError, TooLargeError
from detente.records import dataclass
from detente.study.stability.move_list import list_moves

LONGEST = 100_000
"""Moves ahead within which the choices have to repeat."""
_TWO = 2


@dataclass(frozen=True, slots=True)
class Lookahead:
    """What two parties do that look some number of moves ahead.

    Attributes
    ----------
    horizon : int
        How many moves.
    ends : int64 array, shape (2, n_states)
        Where play stops if the party is the first to choose in a state.
    moves : int64 array, shape (2, n_states)
        Where the party moves to; the state itself where it stays.
    stable : bool array, shape (2, n_states)
        True at feasible states where the party stays.
    unique : bool array, shape (2, n_states)
        Whether no indifference had a say.
    """

    horizon: int
    ends: Indices
    moves: Indices
    stable: Bools
    unique: Bools


@dataclass(frozen=True, slots=True)
class NonMyopic:
    """Where two parties stay, however far they look beyond some horizon.

    Attributes
    ----------
    stable : bool array, shape (2, n_states)
        True at feasible states where the party stays for every horizon from
        `repeats_from` on.
    unique : bool array, shape (2, n_states)
        Whether no indifference had a say.
    repeats_from, period : int
        From which horizon on the choices repeat, and after how many more;
        with period 1 they settle.
    """

    stable: Bools
    unique: Bools
    repeats_from: int
    period: int


@dataclass(frozen=True, slots=True)
class Outlook:
    """How long one party stays in a state as it looks further ahead.

    Attributes
    ----------
    party : str
        Its id.
    stays : tuple of bool
        For horizons 1, 2, ...
    moves_to, leads_to : str or None
        At the first horizon where it does not stay: its move, and where play
        then stops; None where it always stays.
    unique : tuple of bool
        For horizons 1, 2, ...: whether no indifference had a say.
    """

    party: str
    stays: tuple[bool, ...]
    moves_to: str | None
    leads_to: str | None
    unique: tuple[bool, ...]

    @property
    def stays_up_to(self) -> int:
        """The longest horizon below which, and at which, it stays throughout."""
        return self.stays.index(False) if False in self.stays else len(self.stays)


def look_ahead(engine: Engine, horizon: int) -> Lookahead:
    """Find what two parties do that look some moves ahead.

    Parameters
    ----------
    engine : Engine
        A case with two parties.
    horizon : int
        How many moves, from 1; L1 is R.

    Returns
    -------
    Lookahead

    Raises
    ------
    QuestionError
        Where the case does not have two parties.
    TooLargeError
        Where the moves would not fit the memory that is free.

    References
    ----------
    Zagare (1984); Kilgour (1985).
    """
    return next(islice(lookaheads(engine), horizon, None))


def non_myopic(engine: Engine) -> NonMyopic:
    """Find where two parties stay, however far they look.

    Parameters
    ----------
    engine : Engine
        A case with two parties.

    Returns
    -------
    NonMyopic

    Raises
    ------
    QuestionError
        Where the case does not have two parties.
    TooLargeError
        Where the moves would not fit the memory that is free, or the choices
        do not repeat within 100,000 moves.

    Notes
    -----
    The choices at one horizon follow from those at the horizon before. So
    they repeat from the first horizon on that has been seen before, and what
    holds once in each horizon of that cycle holds for ever.

    References
    ----------
    Brams and Wittman (1981); Kilgour (1984).
    """
    seen: dict[bytes, int] = {}
    left_at = np.full((2, engine.n_states), -1, np.int64)
    doubted_at = left_at.copy()
    for ahead in islice(lookaheads(engine), LONGEST):
        left_at[~ahead.stable] = ahead.horizon
        doubted_at[~ahead.unique] = ahead.horizon
        first = seen.setdefault(fingerprint(ahead), ahead.horizon)
        if first < ahead.horizon:
            # From `first` to here is one whole cycle, so whoever left for the last
            # time at `first` or before has stayed throughout, and so for ever.
            return NonMyopic(
                stable=left_at <= first,
                unique=doubted_at <= first,
                repeats_from=first,
                period=ahead.horizon - first,
            )
    raise refuse_restless()


def refuse_restless() -> TooLargeError:
    """Make the refusal where the choices do not repeat.

    Returns
    -------
    TooLargeError
        To be raised by the caller.
    """
    return TooLargeError(
        Message(
            "what the parties do has not settled within {most} moves", most=LONGEST
        ),
        Message("ask for a single horizon, such as L3"),
    )


def fingerprint(ahead: Lookahead) -> bytes:
    """Give what two horizons share exactly where the choices are the same.

    Parameters
    ----------
    ahead : Lookahead

    Returns
    -------
    bytes
        32 of them.
    """
    # The next choices are made from these two alone. Their digest is kept, not
    # they themselves, of which 100,000 would not fit.
    return sha256(ahead.ends.tobytes() + ahead.unique.tobytes()).digest()


def outlooks(engine: Engine, state: int, longest: int) -> tuple[Outlook, Outlook]:
    """Find how long each of two parties stays in a state.

    Parameters
    ----------
    engine : Engine
        A case with two parties.
    state : int
        The number of a feasible state.
    longest : int
        The longest horizon asked for.

    Returns
    -------
    Outlook, Outlook
        In the order of the parties.

    Raises
    ------
    QuestionError
        Where the case does not have two parties.
    TooLargeError
        Where the moves would not fit the memory that is free.
    """
    found = list(islice(lookaheads(engine), 1, longest + 1))
    first, second = (_outlook(engine, found, party, state) for party in (0, 1))
    return first, second


def _outlook(engine: Engine, found: list[Lookahead], party: int, state: int) -> Outlook:
    stays = tuple(bool(ahead.stable[party, state]) for ahead in found)
    moves_to = leads_to = None
    if False in stays:
        ahead = found[stays.index(False)]
        moves_to = engine.state(int(ahead.moves[party, state]))
        leads_to = engine.state(int(ahead.ends[party, state]))
    unique = tuple(bool(ahead.unique[party, state]) for ahead in found)
    return Outlook(engine.parties[party], stays, moves_to, leads_to, unique)


def lookaheads(engine: Engine) -> Iterator[Lookahead]:
    """Give what the parties do at horizons 0, 1, 2, ... without end.

    Parameters
    ----------
    engine : Engine
        A case with two parties.

    Yields
    ------
    Lookahead

    Raises
    ------
    QuestionError
        Where the case does not have two parties.
    TooLargeError
        Where the moves would not fit the memory that is free.
    """
    refuse_but_two(engine)
    rows = [list_moves(engine, party) for party in (0, 1)]
    here = np.tile(np.arange(engine.n_states), (2, 1))
    feasible = np.tile(engine.feasible, (2, 1))
    ahead = Lookahead(0, here, here, feasible, np.ones(here.shape, np.bool_))
    while True:
        yield ahead
        tick()
        # Each party looks one move further than the other is known to: so both
        # horizons grow together, a pass a move, and no tree is ever unfolded.
        chosen = [_choose(engine, party, rows[party], ahead) for party in (0, 1)]
        ends = np.stack([choice.ends for choice in chosen])
        moves = np.stack([choice.moves for choice in chosen])
        unique = np.stack([choice.unique for choice in chosen])
        stable = (ends == here) & feasible
        ahead = Lookahead(ahead.horizon + 1, ends, moves, stable, unique)


@dataclass(frozen=True, eq=False)
class _Choices:
    """What one party does in each state; arrays of shape (n_states,)."""

    ends: Indices
    moves: Indices
    unique: Bools


def _choose(engine: Engine, party: int, rows: Rows, ahead: Lookahead) -> _Choices:
    """Let a party choose, knowing where the other takes each of its moves."""
    payoff, other = engine.payoff(party), 1 - party
    ends = moves = np.arange(engine.n_states)
    unique: Bools = np.ones(engine.n_states, np.bool_)
    # States without a move are left out: of an empty row `reduceat` would give
    # the first entry of the next.
    busy = np.flatnonzero(np.diff(rows.starts))
    if not busy.size:
        return _Choices(ends, moves, unique)
    begins, sizes = rows.starts[busy], np.diff(rows.starts)[busy]
    ends, moves = ends.copy(), moves.copy()
    leads = ahead.ends[other][rows.ends]
    best = np.maximum.reduceat(payoff[leads], begins)
    is_best = payoff[leads] == np.repeat(best, sizes)
    # Of the best the first in the order of the case, as the smallest position.
    places = np.where(is_best, np.arange(len(leads)), len(leads))
    chosen = np.minimum.reduceat(places, begins)
    better = best > payoff[busy]
    ends[busy[better]] = leads[chosen][better]
    moves[busy[better]] = rows.ends[chosen][better]
    # Another move that is as good is a rival only if play would then stop elsewhere.
    # Who stays has a rival in any move that ends as well as where it is.
    rivals = is_best & (
        leads != np.repeat(np.where(better, leads[chosen], busy), sizes)
    )
    tempting = np.logical_or.reduceat(rivals, begins) & (best >= payoff[busy])
    # A doubt of the other at any landing is carried on, even at one not chosen:
    # had it chosen otherwise there, that landing might have been the best.
    doubtful = np.logical_or.reduceat(~ahead.unique[other][rows.ends], begins)
    unique[busy] = ~(tempting | doubtful)
    return _Choices(ends, moves, unique)


def refuse_but_two(engine: Engine) -> None:
    """Refuse a case that does not have two parties.

    Parameters
    ----------
    engine : Engine
        The case, opened.

    Raises
    ------
    QuestionError
        With the code `two-parties`.
    """
    count = len(engine.parties)
    if count != _TWO:
        message = Message(
            "looking moves ahead is judged for two parties, and the case has {count}: "
            "for more, two published definitions disagree",
            count=count,
        )
        hint = Message(
            "ask for R, GMR, SMR, SEQ or SSEQ; `detente coalitions` says what some "
            "can do together"
        )
        location = Location(engine.case.file)
        raise QuestionError([Problem("two-parties", message, location, count, hint)])
