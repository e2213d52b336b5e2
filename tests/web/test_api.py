"""The JSON API: what commands print, problems at their places, versions, jobs."""

import json
from io import BytesIO
from typing import Any

import pytest

from tests.hostile import KINDS
from tests.project_files import ROOT
from tests.running import detente
from tests.web.assessing import assess, publish
from tests.web.pages_of_cases import SMALL, bundled_text, put, save
from tests.web.programs import codes

BROKEN = "detente: 1\nparties: {p: {options: {x: {noow: yes}}}}\n"
MORE = SMALL + "# more\n"


@pytest.fixture
def ours(program):
    return program()


ALIKE = {
    "check": (),
    "analyze": (),
    "states": ("limit=2",),
    "stability": ("concepts=R,SEQ", "party=upper"),
    "explain": ("state=now", "concept=SEQ"),
    "exposure": (),
    "levers": ("to=not dam",),
}


@pytest.mark.parametrize("name", ALIKE)
def test_an_answer_is_what_the_command_prints(ours, tmp_path, name):
    file = tmp_path / "case.yaml"
    file.write_text(SMALL, "utf-8")
    told = dict(each.split("=", 1) for each in ALIKE[name])
    command = [name, str(file)]
    command += [told.pop("state")] if "state" in told else []
    command += [word for key, value in told.items() for word in (f"--{key}", value)]
    answer = ours.post(f"answers/{name}?{'&'.join(ALIKE[name])}", SMALL)
    assert answer.status_code == 200, answer.content
    assert answer.content.decode() == detente(*command, "--format", "json").out


def test_every_question_that_is_described_is_answered(ours):
    from detente.web.work.as_json import ASKED
    from detente.web.work.json_questions import QUESTIONS

    assert list(ASKED) == list(QUESTIONS)
    for name in QUESTIONS:
        answer = ours.post(f"answers/{name}?case=elmira")
        assert answer.status_code in (200, 422), (name, answer.content)
        if answer.status_code == 422:
            assert codes(answer)[0] not in ("broken", "parameter"), answer.content


def test_a_case_is_sent_as_json_too(ours):
    told = '{"detente": 1, "parties": {"p": {"options": {"\\ud83d\\ude00": {}}}}}'
    broken = '{"detente": 1,\n "parties": {"p": {"options": {"x": {"noow": true}}}}}'
    assert ours.post("answers/check", told, "application/json").status_code == 422
    answer = ours.post("answers/check", broken, "application/json")
    found = answer.json()["problems"][0]
    assert (found["line"], found["path"]) == (2, "parties.p.options.x.noow")


def test_a_case_of_the_library_is_asked_about_without_being_sent(ours):
    key = ours.add()
    assert ours.post(f"answers/states?case={key}").content == (
        ours.post("answers/states", SMALL).content
    )
    assert codes(ours.post(f"answers/states?case={key}", SMALL)) == ["two-cases"]
    assert codes(ours.post("answers/states")) == ["no-case"]


def test_edits_and_variants_are_made_first(ours):
    sent = "answers/states?set=options.pay.now=yes"
    assert ours.post(sent, SMALL).content != ours.post("answers/states", SMALL).content
    assert codes(ours.post("answers/states?variant=none", SMALL)) == ["unknown-variant"]


def test_what_is_wrong_is_told_with_its_place_in_the_language_asked_for(program):
    answer = program(language="ru").post("answers/check", BROKEN)
    found = answer.json()["problems"][0]
    assert answer.status_code == 422
    assert found["code"] == "unknown-key"
    assert (found["line"], found["column"], found["width"]) == (2, 29, 4)
    assert found["path"] == "parties.p.options.x.noow"
    assert not found["message"].isascii()
    assert "now" in found["hint"]


QUICK = ("key repeated", "tags", "brackets that open", "rings of terms", "unknown keys")


@pytest.mark.parametrize("kind", QUICK)
def test_a_hostile_text_is_told_as_problems_with_places(ours, kind):
    answer = ours.post("answers/check", KINDS[kind](50))
    assert answer.status_code == 422
    found = answer.json()["problems"]
    assert all(each["line"] and each["path"] and each["message"] for each in found)


@pytest.mark.parametrize(
    ("body", "kind", "status", "code"),
    [
        (b"detente: 1\n\x00", "application/yaml", 422, "binary"),
        ("detente: 1\n".encode("utf-16"), "application/yaml", 422, "encoding"),
        (b"#" * 5_000_001, "application/yaml", 413, "too-large"),
        (b"#" * 12_000_001, "application/yaml", 413, "too-large"),
        (b"a=1", "application/x-www-form-urlencoded", 415, "content-type"),
        (b'{"detente": 1,}', "application/json", 400, "json"),
        (b"[" * 100_000, "application/json", 400, "json"),
        (b'{"a": NaN}', "application/json", 400, "json"),
        (b"[1]", "application/json", 422, "mapping"),
    ],
)
def test_what_is_no_case_is_refused(ours, body, kind, status, code):
    for path in ("answers/check", "cases"):
        answer = ours.post(path, body, kind)
        assert (answer.status_code, codes(answer)) == (status, [code])


