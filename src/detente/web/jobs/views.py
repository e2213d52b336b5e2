"""A job as a page: how far it is, what it costs, and giving it up."""

from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from detente.web.jobs.asking import cancel
from detente.web.jobs.models import Job


def _own(request: HttpRequest, job: UUID) -> Job:
    found = get_object_or_404(Job, pk=job)
    if found.owner_id != request.user.pk:
        raise Http404
    return found


@require_GET
def answer(request: HttpRequest, job: UUID) -> HttpResponse:
    """Show how far a job is, or its answer: alone to htmx, which has the page."""
    part = "jobs/answer.html" if request.htmx else "jobs/page.html"
    return render(request, part, {"job": _own(request, job)})


@require_POST
def give_up(request: HttpRequest, job: UUID) -> HttpResponse:
    """Give a job up."""
    cancel(_own(request, job))
    back = request.POST.get("back", "")
    return redirect(f"{reverse('cases:asked')}?{urlencode({'back': back})}")
