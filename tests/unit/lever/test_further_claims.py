"""Claims that a change makes a road map keep itself, or outlive its signers."""

import pytest

import detente as dt
from detente.engine.budget import allowing, tick
from detente.model.event import MOVED_TO
from detente.report.naming import Names
from detente.report.pages.record.claims import why_text
from detente.report.words import words_of
from detente.study.lever import further, price
from detente.study.lever.change import Change, Kind, What
from detente.study.lever.further_claim import in_hands_of
from detente.study.lever.goal import GOALS, chance_of_standing
from tests.unit.lever.test_further import KEPT, PLEDGED, TURNED, WATER
from tests.unit.report.test_pictures_tell_numbers import DEAL

LONG = PLEDGED.replace("flow: 0.1", "flow: 2")


def claimed(case, test):
    return f"{case}\nclaims:\n  it: {{kind: forecast, test: {{moves: {test}}}}}\n"


def judged(case, test, **more):
    (found,) = dt.claims(claimed(case, test), **more).findings
    return found


def why(case, test, finding):
    return why_text(finding, Names(dt.load(claimed(case, test)), words_of("en")))


def kept(case, edits):
    check = dt.check_road_map(case, "exchange", edits=edits).check
    return check.verdict == "proved" and not check.close


def test_a_file_knows_the_goals_of_levers():
    assert tuple(map(str, GOALS)) == MOVED_TO


def test_a_guarantee_of_those_who_are_named_is_found_and_does_it():
    test = "{roadmap: exchange, to: keeps_itself, by: [bank]}"
    found = judged(WATER, test)
    assert found.verdict == "supported"
    _, edit = found.figure.names
    assert edit.startswith("guarantees.pledge={by: [bank]")
    assert kept(WATER, [edit])
    said = why(WATER, test, found)
    assert said.startswith("“exchange”: all would sign it and nobody would call it off")
    assert said.endswith(f"with --set '{edit}': it would keep itself")


def test_what_is_in_the_hands_of_others_does_not_count():
    found = judged(WATER, "{roadmap: exchange, to: keeps_itself, by: [north]}")
    assert found.verdict == "contradicted"
    assert found.figure.numbers == (3, 3)


@pytest.mark.parametrize(
    ("edit", "verdict"),
    [
        ("guarantees.old.until: never", "supported"),
        ("guarantees.old.until: 2027-01-01", "contradicted"),
    ],
)
def test_a_change_that_is_given_is_made_and_judged(edit, verdict):
    case, change = WATER + LONG, edit.replace(": ", "=")
    found = judged(case, f"{{roadmap: exchange, to: keeps_itself, set: {{{edit}}}}}")
    assert found.verdict == verdict
    assert kept(case, [change]) == (verdict == "supported")
    assert found.figure.names[1:] == ((change,) if verdict == "supported" else ())


def test_what_keeps_itself_already_cannot_be_moved_to_that():
    test = "{roadmap: exchange, to: keeps_itself}"
    found = judged(KEPT, test)
    assert found.verdict == "contradicted"
    said = "“exchange”: it would keep itself as it is, so that nothing is to be moved"
    assert why(KEPT, test, found) == said
    given = "{roadmap: exchange, to: keeps_itself, set: {options.power.undo: 2 months}}"
    assert judged(KEPT, given).verdict == "contradicted"


def test_only_guarantees_of_those_who_are_named_are_told():
    case = WATER + PLEDGED.replace("by: [bank]", "by: [bank, north]")
    found = judged(case, "{roadmap: exchange, to: keeps_itself, by: [north]}")
    assert found.verdict == "supported"
    assert "{by: [north]," in found.figure.names[1]


def test_to_outlive_is_not_to_lose_that_it_keeps_itself():
    milder = "turnover.south: [{to: builders, on: 2025-02-15, probability: 0.1}]"
    test = "{{roadmap: exchange, to: outlives_signers, set: {{{edits}}}}}"
    found = judged(KEPT + TURNED, test.format(edits=milder))
    assert found.verdict == "supported"
    closer = f"preferences.south.weights.dam: 1.92, {milder}"
    found = judged(KEPT + TURNED, test.format(edits=closer))
    assert found.verdict == "contradicted"


def test_where_games_would_take_too_long_it_says_how_many_were_not_played(monkeypatch):
    monkeypatch.setattr(price, "_GAMES", 0.0)
    test = "{roadmap: exchange, to: keeps_itself}"
    found = judged(WATER, test)
    assert found.verdict == "undecided"
    left = found.figure.numbers[2]
    assert left > 1
    assert why(WATER, test, found).endswith(
        f"; {left} changes were not judged, which takes longer"
    )


