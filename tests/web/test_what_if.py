"""What if: a change beside the case as it is; kept only where somebody keeps it."""

import re

import pytest

from detente.casefile import parse_case
from tests.web.pages_of_cases import SMALL, WEIGHED, bundled_text, put, save, shown

LOWER_PAYS = "preferences.lower.weights.pay"
PATIENCE = "patience.all"


def tried(client, key, **sent):
    answer = client.post(f"/cases/{key}/what-if/try/", sent)
    assert answer.status_code == 200
    return answer.content.decode()


def kept(client, key, **sent):
    """Keep a trial; give the text of the case that has it."""
    answer = client.post(f"/cases/{key}/what-if/keep/", sent)
    assert answer.status_code == 302, answer.content.decode()
    return client.get(f"{answer.headers['Location']}download/").content.decode()


def moved(path, now, before):
    return {path: now, f"was:{path}": before}


def edits_of(page, label):
    """Give what a choice on the page sends, by its label."""
    before = page[: page.index(f'"> {label}</label>')]
    return before.rpartition('value="')[2].replace("&#34;", '"')


def test_every_number_with_a_range_can_be_moved_within_it(ada):
    page = shown(ada, f"/cases/{put(ada, WEIGHED)}/what-if/")
    assert f'name="{LOWER_PAYS}" min="-9.0" max="2.0"' in page
    assert 'name="preferences.upper.weights.pay' not in page


@pytest.mark.parametrize(
    ("knob", "now", "written"),
    [
        ("guarantees.word.believed=#", "0.9", "believed: 0.9"),
        ("options.pay.seen={after: # days}", "30", "seen: {after: 30 days}"),
        ("options.road.seen={after: # days}", "7", "{seen: {after: 7 days}}"),
    ],
)
def test_belief_and_detection_are_moved_where_the_case_says_nothing(
    ada, knob, now, written
):
    key = put(ada, WEIGHED.replace("road: {}", "road: "))
    assert f'name="{knob}"' in shown(ada, f"/cases/{key}/what-if/")
    assert written in kept(ada, key, **moved(knob, now, "0.5"))


def test_hazards_and_successors_are_moved(ada):
    page = shown(ada, "/cases/korea-2019/what-if/")
    assert 'name="turnover.usa.0.hazard=# per year"' in page
    assert 'name="turnover.usa.1.probability=#"' in page
    assert 'name="types.dprk_bluffer.now=#"' in page


def test_a_number_that_is_moved_shows_what_it_changes_of_the_deals(ada):
    key = put(ada, WEIGHED)
    page = tried(ada, key, **moved(LOWER_PAYS, "-1", "-6.0"))
    assert "The deal: signed by all?" in page
    assert ada.get(f"/cases/{key}/download/").content.decode() == WEIGHED


def test_what_else_changes_leaves_out_what_was_told(ada):
    key = put(ada, WEIGHED)
    sent = moved(LOWER_PAYS, "-1", "-6.0") | {"set": "options.pay.undo=never"}
    page = tried(ada, key, ask="answers", **sent)
    assert "What it hangs on" in page
    assert "The deal: signed by all?" not in page


def test_what_is_not_moved_changes_nothing(ada):
    key = put(ada, WEIGHED)
    for sent in (moved(LOWER_PAYS, "-6", "-6.0"), {"set": ""}, {}):
        assert "Nothing is changed yet." in tried(ada, key, **sent)


def test_a_move_without_consequence_is_said_to_have_none(ada):
    key = put(ada, WEIGHED)
    page = tried(ada, key, **moved(LOWER_PAYS, "-6.01", "-6.0"))
    assert "No deal is judged otherwise." in page


def test_an_option_that_is_there_for_good_changes_answers(ada):
    key = put(ada, SMALL)
    page = shown(ada, f"/cases/{key}/what-if/")
    sent = {"set": edits_of(page, "dam"), "ask": "answers"}
    assert "With the change" in tried(ada, key, **sent)


