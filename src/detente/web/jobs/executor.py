"""What answers questions: an interface, so that a cluster can do it too."""

from collections.abc import Callable
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from detente.web.work.answering import Answer
from detente.web.work.question import Limits, Question


class Watcher(Protocol):
    """Who is told of an answer under way; may be called from another thread."""

    def told(self, share: float, expected: float | None) -> None:
        """Hear which share is done and how many seconds all of it was said to take."""

    def done(self, answer: Answer | None) -> None:
        """Hear the answer; None where the work ended without one."""


class Executor(Protocol):
    """What answers questions."""

    def start(
        self, question: Question, limits: Limits, watcher: Watcher
    ) -> Callable[[], None]:
        """Begin to answer, and give what stops it."""


_MADE: dict[str, Executor] = {}


def executor() -> Executor:
    """Give the executor that the settings name."""
    name = settings.DETENTE_EXECUTOR
    if name not in _MADE:
        _MADE[name] = import_string(name)()
    return _MADE[name]
