"""An analysis frozen and published: what it holds, who says what of it."""

import json
import re

import pytest

from detente import load
from detente.analysis.overview.report import find_report
from detente.report.naming import Names
from detente.report.words import SPOKEN, words_of
from detente.web.work import assessing
from tests.web.assessing import MADE, assess, publish
from tests.web.pages_of_cases import SMALL, put, save, shown


@pytest.fixture
def key(ada):
    return put(ada)


@pytest.fixture
def page(ada, key):
    """The address of an assessment of a small case."""
    return assess(ada, key)


@pytest.mark.parametrize(("name", "alone"), [("local", True), ("ada", False)])
def test_at_home_it_is_said_that_nobody_else_can_follow_a_link(signed_in, name, alone):
    client = signed_in(name)
    page = assess(client, "chicken")
    told = shown(client, f"{page}share/")
    assert ("on this machine for you alone" in told) is alone
    said = client.post(f"{page}publish/", {"reach": "private"}, follow=True)
    assert "Withdrawn" not in said.content.decode()


def test_it_is_signed_by_author_and_office(ada, page):
    told = shown(ada, page)
    assert "Ada Lovelace, Desk for rivers" in told
    assert "As the water rises" in told


def test_lines_of_author_and_readers_end_as_lines_do(ada, key):
    page = assess(ada, key, told="First line\r\n\r\nsecond")
    publish(ada, page, "members")
    ada.post(f"{page}comments/", {"text": "A question:\r\nwho measures?"})
    told = shown(ada, page)
    assert "First line\n\nsecond" in told
    assert "A question:\nwho measures?" in told
    assert "\\x0d" not in told


def test_it_tells_what_the_report_tells_in_both_languages(ada, page):
    assert "Will it last?" in shown(ada, page)
    ada.post("/language/", {"language": "ru", "back": "/"})
    told = shown(ada, page)
    assert "Два села" in told
    assert 'lang="ru"' in told
    assert "Will it last?" not in told


def test_what_is_frozen_stays_when_the_case_changes(ada, key, page):
    before = shown(ada, page)
    files = [
        ada.get(f"{page}{name}").content for name in ("case.yaml", "analysis.json")
    ]
    changed = SMALL.replace("[pay, not dam]", "[dam, pay]").replace("villages", "towns")
    save(ada, key, changed, 1)
    shown(ada, "/")  # where the note stands that it was saved
    assert _without_tokens(shown(ada, page)) == _without_tokens(before)
    assert files[0].decode() == SMALL
    again = [
        ada.get(f"{page}{name}").content for name in ("case.yaml", "analysis.json")
    ]
    assert again == files


def _without_tokens(page):
    return [each for each in page.splitlines() if "csrf" not in each.lower()]


def test_it_outlives_its_case(ada, key, page):
    ada.post(f"/cases/{key}/delete/")
    assert "Two villages" in shown(ada, page)


def test_it_names_the_text_that_it_was_found_of(ada, page):
    from hashlib import sha256

    from detente import __version__

    told = shown(ada, page)
    assert sha256(SMALL.encode()).hexdigest() in told
    assert f"<dd>{__version__}</dd>" in told
    assert "version 1" in told


def test_what_is_kept_cannot_be_written_over(ada, page):
    from detente.web.assessments.models import Assessment, FrozenError

    found = Assessment.objects.get()
    found.analysis = "{}"
    with pytest.raises(FrozenError):
        found.save()
    content = found.contents.first()
    content.told = "{}"
    with pytest.raises(FrozenError):
        content.save()


def test_the_analysis_is_saved_as_json(ada, page):
    answer = ada.get(f"{page}analysis.json")
    assert "attachment" in answer.headers["Content-Disposition"]
    assert "concepts" in json.loads(answer.content)


@pytest.mark.parametrize(
    ("reading", "before", "left_out"),
    [("students", "resting-web", ""), ("business", "", "tables-web")],
)
def test_each_reading_opens_with_its_own_part(ada, page, reading, before, left_out):
    told = shown(ada, f"{page}?for={reading}")
    if before:
        assert told.index(f'id="{before}"') < told.index('id="first"')
        assert told.count(f'id="{before}"') == 1
    if left_out:
        assert f'id="{left_out}"' not in told
    whole = shown(ada, page)
    assert whole.index('id="first"') < whole.index('id="resting-web"')


