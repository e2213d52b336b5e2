"""Views of no room in particular: the choice of a language, and whether all is well."""

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from detente import __version__
from detente.report.words import LANGUAGES
from detente.web.pages.language import remember


@login_not_required
@require_GET
def health(_request: HttpRequest) -> JsonResponse:
    """Say whether the server and its database answer."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        cursor.fetchone()
    return JsonResponse({"status": "ok", "detente": __version__})


@login_not_required
@require_POST
def speak(request: HttpRequest) -> HttpResponse:
    """Keep the language that a reader chose, and show the same page in it."""
    back = request.POST.get("back", "/")
    if not url_has_allowed_host_and_scheme(
        back, {request.get_host()}, require_https=request.is_secure()
    ):
        back = "/"
    response = HttpResponseRedirect(back)
    language = request.POST.get("language", "")
    if language in LANGUAGES:
        remember(response, language)
        if request.user.is_authenticated:
            request.user.language = language
            request.user.save(update_fields=["language"])
    return response
