"""Rankings of a case with options, against its feasible states.

A set of feasible states is one whole number, bit k for the k-th of them.
"""

from collections.abc import Iterator

from detente.casefile.limits import MOST_RANKED
from detente.casefile.read.states import StateBook
from detente.casefile.yaml.tree import Scalar
from detente.errors import Message, TooLargeError, UnsupportedError
from detente.model.case import Case, Option

_MOST_NAMED = 5
_MOST_OPEN = 1 << 20
"""Choices that the search for feasible states may have open at a time."""


def refuse_rankings(case: Case, book: StateBook, *, edited: bool) -> None:
    """Report rankings that repeat or miss a feasible state.

    Parameters
    ----------
    case : Case
        Whose constraints leave some state.
    book : StateBook
        The rankings of the file; faults go to its reading.
    edited : bool
        Whether edits were made: what they no longer allow may stay in them.
    """
    states = _feasible(case)
    if states is None:
        message = Message(
            "there are more than {most} feasible states, too many to be ranked",
            most=MOST_RANKED,
        )
        hint = Message("write statements or weights instead")
        for ranking in book.rankings:
            book.reading.fault("ranking-large", message, ranking[0][0][0], hint)
        return
    ranked = _Ranked(case, book, states)
    for ranking in book.rankings:
        ranked.check(ranking, edited=edited)


def _feasible(case: Case) -> list[int] | None:
    """Give the feasible states, ascending; None where they are too many."""
    from detente.engine.arcs.search import find_feasible  # noqa: PLC0415 - NumPy

    try:
        states: list[int] = find_feasible(case, _MOST_OPEN).tolist()
    except (TooLargeError, UnsupportedError):
        return None
    return states if len(states) <= MOST_RANKED else None


class _Ranked:
    """Rankings against feasible states, each a number with a bit an option."""

    def __init__(self, case: Case, book: StateBook, states: list[int]) -> None:
        self.case = case
        self.book = book
        self.states = states
        self.place = {state: place for place, state in enumerate(states)}
        self.all = (1 << len(states)) - 1
        free = [option.id for option in case.options if not option.settled]
        self.bit = {option: bit for bit, option in enumerate(free)}
        self._taken: dict[str, int] = {}

    def check(self, ranking: list[list[tuple[Scalar, str]]], *, edited: bool) -> None:
        """Report what is repeated, infeasible or missed."""
        reading = self.book.reading
        seen = 0
        for text, pattern in (entry for tie in ranking for entry in tie):
            matched = self._matched(pattern)
            again = matched & seen
            seen |= matched
            if not matched and not edited:
                message = Message("no feasible state is '{state}'", state=str(text))
                reading.fault("ranking-infeasible", message, text)
            elif again:
                state = next(self._spelt(again))
                message = Message("the state {state} is ranked twice", state=state)
                reading.fault("ranking-repeats", message, text)
        missed = self.all & ~seen
        if missed:
            self._refuse_missed(ranking[0][0][0], missed)

    def _refuse_missed(self, text: Scalar, missed: int) -> None:
        spelt = self._spelt(missed)
        states = [state for _, state in zip(range(_MOST_NAMED), spelt, strict=False)]
        count = missed.bit_count()
        if count > _MOST_NAMED:
            message = Message(
                "the ranking misses {count} states, such as {states}",
                count=count,
                states=", ".join(states),
            )
        else:
            message = Message("the ranking misses {states}", states=", ".join(states))
        hint = Message("each feasible state stands in it once")
        self.book.reading.fault("ranking-misses", message, text, hint)

    def _matched(self, pattern: str) -> int:
        """Give the feasible states that a state or a pattern stands for."""
        letters = list(zip(self.case.options, pattern, strict=True))
        for option, letter in letters:
            if option.settled and letter not in ("-", self._letter(option, 0)):
                return 0
        free = [(option.id, letter) for option, letter in letters if not option.settled]
        if all(letter != "-" for _, letter in free):
            state = sum(1 << self.bit[id_] for id_, letter in free if letter == "Y")
            return 1 << self.place[state] if state in self.place else 0
        matched = self.all
        for id_, letter in free:
            if letter != "-":
                taken = self._where(id_)
                matched &= taken if letter == "Y" else ~taken
        return matched

    def _where(self, option: str) -> int:
        """Give the feasible states in which an option is taken."""
        if option not in self._taken:
            bit = self.bit[option]
            digits = ["01"[state >> bit & 1] for state in reversed(self.states)]
            self._taken[option] = int("".join(digits), 2)
        return self._taken[option]

    def _spelt(self, states: int) -> Iterator[str]:
        while states:
            lowest = states & -states
            state = self.states[lowest.bit_length() - 1]
            yield "".join(self._letter(option, state) for option in self.case.options)
            states ^= lowest

    def _letter(self, option: Option, state: int) -> str:
        bit = self.bit.get(option.id)
        taken = option.now if bit is None else state >> bit & 1
        return "Y" if taken else "N"
