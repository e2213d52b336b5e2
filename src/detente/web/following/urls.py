"""Where the pages of following are, below the address of a case."""

from django.urls import path

from detente.web.following import views

app_name = "following"
urlpatterns = [
    path("following/", views.following, name="following"),
    path("following/event/", views.enter, name="enter"),
    path("following/table/", views.upload, name="upload"),
]
