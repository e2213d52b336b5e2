"""A case by questions: every answer is an edit of the text; what is not asked stays."""

import pytest

from detente.casefile import parse_case
from tests.web.pages_of_cases import SMALL, bundled_text, put, shown

QUESTIONS = (
    "table",
    "steps",
    "never",
    "wants",
    "events",
    "deal",
    "guarantee",
    "successor",
    "result",
)
HOSTILE = (
    'a "quoted" one',
    "key: value, {x: [1]} # no comment",
    "- *x &y !z | > %",
    "now",
    "no",
    "12:30",
    "Деревня 🌊 水",
    "<script>alert(1)</script>{{ 7 }}",
    "bell\x07 and\u202eturned",
    "long " * 2_000,
)
KEPT = """\
# written by hand
detente: 1
title: {en: Two villages, ru: Два села} # both
parties:
  upper: # the first
    options:
      dam: {now: yes, undo: 1 month, note: a wall}
      gauges:
  lower:
    options:
      pay: {}
terms: {calm: not dam}
constraints: [not (dam and pay), {is: calm or dam, name: odd}]
preferences:
  upper:
    tradeoffs:
      - {more: dam, than: pay, assumed: yes}
      - {more: pay + gauges, than: dam}
  lower: {weights: {pay: -1, dam: -3}}
# the end
"""


def begun(client, title="Two towns", parties=("Upper town", "Lower town")):
    answer = client.post("/cases/add/questions/", {"title": title, "new": parties})
    assert answer.status_code == 302, answer.content.decode()
    return answer.headers["Location"].split("/")[2]


def answer(client, key, name, at=1, **fields):
    """Answer a question and go on; give the text that was saved."""
    sent = {"do": f"go:{name}", **fields}
    told = client.post(f"/cases/{key}/questions/{name}/{at}/", sent)
    assert told.status_code == 302, told.content.decode()
    return saved(client, key)


def saved(client, key):
    return client.get(f"/cases/{key}/download/").content.decode()


def read(text):
    return parse_case(text, "case.yaml")


def two_towns(client):
    key = begun(client)
    fields = {
        "new-upper_town-0": "Keep the dam shut",
        "now-upper_town-0": "1",
        "undo-upper_town-0": "1 week",
        "new-lower_town-0": "Pay",
        "undo-lower_town-0": "never",
        "new-lower_town-1": "Block the road",
    }
    return key, answer(client, key, "steps", **fields)


def test_a_case_begins_with_its_parties_and_every_question_is_there(ada):
    key = begun(ada)
    for name in QUESTIONS:
        shown(ada, f"/cases/{key}/questions/{name}/")
    assert "upper_town:" in saved(ada, key)
    assert "Two towns" in shown(ada, "/")


def test_half_a_case_is_begun_and_not_wrong(ada):
    key = begun(ada)
    assert "Begun: not all has been said" in shown(ada, "/")
    listed = shown(ada, f"/cases/{key}/versions/")
    assert "only begun" in listed
    assert "to mend" not in listed


@pytest.mark.parametrize("name", ["never", "wants", "deal"])
def test_where_there_are_no_steps_yet_one_is_led_to_them(ada, name):
    page = shown(ada, f"/cases/{begun(ada)}/questions/{name}/")
    form = page.split('id="asked"')[1]
    assert 'value="go:steps"' in form
    assert "<select" not in form


def test_answers_are_led_to_only_where_there_are_any(ada):
    told = shown(ada, f"/cases/{begun(ada)}/questions/result/").split('id="asked"')[1]
    assert "roadmaps/" not in told
    told = shown(ada, f"/cases/{put(ada)}/questions/result/").split('id="asked"')[1]
    assert "roadmaps/" in told


def test_half_a_case_is_never_complained_of(ada):
    key = begun(ada, "", ())
    for name in (*QUESTIONS[:-1], "preview"):
        page = shown(ada, f"/cases/{key}/questions/{name}/")
        assert "error" not in page
        assert "problems" not in page


