"""The API described: as OpenAPI for programs, as a page for people."""

from functools import lru_cache
from re import sub
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET
from markupsafe import Markup, escape

from detente.errors import Message
from detente.report.words import Words, words_of
from detente.web.api.problems import spoken, written
from detente.web.api.v1 import api
from detente.web.pages.language import words

_TOLD = ("summary", "description", "title")


@lru_cache
def described(language: str) -> dict[str, Any]:
    """Give the description in a language.

    Parameters
    ----------
    language : str
        en or ru.

    Returns
    -------
    dict
        OpenAPI 3.1.
    """
    return dict(_in_words(_described(), words_of(language)))


@lru_cache
def _described() -> dict[str, Any]:
    return dict(api.get_openapi_schema())


def _in_words(value: Any, words: Words) -> Any:  # noqa: ANN401 - JSON is anything
    """Let everything that is told be told in a language."""
    if isinstance(value, Message):
        return words.message(value)
    if isinstance(value, dict):
        return {key: _in_words(each, words) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_in_words(each, words) for each in value]
    return value


@login_not_required
@require_GET
def openapi(request: HttpRequest) -> HttpResponse:
    """Give the description to a program."""
    return written(request, described(spoken(request).language))


@login_not_required
@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """Show the description to a person."""
    told = described(words(request).language)
    listed = [
        {"path": path, "method": method.upper(), **_told_of(path, method, operation)}
        for path, methods in told["paths"].items()
        for method, operation in methods.items()
    ]
    schemas = told["components"]["schemas"]
    # The others are what is asked with, and stand with what they ask.
    forms = {name: each for name, each in schemas.items() if name.endswith("Form")}
    shown = {"told": told, "groups": _grouped(listed), "forms": forms, "coded": _coded}
    return render(request, "api/page.html", shown)


def _told_of(path: str, method: str, operation: dict[str, Any]) -> dict[str, Any]:
    """Leave out what is told of an operation in its code: that is in no catalogue."""
    told = _described()["paths"][path][method].get("description")
    return {**operation, "description": ""} if isinstance(told, str) else operation


def _coded(text: str) -> Markup:
    """Set what stands between backticks as code."""
    return Markup(sub(r"`([^`]+)`", r"<code>\1</code>", str(escape(text))))  # noqa: S704 - escaped before


def _grouped(operations: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    groups: dict[str, list[dict[str, Any]]] = {}
    for each in operations:
        groups.setdefault(each["tags"][0], []).append(each)
    return groups
