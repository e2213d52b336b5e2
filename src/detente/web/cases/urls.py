"""Where the pages of cases are."""

from django.urls import path

from detente.web.cases import asked, editor, history, library, opening, sharing
from detente.web.pages.numbers import NUMBER

app_name = "cases"
urlpatterns = [
    path("", library.library, name="library"),
    path("jobs/", asked.asked, name="asked"),
    path("cases/add/", library.add, name="add"),
    path("cases/add/example/", library.begin, name="begin"),
    path("cases/add/text/", library.paste, name="paste"),
    path("cases/add/file/", library.upload, name="upload"),
    path("cases/<slug:key>/", opening.case, name="case"),
    path("cases/<slug:key>/text/", editor.text, name="text"),
    path("cases/<slug:key>/preview/", editor.preview, name="preview"),
    path("cases/<slug:key>/discard/", editor.discard, name="discard"),
    path("cases/<slug:key>/copy/", library.copy, name="copy"),
    path("cases/<slug:key>/download/", library.download, name="download"),
    path("cases/<slug:key>/delete/", library.delete, name="delete"),
    path("cases/<slug:key>/share/", sharing.share, name="share"),
    path(f"cases/<slug:key>/share/<{NUMBER}:person>/", sharing.unshare, name="unshare"),
    path("cases/<slug:key>/versions/", history.versions, name="versions"),
    path("cases/<slug:key>/versions/compare/", history.compare, name="compare"),
    path(
        f"cases/<slug:key>/versions/<{NUMBER}:number>/", history.version, name="version"
    ),
    path(
        f"cases/<slug:key>/versions/<{NUMBER}:number>/restore/",
        history.restore,
        name="restore",
    ),
]
