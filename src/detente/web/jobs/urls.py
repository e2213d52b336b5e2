"""Where the pages of jobs are."""

from django.urls import path

from detente.web.jobs import views

app_name = "jobs"
urlpatterns = [
    path("<uuid:job>/", views.answer, name="answer"),
    path("<uuid:job>/cancel/", views.give_up, name="cancel"),
]
