"""A question that was asked: under way, answered, or given up."""

import uuid
from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone


class State(StrEnum):
    """How far a question is."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


UNDER_WAY = (State.WAITING, State.RUNNING)


class Job(models.Model):
    """A question that somebody asked, and its answer.

    The same question asked again finds the same job, whoever asks: who can ask it has
    the text of the case that it is about.

    Attributes
    ----------
    mark : str
        Of the question (`Question.mark`).
    about : str
        Of the text that is asked about (`question.mark_of`).
    question : str
        As JSON, so that it can be asked anew after a restart.
    answer : dict or None
    share : float
        How much is done, from 0 to 1.
    expected : float or None
        Seconds that it was said to take.
    beat : datetime
        When a server last said that it works on it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="jobs"
    )
    kind = models.CharField(max_length=40)
    mark = models.CharField(max_length=64)
    about = models.CharField(max_length=64, blank=True)
    question = models.TextField()
    state = models.CharField(
        max_length=10,
        choices=[(each.value, each.value) for each in State],
        default=State.WAITING,
    )
    share = models.FloatField(default=0.0)
    expected = models.FloatField(null=True)
    answer = models.JSONField(null=True)
    asked = models.DateTimeField(auto_now_add=True)
    beat = models.DateTimeField(default=timezone.now)
    ended = models.DateTimeField(null=True)

    LOST: ClassVar[timedelta] = timedelta(seconds=30)

    class Meta:
        """How jobs are found, and that no question is worked on twice."""

        indexes = (
            models.Index(fields=("mark", "state"), name="job_by_question"),
            models.Index(fields=("state", "beat"), name="job_by_state"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("mark",),
                condition=Q(state__in=("waiting", "running", "done")),
                name="a_question_is_asked_once",
            ),
        )

    def __str__(self) -> str:
        """Give what was asked and how far it is."""
        return f"{self.kind}: {self.state}"

    @property
    def under_way(self) -> bool:
        """Whether it is still worked on."""
        return self.state in UNDER_WAY

    def end(self, state: State, answer: Mapping[str, object] | None = None) -> None:
        """Write down how it ended, unless somebody gave it up meanwhile."""
        now = timezone.now()
        ended = Job.objects.filter(pk=self.pk, state__in=UNDER_WAY).update(
            state=state, answer=answer, share=1.0, ended=now, beat=now
        )
        if ended:
            self.state, self.answer, self.share, self.ended = state, answer, 1.0, now
