"""The library: cases come in, are changed, and nothing of them is lost."""

import re
from pathlib import Path

import pytest
from django.urls import get_resolver

from detente.analysis.exchange import export_case, import_case
from detente.casefile import parse_case
from detente.web.pages.numbers import NUMBER
from tests.web.pages_of_cases import SMALL, bundled_text, put, save, shown
from tests.web.remembering import Remembering


def test_a_text_that_was_put_in_stands_in_the_library(ada):
    key = put(ada)
    assert f"/cases/{key}/" in shown(ada, "/")
    assert "Two villages" in shown(ada, "/")


def test_the_library_speaks_the_readers_language(ada):
    put(ada)
    ada.post("/language/", {"language": "ru", "back": "/"})
    assert "Два села" in shown(ada, "/")


def test_the_library_is_searched_by_title(ada):
    put(ada)
    found = shown(ada, "/?q=korean")
    assert "Korean Peninsula, April 2019" in found
    assert "Two villages" not in found
    assert "Elmira" not in found


def test_a_file_is_taken_in(ada):
    from django.core.files.uploadedfile import SimpleUploadedFile

    file = SimpleUploadedFile("villages.yaml", SMALL.encode())
    answer = ada.post("/cases/add/file/", {"file": file}, follow=True)
    assert "Two villages" in answer.content.decode()


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (SMALL.replace("upper: [pay", "uper: [pay"), "Two villages"),
        ("detente: 1\nparties: {upper\n", "villages.yaml"),
    ],
)
def test_a_file_that_cannot_be_read_yet_is_called_and_says_where(ada, text, title):
    from django.core.files.uploadedfile import SimpleUploadedFile

    file = SimpleUploadedFile("villages.yaml", text.encode())
    answer = ada.post("/cases/add/file/", {"file": file}, follow=True)
    opened, listed = answer.content.decode(), shown(ada, "/")
    row = listed[listed.index('<h2 id="own"') : listed.index('<h2 id="bundled"')]
    for page in (opened, row):
        assert title in page
        said = re.search(r"cannot be read as a case yet: see line (\d+)", page)
        line = 11 if "uper" in text else 2
        assert said
        assert int(said[1]) == line


def test_a_file_that_is_no_text_is_refused_with_the_reason(ada):
    from django.core.files.uploadedfile import SimpleUploadedFile

    file = SimpleUploadedFile("villages.yaml", b"PK\x03\x04\xff\xfe")
    answer = ada.post("/cases/add/file/", {"file": file})
    assert answer.status_code == 400
    assert "packed file" in answer.content.decode()


def test_a_copy_of_a_bundled_case_is_the_same_text(ada):
    answer = ada.post("/cases/korea-2019/copy/")
    text = ada.get(f"{answer.headers['Location']}download/").content.decode()
    assert text == bundled_text("korea-2019")


def test_what_is_downloaded_is_what_was_put_in(ada):
    text = SMALL + "# a comment\n"
    key = put(ada, text)
    answer = ada.get(f"/cases/{key}/download/")
    assert answer.content.decode() == text
    assert "attachment" in answer.headers["Content-Disposition"]


def test_every_save_is_a_version(ada):
    key = put(ada)
    save(ada, key, SMALL.replace("1 month", "1 year"), 1, note="slower")
    listed = shown(ada, f"/cases/{key}/versions/")
    assert "Version 1" in listed
    assert "Version 2" in listed
    assert "slower" in listed


def test_a_version_shows_what_it_changed(ada):
    key = put(ada)
    save(ada, key, SMALL.replace("1 month", "1 year"), 1)
    page = shown(ada, f"/cases/{key}/versions/2/")
    changed = page[page.index("<table") : page.index("</table>")]
    assert "undo: 1 month" in changed
    assert "undo: 1 year" in changed
    assert "not dam, not pay" not in changed


def test_any_two_versions_are_compared_the_older_first(ada):
    key = put(ada)
    save(ada, key, SMALL.replace("1 month", "1 year"), 1)
    save(ada, key, SMALL.replace("1 month", "2 years") + "# c\n", 2)
    listed = shown(ada, f"/cases/{key}/versions/")
    chosen = re.findall(r'name="(one|two)" value="(\d)"[^>]* checked', listed)
    assert dict(chosen) == {"one": "2", "two": "3"}
    page = shown(ada, f"/cases/{key}/versions/compare/?one=3&two=1")
    changed = page[page.index("<table") : page.index("</table>")]
    gone, new = changed.index("undo: 1 month"), changed.index("undo: 2 years")
    assert gone < new
    assert "undo: 1 year" not in changed
    for wrong in ("one=9", "one=x", "one=1&two=0", f"one={10**30}"):
        address = f"/cases/{key}/versions/compare/?{wrong}"
        assert ada.get(address).status_code == 404


