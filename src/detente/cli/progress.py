"""A bar on standard error, where a person watches a terminal."""

import sys
from threading import RLock, Timer
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

_PATIENT = 1.0
"""Seconds before a bar is worth showing."""
_WHOLE = 1000
_SHOWN: "list[Bar]" = []


def watched() -> bool:
    """Whether standard error is a terminal."""
    return sys.stderr.isatty()


class Bar:
    """What is done, for how long, and how long it will still take.

    It comes up after a second, so that what is quick stays quiet, and moves on
    its own, so that it lives where nobody tells it anything.
    """

    def __init__(self) -> None:
        self._lock = RLock()
        self._running: tuple[Progress, TaskID] | None = None
        self._timer = self._wait()
        _SHOWN.append(self)

    def tell(self, share: float) -> None:
        """Take note of which share is done."""
        with self._lock:
            if self._running and share:
                progress, task = self._running
                progress.update(task, completed=int(share * _WHOLE), total=_WHOLE)

    def pause(self) -> None:
        """Leave the terminal to a line that is written now."""
        self.hide()
        self._timer = self._wait()
        _SHOWN.append(self)

    def hide(self) -> None:
        """Leave the terminal to what is written from now on."""
        with self._lock:
            self._timer.cancel()
            if self._running:
                self._running[0].stop()
                self._running = None
            if self in _SHOWN:
                _SHOWN.remove(self)

    def _wait(self) -> Timer:
        timer = Timer(_PATIENT, self._come_up)
        timer.daemon = True
        timer.start()
        return timer

    def _come_up(self) -> None:
        from rich.console import Console
        from rich.progress import (
            BarColumn,
            Progress,
            SpinnerColumn,
            TaskProgressColumn,
            TimeElapsedColumn,
            TimeRemainingColumn,
        )

        progress = Progress(
            SpinnerColumn(),
            BarColumn(),
            TaskProgressColumn(),
            TimeElapsedColumn(),
            TimeRemainingColumn(),
            console=Console(stderr=True),
            transient=True,
            redirect_stdout=False,
            redirect_stderr=False,
        )
        with self._lock:
            if self._timer.finished.is_set():
                return
            self._running = progress, progress.add_task("", total=None)
            progress.start()


def make_room() -> None:
    """Leave the terminal to the answer, for good where a pager may show it."""
    if sys.stdout.isatty():
        pause()
        return
    for bar in tuple(_SHOWN):
        bar.hide()


def pause() -> None:
    """Leave the terminal to a line that is written now."""
    for bar in tuple(_SHOWN):
        bar.pause()
