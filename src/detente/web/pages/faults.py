"""Pages for what goes wrong: nothing there, not allowed, a fault of our own."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from detente.web.pages.language import words

_BAD, _FORBIDDEN, _MISSING, _BROKEN = 400, 403, 404, 500


def _page(request: HttpRequest, status: int, title: str, told: str) -> HttpResponse:
    return render(
        request, "pages/fault.html", {"title": title, "told": told}, status=status
    )


@login_not_required
def wrong(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say that a request could not be read."""
    del exception
    say = words(request).say
    told = say("What your browser sent could not be read. Go back and try again.")
    return _page(request, _BAD, say("This cannot be read"), told)


@login_not_required
def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say that somebody may not do this."""
    del exception
    say = words(request).say
    told = say("Your role in this case does not allow it. Ask its owner.")
    return _page(request, _FORBIDDEN, say("You may not do this"), told)


@login_not_required
def missing(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say that nothing is there, or nothing for this reader."""
    del exception
    say = words(request).say
    told = say("There is nothing at this address, or it is not shared with you.")
    return _page(request, _MISSING, say("Nothing here"), told)


@login_not_required
def broken(request: HttpRequest) -> HttpResponse:
    """Say that the fault is ours."""
    say = words(request).say
    told = say("The fault is ours, and it is in the log. What was saved is safe.")
    return _page(request, _BROKEN, say("Something went wrong"), told)


@login_not_required
def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that a form was not of this page, or too old."""
    del reason
    say = words(request).say
    told = say("This form is too old. Load the page again; your text is still there.")
    return _page(request, _FORBIDDEN, say("Load the page again"), told)
