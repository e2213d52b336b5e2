"""Where the pages of accounts are."""

from django.contrib.auth.views import LogoutView
from django.urls import path

from detente.web.accounts import people, views
from detente.web.pages.numbers import NUMBER

app_name = "accounts"
urlpatterns = [
    path("start/<str:secret>/", views.start, name="start"),
    path("welcome/<str:secret>/", views.welcome, name="welcome"),
    path("people/", people.people, name="people"),
    path("people/invite/", people.invite, name="invite"),
    path(f"people/<{NUMBER}:person>/<str:act>/", people.change, name="person"),
    path("people/log/", people.log, name="log"),
    path("sign-in/", views.SignIn.as_view(), name="sign_in"),
    path(
        "sign-out/",
        LogoutView.as_view(next_page="accounts:sign_in"),
        name="sign_out",
    ),
    path("account/", views.ChangePassword.as_view(), name="own"),
]
