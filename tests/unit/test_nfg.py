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
        ["-a -b", "a -b", "b -a", "a b"],
        ["-c", "c"],
        ["."],
    ]


def test_gambit_reads_ordinal_payoffs(tmp_path):
    label, payoffs = outcome(read(tmp_path), "a -b", "c", ".")
    assert label == "now +a +c"
    assert payoffs == ["2", "2", "2"]


def test_what_is_not_feasible_is_worse_than_everything_else(tmp_path):
    label, payoffs = outcome(read(tmp_path), "a b", "-c", ".")
    assert label == "not feasible"
    assert payoffs == ["0", "0", "0"]


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