@pytest.mark.parametrize("page", ["compare/?one=1&two=2", "2/"])
def test_what_changed_is_told_by_its_page_once_it_is_known(ada, monkeypatch, page):
    key, later = put(ada), {"HX-Request": "true"}
    address = f"/cases/{key}/versions/{page}"
    with monkeypatch.context() as busy:
        busy.setattr(Remembering, "start", lambda *_: lambda: None)
        save(ada, key, SMALL.replace("1 month", "1 year") + f"# {page}\n", 1)
        part = shown(ada, address, **later)
    assert "Working it out" in part
    assert "<html" not in part
    again = f"/cases/{put(ada)}/versions/{page}"
    save(ada, again.split("/")[2], SMALL.replace("1 month", "2 years"), 1)
    assert (
        ada.get(again, headers={"HX-Request": "true"}).headers["HX-Refresh"] == "true"
    )


def test_texts_that_could_not_be_compared_are_not_said_to_be_the_same(ada):
    from detente.web.jobs.models import Job

    key = put(ada)
    save(ada, key, SMALL.replace("1 month", "1 year"), 1)
    for page in ("compare/?one=1&two=2", "2/"):
        shown(ada, f"/cases/{key}/versions/{page}")
        told = {"refused": "It took too long."}
        Job.objects.filter(kind="difference").update(answer=told)
        told = shown(ada, f"/cases/{key}/versions/{page}")
        assert "It took too long." in told
        assert "No line is different." not in told


def numbered_pages(patterns=None, before=""):
    """All addresses that hold a number, and some that is too large for a database."""
    for each in patterns or get_resolver("detente.web.urls").url_patterns:
        route = before + str(each.pattern)
        if hasattr(each, "url_patterns"):
            yield from numbered_pages(each.url_patterns, route)
        elif f"<{NUMBER}:" in route:
            yield re.sub(rf"<{NUMBER}:\w+>", str(10**30), route)


def test_a_number_that_no_database_takes_leads_nowhere(ada):
    key = put(ada)
    pages = list(numbered_pages())
    assert len(pages) > 5
    for page in pages:
        named = re.sub(r"<slug:key>|<str:key>", key, page)
        address = "/" + re.sub(r"<\w+:\w+>", "x", named)
        assert ada.get(address).status_code in {404, 405}, address
        assert ada.post(address).status_code in {302, 403, 404, 405}, address


def test_an_old_version_is_brought_back_as_a_new_one(ada):
    key = put(ada)
    save(ada, key, SMALL.replace("1 month", "1 year"), 1)
    ada.post(f"/cases/{key}/versions/1/restore/")
    assert ada.get(f"/cases/{key}/download/").content.decode() == SMALL
    assert "Version 3" in shown(ada, f"/cases/{key}/versions/")


def test_the_same_text_is_no_new_version(ada):
    key = put(ada)
    save(ada, key, SMALL, 1)
    assert "Version 2" not in shown(ada, f"/cases/{key}/versions/")


def test_a_text_with_faults_is_saved_too_and_says_so(ada):
    key = put(ada)
    save(ada, key, SMALL.replace("upper: [pay", "uper: [pay"), 1)
    assert "with things to mend" in shown(ada, f"/cases/{key}/versions/")
    assert "Two villages" in shown(ada, "/")
    worse = SMALL.replace("upper: [pay", "uper: [pay").replace("Two", "Three")
    save(ada, key, worse, 2)
    assert "Three villages" in shown(ada, "/")


@pytest.mark.parametrize("mine", [SMALL + "# mine\n", "not a case at all\n"])
def test_of_two_who_save_at_once_the_second_sees_both_texts(ada, mine):
    key = put(ada)
    theirs = SMALL + "# theirs\n"
    save(ada, key, theirs, 1)
    answer = save(ada, key, mine, 1)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "# theirs" in page
    assert mine.strip().splitlines()[-1] in page
    assert ada.get(f"/cases/{key}/download/").content.decode() == theirs


