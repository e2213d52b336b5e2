"""What if: a change beside the case as it is, and nothing of it kept."""

from tests.web.pages_of_cases import SMALL, put, shown

WEIGHED = """\
detente: 1
title: Two villages
parties:
  upper: {options: {dam: {now: yes, undo: 1 month}}}
  lower: {options: {pay: {}}}
preferences:
  upper: {weights: {dam: {value: 1, range: [-4, 4]}, pay: 3}}
  lower: {weights: {dam: -5, pay: {value: -1, range: [-2, 2]}}}
"""
LOWER_PAYS = "preferences.lower.weights.pay"


def tried(client, key, **sent):
    answer = client.post(f"/cases/{key}/what-if/try/", sent)
    assert answer.status_code == 200
    return answer.content.decode()


def moved(path, now, before):
    return {path: now, f"was:{path}": before}


def test_every_number_with_a_range_can_be_moved_within_it(ada):
    page = shown(ada, f"/cases/{put(ada, WEIGHED)}/what-if/")
    assert f'name="{LOWER_PAYS}" min="-2.0" max="2.0"' in page
    assert 'weights.pay" min' in page
    assert "upper.weights.pay" not in page


def test_a_number_that_is_moved_shows_what_it_changes(ada):
    key = put(ada, WEIGHED)
    page = tried(ada, key, **moved(LOWER_PAYS, "2", "-1.0"))
    assert "Will it last?" in page
    assert ada.get(f"/cases/{key}/download/").content.decode() == WEIGHED


def test_what_is_not_moved_changes_nothing(ada):
    key = put(ada, WEIGHED)
    assert "Nothing is changed yet." in tried(
        ada, key, **moved(LOWER_PAYS, "-1", "-1.0")
    )


def test_a_move_without_consequence_is_said_to_have_none(ada):
    key = put(ada, WEIGHED)
    page = tried(ada, key, **moved(LOWER_PAYS, "-1.5", "-1.0"))
    assert "This changes none of the first answers." in page


def test_an_option_that_is_there_for_good_changes_answers(ada):
    key = put(ada, SMALL)
    assert "With the change" in tried(ada, key, never="dam")


def test_nonsense_is_no_change(ada):
    key = put(ada, WEIGHED)
    nonsense = moved(LOWER_PAYS, "inf", "-1.0") | moved("x.y", "1", "two")
    assert "Nothing is changed yet." in tried(ada, key, **nonsense)
    page = tried(ada, key, **moved("nowhere.at.all", "1", "2"))
    assert "This changes none of the first answers." in page


def test_an_option_that_is_none_is_told(ada):
    assert "there is no" in tried(ada, put(ada, SMALL), never="nothing").lower()
