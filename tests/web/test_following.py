"""Following in the app: events come in, none is lost, what is owed is told."""

import io
import re

import pytest

from tests.web.pages_of_cases import SMALL, put, save, shown
from tests.web.remembering import Remembering

PLAN = (
    SMALL
    + """\
as_of: 2020-01-01
roadmaps:
  accord:
    name: {en: The accord, ru: Соглашение}
    since: 2020-01-01
    stages: [[not dam], [pay]]
# what happened
events:
  - {id: talks, date: 2020-01-02, kind: meeting, parties: [upper, lower]}  # the first
"""
)
DEED = {
    "date": "2020-02-01",
    "kind": "deed",
    "parties": ["upper"],
    "option": "dam",
    "value": "no",
    "title": "The dam, opened: [at last]",
}


@pytest.fixture
def key(ada, base):
    return put(ada, PLAN)


def text_of(client, key):
    return client.get(f"/cases/{key}/download/").content.decode()


def table(text, name="events.csv"):
    from django.core.files.uploadedfile import SimpleUploadedFile

    raw = text if isinstance(text, bytes) else text.encode()
    return {"file": SimpleUploadedFile(name, raw), "roadmap": "accord"}


def test_what_is_owed_is_told_with_party_and_day(ada, key):
    told = shown(ada, f"/cases/{key}/following/")
    assert "Owed now" in told
    assert "upper" in told.split("Owed now")[1]


def test_an_answer_that_was_waited_for_brings_the_events_with_it(ada, key, monkeypatch):
    from django.conf import settings

    from detente.web.jobs.models import Job

    address, asks = f"/cases/{key}/following/", {"HX-Request": "true"}
    with monkeypatch.context() as slow:
        slow.setattr(Remembering, "start", lambda *_: lambda: None)
        slow.setattr(settings, "DETENTE_PATIENCE", 0.0)
        waiting = shown(ada, address)
        assert waiting.count('class="waiting"') == 2
        assert "HX-Refresh" not in ada.get(address, headers=asks).headers
    Job.objects.all().delete()
    assert 'id="date"' in shown(ada, address)
    assert ada.get(address, headers=asks).headers["HX-Refresh"] == "true"


def test_an_event_that_is_entered_changes_what_is_owed(ada, key):
    answer = ada.post(f"/cases/{key}/following/event/", DEED, follow=True)
    told = answer.content.decode()
    assert "1 event added" in told
    assert "lower" in told.split("Owed now")[1].split("<h")[0]
    assert "1 February 2020" in told


@pytest.mark.parametrize("language", ["en", "ru"])
def test_no_reader_meets_a_day_as_programs_write_it(ada, key, language):
    ada.post("/language/", {"language": language, "back": "/"})
    ada.post(f"/cases/{key}/following/event/", DEED)
    told = shown(ada, f"/cases/{key}/following/")
    said = re.sub(r"<[^>]*>", " ", told)
    assert re.findall(r"\b\d{4}-\d\d-\d\d\b", said) == []
    assert ("1 февраля 2020 года" if language == "ru" else "1 February 2020") in said


def test_an_event_is_written_behind_the_others_and_nothing_else_changes(ada, key):
    ada.post(f"/cases/{key}/following/event/", DEED)
    text = text_of(ada, key)
    assert text.startswith(PLAN)
    assert text[len(PLAN) :].count("\n") == 1
    assert 'title: "The dam, opened: [at last]"' in text
    listed = shown(ada, f"/cases/{key}/versions/")
    assert "Version 2" in listed
    assert "1 event added" in listed


def test_an_event_that_means_nothing_is_refused_and_what_was_written_stays(ada, key):
    wrong = DEED | {"option": "", "title": "A deed of whom?"}
    answer = ada.post(f"/cases/{key}/following/event/", wrong)
    told = answer.content.decode()
    assert answer.status_code == 400
    assert "a deed needs the key &#39;option&#39;" in told
    assert 'value="A deed of whom?"' in told
    assert text_of(ada, key) == PLAN


def test_a_table_is_added_as_a_whole(ada, key):
    rows = "date,kind,option,value\n2020-02-01,deed,dam,no\n2020-03-01,deed,pay,yes\n"
    answer = ada.post(f"/cases/{key}/following/table/", table(rows), follow=True)
    assert "2 events added" in answer.content.decode()
    assert text_of(ada, key).startswith(PLAN)


def test_each_fault_of_a_table_is_told_at_its_row_and_nothing_is_added(ada, key):
    rows = "date,kind,option\n2020-02-3,deed,dam\n2020-02-01,deed,damm\n"
    answer = ada.post(f"/cases/{key}/following/table/", table(rows))
    told = answer.content.decode()
    assert answer.status_code == 400
    assert "line 2, column 1" in told
    assert "line 3, column 17" in told
    assert text_of(ada, key) == PLAN


