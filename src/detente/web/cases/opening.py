"""A case opened: what it answers; what is not yet a case, where it is to be mended."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from detente.web.cases.access import Opened, open_case
from detente.web.cases.editor import draft_of
from detente.web.cases.saving import only_begun
from detente.web.jobs.asking import ask
from detente.web.pages.language import words
from detente.web.work.question import Question


@require_GET
def case(request: HttpRequest, key: str) -> HttpResponse:
    """Show what a case answers; else the questions, or the text with its faults."""
    opened = open_case(request.user, key)
    if not opened.sound:
        return redirect(_where_it_is_made(request, opened), key=key)
    first = Question("first", opened.text, words(request).language)
    page = {
        "case": opened,
        "job": ask(first, request.user),
        "draft": draft_of(request, opened),
        "tab": "first",
    }
    part = "cases/answers.html" if request.htmx else "cases/case.html"
    return render(request, part, page)


def _where_it_is_made(request: HttpRequest, opened: Opened) -> str:
    """Name the page on which somebody goes on with what is no case yet."""
    read = Question("read", opened.text, words(request).language)
    answer = ask(read, request.user).answer or {}
    begun = only_begun(answer)
    return "questions:start" if begun and opened.may_edit else "cases:text"