def test_the_questions_begin_at_the_first_without_an_answer(ada):
    key = begun(ada)
    place = ada.get(f"/cases/{key}/questions/").headers["Location"]
    assert place == f"/cases/{key}/questions/steps/"


def test_steps_are_written_with_what_is_done_and_how_it_is_undone(ada):
    _, text = two_towns(ada)
    dam, *_ = read(text).options
    assert (dam.about.name.get("en"), dam.now) == ("Keep the dam shut", True)
    assert "undo: 1 week" in text
    assert "pay: {name: Pay, undo: never}" in text


def test_steps_change_their_names_and_keep_their_ids(ada):
    key, _ = two_towns(ada)
    fields = {
        "seen-pay": "1",
        "name-pay": "Pay for the turbines",
        "now-pay": "1",
        "undo-pay": "at once",
    }
    text = answer(ada, key, "steps", **fields)
    assert "pay: {name: Pay for the turbines, now: yes}" in text
    assert (
        "keep_the_dam_shut: {name: Keep the dam shut, now: yes, undo: 1 week}" in text
    )


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_is_only_a_name(ada, name):
    key = begun(ada, name, (name, name))
    party = next(iter(_ids(saved(ada, key))))
    text = answer(ada, key, "steps", **{f"new-{party}-0": name})
    case = read(text)
    cleaned = " ".join(name.replace("\x07", " ").replace("\u202e", " ").split())[:200]
    assert [each.about.name.get("en") for each in case.parties] == [cleaned.strip()] * 2
    assert case.options[0].about.name.get("en") == cleaned.strip()
    assert "<script>alert" not in shown(ada, f"/cases/{key}/questions/steps/")


def _ids(text):
    from ruamel.yaml import YAML

    return YAML(typ="safe").load(text)["parties"]


def test_a_rule_is_written_and_taken_away(ada):
    key, _ = two_towns(ada)
    text = answer(ada, key, "never", pick=["pay", "block_the_road"])
    assert "not (pay and block_the_road)" in text
    text = answer(ada, key, "never", later="pay", first="keep_the_dam_shut")
    assert "requires: keep_the_dam_shut" in text
    ada.post(f"/cases/{key}/questions/never/", {"do": "remove:0"})
    text = answer(ada, key, "never")
    assert "constraints" not in text


def test_what_matters_more_becomes_trade_offs_without_a_number(ada):
    key, _ = two_towns(ada)
    wants = {
        "want-keep_the_dam_shut": "yes",
        "want-pay": "yes",
        "want-block_the_road": "no",
    }
    place = f"/cases/{key}/questions/wants/"
    page = ada.post(place, wants, headers={"HX-Request": "true"}).content.decode()
    assert "Which of these two" in page
    sides = {"first": "keep_the_dam_shut", "second": "pay", "do": "less"}
    ada.post(place, sides)
    text = answer(
        ada, key, "wants", row=["not block_the_road", "pay", "keep_the_dam_shut"]
    )
    (upper,) = [each for each in read(text).preferences if each[0] == "upper_town"]
    said = [(each.text(each.more), each.text(each.than)) for each in upper[1].tradeoffs]
    assert said == [("pay", "keep_the_dam_shut"), ("not block_the_road", "pay")]


def test_one_thing_that_matters_is_worth_something(ada):
    key, _ = two_towns(ada)
    text = answer(ada, key, "wants", **{"want-pay": "yes"})
    assert "{more: pay + pay, than: pay}" in text
    text = answer(ada, key, "wants", **{"want-pay": ""})
    assert "preferences" not in text


def test_the_order_is_changed_by_buttons(ada):
    key, _ = two_towns(ada)
    wants = {"want-keep_the_dam_shut": "yes", "want-pay": "yes"}
    answer(ada, key, "wants", **wants, row=["keep_the_dam_shut", "pay"])
    ada.post(f"/cases/{key}/questions/wants/", {"do": "up:pay"})
    assert "{more: pay, than: keep_the_dam_shut}" in answer(ada, key, "wants")