def test_who_is_gone_takes_no_step_and_asks_for_nothing(ada):
    key = put(ada, WEIGHED)
    sent = {"set": edits_of(shown(ada, f"/cases/{key}/what-if/"), "lower")}
    assert "The deal" in tried(ada, key, **sent)
    case = parse_case(kept(ada, key, **sent), "case.yaml")
    assert all(each.settled for each in case.party["lower"].options)
    assert [each.about.name for each in case.negotiation.road_maps[0].stages] == [None]
    assert {float(each.amount.value) for each in case.preference["lower"].weights} == {
        0.0
    }
    believed = case.negotiation.guarantees[0].believed
    assert believed is not None
    assert float(believed.value) == 0.0


def test_another_want_comes_first(ada):
    key = put(ada, SMALL)
    page = shown(ada, f"/cases/{key}/what-if/")
    edit = "preferences.upper=[not dam, pay]"
    assert f'<option value="{edit}">' in page
    assert "upper: [not dam, pay]" in kept(ada, key, set=edit)


def test_nonsense_is_no_change(ada):
    key = put(ada, WEIGHED)
    nonsense = moved(LOWER_PAYS, "inf", "-6.0") | moved("x.y", "1", "two")
    assert "Nothing is changed yet." in tried(ada, key, **nonsense)
    page = tried(ada, key, **moved("nowhere.at.all", "1", "2"))
    assert "No deal is judged otherwise." in page


def test_an_edit_that_leads_nowhere_is_told_and_not_kept(ada):
    key = put(ada, SMALL)
    assert "there is no" in tried(ada, key, set="options.nothing.undo=never")
    answer = ada.post(f"/cases/{key}/what-if/keep/", {"set": "options.no.undo=never"})
    assert answer.status_code == 400
    assert "Version 2" not in shown(ada, f"/cases/{key}/versions/")


def test_what_is_kept_is_a_version_with_all_else_as_it_was(ada):
    key = put(ada, WEIGHED)
    sent = moved(LOWER_PAYS, "0.5", "-6.0") | moved(PATIENCE, "0.6123", "0.9")
    text = kept(ada, key, **sent)
    expected = WEIGHED.replace("{value: -6,", "{value: 0.5,")
    expected = expected.replace("0.9 per year", "0.612 per year")
    assert text == expected
    assert "patience: 0.612" in shown(ada, f"/cases/{key}/versions/")


def test_what_is_kept_is_judged_as_it_was_when_tried(ada):
    key = put(ada, WEIGHED)
    sent = moved(LOWER_PAYS, "-1", "-6.0") | {"set": "options.pay.undo=never"}
    page = tried(ada, key, **sent)
    unmarked = re.sub(r"</?mark>", "", page)
    changed = [each.partition("</td>")[0] for each in unmarked.split("</td><td>")[1:]]
    kept(ada, key, **sent)
    now = shown(ada, f"/cases/{key}/")
    assert changed
    assert all(f">{each}<" in now for each in changed)


def test_a_bundled_case_is_kept_as_a_copy(ada):
    text = kept(ada, "cuba-1962", set="options.airstrike.undo=never")
    assert text != bundled_text("cuba-1962")
    assert "a case of your own" in shown(ada, "/")


def test_keeping_lets_a_draft_be(ada):
    key = put(ada, WEIGHED)
    draft = {"text": WEIGHED + "# half\n", "base": 1}
    ada.post(f"/cases/{key}/preview/", draft)
    kept(ada, key, **moved(LOWER_PAYS, "0.5", "-6.0"))
    assert "# half" in shown(ada, f"/cases/{key}/text/?draft=1")


def test_what_was_tried_on_an_older_version_is_shown_beside_the_newer(ada):
    key = put(ada, WEIGHED)
    save(ada, key, WEIGHED + "# theirs\n", 1)
    sent = moved(LOWER_PAYS, "0.5", "-6.0") | {"base": 1}
    answer = ada.post(f"/cases/{key}/what-if/keep/", sent)
    assert answer.status_code == 409


STAGES = "/cases/{key}/roadmaps/deal/order/"


