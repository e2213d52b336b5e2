"""Who may do what with an assessment: everybody, in every state, at every address."""

from datetime import timedelta

import pytest

from tests.web.assessing import MADE, assess, publish, share
from tests.web.pages_of_cases import put

PEOPLE = (
    "nobody", "link", "expired", "revoked",
    "stranger", "reader", "editor", "author", "owner", "staff",
)  # fmt: skip
TABLE = """
                  nobody link expired revoked stranger reader editor author owner staff
private    page     .     y     .       .        .       y      y      y     y     .
private    text     .     y     .       .        .       y      y      y     y     .
private    json     .     y     .       .        .       y      y      y     y     .
private    share    .     .     .       .        .       .      .      y     y     .
private    link     .     .     .       .        .       .      .      y     y     .
private    revoke   .     .     .       .        .       .      .      y     y     .
private    publish  .     .     .       .        .       .      .      y     y     .
private    withdraw .     .     .       .        .       .      .      y     y     .
private    delete   .     .     .       .        .       .      .      y     y     .
private    again    .     .     .       .        .       .      .      y     y     .
private    rate     .     .     .       .        .       y      y      .     y     .
private    comment  .     .     .       .        .       y      y      y     y     .
private    hide     .     .     .       .        .       .      .      y     y     .
private    card     .     .     .       .        .       .      .      .     .     .
private    picture  .     .     .       .        .       .      .      .     .     .
members    page     .     y     .       .        y       y      y      y     y     y
members    text     .     y     .       .        y       y      y      y     y     y
members    json     .     y     .       .        y       y      y      y     y     y
members    share    .     .     .       .        .       .      .      y     y     .
members    revoke   .     .     .       .        .       .      .      y     y     .
members    publish  .     .     .       .        .       .      .      y     y     .
members    withdraw .     .     .       .        .       .      .      y     y     y
members    delete   .     .     .       .        .       .      .      y     y     .
members    rate     .     .     .       .        y       y      y      .     y     y
members    comment  .     .     .       .        y       y      y      y     y     y
members    hide     .     .     .       .        .       .      .      y     y     y
members    card     .     .     .       .        .       .      .      .     .     .
members    picture  .     .     .       .        .       .      .      .     .     .
everybody  page     y     y     y       y        y       y      y      y     y     y
everybody  text     y     y     y       y        y       y      y      y     y     y
everybody  json     y     y     y       y        y       y      y      y     y     y
everybody  share    .     .     .       .        .       .      .      y     y     .
everybody  publish  .     .     .       .        .       .      .      y     y     .
everybody  withdraw .     .     .       .        .       .      .      y     y     y
everybody  rate     .     .     .       .        y       y      y      .     y     y
everybody  comment  .     .     .       .        y       y      y      y     y     y
everybody  hide     .     .     .       .        .       .      .      y     y     y
everybody  card     y     y     y       y        y       y      y      y     y     y
everybody  picture  y     y     y       y        y       y      y      y     y     y
private    ask      .     .     .       .        .       y      y      y     y     .
private    make     .     .     .       .        .       .      y      y     y     .
"""
ROWS = [each.split() for each in TABLE.strip().splitlines()[1:]]


@pytest.fixture
def everybody(app, person, signed_in):
    """An assessment by an editor, and the browsers of all who come to it."""
    from django.test import Client
    from django.utils import timezone

    from detente.web.assessments.models import Link
    from detente.web.cases.models import Case, Share

    clients = {name: signed_in(name) for name in PEOPLE[4:]}
    key = put(clients["owner"])
    case = Case.objects.get(pk=key)
    for name, role in (
        ("reader", "reader"),
        ("editor", "editor"),
        ("author", "editor"),
    ):
        Share.objects.create(case=case, user=person(name), role=role)
    staff = person("staff")
    staff.is_staff = True
    staff.save()
    page = assess(clients["author"], key)
    for name in ("link", "expired", "revoked"):
        clients[name] = Client()
        came = clients[name].get(share(clients["author"], page))
        assert came.headers["Location"] == page
    newest, middle, _ = Link.objects.all()
    Link.objects.filter(pk=newest.pk).update(revoked=timezone.now())
    ago = timezone.now() - timedelta(seconds=1)
    Link.objects.filter(pk=middle.pk).update(until=ago)
    clients["nobody"] = Client()
    clients["owner"].post(f"{page}comments/", {"text": "A comment"})
    return clients, key, page


def ask(client, action, key, page):
    from detente.web.assessments.models import Comment, Link

    match action:
        case "page" | "share":
            return client.get(page if action == "page" else f"{page}share/")
        case "text" | "json":
            name = "case.yaml" if action == "text" else "analysis.json"
            return client.get(f"{page}{name}")
        case "card":
            return client.get(f"{page}card/")
        case "picture":
            return client.get(f"{page}picture.en.svg")
        case "link":
            return client.post(f"{page}share/", {"label": "", "days": 7})
        case "revoke":
            return client.post(f"{page}share/{Link.objects.last().pk}/revoke/")
        case "publish" | "withdraw":
            reach = "everybody" if action == "publish" else "private"
            return client.post(f"{page}publish/", {"reach": reach})
        case "rate":
            return client.post(f"{page}rate/", {"value": 4})
        case "comment":
            return client.post(f"{page}comments/", {"text": "Indeed"})
        case "hide":
            return client.post(f"{page}comments/{Comment.objects.get().pk}/hide/")
        case "ask":
            return client.get(f"/cases/{key}/assess/")
        case "make":
            return client.post(f"/cases/{key}/assess/", MADE)
    return client.post(f"{page}{action}/")


