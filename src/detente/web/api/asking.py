"""A question of a program: answered at once, or a job to come back to."""

from collections.abc import Mapping

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from detente.errors import Counted, Message
from detente.web.api.problems import (
    BUSY,
    CONFLICT,
    JSON,
    TOO_MANY,
    UNUSABLE,
    RefusedError,
    problem,
    refused,
    spoken,
    written,
)
from detente.web.jobs.asking import ask
from detente.web.jobs.models import UNDER_WAY, Job, State
from detente.web.work.json_questions import PREFIX
from detente.web.work.question import Question

MOST_WAITED = 10.0
"""Seconds that a request may wait for its answer."""
_UNDER_WAY = 202
_AGAIN = 5
"""Seconds after which somebody may ask again who asked too much."""


def question_of(
    request: HttpRequest, name: str, text: str, given: Mapping[str, str]
) -> Question:
    """Make a question; each person's are their own, so that they can give them up."""
    told = {**given, "asker": str(request.user.pk)}
    return Question(f"{PREFIX}{name}", text, spoken(request).language, told)


def answered(
    request: HttpRequest, question: Question, wait: float | None = None
) -> HttpResponse:
    """Ask a question and give the answer, or the job.

    Raises
    ------
    RefusedError
        Where the answer is what is wrong, or too much is under way.
    """
    _refuse_too_many(request, question)
    return answer_of(request, ask(question, request.user, wait))


def _refuse_too_many(request: HttpRequest, question: Question) -> None:
    known = Job.objects.filter(mark=question.mark(), state__in=(*UNDER_WAY, State.DONE))
    under_way = Job.objects.filter(state__in=UNDER_WAY)
    mine = under_way.filter(owner=request.user, kind__startswith=PREFIX)
    if mine.count() >= settings.DETENTE_API_AT_ONCE and not known.exists():
        running = Counted(
            "a question of yours is under way already",
            "{n} questions of yours are under way already",
            settings.DETENTE_API_AT_ONCE,
        )
        hint = Message("wait for one of them, or give one up")
        told = problem(request, "too-many", running, hint)
        raise RefusedError(TOO_MANY, [told], wait=_AGAIN)
    if under_way.count() >= settings.DETENTE_API_QUEUE and not known.exists():
        message = Message("the server has too much to do just now")
        told = problem(request, "busy", message, Message("ask again in a while"))
        raise RefusedError(BUSY, [told], wait=_AGAIN)


def answer_of(request: HttpRequest, job: Job) -> HttpResponse:
    """Give the answer of a job, or how far it is.

    Raises
    ------
    RefusedError
        Where it was given up, or the answer is what is wrong.
    """
    if job.under_way:
        response = written(request, job_data(job), _UNDER_WAY, wait=1)
        response.headers["Location"] = job_data(job)["job"]
        return response
    if job.state == State.CANCELLED:
        message = Message("this question was given up")
        raise refused(request, CONFLICT, "cancelled", message)
    found = job.answer or {}
    if "json" in found:
        return HttpResponse(found["json"], content_type=JSON)
    if "problems" in found:
        raise RefusedError(UNUSABLE, found["problems"])
    told = problem(
        request, str(found.get("code") or "refused"), Message("this cannot be read")
    )
    told |= {"message": found.get("refused", ""), "hint": found.get("hint", "")}
    raise RefusedError(UNUSABLE, [told])


def job_data(job: Job) -> dict[str, object]:
    """Give how far a job is."""
    return {
        "id": str(job.pk),
        "question": job.kind.removeprefix(PREFIX),
        "state": str(job.state),
        "share": job.share,
        "expected": job.expected,
        "asked": job.asked.isoformat(),
        "ended": None if job.ended is None else job.ended.isoformat(),
        "job": reverse("api:job", args=[job.pk]),
        "answer": reverse("api:job_answer", args=[job.pk]),
    }
