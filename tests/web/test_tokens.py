"""Tokens: made once, kept as a hash, with rights, an end, a pace; who may do what."""

import re
from datetime import timedelta

import pytest

from tests.web.assessing import assess, share
from tests.web.pages_of_cases import SMALL
from tests.web.programs import Program, codes
from tests.web.test_permissions import names

PEOPLE = ("owner", "editor", "reader", "stranger", "read-only", "revoked", "nobody")
IN, MADE, GONE, BAD, NO, AWAY = 200, 201, 204, 401, 403, 404
SEEN = (IN, IN, IN, IN, IN, BAD, BAD)
READ = (IN, IN, IN, AWAY, IN, BAD, BAD)
MINE = (IN, AWAY, AWAY, AWAY, IN, BAD, BAD)
TABLE = {
    # address: (method, path, status of each of `PEOPLE`); read-only is the owner's
    "token": ("GET", "token", SEEN),
    "jobs": ("GET", "jobs", SEEN),
    "job": ("GET", "jobs/{job}", MINE),
    "cancel_job": ("DELETE", "jobs/{job}", MINE),
    "job_answer": ("GET", "jobs/{job}/answer", MINE),
    "cases": ("GET", "cases", SEEN),
    "add_case": ("POST", "cases", (MADE, MADE, MADE, MADE, NO, BAD, BAD)),
    "case": ("GET", "cases/{key}", READ),
    "case_text": ("GET", "cases/{key}/text", READ),
    "save_case": ("PUT", "cases/{key}?base=2", (IN, IN, NO, AWAY, NO, BAD, BAD)),
    "delete_case": ("DELETE", "cases/{key}", (GONE, NO, NO, AWAY, NO, BAD, BAD)),
    "versions": ("GET", "cases/{key}/versions", READ),
    "version": ("GET", "cases/{key}/versions/1", READ),
    "difference": ("GET", "cases/{key}/versions/2/difference", READ),
    "assessments": ("GET", "assessments", SEEN),
    "assessment": ("GET", "assessments/{assessment}", READ),
}


@pytest.fixture
def scene(program, person):
    """A case with its people, each with a program; an assessment and a job."""
    from detente.web.api.models import Token
    from detente.web.assessments.freezing import begin
    from detente.web.cases.access import open_case
    from detente.web.cases.models import Case, Share

    programs = {name: program(name) for name in PEOPLE[:4]}
    programs["read-only"] = program("owner", writes=False)
    programs["revoked"] = program("owner")
    newest = Token.objects.latest("pk")
    newest.revoked = newest.made
    newest.save()
    programs["nobody"] = Program()
    owner = programs["owner"]
    key = owner.add()
    owner.put(f"cases/{key}?base=1", SMALL + "# second\n")
    for name in ("editor", "reader"):
        case = Case.objects.get(pk=key)
        Share.objects.create(case=case, user=person(name), role=name)
    signed = {"signed": "Ada", "office": "", "told": ""}
    made = begin(open_case(person("owner"), key), person("owner"), signed, "en")
    owner.post("answers/check", SMALL)
    job = owner.get("jobs").json()["jobs"][0]["id"]
    return programs, {"key": key, "assessment": made.pk, "job": job}


def test_every_address_is_in_the_table(app):
    from detente.web.work.json_questions import QUESTIONS

    ours = {name for name in names() if name.startswith("api:")}
    asked = {f"api:ask_{name}" for name in QUESTIONS}
    listed = {f"api:{name}" for name in TABLE}
    assert ours - {"api:api-root"} == asked | listed


def answered(programs, method, path, people=PEOPLE):
    """Ask as several, each as if the others had not."""
    from django.db import transaction

    found = []
    for who in people:
        with transaction.atomic():
            body = SMALL + "# third\n" if method in ("POST", "PUT") else ""
            body = "" if "?case=" in path else body
            found.append(programs[who].send(method, path, body).status_code)
            transaction.set_rollback(True)
    return tuple(found)


def test_everybody_is_answered_what_the_table_says(scene):
    programs, there = scene
    for method, path, statuses in TABLE.values():
        found = answered(programs, method, path.format(**there))
        assert found == statuses, (method, path)


