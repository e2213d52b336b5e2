"""Draws on a cluster: a scheduler with two workers gives what one processor does."""

import os
import sys
from time import sleep

import pytest

import detente as dt
from detente.analysis.setting import Setting
from detente.errors import UnsupportedError
from detente.study.cluster import over_cluster
from detente.study.game.dynamics import open_dynamics
from detente.study.processors import Workers
from detente.study.robustness.robust import study_robustness
from detente.study.robustness.sampling import Draws
from detente.study.robustness.workers import opening_of
from detente.study.spread import over_held
from tests.running import detente
from tests.unit.deal.test_road_map import two_party_case
from tests.unit.robustness.test_robust import PLANS, assumed_for

pytestmark = [
    pytest.mark.needs("distributed"),
    # Of the packages that a cluster stands on, not of ours.
    pytest.mark.filterwarnings("ignore:::distributed"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]
CASE = assumed_for(two_party_case(1, 3, d=0.5), "a")
FARMS = """\
detente: 1
title: Two farms
parties:
  upper: {name: Upper, options: {x: {}}}
  lower: {name: Lower, options: {y: {}}}
preferences:
  upper: {weights: {x: -1, y: {value: 2, range: [0.5, 4], assumed: yes}}}
  lower: {weights: {y: -1, x: {value: 2, range: [0.5, 4], assumed: yes}}}
patience: 0.7
roadmaps: {both: {name: Both, stages: [x, y]}}
"""


@pytest.fixture(scope="module")
def scheduler():
    """Start a scheduler and two workers of its own processes; give its address."""
    from distributed import LocalCluster

    with LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None
    ) as cluster:
        yield cluster.scheduler_address


@pytest.fixture(scope="module")
def client(scheduler):
    from distributed import Client

    with Client(scheduler) as connected:
        yield connected


def squared(study: Draws, number: int) -> int:
    return number**2 + 0 * len(study.layouts)


def test_a_cluster_gives_what_one_processor_gives(client):
    one, many = (
        study_robustness(open_dynamics(CASE), PLANS, samples=9, seed=1, workers=each)
        for each in (Workers(), Workers(cluster=client))
    )
    assert one == many
    assert one.flips
    assert len({share for each in one.shares for share in each.shares}) > 1


def whose(study: Draws, number: int) -> int:
    return os.getpid() + 0 * number * len(study.layouts)


def test_the_workers_do_the_work(client):
    study = Draws(open_dynamics(CASE), PLANS)
    workers = set(over_cluster(opening_of(study), whose, range(40), client))
    assert os.getpid() not in workers
    assert len(workers) == 2


def test_results_come_in_the_order_of_the_pieces(client):
    study = Draws(open_dynamics(CASE), PLANS)
    found = list(over_cluster(opening_of(study), squared, range(30), client))
    assert found == [number**2 for number in range(30)]


def noted(notes: list[int], number: int) -> tuple[int, ...]:
    """Note a piece, and tell all that are noted after a while."""
    notes.append(number)
    sleep(0.02)
    return tuple(notes)


def test_threads_of_a_worker_note_nothing_for_each_other():
    from distributed import Client, LocalCluster

    notes: list[int] = []
    threads = {"n_workers": 1, "threads_per_worker": 4, "processes": False}
    with (
        LocalCluster(**threads, dashboard_address=None) as cluster,
        Client(cluster) as connected,
    ):
        workers = Workers(cluster=connected)
        found = list(over_held(notes, noted, range(12), workers))
    assert notes == []
    beginnings = {each[0] for each in found}
    assert len(beginnings) == 4
    for first in beginnings:
        # What one thread tells goes on from what it told before, and from nothing else.
        told = sorted(each for each in found if each[0] == first)
        assert [len(each) for each in told] == list(range(1, len(told) + 1))
        assert all(each == told[-1][: len(each)] for each in told)


def test_an_address_will_do_from_python_and_from_the_command_line(scheduler):
    there = dt.robust(FARMS, 12, seed=3, setting=Setting(cluster=scheduler))
    assert there.to_dict() == dt.robust(FARMS, 12, seed=3).to_dict()
    words = ("robust", "-", "--samples", "12", "--format", "json")
    ran = detente(*words, "--cluster", scheduler, stdin=FARMS)
    assert ran.code == 0
    assert ran.out == detente(*words, stdin=FARMS).out


def test_an_address_at_which_nobody_answers_is_refused(monkeypatch):
    monkeypatch.setattr("detente.study.cluster._PATIENT", 1)
    ran = detente(
        "robust", "-", "--samples", "3", "--cluster", "tcp://127.0.0.1:9", stdin=FARMS
    )
    assert ran.code != 0
    assert "no Dask scheduler answers at 'tcp://127.0.0.1:9'" in ran.err
    assert "tcp://HOST:PORT" in ran.err


def test_without_the_package_it_is_said_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(UnsupportedError, match="needs the package distributed"):
        dt.robust(FARMS, 3, setting=Setting(cluster="tcp://127.0.0.1:9"))
