"""What every template knows: sentences of the catalogue, addresses, the reader."""

from collections.abc import Mapping
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.contrib.messages import get_messages
from django.contrib.staticfiles import finders
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from jinja2 import Environment
from markupsafe import Markup

from detente import __version__
from detente.errors import visible
from detente.web.pages.language import words
from detente.web.pages.look import look_address

_BEFORE, _AFTER = 30, 24
"""Letters of a line that are shown around a fault in it."""


def environment(**options: object) -> Environment:
    """Make the environment of the templates; Django calls it once."""
    made = Environment(  # noqa: S701 - Django asks for escaping
        **options,  # type: ignore[arg-type]
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_seen,
    )
    made.globals |= {"url": _address, "file": _file, "version": __version__}
    made.globals |= {"look": look_address, "around": around}
    return made


def shared(request: HttpRequest) -> dict[str, object]:
    """Give what the templates know of a request."""
    spoken = words(request)
    return {
        "say": spoken.say,
        "count": spoken.count,
        "words": spoken,
        "language": spoken.language,
        "reader": request.user if hasattr(request, "user") else None,
        "notes": get_messages(request) if hasattr(request, "_messages") else (),
    }


def around(problem: Mapping[str, Any]) -> tuple[str, str, str]:
    """Cut the line of a fault so that the fault itself is seen on a narrow page.

    Parameters
    ----------
    problem : mapping
        `excerpt`, the line or a part of it with so many characters `before`; `column`
        in the line, from 1, and the `width` of what is wrong.

    Returns
    -------
    before, wrong, after : str
    """
    line = str(problem["excerpt"])
    start = max(0, int(problem["column"]) - 1 - int(problem["before"]))
    end = start + max(1, int(problem["width"]))
    before, after = line[:start].lstrip(), line[end:].rstrip()
    if len(before) > _BEFORE:
        before = "…" + before[-_BEFORE:]
    if len(after) > _AFTER:
        after = after[:_AFTER] + "…"
    return before, line[start:end], after


def _address(name: str, /, *given: object, **named: object) -> str:
    return reverse(name, args=given or None, kwargs=named or None)


@lru_cache
def _file(name: str) -> str:
    """Give the address of a static file, with a mark of its content."""
    found = finders.find(name)
    if found is None:
        message = f"no static file {name}"
        raise LookupError(message)
    mark = sha256(Path(found).read_bytes()).hexdigest()[:10]
    return f"{static(name)}?{mark}"


def _seen(value: object) -> object:
    """Let no character of a text be one that hides, or turns the order of letters."""
    if isinstance(value, str) and not isinstance(value, Markup):
        return visible(value)
    return value
