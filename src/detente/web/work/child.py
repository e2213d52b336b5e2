"""The process around a question: confined, and told of how far it is."""

import json
import os
import signal
import sys
from contextlib import suppress
from multiprocessing.connection import Connection

from detente.engine.budget import allowing
from detente.report.words import words_of
from detente.web.work.answering import OUT_OF_MEMORY, answer
from detente.web.work.question import Limits, Question

_GENTLY = 10
"""By so much pages go before answers, where both want a processor."""
_GRACE = 10
"""Seconds of processor beyond those of the clock, before the system ends it."""


def run(pipe: Connection, told: str, limits: Limits) -> None:
    """Answer a question and send the answer; called as a process of its own.

    Parameters
    ----------
    pipe : Connection
        Takes JSON: how far it is (`share`, `expected` seconds), at the end `answer`.
    told : str
        The question, as `Question.to_json` gives it.
    limits : Limits
    """
    confine(limits)
    question = Question.from_json(told)

    def progress(share: float) -> None:
        _send(pipe, {"share": share, "expected": budget.expected})

    with allowing(
        seconds=limits.seconds, memory=limits.memory // 2, progress=progress
    ) as budget:
        try:
            found = answer(question)
        except MemoryError:
            found = {"refused": words_of(question.language).message(OUT_OF_MEMORY)}
    _send(pipe, {"answer": found})
    pipe.close()


def _send(pipe: Connection, told: dict[str, object]) -> None:
    # Whoever asked may have gone.
    with suppress(BrokenPipeError):
        pipe.send_bytes(json.dumps(told, ensure_ascii=False).encode("utf-8", "replace"))


def confine(limits: Limits) -> None:
    """Take from this process what answering does not need."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.environ.clear()
    with suppress(AttributeError, OSError):
        os.nice(_GENTLY)
    sys.setrecursionlimit(2_000)
    with suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415 - where the system has it

        seconds = int(limits.seconds) + _GRACE
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        # What it writes, it writes into the pipe.
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