def test_two_texts_that_cannot_be_compared_are_not_said_to_be_the_same(
    ada, monkeypatch
):
    from detente.web.jobs.models import Job

    monkeypatch.setattr("detente.web.cases.editor.ask", lambda *_: Job(state="failed"))
    key = put(ada)
    save(ada, key, SMALL + "# theirs\n", 1)
    page = save(ada, key, SMALL + "# mine\n", 1).content.decode()
    assert "could not be compared" in page
    assert "# theirs" in page
    assert "# mine" in page
    assert "What yours changes" not in page


def test_after_a_conflict_ones_own_text_is_kept_until_it_is_saved(ada):
    key = put(ada)
    save(ada, key, SMALL + "# theirs\n", 1)
    mine = SMALL + "# mine\n"
    save(ada, key, mine, 1)
    assert "# mine" in shown(ada, f"/cases/{key}/text/?draft=1")
    save(ada, key, mine, 2)
    assert ada.get(f"/cases/{key}/download/").content.decode() == mine


def test_what_is_being_written_is_kept_without_saving(ada):
    key = put(ada)
    ada.post(f"/cases/{key}/preview/", {"text": SMALL + "# half\n", "base": 1})
    assert "was not saved" in shown(ada, f"/cases/{key}/")
    assert "# half" in shown(ada, f"/cases/{key}/text/?draft=1")
    ada.post(f"/cases/{key}/discard/")
    assert "was not saved" not in shown(ada, f"/cases/{key}/")


def test_every_fault_is_told_with_its_place(ada):
    key = put(ada)
    wrong = SMALL.replace("now: yes", "now: yess").replace(
        "lower: [not dam", "lower: [not damm"
    )
    answer = ada.post(f"/cases/{key}/preview/", {"text": wrong, "base": 1})
    page = answer.content.decode()
    assert 'data-line="6"' in page
    assert 'data-line="12"' in page


def test_a_case_that_is_deleted_is_gone(ada):
    key = put(ada)
    ada.post(f"/cases/{key}/delete/")
    assert ada.get(f"/cases/{key}/").status_code == 404
    assert "Two villages" not in shown(ada, "/?q=two")


def sent(client, name, raw):
    from django.core.files.uploadedfile import SimpleUploadedFile

    return client.post("/cases/add/file/", {"file": SimpleUploadedFile(name, raw)})


def test_a_file_of_another_program_becomes_a_case(ada):
    raw = Path("tests/data/gmcr/dam.gmcr").read_bytes()
    answer = sent(ada, "dam.GMCR", raw)
    text = ada.get(f"{answer.headers['Location']}download/").content.decode()
    assert text == import_case("tests/data/gmcr/dam.gmcr").text()


def test_tables_become_a_case(ada, tmp_path):
    for name in ("case.csv", "case.xlsx"):
        export_case(SMALL, tmp_path / name)
        answer = sent(ada, name, (tmp_path / name).read_bytes())
        text = ada.get(f"{answer.headers['Location']}download/").content.decode()
        assert "not dam" in text
        assert parse_case(text, name).parties == parse_case(SMALL, name).parties


def test_what_is_wrong_with_a_table_is_told_row_by_row_and_nothing_is_taken_in(
    ada, tmp_path
):
    export_case(SMALL, tmp_path / "case.csv")
    told = (tmp_path / "case.csv").read_text().replace("yes", "yess")
    rows = [place for place, row in enumerate(told.splitlines(), 1) if "yess" in row]
    answer = sent(ada, "case.csv", told.encode())
    page = answer.content.decode()
    assert answer.status_code == 400
    assert rows
    assert all(f"line {row}, column" in page for row in rows)
    assert "Two villages" not in shown(ada, "/?q=two")


@pytest.mark.parametrize("name", ["case.xlsx", "case.gmcr", "case.csv", "case.nfg"])
def test_a_file_that_is_not_what_its_name_says_is_refused(ada, name):
    answer = sent(ada, name, b"PK\x03\x04\xff\xfe\x00")
    assert answer.status_code == 400
    told = answer.content.decode()
    assert "Nothing was taken in of" in told
    assert told.index("to mend") < told.index('id="upload"')
    assert told.index('id="upload"') < told.index("By questions")
