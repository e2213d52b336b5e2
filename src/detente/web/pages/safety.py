"""Headers that let a page do what it has to, and nothing that a stranger brings in."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from detente.web.pages.faults import too_large
from detente.web.too_large import MOST

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
"""No script and no style within a page, nothing from elsewhere, in no frame."""
_REFUSED = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"


class Headers:
    """Middleware that sets the headers of every answer, static files included."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._respond = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, within the policy."""
        response = self._respond(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Permissions-Policy", _REFUSED)
        if "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = "private, no-store"
        return response


class NotTooLarge:
    """Middleware that refuses what is too large before anybody reads it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._respond = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, or say how much may be sent."""
        length = str(request.META.get("CONTENT_LENGTH") or "0")
        if length.isdecimal() and int(length) >= MOST:
            return too_large(request)
        return self._respond(request)