def test_every_section_has_a_link_of_its_own(ada, page):
    told = shown(ada, page)
    leads = {each.partition('"')[0] for each in told.split('href="#')[1:]}
    there = {each.partition('"')[0] for each in told.split(' id="')[1:]}
    assert {"resting-web", "kept", "rating", "comments"} <= leads
    assert leads <= there


def test_no_page_carries_a_style_or_a_script_of_its_own(ada, page, key):
    publish(ada, page, "everybody")
    for part in (page, f"{page}share/", f"{page}card/", f"/cases/{key}/assess/"):
        told = shown(ada, part)
        assert "<style" not in told
        assert " style=" not in told
        assert "<script>" not in told


def test_a_new_edition_is_told_by_the_old_one_once_it_is_published(ada, key, page):
    publish(ada, page, "members")
    later = assess(ada, key, after=page.split("/")[2])
    assert "edition 2" in shown(ada, later)
    assert "There is a newer edition" in shown(ada, page)


def test_others_hear_of_a_new_edition_only_when_they_may_see_it(
    ada, key, page, signed_in
):
    publish(ada, page, "members")
    later = assess(ada, key, after=page.split("/")[2])
    bob = signed_in("bob")
    assert "newer edition" not in shown(bob, page)
    publish(ada, later, "members")
    assert later in shown(bob, page)


def test_an_edition_follows_only_what_is_ones_own(ada, key, page, signed_in):
    bob = signed_in("bob")
    other = put(bob)
    told = MADE | {"after": page.split("/")[2]}
    assert bob.post(f"/cases/{other}/assess/", told).status_code == 404
    again = put(ada)
    assert ada.post(f"/cases/{again}/assess/", told).status_code == 404


def test_without_an_author_nothing_is_made(ada, key):
    answer = ada.post(f"/cases/{key}/assess/", {"signed": " ", "office": "Desk"})
    assert answer.status_code == 400
    assert 'value="Desk"' in answer.content.decode()


def test_a_case_that_cannot_be_read_is_not_assessed(ada, base):
    key = put(ada, SMALL.replace("upper: [pay", "uper: [pay"))
    assert "things to mend" in shown(ada, f"/cases/{key}/assess/")
    answer = ada.post(f"/cases/{key}/assess/", MADE, follow=True)
    told = answer.content.decode()
    assert "uper" in told
    assert "Try again" in told
    assert (
        ada.post(
            f"{answer.redirect_chain[0][0]}publish/", {"reach": "members"}
        ).status_code
        == 400
    )


def test_it_is_listed_for_those_it_is_for(ada, page, signed_in):
    publish(ada, page, "members")
    bob = signed_in("bob")
    assert page in shown(bob, "/assessments/")
    assert page in shown(bob, "/assessments/for/business/")
    assert page not in shown(bob, "/assessments/for/students/")
    assert bob.get("/assessments/for/kings/").status_code == 404


def test_a_vote_is_counted_once_and_can_be_changed(ada, page, signed_in):
    publish(ada, page, "members")
    assert "no votes" in shown(ada, page)
    bob, eve = signed_in("bob"), signed_in("eve")
    bob.post(f"{page}rate/", {"value": 5})
    bob.post(f"{page}rate/", {"value": 2})
    assert "2.0 of 5 · 1 vote<" in shown(eve, page)
    eve.post(f"{page}rate/", {"value": 5})
    told = shown(bob, page)
    assert "3.5 of 5 · 2 votes" in told
    assert "Your vote is 2" in told
    assert "3.5 of 5 · 2 votes" in shown(bob, "/assessments/")


@pytest.mark.parametrize("value", ["0", "6", "-1", "many", ""])
def test_a_mark_outside_the_scale_is_refused(ada, page, signed_in, value):
    publish(ada, page, "members")
    bob = signed_in("bob")
    assert bob.post(f"{page}rate/", {"value": value}).status_code == 400
    assert "no votes" in shown(bob, page)


