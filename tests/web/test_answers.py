"""Answers as pages: the same as the library gives, whole or after a while."""

import re

import pytest

from detente import load
from detente.report.words import words_of
from detente.web.work.kinds import KINDS
from tests.unit.time.test_deal_turnover import LEADERS
from tests.web.pages_of_cases import SMALL, WEIGHED, put, save, shown
from tests.web.remembering import Remembering

PARTS = ("", "report/", "states/", "roadmaps/", "roadmaps/deal/", "following/")


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


NAMED = SMALL.replace("now: yes,", "now: yes, name: {en: Dam shut, ru: Плотина},")


@pytest.mark.parametrize(
    ("language", "dam", "verdict"),
    [("en", "Dam shut", "Nobody would leave"), ("ru", "Плотина", "Никто не уйдёт")],
)
def test_situations_are_told_by_names_in_picture_list_and_reasons(
    ada, language, dam, verdict
):
    key = put(ada, NAMED)
    spoken = {"Accept-Language": language}
    page = shown(ada, f"/cases/{key}/states/?state=NN", **spoken)
    told = re.sub(r'<[^>]*"[^>]*>', " ", page)
    assert "\N{MINUS SIGN} " + dam in told
    assert not re.search(r"[+-](dam|pay)\b|\bGMR\b|State graph", told.split("why")[0])
    why = page[page.index('id="why"') :]
    assert dam in why.split("<details")[0]
    listed = page[page.index('class="situations"') :].split("</ul>")[0]
    assert dam in listed
    assert verdict in page


@pytest.mark.parametrize("part", PARTS)
def test_no_page_asks_anybody_to_type_anything(ada, part):
    case = f"{WEIGHED}claims: [{{source: s, kind: fact}}]\nsources: {{s: S}}\n"
    page = shown(ada, f"/cases/{put(ada, case)}/{part}")
    told = re.sub(r"<[^>]*>", " ", page.partition("<main")[2])
    assert not re.search(r"now [+-](dam|pay)\b|(?<!\S)--[a-z]|\bdetente [a-z]", told)
    assert "at the foot of this page" not in told
    assert "<code>" not in page.replace('<code class="digest">', "")


@pytest.mark.parametrize("part", ["first/", "states/", "roadmaps/", "report/"])
def test_a_fault_leads_to_its_place_in_the_text(ada, part):
    key = put(ada, SMALL.replace("now: yes", "now: yess"))
    beside = {"HX-Request": "true"} if part == "first/" else {}
    page = shown(ada, f"/cases/{key}/{part}", **beside)
    if beside:
        assert 'data-line="6"' in page
    else:
        assert f'href="/cases/{key}/text/?line=6&amp;column=18"' in page


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


def test_what_was_asked_names_case_and_version_and_leads_to_the_answer(ada):
    key = put(ada)
    ada.post(f"/cases/{key}/preview/", {"text": SMALL + "# typing\n", "base": 1})
    shown(ada, f"/cases/{key}/states/")
    shown(ada, f"/cases/{key}/")
    save(ada, key, SMALL.replace("1 month", "1 year"), 1)
    shown(ada, f"/cases/{key}/")
    shown(ada, "/cases/chicken/roadmaps/")
    assert "not saved" not in shown(ada, "/jobs/")
    rows = shown(ada, "/jobs/").split("</ul>")[0].split("<li>")[1:]
    links = [re.findall(r'href="([^"]+)"', each) for each in rows]
    assert links[0] == ["/cases/chicken/roadmaps/", "/cases/chicken/"]
    assert links[1] == [f"/cases/{key}/", f"/cases/{key}/versions/2/"]
    assert "Two villages, version 2" in rows[1]
    alone, version = links[2]
    assert version == f"/cases/{key}/versions/1/"
    assert "Will it last?" in shown(ada, alone)
    told = shown(ada, alone, **{"Accept-Language": "ru"})
    assert "Удержится ли это?" in told
    assert told.index("<h2") < told.index("<h3")
    (drawn,) = (each for each in rows if "Situations" in each)
    assert re.findall(r'href="([^"]+)"', drawn) == [f"/cases/{key}/versions/1/"]


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


@pytest.mark.parametrize(
    ("back", "leads"), [("/cases/chicken/states/", True), ("//elsewhere.org/", False)]
)
def test_who_gives_a_question_up_can_ask_it_again(ada, monkeypatch, back, leads):
    from django.conf import settings

    from detente.web.jobs.models import Job

    monkeypatch.setattr(Remembering, "start", lambda *_: lambda: None)
    monkeypatch.setattr(settings, "DETENTE_PATIENCE", 0.0)
    waiting = shown(ada, "/cases/chicken/roadmaps/")
    assert 'name="back" value="/cases/chicken/roadmaps/"' in waiting
    job = Job.objects.get(kind="road_maps")
    told = ada.post(f"/jobs/{job.pk}/cancel/", {"back": back}, follow=True)
    page = told.content.decode()
    assert "Given up" in page
    assert (f'href="{back}"' in page) is leads
    assert "given up" in page.split("<ul")[1]


def test_what_nobody_is_said_to_want_does_not_last_for_that(ada):
    page = shown(ada, f"/cases/{put(ada, BARE)}/")
    assert "it is not said what anybody wants" in page
    assert "nobody would gain by any move" not in page


