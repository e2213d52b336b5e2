"""Where the answers about a case are, below its address."""

from django.urls import path

from detente.web.answers import keeping, track, trying, views

app_name = "answers"
urlpatterns = [
    path("first/", views.first, name="first"),
    path("report/", views.report, name="report"),
    path("states/", views.states, name="states"),
    path("states/why/", views.why, name="why"),
    path("what-if/", trying.what_if, name="what_if"),
    path("what-if/try/", trying.tried, name="tried"),
    path("what-if/keep/", keeping.keep, name="keep"),
    path("roadmaps/", views.road_maps, name="road_maps"),
    path("roadmaps/<str:name>/", track.road_map, name="road_map"),
    path("roadmaps/<str:name>/order/", track.track, name="track"),
    path("roadmaps/<str:name>/moves/", track.moves, name="moves"),
]
