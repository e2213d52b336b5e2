"""Named edits of plain data and of text."""

from copy import deepcopy

import pytest

from detente.casefile.variants.edit import (
    EditError,
    apply_edits,
    edit_text,
    parse_change,
)

CASE = {
    "patience": "0.9",
    "parties": {
        "usa": {"options": {"relief": {"now": "no", "undo": "never"}}},
        "dprk": {"options": {"test": {}}},
        "china": {},
    },
    "constraints": ["a", "b", "c"],
    "preferences": {
        "usa": {"weights": {"not exercises": "1", "usa.relief and test": "2"}},
        "dprk": ["not test", "relief"],
    },
    "roadmaps": {"plan": {"stages": [["relief"], ["test"], ["not test"]]}},
    "deadlines": {"year_end": {"date": "2019-12-31"}},
    "claims": [{"id": "first", "kind": "fact"}, {"id": "second", "kind": "fact"}],
    "variants": {"v": {"set": {"options.relief.undo": "never"}}},
    "turnover": {"usa": [{"to": "hawk", "hazard": "0.1"}]},
}


def at(data, *keys):
    for key in keys:
        data = data[key]
    return data


@pytest.mark.parametrize(
    ("path", "keys"),
    [
        ("patience", ["patience"]),
        ("period", ["period"]),
        ("options.relief.undo", ["parties", "usa", "options", "relief", "undo"]),
        ("options.test.redo", ["parties", "dprk", "options", "test", "redo"]),
        ("options.test", ["parties", "dprk", "options", "test"]),
        ("parties.usa.options.new", ["parties", "usa", "options", "new"]),
        ("parties.china.options", ["parties", "china", "options"]),
        ("preferences.usa", ["preferences", "usa"]),
        ("preferences.china", ["preferences", "china"]),
        ("preferences.dprk.0", ["preferences", "dprk", 0]),
        ("preferences.dprk.2", ["preferences", "dprk", 2]),
        (
            "preferences.usa.weights.not exercises",
            ["preferences", "usa", "weights", "not exercises"],
        ),
        (
            "preferences.usa.weights.usa.relief and test",
            ["preferences", "usa", "weights", "usa.relief and test"],
        ),
        (
            "preferences.usa.weights.usa.relief or test",
            ["preferences", "usa", "weights", "usa.relief or test"],
        ),
        ("constraints.0", ["constraints", 0]),
        ("roadmaps.plan.stages.2", ["roadmaps", "plan", "stages", 2]),
        ("deadlines.year_end.date", ["deadlines", "year_end", "date"]),
        ("claims.second.kind", ["claims", 1, "kind"]),
        (
            "variants.v.set.options.relief.undo",
            ["variants", "v", "set", "options.relief.undo"],
        ),
        ("turnover.usa.0.hazard", ["turnover", "usa", 0, "hazard"]),
        ("guarantees.security", ["guarantees", "security"]),
    ],
)
def test_a_path_sets_what_it_names(path, keys):
    assert at(apply_edits(CASE, [(path, "new")]), *keys) == "new"


def test_nothing_else_changes():
    edited = apply_edits(CASE, [("options.relief.undo", "1 week")])
    edited["parties"]["usa"]["options"]["relief"]["undo"] = "never"
    assert edited == CASE


def test_the_input_stays_as_it_is():
    before = deepcopy(CASE)
    apply_edits(CASE, [("options.test.now", "yes")], ["constraints.1"])
    assert before == CASE


def test_changes_are_made_in_order():
    changes = [("options.test", {"undo": "never"}), ("options.test.now", "yes")]
    edited = apply_edits(CASE, changes)
    assert at(edited, "parties", "dprk", "options", "test") == {
        "undo": "never",
        "now": "yes",
    }


def test_removals_count_items_before_any_is_removed():
    edited = apply_edits(CASE, [], ["constraints.0", "constraints.1"])
    assert edited["constraints"] == ["c"]


