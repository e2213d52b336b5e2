"""A question about a case, asked and shown: the answer, or how far it is."""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from detente.web.cases.access import Opened, open_case
from detente.web.jobs.asking import ask
from detente.web.jobs.models import Job
from detente.web.pages.language import words
from detente.web.work.question import Question

_LONGEST = 2_000
"""Letters of a state."""


def asked(request: HttpRequest, opened: Opened, kind: str, **given: str) -> Job:
    """Ask a question about a case in the reader's language."""
    return ask(question(request, opened, kind, **given), request.user)


def question(
    request: HttpRequest, opened: Opened, kind: str, *edits: str, **given: str
) -> Question:
    """Give a question about a case, or about one with edits."""
    return Question(kind, opened.text, words(request).language, given, edits)


def _shown(
    request: HttpRequest,
    kind: str,
    opened: Opened,
    *,
    beside: bool = False,
    given: Mapping[str, str] | None = None,
) -> HttpResponse:
    """Show an answer: alone to htmx, which has the page around it already."""
    page = {
        "case": opened,
        "job": asked(request, opened, kind, **(given or {})),
        "kind": kind,
        "tab": kind,
        **({"beside": True} if beside else {}),
    }
    part = "answers/part.html" if request.htmx else f"answers/{kind}.html"
    return render(request, part, page)


@require_GET
def first(request: HttpRequest, key: str) -> HttpResponse:
    """Show the first screen beside a text; alone it is the page of the case."""
    opened = open_case(request.user, key)
    if not request.htmx:
        return redirect("cases:case", key=opened.key)
    return _shown(request, "first", opened, beside=True)


@require_GET
def report(request: HttpRequest, key: str) -> HttpResponse:
    """Show the parts of the report."""
    return _shown(request, "report", open_case(request.user, key))


@require_GET
def states(request: HttpRequest, key: str) -> HttpResponse:
    """Show the states and moves, and why the state that was chosen holds, or not."""
    opened = open_case(request.user, key)
    state = _state(request)
    page = {
        "case": opened,
        "job": asked(request, opened, "graph"),
        "why": asked(request, opened, "explain", state=state),
        "state": state,
        "kind": "graph",
        "tab": "graph",
    }
    part = "answers/part.html" if request.htmx else "answers/graph.html"
    return render(request, part, page)


@require_GET
def why(request: HttpRequest, key: str) -> HttpResponse:
    """Say why a state holds, or does not, without the page around it."""
    opened = open_case(request.user, key)
    job = asked(request, opened, "explain", state=_state(request))
    return render(request, "answers/part.html", {"case": opened, "job": job})


def _state(request: HttpRequest) -> str:
    return str(request.GET.get("state", "now"))[:_LONGEST] or "now"


@require_GET
def road_maps(request: HttpRequest, key: str) -> HttpResponse:
    """List the road maps, with who would cheat if that is asked."""
    given = {"all": "yes"} if "all" in request.GET else {}
    return _shown(request, "road_maps", open_case(request.user, key), given=given)
