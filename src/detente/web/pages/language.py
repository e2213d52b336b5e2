"""The language that a reader is spoken to in."""

from collections.abc import Callable
from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from detente.report.words import LANGUAGES, Words, words_of

COOKIE = "detente_language"


class SpeakLanguage:
    """Middleware that finds the language and gives the request its `words`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._respond = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer in the reader's language."""
        language = language_of(request)
        request.words = _words(language)
        with translation.override(language):
            response = self._respond(request)
        response.headers.setdefault("Content-Language", language)
        return response


def language_of(request: HttpRequest) -> str:
    """Find the language: chosen here, set for the account, else of the browser."""
    chosen = request.COOKIES.get(COOKIE, "")
    if chosen in LANGUAGES:
        return str(chosen)
    kept = getattr(request.user, "language", "")
    if kept in LANGUAGES:
        return str(kept)
    asked = translation.get_language_from_request(request)
    return asked if asked in LANGUAGES else "en"


def remember(response: HttpResponse, language: str) -> None:
    """Keep the language that a reader chose, in a cookie."""
    response.set_cookie(
        COOKIE,
        language,
        max_age=settings.SESSION_COOKIE_AGE,
        samesite="Lax",
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
    )


@lru_cache
def _words(language: str) -> Words:
    return words_of(language)


def words(request: HttpRequest) -> Words:
    """Give the words of a request; those of a request refused early are found now."""
    known = getattr(request, "words", None)
    return known if isinstance(known, Words) else _words("en")
