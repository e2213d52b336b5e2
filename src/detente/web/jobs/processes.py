"""Questions answered on this machine, each in a process of its own.

A process is a fork of one that has read all code and no data, so that it begins at
once. Whatever a case does to it, the server goes on: it is ended when its time is over,
it has a limit of memory, and it talks to the server in JSON alone.
"""

import json
import logging
import multiprocessing
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext, SpawnContext
from multiprocessing.process import BaseProcess
from threading import BoundedSemaphore, Event, Thread
from time import monotonic

from django.conf import settings
from django.db import connections

from detente.web.jobs.executor import Watcher
from detente.web.work.answering import Answer
from detente.web.work.question import Limits, Question

_LOG = logging.getLogger(__name__)
_LATE = 15.0
"""Seconds after its time in which a process may still put together what it has."""
_LARGEST = 60_000_000
"""Bytes of an answer."""
_OFTEN = 0.2


class Processes:
    """The processes of this machine."""

    def __init__(self) -> None:
        self._context: ForkServerContext | SpawnContext
        if "forkserver" in multiprocessing.get_all_start_methods():
            self._context = multiprocessing.get_context("forkserver")
            self._context.set_forkserver_preload(["detente.web.work.child"])
        else:
            self._context = multiprocessing.get_context("spawn")
        self._free = BoundedSemaphore(settings.DETENTE_AT_ONCE)

    def start(
        self, question: Question, limits: Limits, watcher: Watcher
    ) -> Callable[[], None]:
        """Begin to answer when a process is free, and give what stops it."""
        stopped = Event()
        thread = Thread(
            target=self._answer,
            args=(question, limits, watcher, stopped),
            name=f"asking {question.kind}",
            daemon=True,
        )
        thread.start()
        return stopped.set

    def _answer(
        self, question: Question, limits: Limits, watcher: Watcher, stopped: Event
    ) -> None:
        found = None
        try:
            while not self._free.acquire(timeout=_OFTEN):
                watcher.told(0.0, None)
                if stopped.is_set():
                    return
            try:
                found = self._asked(question, limits, watcher, stopped)
            finally:
                self._free.release()
        except Exception:  # noqa: BLE001 - whoever waits is told in any case
            _LOG.exception("a question could not be asked: %s", question.kind)
        finally:
            watcher.done(found)
            # This thread had connections of its own, and ends.
            connections.close_all()

    def _asked(
        self, question: Question, limits: Limits, watcher: Watcher, stopped: Event
    ) -> Answer | None:
        from detente.web.work.child import run  # noqa: PLC0415 - loads the engine

        ours, theirs = self._context.Pipe(duplex=False)
        process = self._context.Process(
            target=run, args=(theirs, question.to_json(), limits), daemon=True
        )
        process.start()
        theirs.close()
        until = monotonic() + limits.seconds + _LATE
        try:
            return _heard(ours, until, watcher, stopped)
        finally:
            ours.close()
            _end(process)


def _heard(
    pipe: Connection, until: float, watcher: Watcher, stopped: Event
) -> Answer | None:
    """Listen until there is an answer, or the process is gone, or nobody waits."""
    while not stopped.is_set() and monotonic() < until:
        if not pipe.poll(_OFTEN):
            watcher.told(-1.0, None)
            continue
        try:
            told = json.loads(pipe.recv_bytes(_LARGEST))
        except (EOFError, OSError, ValueError):
            return None
        if "answer" in told:
            return dict(told["answer"])
        watcher.told(float(told["share"]), told["expected"])
    return None


def _end(process: BaseProcess) -> None:
    process.join(_OFTEN)
    if process.is_alive():
        process.kill()
        process.join()
    process.close()
