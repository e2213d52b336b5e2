"""The API put together: its operations, its door, what goes wrong."""

import json

from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.renderers import JSONRenderer

from detente import __version__
from detente.errors import Message, hidden_escaped
from detente.web.api import answers, assessments, cases, jobs, versions
from detente.web.api.door import Bearer, no_token
from detente.web.api.forms import TokenForm
from detente.web.api.parts import answers as refusals, refuse_unknown
from detente.web.api.problems import (
    BUSY,
    FORBIDDEN,
    MISSING,
    UNUSABLE,
    RefusedError,
    of_status,
    problem,
    told,
)

TITLE = Message("Detente for programs")
ABOUT = Message(
    "What the app can do with cases, for programs: the same cases, the same answers as "
    "the commands give, the same problems at the same places. A program comes in by a "
    "token of somebody's, and may do what they may."
)
_AGAIN = 5


class Plainly(JSONRenderer):
    """Writes JSON as commands do: letters as they are, a line a value."""

    def render(
        self, request: HttpRequest, data: object, *, response_status: int
    ) -> str:
        """Write an answer."""
        del request, response_status
        written = json.dumps(data, cls=self.encoder_class, ensure_ascii=False, indent=1)
        return hidden_escaped(written) + "\n"


api = NinjaAPI(
    renderer=Plainly(),
    title=TITLE,
    version=__version__,
    description=ABOUT,
    urls_namespace="api",
    openapi_url=None,
    docs_url=None,
    auth=Bearer(),
)
api.add_router("/answers", answers.router)
api.add_router("/jobs", jobs.router)
api.add_router("/cases", cases.router)
api.add_router("/cases", versions.router)
api.add_router("/assessments", assessments.router)


@api.get(
    "/token",
    response=refusals({200: TokenForm}),
    summary=Message("The token that asks"),
    operation_id="token",
    url_name="token",
    tags=["token"],
)
def token(request: HttpRequest) -> dict[str, object]:
    """Tell whose token it is."""
    refuse_unknown(request, ())
    found = request.auth
    return {
        "name": found.name,
        "user": found.user.username,
        "writes": found.writes,
        "until": found.until,
    }


@api.exception_handler(RefusedError)
def _refused(request: HttpRequest, error: RefusedError) -> HttpResponse:
    return told(request, error)


@api.exception_handler(AuthenticationError)
def _nobody(request: HttpRequest, _error: AuthenticationError) -> HttpResponse:
    return told(request, no_token(request))


@api.exception_handler(HttpError)
def _unread(request: HttpRequest, error: HttpError) -> HttpResponse:
    return of_status(request, error.status_code)


@api.exception_handler(Http404)
def _missing(request: HttpRequest, _error: Http404) -> HttpResponse:
    return of_status(request, MISSING)


@api.exception_handler(PermissionDenied)
def _forbidden(request: HttpRequest, _error: PermissionDenied) -> HttpResponse:
    return of_status(request, FORBIDDEN)


@api.exception_handler(OperationalError)
def _busy(request: HttpRequest, _error: OperationalError) -> HttpResponse:
    return of_status(request, BUSY, _AGAIN)


@api.exception_handler(ValidationError)
def _unusable(request: HttpRequest, error: ValidationError) -> HttpResponse:
    found = [_parameter(request, each) for each in error.errors]
    return told(request, RefusedError(UNUSABLE, found))


_WRONG = {
    "missing": Message("this parameter is needed"),
    "string_too_long": Message("this is too long"),
    "too_long": Message("there are too many of these"),
    "string_pattern_mismatch": Message("this is to be one line of plain text"),
}
_NUMBER, _WHOLE = Message("this is to be a number"), Message("this is no whole number")


def _parameter(request: HttpRequest, error: dict[str, object]) -> dict[str, object]:
    """Say what is wrong with a parameter."""
    kind, given = str(error["type"]), dict(error.get("ctx") or ())  # type: ignore[call-overload]
    where = ".".join(str(each) for each in error["loc"][1:])  # type: ignore[index]
    if "ge" in given:
        message = Message("this is to be at least {n}", n=given["ge"])
    elif "le" in given:
        message = Message("this is to be at most {n}", n=given["le"])
    elif kind == "literal_error":
        known = str(given["expected"]).replace(" or ", ", ")
        message = Message("it can be: {known}", known=known)
    elif kind.startswith("int"):
        message = _WHOLE
    else:
        message = _WRONG.get(kind, _NUMBER if kind.startswith("float") else _UNREAD)
    return problem(request, "parameter", message, None, where)


_UNREAD = Message("this cannot be read")


def addresses() -> list[URLPattern | URLResolver]:
    """Give the addresses; nobody is sent to the form that signs in."""
    found = api.urls[0]
    for each in found:
        each.callback.login_required = False
    return list(found)
