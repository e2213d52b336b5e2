"""The one style sheet: what report and web share, the pictures, what is the web's."""

from functools import lru_cache
from hashlib import sha256
from importlib.resources import files
from re import sub

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET

from detente.report.figure.style import STYLE

YEAR = 365 * 86_400


@login_not_required
@require_GET
@cache_control(public=True, max_age=YEAR, immutable=True)
def look(_request: HttpRequest) -> HttpResponse:
    """Give the style sheet."""
    return HttpResponse(_sheet(), content_type="text/css; charset=utf-8")


def look_address() -> str:
    """Give the address of the style sheet, with a mark of its content."""
    mark = sha256(_sheet().encode()).hexdigest()[:10]
    return f"{reverse('look')}?{mark}"


@lru_cache
def _sheet() -> str:
    templates = files("detente.report").joinpath("templates")
    shared, printed = templates.joinpath("look.css"), templates.joinpath("print.css")
    own = files("detente.web.pages").joinpath("web.css")
    pictures = sub(r"</?style>", "", str(STYLE))
    told = [shared.read_text("utf-8"), pictures, own.read_text("utf-8")]
    return "\n".join((*told, printed.read_text("utf-8")))
