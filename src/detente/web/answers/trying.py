"""What if: numbers moved, options made irreversible, and what that changes."""

import json

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from detente.web.answers.views import asked
from detente.web.cases.access import Opened, open_case
from detente.web.jobs.models import Job

_MOST = 300
"""Changes at once."""


@require_GET
def what_if(request: HttpRequest, key: str) -> HttpResponse:
    """Show what can be tried."""
    opened = open_case(request.user, key)
    job = asked(request, opened, "knobs")
    page = {"case": opened, "job": job, "tab": "what_if"}
    part = "answers/knobs.html" if request.htmx else "answers/what_if.html"
    return render(request, part, page)


@require_POST
def tried(request: HttpRequest, key: str) -> HttpResponse:
    """Say what the changes of a form change."""
    opened = open_case(request.user, key)
    page = {"case": opened, "job": _job(request, opened), "tab": "what_if"}
    part = "answers/changed.html" if request.htmx else "answers/changed_page.html"
    return render(request, part, page)


def _job(request: HttpRequest, opened: Opened) -> Job | None:
    """Ask, if anything was changed."""
    sent = list(request.POST.items())[: 2 * _MOST]
    pairs = {
        path: (_number(value), _number(request.POST.get(f"was:{path}", "")))
        for path, value in sent
    }
    numbers = {
        path: now
        for path, (now, before) in pairs.items()
        if now is not None and before is not None and now != before
    }
    edits = [f"options.{each}.undo=never" for each in request.POST.getlist("never")]
    if not numbers and not edits:
        return None
    given = {
        "numbers": json.dumps(numbers, sort_keys=True),
        "edits": json.dumps(sorted(edits)[:_MOST]),
    }
    return asked(request, opened, "what_if", **given)


def _number(written: str) -> float | None:
    try:
        found = float(written)
    except ValueError:
        return None
    return found if abs(found) < float("inf") else None