def test_the_page_of_a_case_names_no_list_that_it_lacks(ada):
    key = put(ada, WEIGHED)
    page = shown(ada, f"/cases/{key}/")
    assert "not as a forecast." in page
    assert "Deal by deal" not in page


def test_one_stage_is_not_put_in_another_order(ada):
    plan = "roadmaps: {plan: {stages: [[pay]]}, other: {stages: [[pay], [not dam]]}}\n"
    key = put(ada, SMALL + plan)
    other = "In another order"
    assert other not in shown(ada, f"/cases/{key}/roadmaps/plan/")
    assert other in shown(ada, f"/cases/{key}/roadmaps/other/")


BARE = SMALL.partition("preferences:")[0]
EMPTY = [
    ("", BARE, "nothing would move them: upper and lower", "questions/wants/"),
    ("states/", BARE, "nothing would move them: upper and lower", "questions/wants/"),
    ("roadmaps/", SMALL, "No deal is on the table yet", "questions/deal/"),
    ("following/", SMALL, "There is no road map in this case yet", "questions/deal/"),
    ("assess/", SMALL.replace("yes", "yess"), "There are things to mend", "text/"),
]


@pytest.mark.parametrize(("part", "text", "said", "way"), EMPTY)
def test_what_is_missing_is_said_with_the_way_to_it(ada, part, text, said, way):
    key = put(ada, text)
    page = shown(ada, f"/cases/{key}/{part}")
    told = page.partition(said)[2]
    assert f'href="/cases/{key}/{way}"' in told
    assert "`" not in told


def test_a_bundled_case_without_deals_is_copied_to_get_one(ada):
    page = shown(ada, "/cases/chicken/roadmaps/").partition("No deal is on")[2]
    assert 'action="/cases/chicken/copy/"' in page


def test_wants_that_are_said_are_not_asked_for(ada):
    assert "nothing would move them" not in shown(ada, f"/cases/{put(ada)}/")


@pytest.mark.parametrize("part", ["states/", "following/"])
def test_faults_are_told_once_and_nothing_is_asked_beside_them(ada, part):
    key = put(ada, SMALL.replace("now: yes", "now: yess"))
    page = shown(ada, f"/cases/{key}/{part}")
    assert page.count("1 thing to mend") == 1
    assert "<h2 id=" not in page


@pytest.mark.parametrize("indent", [0, 70, 400, 900])
def test_the_fault_is_marked_in_the_part_of_its_line_that_is_shown(ada, indent):
    name = "x" * indent
    wrong = SMALL.replace("now: yes", f"name: '{name}', now: yess")
    page = shown(ada, f"/cases/{put(ada, wrong)}/roadmaps/")
    assert ", now: <mark>yess</mark>, undo: 1 month}" in page
    assert len(page.partition("<pre>")[2].partition("</pre>")[0]) < 200


def test_a_question_that_was_ended_can_be_asked_again(ada, monkeypatch):
    def ended(_, __, ___, watcher):
        watcher.done(None)
        return lambda: None

    monkeypatch.setattr(Remembering, "start", ended)
    page = shown(ada, "/cases/chicken/roadmaps/")
    assert "answering took more than it may" in page
    assert "Ask it again" in page


DEAL = "roadmaps: {both: {stages: [[x, y]]}}"


@pytest.mark.parametrize(
    ("leaders", "seconds", "told"),
    [(True, 5.0, True), (True, 0.0, False), (False, 0.0, True)],
)
def test_what_takes_long_has_a_button(monkeypatch, leaders, seconds, told):
    monkeypatch.setattr("detente.web.work.kinds._SOON", seconds)
    case = load(LEADERS if leaders else LEADERS.split("types:")[0] + DEAL)
    found = KINDS["road_map"](case, words_of("en"), {"road_map": "both"})
    assert found["left_out"] != told
    assert ("after one year" in str(found["html"])) == (told and leaders)
    given = {"road_map": "both", "turnover": "yes"}
    assert not KINDS["road_map"](case, words_of("en"), given)["left_out"]


@pytest.mark.parametrize("later", [{}, {"HX-Request": "true"}])
def test_what_is_left_out_can_be_asked_also_of_an_answer_that_came_later(
    ada, monkeypatch, later
):
    monkeypatch.setattr("detente.web.work.kinds._SOON", 0.0)
    address = f"/cases/{put(ada, LEADERS)}/roadmaps/"
    assert f'href="{address}both/?outlive=1"' in shown(ada, f"{address}both/", **later)
    listed = shown(ada, "/cases/korea-2019/roadmaps/", **later)
    assert "Open a road map for its stages" in listed
    assert 'href="/cases/korea-2019/roadmaps/?all=1"' in listed


def test_an_answer_alone_asks_nothing_that_needs_its_case(ada):
    from detente.web.jobs.models import Job

    shown(ada, "/cases/korea-2019/roadmaps/")
    (job,) = Job.objects.filter(question__contains='"road_maps"')
    alone = shown(ada, f"/jobs/{job.pk}/")
    assert "Small deal" in alone
    assert "?all=1" not in alone
