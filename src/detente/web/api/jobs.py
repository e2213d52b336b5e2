"""Addresses of jobs: how far a question is, its answer, giving it up."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Router

from detente.errors import Message
from detente.web.api.asking import answer_of, job_data
from detente.web.api.forms import JobForm, JobsForm, ProblemsForm
from detente.web.api.parts import A_PAGE, answers, refuse_unknown
from detente.web.api.problems import CONFLICT
from detente.web.jobs.asking import cancel, look_after
from detente.web.jobs.models import Job
from detente.web.work.json_questions import PREFIX

router = Router(tags=["jobs"])


def _own(request: HttpRequest, job: UUID) -> Job:
    mine = Job.objects.filter(owner=request.user, kind__startswith=PREFIX)
    found = mine.defer("question").filter(pk=job).first()
    if found is None:
        raise Http404
    return look_after(found)


@router.get(
    "",
    response=answers({200: JobsForm}),
    summary=Message("The questions that you asked last"),
    operation_id="jobs",
    url_name="jobs",
)
def jobs(request: HttpRequest) -> dict[str, object]:
    """List one's questions."""
    refuse_unknown(request, ())
    mine = Job.objects.filter(owner=request.user, kind__startswith=PREFIX)
    listed = mine.defer("answer", "question").order_by("-asked")[:A_PAGE]
    return {"jobs": [job_data(each) for each in listed]}


@router.get(
    "/{job}",
    response=answers({200: JobForm}),
    summary=Message("How far a question is"),
    operation_id="job",
    url_name="job",
)
def job(request: HttpRequest, job: UUID) -> dict[str, object]:
    """Tell how far a question is."""
    refuse_unknown(request, ())
    return job_data(_own(request, job))


@router.delete(
    "/{job}",
    response=answers({200: JobForm}),
    summary=Message("Give a question up"),
    description=Message("One that is answered already stays answered."),
    operation_id="cancel_job",
    url_name="cancel_job",
)
def cancel_job(request: HttpRequest, job: UUID) -> dict[str, object]:
    """Give a question up."""
    refuse_unknown(request, ())
    found = _own(request, job)
    cancel(found)
    found.refresh_from_db()
    return job_data(found)


@router.get(
    "/{job}/answer",
    response=answers({200: dict[str, Any], 202: JobForm, CONFLICT: ProblemsForm}),
    summary=Message("The answer to a question"),
    description=Message("Or how far it is (202); of one given up, a conflict (409)."),
    operation_id="job_answer",
    url_name="job_answer",
)
def job_answer(request: HttpRequest, job: UUID) -> HttpResponse:
    """Give an answer."""
    refuse_unknown(request, ())
    return answer_of(request, _own(request, job))
