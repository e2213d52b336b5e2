"""Where the questions are."""

from django.urls import path

from detente.web.pages.numbers import NUMBER
from detente.web.questions import views

app_name = "questions"
urlpatterns = [
    path("cases/add/questions/", views.begin, name="begin"),
    path("cases/<slug:key>/questions/", views.start, name="start"),
    path("cases/<slug:key>/questions/preview/", views.preview, name="preview"),
    path("cases/<slug:key>/questions/<slug:name>/", views.one, name="one"),
    path(
        f"cases/<slug:key>/questions/<slug:name>/<{NUMBER}:at>/", views.one, name="at"
    ),
]