def test_what_outlives_its_signers_is_told_with_both_chances():
    case = KEPT + TURNED
    test = "{roadmap: exchange, to: outlives_signers, by: [bank]}"
    found = judged(case, test)
    assert found.verdict == "supported"
    before, after = found.figure.values
    assert before == pytest.approx(0.4)
    _, edit = found.figure.names
    turned = dt.check_road_map(case, "exchange", edits=[edit], turnover=True).turnover
    assert turned is not None
    assert after == pytest.approx(chance_of_standing(turned))
    assert "still stands after five years in 40 of 100" in why(case, test, found)
    # The first answer has no time for games, and says so.
    (quick,) = dt.analyze(claimed(case, test)).overview.findings
    assert quick.verdict == "undecided"
    assert why(case, test, quick).startswith("not worked out here")


def test_where_no_leadership_changes_nothing_outlives_anybody():
    test = "{roadmap: exchange, to: outlives_signers}"
    found = judged(WATER, test)
    assert found.verdict == "not testable"
    assert why(WATER, test, found) == "nobody's leadership changes in this case"


def test_of_the_quick_goals_one_may_be_named():
    found = judged(WATER, "{roadmap: exchange, to: all_sign}")
    assert found.verdict == "contradicted"
    dear = WATER.replace("water: -1,", "water: -4,")
    found = judged(dear, "{roadmap: exchange, to: all_sign}")
    assert (found.verdict, found.figure.numbers) == ("supported", (1, 2))
    found = judged(dear, "{roadmap: exchange, to: nobody_calls_off}")
    assert (found.verdict, found.figure.numbers) == ("contradicted", (1, 1))
    edit = "roadmaps.exchange.until: {water: 2028-12-31}"
    test = f"{{roadmap: exchange, to: nobody_calls_off, set: {{{edit}}}}}"
    found = judged(dear, test)
    assert (found.verdict, found.figure.numbers) == ("contradicted", (1, 2))
    # What all sign already, nothing brings there.
    ending = dear.replace("escrow: yes}]", "escrow: yes}], until: {water: 2028-12-31}")
    test = "{roadmap: exchange, to: all_sign, set: {options.power.undo: 2 months}}"
    found = judged(ending, test)
    assert (found.verdict, found.figure.numbers) == ("contradicted", (2, 2))


def test_where_the_time_is_over_the_claim_is_not_decided(monkeypatch):
    with allowing() as budget:

        def over(*_, **__):
            budget.stop()
            tick()

        monkeypatch.setattr(further, "check_road_map", over)
        case = f"{WATER}  alone: {{stages: [[water]]}}\n"
        text = claimed(case, "{roadmap: exchange, to: keeps_itself}")
        text += "  then: {kind: forecast, test: {moves: alone}}\n"
        found, then = dt.claims(text).findings
    assert found.verdict == "undecided"
    # Nor is it known that nothing moves what comes after.
    assert then.verdict == "undecided"


def test_a_kept_road_map_in_few_draws_is_so_under_assumed_numbers_only():
    unsure = "dam: {value: 2.4, range: [2.3, 60], assumed: yes}"
    case = WATER.replace("dam: 2.4", unsure)
    pledge = (
        "{by: [bank], protects: north, against: [south], undoing: [power], "
        "penalty: {flow: 1.1}}"
    )
    test = f"{{roadmap: exchange, to: keeps_itself, set: {{guarantees.new: {pledge}}}}}"
    found = judged(case, test)
    assert found.verdict == "only under assumed numbers"
    assert found.figure.as_written == "supported"
    assert found.figure.samples > 0
    assert found.figure.share < 0.67


def test_a_guarantee_is_in_the_hands_of_who_gives_it():
    case = dt.load(WATER + PLEDGED)
    new = Change(Kind.GUARANTEE, What.PLEDGE, (), party="south", by="bank")
    old = Change(Kind.GUARANTEE, What.LASTS, (), about="old", party="south")
    paid = Change(Kind.OUTSIDER, What.PAYMENT, (), party="north")
    step = Change(Kind.STEP, What.ADD, (), party="south")
    for change, hands in ((new, "bank"), (old, "bank"), (step, "south")):
        assert in_hands_of(case, (), change)
        mine = [p for p in case.party if in_hands_of(case, (p,), change)]
        assert mine == [hands]
    assert not in_hands_of(case, (), paid)


@pytest.mark.parametrize("to", ["keeps_itself", "all_sign"])
def test_a_goal_is_written_as_it_was_read(to):
    text = claimed(WATER, f"{{roadmap: exchange, to: {to}, by: [bank]}}")
    case = dt.load(text)
    assert dt.load(dt.dump_case(case)).claims == case.claims
    assert case.claims[0].test.goal == to


def test_a_change_that_takes_a_road_map_less_far_is_told_with_both():
    # Lower calls it off as it is; with this Third would not sign it either.
    change = "{roadmap: both, set: {preferences.third.weights.x: -5}}"
    found = judged(DEAL, change, samples=0)
    assert found.verdict == "contradicted"
    assert found.figure.numbers == (2, 1)
