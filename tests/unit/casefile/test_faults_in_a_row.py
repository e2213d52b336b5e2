"""A fault hides none that stands behind it in the same list or mapping."""

import pytest

from tests.faulty import CASE, marked, problems

ADDED = [
    (
        "moves: {usa: {NN: [NNN], NNN: [NNN], NNY: [NNY]}}",
        [("state-length", "NN"), ("move-nowhere", "NNN"), ("move-nowhere", "NNY")],
    ),
    (
        "moves: {usa: {NYN: [NNN], now: [NNN], NNN: [NNN]}}",
        [("listed-twice", "now"), ("move-nowhere", "NNN")],
    ),
    (
        "labels: {now: YNN, YYN: NNN, ok: NNNN}",
        [("label", "now"), ("label", "YYN"), ("state-length", "NNNN")],
    ),
    (
        "published: {RR: [NNN], Q: [NNN]}",
        [("unknown-concept", "RR"), ("unknown-concept", "Q")],
    ),
    (
        "projects: {rail: {parties: [usa, usa, rok]}, ship: {parties: [chn]}}",
        [
            ("listed-twice", "usa"),
            ("unknown-party", "rok"),
            ("unknown-party", "chn"),
        ],
    ),
    (
        "projects: {note: {needs: relief}, name: {needs: freeze}}",
        [("reserved-id", "note"), ("reserved-id", "name")],
    ),
    (
        "projects: {rail: {nedes: relief, partie: [usa], blockd_by: x}}",
        [
            ("unknown-key", "nedes"),
            ("unknown-key", "partie"),
            ("unknown-key", "blockd_by"),
        ],
    ),
]

REPLACED = [
    (
        "[freeze, relief]",
        "[frez, relif, freeze]",
        [("unknown-option", "frez"), ("unknown-option", "relif")],
    ),
    (
        "{verify: iaea}",
        "{verify: iaea}\n      relief: {}\n      drills: {}",
        [("duplicate-id", "relief"), ("duplicate-id", "drills")],
    ),
    (
        "[freeze, not relief]",
        "[frez, not relif or bad]",
        [
            ("unknown-name", "frez"),
            ("unknown-name", "relif"),
            ("unknown-name", "bad"),
        ],
    ),
]


def told(text):
    return [(problem.code, marked(problem)) for problem in problems(text)]


@pytest.mark.parametrize(("added", "faults"), ADDED, ids=[row[0] for row in ADDED])
def test_each_fault_in_what_is_added_is_told(added, faults):
    assert told(f"{CASE}{added}\n") == faults


@pytest.mark.parametrize(
    ("old", "new", "faults"), REPLACED, ids=[row[0] for row in REPLACED]
)
def test_each_fault_in_what_is_replaced_is_told(old, new, faults):
    assert old in CASE
    assert told(CASE.replace(old, new, 1)) == faults


def test_changes_of_one_day_add_up_behind_changes_of_no_day():
    rules = "".join(
        f"\n    - {{to: hawk, {when}}}"
        for when in (
            "hazard: 0.1 per year",
            "on: 2021-01-20, probability: 0.7",
            "on: 2021-01-20, probability: 0.6",
        )
    )
    assert [code for code, _ in told(f"{CASE}turnover:\n  usa:{rules}\n")] == [
        "probability"
    ]
