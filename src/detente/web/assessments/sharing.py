"""Links that show an assessment, and the card that other sites may show."""

from base64 import b64encode
from datetime import timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import (
    require_GET,
    require_http_methods,
    require_POST,
)

from detente.report.figure.style import STYLE
from detente.report.words import LANGUAGES, words_of
from detente.web.assessments.access import LINKS, managed
from detente.web.assessments.forms import DAYS, LinkForm
from detente.web.assessments.models import Assessment, Link, Reach
from detente.web.assessments.page import content_of
from detente.web.assessments.talking import marks_of
from detente.web.audit.models import Entry
from detente.web.pages.language import words

_GONE = 404
_MOST = 50
"""Links that a browser remembers."""
_CARD = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'none'; "
    "base-uri 'none'; frame-ancestors *"
)
"""The card shows itself and does nothing: any site may put it into a frame."""
_INNER = str(STYLE).removeprefix("<style>").removesuffix("</style>")
_HASH = b64encode(sha256(_INNER.encode()).digest()).decode()
_PICTURE = f"default-src 'none'; style-src 'sha256-{_HASH}'; frame-ancestors 'none'"


@require_http_methods(["GET", "HEAD", "POST"])
def share(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show who sees an assessment, and the links to it; make a link."""
    found = managed(request, key)
    form = LinkForm(request.POST if request.method == "POST" else None)
    fresh = ""
    if request.method == "POST" and form.is_valid():
        until = timezone.now() + timedelta(days=form.cleaned_data["days"])
        secret = Link.draw(found, form.cleaned_data["label"], until)
        Entry.write(request, "link made", str(key), form.cleaned_data["label"])
        # Shown in this answer and nowhere else: it is not kept.
        fresh = request.build_absolute_uri(reverse("assessments:shared", args=[secret]))
    page = {
        "assessment": found,
        "links": found.links.all(),
        "fresh": fresh,
        "days": DAYS,
        "form": form,
        "code": _code(request, found),
        "here": "assessments",
    }
    return render(request, "assessments/share.html", page)


def _code(request: HttpRequest, found: Assessment) -> str:
    """Give what another site writes to show the card."""
    language = words(request).language
    place = reverse("assessments:card", args=[found.pk])
    address = request.build_absolute_uri(f"{place}?language={language}")
    return f'<iframe src="{address}" title="Detente" width="420" height="460"></iframe>'


@require_POST
def revoke(request: HttpRequest, key: UUID, link: int) -> HttpResponse:
    """Let a link work no longer."""
    found = get_object_or_404(managed(request, key).links, pk=link)
    if found.revoked is None:
        found.revoked = timezone.now()
        found.save(update_fields=["revoked"])
        Entry.write(request, "link revoked", str(key), found.label)
    return redirect("assessments:share", key)


@login_not_required
@never_cache
@require_GET
def shared(request: HttpRequest, secret: str) -> HttpResponse:
    """Show what a link leads to; this browser may come back while it works."""
    link = Link.of(secret)
    if link is None:
        return render(request, "assessments/no_link.html", status=_GONE)
    kept = [each for each in request.session.get(LINKS, []) if each != link.pk]
    request.session[LINKS] = [*kept, link.pk][-_MOST:]
    return redirect("assessments:page", link.assessment_id)


def _open(key: UUID) -> Assessment:
    """Open what is published for everybody: a frame knows no reader."""
    return get_object_or_404(Assessment, pk=key, reach=Reach.EVERYBODY)


@login_not_required
@xframe_options_exempt
@require_GET
def card(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show a small page with title, author and picture, for frames on other sites."""
    language = request.GET.get("language", "")
    if language in LANGUAGES:
        request.words = words_of(language)
    found = _open(key)
    page = {
        "assessment": found,
        "content": content_of(found, words(request).language),
        **marks_of(request, found),
    }
    response = render(request, "assessments/card.html", page)
    response.headers["Content-Security-Policy"] = _CARD
    return response


@login_not_required
@require_GET
def picture(request: HttpRequest, key: UUID, language: str) -> HttpResponse:
    """Give the picture of the card."""
    svg = _svg(_open(key), language)
    response = HttpResponse(svg, content_type="image/svg+xml; charset=utf-8")
    response.headers["Content-Security-Policy"] = _PICTURE
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def _svg(found: Assessment, language: str) -> str:
    content: dict[str, Any] = (
        content_of(found, language) if language in LANGUAGES else {}
    )
    if not content.get("picture"):
        raise Http404
    return str(content["picture"])
