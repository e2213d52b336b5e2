"""What is said where there are too many equilibria to list."""

from tests.running import detente

TIES = """
detente: 1
parties:
  a: {options: {w: {}, x: {}}}
  b: {options: {y: {}, z: {}}}
LABELS
"""
SIX = "labels: {l1: NNNN, l2: YNNN, l3: NYNN, l4: YYNN, l5: NNYN, l6: YNYN}"


def lines(labels, more=""):
    text = TIES.replace("LABELS", labels) + more
    ran = detente("stability", "-", "--concepts", "SEQ", stdin=text)
    joined = " ".join(ran.out.split())
    return joined[: joined.index("Who would stay where")].split(" - ")


def test_a_state_with_several_names_is_named_once():
    named = lines("labels: {base: NNNN, deal: YYNN}")[1]
    assert named == "named: E1 now [base]; E2 now +w +x [deal]"


def test_at_most_five_named_states_are_listed():
    assert lines(SIX)[1].endswith("E5 now +y [l5]; 1 more")


def test_nothing_is_best_for_a_party_that_is_indifferent():
    assert "all are worth the same to a and b" in lines("")


def test_it_is_said_how_many_tie_for_best():
    wants = "preferences: {a: [y]}\n"
    assert "best for a: E2 now +y and 7 others as good" in lines("", wants)