def test_the_same_table_twice_adds_nothing(ada, key):
    rows = "date,kind,option,value\n2020-02-01,deed,dam,no\n"
    ada.post(f"/cases/{key}/following/table/", table(rows))
    text = text_of(ada, key)
    answer = ada.post(f"/cases/{key}/following/table/", table(rows), follow=True)
    assert "1 was there already" in answer.content.decode()
    assert text_of(ada, key) == text


@pytest.mark.needs("openpyxl")
def test_a_workbook_is_a_table_too(ada, key):
    import datetime

    from openpyxl import Workbook

    book, told = Workbook(), io.BytesIO()
    book.active.append(["date", "kind", "option", "value"])
    book.active.append([datetime.date(2020, 2, 1), "deed", "dam", "no"])
    book.save(told)
    sent = table(told.getvalue(), "events.xlsx")
    answer = ada.post(f"/cases/{key}/following/table/", sent, follow=True)
    assert "1 event added" in answer.content.decode()
    assert "{date: 2020-02-01, kind: deed, option: dam, value: no}" in text_of(ada, key)


@pytest.mark.parametrize("name", ["events.csv", "events.xlsx"])
def test_a_file_that_is_no_table_is_refused(ada, key, name):
    answer = ada.post(f"/cases/{key}/following/table/", table(b"PK\x03\x04\xff", name))
    assert answer.status_code == 400
    assert text_of(ada, key) == PLAN


def test_events_go_behind_what_somebody_else_saved_meanwhile(ada, key, monkeypatch):
    from detente.web.jobs.asking import ask

    theirs = PLAN + "  - {date: 2020-01-20, kind: statement, parties: [lower]}\n"
    once: list[object] = []

    def slow(question, user):
        job = ask(question, user)
        if question.kind == "events" and not once:
            once.append(save(ada, key, theirs, 1))
        return job

    monkeypatch.setattr("detente.web.following.views.ask", slow)
    ada.post(f"/cases/{key}/following/event/", DEED)
    text = text_of(ada, key)
    assert text.startswith(theirs)
    assert "The dam, opened" in text


def test_a_table_leads_to_no_file_of_the_server(ada, key, tmp_path, monkeypatch):
    (tmp_path / "events.csv").write_text("date,kind\n2019-01-01,TOPSECRET\n")
    monkeypatch.chdir(tmp_path)
    for name in ("events.csv", "nk_missile_tests", "../../etc/passwd"):
        answer = ada.post(
            f"/cases/{key}/following/table/", table("date,kind\n", name), follow=True
        )
        told = answer.content.decode()
        assert "TOPSECRET" not in told
        assert "root:" not in told
        assert text_of(ada, key) == PLAN


def test_a_title_is_text_on_the_page(ada, key):
    ada.post(f"/cases/{key}/following/event/", DEED | {"title": "<script>x</script>"})
    assert "<script>x" not in shown(ada, f"/cases/{key}/following/")


def test_a_bundled_case_is_followed_and_not_written(ada):
    told = shown(ada, "/cases/korea-2017/following/")
    assert "Copy it" in told
    answer = ada.post("/cases/korea-2017/following/event/", DEED)
    assert answer.status_code == 404


WHO = {
    "nobody": (302, 302),
    "stranger": (404, 404),
    "reader": (200, 403),
    "editor": (200, 302),
    "owner": (200, 302),
    "staff": (404, 404),
}
"""What each is answered who looks, and who adds."""


def test_everybody_may_do_what_the_table_says(key, ada, person, signed_in):
    from django.db import transaction
    from django.test import Client

    from detente.web.cases.models import Case, Share

    case = Case.objects.get(pk=key)
    for role in ("reader", "editor", "owner"):
        Share.objects.create(case=case, user=person(role), role=role)
    staff = person("staff")
    staff.is_staff = True
    staff.save()
    rows = "date,kind,option,value\n2020-02-01,deed,dam,no\n"
    found = {}
    for who in WHO:
        client = Client() if who == "nobody" else signed_in(who)
        looked = client.get(f"/cases/{key}/following/").status_code
        added = []
        for part, sent in (("event", DEED), ("table", table(rows))):
            with transaction.atomic():
                answer = client.post(f"/cases/{key}/following/{part}/", sent)
                added.append(answer.status_code)
                transaction.set_rollback(True)
        assert len(set(added)) == 1
        found[who] = (looked, added[0])
    assert found == WHO


def test_a_promise_says_who_promised_what(ada):
    told = PLAN + (
        "  - {id: word, date: 2020-01-03, kind: statement, option: pay, value: yes}\n"
        "  - {id: end, date: 2020-01-04, kind: statement, option: dam, value: no}\n"
    )
    page = shown(ada, f"/cases/{put(ada, told)}/following/")
    events = page.partition('<ol class="events"')[2]
    assert re.search(r"statement · lower</p>\s*<p>promised: pay</p>", events)
    assert re.search(
        r"statement · upper</p>\s*<p>promised: an end to “dam”</p>", events
    )
