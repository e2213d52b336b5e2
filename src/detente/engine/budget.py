"""What a question may use: seconds, memory, and the patience of a person.

One budget is open at a time, and everything that takes long asks it whether to
go on: `tick` between steps, `counted` around pieces of work, which tells how
far it has come. Who can answer with a part of the pieces says so with `kept`.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from math import ceil
from time import monotonic
from typing import TypeAlias, TypeVar

from detente.engine.waiting import in_words, speed
from detente.errors import Counted, Message, StoppedError, TooLargeError

Piece = TypeVar("Piece")
Told: TypeAlias = Callable[[float], None]
"""Told which share of the work is done, from 0 to 1."""

_Span: TypeAlias = tuple[Message, float, int]
"""A cause, since when, and from which step on it counts."""
Announced: TypeAlias = Callable[[Message], None]

_OFTEN = 0.1
"""Seconds between two tellings."""
_SAID = 20.0
"""Seconds of work that are said beforehand."""
_NOTHING = 0.1
"""Seconds of work for which it is not asked how fast the machine is."""
DAY = 86_400
INTERRUPTED = Message("interrupted")
MORE = Message("allow more with --time, or settle options that cannot change")


class Budget:
    """What may be used, and what has been.

    Parameters
    ----------
    seconds : float or None
        After so many the work stops, from now on; None is never.
    memory : int or None
        Bytes allowed; None is three quarters of what is free.
    progress : function of a float, or None
        Told which share of the work is done, from 0 to 1, some times a second.
    announce : function of a Message, or None
        Told beforehand where the work takes minutes.

    Attributes
    ----------
    stopped : StoppedError or None
        Why the answer is a part only; None where it is whole.
    seconds, expected : float or None
        As given; those that the work was said to take beforehand, if anybody said.
    """

    def __init__(
        self,
        *,
        seconds: float | None = None,
        memory: int | None = None,
        progress: Told | None = None,
        announce: Announced | None = None,
    ) -> None:
        self.memory = memory
        self._announce = announce
        self._announced = False
        self.stopped: StoppedError | None = None
        self.expected: float | None = None
        self._progress = progress
        self.seconds = seconds
        self._begun = monotonic()
        self._asked: Message | None = None
        self._heard = False
        self._muted = 0
        self._told = self._begun
        self._levels: list[list[int]] = []
        self._spent: dict[Message, float] = {}
        self._spending: list[_Span] = []
        self._steps = 0

    def expect(
        self, seconds: float, *, measured: bool = False, said: bool = True
    ) -> None:
        """Say beforehand what the work will cost, or refuse it.

        Parameters
        ----------
        seconds : float
            An estimate, on the core for which prices are told. What is said is for this
            machine, once, where it is a matter of a minute or more.
        measured : bool
            Whether it was estimated from work done on this machine.
        said : bool
            Whether it is said; not where it will be measured in a moment.

        Raises
        ------
        TooLargeError
            Where it would take more than a day and no time is set.
        """
        if seconds > DAY and self.seconds is None:
            raise TooLargeError(
                Counted(
                    "this would take about {n} day",
                    "this would take about {n} days",
                    ceil(seconds / DAY),
                ),
                Message(
                    "take a longer `period` or nearer dates, settle options that "
                    "cannot change, or set --time: what is done by then is shown"
                ),
            )
        if not measured and seconds > _NOTHING:
            seconds /= speed()
        self.expected = max(seconds, self.expected or 0.0)
        within = self.seconds is not None and seconds > self.seconds
        said = said and not self._announced
        if self._announce and said and (within or seconds > _SAID):
            self._announced = True
            self._announce(in_words(seconds))

    def stop(self, why: Message | None = None) -> bool:
        """Ask the work to stop at its next step.

        Parameters
        ----------
        why : Message or None
            `INTERRUPTED`, or None where the time is over.

        Returns
        -------
        bool
            Whether it was asked before and has not heard of it yet.
        """
        unheard = self._asked is not None and not self._heard
        self._asked = self._asked or why or self._over()
        return unheard

    @property
    def heard(self) -> bool:
        """Whether the work has stopped, and only what it has is put together."""
        return self._heard

    def stopping(self) -> StoppedError:
        """Give what stops the work, and take note that it has."""
        self._heard = True
        asked = self._asked or self._over()
        return StoppedError(
            asked, self._cause() or MORE, interrupted=asked == INTERRUPTED
        )

    def tick(self) -> None:
        """Go on, or stop.

        Raises
        ------
        StoppedError
            Where the time is over, or the work was asked to stop.
        """
        self._steps += 1
        if self._muted:
            return
        if self._asked is None:
            if self.seconds is None and self._progress is None:
                return
            now = monotonic()
            if self.seconds is not None and now > self._begun + self.seconds:
                self.stop()
            elif self._progress is not None and now > self._told + _OFTEN:
                self._told = now
                self._progress(self._share())
        if self._asked is not None:
            raise self.stopping()

    def counted(self, items: Iterable[Piece], of: int) -> Iterator[Piece]:
        """Give the pieces one by one, as long as the work goes on."""
        level = [0, max(of, 1)]
        self._levels.append(level)
        try:
            for item in items:
                self.tick()
                yield item
                level[0] += 1
        finally:
            self._levels[:] = [each for each in self._levels if each is not level]

    @contextmanager
    def finishing(self) -> Iterator[None]:
        """Let what is done be put together, whether or not the time is over."""
        self._muted += 1
        try:
            yield
        finally:
            self._muted -= 1

    @contextmanager
    def spending(self, cause: Message, past: int = 0) -> Iterator[None]:
        """Count the time on a cause, for whoever asks what took it.

        Parameters
        ----------
        cause : Message
        past : int
            Only what comes after so many steps counts.
        """
        self._spending.append((cause, monotonic(), self._steps + past if past else -1))
        try:
            yield
        finally:
            span = self._spending.pop()
            self._spent[cause] = self._spent.get(cause, 0.0) + self._length(span)

    def _length(self, span: "_Span") -> float:
        _, begun, first = span
        return monotonic() - begun if self._steps > first else 0.0

    def _over(self) -> Message:
        seconds = self.seconds or 0.0
        return Message("the time allowed ({seconds:g} s) is over", seconds=seconds)

    def _share(self) -> float:
        share, weight = 0.0, 1.0
        for done, of in self._levels:
            share += weight * min(done / of, 1.0)
            weight /= of
        return share

    def _cause(self) -> Message | None:
        """Name what took more than half of the time, if anything did."""
        spent = dict(self._spent)
        for span in self._spending:
            spent[span[0]] = spent.get(span[0], 0.0) + self._length(span)
        most = max(spent, key=lambda each: spent[each], default=None)
        if most is None or 2 * spent[most] < monotonic() - self._begun:
            return None
        return most


_CURRENT: ContextVar[Budget] = ContextVar("budget")
_WITHOUT_END = Budget()


def current() -> Budget:
    """Give the budget that is open, or one without an end."""
    return _CURRENT.get(_WITHOUT_END)


@contextmanager
def allowing(
    *,
    seconds: float | None = None,
    memory: int | None = None,
    progress: Told | None = None,
    announce: Announced | None = None,
) -> Iterator[Budget]:
    """Open a budget for everything that is asked inside.

    Parameters
    ----------
    seconds : float or None
        After so many the work stops with what it has; None is never.
    memory : int or None
        Bytes allowed; None is three quarters of what is free.
    progress : function of a float, or None
        Told which share of the work is done, from 0 to 1.
    announce : function of a Message, or None
        Told beforehand where the work takes minutes.

    Yields
    ------
    Budget
        Its `stopped` says afterwards whether an answer is a part only.
    """
    budget = Budget(
        seconds=seconds, memory=memory, progress=progress, announce=announce
    )
    token = _CURRENT.set(budget)
    try:
        yield budget
    finally:
        _CURRENT.reset(token)


def tick() -> None:
    """Go on, or stop; called between steps of whatever takes long.

    Raises
    ------
    StoppedError
        Where the time is over, or somebody interrupted.
    """
    current().tick()


def counted(items: Sequence[Piece]) -> Iterator[Piece]:
    """Give pieces of work one by one, and tell how many are done.

    Parameters
    ----------
    items : sequence
        What there is to do; work inside work counts as a part of its piece.

    Yields
    ------
    item

    Raises
    ------
    StoppedError
        Where the time is over, or somebody interrupted.
    """
    return current().counted(items, len(items))


def ticking(items: Iterable[Piece]) -> Iterator[Piece]:
    """Give small pieces of work as `counted` does, but do not count them."""
    for item in items:
        tick()
        yield item


def kept(pieces: Iterable[Piece], *, least: int = 0) -> tuple[Piece, ...]:
    """Do pieces of work, and keep what is done where the work is stopped.

    Parameters
    ----------
    pieces : iterable
        Does one piece a step.
    least : int
        So many have to be done for an answer to be worth giving.

    Returns
    -------
    tuple
        The budget's `stopped` says that it is a part only.

    Raises
    ------
    StoppedError
        Where fewer were done.
    """
    done: list[Piece] = []
    try:
        for piece in pieces:
            done.append(piece)  # noqa: PERF402 - what is done stays if the next fails
    except StoppedError as stop:
        if len(done) < least:
            raise
        current().stopped = current().stopped or stop
    return tuple(done)


def unless_stopped(ask: Callable[[], Piece], otherwise: Piece) -> Piece:
    """Ask for a part of an answer, and do without where the work is stopped.

    Parameters
    ----------
    ask : function
    otherwise : object
        What stands in its place.

    Returns
    -------
    object
        What `ask` gives; the budget's `stopped` says where it was left out.
    """
    found = kept(ask() for _ in range(1))
    return found[0] if found else otherwise


def expect(seconds: float, *, measured: bool = False, said: bool = True) -> None:
    """Say beforehand what the work will cost, or refuse it.

    Parameters
    ----------
    seconds : float
        An estimate of all that is to come.
    measured, said : bool
        As of `Budget.expect`.

    Raises
    ------
    TooLargeError
        Where it would take more than a day and no time is set.
    """
    current().expect(seconds, measured=measured, said=said)


def finishing() -> AbstractContextManager[None]:
    """Let what is done be put together after the work was stopped."""
    return current().finishing()


def spending(cause: Message, past: int = 0) -> AbstractContextManager[None]:
    """Count the time inside on a cause, `past` so many steps."""
    return current().spending(cause, past)
