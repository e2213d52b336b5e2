"""Where every page is."""

from django.urls import URLPattern, URLResolver, include, path

from detente.web.pages import faults
from detente.web.pages.look import look
from detente.web.pages.views import health, speak

urlpatterns: list[URLPattern | URLResolver] = [
    path("health/", health, name="health"),
    path("language/", speak, name="speak"),
    path("look.css", look, name="look"),
    path("", include("detente.web.accounts.urls")),
    path("jobs/", include("detente.web.jobs.urls")),
    path("", include("detente.web.api.urls")),
    path("", include("detente.web.assessments.urls")),
    path("", include("detente.web.questions.urls")),
    path("", include("detente.web.cases.urls")),
    path("cases/<slug:key>/", include("detente.web.answers.urls")),
    path("cases/<slug:key>/", include("detente.web.following.urls")),
]
handler400 = faults.wrong
handler403 = faults.forbidden
handler404 = faults.missing
handler500 = faults.broken
