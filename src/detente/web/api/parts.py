"""What operations have in common: what they may answer, what they may be told."""

from collections.abc import Mapping
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Schema

from detente.casefile.nearest import did_you_mean
from detente.errors import Message
from detente.web.api.body import YAML
from detente.web.api.forms import ProblemsForm
from detente.web.api.problems import (
    BUSY,
    CONFLICT,
    FORBIDDEN,
    FORM,
    MISSING,
    NOBODY,
    TOO_LARGE,
    TOO_MANY,
    UNUSABLE,
    WRONG,
    RefusedError,
    problem,
)

A_PAGE = 100
TEXT = r"^[^\x00-\x1f\x7f]*$"
"""A parameter is one line."""
_READING = (NOBODY, FORBIDDEN, MISSING, UNUSABLE, TOO_MANY, BUSY)
_SENDING = (WRONG, CONFLICT, TOO_LARGE, FORM)

CASE_BODY: dict[str, Any] = {
    "requestBody": {
        "description": Message("A case: its YAML text, or the same as JSON."),
        "required": True,
        "content": {
            YAML[0]: {"schema": {}},
            "application/json": {"schema": {"type": "object"}},
        },
    }
}
YAML_ANSWER: dict[str, Any] = {YAML[0]: {"schema": {"type": "string"}}}


def answers(good: Mapping[int, object], *, sends: bool = False) -> dict[int, object]:
    """Give what an operation may answer: what it is for, and every way to refuse."""
    refusals = _READING + _SENDING if sends else _READING
    return {**dict.fromkeys(sorted(refusals), ProblemsForm), **good}


def refuse_unknown(request: HttpRequest, known: type[Schema] | tuple[str, ...]) -> None:
    """Refuse parameters that an operation does not have: they would do nothing.

    Raises
    ------
    RefusedError
    """
    names = known if isinstance(known, tuple) else tuple(known.model_fields)
    told = [
        problem(
            request,
            "unknown-parameter",
            Message("there is no parameter '{name}' here", name=each),
            did_you_mean(each, names),
            each[:100],
        )
        for each in request.GET
        if each not in names
    ]
    if told:
        raise RefusedError(UNUSABLE, told)


def page_of(found: QuerySet[Any], number: int) -> tuple[list[Any], int]:
    """Give a page of a list, empty beyond the last, and how many there are."""
    pages = Paginator(found, A_PAGE)
    items = list(pages.page(number)) if number <= pages.num_pages else []
    return items, pages.num_pages
