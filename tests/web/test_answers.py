"""Answers as pages: the same as the library gives, whole or after a while."""

import pytest

from tests.web.pages_of_cases import SMALL, put, save, shown


def test_the_first_screen_stands_beside_the_text(ada):
    page = shown(ada, "/cases/korea-2017/first/", **{"HX-Request": "true"})
    assert "<html" not in page
    assert "Will it last?" in page


def test_another_want_is_another_answer(ada):
    key = put(ada)
    before = shown(ada, f"/cases/{key}/")
    save(ada, key, SMALL.replace("[pay, not dam]", "[dam, pay]"), 1)
    assert shown(ada, f"/cases/{key}/") != before


def test_a_situation_in_the_picture_leads_to_why(ada):
    page = shown(ada, "/cases/korea-2017/states/")
    assert 'href="?state=NNNN#why"' in page
    why = shown(ada, "/cases/korea-2017/states/why/?state=NNNN")
    assert "<html" not in why
    assert why.strip() in shown(ada, "/cases/korea-2017/states/?state=NNNN")


def test_a_situation_that_is_none_is_said_so(ada):
    page = shown(ada, "/cases/korea-2017/states/why/?state=YYYYYYY")
    assert "the options are: strike, withdraw, invade, abandon" in page


def test_no_page_carries_a_style_or_a_script_of_its_own(ada):
    for part in ("", "text/", "states/", "report/", "roadmaps/"):
        page = shown(ada, f"/cases/cuba-1962/{part}")
        assert "<style" not in page
        assert " style=" not in page
        assert "<script>" not in page
        assert " onclick" not in page


def test_every_part_of_the_report_is_listed_and_there(ada):
    page = shown(ada, "/cases/cuba-1962/report/")
    leads = {each.partition('"')[0] for each in page.split('href="#')[1:]}
    there = {each.partition('"')[0] for each in page.split(' id="')[1:]}
    assert len(leads) > 5
    assert leads <= there


def test_a_question_is_answered_once(ada):
    from detente.web.jobs.models import Job

    shown(ada, "/cases/chicken/")
    shown(ada, "/cases/chicken/text/")
    shown(ada, "/cases/chicken/first/", **{"HX-Request": "true"})
    shown(ada, "/cases/chicken/")
    assert Job.objects.filter(kind="first").count() == 1


@pytest.mark.parametrize("edit", ["file: /etc/passwd", "events: secret.csv"])
def test_a_case_reads_no_file_of_the_server(ada, tmp_path, monkeypatch, edit):
    (tmp_path / "secret.csv").write_text(
        "id,date,kind,title\na,2019-01-01,deed,TOPSECRET\n"
    )
    monkeypatch.chdir(tmp_path)
    source = edit.startswith("file")
    more = f"sources: {{a: {{title: a, {edit}}}}}\n" if source else f"{edit}\n"
    key = put(ada, SMALL + more)
    told = ada.post(f"/cases/{key}/preview/", {"text": SMALL + more, "base": 1})
    page = told.content.decode() + shown(ada, f"/cases/{key}/report/")
    assert "TOPSECRET" not in page
    assert "root:" not in page


def test_a_case_opens_at_its_answer_with_pictures_and_deals(ada):
    page = shown(ada, "/cases/korea-2017/")
    assert "Will it last?" in page
    assert "<figure" in page
    assert "textarea" not in page
    names = [each.partition("<")[0] for each in page.split('page">')[1:]]
    assert names == ["Answer"]


def test_a_case_with_faults_opens_at_its_text(ada):
    key = put(ada, SMALL.replace("now: yes", "now: yess"))
    answer = ada.get(f"/cases/{key}/")
    assert answer.headers["Location"] == f"/cases/{key}/text/"
    assert "yess" in shown(ada, f"/cases/{key}/text/")


def test_a_case_that_was_only_begun_opens_at_its_questions(ada):
    key = put(ada, "detente: 1\ntitle: Begun\n")
    answer = ada.get(f"/cases/{key}/")
    assert answer.headers["Location"] == f"/cases/{key}/questions/"