def test_what_readers_say_is_text_and_nothing_else(ada, page, signed_in):
    publish(ada, page, "members")
    bob = signed_in("bob")
    bob.post(f"{page}comments/", {"text": "<script>x</script>\n<b>Well</b> & good"})
    told = shown(ada, page)
    assert "<script>x" not in told
    assert "&lt;b&gt;Well&lt;/b&gt; &amp; good" in told


@pytest.mark.parametrize("text", ["", "  \n ", "a" * 4_001])
def test_an_empty_or_endless_comment_is_refused(ada, page, text):
    from detente.web.assessments.models import Comment

    ada.post(f"{page}comments/", {"text": text})
    assert not Comment.objects.exists()
    assert "from 1 to 4000 letters" in shown(ada, page)


def test_a_comment_that_was_hidden_is_seen_by_those_who_keep_order(
    ada, page, signed_in
):
    publish(ada, page, "members")
    bob, eve = signed_in("bob"), signed_in("eve")
    bob.post(f"{page}comments/", {"text": "Rubbish"})
    number = shown(ada, page).split("/comments/")[1].partition("/")[0]
    ada.post(f"{page}comments/{number}/hide/")
    assert "Rubbish" not in shown(eve, page)
    assert "Rubbish" in shown(ada, page)
    ada.post(f"{page}comments/{number}/hide/", {"show": "1"})
    assert "Rubbish" in shown(eve, page)


def test_nobody_can_fill_the_page_with_comments(ada, page, monkeypatch):
    monkeypatch.setattr("detente.web.assessments.talking._A_DAY", 2)
    for text in ("one", "two", "three"):
        ada.post(f"{page}comments/", {"text": text})
    told = shown(ada, page)
    assert "much for one day" in told
    assert ">three<" not in told


def test_a_source_leads_to_the_web_only(ada, base):
    sources = (
        "sources:\n"
        "  a: {title: Good, url: 'https://example.org/a'}\n"
        "  b: {title: Bad, url: 'javascript:alert(1)'}\n"
    )
    from detente.web.work.answering import answer
    from detente.web.work.question import Question

    told = answer(Question("assessment", SMALL + sources))
    listed = told["languages"]["en"]["sources"]  # type: ignore[index]
    assert [each["url"] for each in listed] == ["https://example.org/a", ""]


@pytest.mark.parametrize("edit", ["file: /etc/passwd", "events: secret.csv"])
def test_an_assessment_reads_no_file_of_the_server(
    ada, base, tmp_path, monkeypatch, edit
):
    (tmp_path / "secret.csv").write_text(
        "id,date,kind,title\na,2019-01-01,deed,TOPSECRET\n"
    )
    monkeypatch.chdir(tmp_path)
    source = edit.startswith("file")
    more = f"sources: {{a: {{title: a, {edit}}}}}\n" if source else f"{edit}\n"
    key = put(ada, SMALL + more)
    answer = ada.post(f"/cases/{key}/assess/", MADE, follow=True)
    told = answer.content.decode()
    assert "TOPSECRET" not in told
    assert "root:" not in told


@pytest.mark.parametrize(
    ("case", "shows"),
    [
        ("iran-2015", "Where nobody would move any more"),
        ("korea-2019", "How far each road map goes"),
    ],
)
def test_a_card_shows_a_picture_that_can_be_read_on_it(case, shows):
    # Letters of 12 pixels; the frame of a card leaves 388 by 320 to its picture.
    first = find_report(load(case)).first
    told = assessing._of_card(first.pictures(Names(load(case), words_of("en"), SPOKEN)))  # noqa: SLF001 - the whole assessment takes seconds
    assert told is not None
    assert told.caption.startswith(shows)
    width, height = map(float, re.findall(r"0 0 ([0-9.]+) ([0-9.]+)", told.narrow)[0])
    assert 12 * min(388 / width, 320 / height) >= 9