def test_every_question_is_asked_by_those_who_may_read(scene):
    from detente.web.work.json_questions import QUESTIONS

    programs, there = scene
    people = ("reader", "stranger", "nobody")
    for name in QUESTIONS:
        path = f"answers/{name}?case={there['key']}"
        found = answered(programs, "POST", path, people)
        told = tuple(IN if each == 422 else each for each in found)
        assert told == (IN, AWAY, BAD), name


def test_no_cookie_lets_a_program_in(scene, signed_in):
    _, there = scene
    browser = signed_in("owner")
    assert browser.get(f"/cases/{there['key']}/").status_code == 200
    answer = browser.get(f"/api/v1/cases/{there['key']}")
    assert (answer.status_code, codes(answer)) == (401, ["no-token"])
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    assert "Cookie" not in answer.headers["Vary"]


def test_a_link_that_a_browser_came_by_opens_nothing_to_a_program(ada, program):
    from django.test import Client

    page = assess(ada, "elmira")
    guest = Client()
    guest.get(share(ada, page))
    assert guest.get(page).status_code == 200
    path = f"/api/v1/assessments/{page.split('/')[2]}"
    bearer = {"authorization": f"Bearer {program('stranger').secret}"}
    assert guest.get(path, headers=bearer).status_code == 404


def test_two_people_who_ask_the_same_have_a_job_each(program, monkeypatch):
    from detente.web.jobs import asking

    monkeypatch.setattr(asking, "_start", lambda job, question: None)
    one, other = program("ada"), program("bob")
    jobs = [each.post("answers/check", SMALL).json()["id"] for each in (one, other)]
    assert other.get(f"jobs/{jobs[1]}").status_code == 200
    assert other.delete(f"jobs/{jobs[0]}").status_code == 404
    assert other.delete(f"jobs/{jobs[1]}").status_code == 200
    assert one.get(f"jobs/{jobs[0]}").json()["state"] == "waiting"


def test_a_bundled_case_is_changed_by_no_program(program):
    ours = program()
    assert ours.get("cases/elmira").json()["role"] == "reader"
    assert ours.put("cases/elmira?base=0", SMALL).status_code == 404
    assert ours.delete("cases/elmira").status_code == 404
    assert ours.get("cases/elmira/versions").status_code == 404


def made(browser, **more):
    """Make a token on the page and give its secret."""
    sent = {"name": "my script", "days": "30"} | more
    answer = browser.post("/account/tokens/", sent)
    assert answer.status_code == 200, answer.content.decode()
    return re.findall(r'value="(detente_[^"]+)"', answer.content.decode())[0]


def test_a_token_is_shown_once_and_kept_as_a_hash(ada, program):
    from django.core import serializers

    from detente.web.api.models import Token
    from detente.web.audit.models import Entry

    program()
    secret = made(ada, writes="on")
    assert Program(secret).get("token").json() == {
        "name": "my script",
        "user": "ada",
        "writes": True,
        "until": Program(secret).get("token").json()["until"],
    }
    page = ada.get("/account/tokens/").content.decode()
    assert "my script" in page
    assert secret not in page
    kept = serializers.serialize("json", [*Token.objects.all(), *Entry.objects.all()])
    assert secret not in kept
    assert secret.removeprefix("detente_") not in kept


def test_a_token_ends_when_it_is_revoked_or_its_time_is_over(ada, program):
    from django.utils import timezone

    from detente.web.api.models import Token

    program()
    first, second = made(ada), made(ada, days="0")
    newest, older = Token.objects.order_by("-pk")[:2]
    assert newest.until is None
    assert ada.post(f"/account/tokens/{newest.pk}/revoke/").status_code == 302
    assert codes(Program(second).get("token")) == ["bad-token"]
    assert Program(first).get("token").status_code == 200
    Token.objects.filter(pk=older.pk).update(until=timezone.now())
    assert codes(Program(first).get("token")) == ["bad-token"]
    page = ada.get("/account/tokens/").content.decode()
    assert page.count("works: revoked") == page.count("time is over") == 1