def test_stages_in_another_order_are_judged_and_kept_with_their_names(ada):
    key = put(ada, WEIGHED)
    page = ada.post(STAGES.format(key=key), {"do": "down:1"}).content.decode()
    assert "was stage 2" in page
    edit = "roadmaps.deal.stages=[[not dam], {steps: [pay], name: Money}, [road]]"
    assert f'name="set" value="{edit}"' in page
    assert edit.partition("=")[2] in kept(ada, key, set=edit)


def test_stages_are_dragged_and_brought_back(ada):
    key = put(ada, WEIGHED)
    dragged = ada.post(STAGES.format(key=key), {"order": ["3", "1", "2"]})
    assert "was stage 3" in dragged.content.decode()
    sent = {"order": ["2", "1", "3"], "do": "up:2"}
    assert "was stage" not in ada.post(STAGES.format(key=key), sent).content.decode()
    for wrong in (["1", "1", "2"], ["9"], ["x", "2", "3"]):
        sent = {"order": wrong}
        page = ada.post(STAGES.format(key=key), sent).content.decode()
        assert "was stage" not in page


def test_what_would_move_a_deal_is_tried_and_kept(ada):
    key = put(ada, WEIGHED)
    page = shown(ada, f"/cases/{key}/roadmaps/deal/moves/")
    first = page[page.index('<ol class="levers"') :]
    sets = [each.partition('"')[0] for each in first.split('name="set" value="')[1:]]
    assert sets
    assert "What changes" in tried(ada, key, set=sets[0])
    assert kept(ada, key, set=sets[0]) != WEIGHED


def test_a_lever_names_a_weight_as_the_text_does():
    from detente.web.work.trying.tree import as_written, tree_of

    text = WEIGHED.replace("pay and not dam", "not dam and pay")
    case, tree = parse_case(text, "case.yaml"), tree_of(text)
    known = dict(case.preference)["upper"].weights
    from detente.model.formula import written

    path = f"preferences.upper.weights.{written(known[1].of)}"
    assert as_written(path, case, tree) == "preferences.upper.weights.not dam and pay"


def test_stages_that_are_not_read_yet_come_later(ada, monkeypatch):
    from django.conf import settings

    from tests.web.remembering import Remembering

    key = put(ada, WEIGHED)
    monkeypatch.setattr(settings, "DETENTE_PATIENCE", 0.0)
    monkeypatch.setattr(Remembering, "start", lambda *_: lambda: None)
    address = f"/cases/{key}/roadmaps/deal/"
    later = f'hx-get="{address}order/"'
    assert later in shown(ada, address)
    assert later in shown(ada, f"{address}order/", **{"HX-Request": "true"})
    assert ada.get(f"{address}order/").headers["Location"] == address


def test_what_is_new_in_an_answer_is_marked(ada):
    from detente.web.answers.comparing import Changed

    some = Changed("Who?", "by nobody in 98 of 100", "by nobody in 73 of 100")
    assert some.parts == [("by nobody in ", False), ("73 ", True), ("of 100", False)]
    other = Changed("Who?", "by nobody in 98 of 100", "Lower village at stage 1")
    assert other.parts == [(other.after, False)]
    key = put(ada, WEIGHED)
    page = tried(ada, key, **moved(PATIENCE, "0.52", "0.9"), ask="answers")
    assert "<mark>" in page


@pytest.mark.parametrize("ask", ["deals", "answers"])
def test_giving_a_trial_up_does_not_keep_it(ada, monkeypatch, ask):
    from django.conf import settings

    from tests.web.remembering import Remembering

    key = put(ada, WEIGHED)
    monkeypatch.setattr(settings, "DETENTE_PATIENCE", 0.0)
    monkeypatch.setattr(Remembering, "start", lambda *_: lambda: None)
    sent = {**moved(PATIENCE, "0.52", "0.9"), "ask": ask}
    answer = ada.post(
        f"/cases/{key}/what-if/try/", sent, headers={"HX-Request": "true"}
    )
    page = answer.content.decode()
    # A form within a form is none, and its button sends the one around it.
    assert [each[:5] for each in re.findall(r"</?form", page)] in (
        ["<form", "</for"],
        [],
    )
    assert re.search(r'<button[^>]* formaction="/jobs/[^"]*/cancel/"', page)
