"""Guessing passwords is slow: after some failures nobody may try for a while."""

from datetime import timedelta

from django.http import HttpRequest
from django.utils import timezone

from detente.web.audit.models import Entry

WHILE = timedelta(minutes=15)
MOST_BOTH, MOST_FROM_AN_ADDRESS, MOST_FOR_A_NAME = 5, 30, 50
"""Failures for a name from an address; from it for any name; for it from anywhere.

The last is the largest, so that a stranger does not easily bar somebody else.
"""
FAILED = "sign-in failed"


def barred(request: HttpRequest, name: str) -> bool:
    """Whether there were too many failures, for a name or from an address.

    Parameters
    ----------
    request : HttpRequest
    name : str
        As it was typed.

    Returns
    -------
    bool
    """
    failed = Entry.objects.filter(what=FAILED, at__gt=timezone.now() - WHILE)
    of_name = failed.filter(about=_known(name))
    from_here = failed.filter(address=str(request.META.get("REMOTE_ADDR", "")))
    return (
        (of_name & from_here).count() >= MOST_BOTH
        or from_here.count() >= MOST_FROM_AN_ADDRESS
        or of_name.count() >= MOST_FOR_A_NAME
    )


def failed(request: HttpRequest, name: str) -> None:
    """Take note of a failure."""
    Entry.write(request, FAILED, _known(name))


def _known(name: str) -> str:
    return name.strip().casefold()[:150]
