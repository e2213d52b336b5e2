"""A complete ranking is limited by the feasible states, not by the options."""

import pytest

import detente as dt
from detente.casefile import dump_case
from tests.running import detente

PLANS, ANSWERS = 9, 8


def one_of(party, count, start):
    return [f"{party}{start + place}" for place in range(count)]


A, B = one_of("a", PLANS, 0), one_of("b", ANSWERS, PLANS)
WORTH = {
    party: {
        (plan, answer): (7 * i * i + 11 * j + seed * i * j) % 23
        for i, plan in enumerate(A)
        for j, answer in enumerate(B)
    }
    for party, seed in (("a", 3), ("b", 5))
}


def seventeen(preferences):
    def party(options):
        return {"options": {name: {"now": name == options[0]} for name in options}}

    return {
        "detente": 1,
        "title": "Nine plans and eight answers",
        "parties": {"a": party(A), "b": party(B)},
        "constraints": [f"exactly(1, {', '.join(each)})" for each in (A, B)],
        "preferences": preferences,
    }


def state(pair):
    return "".join("Y" if name in pair else "N" for name in [*A, *B])


def ranking(party):
    worth = WORTH[party]
    return [
        [state(pair) for pair in worth if worth[pair] == value]
        for value in sorted(set(worth.values()), reverse=True)
    ]


def weights(party):
    pairs = WORTH[party].items()
    return [{"of": " and ".join(pair), "value": value} for pair, value in pairs]


RANKED = {party: {"ranking": ranking(party)} for party in WORTH}
WEIGHED = {party: {"weights": weights(party)} for party in WORTH}


def verdicts(case):
    return dt.stability(case).to_dict()["concepts"]


def test_seventeen_options_with_seventy_two_states_can_be_ranked():
    assert dt.load(seventeen(RANKED)).preference["a"].ranking


def test_a_ranking_says_what_weights_say():
    assert verdicts(seventeen(RANKED)) == verdicts(seventeen(WEIGHED))


def test_our_own_ranking_for_gmcr_is_read_back(tmp_path):
    case, file = dt.load(seventeen(WEIGHED)), tmp_path / "case.gmcr"
    dt.export_case(case, file)
    back = tmp_path / "back.yaml"
    assert detente("import", file, "--output", back).code == 0
    assert verdicts(back) == verdicts(case)


def test_a_ranking_survives_a_case_file():
    case = dt.load(seventeen(RANKED))
    assert dt.load(dump_case(case)) == case


def spoiled(change):
    ties = [list(tie) for tie in ranking("a")]
    change(ties)
    return seventeen(RANKED | {"a": {"ranking": ties}})


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda ties: ties[0].pop(), "ranking-misses"),
        (lambda ties: ties[1].append(ties[0][0]), "ranking-repeats"),
        (lambda ties: ties[0].append("N" * 17), "ranking-infeasible"),
        (lambda ties: ties[0].append("Y" + "-" * 16), "ranking-repeats"),
    ],
)
def test_what_is_missed_repeated_or_infeasible_is_told(change, code):
    with pytest.raises(dt.CaseError) as raised:
        dt.load(spoiled(change))
    assert {problem.code for problem in raised.value.problems} == {code}


def test_patterns_may_stand_for_many_states():
    plans = ["".join("Y" if i == k else "-" for i in range(PLANS)) for k in range(9)]
    ties = [plan + "-" * ANSWERS for plan in plans]
    case = seventeen({"a": {"ranking": ties}})
    assert len(dt.load(case).preference["a"].ranking) == PLANS
