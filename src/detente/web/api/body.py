"""A case as a program sends it: the body of a request, YAML or JSON."""

import json

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest

from detente.casefile.source import decoded
from detente.casefile.yaml.syntax import refuse_unprintable
from detente.casefile.yaml.tree import Origin
from detente.errors import CaseError, Location, Message, Problem
from detente.web.api.problems import (
    FORM,
    TOO_LARGE,
    UNUSABLE,
    WRONG,
    RefusedError,
    refused,
    spoken,
)
from detente.web.work.answering import FILE, problem_data

YAML = ("application/yaml", "application/x-yaml", "text/yaml", "text/plain")
_JSON = "application/json"
_FATAL = frozenset(("size", "too-large", "large"))


def case_of(request: HttpRequest) -> str:
    """Give the case in the body of a request as text.

    Parameters
    ----------
    request : HttpRequest
        YAML or JSON, as its header says. JSON is YAML too, and stays as it was sent,
        so that lines and columns are those of whoever sent it.

    Returns
    -------
    str

    Raises
    ------
    RefusedError
        Where it is no text, or too large, or no JSON.
    """
    kind = request.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if kind != _JSON and kind not in YAML:
        message = Message("a case comes as YAML or JSON, not as '{kind}'", kind=kind)
        hint = Message("say it: `Content-Type: application/yaml`, or application/json")
        raise refused(request, FORM, "content-type", message, hint)
    try:
        raw = request.body
    except RequestDataTooBig:
        message = Message("this is more than the server takes")
        raise refused(request, TOO_LARGE, "too-large", message) from None
    try:
        text = decoded(raw, FILE).replace("\r\n", "\n").replace("\r", "\n")
        refuse_unprintable(Origin(FILE, text))
    except CaseError as error:
        words = spoken(request)
        told = [{**problem_data(each, words), "path": ""} for each in error.problems]
        large = any(each.code in _FATAL for each in error.problems)
        raise RefusedError(TOO_LARGE if large else UNUSABLE, told) from None
    if kind == _JSON:
        _refuse_broken(request, text)
    return text


def _refuse_broken(request: HttpRequest, text: str) -> None:
    """Refuse what says that it is JSON and is none."""
    try:
        whole = json.loads(text, parse_int=str, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        line = text.split("\n")[error.lineno - 1]
        place = Location(FILE, error.lineno, error.colno, line)
        message = Message("this is no JSON from here on")
        told = problem_data(Problem("json", message, place), spoken(request))
        raise RefusedError(WRONG, [{**told, "path": ""}]) from None
    except (ValueError, RecursionError):
        message = Message("this is no JSON that can be read")
        raise refused(request, WRONG, "json", message) from None
    if not isinstance(whole, dict):
        message = Message("a case is a mapping of keys to values")
        raise refused(request, UNUSABLE, "mapping", message)


def _no_number(name: str) -> None:
    raise ValueError(name)
