"""The way in for pages: an answer within some seconds, else a job to watch."""

from collections.abc import Callable
from datetime import timedelta
from threading import Event, Lock
from time import monotonic
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from detente.errors import Message
from detente.report.words import words_of
from detente.web.accounts.models import User
from detente.web.jobs.executor import executor
from detente.web.jobs.models import UNDER_WAY, Job, State
from detente.web.work.answering import Answer, refusal
from detente.web.work.question import Limits, Question, mark_of

_OFTEN = 1.0
"""Seconds between two times that progress is written down."""
_KEPT = timedelta(days=14)
_GONE = Message("answering took more than it may, and was ended")
_LESS = Message("settle options that cannot change, or ask about a smaller case")


class _Watch:
    """Writes down how a job goes, in the thread that hears of it."""

    def __init__(self, job: Job, language: str) -> None:
        self._job, self._language = job, language
        self._told = 0.0
        self.over = Event()
        self.stop: Callable[[], None] = _nothing

    def told(self, share: float, expected: float | None) -> None:
        """Take note of progress; stop where somebody gave the job up."""
        if monotonic() < self._told + _OFTEN:
            return
        self._told = monotonic()
        news: dict[str, object] = {"beat": timezone.now(), "state": State.RUNNING}
        if share >= 0:
            news |= {"share": share, "expected": expected}
        mine = Job.objects.filter(pk=self._job.pk, state__in=UNDER_WAY)
        if not mine.update(**news):
            self.stop()

    def done(self, answer: Answer | None) -> None:
        """Write the answer down."""
        try:
            if answer is None:
                words = words_of(self._language)
                self._job.end(State.FAILED, refusal(_GONE, _LESS, words, "too-long"))
            else:
                self._job.end(State.DONE, answer)
        finally:
            with _LOCK:
                _RUNNING.pop(self._job.pk, None)
            self.over.set()


def _nothing() -> None:
    """Stop what has not begun."""


_RUNNING: dict[UUID, _Watch] = {}
_LOCK = Lock()


def ask(question: Question, owner: User | None, patience: float | None = None) -> Job:
    """Ask a question and wait some seconds for the answer.

    Parameters
    ----------
    question : Question
    owner : User or None
        Who asks.
    patience : float or None
        Seconds; None is what the settings say.

    Returns
    -------
    Job
        Done, or under way.
    """
    mark = question.mark()
    job = _known(mark) or _begin(question, mark, owner)
    if not job.under_way:
        return job
    waited = settings.DETENTE_PATIENCE if patience is None else patience
    watch = _RUNNING.get(job.pk)
    if watch is not None:
        watch.over.wait(waited)
    job.refresh_from_db()
    return job


def _known(mark: str) -> Job | None:
    """Find a question that is answered, or under way at a server that lives."""
    # The text of the case stands in the question, and nobody needs it here.
    known = Job.objects.filter(mark=mark, state__in=(*UNDER_WAY, State.DONE))
    kept = known.defer("question").first()
    return None if kept is None else look_after(kept)


def look_after(job: Job) -> Job:
    """Begin a job anew, if the server that worked on it is gone."""
    left = job.under_way and job.pk not in _RUNNING
    if left and job.beat < timezone.now() - Job.LOST:
        resume(job)
    return job


def _begin(question: Question, mark: str, owner: User | None) -> Job:
    try:
        with transaction.atomic():
            job = Job.objects.create(
                owner=owner,
                kind=question.kind,
                mark=mark,
                about=mark_of(question.text),
                question=question.to_json(),
            )
    except IntegrityError:
        # Somebody asked the same at the same time.
        return Job.objects.get(mark=mark, state__in=(*UNDER_WAY, State.DONE))
    _start(job, question)
    job.refresh_from_db()
    return job


def _start(job: Job, question: Question) -> None:
    # Of its own: the record of who asks does not change while a page is made of it.
    watch = _Watch(Job(pk=job.pk), question.language)
    limits = Limits(settings.DETENTE_SECONDS, settings.DETENTE_MEMORY)
    with _LOCK:
        _RUNNING[job.pk] = watch
    watch.stop = executor().start(question, limits, watch)


def resume(job: Job) -> None:
    """Ask a question anew whose server is gone."""
    mine = Job.objects.filter(pk=job.pk, beat=job.beat, state__in=UNDER_WAY)
    if mine.update(beat=timezone.now(), share=0.0):
        _start(job, Question.from_json(job.question))


def resume_all(*, alone: bool = False) -> int:
    """Ask anew what a server before this one left, and forget what is old.

    Parameters
    ----------
    alone : bool
        Whether there is no other server that may still work on it.

    Returns
    -------
    int
        How many.
    """
    Job.objects.filter(ended__lt=timezone.now() - _KEPT).delete()
    left = list(Job.objects.filter(state__in=UNDER_WAY))
    if not alone:
        left = [job for job in left if job.beat < timezone.now() - Job.LOST]
    for job in left:
        resume(job)
    return len(left)


def cancel(job: Job) -> None:
    """Give a job up."""
    job.end(State.CANCELLED)
    watch = _RUNNING.get(job.pk)
    if watch is not None:
        watch.stop()