def allowed(answer):
    """Whether it was done: not refused, not hidden, not sent to sign in."""
    if answer.status_code == 302:
        return not answer.headers["Location"].startswith("/sign-in/")
    assert answer.status_code in (200, 403, 404), answer.status_code
    return answer.status_code == 200


@pytest.mark.parametrize("reach", ["private", "members", "everybody"])
def test_everybody_may_do_what_the_table_says(everybody, reach):
    from django.db import transaction

    clients, key, page = everybody
    if reach != "private":
        publish(clients["author"], page, reach)
    found: dict[str, dict[str, str]] = {}
    wanted: dict[str, dict[str, str]] = {}
    for of, action, *marks in ROWS:
        if of != reach:
            continue
        wanted[action] = dict(zip(PEOPLE, marks, strict=True))
        found[action] = {}
        for name in PEOPLE:
            with transaction.atomic():
                answer = ask(clients[name], action, key, page)
                found[action][name] = "y" if allowed(answer) else "."
                transaction.set_rollback(True)
    assert found == wanted


def test_the_table_asks_at_every_address(app):
    from detente.web.assessments.urls import urlpatterns

    asked = {
        "page", "case_text", "analysis", "share", "revoke", "publish", "delete",
        "again", "rate", "comment", "hide", "card", "picture", "assess",
    }  # fmt: skip
    of_their_own = {"listed", "listed_for", "shared"}
    assert {each.name for each in urlpatterns} == asked | of_their_own


def test_what_is_hidden_looks_like_what_is_not_there(everybody):
    clients, _, page = everybody
    other = "/assessments/12345678-1234-5678-1234-567812345678/"
    for name in ("nobody", "stranger"):
        real, none = clients[name].get(page), clients[name].get(other)
        assert real.status_code == none.status_code
        assert _without_tokens(real, page) == _without_tokens(none, other)


def _without_tokens(answer, address):
    lines = answer.content.decode().splitlines()
    told = [each for each in lines if "csrf" not in each.lower()]
    return [each.replace(address, "") for each in told]


def test_a_link_that_does_not_work_tells_nothing(everybody):
    clients, _, _ = everybody
    answers = [
        clients["nobody"].get(f"/assessments/shared/{secret}/")
        for secret in ("x", "Y" * 43)
    ]
    for each in answers:
        assert each.status_code == 404
        assert "Two villages" not in each.content.decode()


def test_a_link_opens_one_assessment_and_nothing_else(everybody):
    clients, key, page = everybody
    other = assess(clients["author"], key)
    assert not allowed(clients["link"].get(other))
    assert not allowed(clients["link"].get(f"/cases/{key}/"))
    assert not allowed(clients["link"].get(f"/cases/{key}/report/"))
    assert page not in clients["link"].get("/assessments/").content.decode()


def test_the_secret_of_a_link_is_not_kept(everybody):
    from detente.web.assessments.models import Link

    clients, _, page = everybody
    secret = share(clients["author"], page).rstrip("/").rpartition("/")[2]
    assert len(secret) >= 40
    kept = Link.objects.first()
    assert secret not in str(vars(kept))
    assert secret not in clients["author"].get(f"{page}share/").content.decode()


def test_a_link_is_made_for_the_days_that_are_offered(everybody):
    from detente.web.assessments.models import Link

    clients, _, page = everybody
    before = Link.objects.count()
    for days in ("0", "-7", "100000", "x"):
        clients["author"].post(f"{page}share/", {"label": "", "days": days})
    assert Link.objects.count() == before


def test_lists_show_nobody_what_they_may_not_see(everybody):
    clients, _, page = everybody
    listed = {
        name: page in clients[name].get("/assessments/").content.decode()
        for name in PEOPLE
    }
    seen = {name for name, there in listed.items() if there}
    assert seen == {"reader", "editor", "author", "owner"}
    publish(clients["author"], page, "everybody")
    assert page in clients["nobody"].get("/assessments/").content.decode()


def test_only_the_card_may_stand_in_a_frame(everybody):
    clients, _, page = everybody
    publish(clients["author"], page, "everybody")
    nobody = clients["nobody"]
    card = nobody.get(f"{page}card/?language=ru")
    policy = card.headers["Content-Security-Policy"]
    assert "frame-ancestors *" in policy
    assert "script-src" not in policy
    assert "default-src 'none'" in policy
    assert "X-Frame-Options" not in card.headers
    assert "Два села" in card.content.decode()
    for other in (page, f"{page}picture.en.svg", "/assessments/"):
        answer = nobody.get(other)
        assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
        assert answer.headers["X-Frame-Options"] == "DENY"


def test_the_picture_is_styled_under_its_own_policy(everybody):
    from base64 import b64encode
    from hashlib import sha256

    clients, _, page = everybody
    publish(clients["author"], page, "everybody")
    answer = clients["nobody"].get(f"{page}picture.en.svg")
    svg = answer.content.decode()
    assert svg.startswith("<svg")
    inner = svg.partition("<style>")[2].partition("</style>")[0]
    mark = b64encode(sha256(inner.encode()).digest()).decode()
    assert f"'sha256-{mark}'" in answer.headers["Content-Security-Policy"]
    assert clients["nobody"].get(f"{page}picture.xx.svg").status_code == 404
