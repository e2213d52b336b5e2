"""Gambit reads the games that are written for it."""

import pytest

import detente as dt
from tests.two_options import TWO

pytestmark = pytest.mark.needs("pygambit")


def read(folder, case=TWO, payoffs="order"):
    import pygambit

    file = folder / "case.nfg"
    dt.export_case(case, file, payoffs=payoffs)
    return pygambit.read_nfg(str(file))


def outcome(game, *strategies):
    """The outcome and payoffs where players choose by label."""
    chosen = dict(zip(game.players, strategies, strict=True))
    payoffs = game.get_payoffs(chosen)
    return game.get_outcome(chosen), [str(payoffs[player]) for player in game.players]


def test_gambit_reads_the_players_and_their_strategies(tmp_path):
    game = read(tmp_path)
    assert game.title == 'A "small" game'
    assert list(game.players) == ["We", "them", "they"]
    assert [list(game.get_strategies(player)) for player in game.players] == [
        ["-a -b", "a -b", "b -a"],
        ["-c", "c"],
        ["."],
    ]


def test_gambit_reads_ordinal_payoffs(tmp_path):
    label, payoffs = outcome(read(tmp_path), "a -b", "c", ".")
    assert label == "now +a +c"
    assert payoffs == ["2", "2", "2"]


AT_MOST_ONE = """\
detente: 1
title: At most one of three may act
parties:
  a: {options: {x: {}}}
  b: {options: {y: {}}}
  c: {options: {z: {}}}
constraints: ["at_most(1, x, y, z)"]
preferences:
  a: {weights: {x: 1}}
  b: {weights: {y: 1}}
  c: {weights: {z: 1}}
"""
RIVER = """\
detente: 1
title: {en: Río Paraná, ru: Река}
parties:
  a: {name: 上游, options: {x: {name: Уступить}}}
  b: {name: Перу, options: {y: {name: b}}}
  c: {name: Peru, options: {z: {name: c}}}
"""


def test_what_is_not_feasible_is_worse_than_everything_else(tmp_path):
    game = read(tmp_path, AT_MOST_ONE)
    assert outcome(game, "x", "y", "-z") == ("not feasible", ["0", "0", "0"])


def test_what_is_further_from_being_feasible_is_worse_still(tmp_path):
    game = read(tmp_path, AT_MOST_ONE)
    assert outcome(game, "x", "y", "z") == ("not feasible (2)", ["-1", "-1", "-1"])


@pytest.mark.parametrize(
    ("case", "count"), [("garrison", 7), ("korea-2017", 2), (AT_MOST_ONE, 3)]
)
def test_gambit_finds_equilibria_at_feasible_states_only(tmp_path, case, count):
    import pygambit

    game = read(tmp_path, case)
    found = pygambit.nash.enumpure_solve(game).equilibria
    labels = {
        outcome(
            game,
            *(
                next(s for s in game.get_strategies(player) if profile[player][s] == 1)
                for player in game.players
            ),
        )[0]
        for profile in found
    }
    assert len(labels) == len(found) == count
    assert not any(label.startswith("not feasible") for label in labels)


@pytest.mark.parametrize("language", ["en", "ru"])
def test_a_file_for_gambit_is_ascii(language):
    assert dt.convert_case(RIVER, "nfg", language=language).text.isascii()


def test_names_in_other_letters_are_readable_and_told_apart(tmp_path):
    game = read(tmp_path, RIVER)
    assert game.title == "Rio Parana"
    assert list(game.players) == ["ShangYou", "Peru (b)", "Peru (c)"]


@pytest.mark.parametrize(
    ("name", "label"),
    [
        (r"q \ back", r"q \ back"),
        ('say "no"', 'say "no"'),
        ("end\\", "end/"),
        (r"two \\ of them", "two / of them"),
        ('\\"', '/"'),
    ],
)
def test_signs_of_a_name_reach_gambit_as_they_are(tmp_path, name, label):
    parties = {"p": {"name": name, "options": {"a": {}}}}
    game = read(tmp_path, {"detente": 1, "title": "x", "parties": parties})
    assert list(game.players) == [label]


def test_weights_are_written_exactly(tmp_path):
    game = read(tmp_path, payoffs="weights")
    _, payoffs = outcome(game, "b -a", "-c", ".")
    assert payoffs == ["1/5", "0", "0"]


def test_parties_of_one_name_are_told_apart(tmp_path):
    parties = {"p": {"name": "X", "options": {"a": {}}}, "q": {"name": "X"}}
    game = read(tmp_path, {"detente": 1, "title": "x", "parties": parties})
    assert list(game.players) == ["X (p)", "X (q)"]


def test_settled_options_are_no_choice(tmp_path):
    options = {"a": {"now": True, "undo": "never"}, "b": {}}
    case = {"detente": 1, "title": "x", "parties": {"p": {"options": options}}}
    assert list(read(tmp_path, case).get_strategies("p")) == ["-b", "b"]
