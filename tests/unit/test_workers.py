"""Draws on several processors: the same results, whatever their number."""

import pytest

import detente as dt
from detente.analysis import Setting
from detente.study import workers
from detente.study.draws import Draws
from detente.study.dynamics import open_dynamics
from detente.study.robust import study_robustness
from detente.study.workers import Workers, spread
from tests.unit.test_road_map import two_party_case
from tests.unit.test_robust import PLANS, assumed_for

CASE = assumed_for(two_party_case(1, 3, d=0.5), "a")


@pytest.fixture
def always(monkeypatch):
    """Start processors for the least of work."""
    monkeypatch.setattr(workers, "_SOON", 0)


def double(study: Draws, number: int) -> int:
    return 2 * number + 0 * len(study.layouts)


def study() -> Draws:
    return Draws(open_dynamics(CASE), PLANS)


@pytest.mark.usefixtures("always")
def test_two_processors_give_what_one_gives():
    one, two = (
        study_robustness(
            open_dynamics(CASE), PLANS, samples=5, seed=1, workers=Workers(number)
        )
        for number in (1, 2)
    )
    assert one == two
    assert one.flips


@pytest.mark.usefixtures("always")
def test_results_come_in_the_order_of_the_pieces():
    assert list(spread(study(), double, range(7), Workers(2))) == list(range(0, 14, 2))


@pytest.mark.usefixtures("always")
def test_everyone_is_told_how_far_the_work_is():
    told = []
    progress = Workers(2, progress=lambda done, of: told.append((done, of)))
    study_robustness(open_dynamics(CASE), PLANS, samples=3, workers=progress)
    assert told == [(n, 7) for n in range(1, 8)]


def test_short_work_starts_no_processor():
    assert Workers(8).at_work(study(), 100) == 1


@pytest.mark.usefixtures("always")
def test_no_more_processors_start_than_fit_the_memory():
    assert Workers(8, memory=1 << 20).at_work(study(), 100) == 1


@pytest.mark.usefixtures("always")
def test_no_more_processors_start_than_there_are_pieces():
    assert Workers(8, memory=1 << 40).at_work(study(), 3) == 3


@pytest.mark.usefixtures("always")
def test_claims_are_judged_the_same_on_two_processors():
    one, two = (
        dt.claims("korea-2019", Setting(workers=number), variants=(), samples=2)
        for number in (1, 2)
    )
    assert one.findings == two.findings
