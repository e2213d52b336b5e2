"""How much memory the cube of a case needs, known before any is used."""

from fractions import Fraction

from detente.engine.cube.improvements import FLAT
from detente.engine.memory import refuse_beyond
from detente.engine.payoff import needs_sorting
from detente.errors import Message, TooLargeError
from detente.model.case import Case, Option, Party
from detente.model.formula import FALSE, TRUE

_MOST_OPTIONS = 30
_FIXED = 1 << 23
_WORK = 28
_SORTING = 40
_PAYOFF_AND_VERDICTS = 4 + 5
_FLAT_PLACE = 8


def estimate_bytes(case: Case) -> int:
    """Estimate the memory of all five concepts for all parties, at its peak.

    Parameters
    ----------
    case : Case
        A case with options.

    Returns
    -------
    int
        Bytes: one of feasibility for each state, four of payoff, five of
        verdicts and the ordered improvements for each party and state, and
        the arrays at work; the benchmarks measure what is used.
    """
    sorting = any(needs_sorting(preference) for _, preference in case.preferences)
    n_options = sum(not option.settled for option in case.options)
    flat = 1 << n_options <= FLAT
    parties = sum(_a_party(party, flat=flat) for party in case.parties)
    a_state = 1 + _WORK + _SORTING * sorting + parties
    return _FIXED + (int(a_state) + 1 << n_options)


def _a_party(party: Party, *, flat: bool) -> Fraction:
    """Estimate the bytes that a party takes for each state."""
    ways = [_ways(option) for option in party.options if not option.settled]
    n_free = ways.count(Fraction(1))
    place = 1 if n_free < 8 else 2 if n_free < 16 else 4  # noqa: PLR2004 - bits
    place = _FLAT_PLACE if flat else place
    passages = Fraction(1)
    for way in ways:
        passages *= way
    return _PAYOFF_AND_VERDICTS + place * (1 + passages)


def _ways(option: Option) -> Fraction:
    """Give how many of two choices a move can lead to, on average over both."""
    never = option.undo.is_never + option.redo.is_never
    if never:
        return Fraction(3, 2)
    rules = (option.undo.never, option.redo.never, option.requires)
    return Fraction(1) if rules == (FALSE, FALSE, TRUE) else Fraction(2)


def refuse_large(case: Case, memory: int | None) -> None:
    """Refuse a case whose cube would not fit the memory allowed.

    Parameters
    ----------
    case : Case
        A case with options.
    memory : int or None
        Bytes allowed; None is three quarters of what is free.

    Raises
    ------
    TooLargeError
        With the estimate, the limit and what would help.
    """
    n_options = sum(not option.settled for option in case.options)
    hint = Message(
        "settle some of its {options} open options with 'undo: never' or "
        "'redo: never', leave some out, or say by constraints which situations are "
        "impossible, if that leaves few",
        options=n_options,
    )
    refuse_beyond(estimate_bytes(case), memory, hint)
    if n_options > _MOST_OPTIONS:
        message = Message(
            "the cube takes up to {most} open options, and the case has {options}",
            most=_MOST_OPTIONS,
            options=n_options,
        )
        raise TooLargeError(message, hint)
