"""Where programs ask, and where people make tokens and read how to ask."""

from django.urls import URLPattern, URLResolver, include, path

from detente.web.api.describing import openapi, page
from detente.web.api.tokens import revoke, tokens
from detente.web.api.v1 import addresses
from detente.web.pages.numbers import NUMBER

_pages = [
    path("account/tokens/", tokens, name="tokens"),
    path(f"account/tokens/<{NUMBER}:token>/revoke/", revoke, name="revoke"),
    path("api/", page, name="page"),
    path("api/v1/openapi.json", openapi, name="openapi"),
]
urlpatterns: list[URLPattern | URLResolver] = [
    path("", include((_pages, "programs"))),
    path("api/v1/", include((addresses(), "api"))),
]
