"""What programs ask is answered with JSON and nothing else, whatever happens."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from detente.web.api.problems import WRONG, of_status

PLACE = "/api/v1/"


class Programs:
    """Middleware around the addresses of programs.

    Cookies are taken from a request before anybody sees them, so that nobody is let in
    by one; a page that says what went wrong is replaced by its JSON.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._respond = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, to programs in JSON."""
        if not request.path_info.startswith(PLACE):
            return self._respond(request)
        request.META.pop("HTTP_COOKIE", None)
        response = self._respond(request)
        response.headers["Vary"] = "Accept-Language, Authorization"
        kind = response.headers.get("Content-Type", "")
        if response.status_code < WRONG or kind.startswith("application/json"):
            return response
        plain = of_status(request, response.status_code)
        for name in ("Allow", "Retry-After"):
            if name in response.headers:
                plain.headers[name] = response.headers[name]
        return plain
