"""Pages for what goes wrong: nothing there, not allowed, a fault of our own."""

from collections.abc import Callable

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from detente.errors import Message
from detente.web.pages.language import words
from detente.web.too_large import MOST


def _fault(status: int, title: Message, told: Message) -> Callable[..., HttpResponse]:
    @login_not_required
    def handler(request: HttpRequest, *_: object, **__: object) -> HttpResponse:
        message = words(request).message
        page = {"title": message(title), "told": message(told)}
        return render(request, "pages/fault.html", page, status=status)

    return handler


wrong = _fault(
    400,
    Message("This cannot be read"),
    Message("What your browser sent could not be read. Go back and try again."),
)
forbidden = _fault(
    403,
    Message("You may not do this"),
    Message(
        "Your account does not allow it. Ask the owner of the case, or whoever runs "
        "this server."
    ),
)
too_large = _fault(
    413,
    Message("This is too large"),
    Message(
        "More was sent than this server takes at once: {most} MB. Nothing was taken "
        "in.",
        most=MOST // 1_000_000,
    ),
)
missing = _fault(
    404,
    Message("Nothing here"),
    Message("There is nothing at this address, or it is not shared with you."),
)
broken = _fault(
    500,
    Message("Something went wrong"),
    Message("The fault is ours, and it is in the log. What was saved is safe."),
)
forged = _fault(
    403,
    Message("Load the page again"),
    Message("This form is too old. Load the page again; your text is still there."),
)