@pytest.mark.parametrize(
    ("query", "code", "where"),
    [
        ("moost=1", "unknown-parameter", "moost"),
        ("most=0", "parameter", "most"),
        ("most=21", "parameter", "most"),
        ("most=many", "parameter", "most"),
        ("to=a%00b", "parameter", "to"),
        ("wait=11", "parameter", "wait"),
    ],
)
def test_a_wrong_parameter_is_named(ours, query, code, where):
    found = ours.post(f"answers/levers?{query}", SMALL).json()["problems"][0]
    assert (found["code"], found["where"]) == (code, where)


def test_a_case_is_added_read_saved_and_deleted(ours):
    key = ours.add()
    assert ours.get(f"cases/{key}").json()["text"] == SMALL
    assert ours.get(f"cases/{key}/text").content.decode() == SMALL
    saved = ours.put(f"cases/{key}?base=1&note=by+night", MORE)
    assert saved.json()["number"] == 2
    listed = ours.get(f"cases/{key}/versions").json()["versions"]
    assert [(each["number"], each["note"]) for each in listed] == (
        [(2, "by night"), (1, "")]
    )
    assert ours.get(f"cases/{key}/versions/1").json()["text"] == SMALL
    lines = ours.get(f"cases/{key}/versions/2/difference").json()["lines"]
    assert [each["text"] for each in lines if each["kind"] == "new"] == ["# more"]
    whole = ours.get(f"cases/{key}/versions/2/difference?since=0").json()["lines"]
    assert {each["kind"] for each in whole} == {"new"}
    assert ours.delete(f"cases/{key}").status_code == 204
    assert ours.get(f"cases/{key}").status_code == 404


def test_cases_are_listed_and_sought(ours):
    key = ours.add()
    told = ours.get("cases").json()
    assert [each["key"] for each in told["cases"]] == [key]
    assert "elmira" in [each["key"] for each in told["bundled"]]
    found = ours.get("cases?q=elmira").json()
    assert (found["cases"], len(found["bundled"])) == ([], 1)
    assert ours.get("cases?page=2").json()["bundled"] == []


def test_a_wrong_text_is_kept_and_told(ours):
    told = ours.post("cases", BROKEN).json()
    assert told["sound"] is False
    assert told["problems"][0]["path"] == "parties.p.options.x.noow"
    assert ours.get(f"cases/{told['key']}").json()["sound"] is False


def test_who_saves_on_an_old_version_is_told_and_both_texts_are_kept(ours, ada):
    key = ours.add()
    ours.put(f"cases/{key}?base=1", MORE)
    answer = ours.put(f"cases/{key}?base=1", SMALL + "# mine\n")
    told = answer.json()
    assert (answer.status_code, codes(answer)) == (409, ["conflict"])
    assert (told["theirs"]["number"], told["theirs"]["text"]) == (2, MORE)
    assert told["draft"] is True
    assert "# mine" in ada.get(f"/cases/{key}/text/?draft").content.decode()
    again = ours.put(f"cases/{key}?base=1", SMALL + "# other\n")
    assert again.json()["draft"] is False
    assert "# mine" in ada.get(f"/cases/{key}/text/?draft").content.decode()


def test_a_save_leaves_what_the_same_person_is_typing(ours, ada):
    key = ours.add()
    ada.post(f"/cases/{key}/preview/", {"text": SMALL + "# typed\n", "base": 1})
    assert ours.put(f"cases/{key}?base=1", MORE).status_code == 200
    assert "# typed" in ada.get(f"/cases/{key}/text/?draft").content.decode()


def test_a_long_question_is_a_job_that_can_be_polled_and_given_up(ours, monkeypatch):
    from detente.web.jobs import asking

    begun = []
    monkeypatch.setattr(asking, "_start", lambda job, question: begun.append(job))
    answer = ours.post("answers/analyze", SMALL)
    job = answer.json()
    assert (answer.status_code, answer.headers["Location"]) == (202, job["job"])
    path = job["job"].removeprefix("/api/v1/")
    assert ours.get(path).json()["state"] == "waiting"
    assert ours.get(f"{path}/answer").status_code == 202
    begun[0].end("done", {"json": "{}\n"})
    assert ours.get(f"{path}/answer").json() == {}
    assert [each["id"] for each in ours.get("jobs").json()["jobs"]] == [job["id"]]
    other = ours.post("answers/check", SMALL).json()["job"].removeprefix("/api/v1/")
    assert ours.delete(other).json()["state"] == "cancelled"
    assert codes(ours.get(f"{other}/answer")) == ["cancelled"]


