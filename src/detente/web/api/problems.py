"""Everything that goes wrong, in one form: problems with place and hint, as JSON."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import translation

from detente.errors import Location, Message, Problem
from detente.report.render.json_text import json_text
from detente.report.words import LANGUAGES, Words, words_of
from detente.web.work.answering import problem_data

JSON = "application/json; charset=utf-8"
WRONG, NOBODY, FORBIDDEN, MISSING, METHOD = 400, 401, 403, 404, 405
CONFLICT, TOO_LARGE, FORM, UNUSABLE, TOO_MANY = 409, 413, 415, 422, 429
BROKEN, BUSY = 500, 503


class RefusedError(Exception):
    """A request that is answered with problems.

    Parameters
    ----------
    status : int
    problems : iterable of dict
        As `problem` or `problem_data` give them.
    more : mapping
        What the answer holds besides.
    """

    def __init__(
        self,
        status: int,
        problems: Iterable[Mapping[str, object]],
        more: Mapping[str, object] | None = None,
        *,
        wait: int = 0,
    ) -> None:
        super().__init__()
        self.status, self.problems = status, list(problems)
        self.more, self.wait = dict(more or {}), wait


def spoken(request: HttpRequest) -> Words:
    """Give the words of the language that a request asks for."""
    asked = translation.get_language_from_request(request)
    return words_of(asked if asked in LANGUAGES else "en")


def problem(
    request: HttpRequest,
    code: str,
    message: Message,
    hint: Message | None = None,
    where: str = "",
) -> dict[str, object]:
    """Tell a problem of a request in the language that it asks for."""
    told = Problem(code, message, Location(where), None, hint)
    return {**problem_data(told, spoken(request)), "path": ""}


def refused(
    request: HttpRequest,
    status: int,
    code: str,
    message: Message,
    hint: Message | None = None,
) -> RefusedError:
    """Refuse a request for one reason."""
    return RefusedError(status, [problem(request, code, message, hint)])


def written(
    request: HttpRequest, data: object, status: int = 200, wait: int = 0
) -> HttpResponse:
    """Write data as an answer."""
    response = HttpResponse(json_text(data), content_type=JSON, status=status)
    response.headers["Content-Language"] = spoken(request).language
    if wait:
        response.headers["Retry-After"] = str(wait)
    if status == NOBODY:
        response.headers["WWW-Authenticate"] = "Bearer"
    return response


def told(request: HttpRequest, error: RefusedError) -> HttpResponse:
    """Write a refusal as an answer."""
    data: dict[str, Any] = {"problems": error.problems, **error.more}
    return written(request, data, error.status, error.wait)


_BY_STATUS: Mapping[int, tuple[str, Message, Message | None]] = {
    WRONG: ("bad-request", Message("this request cannot be read"), None),
    FORBIDDEN: ("forbidden", Message("your role in this case does not allow it"), None),
    MISSING: (
        "missing",
        Message("there is nothing at this address, or it is not shared with you"),
        None,
    ),
    METHOD: ("method", Message("this cannot be done at this address"), None),
    TOO_LARGE: ("too-large", Message("this is more than the server takes"), None),
    BUSY: (
        "busy",
        Message("the server has too much to do just now"),
        Message("ask again in a while"),
    ),
    BROKEN: (
        "broken",
        Message("something went wrong; the fault is ours, and it is in the log"),
        None,
    ),
}


def of_status(request: HttpRequest, status: int, wait: int = 0) -> HttpResponse:
    """Answer with what a status means."""
    known = _BY_STATUS.get(status) or _BY_STATUS[WRONG if status < BROKEN else BROKEN]
    code, message, hint = known
    found = [problem(request, code, message, hint)]
    return told(request, RefusedError(status, found, wait=wait))
