"""Where the pages of assessments are."""

from django.urls import path

from detente.web.assessments import making, page, sharing, talking
from detente.web.pages.numbers import NUMBER

app_name = "assessments"
_ONE = "assessments/<uuid:key>/"
urlpatterns = [
    path("assessments/", page.listed, name="listed"),
    path("assessments/for/<str:readers>/", page.listed, name="listed_for"),
    path("assessments/shared/<str:secret>/", sharing.shared, name="shared"),
    path(_ONE, page.page, name="page"),
    path(f"{_ONE}publish/", making.publish, name="publish"),
    path(f"{_ONE}again/", making.again, name="again"),
    path(f"{_ONE}delete/", making.delete, name="delete"),
    path(f"{_ONE}share/", sharing.share, name="share"),
    path(f"{_ONE}share/<{NUMBER}:link>/revoke/", sharing.revoke, name="revoke"),
    path(f"{_ONE}rate/", talking.rate, name="rate"),
    path(f"{_ONE}comments/", talking.comment, name="comment"),
    path(f"{_ONE}comments/<{NUMBER}:comment>/hide/", talking.hide, name="hide"),
    path(f"{_ONE}card/", sharing.card, name="card"),
    path(f"{_ONE}picture.<str:language>.svg", sharing.picture, name="picture"),
    path(f"{_ONE}case.yaml", page.case_text, name="case_text"),
    path(f"{_ONE}analysis.json", page.analysis, name="analysis"),
    path("cases/<slug:key>/assess/", making.assess, name="assess"),
]