def test_a_process_that_ends_without_an_answer_is_told(ours, monkeypatch):
    from tests.web.remembering import Remembering

    def ended(self, question, limits, watcher):
        watcher.done(None)
        return lambda: None

    monkeypatch.setattr(Remembering, "start", ended)
    answer = ours.post("answers/analyze", SMALL)
    assert (answer.status_code, codes(answer)) == (422, ["too-long"])


def test_too_many_questions_at_once_wait(program, monkeypatch):
    from django.test import override_settings

    from detente.web.jobs import asking

    monkeypatch.setattr(asking, "_start", lambda job, question: None)
    ours, theirs = program(), program("bob")
    with override_settings(DETENTE_API_AT_ONCE=1, DETENTE_API_QUEUE=2):
        assert ours.post("answers/check", SMALL).status_code == 202
        refused = ours.post("answers/states", SMALL)
        assert (refused.status_code, codes(refused)) == (429, ["too-many"])
        assert int(refused.headers["Retry-After"]) > 0
        assert ours.post("answers/check", SMALL).status_code == 202
        assert theirs.post("answers/check", SMALL).status_code == 202
        busy = program("eve").post("answers/check", SMALL)
        assert (busy.status_code, codes(busy)) == (503, ["busy"])


def test_a_database_that_is_too_busy_is_told(ours, monkeypatch):
    from django.db import OperationalError

    from detente.web.api import cases

    def locked(*_):
        raise OperationalError

    monkeypatch.setattr(cases, "open_case", locked)
    answer = ours.get("cases/elmira")
    assert (answer.status_code, codes(answer)) == (503, ["busy"])
    assert answer.headers["Retry-After"]


def test_a_fault_of_our_own_tells_nothing_of_itself(ours, monkeypatch):
    from detente.web.api import cases

    monkeypatch.setattr(cases, "open_case", lambda *_: int("secret"))
    answer = ours.get("cases/elmira")
    assert (answer.status_code, codes(answer)) == (500, ["broken"])
    assert b"secret" not in answer.content


def test_nothing_below_the_api_is_a_page(ours):
    for path in ("", "nothing", "cases/", "cases/none", "answers/none"):
        assert codes(ours.get(path)) == ["missing"]
    answer = ours.send("PATCH", "cases")
    assert (answer.status_code, codes(answer)) == (405, ["method"])
    assert set(answer.headers["Allow"].split(", ")) == {"GET", "POST"}


def test_assessments_are_listed_and_read(ours, ada):
    page = assess(ada, "elmira")
    key = page.split("/")[2]
    publish(ada, page, "members")
    told = ours.get("assessments").json()
    assert [each["key"] for each in told["assessments"]] == [key]
    whole = ours.get(f"assessments/{key}").json()
    assert whole["text"] == bundled_text("elmira")
    assert whole["answers"]["case"] == whole["title"]
    assert (whole["case"], whole["mark"], whole["votes"]) == ("elmira", None, 0)


def test_the_description_is_told_in_both_languages(ours, program, ada):
    english, russian = ours.get("openapi.json"), program(language="ru")
    there = russian.get("openapi.json").json()["paths"]
    here = json.loads(english.content)["paths"]
    assert list(here) == list(there)
    assert here["/api/v1/cases"]["get"]["summary"].isascii()
    for path, methods in there.items():
        assert all(not each["summary"].isascii() for each in methods.values()), path
    page = ada.get("/api/").content.decode()
    assert all(path in page for path in here)
    assert '<th scope="col"></th>' not in page
    of_code = here["/api/v1/cases"]["get"]["description"]
    assert of_code == "List cases."
    assert of_code not in page
    assert "Only situations of which this formula is true." in page


class Response(BytesIO):
    """What `urlopen` gives."""

    status = 200


def test_the_example_of_the_how_to_runs(ours):
    page = ROOT.joinpath("docs", "how-to", "web", "api.md").read_text("utf-8")
    names: dict[str, Any] = {}
    exec(page.partition("```python\n")[2].partition("```")[0], names)

    def opened(request):
        path = request.full_url.partition("/api/v1/")[2]
        answer = ours.send(request.method, path, request.data or b"")
        found = Response(answer.content)
        found.status = answer.status_code
        return found

    names["urlopen"] = opened
    assert names["answer"]("check", SMALL, "token")["case"] == "Two villages"


def test_pages_and_programs_see_the_same_case(ours, ada):
    key = put(ada)
    save(ada, key, MORE, 1)
    assert ours.get(f"cases/{key}").json()["number"] == 2