def test_a_judgement_between_sums_is_kept_and_dropped(ada):
    key, _ = two_towns(ada)
    wants = {
        "want-keep_the_dam_shut": "yes",
        "want-pay": "yes",
        "want-block_the_road": "no",
    }
    row = ["pay", "keep_the_dam_shut", "not block_the_road"]
    answer(ada, key, "wants", **wants, row=row)
    sums = {"first": "pay", "second": "keep_the_dam_shut + not block_the_road"}
    ada.post(f"/cases/{key}/questions/wants/", {"do": "less", **sums})
    text = answer(ada, key, "wants")
    assert "{more: keep_the_dam_shut + not block_the_road, than: pay}" in text
    ada.post(f"/cases/{key}/questions/wants/", {"do": "drop:2"})
    assert " + " not in answer(ada, key, "wants")


@pytest.mark.parametrize(
    ("what", "written"),
    [
        ("promised", "kind: statement, parties: [lower_town], option: pay"),
        ("did", "kind: deed, parties: [lower_town], option: pay"),
        ("ended", "kind: deed, parties: [lower_town], option: pay, value: no"),
    ],
)
def test_what_happened_is_an_event(ada, what, written):
    key, _ = two_towns(ada)
    said = {"date": "2026-05-04", "what": what, "step": "pay", "words": "as: said"}
    text = answer(ada, key, "events", **said)
    assert f"{{date: 2026-05-04, {written}, title: " in text
    assert len(read(text).events) == 1


def test_an_event_without_a_day_is_asked_for_it_and_not_lost(ada):
    key, _ = two_towns(ada)
    said = {"do": "add", "what": "promised", "step": "pay", "words": "in the hall"}
    page = ada.post(f"/cases/{key}/questions/events/", said).content.decode()
    assert "On which day was it?" in page
    assert 'value="in the hall"' in page
    assert "events" not in answer(ada, key, "events")


def test_a_deal_has_stages_that_are_moved(ada):
    key, _ = two_towns(ada)
    stages = {
        "stage-not keep_the_dam_shut": "2",
        "stage-pay": "1",
        "patience": "unknown",
    }
    text = answer(ada, key, "deal", **stages)
    (deal,) = read(text).negotiation.road_maps
    told = [
        [(step.option, step.taken) for step in stage.steps] for stage in deal.stages
    ]
    assert told == [[("pay", True)], [("keep_the_dam_shut", False)]]
    assert "range: [0.4 per year, 0.98 per year], assumed: yes" in text
    page = shown(ada, f"/cases/{key}/questions/deal/")
    assert '<option value="unknown" selected>' in page
    ada.post(f"/cases/{key}/questions/deal/", {"do": "down:1", **stages})
    text = answer(ada, key, "deal")
    (deal,) = read(text).negotiation.road_maps
    assert [stage.steps[0].option for stage in deal.stages] == [
        "keep_the_dam_shut",
        "pay",
    ]


def test_a_guarantee_from_outside_and_a_successor(ada):
    key, _ = two_towns(ada)
    answer(ada, key, "wants", **{"want-pay": "yes", "want-block_the_road": "no"})
    answer(ada, key, "guarantee", outsider="The commission", protects="upper_town")
    new = {"party": "upper_town", "new": "The next mayor", "country": "USA"}
    text = answer(ada, key, "successor", **new)
    found = read(text).negotiation
    (guarantee,) = found.guarantees
    assert (guarantee.by, guarantee.against) == (("the_commission",), ("lower_town",))
    assert found.leaderships[0].preference.tradeoffs
    assert found.turnover[0].hazard.amount.low is not None


