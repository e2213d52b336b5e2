"""Every command under its limits: `--time`, `--memory`, Ctrl-C, a bar to watch.

The first Ctrl-C asks the work to stop and to show what it has; where nothing
hears of it soon, and at the second, it stops at once.
"""

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from threading import current_thread, main_thread
from types import FrameType

import typer

from detente.cli.answering import Answered
from detente.cli.failure import INTERRUPTED as BROKEN_OFF, TOO_LARGE
from detente.cli.options import CaseOptions, Shared
from detente.cli.progress import Bar, watched
from detente.cli.showing import warn_of
from detente.engine.budget import INTERRUPTED, Budget, allowing
from detente.errors import DetenteError, Message, StoppedError

_SOON = 0.4
"""Seconds within which work under way hears that it should stop."""
_AGAIN = 0.02
"""Seconds until a stop that was lost is tried anew."""
_TOGETHER = 5.0
"""Seconds in which what is done is put together."""
_ELSEWHERE = 50
"""Times that a stop waits for the work to come back from other people's code."""
_STOPS = (StoppedError, KeyboardInterrupt)
_HERE = str(Path(__file__).parents[1])


def _exit_code(stop: StoppedError) -> int:
    """Give 130 where somebody interrupted, as shells do, and 3 for the time."""
    return BROKEN_OFF if stop.interrupted else TOO_LARGE


@contextmanager
def limited(given: CaseOptions | Answered) -> Iterator[Budget]:
    """Run a command within what its options allow.

    Parameters
    ----------
    given : CaseOptions or Answered
        Without options of time and memory it runs as long as it takes.

    Yields
    ------
    Budget

    Raises
    ------
    typer.Exit
        With 3 or 130 where the answer that was shown is a part only.
    """
    if isinstance(given, Answered):
        given = given.limits()
    shared = given if isinstance(given, Shared) else Shared(quiet=True)
    bar = None if shared.quiet or not watched() else Bar()
    with allowing(
        seconds=shared.time,
        memory=shared.memory_bytes(),
        progress=bar.tell if bar else None,
        announce=partial(_warn_beforehand, shared=shared),
    ) as budget:
        try:
            with _signals(budget, shared.time):
                yield budget
        except typer.Exit:
            if budget.stopped is None:
                raise
        finally:
            if bar:
                bar.hide()
        if budget.stopped is not None:
            raise typer.Exit(_exit_code(budget.stopped))


def _warn_beforehand(message: Message, shared: Shared) -> None:
    """Say that the answer takes minutes, and what would shorten the next one."""
    from detente.engine.fast.compiled import what_helps

    warn_of(message, shared)
    warn_of(what_helps(), shared)


@contextmanager
def _signals(budget: Budget, seconds: float | None) -> Iterator[None]:
    """Let the clock and Ctrl-C stop the work, as long as a command runs."""
    if current_thread() is not main_thread():
        yield
        return
    clock = getattr(signal, "SIGALRM", None)
    numbers = [signal.SIGINT] if clock is None else [signal.SIGINT, clock]
    before = {number: signal.getsignal(number) for number in numbers}
    handler, unraisable = _handler(budget), sys.unraisablehook
    for number in numbers:
        signal.signal(number, handler)
    sys.unraisablehook = partial(_again, unraisable)
    if seconds is not None:
        _remind(seconds)
    try:
        yield
    except (DetenteError, typer.Exit):
        raise
    except Exception as error:
        if stop := _stop_behind(error):
            raise stop from None
        raise
    finally:
        _remind(0)
        sys.unraisablehook = unraisable
        for number, each in before.items():
            signal.signal(number, each)


def _handler(budget: Budget) -> Callable[[int, FrameType | None], None]:
    late, waited = False, 0

    def stop(frame: FrameType | None) -> None:
        nonlocal late, waited
        if waited < _ELSEWHERE and not _ours(frame) and _remind(_AGAIN):
            waited += 1
            return
        waited = 0
        late = _remind(_TOGETHER)
        raise budget.stopping()

    def asked(number: int, frame: FrameType | None) -> None:
        nonlocal late
        interrupted = number == signal.SIGINT
        if budget.heard:
            if interrupted:
                raise KeyboardInterrupt
            if late:
                stop(frame)
            else:
                late = _remind(_TOGETHER)
        elif budget.stop(INTERRUPTED if interrupted else None) or not _remind(_SOON):
            stop(frame)

    return asked


def _ours(frame: FrameType | None) -> bool:
    """Whether a stop that is raised here comes out as what it is.

    Other people's code may make it another error: NumPy says of whatever stops
    its comparing of records that they cannot be compared.
    """
    return frame is None or frame.f_code.co_filename.startswith(_HERE)


def _stop_behind(error: BaseException) -> BaseException | None:
    """Give the stop that other people's code made another error, if it was one."""
    behind: BaseException | None = error
    while behind is not None and not isinstance(behind, _STOPS):
        behind = behind.__cause__ or behind.__context__
    return behind


def _again(
    otherwise: Callable[["sys.UnraisableHookArgs"], object],
    lost: "sys.UnraisableHookArgs",
) -> None:
    """Stop a moment later where the stop fell into what cannot be stopped.

    Python drops what is raised while a generator closes or memory is swept, and
    would print it.
    """
    if not isinstance(lost.exc_value, StoppedError):
        otherwise(lost)
    else:
        _remind(_AGAIN)


def _remind(seconds: float) -> bool:
    """Set the clock, if the system has one."""
    if not hasattr(signal, "setitimer"):
        return False
    signal.setitimer(signal.ITIMER_REAL, seconds)
    return True