def test_an_account_that_is_shut_has_no_tokens(program, person):
    ours = program("eve")
    eve = person("eve")
    eve.is_active = False
    eve.save()
    assert codes(ours.get("token")) == ["bad-token"]


def test_nobody_revokes_the_token_of_somebody_else(signed_in, program):
    from detente.web.api.models import Token

    ours = program("bob")
    token = Token.objects.get(user__username="bob")
    address = f"/account/tokens/{token.pk}/revoke/"
    assert signed_in("eve").post(address).status_code == 404
    assert "of bob" not in signed_in("eve").get("/account/tokens/").content.decode()
    assert ours.get("token").status_code == 200


def test_a_token_needs_a_name_and_there_are_not_too_many(ada, monkeypatch):
    from detente.web.api import tokens

    assert ada.post("/account/tokens/", {"name": "", "days": "30"}).status_code == 400
    assert ada.post("/account/tokens/", {"name": "a", "days": "9"}).status_code == 400
    monkeypatch.setattr(tokens, "_MOST", 1)
    made(ada)
    answer = ada.post("/account/tokens/", {"name": "b", "days": "30"})
    assert answer.status_code == 400


def test_it_is_noted_when_a_token_was_used_but_not_each_time(program):
    from detente.web.api.models import Token

    ours = program()
    ours.get("token")
    used = Token.objects.get().used
    assert used is not None
    ours.get("token")
    assert Token.objects.get().used == used
    Token.objects.update(used=used - timedelta(hours=1))
    ours.get("token")
    assert Token.objects.get().used > used


def test_the_log_tells_of_tokens_and_what_was_done_by_them(ada, program, scene):
    from detente.web.audit.models import Entry

    programs, there = scene
    made(ada)
    ada.post(f"/account/tokens/{ada_token().pk}/revoke/")
    programs["read-only"].delete(f"cases/{there['key']}")
    programs["revoked"].get("token")
    Program("detente_none").get("token")
    programs["owner"].delete(f"cases/{there['key']}")
    told = {
        (each.what, each.who, each.about, each.more) for each in Entry.objects.all()
    }
    assert ("token made", "ada", "my script", "may read") in told
    assert ("token revoked", "ada", "my script", "") in told
    assert ("token refused", "owner", "of owner", "may only read") in told
    assert ("token refused", "", "owner", "of owner: revoked") in told
    assert ("token refused", "", "", "unknown") in told
    assert ("case saved", "owner", there["key"], "2, by token: of owner") in told
    deleted = [each for each in told if each[0] == "case deleted"]
    assert deleted[0][3] == "Two villages, by token: of owner"


def ada_token():
    from detente.web.api.models import Token

    return Token.objects.filter(user__username="ada").first()


def test_who_asks_too_often_waits(program):
    from django.test import override_settings

    with override_settings(DETENTE_API_PACE=2):
        ours, other = program(), program()
        assert [ours.get("token").status_code for _ in range(3)] == [200, 200, 429]
        answer = ours.get("token")
        assert codes(answer) == ["too-often"]
        assert 0 < int(answer.headers["Retry-After"]) <= 30
        assert other.get("token").status_code == 200


def test_wrong_tokens_are_soon_no_longer_looked_at_and_good_ones_still_are(program):
    from detente.web.audit.models import Entry

    ours, wrong = program(), Program("detente_wrong")
    found = [wrong.get("token").status_code for _ in range(25)]
    assert found == [401] * 20 + [429] * 5
    assert Entry.objects.filter(what="token refused").count() == 20
    assert ours.get("token").status_code == 200


def test_a_pace_fills_again_and_forgets_who_is_gone(app, monkeypatch):
    from detente.web.api import pace

    measure = pace.Pace(60)
    assert [measure.wait("a", 0.0) for _ in range(61)] == [0] * 60 + [1]
    assert measure.wait("a", 0.5) == 1
    assert measure.wait("a", 1.0) == 0
    monkeypatch.setattr(pace, "_MOST", 1)
    measure.wait("b", 1.0)
    measure.wait("c", 100.0)
    assert measure.known() == {"c"}