def test_what_the_questions_do_not_ask_stays(ada):
    key = put(ada, KEPT)
    text = answer(ada, key, "table", title="Two villages and a dam")
    expected = KEPT.replace("{en: Two villages,", "{en: Two villages and a dam,")
    assert text == expected
    text = answer(ada, key, "steps", **{"seen-pay": "1", "now-pay": "1"})
    assert text == expected.replace("pay: {}", "pay:\n        now: yes")


def test_looking_at_every_question_of_a_large_case_changes_nothing(ada):
    key = put(ada, bundled_text("garrison"))
    for name in QUESTIONS[:-1]:
        assert answer(ada, key, name) == bundled_text("garrison"), name


def test_a_step_taken_away_goes_from_everywhere_the_questions_know(ada):
    key = put(ada, KEPT.replace("terms: {calm: not dam}\n", ""))
    ada.post(f"/cases/{key}/questions/steps/", {"do": "remove:gauges"})
    text = answer(ada, key, "steps")
    assert "gauges" not in text
    assert "{more: dam, than: pay, assumed: yes}" in text
    assert "# the end" in text


def test_of_two_who_answer_at_once_the_second_sees_both_texts(ada):
    key, text = two_towns(ada)
    ada.post(f"/cases/{key}/questions/table/", {"title": "Mine"})
    from detente.web.cases.models import Case, Version

    case = Case.objects.get(pk=key)
    number = case.number + 1
    Version.objects.create(case=case, number=number, text=text + "# theirs\n")
    Case.objects.filter(pk=key).update(number=number)
    told = ada.post(f"/cases/{key}/questions/table/", {"do": "next", "title": "Mine"})
    assert told.status_code == 409
    page = told.content.decode()
    assert "# theirs" in page
    assert "title: Mine" in page


def test_a_text_that_is_no_yaml_is_sent_to_be_mended(ada):
    key = put(ada, SMALL)
    ada.post(f"/cases/{key}/preview/", {"text": "parties: [", "base": 1})
    page = shown(ada, f"/cases/{key}/questions/steps/")
    assert "Open the text" in page


@pytest.mark.parametrize(
    "odd", ["parties: 3", "parties: [a]", "preferences: 7", "events: 4", "roadmaps: x"]
)
def test_a_text_in_a_form_of_its_own_is_left_alone(ada, odd):
    key = put(ada, f"detente: 1\ntitle: odd\n{odd}\n")
    for name in QUESTIONS[:-1]:
        shown(ada, f"/cases/{key}/questions/{name}/")
        assert odd in answer(ada, key, name)


@pytest.mark.parametrize(
    ("who", "answered"),
    [("nobody", 302), ("stranger", 404), ("reader", 403), ("editor", 200)],
)
def test_who_may_answer(ada, signed_in, person, who, answered):
    from django.test import Client

    from detente.web.cases.models import Case, Share

    key = begun(ada)
    browser = Client() if who == "nobody" else signed_in(who)
    if who in ("reader", "editor"):
        case = Case.objects.get(pk=key)
        Share.objects.create(case=case, user=person(who), role=who)
    for place in ("", "preview/", "wants/", "wants/2/"):
        told = browser.get(f"/cases/{key}/questions/{place}", follow=who == "editor")
        assert told.status_code == answered, place
    if who != "editor":
        told = browser.post(f"/cases/{key}/questions/table/", {"do": "next"})
        assert told.status_code == answered


def test_a_time_that_is_no_choice_is_told_in_the_language_of_the_reader(ada):
    text = KEPT.replace("undo: 1 month", "undo: 2 years")
    text = text.replace("gauges:", "gauges: {undo: {never: calm}}")
    key = put(ada, text)
    told = ada.get(
        f"/cases/{key}/questions/steps/", headers={"accept-language": "ru"}
    ).content.decode()
    assert '<option value="" selected>2 года</option>' in told
    assert '<option value="" selected>как в тексте</option>' in told
    assert "2 years" not in told