def test_the_same_thing_can_be_removed_under_two_names():
    edited = apply_edits(CASE, [], ["claims.first", "claims.0"])
    assert [claim["id"] for claim in edited["claims"]] == ["second"]


def test_an_option_can_be_removed_by_its_id():
    edited = apply_edits(CASE, [], ["options.test"])
    assert edited["parties"]["dprk"]["options"] == {}


@pytest.mark.parametrize(
    ("path", "hint"),
    [
        ("options.releif.undo", "did you mean 'relief'?"),
        ("options.xyz", "there are relief, test"),
        ("preferencs.usa", "did you mean 'preferences'?"),
        ("parties.us.options.relief", "did you mean 'usa'?"),
        ("constraints.7", "there are 0, 1, 2, 3"),
        ("roadmaps.plan.stages.x", "there are 0, 1, 2, 3"),
        ("deadlines.yearend.date", "did you mean 'year_end'?"),
        ("options.relief.undo.takes", "set 'options.relief.undo'"),
        ("patience.usa", "set 'patience'"),
    ],
)
def test_setting_inside_what_is_not_there_names_the_nearest(path, hint):
    with pytest.raises(EditError) as caught:
        apply_edits(CASE, [(path, "new")])
    assert (caught.value.path, caught.value.hint) == (path, hint)


@pytest.mark.parametrize(
    ("path", "hint"),
    [
        ("options.relief.und", "did you mean 'undo'?"),
        ("constraints.3", "there are 0, 1, 2"),
        ("guarantees.security", "did you mean 'variants'?"),
        ("preferences.usa.weights.not exercise", "did you mean 'not exercises'?"),
        ("", "there are patience, parties, constraints"),
    ],
)
def test_removing_what_is_not_there_names_the_nearest(path, hint):
    with pytest.raises(EditError) as caught:
        apply_edits(CASE, [], [path])
    assert str(caught.value.hint).startswith(hint)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("options.a.undo=never", ("options.a.undo", "never")),
        (" patience = 0.9 per year ", ("patience", "0.9 per year")),
        ("constraints.0={is: a}", ("constraints.0", "{is: a}")),
        ("summary=a = b", ("summary", "a = b")),
        ("summary=", ("summary", "")),
    ],
)
def test_a_change_is_split_at_the_first_sign(text, expected):
    assert parse_change(text) == expected


@pytest.mark.parametrize("text", ["options.a.undo", "", "=never"])
def test_a_change_without_path_or_sign_is_refused(text):
    with pytest.raises(EditError, match="what to set to what"):
        parse_change(text)


TEXT = """\
# a case
title: "Quoted"   # its title
parties:
  usa:
    options:
      relief: {now: no, undo: never}   # cannot be undone
      other: {}
constraints:
  # the first
  - not (relief and other)
  - {is: "at_most(1, relief, other)", name: one}
summary: a long line that no editor should ever fold, however many words stand on it
"""


def test_editing_text_changes_only_the_line_it_names():
    edited = edit_text(TEXT, [("options.relief.undo", "1 day")])
    assert edited == TEXT.replace("undo: never", "undo: 1 day")


def test_editing_text_keeps_the_way_lists_are_indented():
    flush = "constraints:\n- a\n- b\nparties: {}\n"
    assert edit_text(flush, [("constraints.1", "c")]) == flush.replace("b", "c")


def test_removing_from_text_keeps_the_comments_of_the_rest():
    edited = edit_text(TEXT, [], ["options.other"])
    assert edited == TEXT.replace("      other: {}\n", "")


@pytest.mark.parametrize("value", ["yes", "5", "0.50", "2019-04-23", "[a, b]"])
def test_a_value_is_written_as_it_was_given(value):
    edited = edit_text(TEXT, [("options.other.now", value)])
    assert f"now: {value}" in edited


def test_a_value_that_is_no_yaml_is_refused():
    with pytest.raises(EditError, match="is not a value"):
        edit_text(TEXT, [("summary", "{a: [")])
