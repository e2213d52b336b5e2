"""The door for programs: who has a token comes in as whoever made it."""

from functools import cache

from django.conf import settings
from django.http import HttpRequest
from ninja.security import HttpBearer

from detente.errors import Counted, Message
from detente.web.api.models import Token, mark_of
from detente.web.api.pace import Pace
from detente.web.api.problems import (
    FORBIDDEN,
    NOBODY,
    TOO_MANY,
    RefusedError,
    problem,
    refused,
)
from detente.web.audit.models import Entry

_LONGEST = 200
_WRONG_TRIES = 20
"""In a minute, from an address."""


@cache
def paces() -> tuple[Pace, Pace]:
    """Give the pace of tokens, and that of wrong tries from an address."""
    return Pace(settings.DETENTE_API_PACE), Pace(_WRONG_TRIES)


class Bearer(HttpBearer):
    """Knows tokens: `Authorization: Bearer …`."""

    def authenticate(self, request: HttpRequest, token: str) -> Token:
        """Let a program in as the person whose token it has.

        Raises
        ------
        RefusedError
            Where the token is not good, or comes too often.
        """
        found = None
        if len(token) <= _LONGEST:
            every = Token.objects.select_related("user")
            found = every.filter(mark=mark_of(token)).first()
        if found is None or found.state != "good" or not found.user.is_active:
            raise _not_good(request, found)
        wait = paces()[0].wait(found.pk)
        if wait:
            raise _too_often(request, wait)
        found.note_use()
        request.user = found.user
        return found


def _not_good(request: HttpRequest, found: Token | None) -> RefusedError:
    """Refuse a token, and take note of it, unless that was done too often."""
    wait = paces()[1].wait(request.META.get("REMOTE_ADDR", ""))
    if wait:
        return _too_often(request, wait)
    if found is None:
        Entry.write(request, "token refused", "", "unknown")
        message = Message("nobody here has this token")
    else:
        state = found.state if found.state != "good" else "account shut"
        Entry.write(request, "token refused", found.user.username, f"{found}: {state}")
        message = Message("this token works no longer")
    hint = Message("make another one on the page of your account, under Tokens")
    return refused(request, NOBODY, "bad-token", message, hint)


def _too_often(request: HttpRequest, wait: int) -> RefusedError:
    message = Message("this was asked too often")
    hint = Counted("ask again in a second", "ask again in {n} seconds", wait)
    told = problem(request, "too-often", message, hint)
    return RefusedError(TOO_MANY, [told], wait=wait)


def may_write(request: HttpRequest) -> None:
    """See that a token may change cases.

    Raises
    ------
    RefusedError
        Where it may only read.
    """
    if request.auth.writes:
        return
    Entry.write(request, "token refused", str(request.auth), "may only read")
    message = Message("this token may read and ask, but change nothing")
    hint = Message("make one that may write, on the page of your account")
    raise refused(request, FORBIDDEN, "read-only", message, hint)


def no_token(request: HttpRequest) -> RefusedError:
    """Refuse a request that has no token."""
    message = Message("this needs a token")
    hint = Message("send the header `Authorization: Bearer TOKEN`")
    return refused(request, NOBODY, "no-token", message, hint)
